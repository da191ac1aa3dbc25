"""Is a commune covered? Three answers, never two: « not declared » is not « not covered » (domaine 04 § 17)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from maillage.reseau.nomenclatures import Couverture, NatureTerritoire
from maillage.socle.dates import is_active


@dataclass(frozen=True, slots=True)
class Declaration:
    """One line of a declared territory: a commune or an EPCI (or EPT), never both."""

    nature: NatureTerritoire
    du: date
    au: date | None = None
    commune: str = ""
    epci: str = ""


@dataclass(frozen=True, slots=True)
class Perimetre:
    """A dispositif that could work in the commune, and what it declared. `du` None: open since nobody knows when."""

    declarations: Sequence[Declaration]
    du: date | None = None
    au: date | None = None

    def is_ouvert(self, *, on: date) -> bool:
        return is_active(self.du or date.min, self.au, on=on)


def find_couverture(
    perimetres: Iterable[Perimetre], *, commune: str, epcis: frozenset[str], on: date, is_recense: bool
) -> Couverture:
    """K_d(c, t): the answer for one commune, one type of dispositif and one day.

    `perimetres`: every dispositif of the type that may work there (same region, or region unknown). `epcis`: the EPCI
    and EPT of the commune on that day. `is_recense`: the directory claims to list every dispositif of the type.
    Covered as soon as one open dispositif declares the commune. Not covered only when the list is complete and every
    open dispositif has declared its territory, the commune out of it. Otherwise nothing can be concluded.
    """
    ouverts = [p for p in perimetres if p.is_ouvert(on=on)]
    answers = {_read(p, commune=commune, epcis=epcis, on=on) for p in ouverts}
    if Couverture.COUVERT in answers:
        return Couverture.COUVERT
    if is_recense and answers == {Couverture.NON_COUVERT}:
        return Couverture.NON_COUVERT
    return Couverture.NON_RENSEIGNE


def _read(perimetre: Perimetre, *, commune: str, epcis: frozenset[str], on: date) -> Couverture:
    """One dispositif's own answer. What it says of the commune itself wins over what it says of its EPCI."""
    actives = [d for d in perimetre.declarations if is_active(d.du, d.au, on=on)]
    if not actives:
        return Couverture.NON_RENSEIGNE
    precise = [d for d in actives if d.commune == commune]
    if precise:
        excluded = all(d.nature is NatureTerritoire.EXCLU for d in precise)
        return Couverture.NON_COUVERT if excluded else Couverture.COUVERT
    if any(d.epci in epcis for d in actives if d.epci):
        return Couverture.COUVERT
    # Saying only where one does not work does not say where one works.
    only_excluded = all(d.nature is NatureTerritoire.EXCLU for d in actives)
    return Couverture.NON_RENSEIGNE if only_excluded else Couverture.NON_COUVERT
