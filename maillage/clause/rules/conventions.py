"""When an agreement is about to end."""

from datetime import date, timedelta

from maillage.socle.parametres import fixe
from maillage.socle.typographie import write_accord

PREAVIS = fixe(
    "clause.convention_preavis", "Prévenir avant la fin d’une convention", "jours", 90, "usage, à fixer par chaque service",
    a_confirmer=True,
)  # fmt: skip


def find_horizon(on: date) -> date:
    """Until when an end is « soon »."""
    return on + timedelta(days=PREAVIS.get(on=on).valeur)


def tell_fin(fin: date | None, *, on: date) -> str:
    """What to say of the end, when it is near or past; empty otherwise."""
    if fin is None or fin > find_horizon(on):
        return ""
    jours = (fin - on).days
    if jours < 0:
        return "terminée"
    return "se termine aujourd’hui" if jours == 0 else f"se termine dans {write_accord(jours, 'jour')}"
