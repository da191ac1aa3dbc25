"""The figures of a publication, one by one, as the register keeps them."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from maillage.consolidation.depots.rules.sommes import Place
from maillage.consolidation.rapport.cases import Case
from maillage.consolidation.rapport.livre import Livre
from maillage.indicateurs.cellules import Cle


@dataclass(frozen=True, slots=True)
class Chiffre:
    """`detail`: the modality as it is read; empty for what is not broken down."""

    code: str
    libelle: str
    version: int
    unite: str
    niveau: str
    territoire: str
    lieu: str
    ventilation: str
    modalite: str
    detail: str
    valeur: Decimal | None
    base: int | None
    couverture: int | None
    is_masque: bool


def list_chiffres(livre: Livre, couverture: Mapping[Place, int], *, hors: Collection[Cle]) -> Iterator[Chiffre]:
    """`hors`: what the publication does not even name. What it hides is named, without a value."""
    for cellule in livre.consolidation.cellules:
        if cellule.cle in hors:
            continue
        mesure = livre.catalogue.mesures[cellule.code]
        case = Case(mesure, cellule, livre.secret.read(mesure, cellule))
        is_masque = case.is_masquee
        if not is_masque and case.is_inconnue:  # nothing to divide by: there is no figure
            continue
        yield Chiffre(
            cellule.code, mesure.libelle, cellule.version, mesure.unite, cellule.niveau, cellule.territoire,
            livre.name_lieu((cellule.niveau, cellule.territoire)), cellule.ventilation, cellule.modalite,
            case.nom if cellule.ventilation else "",
            None if is_masque else case.valeur.valeur, None if is_masque else cellule.base,
            None if is_masque else couverture[cellule.code, cellule.niveau, cellule.territoire], is_masque,
        )  # fmt: skip
