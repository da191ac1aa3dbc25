"""Who they are on the day they enter: P-1 to P-5. Each share stands alone; together they may exceed a hundred."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from maillage.parcours.rules.indicateurs.faits import ParcoursCompte, Profil
from maillage.parcours.rules.indicateurs.flux import list_comptes
from maillage.parcours.rules.indicateurs.nombres import Part, Periode, count_part, share_part
from maillage.participants.nomenclatures.niveaux import Niveau
from maillage.participants.rules.niveaux import is_peu_ou_pas_qualifie

TRANCHES: tuple[tuple[str, int, int], ...] = (
    ("Moins de 26 ans", 0, 25),
    ("26 à 44 ans", 26, 44),
    ("45 ans et plus", 45, 999),
)
DETAIL_45: tuple[tuple[str, int, int], ...] = (
    ("45 à 54 ans", 45, 54),
    ("55 à 59 ans", 55, 59),
    ("60 ans et plus", 60, 999),
)


@dataclass(frozen=True, slots=True)
class ProfilDuGroupe:
    """`ages`: the three bands of the report; `ages_detail`: those past forty-five, on the same base."""

    effectif: int
    femmes: Part
    ages: dict[str, Part]
    ages_detail: dict[str, Part]
    peu_qualifies: Part
    brsa: Part
    deld: Part
    boeth: Part
    qpv: Part


def describe_entrees(faits: Iterable[ParcoursCompte], periode: Periode) -> ProfilDuGroupe:
    """P-1 to P-4."""
    return describe([fait.profil for fait in list_comptes(faits) if fait.entree in periode])


def describe_accompagnes(faits: Iterable[ParcoursCompte], periode: Periode) -> ProfilDuGroupe:
    """P-5: one profile per person, that of their last entry; beside the entries, never instead of them."""
    last: dict[int, ParcoursCompte] = {}
    for fait in list_comptes(faits):
        if fait.is_ouvert_pendant(periode):
            known = last.get(fait.personne)
            if known is None or (fait.entree, fait.cle) > (known.entree, known.cle):
                last[fait.personne] = fait
    return describe([fait.profil for fait in last.values()])


def describe(profils: list[Profil]) -> ProfilDuGroupe:
    ages = Counter(profil.age for profil in profils)
    return ProfilDuGroupe(
        effectif=len(profils),
        femmes=count_part(profil.is_femme for profil in profils),
        ages=_share_ages(ages, TRANCHES),
        ages_detail=_share_ages(ages, DETAIL_45),
        peu_qualifies=share_part(
            Counter(profil.niveau for profil in profils), lambda niveau: is_peu_ou_pas_qualifie(Niveau(niveau))
        ),
        brsa=count_part(profil.brsa for profil in profils),
        deld=count_part(profil.deld for profil in profils),
        boeth=count_part(profil.boeth for profil in profils),
        qpv=count_part(profil.qpv for profil in profils),
    )


def _share_ages(ages: Counter[int | None], tranches: tuple[tuple[str, int, int], ...]) -> dict[str, Part]:
    return {nom: share_part(ages, range(low, high + 1).__contains__) for nom, low, high in tranches}
