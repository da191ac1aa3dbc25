"""The objects of the matrix: the offer, étapes of the file of whoever asks, or held at their employer’s."""

from datetime import date

from maillage.comptes.models import Habilitation
from maillage.parcours.models import Action, Positionnement, Session, TypeLocal
from maillage.parcours.nomenclatures.etapes import EtatPositionnement
from maillage.reseau.models import Organisation
from tests.matrice.objets import Pour, objet
from tests.matrice.objets_parcours import make_dossier


def make_offre(pour: Pour) -> Session:
    action, _ = Action.objects.get_or_create(
        dispositif=pour.dispositif, intitule="Atelier d’essai", defaults={"type": "MOB-RED", "du": date(2026, 1, 1)}
    )
    session, _ = Session.objects.get_or_create(
        dispositif=pour.dispositif,
        action=action,
        du=date(2026, 11, 2),
        defaults={"au": date(2026, 12, 18), "places": 8},
    )
    return session


def make_etape(pour: Pour) -> Positionnement:
    """Under way, followed by the account that asks, at its employer’s."""
    session = make_offre(pour)
    operateur, _ = Organisation.objects.get_or_create(nom=f"Opérateur d’essai {pour.dispositif.pk}")
    Habilitation.objects.filter(compte=pour.compte, dispositif=pour.dispositif).update(employeur=operateur)
    etape, _ = Positionnement.objects.get_or_create(
        dispositif=pour.dispositif, parcours=make_dossier(pour), session=session,
        defaults={
            "action": session.action, "type": "MOB-RED", "intitule": "Atelier d’essai", "operateur": operateur,
            "etat": EtatPositionnement.EN_COURS, "propose_le": date(2026, 10, 20), "debut": date(2026, 11, 2),
            "referent_etape": pour.compte.pk,
        },
    )  # fmt: skip
    return etape


@objet("parcours:etapes_du_dossier", "parcours:etape_proposer", "parcours:etape_proposer_libre")
def dossier(pour: Pour) -> dict[str, object]:
    return {"uuid": make_dossier(pour).uuid}


@objet(
    "parcours:etape", "parcours:etape_corriger", "parcours:etape_bilan", "parcours:etape_presences",
    "parcours:etape_emargement", "parcours:etape_attestation",
)  # fmt: skip
def etape(pour: Pour) -> dict[str, object]:
    return {"uuid": make_etape(pour).uuid}


@objet("parcours:etape_passer")
def passage(pour: Pour) -> dict[str, object]:
    return {"uuid": make_etape(pour).uuid, "vers": EtatPositionnement.TERMINE.value}


@objet("parcours:action", "parcours:action_modifier", "parcours:session_ajouter")
def action(pour: Pour) -> dict[str, object]:
    return {"uuid": make_offre(pour).action.uuid}


@objet("parcours:session", "parcours:session_modifier", "parcours:session_presences", "parcours:session_emargement")
def session(pour: Pour) -> dict[str, object]:
    return {"uuid": make_etape(pour).session.uuid}  # type: ignore[union-attr]


@objet("parcours:types_locaux_fin")
def type_local(pour: Pour) -> dict[str, object]:
    made, _ = TypeLocal.objects.get_or_create(
        dispositif=pour.dispositif, libelle="Atelier Rebond", defaults={"national": "MOB-RED", "du": date(2026, 1, 1)}
    )
    return {"uuid": made.uuid}
