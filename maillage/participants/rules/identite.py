"""Who may be the same person: keys that find candidates despite accents, slips and swaps, then a reading by the rule.

Nothing is merged here: the rule says how much two identities resemble each other and why; a human decides.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "Œ": "OE", "Æ": "AE", "ß": "ss"})
NON_LETTRES = re.compile(r"[^a-z]+")
PARTICULES = frozenset({"de", "du", "des", "la", "le", "les", "el", "al", "ben", "van", "von", "da", "di", "dos"})
CERTAIN, PROBABLE, POSSIBLE = 90, 70, 50

# What French ears confuse, longest first; then doubled letters and silent endings go.
SONS = (
    ("eaux", "o"), ("eau", "o"), ("aux", "o"), ("ain", "in"), ("ein", "in"), ("au", "o"), ("ph", "f"), ("ch", "s"),
    ("sh", "s"), ("gn", "n"), ("qu", "k"), ("ck", "k"), ("th", "t"), ("ai", "e"), ("ei", "e"), ("ay", "e"), ("ey", "e"),
    ("oe", "e"), ("ou", "u"), ("bv", "v"), ("ce", "se"), ("ci", "si"), ("cy", "si"), ("c", "k"), ("q", "k"), ("z", "s"), ("y", "i"),
    ("w", "v"), ("h", ""),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Identite:
    """What is known of a person; names as they were typed."""

    nom_naissance: str = ""
    nom_usage: str = ""
    prenoms: str = ""
    date_naissance: date | None = None

    @property
    def noms(self) -> list[str]:
        return [nom for nom in dict.fromkeys((normalize(self.nom_naissance), normalize(self.nom_usage))) if nom]

    @property
    def prenom(self) -> str:
        return normalize(self.prenoms).split(" ")[0]


@dataclass(frozen=True, slots=True)
class Rapprochement:
    """`points` out of 100; `raisons`: what agrees and what does not, in words to be read."""

    points: int
    raisons: tuple[str, ...]

    @property
    def is_certain(self) -> bool:
        return self.points >= CERTAIN


@lru_cache(maxsize=16_384)
def normalize(texte: str) -> str:
    """Lower case, no accent, words apart by one space."""
    plain = texte
    if not texte.isascii():
        decomposed = unicodedata.normalize("NFKD", texte.translate(LIGATURES))
        plain = "".join(c for c in decomposed if not unicodedata.combining(c))
    return NON_LETTRES.sub(" ", plain.lower()).strip()


@lru_cache(maxsize=16_384)
def write_sons(mot: str) -> str:
    """How a word sounds, roughly: two spellings of one name give the same. A base has few names for many people."""
    for ecrit, son in SONS:
        mot = mot.replace(ecrit, son)
    mot = re.sub(r"(.)\1+", r"\1", mot)
    return re.sub(r"(?<=.)[estdx]+$", "", mot) or mot


def list_cles(identite: Identite) -> set[str]:
    """Those under which a person is kept. Two persons that share one are worth comparing."""
    cles = set()
    for nom in identite.noms:
        words = [mot for mot in nom.split() if mot not in PARTICULES] or nom.split()
        cles |= {f"n:{write_sons(mot)}" for mot in words}
    cles |= {f"p:{write_sons(mot)}" for mot in normalize(identite.prenoms).split()[:2]}
    if identite.date_naissance:
        cles |= {f"d:{day:%Y%m%d}" for day in _list_dates(identite.date_naissance)}
    return cles


def _list_dates(day: date) -> Iterator[date]:
    """The day, and the one it becomes when day and month are swapped."""
    yield day
    if day.day <= 12 and day.day != day.month:
        yield date(day.year, day.day, day.month)


def list_cles_a_chercher(identite: Identite) -> set[str]:
    """Names may be swapped: a first name is also looked for among the names, and the reverse."""
    cles = list_cles(identite)
    swapped = {("p:" if cle[0] == "n" else "n:") + cle[2:] for cle in cles if cle[0] in "np"}
    return cles | swapped


def compare(a: Identite, b: Identite) -> Rapprochement:
    """How much two identities resemble each other.

    Forty points for the name, thirty for the first name, thirty for the date of birth; swapped names lose five.
    """
    noms_a, noms_b, prenom_a, prenom_b = a.noms, b.noms, a.prenom, b.prenom
    nom, prenom = _best(noms_a, noms_b), _likeness(prenom_a, prenom_b)
    direct = (nom * 40 + prenom * 30, "")
    crossed = _best([prenom_a], noms_b) + _best(noms_a, [prenom_b])
    croise = (crossed * 35 - 5, "nom et prénom inversés")
    points, swapped = max(direct, croise)
    raisons = []
    if swapped:
        raisons.append(swapped)
    else:
        raisons += [_say("nom", nom), _say("prénom", prenom)]
    jour, raison = _compare_dates(a.date_naissance, b.date_naissance)
    raisons.append(raison)
    return Rapprochement(round(points + jour), tuple(raison for raison in raisons if raison))


def _compare_dates(a: date | None, b: date | None) -> tuple[float, str]:
    if a is None or b is None:
        return 12, "date de naissance inconnue"
    if a == b:
        return 30, "même date de naissance"
    if a in _list_dates(b):
        return 26, "jour et mois de naissance inversés"
    same = sum((a.year == b.year, a.month == b.month, a.day == b.day))
    if same == 2:
        return 18, "date de naissance différente sur un point"
    return 0, "date de naissance différente"


def _say(quoi: str, likeness: float) -> str:
    if likeness == 1:
        return f"même {quoi}"
    return f"{quoi} proche" if likeness >= 0.6 else f"{quoi} différent"


def _best(a: Iterable[str], b: Iterable[str]) -> float:
    return max((_likeness(x, y) for x in a for y in b), default=0)


@lru_cache(maxsize=16_384)
def _likeness(a: str, b: str) -> float:
    """1 when equal, 0.9 when they sound the same, else by the slips between them; 0 past a third of the letters."""
    if not a or not b:
        return 0
    if a == b:
        return 1
    if {write_sons(mot) for mot in a.split()} == {write_sons(mot) for mot in b.split()}:
        return 0.9
    if (" " in a or " " in b) and set(a.split()) & set(b.split()) - PARTICULES:
        return 0.8  # one part of a compound name
    longest = max(len(a), len(b))
    if _count_sans_paire(a, b) * 3 > longest:
        return 0  # at least as many slips: not worth counting them
    faults = count_fautes(a, b)
    return max(0.0, 1 - faults / longest) if faults * 3 <= longest else 0


def _count_sans_paire(a: str, b: str) -> int:
    """Letters of the longer word that the other lacks: there are never fewer slips than that."""
    return max(len(a), len(b)) - sum(min(a.count(lettre), b.count(lettre)) for lettre in set(a))


def count_fautes(a: str, b: str) -> int:
    """Letters to change, add, drop or swap with their neighbour to go from one to the other."""
    before: list[int] = []
    previous = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        current = [i]
        for j, y in enumerate(b, 1):
            cost = min(previous[j] + 1, current[j - 1] + 1, previous[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                cost = min(cost, before[j - 2] + 1)
            current.append(cost)
        before, previous = previous, current
    return previous[-1]
