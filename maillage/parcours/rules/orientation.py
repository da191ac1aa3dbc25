"""What an orientation needs at each step of the way in (domaine 01 § 3.2, T1 to T6, and § 4)."""

from datetime import date


def check_jour(le: date, *, today: date, apres: date | None = None, quoi: str = "") -> str | None:
    """A day that is written is past, and not before what it follows."""
    if le > today:
        return f"Le {le:%d/%m/%Y} est dans le futur : enregistrez-le le jour venu."
    if apres is not None and le < apres:
        return f"Le {le:%d/%m/%Y} précède {quoi} ({apres:%d/%m/%Y}) : corrigez la date."
    return None
