"""The tables that every contender makes: nine counts of the catalogue, with their ventilations, of each dispositif and of all.

What must be equal between contenders: every figure that is not zero, by measure, year, territory, ventilation and modality.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from maillage.consolidation.catalogue.plie import PLIE
from maillage.indicateurs.calcul import FRANCE
from maillage.indicateurs.catalogue import Catalogue, Chapitre
from maillage.indicateurs.cellules import Cellule, add_up
from maillage.indicateurs.mesures import AnyMesure, Mediane
from maillage.indicateurs.valeurs import derive_exacte

NATION = "FR"
COMPTES = (
    "accompagnes", "sans_etape", "entrees", "sorties", "sorties_positives", "emploi_durable", "sans_suite", "etapes",
)  # fmt: skip
DUREE = "duree_mediane"
Chiffre = tuple[str, str, str, str, str, float]


def _list_mesures() -> Iterator[AnyMesure]:
    for code in COMPTES:
        yield PLIE.mesures[f"plie.{code}"]
    duree = PLIE.mesures[f"plie.{DUREE}"]
    assert isinstance(duree, Mediane)
    yield replace(duree, diviseur=Decimal(1))  # in days: nobody has to agree on what a month is


TABLEAUX = Catalogue.make([Chapitre("banc", "Banc", "", tuple(_list_mesures()))])


def add_france(cellules: Iterable[Cellule], dispositifs: Sequence[str]) -> list[Cellule]:
    return add_up(cellules, niveau=FRANCE, territoires=dict.fromkeys(dispositifs, NATION))


def list_chiffres(cellules: Iterable[Cellule]) -> list[Chiffre]:
    """Of ours. Zeros are left out: a peer that groups does not say them."""
    found: list[Chiffre] = []
    for cellule in cellules:
        mesure = TABLEAUX.mesures[cellule.code]
        value = derive_exacte(mesure, cellule)
        if value or (isinstance(mesure, Mediane) and value is not None):
            code = cellule.code.removeprefix("plie.")
            found.append(
                (code, cellule.periode, cellule.territoire, cellule.ventilation, cellule.modalite, float(value))
            )
    return sorted(found)
