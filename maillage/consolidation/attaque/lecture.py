"""Reads the file to attack, and refuses one that contradicts itself: the attacker does its own sums."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import product
from typing import Any

FORMAT = "maillage.secret/1"
DISPOSITIFS = "territoire"


class DossierRefuse(ValueError):
    """The file cannot be attacked. The text is a sentence."""


@dataclass(frozen=True)
class Variable:
    """A cell in one release (or several that say the same of it)."""

    nom: str
    publication: str
    valeur: Fraction


@dataclass(frozen=True, slots=True)
class Case:
    """A cell as one table of one release has it."""

    rang: int
    place: tuple[str, ...]
    valeur: Fraction
    parts: tuple[tuple[str, Fraction], ...]
    croise: int
    is_sensible: bool


@dataclass(frozen=True)
class Grille:
    code: str
    nature: str
    contributeurs: str
    cases: Mapping[tuple[str, ...], Case]
    axes: tuple[Mapping[str, Any], ...]
    ventilations: Sequence[tuple[tuple[str, ...], tuple[tuple[str, ...], ...], bool]]
    est_nouvelle: bool


@dataclass
class Dossier:
    """`contraintes`: weighted sums, and between what they lie. `connues`: what everybody has read."""

    seuils: Mapping[str, Any]
    diffusion: str
    code: str
    variables: list[Variable] = field(default_factory=list)
    contraintes: list[tuple[tuple[tuple[int, Fraction], ...], Fraction | None, Fraction | None]] = field(
        default_factory=list
    )
    connues: dict[int, Fraction] = field(default_factory=dict)
    grilles: list[Grille] = field(default_factory=list)
    restes: list[tuple[int, Case, str]] = field(default_factory=list)
    ecarts: list[tuple[int, Case]] = field(default_factory=list)
    libres: set[int] = field(default_factory=set)
    offertes: set[int] = field(default_factory=set)
    nouvelles: set[int] = field(default_factory=set)
    structurelles: set[int] = field(default_factory=set)

    def add(self, nom: str, publication: str, valeur: Fraction) -> int:
        self.variables.append(Variable(nom, publication, valeur))
        return len(self.variables) - 1

    def bind(self, termes: Sequence[tuple[int, Fraction | int]], bas: Fraction | None, haut: Fraction | None) -> None:
        found = sum((facteur * self.variables[rang].valeur for rang, facteur in termes), Fraction())
        if (bas is not None and found < bas) or (haut is not None and found > haut):
            noms = ", ".join(self.variables[rang].nom for rang, _ in termes[:4])
            raise DossierRefuse(f"Le dossier se contredit : {noms}… donnent {float(found):g}.")
        self.contraintes.append((tuple((rang, Fraction(facteur)) for rang, facteur in termes), bas, haut))


def read_dossier(data: Mapping[str, Any], *, est_suite: bool = True) -> Dossier:
    """`est_suite`: the attacker knows which cells did not change. To find what changed, it must not: then only differences count."""
    if data.get("format") != FORMAT:
        raise DossierRefuse(f"Format « {data.get('format')} » inconnu : « {FORMAT} » est attendu.")
    releases = data["publications"]
    if not releases:
        raise DossierRefuse("Le dossier ne contient aucune publication.")
    dossier = Dossier(data["seuils"], data["diffusion"], releases[-1]["code"])
    known: dict[tuple[str, Fraction], int] = {}
    history: list[dict[str, int]] = []
    cases: dict[str, Case] = {}
    for release in releases:
        here: dict[str, int] = {}
        if release is releases[-1] and not est_suite:
            known = {}
        cases = {}
        for tableau in release["tableaux"]:
            grille = _read_grille(dossier, release, tableau, known, here, est_nouvelle=release is releases[-1])
            dossier.grilles.append(grille)
            for case in grille.cases.values():
                cases.setdefault(dossier.variables[case.rang].nom, case)
        _read_montrees(dossier, release, here)
        _read_liens(dossier, release, here, cases, {c.rang: g for g in dossier.grilles for c in g.cases.values()})
        history.append(here)
    if not est_suite:
        _compare(dossier, history, cases)
    return dossier


def _read_grille(
    dossier: Dossier,
    release: Mapping[str, Any],
    tableau: Mapping[str, Any],
    known: dict[tuple[str, Fraction], int],
    here: dict[str, int],
    *,
    est_nouvelle: bool,
) -> Grille:
    racines = [_get_racine(axe) for axe in tableau["axes"]]
    told = {tuple(cellule["place"]): cellule for cellule in tableau["cellules"]}
    found: dict[tuple[str, ...], Case] = {}
    for place in product(*(_list_modalites(axe) for axe in tableau["axes"])):
        cellule = told.get(place, {"valeur": 0, "parts": [], "offerte": True, "structurelle": False})
        croise = sorted(
            (axe["code"], modalite)
            for axe, modalite, racine in zip(tableau["axes"], place, racines, strict=True)
            if modalite != racine
        )
        nom = "|".join([tableau["mesure"], tableau["periode"], *(f"{axe}={modalite}" for axe, modalite in croise)])
        valeur = Fraction(cellule["valeur"])
        rang = known.get((nom, valeur))
        if rang is None:
            rang = known[nom, valeur] = dossier.add(nom, release["code"], valeur)
        if here.setdefault(nom, rang) != rang:
            raise DossierRefuse(f"La case {nom} a deux valeurs dans « {release['code']} ».")
        if cellule["structurelle"]:
            dossier.connues[rang] = valeur
            dossier.structurelles.add(rang)
        if est_nouvelle:
            dossier.nouvelles.add(rang)
            if cellule["offerte"]:
                dossier.offertes.add(rang)
        found[place] = Case(
            rang,
            place,
            valeur,
            tuple((who, Fraction(poids)) for who, poids in cellule["parts"]),
            len(croise),
            any(a["sensible"] and m != r for a, m, r in zip(tableau["axes"], place, racines, strict=True)),
        )
    ventilations = list(_list_ventilations(tableau))
    for total, parts, _ in ventilations:
        dossier.bind([(found[total].rang, -1), *((found[part].rang, 1) for part in parts)], Fraction(), Fraction())
    return Grille(
        tableau["code"],
        tableau["nature"],
        tableau["contributeurs"],
        found,
        tuple(tableau["axes"]),
        ventilations,
        est_nouvelle,
    )


def _list_modalites(axe: Mapping[str, Any]) -> list[str]:
    return list(dict.fromkeys(name for total, parts in axe["sommes"] for name in (total, *parts)))


def _get_racine(axe: Mapping[str, Any]) -> str:
    below = {part for _, parts in axe["sommes"] for part in parts}
    tops = {total for total, _ in axe["sommes"]} - below
    if len(tops) != 1:
        raise DossierRefuse(f"La variable « {axe['code']} » n’a pas un total et un seul.")
    return tops.pop()


def _list_ventilations(
    tableau: Mapping[str, Any],
) -> Iterator[tuple[tuple[str, ...], tuple[tuple[str, ...], ...], bool]]:
    axes = tableau["axes"]
    for rang, axe in enumerate(axes):
        others = [_list_modalites(other) for other in axes]
        others[rang] = [""]
        for place in product(*others):
            for total, parts in axe["sommes"]:
                yield (
                    (*place[:rang], total, *place[rang + 1 :]),
                    tuple((*place[:rang], part, *place[rang + 1 :]) for part in parts),
                    axe["sensible"],
                )


def _read_montrees(dossier: Dossier, release: Mapping[str, Any], here: Mapping[str, int]) -> None:
    for nom in release["montrees"]:
        if nom not in here:
            raise DossierRefuse(f"« {release['code']} » montre {nom}, qui n’est dans aucun de ses tableaux.")
        dossier.connues[here[nom]] = dossier.variables[here[nom]].valeur


def _read_liens(
    dossier: Dossier,
    release: Mapping[str, Any],
    here: Mapping[str, int],
    cases: Mapping[str, Case],
    grilles: Mapping[int, Grille],
) -> None:
    for termes in release["identites"]:
        dossier.bind([(here[nom], facteur) for facteur, nom in termes], Fraction(), Fraction())
    for numerateur, denominateur, valeur, pas in release["pourcentages"]:
        for sens in (1, -1):
            taux = (Fraction(valeur) + sens * Fraction(pas) / 2) / 100
            bornes = (None, Fraction()) if sens > 0 else (Fraction(), None)
            dossier.bind([(here[numerateur], 1), (here[denominateur], -taux)], *bornes)
    for numerateur, denominateur in release["rapports"]:
        valeurs = [dossier.variables[here[nom]].valeur for nom in (numerateur, denominateur)]
        reste = dossier.add(f"{denominateur} − {numerateur}", release["code"], valeurs[1] - valeurs[0])
        dossier.bind([(here[numerateur], 1), (reste, 1), (here[denominateur], -1)], Fraction(), Fraction())
        dossier.restes.append((reste, cases[numerateur], grilles[here[numerateur]].nature))


def _compare(dossier: Dossier, history: Sequence[Mapping[str, int]], cases: Mapping[str, Case]) -> None:
    """What changed from a release to the newest one."""
    newest = history[-1]
    natures = {case.rang: grille.nature for grille in dossier.grilles for case in grille.cases.values()}
    for older in history[:-1]:
        for nom in sorted(older.keys() & newest.keys()):
            before, after = older[nom], newest[nom]
            ecart = dossier.variables[after].valeur - dossier.variables[before].valeur
            if ecart and natures[after] == "effectif":
                rang = dossier.add(f"{nom} : écart avec {dossier.variables[before].publication}", dossier.code, ecart)
                dossier.libres.add(rang)
                dossier.bind([(rang, 1), (after, -1), (before, 1)], Fraction(), Fraction())
                dossier.ecarts.append((rang, cases[nom]))
