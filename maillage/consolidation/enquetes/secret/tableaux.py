"""The tables of the survey: a sum of answers by territory, and by who also answered what it is compared with.

Two sums of one answer, over respondents that differ by one dispositif, tell that dispositif: their difference is a cell.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from maillage.consolidation.enquetes.rules.questions import PARTS
from maillage.consolidation.enquetes.secret.termes import (
    INTERNES,
    Entiers,
    Terme,
    list_egalites,
    list_nationaux,
    list_termes,
)
from maillage.consolidation.secret.nomenclatures import Nature
from maillage.consolidation.secret.regroupements import NATION
from maillage.consolidation.secret.tableaux import Axe, Cellule, Cle, Identite, Somme, Tableau

LIEU, GROUPE, MODE = "lieu", "groupe", "mode"
TOTAL = "total"
Membres = frozenset[str]


@dataclass
class Plan:
    """`reponses`: of each dispositif; `lieux`: the territory it counts in; `offerts`: the territories that are printed."""

    periode: str
    reponses: Mapping[str, Entiers]
    lieux: Mapping[str, str]
    offerts: frozenset[str]
    tableaux: list[Tableau] = field(default_factory=list)
    identites: list[Identite] = field(default_factory=list)
    groupes: dict[Terme, str] = field(default_factory=dict)

    def find_cle(self, terme: Terme, noeud: str) -> Cle | None:
        """None when nobody is counted there."""
        groupe = self.groupes.get(terme)
        if groupe is None:
            return None
        coordonnees = [(GROUPE, groupe)] if groupe else []
        coordonnees += [(LIEU, noeud)] if noeud != NATION else []
        return Cle(f"enquete.{terme.variable}", self.periode, tuple(sorted(coordonnees)))

    def list_membres(self, noeud: str) -> list[str]:
        return [who for who, lieu in sorted(self.lieux.items()) if noeud in (NATION, lieu)]


def build_plan(periode: str, reponses: Mapping[str, Entiers], lieux: Mapping[str, str], offerts: Iterable[str]) -> Plan:
    plan = Plan(periode, reponses, lieux, frozenset(offerts))
    shown = dict.fromkeys(t for code, termes in list_termes().items() if code not in INTERNES for t in termes)
    kept = [
        egalite for egalite in list_egalites(PARTS) if all(_list_connus(plan, terme) for _, terme in egalite.termes)
    ]
    asked = dict.fromkeys((*shown, *(terme for egalite in kept for _, terme in egalite.termes)))
    by_variable: dict[str, list[Terme]] = {}
    for terme in asked:
        by_variable.setdefault(terme.variable, []).append(terme)
    for termes in by_variable.values():
        _add_tableau(plan, termes, frozenset(shown))
    for egalite in kept:
        for noeud in _list_noeuds(plan):
            cles = [(facteur, plan.find_cle(terme, noeud)) for facteur, terme in egalite.termes]
            if _is_vraie(plan, egalite.termes, noeud):
                plan.identites.append(Identite(tuple((facteur, cle) for facteur, cle in cles if cle is not None)))
    return plan


def _list_connus(plan: Plan, terme: Terme) -> dict[str, int]:
    return {who: value for who, own in plan.reponses.items() if (value := terme.read(own)) is not None}


def _list_noeuds(plan: Plan) -> tuple[str, ...]:
    return (NATION, *sorted(set(plan.lieux.values())))


def _is_vraie(plan: Plan, termes: Sequence[tuple[int, Terme]], noeud: str) -> bool:
    """An answer given before a check existed may break a sum, which then binds nothing."""
    membres = set(plan.list_membres(noeud))
    return not sum(
        facteur * value for facteur, t in termes for who, value in _list_connus(plan, t).items() if who in membres
    )


def _add_tableau(plan: Plan, termes: Sequence[Terme], shown: frozenset[Terme]) -> None:
    """Of one sum: the sets of respondents it is printed over, those left out of each, and what these sets cut out together."""
    valeurs: dict[str, int] = {}
    sets: dict[Membres, str] = {}
    offerts: set[str] = set()
    found = {terme: _list_connus(plan, terme) for terme in termes}
    tout: Membres = frozenset().union(*found.values())
    if not tout:
        return
    for terme, known in found.items():
        valeurs |= known
        if not known:
            continue
        membres = frozenset(known)
        name = "" if membres == tout else sets.setdefault(membres, terme.groupe)
        plan.groupes[terme] = name
        if terme in shown:
            offerts.add(name)
    if min(valeurs.values()) < 0:
        raise ValueError(f"« {termes[0].variable} » est négatif pour un dispositif : sa réponse est à corriger.")
    axes, groupes = _cut(tout, sets)
    is_national = termes[0].variable in list_nationaux()
    lieux = Axe(LIEU, (Somme(NATION, tuple(sorted({plan.lieux[who] for who in plan.reponses}))),))
    cellules: dict[tuple[str, ...], Cellule] = {}
    for noeud in (NATION,) if is_national else _list_noeuds(plan):
        here = set(plan.list_membres(noeud))
        is_lieu_offert = noeud == NATION or noeud in plan.offerts
        for name, membres in groupes.items():
            parts = tuple((who, valeurs[who]) for who in sorted(membres & here) if valeurs[who])
            is_offerte = is_lieu_offert and ("" if name == TOTAL else name) in offerts
            place = (*(() if is_national else (noeud,)), *((name,) if axes else ()))
            cellules[place] = Cellule(sum(poids for _, poids in parts), parts, is_offerte)
    nom = f"enquete.{termes[0].variable}"
    plan.tableaux.append(
        Tableau(nom, nom, plan.periode, (*(() if is_national else (lieux,)), *axes), cellules, Nature.GRANDEUR)
    )


def _cut(tout: Membres, sets: Mapping[Membres, str]) -> tuple[tuple[Axe, ...], dict[str, Membres]]:
    """No axis where everybody who answered is in every set."""
    groupes: dict[str, Membres] = {TOTAL: tout}
    if not sets:
        return (), groupes
    atomes: dict[str, set[str]] = {}
    for who in sorted(tout):
        pattern = "&".join(sorted(name for membres, name in sets.items() if who in membres))
        atomes.setdefault(f"seuls:{pattern}", set()).add(who)
    sommes: list[Somme] = []
    for membres, name in sorted(sets.items(), key=lambda one: one[1]):
        sans = f"sans:{name.removeprefix('avec:')}"
        groupes |= {name: membres, sans: tout - membres}
        sommes.append(Somme(TOTAL, (name, sans)))
        for total, members in ((name, membres), (sans, tout - membres)):
            sommes.append(Somme(total, tuple(a for a, own in atomes.items() if own <= members)))
    groupes |= {name: frozenset(own) for name, own in atomes.items()}
    return (Axe(GROUPE, tuple(sommes)),), groupes


def add_modes(plan: Plan, modes: Mapping[str, str]) -> None:
    """How the FSE reaches each dispositif: one counts for one, in the country only."""
    if not modes:
        return
    listed = tuple(sorted(set(modes.values())))
    axe = Axe(MODE, (Somme(TOTAL, listed),))
    cellules: dict[tuple[str, ...], Cellule] = {(TOTAL,): Cellule(len(modes), tuple((cle, 1) for cle in sorted(modes)))}
    for mode in listed:
        who = sorted(cle for cle, own in modes.items() if own == mode)
        cellules[(mode,)] = Cellule(len(who), tuple((cle, 1) for cle in who))
    plan.tableaux.append(Tableau("enquete.modes", "enquete.modes", plan.periode, (axe,), cellules, Nature.GRANDEUR))


def find_mode(plan: Plan, mode: str) -> Cle:
    return Cle("enquete.modes", plan.periode, ((MODE, mode),) if mode else ())
