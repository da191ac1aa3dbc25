"""What may happen to a dispositif, and when."""

from datetime import date

from maillage.reseau.nomenclatures import FERMANTS, Etat, NatureJalon


def check_nature(nature: NatureJalon, *, etat: Etat, ouvert_le: date | None) -> str | None:
    """The reason why this cannot happen to a dispositif in this state; None if it can."""
    if nature is NatureJalon.CREATION and ouvert_le is not None:
        return f"La création est déjà déclarée, le {ouvert_le:%d/%m/%Y}."
    if nature in FERMANTS and etat is Etat.FERME:
        return "Ce dispositif est déjà fermé."
    if nature is NatureJalon.REOUVERTURE and etat is not Etat.FERME:
        return "Ce dispositif n’est pas fermé : il n’y a rien à rouvrir."
    return None


def check_date(
    nature: NatureJalon, *, le: date, ouvert_le: date | None, ferme_le: date | None, today: date
) -> str | None:
    """The reason why this day is refused; None if accepted."""
    if le > today:
        return f"Le {le:%d/%m/%Y} est dans le futur : déclarez-le le jour venu."
    if nature is NatureJalon.CREATION and ferme_le is not None and le > ferme_le:
        return f"La création ({le:%d/%m/%Y}) suivrait la fermeture ({ferme_le:%d/%m/%Y})."
    if nature is not NatureJalon.CREATION and ouvert_le is not None and le < ouvert_le:
        return f"Le {le:%d/%m/%Y} précède la création, le {ouvert_le:%d/%m/%Y}."
    if nature is NatureJalon.REOUVERTURE and ferme_le is not None and le < ferme_le:
        return f"La réouverture ({le:%d/%m/%Y}) précéderait la fermeture ({ferme_le:%d/%m/%Y})."
    return None
