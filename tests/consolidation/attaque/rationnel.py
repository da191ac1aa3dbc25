"""A second attacker, in exact fractions and without any solver: Gauss, then Fourier and Motzkin. For small systems only."""

from collections.abc import Sequence
from fractions import Fraction

from maillage.consolidation.attaque.lecture import Dossier

Ligne = dict[int | str, Fraction]  # rank → factor, and "c" → constant; an inequality reads « ≥ 0 »
C = "c"
TROP = 24


def eliminate(dossier: Dossier) -> dict[int, tuple[Fraction, Fraction | None]]:
    """The exact bounds of each unknown; systems that grow too large are left out."""
    inconnues = [rang for rang in range(len(dossier.variables)) if rang not in dossier.connues]
    egalites: list[Ligne] = []
    for termes, bas, haut in dossier.contraintes:
        assert bas is not None
        assert bas == haut
        ligne: Ligne = {C: -bas}
        for rang, facteur in termes:
            if rang in dossier.connues:
                ligne[C] += facteur * dossier.connues[rang]
            else:
                ligne[rang] = ligne.get(rang, Fraction()) + facteur
        egalites.append(ligne)
    found = {}
    for cible in inconnues:
        bounds = _project(cible, inconnues, egalites)
        if bounds is not None:
            found[cible] = bounds
    return found


def _project(
    cible: int, inconnues: Sequence[int], egalites: Sequence[Ligne]
) -> tuple[Fraction, Fraction | None] | None:
    lignes: list[Ligne] = [{rang: Fraction(1), C: Fraction()} for rang in inconnues]  # counts are not negative
    todo = [dict(ligne) for ligne in egalites]
    while todo:
        pivot = todo.pop()
        rang = next((r for r in pivot if r != C and r != cible and pivot[r]), None)
        if rang is None:
            if pivot.get(cible):
                lignes += [pivot, {r: -f for r, f in pivot.items()}]
            continue
        todo = [_substitute(ligne, rang, pivot) for ligne in todo]
        lignes = [_substitute(ligne, rang, pivot) for ligne in lignes]
    for rang in inconnues:
        if rang == cible:
            continue
        plus = [ligne for ligne in lignes if ligne.get(rang, 0) > 0]
        moins = [ligne for ligne in lignes if ligne.get(rang, 0) < 0]
        lignes = [ligne for ligne in lignes if not ligne.get(rang)]
        lignes += [_add(a, -b[rang] / a[rang], b) for a in plus for b in moins]
        lignes = _dedupe(lignes)
        if len(lignes) > TROP:
            return None
    bas, haut = Fraction(), None
    for ligne in lignes:
        facteur = ligne.get(cible, Fraction())
        if facteur > 0:
            bas = max(bas, -ligne[C] / facteur)
        elif facteur < 0:
            haut = -ligne[C] / facteur if haut is None else min(haut, -ligne[C] / facteur)
    return bas, haut


def _substitute(ligne: Ligne, rang: int | str, pivot: Ligne) -> Ligne:
    return _add(ligne, Fraction(1), pivot, -ligne.get(rang, Fraction()) / pivot[rang])


def _add(a: Ligne, k: Fraction, b: Ligne, j: Fraction = Fraction(1)) -> Ligne:
    found = {r: a.get(r, Fraction()) * k + b.get(r, Fraction()) * j for r in a.keys() | b.keys()}
    return {r: f for r, f in found.items() if f or r == C}


def _dedupe(lignes: Sequence[Ligne]) -> list[Ligne]:
    found: dict[tuple[tuple[int | str, Fraction], ...], Ligne] = {}
    for ligne in lignes:
        facteurs = sorted(((r, f) for r, f in ligne.items() if r != C), key=str)
        if facteurs:
            scale = abs(facteurs[0][1])
            key = tuple((r, f / scale) for r, f in facteurs)
            scaled = {r: f / scale for r, f in ligne.items()}
            if key not in found or scaled.get(C, Fraction()) < found[key].get(C, Fraction()):
                found[key] = scaled
    return list(found.values())
