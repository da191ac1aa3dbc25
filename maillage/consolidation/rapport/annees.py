"""A year already published, as anybody reads it again: its figures, and the dispositifs that each territory adds up. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from maillage.consolidation.rapport.cases import Case, find_terme, write_valeur
from maillage.consolidation.rapport.nombres import INCONNU, MASQUE, Etat, Nombre, Role
from maillage.indicateurs.cellules import TOTAL, Cle
from maillage.indicateurs.mesures import AnyMesure
from maillage.indicateurs.valeurs import round_half_up
from maillage.socle.typographie import write_nombre

Ou = tuple[str, str]
Place = tuple[str, str, str, str, str]  # measure, level, territory, breakdown, modality


@dataclass(frozen=True)
class Perimetres:
    """`membres`: the dispositifs of each territory; `couverture`: how many of them tell each figure of it, by code, level, territory.

    `repondants`: by code, level, territory, those that told a figure which is asked of each, and which some do not tell.
    """

    membres: Mapping[Ou, frozenset[str]] = field(default_factory=dict)
    couverture: Mapping[tuple[str, str, str], int] = field(default_factory=dict)
    repondants: Mapping[tuple[str, str, str], frozenset[str]] = field(default_factory=dict)

    def list_entiers(self, code: str, ou: Ou) -> frozenset[str]:
        """Those a figure comes from; nobody when one of the territory did not tell it, unless who did is kept."""
        known = self.repondants.get((code, *ou))
        if known is not None:
            return known
        membres = self.membres.get(ou, frozenset())
        return membres if self.couverture.get((code, *ou)) == len(membres) else frozenset()

    def list_presents(self, code: str, ou: Ou) -> frozenset[str]:
        """Those that told it, or else those that are there."""
        return self.repondants.get((code, *ou), self.membres.get(ou, frozenset()))


@dataclass(frozen=True, slots=True)
class Lue:
    """A figure of the register. Hidden, it has no value."""

    version: int
    valeur: Decimal | None
    base: int | None
    is_masquee: bool = False


@dataclass(frozen=True, slots=True)
class CasePubliee:
    """What `Case` is to a figure counted now: the printed value, rounded as it was."""

    mesure: AnyMesure
    cle: Cle
    lue: Lue

    @property
    def valeur(self) -> Nombre:
        if self.lue.valeur is None:
            return self._hide(Role.VALEUR)
        value = round_half_up(self.lue.valeur, self.mesure.decimales)
        texte = write_valeur(value, self.mesure.unite, self.mesure.decimales)
        return Nombre(texte, (self.cle,), Role.VALEUR, Etat.MONTRE, value)

    @property
    def base(self) -> Nombre:
        if self.lue.base is None:
            return self._hide(Role.BASE)
        terme = find_terme(self.mesure, "denominateur")
        value = Decimal(self.lue.base)
        if terme is not None:
            value = round_half_up(value / terme.diviseur, terme.decimales)
        return Nombre(write_nombre(value), (self.cle,), Role.BASE, Etat.MONTRE, value)

    def _hide(self, role: Role) -> Nombre:
        if self.lue.is_masquee:
            return Nombre(MASQUE, (self.cle,), role, Etat.MASQUE)
        return Nombre(INCONNU, (self.cle,), role, Etat.INCONNU)


Imprimee = Case | CasePubliee


@dataclass(frozen=True)
class AnneePubliee:
    """Nothing of it is counted again: an evolution is told from what was printed."""

    millesime: int
    chiffres: Mapping[Place, Lue]
    perimetres: Perimetres = field(default_factory=Perimetres)

    def find_case(
        self, mesure: AnyMesure, ventilation: str = TOTAL, modalite: str = "", *, ou: Ou
    ) -> CasePubliee | None:
        lue = self.chiffres.get((mesure.code, *ou, ventilation, modalite))
        if lue is None:
            return None
        return CasePubliee(mesure, (mesure.code, lue.version, str(self.millesime), *ou, ventilation, modalite), lue)
