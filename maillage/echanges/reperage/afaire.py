"""What the queue gives to do: annonces that wait, and followed markets of which a public file says something else."""

from datetime import date

from django.urls import reverse

from maillage.clause.permissions import Droit
from maillage.echanges.reperage.queries.annonces import count_en_attente
from maillage.socle import afaire
from maillage.socle.acteur import Acteur
from maillage.socle.afaire import AFaire, Gravite
from maillage.socle.permissions import can
from maillage.socle.typographie import write_accord


def list_a_faire(acteur: Acteur, today: date) -> list[AFaire]:
    if not can(acteur, Droit.TENIR_MARCHES):
        return []
    found = count_en_attente(acteur)
    file = reverse("reperage:annonces")
    lines = (
        (found.changees, "Des marchés suivis ont changé dans les données publiées",
         write_accord(found.changees, "annonce à revoir", "annonces à revoir"), f"{file}?etat=changees"),
        (found.a_qualifier, "Des annonces attendent votre décision",
         write_accord(found.a_qualifier, "annonce à qualifier", "annonces à qualifier"), file),
    )  # fmt: skip
    return [
        AFaire(titre=titre, detail=f"{detail}.", url=url, gravite=Gravite.NORMALE, categorie="Marchés")
        for combien, titre, detail, url in lines
        if combien
    ]


afaire.declare(list_a_faire)
