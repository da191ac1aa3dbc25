"""The e-mails to a company: a signed link, a month, a lot, and nobody's name. Each leaves by a job, once for one link."""

from uuid import UUID

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse

from maillage.clause.liens import sign_releve
from maillage.clause.models import Releve
from maillage.clause.nomenclatures.releves import Courriel
from maillage.clause.rules.releves import write_de_mois
from maillage.socle.contexte import open_service
from maillage.socle.travaux import actions as travaux

TRAVAIL = "clause.releve_courriel"
OBJETS = {
    Courriel.DEMANDE: "Heures d’insertion {mois} : votre relevé",
    Courriel.RENVOI: "Heures d’insertion {mois} : votre relevé est à corriger",
    Courriel.RELANCE_1: "Rappel : heures d’insertion {mois}",
    Courriel.RELANCE_2: "Second rappel : heures d’insertion {mois}",
}


def enqueue_courriel(releve: Releve, quoi: Courriel) -> bool:
    """False when the contact has no address: the link is then given by hand."""
    if releve.contact is None or not releve.contact.courriel:
        return False
    with open_service("courriel à une entreprise"):
        travaux.enqueue_service(
            code=TRAVAIL, dispositif=releve.dispositif_id,
            parametres={"releve": str(releve.uuid), "rang": releve.lien_rang, "quoi": quoi.value},
            cle=f"{TRAVAIL}:{releve.uuid}:{releve.lien_rang}:{quoi}",
        )  # fmt: skip
    return True


def send_courriel(uuid: str, rang: int, quoi: Courriel) -> bool:
    """Within the compartment of the job. False when it has no more reason to leave: sent meanwhile, another link given."""
    releve = Releve.objects.select_related("lot__marche", "contact", "dispositif").get(uuid=UUID(uuid))
    if releve.lien_rang != rang or not releve.is_a_remplir or releve.lien_jusqu_au is None:
        return False
    if releve.contact is None or not releve.contact.courriel:
        return False
    contexte = {
        "releve": releve, "de_mois": write_de_mois(releve.mois), "quoi": quoi,
        "lien": settings.ADRESSE_PUBLIQUE + reverse("clause:declarer_lien", args=[sign_releve(releve)]),
    }  # fmt: skip
    body = render_to_string("clause/courriels/releve.txt", contexte)
    send_mail(OBJETS[quoi].format(mois=contexte["de_mois"]), body, None, [releve.contact.courriel])
    return True
