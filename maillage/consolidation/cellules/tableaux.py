"""The cells of a consolidation as the linked tables that disclosure control reads: axes, sums, identities, percentages."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product

from maillage.consolidation.cellules.comptes import Comptes, add_up, is_sans_reponse, strip_total
from maillage.consolidation.cellules.controle import TOTAL, TOTAUX, Arbre, Controle, Offre, Racine
from maillage.consolidation.cellules.niveaux import REGION
from maillage.consolidation.cellules.niveaux_seuls import add_distinctes, add_nationales, add_partage, name_distincte
from maillage.consolidation.cellules.pesees import weigh
from maillage.consolidation.cellules.places import CONNU, INCONNUS, Place
from maillage.consolidation.cellules.territoires import AXE, NATION, Territoires
from maillage.consolidation.secret.nomenclatures import Nature
from maillage.consolidation.secret.tableaux import Axe, Cellule, Cle, Identite, Tableau
from maillage.indicateurs.apports import Apport
from maillage.indicateurs.calcul import DISPOSITIF

ISSUE = "issue"
Coordonnees = tuple[tuple[str, str], ...]
Counts = Mapping[str, int]
Cases = dict[tuple[str, ...], Counts]


class ChiffreManquant(ValueError):
    """A category of an axis that no printed figure gives."""


@dataclass
class Plan:
    """What the tables of a release are made from."""

    periode: str
    comptes: Comptes
    territoires: Territoires
    offre: Offre
    controle: Controle
    apports: Mapping[str, Sequence[Apport]] = field(default_factory=dict)
    partages: Sequence[Apport] = ()
    minimum: int = 1
    tableaux: list[Tableau] = field(default_factory=list)
    identites: list[Identite] = field(default_factory=list)

    def get_mesure(self, racine: str, axe: str) -> str:
        """Where some answers are not known, or where the breakdown is of some exits only, the whole is another one."""
        known = self.controle.racines[racine]
        bloc = known.blocs.get(axe, axe)
        is_autre = axe in known.partielles or (racine, bloc) in self.comptes.partiels
        return f"{racine}/{bloc}" if is_autre else racine

    def find_cle(self, place: Place, noeud: str) -> Cle | None:
        """The cell that a printed number is; None when nobody is counted anywhere."""
        if place.racine in self.controle.comptees_a_chaque_niveau | self.controle.de_la_nation:
            return Cle(name_distincte(place.racine, noeud), self.periode)
        found = self._locate(place)
        if found is None:
            return None
        mesure, coordonnees = found
        return Cle(mesure, self.periode, tuple(sorted((*coordonnees, *_place(noeud)))))

    def list_cles(self) -> frozenset[Cle]:
        return frozenset(t.get_cle(place) for t in self.tableaux for place in t.list_places())

    def _locate(self, place: Place) -> tuple[str, Coordonnees] | None:
        issue: Coordonnees = ((ISSUE, place.issue),) if place.issue else ()
        if place.axe in self.controle.racines[place.racine].partielles:
            issue = ()
        if not place.axe:
            return place.racine, issue
        mesure = self.get_mesure(place.racine, place.axe)
        if place.modalite == INCONNUS:
            return None if mesure == place.racine else (f"{mesure}#{INCONNUS}", issue)
        return mesure, issue if place.modalite == CONNU else (*issue, (place.axe, place.modalite))


def _place(noeud: str) -> Coordonnees:
    return () if noeud == NATION else ((AXE, noeud),)


def build_plan(
    periode: str,
    comptes: Comptes,
    territoires: Territoires,
    offre: Offre,
    *,
    controle: Controle,
    apports: Mapping[str, Sequence[Apport]],
    partages: Sequence[Apport],
    minimum: int,
) -> Plan:
    """A population that no figure tells of, as when too few deposits told it, has no table."""
    plan = Plan(periode, comptes, territoires, offre, controle, apports, partages, minimum)
    dites = {place.racine for place in comptes.valeurs}
    racines = {code: racine for code, racine in controle.racines.items() if code in dites}
    effectifs = {code: racine for code, racine in racines.items() if racine.nature is Nature.EFFECTIF}
    grandeurs = {code: racine for code, racine in racines.items() if code not in effectifs}
    _add_racines(plan, effectifs)
    for code, racine in effectifs.items():
        for axe, (issue, tree) in racine.partielles.items():
            _add_ventilation(plan, code, axe, tree, (), issue=issue)
    _add_racines(plan, grandeurs)
    add_distinctes(plan)
    add_nationales(plan)
    add_partage(plan)
    _add_identites(plan)
    return plan


def _add_racines(plan: Plan, racines: Mapping[str, Racine]) -> None:
    for code, racine in racines.items():
        _add_totaux(plan, code, racine)
        for axe, arbre in racine.axes.items():
            _add_ventilation(plan, code, axe, arbre, racine.croisees if axe in racine.croises else ())


def _get_niveau(plan: Plan, racine: str, axe: str) -> str:
    return (
        DISPOSITIF if axe in plan.offre.gardees or plan.offre.is_offert(DISPOSITIF, Place(racine, axe=axe)) else REGION
    )


def _list_parts(plan: Plan, place: Place, noeud: str, counts: Counts) -> tuple[tuple[str, int], ...]:
    """Where a figure of one dispositif is shown it is no secret what it weighs; elsewhere it is a contributor (R-67)."""
    is_territoire = noeud != NATION and noeud not in plan.territoires.lieux
    if plan.offre.is_offert(DISPOSITIF, place) or not is_territoire:
        return ()
    return tuple((membre, counts[membre]) for membre in plan.territoires.membres[noeud] if counts.get(membre))


def _add_totaux(plan: Plan, code: str, racine: Racine) -> None:
    axes = [(ISSUE, racine.issues)] if racine.issues else []
    known = {names: plan.comptes.valeurs.get(Place(code, *strip_total(names)), {}) for names in _list_cases(axes)}
    _add_tableau(
        plan, code, code, TOTAUX, axes, known, niveau=_get_niveau(plan, code, TOTAUX), nature=racine.nature,
        is_marge=TOTAUX not in racine.accessoires,
    )  # fmt: skip


def _add_ventilation(plan: Plan, racine: str, axe: str, arbre: Arbre | None, issues: Arbre, *, issue: str = "") -> None:
    """`issue`: of these exits alone; `issues`: of each of them."""
    mesure = plan.get_mesure(racine, axe)
    valeurs = plan.comptes.valeurs
    bloc = plan.controle.racines[racine].blocs.get(axe, axe)
    croises = [(ISSUE, issues)] if issues else []
    known: Cases = {}
    inconnus: Cases = {}
    is_pesee = False
    for names in _list_cases(croises):
        one = strip_total(names)[0] if issues else issue
        whole, unknown = valeurs.get(Place(racine, one), {}), valeurs.get(Place(racine, one, bloc, INCONNUS), {})
        is_pesee = is_pesee or (plan.controle.pese_muets and is_sans_reponse(whole, unknown))
        if not unknown and mesure != racine:
            whole = {}
        inconnus[names] = unknown
        for (modalite,) in _list_cases([(axe, arbre)] if arbre else []) if arbre else [(TOTAL,)]:
            place = Place(racine, one, axe, modalite)
            known[(*names, modalite) if arbre else names] = (
                {cle: count - unknown.get(cle, 0) for cle, count in whole.items()}
                if modalite == TOTAL
                else valeurs.get(place, {})
            )
    if not any(known.values()):
        return
    if arbre or mesure != racine:
        declaree = plan.controle.racines[racine]
        for tree, niveau in _list_arbres(plan, racine, axe, arbre):
            axes = [*croises, (axe, tree)] if tree else croises
            _add_tableau(
                plan, mesure, racine, axe, axes, {names: known[names] for names in _list_cases(axes)}, niveau=niveau,
                nature=declaree.nature, is_marge=axe not in declaree.accessoires,
            )  # fmt: skip
    if mesure != racine and axe == bloc:
        _add_tableau(
            plan, f"{mesure}#{INCONNUS}", racine, axe, croises, inconnus, niveau=_get_niveau(plan, racine, axe),
            nature=Nature.GRANDEUR, is_pesee=is_pesee,
        )  # fmt: skip
        for names in _list_cases(croises):
            _bind(plan, racine, mesure, axe, strip_total(names)[0] if issues else issue, is_croisee=bool(issues))


def _list_arbres(plan: Plan, racine: str, axe: str, arbre: Arbre | None) -> Iterator[tuple[Arbre | None, str]]:
    """Down to which level each is cut. Where dispositifs are compared by broader categories, these are a table of their own."""
    niveau = _get_niveau(plan, racine, axe)
    court = plan.offre.fines.get((racine, axe), arbre) if niveau == DISPOSITIF else arbre
    if court != arbre:
        yield arbre, REGION
    yield court, niveau


def _list_cases(axes: Sequence[tuple[str, Arbre]]) -> list[tuple[str, ...]]:
    return list(product(*(Axe(code, arbre).modalites for code, arbre in axes)))


def _complete(axes: Sequence[Axe], known: Cases) -> Cases:
    """With what follows from the rest by a sum. An empty row gives nothing: it is either a sum, or nobody at all."""
    found = {names: counts for names, counts in known.items() if counts}
    sommes = list(Tableau("", "", "", tuple(axes), {}).list_sommes()) if axes else []
    progress = True
    while progress:
        progress = False
        for total, parts in sommes:
            missing = [names for names in (total, *parts) if names not in found]
            if len(missing) == 1:
                found[missing[0]] = _solve(total, parts, missing[0], found)
                progress = True
    if lost := [names for names in known if names not in found]:
        raise ChiffreManquant(f"Aucun chiffre ne donne : {', '.join(' × '.join(names) or TOTAL for names in lost)}.")
    return found


def _solve(total: tuple[str, ...], parts: Sequence[tuple[str, ...]], missing: tuple[str, ...], found: Cases) -> Counts:
    others = [names for names in (total, *parts) if names != missing]
    cles = sorted(set().union(*(found[names] for names in others)))
    if missing == total:
        return {cle: sum(found[part].get(cle, 0) for part in parts) for cle in cles}
    rest = [part for part in parts if part != missing]
    return {cle: found[total].get(cle, 0) - sum(found[part].get(cle, 0) for part in rest) for cle in cles}


def _add_tableau(
    plan: Plan, mesure: str, racine: str, axe: str, axes: Sequence[tuple[str, Arbre]], known: Cases,
    *, niveau: str, nature: Nature = Nature.EFFECTIF, is_pesee: bool = True, is_marge: bool = True,
) -> None:  # fmt: skip
    """Where a figure stops at the regions, its dispositifs are contributors; where they are shown, cells. `is_pesee`: of somebody."""
    lieux = plan.territoires.make_axe(niveau)
    built = [Axe(code, arbre, code in plan.controle.sensibles) for code, arbre in axes]
    counted = _complete(built, known)
    cellules: dict[tuple[str, ...], Cellule] = {}
    for names, counts in counted.items():
        place = Place(racine, axe=axe, modalite=names[-1] if axes and axes[-1][0] == axe else "")
        for noeud in lieux.modalites:
            parts = _list_parts(plan, place, noeud, counts) if is_pesee else ()
            is_offerte = bool(known[names]) and plan.offre.is_offert(plan.territoires.get_niveau(noeud), place)
            cellules[(noeud, *names)] = Cellule(add_up(counts, plan.territoires.membres[noeud]), parts, is_offerte)
    tableau = Tableau(
        f"{mesure}:{axe or 'ensemble'}:{niveau}",
        mesure,
        plan.periode,
        (lieux, *built),
        cellules,
        nature,
        is_marge=is_marge,
    )
    plan.tableaux.append(tableau)
    for genre in plan.controle.racines[mesure].genres if mesure in plan.controle.racines else ():
        plan.tableaux.append(weigh(tableau, genre, counted, apports=plan.apports, membres=plan.territoires.membres))


def _add_identites(plan: Plan) -> None:
    known = plan.list_cles() if plan.controle.identites else frozenset()
    for identite in plan.controle.identites:
        for noeud in plan.territoires.make_axe(_get_niveau(plan, identite[0][1].racine, TOTAUX)).modalites:
            termes = tuple((facteur, plan.find_cle(place, noeud)) for facteur, place in identite)
            told = tuple((facteur, cle) for facteur, cle in termes if cle is not None and cle in known)
            membres = plan.territoires.membres[noeud]
            reste = sum(facteur * add_up(plan.comptes.valeurs.get(place, {}), membres) for facteur, place in identite)
            # Where one of them did not tell a part of it, it is bound to nothing.
            if len(told) == len(termes) and not reste:
                plan.identites.append(Identite(told))


def _bind(plan: Plan, racine: str, mesure: str, axe: str, issue: str, *, is_croisee: bool) -> None:
    """The whole is those who answered and those who did not, in every territory."""
    own: Coordonnees = ((ISSUE, issue),) if issue else ()
    inside = own if is_croisee else ()
    for noeud in plan.territoires.make_axe(_get_niveau(plan, racine, axe)).modalites:
        cles = [
            Cle(nom, plan.periode, tuple(sorted((*coordonnees, *_place(noeud)))))
            for nom, coordonnees in ((racine, own), (mesure, inside), (f"{mesure}#{INCONNUS}", inside))
        ]
        plan.identites.append(Identite(tuple(zip((1, -1, -1), cles, strict=True))))
