"""Reports written as a test reads them."""

from datetime import date

from maillage.consolidation.relecture.lecture import read_paragraphes, read_texte
from maillage.consolidation.relecture.nomenclatures import Regle
from maillage.consolidation.relecture.rules.chiffres import Constat, Rapport
from maillage.consolidation.relecture.rules.relire import relire
from maillage.socle.typographie import FINE

AUJOURD_HUI = date(2026, 11, 29)


def relire_csv(
    *lignes: str, texte: str = "", entete: str = "libelle;annee;modalite;valeur;unite;base"
) -> list[Constat]:
    lu = read_texte("\n".join([entete, *lignes]))
    assert not lu.erreurs, lu.erreurs
    return relire(Rapport(tuple(lu.chiffres), tuple(read_paragraphes(texte)), aujourd_hui=AUJOURD_HUI))


def list_regles(constats: list[Constat]) -> list[Regle]:
    return [constat.regle for constat in constats]


def plain(text: str) -> str:
    """With ordinary spaces: what a person types to find it."""
    return text.replace(FINE, " ").replace("\u00a0", " ")
