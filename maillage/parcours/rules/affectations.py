"""Exactly one référent at any day of a parcours (domaine 01 § 2 and § 13, T22)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Tenue:
    """A référent answers from `du`, until the next one does."""

    referent: int
    du: date


def find_referent(tenues: Sequence[Tenue], *, on: date) -> int | None:
    """Who answered on a day; None before the first."""
    begun = [tenue for tenue in tenues if tenue.du <= on]
    return max(begun, key=lambda tenue: tenue.du).referent if begun else None


def check_tenues(tenues: Sequence[Tenue], *, entree: date) -> str | None:
    """What is wrong: somebody from the first day, never two of the same day."""
    days = [tenue.du for tenue in tenues]
    if not days or min(days) > entree:
        return f"Personne ne répond de ce parcours à son entrée, le {entree:%d/%m/%Y}."
    doubles = sorted({day for day in days if days.count(day) > 1})
    if doubles:
        return f"Deux référents commencent le {doubles[0]:%d/%m/%Y} : un seul répond d’un parcours."
    return None


def check_changement(du: date, *, depuis: date, today: date) -> str | None:
    """A change is of today or before, and after the one it follows: neither a gap nor two at once."""
    if du > today:
        return f"Le {du:%d/%m/%Y} est dans le futur : changez de référent le jour venu."
    if du <= depuis:
        return f"Le référent actuel l’est depuis le {depuis:%d/%m/%Y} : donnez une date plus tardive."
    return None


def check_depart(au: date, *, du: date, suivis: int) -> str | None:
    """A référent leaves once nobody is entrusted to them any more."""
    if au < du:
        return f"Le départ précède l’arrivée ({du:%d/%m/%Y})."
    if suivis:
        personnes = "1 personne lui est confiée" if suivis == 1 else f"{suivis} personnes lui sont confiées"
        return f"{personnes} encore : changez d’abord leur référent, aucun parcours ne reste sans personne."
    return None


def check_remplacement(
    du: date, au: date, *, memes: Sequence[tuple[date, date]], remplacant_absent: Sequence[tuple[date, date]] = ()
) -> str | None:
    """`memes`: the replacements of the same absence; `remplacant_absent`: when the replacing one is away."""
    if au < du:
        return "La fin précède le début."
    for debut, fin in memes:
        if du <= fin and debut <= au:
            return f"Un remplacement est déjà prévu du {debut:%d/%m/%Y} au {fin:%d/%m/%Y}."
    for debut, fin in remplacant_absent:
        if du <= fin and debut <= au:
            return f"Cette personne est elle-même absente du {debut:%d/%m/%Y} au {fin:%d/%m/%Y}."
    return None
