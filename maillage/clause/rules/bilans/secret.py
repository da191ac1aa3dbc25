"""Which cells of a bilan leave the service: those that tell of enough people, alone or with what its reader already holds.

What a reader learns by subtracting two bilans is a bilan of the lines they do not share: it obeys the same rule (R-69).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from maillage.clause.nomenclatures.bilans import Perimetre
from maillage.clause.nomenclatures.emplois import Profil
from maillage.clause.rules.bilans.faits import Contrat, Faits, Ligne, Societe, list_atomes, subtract
from maillage.clause.rules.bilans.mesures import Indicateur, Mesure, list_indicateurs
from maillage.clause.rules.bilans.periodes import Periode
from maillage.clause.rules.bilans.ventilations import Table, Ventilation, list_ventilations
from maillage.clause.rules.deductions import Atome, shows_somebody
from maillage.clause.rules.petits_effectifs import SEUIL, SEUIL_SENSIBLE, hide, is_part_petite, is_petite

SENSIBLES = frozenset({Profil.HANDICAP.value, Profil.QPV.value})
C = TypeVar("C")
V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Seuils:
    """`sensible`: for what tells of health or of a neighbourhood. A single commune has no other threshold."""

    courant: int
    sensible: int

    def choose(self, *, is_sensible: bool) -> int:
        return self.sensible if is_sensible else self.courant


def find_seuils(perimetre: Perimetre, *, on: date) -> Seuils:
    sensible = SEUIL_SENSIBLE.get(on=on).valeur
    return Seuils(sensible if perimetre is Perimetre.TERRITOIRE else SEUIL.get(on=on).valeur, sensible)


@dataclass(frozen=True, slots=True)
class Publie:
    """Something its reader already holds, as it was counted then. `lignes`: until its last day, from the very first.

    `is_cumul`: whether what was done since the beginning is shown too; `is_total`: nothing but its total is. None in
    `lignes`: nobody can tell any more.
    """

    libelle: str
    periode: Periode
    lignes: tuple[Ligne, ...] | None
    is_cumul: bool
    contrats: Mapping[int, Contrat]
    societes: Mapping[str, Societe]
    is_total: bool = False

    @property
    def dedans(self) -> tuple[Ligne, ...]:
        return tuple(ligne for ligne in self.lignes or () if ligne.mois in self.periode)


@dataclass(frozen=True, slots=True)
class Secret:
    """What is hidden: measures by their code, the ranks of cells and the bases of tables; and which earlier bilans ask it."""

    mesures: frozenset[str] = frozenset()
    cases: frozenset[tuple[str, str]] = frozenset()
    bases: frozenset[str] = frozenset()
    causes: tuple[str, ...] = ()

    def __or__(self, other: "Secret") -> "Secret":
        return Secret(self.mesures | other.mesures, self.cases | other.cases, self.bases | other.bases, self.causes)

    def __contains__(self, other: "Secret") -> bool:
        """Whether all that `other` hides is hidden here."""
        return other.mesures <= self.mesures and other.cases <= self.cases and other.bases <= self.bases


Mesures = Sequence[tuple[Indicateur, Mesure]]
Tables = Sequence[tuple[Ventilation, Table]]


def measure(faits: Faits) -> tuple[Mesures, Tables]:
    """Everything that is said of them."""
    return (
        [(indicateur, indicateur.compute(faits)) for indicateur in list_indicateurs(faits.perimetre)],
        [(ventilation, ventilation.build(faits)) for ventilation in list_ventilations(faits.perimetre)],
    )


def settle(faits: Faits, mesures: Mesures, tables: Tables, publies: Sequence[Publie], *, seuils: Seuils) -> Secret:
    """Its own small cells; those that an earlier bilan would give back; all of it when its very total would be."""
    found = _hide_petites(mesures, tables, seuils)
    causes = []
    for publie in publies:
        if publie.is_total:
            continue
        deduit = _deduce(faits, publie, seuils)
        if deduit not in found:
            causes.append(publie.libelle)
        found |= deduit
    if "HEURES" in found.mesures or _shows_total(faits, publies, seuils, is_cumul=False):
        if "HEURES" not in found.mesures:
            causes = causes or [publie.libelle for publie in publies]
        found |= _hide_tout(mesures, tables)
    elif _shows_total(faits, publies, seuils, is_cumul=True):
        found |= _hide_cumuls(mesures)
    return _complete(replace(found, causes=tuple(dict.fromkeys(causes))), tables, seuils)


def _hide_petites(mesures: Mesures, tables: Tables, seuils: Seuils) -> Secret:
    return Secret(
        frozenset(i.code for i, mesure in mesures if _is_mesure_petite(i, mesure, seuils)),
        frozenset((v.code, code) for v, table in tables for code in _list_petites(v, table, seuils)),
        frozenset(
            v.code for v, table in tables
            if not v.is_exclusive
            and (is_petite(table.tous, seuil=seuils.courant) or 0 < table.inconnus < seuils.courant)
        ),
    )  # fmt: skip


def _is_mesure_petite(indicateur: Indicateur, mesure: Mesure, seuils: Seuils) -> bool:
    seuil = seuils.choose(is_sensible=indicateur.is_sensible)
    if any(is_petite(ecart, seuil=seuils.courant) for ecart in mesure.ecarts):
        return True
    if mesure.personnes is None:
        return False
    return is_part_petite(mesure.personnes, mesure.personnes if mesure.tous is None else mesure.tous, seuil=seuil)


def _list_petites(ventilation: Ventilation, table: Table, seuils: Seuils) -> list[str]:
    if ventilation.is_exclusive:
        flags = hide([case.personnes for case in table.cases], seuil=seuils.courant)
        return [case.code for case, flag in zip(table.cases, flags, strict=True) if flag]
    return [
        case.code for case in table.cases
        if is_part_petite(case.personnes, table.tous, seuil=seuils.choose(is_sensible=case.code in SENSIBLES), is_sensible=True)
    ]  # fmt: skip


def _deduce(faits: Faits, publie: Publie, seuils: Seuils) -> Secret:
    """The bilan of what is in one and not in the other; nothing when they share no line."""
    if publie.lignes is None:
        return _hide_tout(*measure(faits))
    dedans = publie.dedans
    communes = {ligne.numero for ligne in dedans} & {ligne.numero for ligne in faits.lignes}
    if not communes:
        return Secret()
    contrats = {**publie.contrats, **faits.contrats}
    actifs = {ligne.contrat for ligne in dedans}
    signes = frozenset(cle for cle in actifs if contrats[cle].debut in publie.periode)
    reste = Faits(
        faits.perimetre, faits.periode, subtract(faits.lignes, dedans), contrats, {**publie.societes, **faits.societes},
        tuple(replace(lot, engagees=None) for lot in faits.lots), faits.signes ^ signes,
    )  # fmt: skip
    return _hide_petites(*measure(reste), seuils)


def _shows_total(faits: Faits, publies: Sequence[Publie], seuils: Seuils, *, is_cumul: bool) -> bool:
    """All the totals together, this one's last."""
    sommes = list_sommes(publies)
    sommes.append(faits.list_atomes(faits.lignes))
    if is_cumul:
        sommes.append(faits.list_atomes((*faits.anciennes, *faits.lignes)))
    return shows_somebody(sommes, seuil=seuils.courant)


def list_sommes(publies: Sequence[Publie]) -> list[list[Atome]]:
    """The totals that somebody holds, as lines."""
    sommes = []
    for publie in publies:
        sommes.append(list_atomes(publie.dedans, publie.contrats))
        if publie.is_cumul:
            sommes.append(list_atomes(publie.lignes or (), publie.contrats))
    return sommes


def _hide_tout(mesures: Mesures, tables: Tables) -> Secret:
    """All but what tells of nobody; a share of none says of how many hours, in its base."""
    return Secret(
        frozenset(i.code for i, mesure in mesures if mesure.personnes or mesure.tous),
        frozenset((v.code, case.code) for v, table in tables for case in table.cases if case.personnes),
        frozenset(v.code for v, _ in tables if not v.is_exclusive),
    )


def _hide_cumuls(mesures: Mesures) -> Secret:
    return Secret(frozenset(i.code for i, mesure in mesures if i.is_cumulee and mesure.personnes))


def _complete(secret: Secret, tables: Tables, seuils: Seuils) -> Secret:
    """No hidden cell is what the total leaves once the shown ones are taken away."""
    cases = set(secret.cases)
    for ventilation, table in tables:
        if not ventilation.is_exclusive:
            continue
        deja = [rang for rang, case in enumerate(table.cases) if (ventilation.code, case.code) in secret.cases]
        flags = hide([case.personnes for case in table.cases], seuil=seuils.courant, deja=deja)
        cases |= {(ventilation.code, case.code) for case, flag in zip(table.cases, flags, strict=True) if flag}
    return replace(secret, cases=frozenset(cases))
