"""Which words a value allows: never « la moitié » of 66 %. Pure."""

from decimal import Decimal

# From, to (both included, in hundredths), words. Between two rows no fraction is near enough: the number stays alone.
FRACTIONS: tuple[tuple[Decimal, Decimal, str], ...] = tuple(
    (Decimal(low), Decimal(high), words)
    for low, high, words in (
        ("9", "11", "environ un sur dix"),
        ("18.5", "21.5", "environ un sur cinq"),
        ("23.5", "26.5", "environ un quart"),
        ("31.5", "35", "environ un tiers"),
        ("45", "48.4", "un peu moins de la moitié"),
        ("48.5", "51.5", "environ la moitié"),
        ("51.6", "55", "un peu plus de la moitié"),
        ("65", "68.5", "environ deux tiers"),
        ("73.5", "76.5", "environ trois quarts"),
        ("78.5", "81.5", "environ quatre sur cinq"),
        ("88.5", "91.5", "environ neuf sur dix"),
    )
)
STABLE = Decimal("0.5")


def choose_fraction(part: Decimal | None) -> str:
    """`part`: in hundredths. Empty when no simple fraction says it."""
    if part is None:
        return ""
    return next((words for low, high, words in FRACTIONS if low <= part <= high), "")


def choose_sens(ecart: Decimal) -> str:
    """What a difference in points is called."""
    if abs(ecart) < STABLE:
        return "stable"
    return "en hausse" if ecart > 0 else "en baisse"


def choose_de_plus(ecart: Decimal) -> str:
    return "de plus" if ecart > 0 else "de moins"


def choose_pluriel(valeur: Decimal | None, singulier: str, pluriel: str) -> str:
    """In French, plural begins at two."""
    return singulier if valeur is not None and abs(valeur) < 2 else pluriel
