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
from maillage.socle.typographie import FINE, MOIS, write_date, write_nombre, write_pourcentage

MOIS_MAX = 24
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


def build_mois(lignes: Collection[LigneComptee], periode: Periode) -> Figure | None:
    """Validated hours, month after month: those that wait for their statements are drawn as missing, not as none.

    None before two months have hours, or beyond two years.
    """
    months = _list_mois(periode)
    totals: dict[date, Decimal | None] = dict.fromkeys(months)
    for ligne in lignes:
        if ligne.mois in totals:
            totals[ligne.mois] = (totals[ligne.mois] or Decimal(0)) + ligne.heures
    known = {mois: heures for mois, heures in totals.items() if heures is not None}
    if len(known) < 2 or len(months) > MOIS_MAX:
        return None
    told = [
        (write_mois(mois), ATTENTE if heures is None else f"{write_nombre(heures)}{FINE}h")
        for mois, heures in totals.items()
    ]
    most = max(known, key=lambda mois: known[mois])
    return Figure(
        titre=f"Le mois le plus chargé est {write_mois(most)} : {write_nombre(known[most], 0)}{FINE}h",
        description="Courbe des heures validées par mois : " + ", ".join(f"{name} {said}" for name, said in told) + ".",
        spec=courbe(
            [Mesure(f"{mois:%m/%y}", None if heures is None else float(heures)) for mois, heures in totals.items()]
        ),
        colonnes=["Mois", "Heures validées"],
        lignes=[list(pair) for pair in told],
        source="lignes d’heures validées",
        base=f"Base : {write_nombre(sum(known.values(), Decimal(0)))}{FINE}h validées {write_periode(periode)}",
        note="Un mois sans point n’a aucune heure validée : ses relevés sont peut-être à venir.",
    )  # fmt: skip


def write_mois(mois: date) -> str:
    return f"{MOIS[mois.month - 1]} {mois.year}"


def _list_mois(periode: Periode) -> list[date]:
    found = [periode.du.replace(day=1)]
    while (following := add_months(found[-1], 1)) <= periode.au:
        found.append(following)
    return [mois for mois in found if mois in periode]
