"""How a commune is looked for by name, postal code or INSEE code: accents, saints and small slips forgiven."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

ARTICLES = {"le", "la", "les", "l"}
SAINTS = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes"}
# « Chalon s/ Saône », « Villeneuve lez Avignon ».
ABREGES = {"s": "sur", "lez": "les", "ss": "sous"}
LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "Œ": "OE", "Æ": "AE", "ß": "ss"})
NON_LETTRES = re.compile(r"[^a-z0-9]+")
CODE_INSEE = re.compile(r"\d[\dab]\d{3}", re.IGNORECASE)
ORDINAL = re.compile(r"\d{1,2}(?:e|er|eme|ieme)$")

EXACT_CODE, EXACT_NOM, EXACT_SANS_ARTICLE, DEBUT, DEBUT_DE_MOT, FAUTE, FAUTE_AU_DEBUT = 100, 95, 90, 80, 60, 50, 40
PENALITE_PAR_FAUTE = 5
INDICE_CODE = 4


@dataclass(frozen=True, slots=True)
class Demande:
    """What was typed, read: the key to compare (`cle`, without article), and the code or the beginning of one."""

    nom: str = ""
    cle: str = ""
    code: str = ""

    @property
    def is_empty(self) -> bool:
        return not (self.cle or self.code)

    @property
    def tolerance(self) -> int:
        """Slips forgiven: none in a very short word, where everything resembles everything."""
        return 0 if len(self.cle) < 4 else 1 if len(self.cle) < 8 else 2


@dataclass(frozen=True, slots=True)
class Candidate:
    code: str
    nom: str
    population: int
    codes: frozenset[str] = frozenset()


def normalize(texte: str) -> str:
    """Lower case, no accent, words apart by one space; « St » and « Ste » spelt out."""
    decomposed = unicodedata.normalize("NFKD", texte.translate(LIGATURES))
    plain = "".join(c for c in decomposed if not unicodedata.combining(c))
    words = NON_LETTRES.sub(" ", plain.lower()).split()
    return " ".join(_spell(word, first=rank == 0) for rank, word in enumerate(words))


def _spell(word: str, *, first: bool) -> str:
    return SAINTS.get(word) or (word if first else ABREGES.get(word, word))


def strip_article(nom: str) -> str:
    """« le havre » → « havre »; a name that is only an article stays."""
    first, _, rest = nom.partition(" ")
    return rest if first in ARTICLES and rest else nom


def parse_demande(texte: str) -> Demande:
    """Reads « Lille », « 59000 », « lille 59 », « 2A004 »; « Paris 12e » is Paris."""
    words = normalize(texte).split()
    codes = [w for w in words if w.isdigit() and len(w) <= 5] + [w for w in words if CODE_INSEE.fullmatch(w)]
    names = [w for w in words if not w.isdigit() and not CODE_INSEE.fullmatch(w)]
    if len(names) > 1:
        names = [w for w in names if not ORDINAL.fullmatch(w)] or names
    nom = " ".join(names)
    return Demande(nom=nom, cle=strip_article(nom), code=codes[0].upper() if codes else "")


def score(demande: Demande, candidate: Candidate) -> int | None:
    """How well a commune answers, higher is better; None: it does not."""
    by_code = _score_code(demande.code, candidate)
    if not demande.cle:
        return by_code
    by_name = _score_nom(demande, normalize(candidate.nom))
    if by_name is None:
        return None
    # Beside a name a code only helps: « Paris 12 » is Paris, whatever begins by 12.
    return by_name + (INDICE_CODE if by_code is not None else 0)


def is_exact(demande: Demande, candidate: Candidate) -> bool:
    """True when the whole name, or the whole code, is the commune's; beside a name, the code must not contradict."""
    if not demande.cle:
        return _score_code(demande.code, candidate) == EXACT_CODE
    named = _score_nom(demande, normalize(candidate.nom)) in {EXACT_NOM, EXACT_SANS_ARTICLE}
    return named and (not demande.code or _score_code(demande.code, candidate) is not None)


def _score_code(code: str, candidate: Candidate) -> int | None:
    if not code:
        return None
    known = candidate.codes | {candidate.code}
    if code in known:
        return EXACT_CODE
    return DEBUT if any(k.startswith(code) for k in known) else None


def _score_nom(demande: Demande, nom: str) -> int | None:
    cle = strip_article(nom)
    if demande.nom == nom:
        return EXACT_NOM
    if demande.cle == cle:
        return EXACT_SANS_ARTICLE
    if nom.startswith(demande.nom) or cle.startswith(demande.cle):
        return DEBUT
    if f" {demande.cle}" in nom:
        return DEBUT_DE_MOT
    return _score_faute(demande, cle)


def _score_faute(demande: Demande, cle: str) -> int | None:
    allowed = demande.tolerance
    if not allowed:
        return None
    if (found := distance(demande.cle, cle, limit=allowed)) is not None:
        return FAUTE - found * PENALITE_PAR_FAUTE
    # A slip in a name not yet wholly typed.
    start = cle[: len(demande.cle)]
    if len(cle) > len(demande.cle) and distance(demande.cle, start, limit=1) is not None:
        return FAUTE_AU_DEBUT
    return None


def distance(left: str, right: str, *, limit: int) -> int | None:
    """Letters added, dropped, changed or swapped with their neighbour to go from one to the other; None past `limit`."""
    if abs(len(left) - len(right)) > limit:
        return None
    before: list[int] = []
    previous = list(range(len(right) + 1))
    for i, a in enumerate(left, start=1):
        current = [i]
        for j, b in enumerate(right, start=1):
            best = min(previous[j] + 1, current[j - 1] + 1, previous[j - 1] + (a != b))
            if i > 1 and j > 1 and a == right[j - 2] and left[i - 2] == b:
                best = min(best, before[j - 2] + 1)
            current.append(best)
        if min(current) > limit:
            return None
        before, previous = previous, current
    return previous[-1] if previous[-1] <= limit else None


def split_for_slip(cle: str) -> tuple[str, str] | None:
    """A beginning and an end, one of which a single slip leaves intact: what an index can look up."""
    half = (len(cle) - 1) // 2
    return (cle[:half], cle[-half:]) if half >= 1 and len(cle) >= 4 else None


def sort_candidates(demande: Demande, candidates: Iterable[Candidate], *, limit: int) -> list[Candidate]:
    """Best match first; between equals, the most populous, then the code so that the order is always the same."""
    scored = ((score(demande, c), c) for c in {c.code: c for c in candidates}.values())
    kept = [(points, c) for points, c in scored if points is not None]
    kept.sort(key=lambda pair: (-pair[0], -pair[1].population, pair[1].code))
    return [c for _, c in kept[:limit]]
