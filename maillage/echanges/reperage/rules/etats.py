"""What may be decided of an annonce, and why not."""

from maillage.echanges.reperage.nomenclatures import ANNONCES, LIBELLES_ANNONCE, EtatAnnonce


def check_decision(*, de: EtatAnnonce, vers: EtatAnnonce) -> str | None:
    """The reason why this decision is refused; None if accepted."""
    if vers in ANNONCES[de]:
        return None
    if not ANNONCES[de]:
        return (
            f"Cette annonce est déjà « {LIBELLES_ANNONCE[de].lower()} » : ce qu’elle a donné se corrige sur le marché."
        )
    return f"Cette annonce est « {LIBELLES_ANNONCE[de].lower()} » : remettez-la d’abord à qualifier."
