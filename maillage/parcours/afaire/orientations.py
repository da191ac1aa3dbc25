"""What the way in gives to do: orientations to answer, a complement that is awaited of whoever wrote it."""

from datetime import date, timedelta

from django.urls import reverse

from maillage.parcours.nomenclatures.etats import EtatOrientation
from maillage.parcours.permissions import Droit
from maillage.parcours.queries import accueil, orientations
from maillage.parcours.rules import orientation as regles
from maillage.socle import afaire
from maillage.socle.acteur import Acteur
from maillage.socle.afaire import AFaire, Gravite
from maillage.socle.permissions import can

BIENTOT = timedelta(days=7)  # within a week of the day promised, it comes before the rest
CATEGORIE = "Orientations à étudier"
CATEGORIE_SIENNES = "Orientations à compléter"


def list_a_faire(acteur: Acteur, today: date) -> list[AFaire]:
    return [*_list_a_etudier(acteur, today), *_list_a_classer(acteur, today), *_list_a_completer(acteur)]


def _list_a_etudier(acteur: Acteur, today: date) -> list[AFaire]:
    if not can(acteur, Droit.ETUDIER_ORIENTATION):
        return []
    found = []
    for row in orientations.list_en_attente(acteur):
        due = regles.get_echeance(row.attente, None)
        found.append(
            AFaire(
                titre=f"Répondre à l’orientation de {row.nom_complet}",
                detail=f"Transmise par {row.prescripteur.nom}.",
                url=reverse("parcours:entree", args=[row.uuid]),
                echeance=due,
                gravite=_weigh(due, today),
                categorie=CATEGORIE,
            )
        )
    return found


def _list_a_classer(acteur: Acteur, today: date) -> list[AFaire]:
    """T6'': absences or a refusal were noted; somebody decides."""
    if not can(acteur, Droit.ETUDIER_ORIENTATION):
        return []
    rows = list(orientations.list_entrees(acteur).filter(contacts__isnull=False, etat__in=regles.OUVERTES).distinct())
    proposed = accueil.list_propositions(rows, on=today)
    return [
        AFaire(
            titre=f"Classer sans suite, ou non, l’orientation de {row.nom_complet}",
            detail=proposed[row.pk].phrase,
            url=reverse("parcours:entree", args=[row.uuid]),
            gravite=Gravite.NORMALE,
            categorie="Orientations sans suite proposées",
        )
        for row in rows
        if row.pk in proposed
    ]


def _weigh(due: date, today: date) -> Gravite:
    if due < today:
        return Gravite.URGENTE
    return Gravite.ELEVEE if due - today <= BIENTOT else Gravite.NORMALE


def _list_a_completer(acteur: Acteur) -> list[AFaire]:
    if not can(acteur, Droit.ORIENTER):
        return []
    return [
        AFaire(
            titre=f"Compléter l’orientation de {row.nom_complet}",
            detail="Le dispositif attend une précision pour l’étudier.",
            url=reverse("parcours:orientation", args=[row.uuid]),
            gravite=Gravite.ELEVEE,
            categorie=CATEGORIE_SIENNES,
        )
        for row in orientations.list_siennes(acteur).filter(etat=EtatOrientation.A_COMPLETER)
    ]


afaire.declare(list_a_faire)
