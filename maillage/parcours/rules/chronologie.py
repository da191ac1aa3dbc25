"""The order in which the dates of a parcours follow each other (domaine 01 § 3.2)."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Dates:
    """Those of one parcours; None: not yet."""

    prescription: date | None = None
    reception: date | None = None
    commission: date | None = None
    entree: date | None = None
    signature: date | None = None
    sortie: date | None = None


NOMS = {
    "prescription": "la transmission de l’orientation",
    "reception": "la réception de l’orientation",
    "commission": "la commission",
    "entree": "l’entrée",
    "signature": "la signature du contrat",
    "sortie": "la sortie",
}
ORDRE = (
    ("prescription", "reception"),
    ("reception", "commission"),
    ("commission", "entree"),
    ("entree", "signature"),
    ("entree", "sortie"),
)


def list_desordres(dates: Dates) -> list[str]:
    """One sentence per pair in the wrong order; dates not known yet say nothing."""
    said = []
    for before, after in ORDRE:
        first, second = getattr(dates, before), getattr(dates, after)
        if first and second and second < first:
            said.append(f"{NOMS[after].capitalize()} ({second:%d/%m/%Y}) précède {NOMS[before]} ({first:%d/%m/%Y}).")
    return said


def check_entree(entree: date, *, today: date) -> str | None:
    if entree > today:
        return f"Le {entree:%d/%m/%Y} est dans le futur : enregistrez l’entrée le jour venu."
    return None


def check_etape(*, debut: date, fin: date | None, entree: date, sortie: date | None, avant_entree: bool) -> str | None:
    """An étape begins during the parcours; before the entry only when it was the way in."""
    if fin is not None and fin < debut:
        return f"La fin de l’étape ({fin:%d/%m/%Y}) précède son début ({debut:%d/%m/%Y})."
    if debut < entree and not avant_entree:
        return (
            f"L’étape commence le {debut:%d/%m/%Y}, avant l’entrée ({entree:%d/%m/%Y}). Si elle a servi de porte "
            "d’entrée, cochez-le."
        )
    if sortie is not None and debut > sortie:
        return f"L’étape commence le {debut:%d/%m/%Y}, après la sortie ({sortie:%d/%m/%Y})."
    return None
