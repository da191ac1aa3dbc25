"""The pictures of the activity: what the time went to, and the hours month after month."""

from collections.abc import Collection, Mapping
from datetime import date
from decimal import Decimal

from maillage.clause.nomenclatures.facilitateurs import FAMILLES, LIBELLES_TACHE, Tache
from maillage.clause.rules.activite.faits import LigneComptee
from maillage.clause.rules.postes import Periode
from maillage.clause.rules.temps import HEURE, write_duree
from maillage.socle.dates import add_months
from maillage.socle.graphiques import Barre, Figure, Mesure, barres, courbe
from maillage.socle.graphiques.theme import DATES
from maillage.socle.typographie import FINE, MOIS, write_date, write_nombre, write_pourcentage

MOIS_MAX, ANNEE = 24, 12
ATTENTE = "aucune validée"


def write_periode(periode: Periode) -> str:
    return f"du {write_date(periode.du)} au {write_date(periode.au)}"


def build_taches(taches: Mapping[Tache, int], periode: Periode) -> Figure | None:
    """None when nothing was noted."""
    total = sum(taches.values())
    if not total:
        return None
    first, minutes = next(iter(taches.items()))
    return Figure(
        titre=f"{LIBELLES_TACHE[first]} : {write_pourcentage(minutes / total)} des {write_duree(total)} notées",
        description="Barres horizontales, en heures : "
        + ", ".join(f"{LIBELLES_TACHE[tache]} {write_duree(value)}" for tache, value in taches.items()) + ".",
        spec=barres(
            [Barre(LIBELLES_TACHE[tache], round(value / HEURE, 1)) for tache, value in taches.items()], format=",.1f",
            accent=LIBELLES_TACHE[first],
        ),
        colonnes=["Tâche", "Moment", "Temps", "Part"],
        lignes=[
            [LIBELLES_TACHE[tache], FAMILLES[tache], write_duree(value), write_pourcentage(value / total)]
            for tache, value in taches.items()
        ],
        source="temps notés par le service",
        base=f"Base : {write_duree(total)} notées {write_periode(periode)}",
        note="En heures.",
    )  # fmt: skip


def build_mois(lignes: Collection[LigneComptee], periode: Periode, avant: Periode | None = None) -> Figure | None:
    """Validated hours, month after month: those that wait for their statements are drawn as missing, not as none.

    None before two months have hours, or beyond two years. `avant`: the same months of the year before, as a second line.
    """
    months = _list_mois(periode)
    totals = _sum_mois(lignes, months)
    known = {mois: heures for mois, heures in totals.items() if heures is not None}
    if len(known) < 2 or len(months) > MOIS_MAX:
        return None
    before = _sum_mois(lignes, _list_mois(avant)) if avant and len(months) <= ANNEE else {}
    is_compare = any(heures is not None for heures in before.values())
    anciens = list(before.values()) if is_compare else [None] * len(months)
    most = max(known, key=lambda mois: known[mois])
    series = (_name_annee(periode), _name_annee(avant)) if avant and is_compare else ()
    told = [
        (write_mois(mois), _tell(totals[mois]), _tell(ancien)) for mois, ancien in zip(months, anciens, strict=True)
    ]
    return Figure(
        titre=f"Le mois le plus chargé est {write_mois(most)} : {write_nombre(known[most], 0)}{FINE}h",
        description="Courbe des heures validées par mois : "
        + ", ".join(f"{name} {said}" + (f" (un an avant {former})" if is_compare else "") for name, said, former in told)
        + ".",
        spec=courbe(
            [
                Mesure(_write_moment(mois, is_compare), None if heures is None else float(heures), serie)
                for serie, values in zip(series or ("",), (list(totals.values()), anciens), strict=False)
                for mois, heures in zip(months, values, strict=True)
            ],
            series=series,
        ),
        colonnes=["Mois", "Heures validées", *(["Un an avant"] if is_compare else [])],
        lignes=[list(row if is_compare else row[:2]) for row in told],
        source="lignes d’heures validées",
        base=f"Base : {write_nombre(sum(known.values(), Decimal(0)))}{FINE}h validées {write_periode(periode)}",
        note="Un mois sans point n’a aucune heure validée : ses relevés sont peut-être à venir.",
    )  # fmt: skip


def _sum_mois(lignes: Collection[LigneComptee], months: Collection[date]) -> dict[date, Decimal | None]:
    totals: dict[date, Decimal | None] = dict.fromkeys(months)
    for ligne in lignes:
        if ligne.mois in totals:
            totals[ligne.mois] = (totals[ligne.mois] or Decimal(0)) + ligne.heures
    return totals


def _tell(heures: Decimal | None) -> str:
    return ATTENTE if heures is None else f"{write_nombre(heures)}{FINE}h"


def _name_annee(periode: Periode) -> str:
    """« 2026 », or « 2025-2026 » of months that straddle two years."""
    return str(periode.au.year) if periode.du.year == periode.au.year else f"{periode.du.year}-{periode.au.year}"


def _write_moment(mois: date, is_compare: bool) -> str:
    """Compared, a month stands for that of both years."""
    return DATES["shortMonths"][mois.month - 1] if is_compare else f"{mois:%m/%y}"


def write_mois(mois: date) -> str:
    return f"{MOIS[mois.month - 1]} {mois.year}"


def _list_mois(periode: Periode) -> list[date]:
    found = [periode.du.replace(day=1)]
    while (following := add_months(found[-1], 1)) <= periode.au:
        found.append(following)
    return [mois for mois in found if mois in periode]
