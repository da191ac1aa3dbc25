"""The pages of the clause that a facilitateur opens every day, where the base holds one service, then the country.

The list of the lots, the board, a lot, the hours of the month, the lots that call for somebody, the activity, what is to be
done. Two comparisons: the same service of a common size, alone in its base and among all the others (it should cost as much);
then the largest service of the country beside it (what a page costs when a service is several times larger). Compared: that
each page answers, by its title. What each page took of the whole, and how many queries, is told beside.
"""

from collections.abc import Callable

from maillage.bancs.harnais import Cas
from maillage.bancs.services import open_services

PAGES = {
    "les lots": "/marches/?par=50", "le tableau": "/marches/tableau/", "les heures": "/heures/", "les alertes": "/marches/alertes/",
    "l’activité": "/activite-clause/", "à faire": "/a-faire/compte/",
}  # fmt: skip
REPETITIONS = 8

CAS = Cas(
    code="clause-croissance",
    titre="Les pages de la clause quand la base tient un service, puis le pays",
    but=1.15,
    concurrents={
        "Maillage": "maillage.bancs.cas.pages_clause_maillage",
        "Maillage, un seul service en base": "maillage.bancs.cas.pages_clause_seule",
    },
    prepare=open_services,
    mesure=f"temps de calcul de {REPETITIONS} tours de {len(PAGES) + 1} pages",
)
GRAND = Cas(
    code="clause-grand",
    titre="Les mêmes pages pour le plus grand service du pays",
    but=3,
    concurrents={
        "Maillage, le plus grand service": "maillage.bancs.cas.pages_clause_grande",
        "Maillage, un service ordinaire": "maillage.bancs.cas.pages_clause_maillage",
    },
    prepare=open_services,
    mesure=f"temps de calcul de {REPETITIONS} tours de {len(PAGES) + 1} pages",
)


def find_lot(email: str) -> str:
    """The address of the lot with most contracts, of this account's service."""
    from django.db.models import Count

    from maillage.clause.models import Lot
    from maillage.comptes.models import Habilitation

    service = Habilitation.objects.get(compte__email=email).dispositif
    rows = Lot.objects.filter(dispositif=service, etat="en_execution").annotate(contrats=Count("emplois"))
    return f"/lots/{rows.order_by('-contrats', 'pk')[0].uuid}/"


def measure_pages(email: str) -> None:
    """Every page in turn, as this account; reports that each answered."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from maillage.bancs.coureur import measure, report
    from maillage.bancs.porte import open_porte
    from maillage.bancs.session import open_session
    from maillage.socle.contexte import open_service

    session = open_session(email)
    with open_service("banc : choisir un lot"):
        pages = {**PAGES, "un lot": find_lot(email)}
    portes: dict[str, Callable[[], str]] = {nom: open_porte(adresse, session=session) for nom, adresse in pages.items()}
    for get in portes.values():
        get()
    cpu, parts, requetes = 0.0, {}, {}
    for nom, get in portes.items():
        parts[nom], _ = measure(get, repetitions=REPETITIONS)
        cpu += parts[nom]
        with CaptureQueriesContext(connection) as posees:
            get()
        requetes[nom] = len(posees)
    said = ", ".join(f"{nom} {part / cpu:.0%} ({requetes[nom]} requêtes)" for nom, part in parts.items())
    report(cpu, sorted(pages), dit=f": {said}")
