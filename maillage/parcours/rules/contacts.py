"""How long since the person was last seen, what that asks for, and in which words (domaine 01 § 7, § 12)."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from maillage.parcours.nomenclatures.etats import EN_FILE_ACTIVE, EtatParcours
from maillage.socle.parametres import fixe

_SOURCE = "domaine 01 § 7 : règlements de Dijon et de Lille, seuils proposés par le projet"
FREQUENCE = fixe("contact.frequence", "délai souhaité entre deux contacts", "jours", 31, _SOURCE, a_confirmer=True)
ORANGE = fixe("contact.orange", "sans contact réalisé : alerte orange", "jours", 45, _SOURCE, a_confirmer=True)
ROUGE = fixe("contact.rouge", "sans contact réalisé : alerte rouge", "jours", 90, _SOURCE, a_confirmer=True)


class Niveau(StrEnum):
    """From nothing to worst; a later one is never lighter."""

    AUCUN = "aucun"
    A_PREVOIR = "a_prevoir"
    ORANGE = "orange"
    ROUGE = "rouge"


SEUILS = {Niveau.ORANGE: ORANGE, Niveau.ROUGE: ROUGE}
GRAVITES: dict[Niveau, int] = {niveau: rang for rang, niveau in enumerate(Niveau)}


@dataclass(frozen=True, slots=True)
class Alerte:
    """`jours`: since the last contact held, or since the entry when there was none. `phrase`: why, for the référent."""

    niveau: Niveau
    jours: int
    phrase: str


def assess_contact(
    *, etat: EtatParcours, entree: date, dernier: date | None, frequence: int, prochain: date | None, on: date
) -> Alerte:
    """Only a contact held counts: a rendez-vous missed or cancelled does not stop the clock; a suspension mutes it."""
    since = max(dernier, entree) if dernier else entree
    jours = max(0, (on - since).days)
    if etat not in EN_FILE_ACTIVE:
        return Alerte(Niveau.AUCUN, jours, "Parcours suspendu ou terminé : pas d’alerte de contact.")
    seen = (
        f"Dernier contact réalisé {_say(jours)}" if dernier else f"Aucun contact réalisé depuis l’entrée, {_say(jours)}"
    )
    rouge, orange = ROUGE.get(on=on).valeur, ORANGE.get(on=on).valeur
    if jours >= rouge:
        return Alerte(Niveau.ROUGE, jours, f"{seen} : plus de {rouge} jours, alerte rouge.")
    if jours >= orange:
        return Alerte(Niveau.ORANGE, jours, f"{seen} : plus de {orange} jours, alerte orange.")
    if jours >= frequence and (prochain is None or prochain < on):
        return Alerte(Niveau.A_PREVOIR, jours, f"{seen}, pour un contact voulu tous les {frequence} jours.")
    return Alerte(Niveau.AUCUN, jours, f"{seen}.")


def find_seuil(jours: int, *, on: date) -> date:
    """Those last seen that day or before have been `jours` days without a contact."""
    return on - timedelta(days=jours)


def _say(jours: int) -> str:
    return {0: "aujourd’hui", 1: "hier"}.get(jours, f"il y a {jours} jours")
