"""The network: its regions and their départements, each counted at its own level, and what adding up would have said (R10)."""

from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from maillage.clause.rules.activite.comptages import count, list_parts_petites
from maillage.clause.rules.activite.faits import Comptes, Faits, LigneAgregee, LigneComptee
from maillage.clause.rules.activite.secret import Case, Masque, Seuils, mask, merge
from maillage.clause.rules.activite.valeurs import Annee, Cachees
from maillage.clause.rules.postes import Periode

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Lieu:
    """Where a structure stands: codes, empty when nobody said."""

    region: str
    departement: str


@dataclass(frozen=True, slots=True)
class Maille:
    """A territory. `structures`: those that exist there; `contributrices`: those of whom something is counted."""

    code: str
    comptes: Comptes
    structures: int
    contributrices: int
    is_masque: bool


@dataclass(frozen=True, slots=True)
class Ecart:
    """R10. `is_additif`: what may be added up, and then says the same. None: hidden."""

    libelle: str
    reseau: Decimal | None
    somme: Decimal | None
    is_additif: bool = False

    @property
    def ecart(self) -> Decimal | None:
        return None if self.somme is None or self.reseau is None else self.somme - self.reseau


@dataclass(frozen=True, slots=True)
class Reseau:
    """`departements`: by region. `ecarts`: of the whole; those of a region are asked of `list_ecarts`."""

    total: Maille
    annee: Annee
    avant: Annee
    regions: Sequence[Maille]
    departements: Mapping[str, Sequence[Maille]]
    par_structure: Mapping[Hashable, Comptes]
    lieux: Mapping[Hashable, Lieu]

    def list_ecarts(self, region: str | None = None) -> list[Ecart]:
        maille = self.total if region is None else next(one for one in self.regions if one.code == region)
        mine = [self.par_structure[cle] for cle, lieu in self.lieux.items() if region in (None, lieu.region)]
        return list_ecarts(maille.comptes, mine, is_masque=maille.is_masque)


def build_reseau(
    faits: Faits, lieux: Mapping[Hashable, Lieu], *, periode: Periode, avant: Periode, seuils: Seuils
) -> Reseau:
    """Every distinct count is made at the level asked: four passes over the facts, whatever the territories."""
    parts = faits.split()
    par_structure = {cle: count(parts[cle], periode) for cle in lieux}
    contributrices = {cle for cle, comptes in par_structure.items() if is_contributrice(comptes)}
    regions = _group(lieux, lambda lieu: (lieu.region,))
    departements = _group(lieux, lambda lieu: (lieu.region, lieu.departement))
    masque = _mask(parts, departements, periode, seuils)

    def build(code: str, cles: Sequence[Hashable], *, is_masque: bool) -> Maille:
        comptes = count(Faits.join(parts[cle] for cle in cles), periode)
        return Maille(code, comptes, len(cles), len(contributrices.intersection(cles)), is_masque)

    total = build("", list(lieux), is_masque=masque.is_total)
    is_avant_petit = make_case(ligne for ligne in faits.lignes if ligne.mois in avant).is_petite(seuils)
    return Reseau(
        total=total,
        annee=_build_annee(faits, parts, periode, seuils, total=total.comptes, is_masque=masque.is_total),
        avant=_build_annee(faits, parts, avant, seuils, total=count(faits, avant), is_masque=is_avant_petit),
        regions=[build(region, cles, is_masque=region in masque.regions) for (region,), cles in regions.items()],
        departements={
            region: [
                build(code, cles, is_masque=(region, code) in masque.departements)
                for (one, code), cles in departements.items()
                if one == region
            ]
            for (region,) in regions
        },
        par_structure=par_structure,
        lieux=lieux,
    )


def _build_annee(
    faits: Faits, parts: Mapping[Hashable, Faits], periode: Periode, seuils: Seuils, *, total: Comptes, is_masque: bool
) -> Annee:
    """The ratios are made on the structures that declared a post in that year."""
    tenues = [cle for cle, part in parts.items() if any(poste.count_jours(periode) for poste in part.postes)]
    cachees = Cachees(
        is_masque,
        is_postes_petit(parts, tenues, periode, seuils),
        is_agreges_petit(faits.agreges, periode, seuils),
        list_parts_petites(total, seuil=seuils.personnes),
    )
    return Annee(total, count(Faits.join(parts[cle] for cle in tenues), periode), cachees)


def is_contributrice(comptes: Comptes) -> bool:
    """Something of its own is counted: validated hours, or a lot under way."""
    return bool(comptes.heures or comptes.lots)


def _group(
    lieux: Mapping[Hashable, Lieu], cle: Callable[[Lieu], tuple[str, ...]]
) -> dict[tuple[str, ...], list[Hashable]]:
    found: dict[tuple[str, ...], list[Hashable]] = {}
    for structure, lieu in lieux.items():
        found.setdefault(cle(lieu), []).append(structure)
    return found


def _mask(
    parts: Mapping[Hashable, Faits],
    departements: Mapping[tuple[str, ...], Sequence[Hashable]],
    periode: Periode,
    seuils: Seuils,
) -> Masque:
    cases: dict[str, dict[str, Case]] = {}
    for (region, departement), cles in departements.items():
        lignes = [ligne for cle in cles for ligne in parts[cle].lignes if ligne.mois in periode]
        cases.setdefault(region, {})[departement] = make_case(lignes)
    return mask(cases, seuils)


def is_postes_petit(
    parts: Mapping[Hashable, Faits], tenues: Collection[Hashable], periode: Periode, seuils: Seuils
) -> bool:
    """Of the structures that declared a post, or of the others."""
    cases = {cle: make_case(ligne for ligne in part.lignes if ligne.mois in periode) for cle, part in parts.items()}
    return any(
        merge(case for cle, case in cases.items() if (cle in tenues) is is_tenue).is_petite(seuils)
        for is_tenue in (True, False)
    )


def make_case(lignes: Iterable[LigneComptee]) -> Case:
    """A person counts when what is left of their hours, corrections made, is more than none."""
    personnes: dict[Hashable, Decimal] = {}
    heures: dict[Hashable, Decimal] = {}
    for ligne in lignes:
        personnes[ligne.personne] = personnes.get(ligne.personne, ZERO) + ligne.heures
        heures[ligne.structure] = heures.get(ligne.structure, ZERO) + ligne.heures
    return Case(frozenset(cle for cle, total in personnes.items() if total > 0), heures)


def is_agreges_petit(lignes: Iterable[LigneAgregee], periode: Periode, seuils: Seuils) -> bool:
    """Who they are is not known: of each structure, as many people as it declared at most in a month of a lot."""
    heures: dict[Hashable, Decimal] = {}
    effectifs: dict[Hashable, int] = {}
    for ligne in lignes:
        if ligne.mois in periode:
            heures[ligne.externe] = heures.get(ligne.externe, ZERO) + ligne.heures
            effectifs[ligne.externe] = max(effectifs.get(ligne.externe, 0), ligne.participants)
    personnes = frozenset((externe, rang) for externe, combien in effectifs.items() for rang in range(combien))
    return Case(personnes, heures).is_petite(seuils)


def list_ecarts(reseau: Comptes, structures: Iterable[Comptes], *, is_masque: bool) -> list[Ecart]:
    """What the structures say, added up, less what is counted once."""
    mine = list(structures)
    return [
        Ecart(
            libelle,
            None if is_masque and is_personnes else Decimal(read(reseau)),
            None if is_masque and is_personnes else sum((Decimal(read(one)) for one in mine), ZERO),
            is_additif,
        )
        for libelle, read, is_personnes, is_additif in COMPTES
    ]


COMPTES: Sequence[tuple[str, Callable[[Comptes], Decimal | int], bool, bool]] = (
    ("Heures validées", lambda c: c.heures, True, True),
    ("Personnes employées", lambda c: c.participants, True, False),
    ("Contrats actifs", lambda c: c.contrats_actifs, True, False),
    ("Marchés en cours", lambda c: c.marches, False, False),
    ("Donneurs d’ordre", lambda c: c.donneurs, False, False),
    ("Maîtres d’ouvrage", lambda c: c.maitres_ouvrage, False, False),
    ("Entreprises engagées", lambda c: c.entreprises, False, False),
    ("Opérations en cours", lambda c: c.operations, False, False),
)
