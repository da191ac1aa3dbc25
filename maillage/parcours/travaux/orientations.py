"""The jobs of the parcours: the answers to those who orient."""

from maillage.parcours.actions import reponses
from maillage.socle.travaux import Curseur, travail
from maillage.socle.travaux.models import Travail


@travail(reponses.TRAVAIL, "Prévenir un prescripteur qu’il a une réponse")
def send_reponse(travail: Travail, curseur: Curseur) -> Curseur | None:
    sent = reponses.send_reponse(travail.parametres["orientation"])
    travail.phrase = "Courriel envoyé." if sent else "Plus d’adresse où écrire."
    return None
