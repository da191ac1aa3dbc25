"""The totals of a structure without Maillage, written as a deposit: what it does not say is « not known », never zero.

A population is told whole or not at all: a rate is then counted only over those who told both of its parts.
"""

from collections.abc import Iterator, Mapping, Sequence

from maillage.consolidation.catalogue.egalites import Egalite
from maillage.indicateurs.catalogue import Catalogue
from maillage.indicateurs.cellules import TOTAL, Cellule
from maillage.indicateurs.mesures import Comptable, Effectif, list_comptees
from maillage.indicateurs.ventilations import INCONNU, Publics, list_modalites
from maillage.socle.typographie import write_nombre


def list_demandees(catalogue: Catalogue) -> list[Effectif]:
    """The counts asked of such a structure: those the network numbers, in the order they are printed."""
    return [m for m in catalogue.mesures.values() if isinstance(m, Effectif) and m.repere]


def check_totaux(totaux: Mapping[str, int], *, catalogue: Catalogue, egalites: Sequence[Egalite]) -> dict[str, str]:
    """What to mend, by measure. Only what is told is checked."""
    comptees = list_comptees(catalogue.mesures)
    found: dict[str, str] = {}
    for egalite in egalites:
        if egalite.total in totaux and all(code in totaux for code in egalite.parts):
            parts = sum(totaux[code] for code in egalite.parts)
            if parts != totaux[egalite.total]:
                noms = " + ".join(comptees[code].libelle.lower() for code in egalite.parts)
                found[egalite.total] = f"{noms} font {write_nombre(parts)} : corrigez l’un ou l’autre."
    return found


def expand(totaux: Mapping[str, int], *, catalogue: Catalogue, millesime: int, dispositif: str) -> list[Cellule]:
    """Every cell of the populations that are told; the others are absent, and the coverage says so."""
    bases = _list_bases(totaux, catalogue)
    return [
        cellule
        for mesure in list_comptees(catalogue.mesures).values()
        if mesure.population.code in bases
        for cellule in _expand(
            mesure, totaux.get(mesure.code), bases[mesure.population.code], str(millesime), dispositif
        )
    ]


def _list_bases(totaux: Mapping[str, int], catalogue: Catalogue) -> dict[str, int]:
    """Of each population, how many rows: the count that has no condition."""
    return {
        mesure.population.code: totaux[code]
        for code, mesure in list_comptees(catalogue.mesures).items()
        if isinstance(mesure, Effectif) and mesure.condition is None and code in totaux
    }


def _expand(mesure: Comptable, total: int | None, base: int, periode: str, dispositif: str) -> Iterator[Cellule]:
    def make(ventilation: str, modalite: str, numerateur: int, connus: int, inconnus: int) -> Cellule:
        return Cellule(
            mesure.code, mesure.version, periode, "dispositif", dispositif, ventilation, modalite, numerateur, connus, inconnus
        )  # fmt: skip

    if total is None:
        yield make(TOTAL, "", 0, 0, base)
    else:
        yield make(TOTAL, "", total, base, 0)
    for ventilation in mesure.ventilations:
        for modalite in list_modalites(ventilation):
            if modalite == INCONNU and not isinstance(ventilation, Publics):
                yield make(
                    ventilation.code,
                    modalite,
                    total or 0,
                    base if total is not None else 0,
                    0 if total is not None else base,
                )
            else:
                yield make(ventilation.code, modalite, 0, 0, base)
