"""Long work: one table of resumable jobs, the same on SQLite and on PostgreSQL.

A domain writes its jobs in its module `travaux.py`, found at start:

    @travail("reseau.import", "Import de l’annuaire")
    def import_annuaire(travail: Travail, curseur: Curseur) -> Curseur | None: ...

and a view asks for one with `actions.enqueue(by=request.acteur, code="reseau.import", parametres={…})`.
"""

from maillage.socle.travaux.registre import Curseur, TravailRefuse, periodique, travail

__all__ = ["Curseur", "TravailRefuse", "periodique", "travail"]
