"""What a bilan is computed from: no name of anybody, people known by their network key, what is validated and nothing else."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import cached_property

from maillage.clause.nomenclatures.bilans import Perimetre
from maillage.clause.nomenclatures.emplois import ModeRealisation, Profil, StatutInsertion, TypeContrat
from maillage.clause.nomenclatures.heures import TypeHeures
from maillage.clause.rules.bilans.periodes import Periode, end_month
from maillage.clause.rules.deductions import Atome
from maillage.clause.rules.petits_effectifs import Personnes
from maillage.clause.rules.realisation import Realisation

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Ligne:
    """A validated line of the period; a correction is a line of its own, on the same contract, lot, month and type."""

    mois: date
    reelles: Decimal
    valorisees: Decimal
    contrat: int
    lot: int
    entreprise: str
    type: TypeHeures = TypeHeures.TRAVAIL
    numero: int = 0  # of the line itself: a correction has its own

    @property
    def cle(self) -> Hashable:
        return self.contrat, self.lot, self.mois, self.type


@dataclass(frozen=True, slots=True)
class Contrat:
    """`participant`: the key of the network (R9). `profil`: on the first day; empty when it was not asked.

    `is_qpv`: whether the address of the first day was in a QPV, None when nobody knows; `qpv_millesime`: of which list.
    """

    cle: int
    participant: str
    debut: date
    type: TypeContrat
    mode: ModeRealisation
    employeur: str
    profil: frozenset[Profil] = frozenset()
    is_qpv: bool | None = None
    qpv_millesime: int | None = None


@dataclass(frozen=True, slots=True)
class Statut:
    statut: StatutInsertion
    du: date
    au: date | None = None


@dataclass(frozen=True, slots=True)
class Societe:
    """An employer or a company bound by a market, known by its SIREN, or by its name without one."""

    cle: str
    nom: str
    effectif: int | None = None
    statuts: tuple[Statut, ...] = ()

    def find_statut(self, mois: date) -> StatutInsertion | None:
        """That of the month; None when nothing was ever said of it."""
        fin = end_month(mois)
        held = [s for s in self.statuts if s.du <= fin and (s.au is None or s.au >= mois)]
        return max(held, key=lambda s: s.du).statut if held else None


@dataclass(frozen=True, slots=True)
class LotCompte:
    """`engagees`: in force on the last day; None where no hours are asked. `valorisees`: since the lot began, by
    `personnes`, whatever the structure."""

    cle: int
    nom: str
    marche: int
    acheteur: str
    engagees: Decimal | None
    valorisees: Decimal
    is_echu: bool
    personnes: Personnes = frozenset()

    @property
    def realisation(self) -> Realisation | None:
        return Realisation(self.engagees, self.valorisees) if self.engagees else None


@dataclass(frozen=True)
class Faits:
    """`anciennes`: the lines before the period. `signes`: contracts begun in the period, with or without hours.

    `externes`: by month, what structures that are not in Maillage declared in totals until the end of the period: hours,
    and nobody (R12).
    """

    perimetre: Perimetre
    periode: Periode
    lignes: tuple[Ligne, ...] = ()
    contrats: Mapping[int, Contrat] = field(default_factory=dict)
    societes: Mapping[str, Societe] = field(default_factory=dict)
    lots: tuple[LotCompte, ...] = ()
    signes: frozenset[int] = frozenset()
    anciennes: tuple[Ligne, ...] = ()
    externes: Mapping[date, Decimal] = field(default_factory=dict)

    @cached_property
    def positives(self) -> frozenset[Hashable]:
        """The lines of which something is left once their corrections are taken away."""
        net: dict[Hashable, Decimal] = defaultdict(Decimal)
        for ligne in self.lignes:
            net[ligne.cle] += ligne.reelles
        return frozenset(cle for cle, heures in net.items() if heures > 0)

    def list_actifs(self, lignes: Iterable[Ligne]) -> frozenset[int]:
        """The contracts with hours among these lines."""
        return frozenset(ligne.contrat for ligne in lignes if ligne.cle in self.positives)

    def list_concernes(self, lignes: Iterable[Ligne]) -> Personnes:
        """Whoever has something left among these lines: those of whom their sum tells."""
        return self.list_participants(self.list_actifs(lignes))

    def list_participants(self, contrats: Iterable[int]) -> frozenset[str]:
        return frozenset(self.contrats[contrat].participant for contrat in contrats)

    @cached_property
    def actifs(self) -> frozenset[int]:
        return self.list_actifs(self.lignes)

    @cached_property
    def participants(self) -> frozenset[str]:
        return self.list_participants(self.actifs)

    @cached_property
    def heures(self) -> Decimal:
        return sum_reelles(self.lignes)

    @cached_property
    def avant(self) -> Decimal:
        """Weighted hours before the period."""
        before = [heures for mois, heures in self.externes.items() if mois < self.periode.du]
        return sum_valorisees(self.anciennes) + sum(before, ZERO)

    @cached_property
    def externes_de_la_periode(self) -> Mapping[date, Decimal]:
        return {mois: heures for mois, heures in self.externes.items() if mois in self.periode}

    @cached_property
    def heures_externes(self) -> Decimal:
        return sum(self.externes_de_la_periode.values(), ZERO)

    def list_atomes(self, lignes: Iterable[Ligne]) -> list[Atome]:
        return list_atomes(lignes, self.contrats)

    @cached_property
    def premiers(self) -> Mapping[str, Contrat]:
        """The first contract of each participant among those of the period: the one whose profile is counted."""
        found: dict[str, Contrat] = {}
        for cle in sorted(self.actifs):
            contrat = self.contrats[cle]
            known = found.get(contrat.participant)
            if known is None or (contrat.debut, contrat.cle) < (known.debut, known.cle):
                found[contrat.participant] = contrat
        return found

    def get_statut(self, ligne: Ligne) -> StatutInsertion | None:
        """What the employer is that month."""
        return self.societes[self.contrats[ligne.contrat].employeur].find_statut(ligne.mois)

    def group(self, cle: Callable[[Ligne], Hashable]) -> dict[Hashable, list[Ligne]]:
        groups: dict[Hashable, list[Ligne]] = defaultdict(list)
        for ligne in self.lignes:
            groups[cle(ligne)].append(ligne)
        return groups


def sum_reelles(lignes: Iterable[Ligne]) -> Decimal:
    return sum((ligne.reelles for ligne in lignes), ZERO)


def sum_valorisees(lignes: Iterable[Ligne]) -> Decimal:
    return sum((ligne.valorisees for ligne in lignes), ZERO)


def list_atomes(lignes: Iterable[Ligne], contrats: Mapping[int, Contrat]) -> list[Atome]:
    return [Atome(li.numero, li.cle, contrats[li.contrat].participant, li.reelles) for li in lignes]


def subtract(lignes: Iterable[Ligne], autres: Iterable[Ligne]) -> tuple[Ligne, ...]:
    """The lines of one side only, each with its corrections, as hours done: what a subtraction of both sums tells of."""
    ici, la = {ligne.numero: ligne for ligne in lignes}, {ligne.numero: ligne for ligne in autres}
    nets: dict[Hashable, list[Ligne]] = defaultdict(list)
    for numero in ici.keys() ^ la.keys():
        ligne = ici.get(numero) or la[numero]
        nets[ligne.cle].append(
            ligne if numero in ici else replace(ligne, reelles=-ligne.reelles, valorisees=-ligne.valorisees)
        )
    found = []
    for rows in nets.values():
        reelles, valorisees = sum_reelles(rows), sum_valorisees(rows)
        if reelles:
            found.append(
                replace(max(rows, key=lambda row: row.numero), reelles=abs(reelles), valorisees=abs(valorisees))
            )
    return tuple(sorted(found, key=lambda ligne: ligne.numero))
