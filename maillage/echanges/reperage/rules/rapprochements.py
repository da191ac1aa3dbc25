"""Which markets followed here an annonce may speak of, and why. Always confirmed by hand."""

from dataclasses import dataclass
from datetime import date

from maillage.socle.typographie import fold

VIDES = frozenset(
    [
        "de",
        "du",
        "des",
        "la",
        "le",
        "les",
        "l",
        "d",
        "un",
        "une",
        "et",
        "a",
        "au",
        "aux",
        "en",
        "pour",
        "par",
        "sur",
        "dans",
        "avec",
        "lot",
        "lots",
        "marche",
        "marches",
        "travaux",
        "fictif",
        "fictive",
        "fictifs",
        "fictives",
        "phase",
        "relatif",
        "relative",
        "prestation",
        "prestations",
        "realisation",
        "mission",
    ]
)
CERTAIN = 100
LONGUEUR_MIN = 3


@dataclass(frozen=True, slots=True)
class Cote:
    """One of the two things compared. `siret` may be that of another establishment of the same buyer."""

    acheteur: str
    siret: str
    numero: str
    objet: str
    jour: date | None


@dataclass(frozen=True, slots=True)
class Ressemblance:
    points: int
    raisons: tuple[str, ...]

    @property
    def phrase(self) -> str:
        return " ; ".join(self.raisons)


def compare(annonce: Cote, connu: Cote, *, jours_max: int, part_min: int) -> Ressemblance | None:
    """Same buyer and same number; failing that, close words and close days. None: nothing brings them together."""
    is_meme = is_meme_acheteur(annonce, connu)
    if is_meme and annonce.numero and fold(annonce.numero) == fold(connu.numero):
        return Ressemblance(CERTAIN, ("même acheteur, même numéro",))
    part = compare_objets(annonce.objet, connu.objet)
    if part < part_min:
        return None
    raisons = [f"{part} % des mots de l’objet sont communs"]
    if is_meme:
        raisons.append("même acheteur")
    if annonce.jour and connu.jour:
        ecart = abs((annonce.jour - connu.jour).days)
        if ecart > jours_max:
            return None
        raisons.append(f"{ecart} jours d’écart" if ecart > 1 else "mêmes dates")
    elif not is_meme:
        return None
    return Ressemblance(min(CERTAIN - 1, part // 2 + 40 * is_meme), tuple(raisons))


def is_meme_acheteur(one: Cote, other: Cote) -> bool:
    if one.siret and other.siret:
        return one.siret[:9] == other.siret[:9]
    return bool(one.acheteur) and fold(one.acheteur) == fold(other.acheteur)


def compare_objets(one: str, other: str) -> int:
    """How many of their words two objects share, in percent of the shorter; none when it says too little."""
    mots, autres = _list_mots(one), _list_mots(other)
    shorter = min(len(mots), len(autres))
    return 100 * len(mots & autres) // shorter if shorter > 1 else 0


def _list_mots(texte: str) -> set[str]:
    """Cut to their stem, roughly: a plural is the same word."""
    return {mot.rstrip("sx") for mot in fold(texte).split() if mot not in VIDES and len(mot) >= LONGUEUR_MIN}
