"""Notices whose delay is over, penalties on which a structure that takes part may say what it thinks."""

from datetime import date

from django.urls import reverse

from maillage.clause.permissions import Droit
from maillage.clause.queries import demeures as queries
from maillage.socle import afaire
from maillage.socle.acteur import Acteur
from maillage.socle.afaire import AFaire, Gravite
from maillage.socle.permissions import can
from maillage.socle.typographie import write_nombre


def list_a_faire(acteur: Acteur, today: date) -> list[AFaire]:
    if acteur.dispositif is None or not can(acteur, Droit.PARTAGER):
        return []
    echues = [
        AFaire(
            titre="Le délai d’une mise en demeure est passé",
            detail=f"{row.lot.marche.objet}, {row.entreprise} : notez ce qui a été fait.",
            url=reverse("clause:demeure_suite", args=[row.uuid]), echeance=row.terme, gravite=Gravite.ELEVEE,
            categorie="Marchés",
        )
        for row in queries.list_echues(acteur, on=today)
    ]  # fmt: skip
    avis = [
        AFaire(
            titre="Une pénalité est proposée : votre avis",
            detail=f"{row.lot.marche.objet} : {write_nombre(row.manquantes)} h manquantes.",
            url=reverse("clause:penalite_avis", args=[row.lot.uuid]), categorie="Marchés partagés",
        )
        for row in queries.list_penalites_a_lire(acteur)
    ]  # fmt: skip
    return [*echues, *avis]


afaire.declare(list_a_faire)
