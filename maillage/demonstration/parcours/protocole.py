"""The protocole of each fictitious PLIE: Valombre has amended its own, Arsonne is in its first."""

from datetime import date
from decimal import Decimal

from maillage.demonstration.parcours.lot import Lot
from maillage.parcours.models import ObjectifProtocole, Protocole
from maillage.parcours.nomenclatures.indicateurs import Indicateur
from maillage.parcours.nomenclatures.protocole import Base, PeriodeObjectif, Public
from maillage.parcours.rules.protocole import Objectif

ANNEE, DUREE = PeriodeObjectif.ANNEE, PeriodeObjectif.PROTOCOLE
SIGNATAIRES = "Communauté d’agglomération (fictive)\nDépartement du Val-d’Arsonne (fictif)\nPréfecture (fictive)"
EMPLOI = Objectif(Indicateur.I_6, Decimal(42), Base.SORTIES, ANNEE)
FORMATION = Objectif(Indicateur.I_7, Decimal(8), Base.SORTIES, ANNEE)
POSITIVES = Objectif(Indicateur.I_5, Decimal(50), Base.SORTIES_NEUTRALISEES, ANNEE)
BRSA = Objectif(Indicateur.I_5, Decimal(38), Base.SORTIES, ANNEE, Public.BRSA)
CUMUL = Objectif(Indicateur.I_5, Decimal(25), Base.ENTREES_PROTOCOLE, DUREE)


def write_protocole(lot: Lot, *, today: date, entrees: int, has_avenant: bool) -> int:
    """Six years from three years ago; the avenant, of last January, raises the entries and looks at the RSA.

    Written at once: the avenant refers to a row that must be there before it.
    """
    debut, fin = date(today.year - 3, 1, 1), date(today.year + 2, 12, 31)
    premier = lot.add(
        Protocole, du=debut, au=fin, signe_le=date(today.year - 4, 12, 12), signataires=SIGNATAIRES, auteur=None
    )
    _add_objectifs(lot, premier, [EMPLOI, FORMATION, POSITIVES, _vise_entrees(entrees)])
    written = lot.write()
    if has_avenant:
        avenant = lot.add(
            Protocole, initial=premier, du=date(today.year, 1, 1), au=fin, signe_le=date(today.year - 1, 12, 9),
            signataires=SIGNATAIRES, auteur=None,
            objet="Plus d’entrées par an, un objectif pour les bénéficiaires du RSA et un cumul sur la durée.",
        )  # fmt: skip
        _add_objectifs(lot, avenant, [EMPLOI, FORMATION, POSITIVES, BRSA, CUMUL, _vise_entrees(entrees + 20)])
        written += lot.write()
    return written


def _vise_entrees(combien: int) -> Objectif:
    return Objectif(Indicateur.I_2, Decimal(combien), Base.NOMBRE, ANNEE)


def _add_objectifs(lot: Lot, protocole: Protocole, objectifs: list[Objectif]) -> None:
    for rang, objectif in enumerate(objectifs, 1):
        lot.add(
            ObjectifProtocole, protocole=protocole, rang=rang, indicateur=objectif.indicateur, cible=objectif.cible,
            base=objectif.base, periode=objectif.periode, ventilation=objectif.public or "",
        )  # fmt: skip
