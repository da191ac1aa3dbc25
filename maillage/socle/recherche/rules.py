"""When a search is made and how much of it is shown (R-14)."""

from datetime import timedelta

TAILLE_MIN = 3
PLAFOND = 50
PAR_FOURNISSEUR = 20
SUGGESTIONS_PAR_FOURNISSEUR = 4
# Ours: R-14 asks for a limited rate without giving it. Suggestions asked while typing count too.
RECHERCHES_PAR_PERIODE = 240
PERIODE = timedelta(hours=1)


def clean_texte(texte: str) -> str:
    """What was typed, without the control characters no engine should receive, in at most a hundred characters."""
    return " ".join("".join(c if c.isprintable() else " " for c in texte).split())[:100]


def check_texte(texte: str) -> str | None:
    """The reason why nothing is searched, to be shown; None when it is."""
    if 0 < len(texte) < TAILLE_MIN:
        return f"Tapez au moins {TAILLE_MIN} caractères."
    return None


def check_debit(deja_faites: int) -> str | None:
    """The reason why people are no longer searched for a while; None when they are."""
    if deja_faites >= RECHERCHES_PAR_PERIODE:
        return (
            f"Vous avez fait plus de {RECHERCHES_PAR_PERIODE} recherches en une heure : les personnes ne sont plus "
            "proposées avant quelques minutes. Les structures et les communes le restent."
        )
    return None
