"""The objects of the matrix: the forms of a person's file, their project, what they agreed to."""

from datetime import date

from maillage.parcours.nomenclatures.reglages import DELD_INCLUT_NON_INSCRITS
from maillage.participants.models import Consentement, Experience, Projet
from tests.matrice.objets import Pour, objet
from tests.matrice.objets_parcours import make_dossier


@objet(
    "parcours:identite", "parcours:adresse", "parcours:situation", "parcours:sensible", "parcours:sensible_modifier",
    "parcours:projet_nouveau", "parcours:recherche", "parcours:experiences", "parcours:experience_nouvelle",
    "parcours:photo", "parcours:droits", "parcours:informer", "parcours:consentir",
)  # fmt: skip
def dossier(pour: Pour) -> dict[str, object]:
    return {"uuid": make_dossier(pour).uuid}


@objet("parcours:projet")
def projet(pour: Pour) -> dict[str, object]:
    parcours = make_dossier(pour)
    row = Projet.objects.create(
        dispositif=pour.dispositif, personne=parcours.personne, du=date(2026, 2, 2), intitule="Cuisinière"
    )
    return {"uuid": parcours.uuid, "projet": row.uuid}


@objet("parcours:experience")
def experience(pour: Pour) -> dict[str, object]:
    parcours = make_dossier(pour)
    row = Experience.objects.create(dispositif=pour.dispositif, personne=parcours.personne, intitule="Cuisinière")
    return {"uuid": parcours.uuid, "experience": row.uuid}


@objet("parcours:regler")
def reglage(pour: Pour) -> dict[str, object]:
    return {"code": DELD_INCLUT_NON_INSCRITS}


@objet("parcours:retirer_accord")
def accord(pour: Pour) -> dict[str, object]:
    parcours = make_dossier(pour)
    row = Consentement.objects.create(
        dispositif=pour.dispositif, personne=parcours.personne, objet="messages", donne_le=date(2026, 2, 2),
        support="papier", destinataire=f"essai {Consentement.objects.count()}",
    )  # fmt: skip
    return {"uuid": parcours.uuid, "accord": row.uuid}
