"""Eligibilities that end: one line, and the list says whose."""

from datetime import date

from django.urls import reverse

from maillage.clause.permissions import Droit
from maillage.clause.queries.fins_eligibilite import count_pressantes, list_fins
from maillage.clause.rules.alertes import PREAVIS_ELIGIBILITE
from maillage.socle import afaire
from maillage.socle.acteur import Acteur
from maillage.socle.afaire import AFaire, Gravite
from maillage.socle.permissions import can
from maillage.socle.typographie import write_accord


def list_a_faire(acteur: Acteur, today: date) -> list[AFaire]:
    if not can(acteur, Droit.SUIVRE_PERSONNES):
        return []
    finies, bientot = count_pressantes(list_fins(acteur, on=today), on=today)
    if not (finies or bientot):
        return []
    preavis = PREAVIS_ELIGIBILITE.get(on=today).valeur
    parts = []
    if finies:
        parts.append(f"{write_accord(finies, 'durée finie', 'durées finies')} avec un contrat en cours")
    if bientot:
        parts.append(f"{write_accord(bientot, 'fin')} d’ici {preavis} jours")
    return [
        AFaire(
            titre="Des éligibilités finissent : prolonger, ou préparer la suite", detail=f"{', '.join(parts)}.",
            url=reverse("clause:fins_eligibilite"), gravite=Gravite.ELEVEE if finies else Gravite.NORMALE,
            categorie="Personnes éligibles",
        )
    ]  # fmt: skip


afaire.declare(list_a_faire)
