"""Which hours look told twice (R8; domaine 02 § 6): on one lot, or on several for more hours than were paid.

Nothing is decided here: a group is shown to the structures that lead its lots, and waits for them.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from maillage.clause.nomenclatures.partage import RaisonDoublon
from maillage.clause.rules.heures import BLOCAGE

ZERO = Decimal(0)
Groupe = tuple[str, str, date]
Cle = tuple[int, int]  # lot, structure


@dataclass(frozen=True, slots=True)
class Ligne:
    """`participant`: the network's key of the person, the same in every structure. `siren`: the employer's."""

    cle: int
    participant: str
    siren: str
    mois: date
    lot: int
    structure: int
    heures: Decimal

    @property
    def groupe(self) -> Groupe:
        """Two employers in the same month are lawful: two part times."""
        return self.participant, self.siren, self.mois


@dataclass(frozen=True, slots=True)
class Bulletin:
    """What one structure knows to be paid of one contract in a month. `payees`: None, it has not seen the pay slip."""

    structure: int
    debut: date
    fin: date | None
    payees: Decimal | None


@dataclass(frozen=True, slots=True)
class Limite:
    """The hours that a month may hold. `is_payee`: read on the pay slips; otherwise what no month goes beyond."""

    heures: Decimal
    is_payee: bool


def compute_limite(bulletins: Iterable[Bulletin], *, mois: date) -> Limite:
    """What an employer paid somebody in a month, as several structures know it.

    Contracts that overlap, in two structures, are told to be the same one: its pay slip is counted once, and the most
    that a structure knows of it holds. Contracts that follow one another each have their own. Where no structure knows a
    pay slip, nothing says what was paid: only the ceiling of a month is left.
    """
    known = [_sum_connues(run) for run in _list_runs(bulletins)]
    if not known or None in known:
        return Limite(Decimal(BLOCAGE.get(on=mois).valeur), is_payee=False)
    return Limite(sum((heures for heures in known if heures is not None), ZERO), is_payee=True)


def _list_runs(bulletins: Iterable[Bulletin]) -> list[list[Bulletin]]:
    """Contracts that touch one another by their days, together."""
    runs: list[list[Bulletin]] = []
    au = date.min
    for bulletin in sorted(bulletins, key=lambda b: (b.debut, b.fin or date.max, b.structure)):
        if runs and bulletin.debut <= au:
            runs[-1].append(bulletin)
        else:
            runs.append([bulletin])
            au = date.min
        au = max(au, bulletin.fin or date.max)
    return runs


def _sum_connues(run: Collection[Bulletin]) -> Decimal | None:
    """The structure that knows the most, among those that saw every pay slip of theirs."""
    by_structure: dict[int, list[Decimal | None]] = defaultdict(list)
    for bulletin in run:
        by_structure[bulletin.structure].append(bulletin.payees)
    sums = [sum((p for p in payees if p is not None), ZERO) for payees in by_structure.values() if None not in payees]
    return max(sums, default=None)


@dataclass(frozen=True, slots=True)
class Soupcon:
    """`cles`: the lines that wait. `limite`: what their `total` goes beyond, when that is why."""

    cles: frozenset[int]
    structures: frozenset[int]
    raison: RaisonDoublon
    total: Decimal
    limite: Decimal | None = None


def find_soupcons(lignes: Iterable[Ligne], *, limites: Mapping[Groupe, Limite] | None = None) -> list[Soupcon]:
    """R8: the same person, month and employer, each group once: in all more than was paid, or else on the same lot."""
    groupes: dict[Groupe, list[Ligne]] = defaultdict(list)
    for ligne in lignes:
        groupes[ligne.groupe].append(ligne)
    found: list[Soupcon] = []
    for groupe, members in groupes.items():
        kept = _keep_reelles(members)
        limite, total = (limites or {}).get(groupe), sum((m.heures for m in kept), ZERO)
        if limite is not None and len(kept) > 1 and total > limite.heures:
            raison = RaisonDoublon.HEURES_PAYEES if limite.is_payee else RaisonDoublon.PLAFOND
            found.append(_make(kept, raison, total, limite.heures))
            continue
        lots: dict[int, list[Ligne]] = defaultdict(list)
        for member in kept:
            lots[member.lot].append(member)
        found += [
            _make(mine, RaisonDoublon.MEME_LOT, sum((m.heures for m in mine), ZERO))
            for mine in lots.values()
            if len(mine) > 1
        ]
    return found


def _keep_reelles(lignes: Collection[Ligne]) -> list[Ligne]:
    """A structure that took all its hours of a lot back tells nothing twice."""
    nets = sum_nets(lignes)
    return [ligne for ligne in lignes if nets[ligne.lot, ligne.structure] > 0]


def sum_nets(lignes: Iterable[Ligne]) -> dict[Cle, Decimal]:
    """By lot and structure, corrections included."""
    nets: dict[Cle, Decimal] = defaultdict(Decimal)
    for ligne in lignes:
        nets[ligne.lot, ligne.structure] += ligne.heures
    return dict(nets)


def _make(lignes: Collection[Ligne], raison: RaisonDoublon, total: Decimal, limite: Decimal | None = None) -> Soupcon:
    return Soupcon(frozenset(li.cle for li in lignes), frozenset(li.structure for li in lignes), raison, total, limite)


@dataclass(frozen=True, slots=True)
class Constat:
    """What whoever arbitrates a lot was shown: the hours of each structure there, and what they go beyond."""

    raison: RaisonDoublon
    limite: Decimal | None
    nets: Mapping[int, Decimal]


def is_couvert(vu: Constat, actuel: Constat) -> bool:
    """Whether what was decided of `vu` still holds: nothing was added since, no pay slip was read that says less."""
    if vu.raison is RaisonDoublon.MEME_LOT and actuel.raison is not RaisonDoublon.MEME_LOT:
        return False
    if actuel.limite is not None and vu.limite is not None and actuel.limite < vu.limite:
        return False
    return all(heures <= vu.nets.get(structure, ZERO) for structure, heures in actuel.nets.items())
