"""P7: the grid of a month sent at once, some fifty contracts, against a raw upsert of the same rows. Goal: at most 2 ×.

Ours also asks who posts and whether they may, reads the grid anew, locks the contracts, checks every cell against its
contract, its lot and its whole month, tells whose credit it is, and writes the journal, in one transaction. The second peer
is a bare Django view that reads the same form and upserts its rows; the third, what one does without a grid: as many
ModelForms, each its request. Compared: the rows written. Sent twice, the grid adds nothing: checked on each run.
"""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from maillage.bancs.harnais import Cas
from maillage.bancs.services import open_services

REPETITIONS, CHAUFFE = 20, 2
TOURS = range(1, CHAUFFE + REPETITIONS + 1)
RETIRE = "DELETE FROM clause_ligneheures WHERE mois = %s AND dispositif_id = %s"
ECRITES = (
    "SELECT m.uuid::text, l.heures_reelles::text, l.heures_valorisees::text, l.statut FROM clause_ligneheures l "
    "JOIN clause_miseemploi m ON m.id = l.mise_emploi_id WHERE l.mois = %s AND l.dispositif_id = %s ORDER BY 1"
)

CAS = Cas(
    code="grille",
    titre="P7, la grille du mois en un envoi : droits, verrou, contrôles et journal compris",
    but=2,
    concurrents={
        "Maillage": "maillage.bancs.cas.grille_maillage",
        "upsert nu en SQL": "maillage.bancs.pairs.grille_sql",
        "vue Django nue": "maillage.bancs.pairs.grille_nue",
        "autant de ModelForm, un envoi chacun": "maillage.bancs.pairs.grille_formulaires",
    },
    prepare=open_services,
    mesure=f"temps de calcul de {REPETITIONS} grilles",
)


def read_grille() -> tuple[Any, Any, list[Any]]:
    """Of the bench's facilitateur: the month under way, the service, and its contracts as the page lists them."""
    from django.utils.timezone import localdate

    from maillage.bancs.services import FACILITATEUR
    from maillage.clause.queries.heures import list_rangs
    from maillage.comptes.models import Habilitation
    from maillage.comptes.queries import build_acteur

    today = localdate()
    found = Habilitation.objects.select_related("compte").get(compte__email=FACILITATEUR)
    acteur = build_acteur(found.compte, found, on=today, adresse="", requete="")
    mois = today.replace(day=1)
    return mois, acteur, [rang.emploi for rang in list_rangs(acteur, mois=mois)]


def choose_heures(rang: int, tour: int) -> Decimal:
    """Another value at each turn, so that every row is written each time."""
    return Decimal(60 + rang % 40) + Decimal(tour % 4) / 4


def measure_grilles(
    send: Callable[[int], object], mois: Any, dispositif: int | None, *, dit: Callable[[], str] = str
) -> None:
    """Sends a grid per turn, the first ones unmeasured; reports the rows of the last. `dit`: what to say afterwards."""
    from maillage.bancs.coureur import measure, report
    from maillage.bancs.pays import open_admin

    with open_admin() as cursor:
        cursor.execute(RETIRE, [mois, dispositif])
    tours = iter(TOURS)
    for _ in range(CHAUFFE):
        send(next(tours))
    cpu, _ = measure(lambda: send(next(tours)), repetitions=REPETITIONS)
    said = dit()
    with open_admin() as cursor:
        cursor.execute(ECRITES, [mois, dispositif])
        written = [list(row) for row in cursor.fetchall()]
        cursor.execute(RETIRE, [mois, dispositif])
    report(cpu, written, dit=said)
