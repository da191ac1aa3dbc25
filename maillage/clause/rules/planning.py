"""The plan of action of a lot, month by month: its months make the engagement, exactly (domaine 02 § 3 and § 4)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from maillage.clause.nomenclatures.emplois import ModeRealisation
from maillage.clause.rules.eligibilite import list_ouvres
from maillage.socle.dates import add_months
from maillage.socle.parametres import fixe
from maillage.socle.repartitions import share_decimal
from maillage.socle.typographie import write_nombre

HEURE = Decimal(1)
MOIS_MAX = fixe(
    "planning_mois_max", "Mois qu’un plan d’action peut couvrir", "mois", 120,
    "proposition du projet : au-delà, une date est mal saisie", a_confirmer=True,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mois:
    """`mois`: its first day. `mode`: how the hours will be done, None while it is not said."""

    mois: date
    heures: Decimal
    postes: int | None = None
    metier: str = ""
    mode: ModeRealisation | None = None


def check_dates(debut: date | None, fin: date | None, *, on: date) -> str | None:
    """Why no month can be planned yet."""
    if debut is None or fin is None:
        return "Indiquez le début et la fin prévue du marché : le plan d’action va de l’un à l’autre."
    if fin < debut:
        return f"La fin prévue ({fin:%d/%m/%Y}) précède le début ({debut:%d/%m/%Y}) : corrigez les dates du marché."
    limite = MOIS_MAX.get(on=on).valeur
    if len(list_mois(debut, fin)) > limite:
        return f"Du {debut:%d/%m/%Y} au {fin:%d/%m/%Y}, le marché dépasse {limite} mois : vérifiez ses dates."
    return None


def list_mois(debut: date, fin: date) -> list[date]:
    """The first days of the months that the market touches."""
    premier = debut.replace(day=1)
    ecart = (fin.year - debut.year) * 12 + fin.month - debut.month
    return [add_months(premier, rang) for rang in range(ecart + 1)]


def share_regulierement(heures: Decimal, *, debut: date, fin: date) -> dict[date, Decimal]:
    """In proportion of the working days of each month within the market; whole hours, whose sum is exact."""
    mois = list_mois(debut, fin)
    poids = [sum(debut <= day <= fin for day in list_ouvres(un)) for un in mois]
    if not any(poids):
        poids = [1] * len(mois)
    return dict(zip(mois, share_decimal(heures, poids, pas=HEURE), strict=True))


def fill_down(mois: Iterable[Mois]) -> list[Mois]:
    """A month that says neither its job nor its mode is done as the month before it."""
    found: list[Mois] = []
    for un in mois:
        last = found[-1] if found else None
        metier = un.metier or (last.metier if last else "")
        mode = un.mode or (last.mode if last else None)
        found.append(Mois(un.mois, un.heures, un.postes, metier, mode))
    return found


def check_planning(mois: Sequence[Mois], *, engagees: Decimal) -> str | None:
    """Why these months are not a plan of the engagement; None when they are."""
    total = sum((un.heures for un in mois), Decimal(0))
    told = f"Les mois font {write_nombre(total)} h, pour {write_nombre(engagees)} h engagées"
    if total < engagees:
        return f"{told} : ajoutez {write_nombre(engagees - total)} h."
    if total > engagees:
        return f"{told} : retirez {write_nombre(total - engagees)} h."
    return None


def list_sans_mode(mois: Iterable[Mois]) -> list[date]:
    return [un.mois for un in mois if un.mode is None]


def cumulate(heures: Mapping[date, Decimal], mois: Sequence[date]) -> list[Decimal]:
    """At the end of each of these months, everything until then, what came before them included."""
    return [sum((h for when, h in heures.items() if when <= un), Decimal(0)) for un in mois]


def find_dernier_echu(on: date, *, delai: int) -> date:
    """The last month whose hours should be known: over, and followed by `delai` months to declare them."""
    return add_months(on.replace(day=1), -1 - delai)


def compute_attendues(planning: Mapping[date, Decimal], *, on: date, delai: int) -> Decimal:
    """What the plan expects to be done by the end of the last month whose hours should be known."""
    return cumulate(planning, [find_dernier_echu(on, delai=delai)])[0]


def get_dernier_jour(mois: date) -> date:
    return add_months(mois, 1) - timedelta(days=1)
