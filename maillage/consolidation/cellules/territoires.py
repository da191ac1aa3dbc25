"""The territories of a release: regions, grouped where too few dispositifs answered, départements, dispositifs (R-67)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from maillage.consolidation.cellules.comptage import Consolidation
from maillage.consolidation.cellules.niveaux import DEPARTEMENT, NIVEAUX, REGION, Lieu
from maillage.consolidation.secret.regroupements import (
    GROUPES,
    NATION,
    Groupe,
    Regroupement,
    RegroupementRefuse,
    build_axe,
)
from maillage.consolidation.secret.tableaux import Axe, Somme
from maillage.indicateurs.calcul import DISPOSITIF, FRANCE
from maillage.indicateurs.catalogue import Catalogue
from maillage.indicateurs.cellules import Cellule, add_up
from maillage.indicateurs.mesures import Taux

AXE = "territoire"
AUTRES = "autres"
SANS_REGION = "sans-region"


def make_regroupement(lieux: Mapping[str, Lieu], *, millesime: int, minimum: int) -> Regroupement:
    """The declared groups; what is still too small joins the smallest of the others. Drawn from who answered, never from a figure."""
    if len(lieux) < minimum:
        raise RegroupementRefuse(
            f"Millésime {millesime} : {len(lieux)} dispositif(s) en tout, il en faut {minimum} pour publier quoi que ce soit."
        )
    regroupement = Regroupement(millesime)
    tailles: dict[str, int] = {}
    regions: dict[str, set[str]] = {}
    for lieu in lieux.values():
        territoire = regroupement.get_territoire(get_region(lieu))
        tailles[territoire] = tailles.get(territoire, 0) + 1
        regions.setdefault(territoire, set()).add(get_region(lieu))
    few = sorted(territoire for territoire, taille in tailles.items() if taille < minimum)
    if not few:
        return regroupement
    others = sorted(tailles.keys() - set(few), key=lambda t: (tailles[t], t))
    while sum(tailles[territoire] for territoire in few) < minimum:
        few.append(others.pop(0))
    under = tuple(sorted(set().union(*(regions[territoire] for territoire in few))))
    kept = tuple(groupe for groupe in GROUPES if groupe.code not in few)
    return Regroupement(millesime, (Groupe(AUTRES, "Autres territoires", under), *kept))


def get_region(lieu: Lieu) -> str:
    return lieu.region or SANS_REGION


@dataclass(frozen=True)
class Territoires:
    """`membres`: the dispositifs of each node of the axis, itself for a dispositif."""

    regroupement: Regroupement
    lieux: Mapping[str, Lieu]
    membres: Mapping[str, tuple[str, ...]]

    def make_axe(self, niveau: str) -> Axe:
        """Down to this level, that of the départements left out when it is not named."""
        if niveau == DISPOSITIF:
            chemins = {cle: self._get_chemin(lieu) for cle, lieu in self.lieux.items()}
            return build_axe(chemins, self.regroupement, minimum=1, code=AXE)
        sommes = [Somme(NATION, tuple(sorted(n for n in self.membres if self.get_niveau(n) == REGION)))]
        return Axe(AXE, tuple(sommes))

    def _get_chemin(self, lieu: Lieu) -> Sequence[str]:
        return (get_region(lieu), lieu.departement) if lieu.departement else (get_region(lieu),)

    def get_niveau(self, noeud: str) -> str:
        if noeud == NATION:
            return FRANCE
        return DISPOSITIF if noeud in self.lieux else DEPARTEMENT if "/" in noeud else REGION

    def find(self, niveau: str, territoire: str) -> str | None:
        """The node of a printed territory: None when it is not of this release (a region that is grouped)."""
        if niveau == REGION:
            code = self.regroupement.get_territoire(territoire)
            return territoire if code == territoire and territoire in self.membres else None
        if niveau == DEPARTEMENT:
            return next((n for n in self.membres if n.endswith(f"/{territoire}")), None)
        if niveau == DISPOSITIF:
            return territoire if territoire in self.membres else None
        return NATION


def list_distinctes(catalogue: Catalogue) -> frozenset[str]:
    """The codes of what no sum gives, with the rates made of it."""
    seules = {mesure.code for mesures in catalogue.distinctes.values() for mesure in mesures}
    taux = {
        code
        for code, mesure in catalogue.mesures.items()
        if isinstance(mesure, Taux) and seules & {mesure.numerateur.code, mesure.denominateur.code}
    }
    return frozenset(seules | taux)


def make_territoires(lieux: Mapping[str, Lieu], *, millesime: int, minimum: int) -> Territoires:
    regroupement = make_regroupement(lieux, millesime=millesime, minimum=minimum)
    membres: dict[str, list[str]] = {}
    for cle in sorted(lieux):
        lieu = lieux[cle]
        territoire = regroupement.get_territoire(get_region(lieu))
        noeuds = [NATION, territoire, cle]
        if lieu.departement:
            noeuds.append(f"{territoire}/{lieu.departement}")
        for noeud in noeuds:
            membres.setdefault(noeud, []).append(cle)
    return Territoires(regroupement, lieux, {noeud: tuple(found) for noeud, found in membres.items()})


def regroup(consolidation: Consolidation, *, minimum: int) -> Consolidation:
    """The same figures with the regions grouped: what a release prints. A group stands where its regions stood."""
    regroupement = make_regroupement(consolidation.lieux, millesime=consolidation.millesime, minimum=minimum)
    lieux = {
        cle: replace(lieu, region=regroupement.get_territoire(get_region(lieu)))
        for cle, lieu in consolidation.lieux.items()
    }
    own = [cellule for cellule in consolidation.cellules if cellule.niveau == DISPOSITIF]
    seules = list_distinctes(consolidation.catalogue)
    additives = [cellule for cellule in own if cellule.code not in seules]
    alone = {get_region(lieu) for lieu in consolidation.lieux.values()} & {lieu.region for lieu in lieux.values()}
    above = {cle: lieu.region for cle, lieu in lieux.items() if lieu.region != SANS_REGION}
    found: list[Cellule] = []
    for niveau in NIVEAUX:
        if niveau == REGION:
            found += add_up(additives, niveau=REGION, territoires=above)
            # What no sum gives is known of the regions that stand alone; of a group, nobody counted it.
            found += [
                c for c in consolidation.cellules if c.niveau == REGION and c.code in seules and c.territoire in alone
            ]
        else:
            found += [cellule for cellule in consolidation.cellules if cellule.niveau == niveau]
    noms = dict(consolidation.noms) | {groupe.code: groupe.libelle for groupe in regroupement.groupes}
    return replace(consolidation, cellules=found, lieux=lieux, noms=noms)
