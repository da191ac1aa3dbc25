"""What may be said of a dispositif's team and FSE, and how its team is added up."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from maillage.reseau.nomenclatures import LIBELLES_EQUIPE, Employeur, FonctionEquipe, ModeFse, TypeDispositif

# Who may receive FSE as a structure of the network: an OI manages it, the network head has no participants.
TYPES_FSE = frozenset({TypeDispositif.PLIE, TypeDispositif.MDE, TypeDispositif.CLAUSE})
# Modes in which somebody else manages: naming them helps the reader, and is not compulsory.
MODES_SANS_ORGANISME = frozenset({ModeFse.OI_SIMPLE, ModeFse.AUTRE_OU_SANS})


@dataclass(frozen=True, slots=True)
class Compte:
    personnes: int = 0
    etp: Decimal = Decimal(0)


def add_effectifs(lignes: Iterable[tuple[Employeur, int, Decimal]]) -> Mapping[Employeur, Compte]:
    """Persons and ETP per kind of employer. Lines never overlap (`check_detail`), so that they add up."""
    totals: dict[Employeur, Compte] = {}
    for employeur, personnes, etp in lignes:
        known = totals.get(employeur, Compte())
        totals[employeur] = Compte(known.personnes + personnes, known.etp + etp)
    return totals


def check_effectif(*, personnes: int, etp: Decimal) -> str | None:
    """The reason why this count is refused; None if accepted."""
    if personnes < 1 or etp <= 0:
        return "Comptez au moins une personne, et plus de zéro ETP. S’il n’y a plus personne, terminez la ligne."
    if etp > personnes:
        return f"{_write(etp)} ETP pour {personnes} personne{'s' if personnes > 1 else ''} : une personne fait au plus un ETP."
    return None


def check_detail(fonction: FonctionEquipe, autres: Iterable[FonctionEquipe]) -> str | None:
    """`autres`: the other functions counted for the same employer. The whole team and its detail would count twice."""
    others = set(autres) - {fonction}
    if fonction is FonctionEquipe.ENSEMBLE and others:
        names = ", ".join(sorted(LIBELLES_EQUIPE[other] for other in others))
        return f"Le détail par fonction est déjà déclaré ({names}) : terminez ces lignes, ou continuez par fonction."
    if fonction is not FonctionEquipe.ENSEMBLE and FonctionEquipe.ENSEMBLE in others:
        return "Toute l’équipe est déjà comptée en une ligne : terminez-la avant de compter par fonction."
    return None


def check_suite(*, du: date, precedent_du: date | None) -> str | None:
    """A new line ends the one it follows the day before; the same day, it corrects it; before it, it is refused."""
    if precedent_du is not None and du < precedent_du:
        return (
            f"La déclaration en cours commence le {precedent_du:%d/%m/%Y} : choisissez cette date pour la corriger, "
            "ou une date plus récente pour la remplacer."
        )
    return None


def has_fse(type: TypeDispositif) -> bool:
    return type in TYPES_FSE


def check_mode_fse(mode: ModeFse, *, organisme: str) -> str | None:
    """A dispositif that is its own OI, or that has none, names no other."""
    if organisme and mode in MODES_SANS_ORGANISME:
        return "Dans ce mode, aucun autre organisme ne gère le FSE : laissez ce champ vide."
    return None


def _write(number: Decimal) -> str:
    return f"{number.normalize():f}".replace(".", ",")
