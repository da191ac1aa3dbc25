"""What a thing to do is, and the closed lists around it."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Gravite(StrEnum):
    """How much waiting costs; its value is the level of the badge that shows it."""

    URGENTE = "danger"
    ELEVEE = "attention"
    NORMALE = "information"


LIBELLES_GRAVITE = {Gravite.URGENTE: "Urgent", Gravite.ELEVEE: "Important", Gravite.NORMALE: "Normal"}
RANG = {Gravite.URGENTE: 0, Gravite.ELEVEE: 1, Gravite.NORMALE: 2}


@dataclass(frozen=True, slots=True)
class AFaire:
    """One thing to do. `titre` and `detail` may name a person: they are shown on the page only.

    `categorie` (« Entretiens à prévoir ») names nobody: it is all that leaves in an e-mail or a calendar.
    """

    titre: str
    detail: str
    url: str
    echeance: date | None = None
    gravite: Gravite = Gravite.NORMALE
    categorie: str = "À faire"


@dataclass(frozen=True, slots=True)
class RendezVous:
    """Where one is expected, for a calendar only: `categorie` is all it says, `cle` names nobody."""

    cle: str
    debut: datetime
    fin: datetime
    categorie: str
    url: str


class Moment(StrEnum):
    EN_RETARD = "en_retard"
    CETTE_SEMAINE = "cette_semaine"
    PLUS_TARD = "plus_tard"
    SANS_ECHEANCE = "sans_echeance"


LIBELLES_MOMENT = {
    Moment.EN_RETARD: "En retard",
    Moment.CETTE_SEMAINE: "Cette semaine",
    Moment.PLUS_TARD: "Plus tard",
    Moment.SANS_ECHEANCE: "Sans échéance",
}


class Rythme(StrEnum):
    JAMAIS = "jamais"
    QUOTIDIEN = "quotidien"
    HEBDOMADAIRE = "hebdomadaire"


LIBELLES_RYTHME = {
    Rythme.JAMAIS: "Jamais",
    Rythme.QUOTIDIEN: "Chaque jour où j’ai quelque chose à faire",
    Rythme.HEBDOMADAIRE: "Une fois par semaine, le lundi",
}
