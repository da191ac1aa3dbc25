"""When an archive may be asked for, and until when it is there. Pure."""

from datetime import datetime, timedelta


def check_demande(*, is_en_cours: bool) -> str | None:
    if is_en_cours:
        return "Une archive se prépare déjà : attendez qu’elle soit prête, ou annulez le travail qui la prépare."
    return None


def get_fin(prete_le: datetime | None, *, jours: int) -> datetime | None:
    """Until when it may be downloaded; None while it is being made. Source: domaine 05 § 4.1, T12."""
    return prete_le + timedelta(days=jours) if prete_le else None
