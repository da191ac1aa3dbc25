"""Who was followed, who came in, who left and how: I-1 to I-10, T-1 to T-9."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from maillage.parcours.nomenclatures.sorties import TYPES, Cause, Classe
from maillage.parcours.rules.indicateurs.faits import ParcoursCompte, Profil
from maillage.parcours.rules.indicateurs.nombres import Part, Periode
from maillage.participants.nomenclatures.niveaux import Groupe, Niveau
from maillage.participants.rules.niveaux import get_groupe


def list_comptes(faits: Iterable[ParcoursCompte]) -> list[ParcoursCompte]:
    """What was opened by mistake or twice counts nowhere."""
    return [fait for fait in faits if not fait.is_erreur]


def count_accompagnes(faits: Iterable[ParcoursCompte], periode: Periode) -> int:
    """I-1: persons, not parcours."""
    return len({fait.personne for fait in list_comptes(faits) if fait.is_ouvert_pendant(periode)})


def count_entrees(faits: Iterable[ParcoursCompte], periode: Periode) -> int:
    """I-2: parcours, not persons."""
    return sum(fait.entree in periode for fait in list_comptes(faits))


def count_stock(faits: Iterable[ParcoursCompte], on: date) -> int:
    """I-3."""
    return sum(fait.is_ouvert_le(on) for fait in list_comptes(faits))


def list_sorties(faits: Iterable[ParcoursCompte], periode: Periode) -> list[ParcoursCompte]:
    return [fait for fait in list_comptes(faits) if fait.type_sortie and fait.sortie in periode]


@dataclass(frozen=True, slots=True)
class Sorties:
    """The exits of a period by what they are; every rate on exits comes from here (I-4 to I-10, T-1 to T-8)."""

    emploi: int = 0
    formation: int = 0
    autres_positives: int = 0
    abandons: int = 0
    neutralisees: int = 0
    autres: int = 0

    @property
    def positives(self) -> int:
        return self.emploi + self.formation + self.autres_positives

    @property
    def sans_suite(self) -> int:
        return self.abandons + self.neutralisees + self.autres

    @property
    def total(self) -> int:
        return self.positives + self.sans_suite

    @property
    def taux(self) -> Part:
        """T-1."""
        return Part(self.positives, self.total)

    @property
    def taux_neutralise(self) -> Part:
        """T-2, the national formula: moves, deaths and retirements leave the base, nothing else does."""
        return Part(self.positives, self.total - self.neutralisees)

    def compute_sur_entrees(self, entrees: int) -> Part:
        """T-3: a ratio of flows, not a rate of success."""
        return Part(self.positives, entrees)

    @property
    def part_emploi(self) -> Part:
        """T-4."""
        return Part(self.emploi, self.positives)

    @property
    def part_formation(self) -> Part:
        """T-5."""
        return Part(self.formation, self.positives)

    @property
    def emploi_sur_sorties(self) -> Part:
        """T-6, beside the 42 % of the objective."""
        return Part(self.emploi, self.total)

    @property
    def formation_sur_sorties(self) -> Part:
        """T-6, beside the 8 % of the objective."""
        return Part(self.formation, self.total)

    def list_causes(self, base: int) -> dict[Cause, Part]:
        counts = {Cause.ABANDON: self.abandons, Cause.NEUTRE: self.neutralisees, Cause.AUTRE: self.autres}
        return {cause: Part(count, base) for cause, count in counts.items()}

    @property
    def causes(self) -> dict[Cause, Part]:
        """T-7: out of those without sequel."""
        return self.list_causes(self.sans_suite)

    @property
    def causes_sur_sorties(self) -> dict[Cause, Part]:
        """T-8: out of all exits."""
        return self.list_causes(self.total)


CHAMPS: dict[Classe, str] = {
    Classe.EMPLOI_DURABLE: "emploi", Classe.FORMATION: "formation", Classe.AUTRE_POSITIVE: "autres_positives",
}  # fmt: skip
CHAMPS_DES_CAUSES: dict[Cause, str] = {
    Cause.ABANDON: "abandons", Cause.NEUTRE: "neutralisees", Cause.AUTRE: "autres",
}  # fmt: skip


def count_sorties(faits: Iterable[ParcoursCompte], periode: Periode) -> Sorties:
    return classify_sorties(Counter(fait.type_sortie for fait in list_sorties(faits, periode)))


def classify_sorties(types: Mapping[str, int]) -> Sorties:
    """How many of each type."""
    counts = dict.fromkeys((*CHAMPS.values(), *CHAMPS_DES_CAUSES.values()), 0)
    for type, nombre in types.items():
        definition = TYPES[type]
        counts[CHAMPS_DES_CAUSES[definition.cause] if definition.cause else CHAMPS[definition.classe]] += nombre
    return Sorties(**counts)


@dataclass(frozen=True, slots=True)
class FluxAnnuel:
    """I-2, and the exits, of one year."""

    entrees: int
    sorties: Sorties


def _is_groupe(groupe: Groupe) -> Callable[[Profil], bool | None]:
    def check(profil: Profil) -> bool | None:
        return None if profil.niveau is None else get_groupe(Niveau(profil.niveau)) is groupe

    return check


def _is_homme(profil: Profil) -> bool | None:
    return None if profil.is_femme is None else not profil.is_femme


PUBLICS: dict[str, Callable[[Profil], bool | None]] = {
    "Femmes": lambda profil: profil.is_femme,
    "Hommes": _is_homme,
    "Demandeurs d’emploi de longue durée": lambda profil: profil.deld,
    "Bénéficiaires du RSA": lambda profil: profil.brsa,
    "Sans qualification": _is_groupe(Groupe.SANS_QUALIFICATION),
    "Peu qualifiés": _is_groupe(Groupe.PEU_QUALIFIE),
    "Qualifiés": _is_groupe(Groupe.QUALIFIE),
}


def compute_taux_par_public(faits: Iterable[ParcoursCompte], periode: Periode) -> dict[str, Part]:
    """T-9: each public out of its own exits, by its status at entry; not neutralised. The shares overlap."""
    sorties = [(fait.profil, fait.is_positif) for fait in list_sorties(faits, periode)]
    found = {}
    for nom, belongs in PUBLICS.items():
        answers = [(belongs(profil), is_positif) for profil, is_positif in sorties]
        known = [is_positif for answer, is_positif in answers if answer]
        found[nom] = Part(sum(known), len(known), sum(answer is None for answer, _ in answers))
    return found
