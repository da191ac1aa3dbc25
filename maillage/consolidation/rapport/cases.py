"""One figure as it may be printed: value, count, base, those not known; and what is worked out from several."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from maillage.consolidation.rapport.nombres import TEXTES, Etat, Nombre, Role, Segment, say_libelle
from maillage.consolidation.rapport.secret import Voile
from maillage.indicateurs.cellules import Cellule, Cle
from maillage.indicateurs.mesures import AnyMesure, Somme, Taux
from maillage.indicateurs.valeurs import derive, derive_exacte, is_inconnue, round_half_up
from maillage.indicateurs.ventilations import LIBELLE_INCONNU, Publics, Ventilation
from maillage.socle.typographie import FINE, write_nombre

POURCENT = "%"
CENT = Decimal(100)


def write_valeur(valeur: Decimal, unite: str, decimales: int) -> str:
    """Units other than « % » are said by the sentence."""
    return write_nombre(valeur, decimales) + (f"{FINE}%" if unite == POURCENT else "")


@dataclass(frozen=True)
class Case:
    mesure: AnyMesure
    cellule: Cellule
    voile: Voile

    @property
    def cle(self) -> Cle:
        return self.cellule.cle

    @property
    def is_masquee(self) -> bool:
        return self.voile.figure

    @property
    def is_inconnue(self) -> bool:
        return is_inconnue(self.mesure, self.cellule)

    @property
    def etat(self) -> Etat:
        if self.is_masquee:
            return self.voile.etat
        return Etat.INCONNU if self.is_inconnue else Etat.MONTRE

    @property
    def libelle(self) -> Segment:
        """Of its modality."""
        return say_libelle(self.nom, name_modalite(self))

    @property
    def nom(self) -> str:
        for ventilation in self.mesure.ventilations:
            if ventilation.code == self.cellule.ventilation:
                return _name(ventilation, self.cellule.modalite)
        return self.mesure.libelle

    @property
    def exacte(self) -> Decimal | None:
        """Before rounding; None when it is not shown."""
        return None if self.is_masquee else derive_exacte(self.mesure, self.cellule)

    @property
    def valeur(self) -> Nombre:
        found = None if self.is_masquee else derive(self.mesure, self.cellule)
        if found is None:
            return self._hide(Role.VALEUR)
        texte = write_valeur(found, self.mesure.unite, self.mesure.decimales)
        return Nombre(texte, (self.cle,), Role.VALEUR, Etat.MONTRE, found)

    @property
    def effectif(self) -> Nombre:
        """The numerator of a rate, as a count or a total; of a total, itself."""
        if self.etat is not Etat.MONTRE:
            return self._hide(Role.EFFECTIF)
        terme = self.mesure if isinstance(self.mesure, Somme) else find_terme(self.mesure, "numerateur")
        return self._write(Role.EFFECTIF, self.cellule.numerateur, terme)

    @property
    def base(self) -> Nombre:
        """What it is out of; zero is shown, for it says why nothing is known."""
        if self.is_masquee:
            return self._hide(Role.BASE)
        return self._write(Role.BASE, self.cellule.base, find_terme(self.mesure, "denominateur"))

    @property
    def base_dite(self) -> Segment:
        """« entrées », « sorties hors déménagement, décès, retraite »; of a total, what its rows are."""
        if isinstance(self.mesure, Somme):
            return say_libelle(self.mesure.population.unite, self.mesure.code)
        compte = self.mesure.base if isinstance(self.mesure, Taux) else self.mesure.compte
        return say_libelle(compte.removeprefix("toutes les "), self.mesure.code)

    @property
    def non_reponse(self) -> Nombre:
        if self.voile.non_reponse:
            return write_tu(self.voile.etat, (self.cle,), Role.NON_REPONSE)
        return self._write(Role.NON_REPONSE, self.cellule.non_reponse)

    @property
    def part_non_reponse(self) -> Nombre:
        """Out of those known and not known together."""
        whole = self.cellule.base + self.cellule.non_reponse
        if self.voile.non_reponse or self.is_masquee:
            return write_tu(self.voile.etat, (self.cle,), Role.DERIVE)
        return divide(self.cellule.non_reponse, whole, (self.cle,))

    @property
    def renseignement(self) -> Decimal | None:
        """The share of answers known, when it may be told."""
        whole = self.cellule.base + self.cellule.non_reponse
        if not whole or self.voile.non_reponse or self.is_masquee:
            return None
        return Decimal(self.cellule.base) / whole

    def _write(self, role: Role, compte: int, terme: Somme | None = None) -> Nombre:
        """`terme`: the total that it is, whose unit and places it takes."""
        if terme is None:
            return Nombre(write_nombre(compte), (self.cle,), role, Etat.MONTRE, Decimal(compte))
        value = round_half_up(Decimal(compte) / terme.diviseur, terme.decimales)
        return Nombre(write_nombre(value, terme.decimales), (self.cle,), role, Etat.MONTRE, value)

    def _hide(self, role: Role) -> Nombre:
        return write_tu(self.etat if self.etat is not Etat.MONTRE else Etat.INCONNU, (self.cle,), role)


def write_tu(etat: Etat, cles: tuple[Cle, ...], role: Role) -> Nombre:
    return Nombre(TEXTES[etat], cles, role, etat)


def find_etat(cases: Iterable[Case]) -> Etat:
    """Why what several cells make together is not told: secrecy before the rest."""
    etats = {case.voile.etat for case in cases if case.is_masquee}
    return Etat.MASQUE if Etat.MASQUE in etats else Etat.INCOMPLET


def find_terme(mesure: AnyMesure, terme: str) -> Somme | None:
    """Cents of a full time are printed as full times; None for what is counted one by one."""
    found = getattr(mesure, terme, None)
    return found if isinstance(found, Somme) else None


def name_modalite(case: Case) -> str:
    return "|".join(part for part in (case.cellule.code, case.cellule.ventilation, case.cellule.modalite) if part)


def _name(ventilation: Ventilation | Publics, modalite: str) -> str:
    return ventilation.name(modalite) if modalite else LIBELLE_INCONNU


def divide(numerateur: int, base: int, cles: Sequence[Cle]) -> Nombre:
    """A share that no cell holds, from counts that are shown."""
    if not base:
        return write_tu(Etat.INCONNU, tuple(cles), Role.DERIVE)
    value = round_half_up(Decimal(numerateur) * 100 / base, 0)
    return Nombre(write_valeur(value, POURCENT, 0), tuple(cles), Role.DERIVE, Etat.MONTRE, value)


def add_effectifs(cases: Iterable[Case]) -> Nombre:
    """How many they are together; hidden as soon as one of them is."""
    listed = list(cases)
    cles = tuple(case.cle for case in listed)
    if any(case.is_masquee for case in listed):
        return write_tu(find_etat(listed), cles, Role.DERIVE)
    value = Decimal(sum(case.cellule.numerateur for case in listed))
    return Nombre(write_nombre(value), cles, Role.DERIVE, Etat.MONTRE, value)


def add_parts(cases: Iterable[Case]) -> Nombre:
    """The share of several modalities of one base, from their counts and not from rounded shares."""
    listed = list(cases)
    cles = tuple(case.cle for case in listed)
    if any(case.is_masquee for case in listed):
        return write_tu(find_etat(listed), cles, Role.DERIVE)
    return divide(sum(case.cellule.numerateur for case in listed), listed[0].cellule.base if listed else 0, cles)


def add_arrondis(cases: Iterable[Case]) -> Nombre | None:
    """What the printed shares make together; None when one of them is not shown."""
    listed = [case.valeur for case in cases]
    if not listed or any(not nombre.is_montre for nombre in listed):
        return None
    value = sum((nombre.valeur or Decimal(0) for nombre in listed), Decimal(0))
    cles = tuple(cle for nombre in listed for cle in nombre.cles)
    return Nombre(write_valeur(value, POURCENT, 0), cles, Role.DERIVE, Etat.MONTRE, value)


class Anterieure(Protocol):
    """A figure of another year, as it was printed."""

    @property
    def cle(self) -> Cle: ...

    @property
    def valeur(self) -> Nombre: ...


def subtract(now: Case, before: Anterieure) -> Nombre | None:
    """The difference of what is printed of two years, so that a reader finds it again; None when it cannot be told."""
    if now.mesure.version != before.cle[1]:
        return None  # another definition: not the same figure
    one, other = now.valeur, before.valeur
    if one.valeur is None or other.valeur is None:
        return None
    value = one.valeur - other.valeur
    cles = (now.cle, before.cle)
    return Nombre(write_nombre(abs(value), now.mesure.decimales), cles, Role.DERIVE, Etat.MONTRE, value)


def find_premier(cases: Sequence[Case]) -> Case | None:
    """The largest; nobody is named first as soon as one of them is hidden."""
    if not cases or any(case.is_masquee for case in cases):
        return None
    found = max(cases, key=lambda case: case.cellule.numerateur)
    return found if found.valeur.is_montre else None


def get_modalite(case: Case | None) -> str:
    return case.cellule.modalite if case else ""
