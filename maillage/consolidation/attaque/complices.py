"""What an insider can find: a dispositif knows its own rows, a contributor its own part, the two largest of a region theirs."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from maillage.consolidation.attaque.bornes import INFINI, MARGE, Attaque
from maillage.consolidation.attaque.exigences import Exigence
from maillage.consolidation.attaque.lecture import DISPOSITIFS, Dossier

ENSEMBLE = 2


@dataclass
class Complice:
    """`siennes`: what it knows for certain. `parts`: what it put in other cells, which are at least that."""

    nom: str
    qui: frozenset[str]
    siennes: set[int] = field(default_factory=set)
    parts: dict[int, float] = field(default_factory=dict)
    est_groupe: bool = False


@dataclass(frozen=True, slots=True)
class Fuite:
    rang: int
    nom: str
    largeur: float


def list_complices(dossier: Dossier) -> list[Complice]:
    found: dict[str, Complice] = {}
    poids: dict[str, dict[str, float]] = {}
    lieux = [axe for grille in dossier.grilles for axe in grille.axes if axe["code"] == DISPOSITIFS]
    totals = {total for axe in lieux for total, _ in axe["sommes"]}  # where one table stops, another one may go further
    for grille in dossier.grilles:
        rangs = [rang for rang, axe in enumerate(grille.axes) if axe["code"] == DISPOSITIFS]
        for case in grille.cases.values():
            for rang in rangs:
                if case.place[rang] not in totals:
                    nom = case.place[rang]
                    found.setdefault(nom, Complice(nom, frozenset({nom}))).siennes.add(case.rang)
                    if case.croise == 1:
                        for region in _list_regions(grille.axes[rang], nom):
                            known = poids.setdefault(region, {})
                            known[nom] = max(known.get(nom, 0.0), float(case.valeur))
            positives = [(nom, part) for nom, part in case.parts if part > 0]
            for nom, part in positives:
                complice = found.setdefault(nom, Complice(nom, frozenset({nom})))
                if len(positives) == 1:
                    complice.siennes.add(case.rang)
                else:
                    complice.parts[case.rang] = float(part)
    ensembles = []
    for region in sorted(poids):
        biggest = sorted(poids[region], key=lambda nom: (-poids[region][nom], nom))[:ENSEMBLE]
        if len(poids[region]) > ENSEMBLE:
            siennes = set().union(*(found[nom].siennes for nom in biggest))
            ensembles.append(Complice(" et ".join(biggest), frozenset(biggest), siennes, est_groupe=True))
    complices = [*(found[nom] for nom in sorted(found)), *ensembles]
    _complete(complices, dossier)
    return complices


def list_auteurs(dossier: Dossier) -> dict[int, frozenset[str]]:
    """Whose each figure is: of the dispositifs of its territory, or of those that are said to give to it."""
    known: dict[int, frozenset[str]] = {}
    totals = {
        total for g in dossier.grilles for axe in g.axes if axe["code"] == DISPOSITIFS for total, _ in axe["sommes"]
    }

    def learn(rang: int, qui: set[str]) -> None:
        if qui:
            known[rang] = known.get(rang, frozenset(qui)) & qui

    for grille in dossier.grilles:
        for case in grille.cases.values():
            if grille.contributeurs == "dispositifs":
                learn(case.rang, {nom for nom, part in case.parts if part > 0})
            for axe, nom in zip(grille.axes, case.place, strict=True):
                if axe["code"] == DISPOSITIFS:
                    dessous = _list_dessous(axe, nom)
                    learn(case.rang, set() if dessous & totals else dessous)
    for rang, case in (*((rang, case) for rang, case, _ in dossier.restes), *dossier.ecarts):
        if case.rang in known:
            known[rang] = known[case.rang]
    return known


def _list_dessous(axe: Mapping[str, list[tuple[str, list[str]]]], nom: str) -> set[str]:
    parts = {part for total, found in axe["sommes"] if total == nom for part in found}
    return set().union(*(_list_dessous(axe, part) for part in parts)) if parts else {nom}


def _list_regions(axe: Mapping[str, list[tuple[str, list[str]]]], dispositif: str) -> list[str]:
    """The territories just below the nation that hold a dispositif."""
    above: dict[str, set[str]] = {}
    for total, parts in axe["sommes"]:
        for part in parts:
            above.setdefault(part, set()).add(total)
    found, todo = [], [dispositif]
    while todo:
        step = todo.pop()
        for total in sorted(above.get(step, ())):
            if total in above:
                todo.append(total)
            elif step != dispositif:
                found.append(step)
    return found


def _complete(complices: list[Complice], dossier: Dossier) -> None:
    """What is computed from one's own cells alone is one's own."""
    sommes = [
        [rang for rang, _ in termes] for termes, bas, haut in dossier.contraintes if bas is not None and bas == haut
    ]
    users: dict[int, list[int]] = {}
    for numero, rangs in enumerate(sommes):
        for rang in rangs:
            users.setdefault(rang, []).append(numero)
    for complice in complices:
        todo = list(complice.siennes)
        while todo:
            for numero in users.get(todo.pop(), ()):
                rest = [rang for rang in sommes[numero] if rang not in complice.siennes]
                if len(rest) == 1:
                    complice.siennes.add(rest[0])
                    todo.append(rest[0])


def attack_from_inside(
    attaque: Attaque,
    complice: Complice,
    exigences: Mapping[int, list[Exigence]],
    dossier: Dossier,
    auteurs: Mapping[int, frozenset[str]],
) -> Iterator[Fuite]:
    """The targets of this block that this insider bounds too closely."""
    siennes = [rang for rang in attaque.bloc.inconnues if rang in complice.siennes]
    parts = {rang: part for rang, part in complice.parts.items() if rang in attaque.colonnes}
    cibles = {
        rang: besoin
        for rang in attaque.bloc.inconnues
        if rang in exigences
        and rang not in complice.siennes
        and (besoin := _get_besoin(exigences[rang], complice, auteurs.get(rang)))
    }
    if not cibles or (not siennes and not parts):
        return
    bornes = {rang: (part, INFINI) for rang, part in parts.items()}
    bornes |= {rang: (float(dossier.variables[rang].valeur),) * 2 for rang in siennes}
    attaque.know(bornes)
    lows = {rang: float(dossier.variables[rang].valeur) for rang in cibles}
    highs = dict(lows)
    for sens in (1.0, -1.0):
        _widen(attaque, [rang for rang in cibles if highs[rang] - lows[rang] < cibles[rang] - MARGE], sens, lows, highs)
    for rang, besoin in cibles.items():
        for sens in (1.0, -1.0):
            if highs[rang] - lows[rang] < besoin - MARGE:
                value = attaque.push({rang: sens}, rang)
                lows[rang], highs[rang] = min(lows[rang], value), max(highs[rang], value)
        if highs[rang] - lows[rang] < besoin - MARGE:
            yield Fuite(rang, complice.nom, highs[rang] - lows[rang])
    attaque.forget(bornes)


def _widen(attaque: Attaque, rangs: list[int], sens: float, lows: dict[int, float], highs: dict[int, float]) -> None:
    """One possible world that moves many targets at once spares as many programmes."""
    point = attaque.optimise(dict.fromkeys(rangs, sens)) if rangs else None
    if point is None:
        return
    for rang in rangs:
        value = float(point[attaque.colonnes[rang]])
        lows[rang], highs[rang] = min(lows[rang], value), max(highs[rang], value)


def _get_besoin(exigences: list[Exigence], complice: Complice, auteurs: frozenset[str] | None) -> float:
    """Together, two that add up what they know may come near a neighbour's figure; they may not find it. What all the others
    of their region have, they always find: it is the total, less theirs."""
    est_seul = auteurs is None or len(auteurs - complice.qui) < ENSEMBLE
    if complice.est_groupe and not est_seul:
        return 0.0
    largeur = max((float(one.largeur) for one in exigences if est_seul or not one.est_de_deux), default=0.0)
    return min(largeur, 1.0) if complice.est_groupe else largeur
