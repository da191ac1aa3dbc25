"""The objects of the matrix for the deposits: a campaign that concerns the dispositif, its deposits, its keys."""

from django.utils.timezone import localdate

from maillage.consolidation.depots.models import Campagne, CleDepot, Depot
from maillage.consolidation.depots.nomenclatures import EtatDepot
from maillage.socle.roles import Role
from tests.consolidation.depots.usine import make_campagne, make_depot
from tests.matrice.objets import Pour, objet

RESEAU = {Role.STATISTICIEN: "consolide : lit les dépôts de chaque dispositif, en totaux"}
PARTAGEE = "une campagne est la même pour tout le réseau"


def get_campagne() -> Campagne:
    return make_campagne(annee=localdate().year - 1)


@objet(
    "depots:deposer", "depots:fichier", "depots:campagne", "depots:calendrier", partage=PARTAGEE,
)  # fmt: skip
def campagne(pour: Pour) -> dict[str, object]:
    return {"uuid": get_campagne().uuid}


@objet("depots:suivi", partage=PARTAGEE)
def suivi(pour: Pour) -> dict[str, object]:
    return {"uuid": get_campagne().uuid, "format": "csv"}


@objet("depots:totaux", sauf=RESEAU)
def totaux(pour: Pour) -> dict[str, object]:
    return {"uuid": get_campagne().uuid, "dispositif": pour.dispositif.uuid}


def get_depot(pour: Pour, etat: str) -> Depot:
    found = Depot.objects.filter(dispositif=pour.dispositif, etat=etat).first()
    sauts = [{"cle": "plie.entrees", "phrase": "Entrées : de 200 à 100.", "explication": ""}]
    return found or make_depot(
        get_campagne(), pour.dispositif, etat=etat, sauts=sauts if etat == EtatDepot.A_EXPLIQUER else []
    )


@objet("depots:depot", "depots:recu", "depots:document", sauf=RESEAU)
def depot(pour: Pour) -> dict[str, object]:
    return {"uuid": get_depot(pour, EtatDepot.EN_VIGUEUR).uuid}


@objet("depots:retirer")
def a_retirer(pour: Pour) -> dict[str, object]:
    return {"uuid": get_depot(pour, EtatDepot.EN_VIGUEUR).uuid}


@objet("depots:expliquer")
def a_expliquer(pour: Pour) -> dict[str, object]:
    return {"uuid": get_depot(pour, EtatDepot.A_EXPLIQUER).uuid}


@objet("depots:revoquer")
def cle(pour: Pour) -> dict[str, object]:
    made, _ = CleDepot.objects.get_or_create(
        dispositif=pour.dispositif,
        empreinte=f"{pour.dispositif.pk:064}",
        defaults={"libelle": "Essai", "creee_le": localdate()},
    )
    return {"uuid": made.uuid}


@objet("enquetes:repondre", "enquetes:resultats", "enquetes:exporter", partage=PARTAGEE)
def enquete(pour: Pour) -> dict[str, object]:
    return {"uuid": get_campagne().uuid}
