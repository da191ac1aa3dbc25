"""What missing answers do to a figure: between which bounds it lies, what a correction would bring. Pure.

Nothing is imputed: a bound is what the figure would be if every missing answer were the same (domaine 01 § 15, I-30).
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from maillage.consolidation.direct.nomenclatures import Description, Etat
from maillage.indicateurs.valeurs import round_half_up
from maillage.socle.typographie import write_nombre, write_pourcentage

VOYELLES = "aâeéèêiîoôuûh"


@dataclass(frozen=True, slots=True)
class Doute:
    """Rows of which it is not known where they belong.

    `certains`: in the base for sure once known, perhaps above the line. `dedans`: in the base already.
    `au_dessus`, `en_dessous`: in the base or not; those of the former are then counted, those of the latter are not.
    """

    certains: int = 0
    dedans: int = 0
    au_dessus: int = 0
    en_dessous: int = 0

    @property
    def is_vide(self) -> bool:
        return not (self.certains or self.dedans or self.au_dessus or self.en_dessous)


@dataclass(frozen=True, slots=True)
class Bornes:
    """Exact, before any rounding."""

    bas: Fraction
    haut: Fraction


def find_bornes(numerateur: int, base: int, doute: Doute) -> Bornes | None:
    """The lowest and the highest rate that the missing answers allow; None where nobody would be in the base."""
    low = base + doute.certains + doute.en_dessous
    high = base + doute.certains + doute.au_dessus
    if not low or not high:
        return None
    return Bornes(
        Fraction(numerateur, low),
        Fraction(numerateur + doute.certains + doute.dedans + doute.au_dessus, high),
    )


def find_etat(*, is_fige: bool, is_su: bool, is_sans_objet: bool, is_refus: bool) -> Etat:
    """What can be done of one missing answer. What is known since settles a refusal of before."""
    if is_sans_objet:
        return Etat.SANS_OBJET
    if is_fige:
        return Etat.FIGE
    if is_su:
        return Etat.A_REPORTER
    return Etat.REFUS if is_refus else Etat.A_COMPLETER


@dataclass(frozen=True, slots=True)
class Effet:
    """Of one answer asked of `univers` rows, or of what they add up to: how much lacks it, how much of that can still be mended.

    `reponses`: how many answers that is.
    """

    manquants: int
    corrigeables: int
    univers: int
    reponses: int
    diviseur: Decimal = Decimal(1)

    @property
    def avant(self) -> Fraction:
        return Fraction(self.manquants, self.univers) if self.univers else Fraction(0)

    @property
    def apres(self) -> Fraction:
        return Fraction(self.manquants - self.corrigeables, self.univers) if self.univers else Fraction(0)

    @property
    def gain(self) -> Fraction:
        """How much of the doubt goes: the width between the bounds of a share is the rate of non-answer."""
        return self.avant - self.apres

    def divide(self, poids: int) -> Decimal:
        """As it is read: hours, not the hundredths they are counted in."""
        return round_half_up(poids / self.diviseur, 0)

    def write(self, poids: int) -> str:
        return write_nombre(self.divide(poids))

    def write_avant(self) -> str:
        return _write_taux(self.avant)

    def write_apres(self) -> str:
        return _write_taux(self.apres)


def write_effet(description: Description, effet: Effet, *, base: str) -> str:
    """« Entrées : 14 sans réponse sur 78. Si ces 12 niveaux étaient renseignés, le taux de non-réponse passerait de 18 % à 3 %. »"""
    debut = (
        f"{base[:1].upper()}{base[1:]} : {effet.write(effet.manquants)} sans réponse sur {effet.write(effet.univers)}."
    )
    if not effet.reponses:
        return f"{debut} Aucune de ces réponses ne peut plus être donnée."
    taux = f"le taux de non-réponse passerait de {effet.write_avant()} à {effet.write_apres()}"
    e = "e" if description.is_feminin else ""
    if effet.reponses == 1:
        ce = "cette" if description.is_feminin else "cet" if description.singulier[0] in VOYELLES else "ce"
        return f"{debut} Si {ce} {description.singulier} était renseigné{e}, {taux}."
    return f"{debut} Si ces {write_nombre(effet.reponses)} {description.pluriel} étaient renseigné{e}s, {taux}."


def write_bornes(bornes: Bornes, decimales: int = 0) -> str:
    """« de 51 % à 69 % »; bounds that read the same say so. `decimales`: those of the figure they bound."""
    bas, haut = _write_taux(bornes.bas, decimales), _write_taux(bornes.haut, decimales)
    return f"de {bas} à {haut}" if bas != haut else f"autour de {bas}"


def _write_taux(taux: Fraction, decimales: int = 0) -> str:
    """A rate that is neither nothing nor everything is not rounded to it."""
    pas = Fraction(1, 100 * 10**decimales)
    if 0 < taux < pas / 2:
        return f"moins de {_write_part(pas, decimales)}"
    if 1 - pas / 2 <= taux < 1:
        return f"plus de {_write_part(1 - pas, decimales)}"
    return _write_part(taux, decimales)


def _write_part(taux: Fraction, decimales: int) -> str:
    return write_pourcentage(Decimal(taux.numerator) / taux.denominator, decimales)


def find_millesime(faites: Collection[int], *, today: date) -> int:
    """The year to deposit: the last one over, until the dispositif has closed it, or deposited it."""
    return today.year if today.year - 1 in faites else today.year - 1
