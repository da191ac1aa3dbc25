"""Reference data that has aged, told to those who keep the installation."""

from datetime import date

from django.urls import reverse

from maillage.socle import permissions
from maillage.socle.acteur import Acteur
from maillage.socle.afaire import AFaire, Gravite
from maillage.territoire import queries, rules
from maillage.territoire.permissions import Droit

CATEGORIE = "Référentiels à mettre à jour"


def list_a_faire(acteur: Acteur, today: date) -> list[AFaire]:
    if not permissions.can(acteur, Droit.IMPORTER_ZONAGES):
        return []
    found = []
    if not queries.has_qpv(on=today):
        found.append(
            AFaire(
                titre="Charger les quartiers prioritaires (QPV)",
                detail="Aucun quartier prioritaire n’est en vigueur aujourd’hui dans Maillage.",
                url=reverse("territoire:importer_zonages"),
                categorie=CATEGORIE,
            )
        )
    millesime = queries.get_millesime()
    if millesime is not None and rules.is_cog_depasse(millesime, today=today):
        found.append(
            AFaire(
                titre=f"Passer au code officiel géographique {today.year}",
                detail=f"Maillage emploie celui de {millesime} : une version plus récente apporte le suivant.",
                url=reverse("territoire:zonages"),
                gravite=Gravite.ELEVEE,
                categorie=CATEGORIE,
            )
        )
    return found
