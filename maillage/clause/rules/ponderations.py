"""What the weight of insertion does to the ranking of offers: a help to choose it, before any offer is opened."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from maillage.socle.typographie import write_nombre

SUR = Decimal(20)
CENTIEME = Decimal("0.01")


class OffreRefusee(ValueError):
    """An offer that cannot be scored; the sentence says which and why."""


@dataclass(frozen=True, slots=True)
class Offre:
    """`insertion`, `technique`: scores out of twenty, as the buyer would give them."""

    nom: str
    prix: Decimal
    insertion: Decimal
    technique: Decimal = Decimal(0)

    def __post_init__(self) -> None:
        if self.prix <= 0:
            raise OffreRefusee(f"« {self.nom} » : le prix doit dépasser zéro, les notes de prix s’y comparent.")
        for note in (self.insertion, self.technique):
            if not 0 <= note <= SUR:
                raise OffreRefusee(f"« {self.nom} » : une note va de 0 à 20 (lu : {write_nombre(note)}).")


@dataclass(frozen=True, slots=True)
class Poids:
    """Of a hundred: what is neither price nor technique goes to insertion."""

    insertion: Decimal
    technique: Decimal = Decimal(0)

    def __post_init__(self) -> None:
        if not 0 <= self.insertion <= 100 or not 0 <= self.technique <= 100 or self.insertion + self.technique > 100:
            raise OffreRefusee(
                f"Insertion {write_nombre(self.insertion)} et technique {write_nombre(self.technique)} : "
                "les poids ne dépassent pas cent, le reste va au prix."
            )

    @property
    def prix(self) -> Decimal:
        return 100 - self.insertion - self.technique


@dataclass(frozen=True, slots=True)
class Rang:
    """`rang`: two offers of one total share it."""

    offre: Offre
    rang: int
    prix: Decimal
    total: Decimal


def score_prix(prix: Decimal, *, plus_bas: Decimal) -> Decimal:
    """The usual score: the lowest price has 20, the others in proportion."""
    return plus_bas / prix * SUR


def rank_offres(offres: Sequence[Offre], poids: Poids) -> list[Rang]:
    """The best first, out of twenty."""
    if not offres:
        return []
    plus_bas = min(offre.prix for offre in offres)
    scored = []
    for offre in offres:
        prix = score_prix(offre.prix, plus_bas=plus_bas)
        total = (prix * poids.prix + offre.technique * poids.technique + offre.insertion * poids.insertion) / 100
        scored.append((offre, _round(prix), _round(total)))
    scored.sort(key=lambda item: (-item[2], item[0].prix, item[0].nom))
    return [
        Rang(offre, 1 + sum(1 for _, _, other in scored if other > total), prix, total) for offre, prix, total in scored
    ]


def find_bascule(offres: Sequence[Offre], poids: Sequence[Poids]) -> str:
    """In words: does the first change between these weights?"""
    premiers = [(p, [r.offre.nom for r in rank_offres(offres, p) if r.rang == 1]) for p in poids]
    if not offres:
        return ""
    noms = {tuple(nom) for _, nom in premiers}
    if len(noms) == 1:
        return f"Avec ces poids, « {premiers[0][1][0]} » reste en tête : l’insertion ne change pas le premier."
    told = " ; ".join(f"{write_nombre(p.insertion)} % : {' et '.join(nom)}" for p, nom in premiers)
    return f"L’offre en tête change avec le poids de l’insertion ({told})."


def _round(value: Decimal) -> Decimal:
    return value.quantize(CENTIEME, ROUND_HALF_UP)
