"""One box for everything: each domain declares how it answers, with the acteur's rights inside its query.

from maillage.socle import recherche

def search(acteur: Acteur, texte: str, limit: int) -> list[recherche.Resultat]: ...

recherche.declare(search)                    # public things: organisations, communes, pages
recherche.declare(search, nominatif=True)    # people: logged, limited (R-14)
"""

from maillage.socle.recherche.registre import Fournisseur, Resultat, declare

__all__ = ["Fournisseur", "Resultat", "declare"]
