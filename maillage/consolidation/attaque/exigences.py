"""What must not be found, decided again from the true figures: the attacker does not take anybody's word for it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from maillage.consolidation.attaque.lecture import Case, Dossier, Grille


@dataclass(frozen=True, slots=True)
class Exigence:
    """The interval that an attacker must not be able to narrow, and the width left to an insider: `est_de_deux`, only to one who
    leaves a single dispositif behind the cell."""

    cause: str
    bas: Fraction
    haut: Fraction
    largeur: Fraction
    est_de_deux: bool = False

    def is_tenue(self, bas: Fraction | float, haut: Fraction | float, *, marge: float) -> bool:
        return float(bas) <= float(self.bas) + marge and float(haut) >= float(self.haut) - marge


def list_exigences(dossier: Dossier) -> dict[int, list[Exigence]]:
    """Of the values; or of the differences, where the file was read for them."""
    found: dict[int, list[Exigence]] = {}
    for rang, exigence in _list_ecarts(dossier) if dossier.ecarts else _list_valeurs(dossier):
        if exigence is not None and exigence not in found.setdefault(rang, []):
            found[rang].append(exigence)
    return {rang: exigences for rang, exigences in found.items() if exigences}


def _list_ecarts(dossier: Dossier) -> Iterator[tuple[int, Exigence | None]]:
    for rang, case in dossier.ecarts:
        yield rang, _require_ecart(dossier.variables[rang].valeur, get_seuil(case, dossier.seuils))


def _list_valeurs(dossier: Dossier) -> Iterator[tuple[int, Exigence | None]]:
    for grille in dossier.grilles:
        for case in grille.cases.values():
            if grille.nature == "effectif":
                yield case.rang, _require_effectif(case.valeur, get_seuil(case, dossier.seuils), "effectif")
            yield case.rang, _require_contributeurs(case, grille, dossier.seuils)
        yield from _list_groupes(grille, dossier)
    for rang, case, nature in dossier.restes:
        if nature == "effectif":
            yield rang, _require_effectif(dossier.variables[rang].valeur, get_seuil(case, dossier.seuils), "reste")


def get_seuil(case: Case, seuils: Mapping[str, Any]) -> int:
    is_high = case.is_sensible or case.croise >= seuils["croisement"]
    return max(seuils["personnes"], seuils["sensibles"]) if is_high else seuils["personnes"]


def _require_effectif(valeur: Fraction, seuil: int, cause: str) -> Exigence | None:
    if valeur <= 0 or valeur >= seuil:
        return None
    return Exigence(cause, Fraction(0), Fraction(seuil), Fraction((seuil + 1) // 2))


def _require_ecart(ecart: Fraction, seuil: int) -> Exigence | None:
    if ecart == 0 or abs(ecart) >= seuil:
        return None
    bornes = (Fraction(0), Fraction(seuil)) if ecart > 0 else (Fraction(-seuil), Fraction(0))
    return Exigence("difference", *bornes, Fraction((seuil + 1) // 2))


def _require_contributeurs(case: Case, grille: Grille, seuils: Mapping[str, Any]) -> Exigence | None:
    poids = sorted((p for _, p in case.parts if p > 0), reverse=True)
    if not poids:
        return None
    is_rare = len(poids) < seuils["minimums"][grille.contributeurs]
    is_dominee = poids[0] * 100 > sum(poids) * seuils["parts"][grille.contributeurs]
    if not is_rare and not is_dominee:
        return None
    marge = poids[0] * seuils["marge"] / 100
    bas = max(Fraction(0), case.valeur - marge)
    est_de_deux = not is_dominee and grille.contributeurs == "dispositifs"  # their sum is neither one's nor the other's
    return Exigence("contributeurs" if is_rare else "dominance", bas, case.valeur + marge, marge, est_de_deux)


def _list_groupes(grille: Grille, dossier: Dossier) -> list[tuple[int, Exigence]]:
    """A sensitive breakdown of which one modality holds everybody."""
    found: list[tuple[int, Exigence]] = []
    for total, parts, is_sensible in grille.ventilations:
        whole = grille.cases[total].valeur
        if not is_sensible or not whole or len(parts) < 2 or all(grille.cases[p].valeur != whole for p in parts):
            continue
        for part in parts:
            case = grille.cases[part]
            if case.valeur:
                seuil = Fraction(get_seuil(case, dossier.seuils))
                largeur = min(case.valeur, Fraction((int(seuil) + 1) // 2))
                found.append(
                    (case.rang, Exigence("groupe", max(Fraction(0), case.valeur - seuil), case.valeur, largeur))
                )
            elif case.rang not in dossier.structurelles:
                found.append((case.rang, Exigence("groupe", Fraction(0), Fraction(1), Fraction(1))))
    return found
