"""P3: an entretien saved, against a bare ModelForm that inserts the same row. Goal: at most 1.3 ×, and one commit.

Ours also asks who posts and whether they may, refuses the form posted twice, locks the file, says what the lists read
of it and writes the journal, all in the one transaction. The second peer is that ModelForm behind our session: what is
left is the deed's own. Compared: the rows written. They are removed afterwards; the lines of the journal stay.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, time, timedelta
from itertools import count, cycle, islice
from typing import Any

from maillage.bancs.harnais import Cas
from maillage.bancs.pays import open_pays

REPETITIONS, CHAUFFE = 40, 5
LIEU = "Banc d’essai"
RETIRE = "DELETE FROM parcours_entretien WHERE lieu = %s"

CAS = Cas(
    code="entretien",
    titre="P3, enregistrer un entretien : droits, verrou, journal et envoi unique compris",
    but=1.3,
    concurrents={
        "Maillage": "maillage.bancs.cas.entretien_maillage",
        "ModelForm nu": "maillage.bancs.pairs.entretien_nu",
        "ModelForm derrière notre session": "maillage.bancs.pairs.entretien_cadre",
    },
    prepare=open_pays,
    mesure=f"temps de calcul de {REPETITIONS} envois",
)


def list_saisies() -> list[tuple[Any, datetime]]:
    """Each of the bench's référent's open files in turn, and when the person came: never twice at the same minute."""
    from django.utils.timezone import localdate, make_aware

    from maillage.bancs.pays import REFERENT
    from maillage.parcours.models import Parcours
    from maillage.parcours.nomenclatures.etats import OUVERTS

    day = localdate() - timedelta(days=1)
    rows = Parcours.objects.filter(referent__compte__email=REFERENT, etat__in=sorted(OUVERTS), date_entree__lt=day)
    start = make_aware(datetime.combine(day, time(9)))
    turns = zip(cycle(rows.order_by("pk")), (start + timedelta(minutes=rang) for rang in count()), strict=False)
    return list(islice(turns, CHAUFFE + REPETITIONS))


def measure_envois(
    post: Callable[[str, Mapping[str, Any]], None], envois: Sequence[tuple[str, Mapping[str, Any]]]
) -> None:
    """Posts them all, the first ones unmeasured; reports the rows, and how many transactions wrote them."""
    from django.db import connection

    from maillage.bancs.coureur import measure, report
    from maillage.bancs.pays import open_admin
    from maillage.socle.contexte import open_service

    with open_admin() as cursor:
        cursor.execute(RETIRE, [LIEU])
    rest = iter(envois)
    for _ in range(CHAUFFE):
        post(*next(rest))
    commits = count_commits(connection)
    cpu, _ = measure(lambda: post(*next(rest)), repetitions=REPETITIONS)
    dit = f"valide {len(commits) / REPETITIONS:g} fois par envoi".replace(".", ",") if commits else ""
    with open_service("banc : lire ce qui est écrit"):
        ecrits = list_ecrits()
    with open_admin() as cursor:
        cursor.execute(RETIRE, [LIEU])
    report(cpu, ecrits, dit=dit)


def list_ecrits() -> list[list[str]]:
    from maillage.parcours.models import Entretien

    rows = Entretien.objects.filter(lieu=LIEU).order_by("parcours", "debut")
    colonnes = ("parcours", "referent", "debut", "type", "duree", "presence", "themes", "emarge")
    return [[str(value) for value in row] for row in rows.values_list(*colonnes)]


def count_commits(connection: Any) -> list[None]:
    """Grows by one at each transaction that Django commits from now on."""
    commits: list[None] = []
    commit = connection.commit

    def told() -> None:
        commits.append(None)
        commit()

    connection.commit = told
    return commits
