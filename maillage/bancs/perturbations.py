"""How a name comes back to the desk: the published set of slips on which the search is judged. Same seed, same set."""

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from random import Random
from string import ascii_lowercase

from maillage.participants.rules.identite import Identite


@dataclass(frozen=True, slots=True)
class Requete:
    """What is typed, and the person (by key) who must be found."""

    genre: str
    identite: Identite
    cible: int


def strip_accents(texte: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", texte) if not unicodedata.combining(c))


def slip(texte: str, chance: Random) -> str:
    """One letter dropped, doubled, changed, or swapped with the next; never the first, that one reads before typing."""
    places = [i for i, c in enumerate(texte) if i and c.isalpha()]
    if len(places) < 2:
        return texte
    i = chance.choice(places[:-1])
    after = {
        "drop": texte[i + 1 :],
        "double": texte[i] + texte[i:],
        "change": chance.choice(ascii_lowercase) + texte[i + 1 :],
        "swap": texte[i + 1] + texte[i] + texte[i + 2 :],
    }
    return texte[:i] + after[chance.choice(sorted(after))]


def swap_day(day: date | None) -> date | None:
    return date(day.year, day.day, day.month) if day and day.day <= 12 else day


def _swap_names(p: Identite, _: Random) -> Identite:
    return replace(p, nom_naissance=p.prenoms, prenoms=p.nom_naissance)


def _give_other_name(p: Identite, _: Random) -> Identite:
    """Only the name of every day is given, as if it were the one of birth."""
    return replace(p, nom_naissance=p.nom_usage or p.nom_naissance, nom_usage="")


GENRES: dict[str, Callable[[Identite, Random], Identite]] = {
    "tel quel": lambda p, _: p,
    "sans accents, en capitales": lambda p, _: replace(
        p, nom_naissance=strip_accents(p.nom_naissance).upper(), prenoms=strip_accents(p.prenoms).upper(),
        nom_usage=strip_accents(p.nom_usage).upper(),
    ),
    "traits d’union et espaces": lambda p, _: replace(
        p, nom_naissance=p.nom_naissance.replace("-", " ").replace(" ", "-"), prenoms=p.prenoms.replace("-", " "),
    ),
    "faute dans le nom": lambda p, chance: replace(p, nom_naissance=slip(p.nom_naissance, chance)),
    "faute dans le prénom": lambda p, chance: replace(p, prenoms=slip(p.prenoms, chance)),
    "nom et prénom inversés": _swap_names,
    "jour et mois inversés": lambda p, _: replace(p, date_naissance=swap_day(p.date_naissance)),
    "nom d’usage seul": _give_other_name,
    "date de naissance inconnue": lambda p, _: replace(p, date_naissance=None),
    "faute dans le nom, jour et mois inversés": lambda p, chance: replace(
        p, nom_naissance=slip(p.nom_naissance, chance), date_naissance=swap_day(p.date_naissance)
    ),
}  # fmt: skip


def draw_requetes(personnes: Sequence[tuple[int, Identite]], *, nombre: int, graine: int) -> list[Requete]:
    """As many of each kind, on people drawn from those given."""
    chance = Random(f"{graine}:perturbations")  # noqa: S311  a seed is the point
    drawn = []
    for rang in range(nombre):
        genre = list(GENRES)[rang % len(GENRES)]
        cle, identite = chance.choice(personnes)
        drawn.append(Requete(genre, GENRES[genre](identite, chance), cle))
    return drawn


def measure_rappel(requetes: Sequence[Requete], found: Sequence[Sequence[int]]) -> tuple[float, dict[str, float]]:
    """The share of queries whose person is among those found; the whole, then by kind."""
    par_genre: dict[str, list[bool]] = {}
    for requete, cles in zip(requetes, found, strict=True):
        par_genre.setdefault(requete.genre, []).append(requete.cible in cles)
    rates = {genre: sum(seen) / len(seen) for genre, seen in par_genre.items()}
    whole = [one for seen in par_genre.values() for one in seen]
    return sum(whole) / len(whole), rates
