"""The answer to whoever oriented: on their page at once, and an e-mail that names nobody. It leaves by a job: a mail
server that is down delays it, nothing loses it."""

from datetime import date
from uuid import UUID

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string

from maillage.comptes.models import Compte
from maillage.parcours.actions.etats import move_orientation
from maillage.parcours.models import Orientation
from maillage.parcours.nomenclatures.etats import EtatOrientation
from maillage.socle.contexte import open_service
from maillage.socle.travaux import actions as travaux

TRAVAIL = "parcours.reponse"


def answer(orientation: Orientation, *, vers: EtatOrientation, today: date) -> None:
    """The caller has locked the row, checked its rule and set the date of the new state. Saves everything."""
    orientation.reponse_le = today
    move_orientation(orientation, vers)
    if not list_adresses(orientation):
        return
    with open_service("réponse à un prescripteur"):  # whoever decided may leave: the answer goes all the same
        travaux.enqueue_service(
            code=TRAVAIL,
            parametres={"orientation": str(orientation.uuid)},
            dispositif=orientation.dispositif_id,
            cle=f"{TRAVAIL}:{orientation.uuid}:{orientation.version}",
        )


def list_adresses(orientation: Orientation) -> list[str]:
    """The account that wrote it, or else the address its structure left."""
    if orientation.auteur is not None:
        found = Compte.objects.filter(pk=orientation.auteur, is_active=True).first()
        return [found.email] if found else []
    courriel = orientation.prescripteur.courriel
    return [courriel] if courriel else []


def send_reponse(uuid: str) -> bool:
    """Within the compartment of the job. False when nobody can be written to any more."""
    orientation = Orientation.objects.select_related("prescripteur").get(uuid=UUID(uuid))
    adresses = list_adresses(orientation)
    if not adresses:
        return False
    contexte = {
        "numero": orientation.numero,
        "has_compte": orientation.auteur is not None,
        "adresse": settings.ADRESSE_PUBLIQUE,
    }
    body = render_to_string("parcours/courriels/orientation_reponse.txt", contexte)
    send_mail("Maillage : vous avez une réponse", body, None, adresses)
    return True
