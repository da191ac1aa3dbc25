"""P2: the page of a file against Django's admin page of the same object, its tables in inlines. Goal: at most 0.5 ×.

The admin exists in the bench alone: the product has none. Both pages must name the person, their étapes and their
référents; ours also draws the freins, computes the durations, says what is missing, and writes the journal.
"""

from typing import Any

from maillage.bancs.harnais import Cas
from maillage.bancs.pays import open_pays


def find_dossier() -> Any:
    """That of the bench's référent with the most étapes; read without any policy."""
    from django.db.models import Count

    from maillage.bancs.pays import REFERENT
    from maillage.parcours.models import Parcours

    rows = Parcours.objects.filter(referent__compte__email=REFERENT, date_sortie=None).select_related("personne")
    return rows.annotate(nombre=Count("etapes")).order_by("-nombre", "pk").first()


def list_attendus(parcours: Any) -> list[str]:
    """What whoever opens the file must read on it."""
    etapes = parcours.etapes.filter(etat="en_cours").values_list("intitule", flat=True)
    return sorted({parcours.personne.nom_naissance, str(parcours.referent), *etapes})


def tell_lus(html: str, attendus: list[str]) -> list[str]:
    from django.utils.html import escape

    found = [texte for texte in attendus if escape(texte) in html]
    if found != attendus:
        raise SystemExit(f"La page ne montre pas tout : {sorted(set(attendus) - set(found))}")
    return found


CAS = Cas(
    code="dossier",
    titre="P2, le dossier d’une personne sur une page",
    but=0.5,
    concurrents={
        "Maillage": "maillage.bancs.cas.dossier_maillage",
        "page d’administration de Django": "maillage.bancs.pairs.dossier_admin",
    },
    prepare=open_pays,
    mesure="temps de calcul de 10 pages",
)
REPETITIONS = 10
