"""What is to be done before and during a consultation: conventions that end, questions that wait, avenants to settle."""

from datetime import date

from django.urls import reverse

from maillage.clause.permissions import Droit
from maillage.clause.queries.amont import count_amont
from maillage.socle import afaire
from maillage.socle.acteur import Acteur
from maillage.socle.afaire import AFaire, Gravite
from maillage.socle.permissions import can
from maillage.socle.typographie import write_accord


def list_a_faire(acteur: Acteur, today: date) -> list[AFaire]:
    """In one query; a line per reason."""
    if not can(acteur, Droit.TENIR_MARCHES):
        return []
    found = count_amont(acteur, on=today)
    donneurs, tableau, marches = (reverse(f"clause:{name}") for name in ("donneurs", "tableau", "marches"))
    lines = (
        (found.questions, "Des candidats attendent une réponse", "question", "sans réponse",
         f"{marches}?reprendre=questions", Gravite.ELEVEE),
        (found.avenants, "Des avenants attendent votre avis", "avenant", "à valider ou à écarter",
         f"{marches}?reprendre=avenants", Gravite.NORMALE),
        (found.en_retard, "La publication prévue est passée", "lot", "pas encore publié", f"{tableau}?retard=1",
         Gravite.NORMALE),
        (found.conventions, "Des conventions se terminent", "convention", "à renouveler",
         f"{donneurs}?convention=bientot", Gravite.NORMALE),
    )  # fmt: skip
    return [
        AFaire(titre=titre, detail=f"{write_accord(combien, nom)} {suite}.", url=url, gravite=gravite, categorie="Marchés")
        for combien, titre, nom, suite, url, gravite in lines
        if combien
    ]  # fmt: skip


afaire.declare(list_a_faire)
