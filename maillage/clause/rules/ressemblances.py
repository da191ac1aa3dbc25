"""Files of two structures that may be one person though their keys differ (R9): shown to humans, never made one by itself."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, product

from maillage.clause.nomenclatures.ressemblances import AvisRessemblance, Conclusion
from maillage.participants.rules.identite import Identite, compare, list_cles
from maillage.socle.parametres import fixe

SEUIL = fixe(
    "points_doublon_probable", "Points à partir desquels deux dossiers de deux structures sont montrés comme doublon probable",
    "points sur 100", 80, "choix du projet : deux homonymes nés à des dates sans rapport n’y arrivent pas", a_confirmer=True,
)  # fmt: skip
SEXE = "sexe différent, ou pas renseigné partout"


@dataclass(frozen=True, slots=True)
class Fiche:
    """`participant`: the network's key; two files that have the same are already one."""

    cle: int
    structure: int
    identite: Identite
    sexe: str
    participant: str


@dataclass(frozen=True, slots=True)
class Paire:
    """`a` < `b`."""

    a: int
    b: int
    points: int
    raisons: tuple[str, ...]


def list_blocs(identite: Identite) -> set[str]:
    """What two files share when they are worth comparing: a name and a first name, or one of them and the date."""
    cles = list_cles(identite)
    noms, prenoms, jours = ({cle[2:] for cle in cles if cle[0] == kind} for kind in "npd")
    blocs = {"|".join(sorted(mots)) for mots in product(noms, prenoms)}
    return blocs | {f"{mot}|{jour}" for mot, jour in product(noms | prenoms, jours)}


def find_paires(fiches: Iterable[Fiche], *, seuil: int) -> list[Paire]:
    """Each pair once, whatever the order, of two structures only."""
    blocs: dict[str, list[Fiche]] = defaultdict(list)
    for fiche in fiches:
        for bloc in list_blocs(fiche.identite):
            blocs[bloc].append(fiche)
    seen: set[tuple[int, int]] = set()
    found = []
    for one, other in _list_couples(blocs.values()):
        a, b = sorted((one, other), key=lambda fiche: fiche.cle)
        if (a.cle, b.cle) in seen:
            continue
        seen.add((a.cle, b.cle))
        if (paire := _compare(a, b)) and paire.points >= seuil:
            found.append(paire)
    return sorted(found, key=lambda paire: (-paire.points, paire.a, paire.b))


def _list_couples(blocs: Iterable[Sequence[Fiche]]) -> Iterator[tuple[Fiche, Fiche]]:
    for members in blocs:
        for one, other in combinations(members, 2):
            if one.structure != other.structure and one.participant != other.participant:
                yield one, other


def _compare(a: Fiche, b: Fiche) -> Paire | None:
    read = compare(a.identite, b.identite)
    raisons = read.raisons if a.sexe == b.sexe else (*read.raisons, SEXE)
    return Paire(a.cle, b.cle, read.points, raisons)


def conclude(ici: AvisRessemblance | None, ailleurs: AvisRessemblance | None) -> Conclusion:
    said = {ici, ailleurs}
    if AvisRessemblance.AUTRE in said:
        return Conclusion.AUTRE
    return Conclusion.MEME if said == {AvisRessemblance.MEME} else Conclusion.EN_ATTENTE


def group(paires: Iterable[tuple[int, int]]) -> dict[int, int]:
    """By file, the smallest key among those that are the same person, step by step."""
    chefs: dict[int, int] = {}

    def find(cle: int) -> int:
        while chefs.setdefault(cle, cle) != cle:
            cle = chefs[cle]
        return cle

    for a, b in paires:
        one, other = sorted((find(a), find(b)))
        chefs[other] = one
    return {cle: find(cle) for cle in chefs}
