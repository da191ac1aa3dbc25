"""Files that sleep: nobody was seen, or nothing was done, for too long (domaine 01 § 7, F-2, I-22)."""

from dataclasses import dataclass
from datetime import date, timedelta

from maillage.parcours.nomenclatures.etats import EN_FILE_ACTIVE, EtatParcours
from maillage.parcours.nomenclatures.qualite import Sommeil
from maillage.parcours.rules.contacts import ROUGE
from maillage.socle.parametres import fixe
from maillage.socle.typographie import write_accord

ETAPE = fixe(
    "dormants.etape", "sans étape : le dossier dort", "jours", 180,
    "proposé par le projet : six mois, durée d’une suspension", a_confirmer=True,
)  # fmt: skip
REPONSE = fixe(
    "dormants.reponse", "temps laissé au référent pour reprendre contact", "jours", 7, "proposé par le projet",
    a_confirmer=True,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Activite:
    """What was last done with one person. `etape`: the last day of an étape, today while one is under way."""

    etat: EtatParcours
    entree: date
    contact: date | None = None
    etape: date | None = None


@dataclass(frozen=True, slots=True)
class Raison:
    """`depuis`: the last day when something happened, the entry when nothing did."""

    sommeil: Sommeil
    depuis: date
    phrase: str


def list_raisons(activite: Activite, *, on: date) -> list[Raison]:
    """Without contact first. A job or a training followed is an étape: only a parcours that is nothing else sleeps."""
    if activite.etat not in EN_FILE_ACTIVE:
        return []
    found = []
    contact = max(activite.contact or activite.entree, activite.entree)
    if contact <= find_limite(Sommeil.CONTACT, on=on):
        found.append(_say(Sommeil.CONTACT, "aucun contact", contact, is_jamais=activite.contact is None, on=on))
    etape = max(activite.etape or activite.entree, activite.entree)
    if activite.etat is EtatParcours.ACTIF and etape <= find_limite(Sommeil.ETAPE, on=on):
        found.append(_say(Sommeil.ETAPE, "aucune étape", etape, is_jamais=activite.etape is None, on=on))
    return found


def _say(sommeil: Sommeil, said: str, depuis: date, *, is_jamais: bool, on: date) -> Raison:
    jours = write_accord((on - depuis).days, "jour")
    return Raison(sommeil, depuis, f"{said} depuis l’entrée, il y a {jours}" if is_jamais else f"{said} depuis {jours}")


def find_limite(sommeil: Sommeil, *, on: date) -> date:
    """Something done that day or before is too old."""
    return on - timedelta(days={Sommeil.CONTACT: ROUGE, Sommeil.ETAPE: ETAPE}[sommeil].get(on=on).valeur)


def is_demande_tenue(le: date, *, contact: date | None) -> bool:
    """Asked on `le`, the référent has seen the person since, that day included."""
    return contact is not None and contact >= le


def compute_echeance(le: date) -> date:
    return le + timedelta(days=REPONSE.get(on=le).valeur)
