"""The versions of a commitment: never overwritten, each in force from its day (domaine 02 § 4, F4, F5)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from maillage.clause.nomenclatures.engagements import Origine
from maillage.socle.typographie import write_nombre

CENTIEME = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Version:
    numero: int
    du: date
    heures: Decimal
    origine: Origine


def find_en_vigueur(versions: Sequence[Version], *, on: date) -> Version | None:
    """The last version begun on that day; of two begun the same day, the later number. None before the first."""
    begun = [version for version in versions if version.du <= on]
    return max(begun, key=lambda version: (version.du, version.numero), default=None)


def choose_engagement(*, exigees: Decimal, offertes: Decimal | None) -> Decimal:
    """With a clause and a criterion both, the contract binds to the higher of what was asked and what was offered.

    [to be confirmed by the network: no text read by the project settles it]
    """
    return exigees if offertes is None else max(exigees, offertes)


def check_version(versions: Sequence[Version], nouvelle: Version) -> str | None:
    """Why this version is refused; None if it stands."""
    if nouvelle.heures < 0:
        return f"Un engagement n’est pas négatif ({write_nombre(nouvelle.heures)} h)."
    if not versions:
        if nouvelle.origine is not Origine.INITIAL:
            return "Ce lot n’a pas encore d’engagement : commencez par l’engagement de départ."
        return None
    if nouvelle.origine is Origine.INITIAL:
        return "Ce lot a déjà son engagement de départ : ajoutez un avenant, une tranche, une reconduction ou un bon."
    last = max(versions, key=lambda version: version.numero)
    if last.origine is Origine.RESILIATION:
        return f"Ce lot est résilié depuis le {last.du:%d/%m/%Y} : son engagement ne change plus."
    if nouvelle.du < last.du:
        return (
            f"Cette version prendrait effet le {nouvelle.du:%d/%m/%Y}, avant la précédente ({last.du:%d/%m/%Y}) : "
            "ce qui a déjà été compté changerait. Datez-la au plus tôt du même jour."
        )
    return None


def propose_resiliation(heures: Decimal, *, debut: date, fin_prevue: date, resilie_le: date) -> Decimal:
    """The commitment in proportion of the days of the contract that ran, the day of the end not counted."""
    duree = (fin_prevue - debut).days
    courus = min(max((resilie_le - debut).days, 0), duree)
    return (heures * courus / duree).quantize(CENTIEME, ROUND_HALF_UP) if duree > 0 else heures
