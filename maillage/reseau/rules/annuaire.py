"""How the directory is read: what is searched, how far is far."""

from math import asin, cos, radians, sin, sqrt

from maillage.territoire.rules import normalize

RAYON_DE_LA_TERRE_KM = 6371.0
LONGUEUR_MAX = 200


def measure_km(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    """As the crow flies (haversine)."""
    lat, other = radians(latitude), radians(other_latitude)
    half = sin((other - lat) / 2) ** 2 + cos(lat) * cos(other) * sin(radians(other_longitude - longitude) / 2) ** 2
    return 2 * RAYON_DE_LA_TERRE_KM * asin(sqrt(min(1.0, half)))


def normalize_texte(texte: str) -> str:
    """As communes are compared; the typographic apostrophe separates words like the typewriter's."""
    return normalize(texte.replace("’", "'"))


def list_mots(q: str) -> list[str]:
    """The words to find, all of them; a very long text is cut, nothing else is refused."""
    return normalize_texte(q[:LONGUEUR_MAX]).split()[:12]
