"""What happens between the reception of an orientation and the commission (domaine 01 § 3.2, T4 and T6'')."""

from enum import StrEnum


class NatureContact(StrEnum):
    """Of a rendez-vous d’accueil, or of an attempt to reach the person."""

    VENUE = "venue"
    EXCUSEE = "excusee"
    ABSENTE = "absente"
    RELANCE = "relance"
    REFUS = "refus"


LIBELLES_CONTACT: dict[NatureContact, str] = {
    NatureContact.VENUE: "Elle est venue au rendez-vous",
    NatureContact.EXCUSEE: "Elle s’est excusée",
    NatureContact.ABSENTE: "Elle n’est pas venue",
    NatureContact.RELANCE: "Elle a été relancée",
    NatureContact.REFUS: "Elle ne souhaite pas entrer",
}
