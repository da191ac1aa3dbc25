"""The piece of a paragraph a finding is about."""

AUTOUR = 40


def quote(texte: str, debut: int, fin: int) -> str:
    """« … employés par xxx structures (PLIE, Maisons… »: whole words around the place."""
    first, last = max(0, debut - AUTOUR), min(len(texte), fin + AUTOUR)
    while first > 0 and not texte[first - 1].isspace():
        first -= 1
    while last < len(texte) and not texte[last].isspace():
        last += 1
    return f"« {'… ' if first else ''}{texte[first:last].strip().rstrip('.')}{' …' if last < len(texte) else ''} »"
