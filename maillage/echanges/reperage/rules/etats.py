"""What may be decided of an annonce, and why not; where what it tells of has come to."""

from datetime import date

from maillage.echanges.reperage.nomenclatures import ANNONCES, LIBELLES_ANNONCE, EtatAnnonce, Source


def check_decision(*, de: EtatAnnonce, vers: EtatAnnonce) -> str | None:
    """The reason why this decision is refused; None if accepted."""
    if vers in ANNONCES[de]:
        return None
    if not ANNONCES[de]:
        return (
            f"Cette annonce est déjà « {LIBELLES_ANNONCE[de].lower()} » : ce qu’elle a donné se corrige sur le marché."
        )
    return f"Cette annonce est « {LIBELLES_ANNONCE[de].lower()} » : remettez-la d’abord à qualifier."


def find_notification(source: Source, jour: date | None, *, today: date) -> date | None:
    """The day the contract was notified, when that is what the source publishes; never a day still to come."""
    return jour if source is Source.DECP and jour is not None and jour <= today else None
