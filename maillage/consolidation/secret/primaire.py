"""Which cells tell by themselves of too few: people, contributors, one that weighs nearly all, a whole group (R-63, R-64)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from maillage.consolidation.secret.nomenclatures import Cause, Contributeurs, Nature
from maillage.consolidation.secret.parametres import Seuils
from maillage.consolidation.secret.tableaux import VIDE, Cellule, Nombre, Tableau

CENT = 100


@dataclass(frozen=True, slots=True)
class Protection:
    """How far from the truth, above and below, an attacker must be left; and how wide to whoever holds a cell. `seul`: the
    same, to whoever leaves one dispositif alone behind it."""

    cause: Cause
    haut: float
    bas: float
    largeur: float
    seul: float = 0.0

    def get_largeur(self, *, is_seul: bool) -> float:
        return max(self.largeur, self.seul) if is_seul else self.largeur

    def merge(self, other: "Protection") -> "Protection":
        """A cell that two reasons hide keeps the first, and the strongest demands of both."""
        return Protection(
            self.cause,
            max(self.haut, other.haut),
            max(self.bas, other.bas),
            max(self.largeur, other.largeur),
            max(self.seul, other.seul),
        )


def protect_effectif(valeur: Nombre, seuil: int, cause: Cause = Cause.EFFECTIF) -> Protection | None:
    """Nobody at all says nothing of anybody. The interval must hold zero and the threshold (S1)."""
    if not 0 < valeur < seuil:
        return None
    return Protection(cause, float(seuil - valeur), float(valeur), largeur=float(-(-seuil // 2)))


def protect_difference(ecart: Nombre, seuil: int) -> Protection | None:
    """Between two publications: nobody, or enough people (R-69)."""
    found = protect_effectif(ecart if ecart > 0 else -ecart, seuil, Cause.DIFFERENCE)
    if found is None or ecart > 0:
        return found
    return replace(found, haut=found.bas, bas=found.haut)


def protect_contributeurs(cellule: Cellule, quoi: Contributeurs, seuils: Seuils) -> Protection | None:
    """Too few contributors, or one that weighs nearly all: its part may not be known within the margin. Of two dispositifs of
    which neither weighs nearly all, the sum is no secret for a third: only for each of them."""
    positives = [Decimal(poids) for _, poids in cellule.parts if poids > 0]
    if not positives:
        return None
    largest, total = max(positives), sum(positives, Decimal())
    marge = float(largest * seuils.marge / CENT)
    is_dominee = largest * CENT > total * seuils.parts[quoi]
    if len(positives) < seuils.minimums[quoi]:
        cause = Cause.CONTRIBUTEURS
    elif is_dominee:
        cause = Cause.DOMINANCE
    else:
        return None
    largeur = marge if is_dominee or quoi is not Contributeurs.DISPOSITIFS else 0.0
    return Protection(cause, marge, min(marge, float(cellule.valeur)), largeur=largeur, seul=marge)


def list_groupes(tableau: Tableau) -> Iterator[tuple[tuple[str, ...], bool]]:
    """The cells of a sensitive breakdown of which one holds everybody (« les 14 sont tous au RSA »): (place, is it that one)."""
    sensibles = {axe.code for axe in tableau.axes if axe.is_sensible}
    for total, parts in tableau.list_sommes():
        rang = next(r for r, (a, b) in enumerate(zip(total, parts[0], strict=True)) if a != b)
        whole = tableau.get(total).valeur
        if tableau.axes[rang].code in sensibles and whole and len(parts) > 1:
            found = [tableau.get(part).valeur for part in parts]
            if whole in found:
                yield from ((part, valeur == whole) for part, valeur in zip(parts, found, strict=True))


def get_seuil(tableau: Tableau, seuils: Seuils, *, place: tuple[str, ...] | None = None) -> int:
    """The threshold of a cell: of the variables that it crosses, the whole of one being none."""
    axes = [
        axe
        for axe, modalite in zip(tableau.axes, place or ("",) * len(tableau.axes), strict=True)
        if modalite != axe.racine
    ]
    return seuils.get_personnes(is_sensible=any(axe.is_sensible for axe in axes), variables=len(axes))


def list_primaires(tableau: Tableau, seuils: Seuils) -> Mapping[tuple[str, ...], Protection]:
    found: dict[tuple[str, ...], Protection] = {}

    def add(place: tuple[str, ...], protection: Protection | None) -> None:
        if protection is not None:
            found[place] = found[place].merge(protection) if place in found else protection

    for place in tableau.list_places():
        cellule = tableau.get(place)
        if cellule is VIDE or not cellule.valeur:
            continue
        if tableau.nature is Nature.EFFECTIF:
            add(place, protect_effectif(cellule.valeur, get_seuil(tableau, seuils, place=place)))
        add(place, protect_contributeurs(cellule, tableau.contributeurs, seuils))
    for place, is_tout in list_groupes(tableau):
        seuil = get_seuil(tableau, seuils, place=place)
        if is_tout:
            valeur = float(tableau.get(place).valeur)
            add(place, Protection(Cause.GROUPE, 0, min(valeur, seuil), largeur=min(valeur, -(-seuil // 2))))
        elif not tableau.get(place).is_structurelle:
            add(place, Protection(Cause.GROUPE, 1, 0, largeur=1))
    return found
