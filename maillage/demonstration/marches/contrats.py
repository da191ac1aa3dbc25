"""Draws the contracts of a service: on which lot, which months, how many hours, which employer, whose. Nobody is named yet."""

from bisect import insort
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from maillage.clause.nomenclatures.emplois import SANS_TERME, MotifFin
from maillage.clause.nomenclatures.emplois import StatutInsertion as S
from maillage.clause.nomenclatures.emplois import TypeContrat as T
from maillage.clause.rules.planning import get_dernier_jour, list_mois
from maillage.demonstration.marches.calage import EMPLOYEURS, LIGNES, PART_LIGNES
from maillage.socle.dates import add_months
from maillage.socle.repartitions import share

SAMEDI = 5
PAS = Decimal("0.25")
MENSUEL = Decimal("151.67")
LIGNE_MAX = 205  # hours: nobody is alerted of a fictitious month
VONT_PLUS_LOIN = 0.85  # of the contracts at work in the last known month, on a lot that goes on
MOIS_REPRISE = 18  # months after a person's first contract within which she signs another one
TYPES: dict[S, tuple[tuple[T, int], ...]] = {
    S.ETTI: ((T.CTT_INSERTION, 1),), S.AI: ((T.MISE_A_DISPO_AI, 1),), S.EI: ((T.CDDI, 1),), S.ACI: ((T.CDDI, 1),),
    S.GEIQ: ((T.PROFESSIONNALISATION, 3), (T.APPRENTISSAGE, 1)), S.RQ: ((T.CDDI, 2), (T.CDD, 1)), S.ETT: ((T.CTT, 1),),
    S.AUCUN: ((T.CDD, 60), (T.CDI, 24), (T.APPRENTISSAGE, 8), (T.PROFESSIONNALISATION, 5), (T.AIDE, 3)),
}  # fmt: skip
FINS = (MotifFin.TERME, MotifFin.TERME, MotifFin.TERME, MotifFin.TERME, MotifFin.FIN_CHANTIER, MotifFin.RUPTURE_SALARIE,
        MotifFin.EMBAUCHE)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Ouvert:
    """When a lot may employ: from a day, within the months whose hours are known."""

    debut: date
    fin: date
    mois: tuple[date, ...]


@dataclass(slots=True)
class ContratFictif:
    """`lot`: its place in the list; `personne`: her number among those of the service, from 0; `fin` None: without a term.

    `fini`: its end is past, and noted.
    """

    lot: int
    debut: date
    mois: tuple[date, ...]
    fin: date | None
    fini: bool
    employeur: S = S.AUCUN
    type: T = T.CDD
    hebdo: int = 35
    heures: list[Decimal] = field(default_factory=list)
    personne: int = 0
    motif: MotifFin = MotifFin.TERME
    rejetes: frozenset[date] = frozenset()

    @property
    def comptees(self) -> dict[date, Decimal]:
        """By month, those that were not put aside."""
        return {mois: h for mois, h in zip(self.mois, self.heures, strict=True) if mois not in self.rejetes}

    @property
    def total(self) -> Decimal:
        return sum(self.comptees.values(), Decimal(0))


@dataclass(frozen=True, slots=True)
class Volumes:
    """`heures` None: what these contracts would do; otherwise exactly so many, as the lines. `rejets`: of a hundred lines."""

    contrats: int
    lignes: int
    personnes: int
    heures: int | None = None
    rejets: int = 0


def open_lot(debut: date, fin: date, *, premier: date, dernier: date) -> Ouvert:
    """`premier`, `dernier`: first days of the months whose hours are told."""
    found = [mois for mois in list_mois(debut, fin) if premier <= mois <= dernier]
    return Ouvert(debut, fin, tuple(found))


def draw_contrats(
    chance: Random, ouverts: Sequence[Ouvert], volumes: Volumes, *, today: date, sans: float
) -> list[ContratFictif]:
    """`sans`: the share of the lots that have none, half of them the latest begun."""
    order = sorted((i for i, ouvert in enumerate(ouverts) if ouvert.mois), key=lambda i: (ouverts[i].debut, i))
    order = order[: max(1, round(len(ouverts) * (1 - sans / 2)))]
    order = sorted(chance.sample(order, max(1, round(len(order) * (1 - sans / 2)))))
    if not order or not volumes.contrats:
        return []
    poids = [chance.lognormvariate(0, 1.1) * len(ouverts[i].mois) ** 0.5 for i in order]
    lots = (order if volumes.contrats >= len(order) else chance.sample(order, volumes.contrats))[: volumes.contrats]
    lots = lots + chance.choices(order, weights=poids, k=volumes.contrats - len(lots))
    made = [
        _draw_contrat(chance, lot, ouverts[lot], combien, today=today)
        for lot, combien in zip(lots, _draw_lignes(chance, [len(ouverts[i].mois) for i in lots], volumes.lignes), strict=True)
    ]  # fmt: skip
    made.sort(key=lambda contrat: (contrat.debut, contrat.lot))
    _choose_employeurs(chance, made, today=today)
    _give_heures(chance, made, volumes.heures)
    _give_personnes(chance, made, volumes.personnes)
    if volumes.rejets:
        for contrat in made:
            contrat.rejetes = frozenset(mois for mois in contrat.mois if chance.randrange(100) < volumes.rejets)
    return made


def _draw_lignes(chance: Random, limites: Sequence[int], total: int) -> list[int]:
    """How many months each lasts; they add up to `total` as far as the lots allow."""
    found = [min(limite, chance.choices(LIGNES, weights=PART_LIGNES)[0]) for limite in limites]
    ecart = total - sum(found)
    places = list(range(len(found)))
    while ecart:
        pas = 1 if ecart > 0 else -1
        movable = [i for i in places if 1 <= found[i] + pas <= limites[i]]
        if not movable:
            break
        for i in chance.sample(movable, min(abs(ecart), len(movable))):
            found[i] += pas
            ecart -= pas
    return found


def _draw_contrat(chance: Random, lot: int, ouvert: Ouvert, combien: int, *, today: date) -> ContratFictif:
    # As many at work in the last months as in the others: some will go on.
    rang = min(chance.randint(0, len(ouvert.mois) - 1), len(ouvert.mois) - combien)
    mois = ouvert.mois[rang : rang + combien]
    first = ouvert.debut if ouvert.debut > mois[0] else mois[0]
    debut = find_ouvre(first + timedelta(days=chance.randint(0, 14)))
    debut = debut if debut <= get_dernier_jour(mois[0]) else find_ouvre(first)
    fin: date | None = max(debut, mois[-1] + timedelta(days=chance.randint(14, 27)))
    connu = get_dernier_jour(ouvert.mois[-1])
    is_dernier = mois[-1] == ouvert.mois[-1] and ouvert.fin > connu  # its lot goes on, and so may it
    if is_dernier and chance.random() < VONT_PLUS_LOIN:
        fin = max(debut, min(ouvert.fin, connu + timedelta(days=chance.randint(25, 150))))
    return ContratFictif(lot, debut, mois, fin, fini=fin is not None and fin < today)


def find_ouvre(day: date) -> date:
    """That day, or the Monday after it: nobody begins on a Sunday."""
    return day + timedelta(days=7 - day.weekday() if day.weekday() >= SAMEDI else 0)


def _choose_employeurs(chance: Random, made: list[ContratFictif], *, today: date) -> None:
    """In the published shares, whoever the company of the lot is."""
    paquet = [
        statut
        for statut, n in zip(EMPLOYEURS, share(len(made), list(EMPLOYEURS.values())), strict=True)
        for _ in range(n)
    ]
    chance.shuffle(paquet)
    for contrat, statut in zip(made, paquet, strict=True):
        types = TYPES[statut]
        contrat.employeur = statut
        contrat.type = chance.choices([t for t, _ in types], weights=[poids for _, poids in types])[0]
        if contrat.type in SANS_TERME and contrat.fini:
            contrat.type = T.CDD
        elif contrat.type in SANS_TERME:
            contrat.fin = None
        contrat.motif = chance.choice(FINS)
        contrat.hebdo = 26 if statut in (S.ACI, S.AI) else chance.choice((35, 35, 35, 35, 28))


def _give_heures(chance: Random, made: list[ContratFictif], total: int | None) -> None:
    poids = [
        [max(4, round(1000 * contrat.hebdo / 35 * chance.uniform(0.68, 1) * _get_part(contrat, mois))) for mois in contrat.mois]
        for contrat in made
    ]  # fmt: skip
    plats = [un for rangs in poids for un in rangs]
    if total is None:
        parts = [Decimal(un) / 1000 * MENSUEL // PAS * PAS for un in plats]
    else:
        parts = [part * PAS for part in _share_sous(int(total / PAS), plats, limite=int(LIGNE_MAX / PAS))]
    suite = iter(parts)
    for contrat in made:
        contrat.heures = [next(suite) for _ in contrat.mois]


def _share_sous(total: int, poids: list[int], *, limite: int) -> list[int]:
    """Whole parts that add up to `total`, none above `limite`: what a month cannot hold goes to the others."""
    parts = share(total, poids)
    reste = sum(max(0, part - limite) for part in parts)
    parts = [min(part, limite) for part in parts]
    while reste:
        libres = [i for i, part in enumerate(parts) if part < limite]
        if not libres:
            raise ValueError("Plus d’heures que les mois n’en tiennent.")
        ajouts = share(reste, [poids[i] for i in libres])
        reste = 0
        for i, ajout in zip(libres, ajouts, strict=True):
            reste += max(0, parts[i] + ajout - limite)
            parts[i] = min(limite, parts[i] + ajout)
    return parts


def _get_part(contrat: ContratFictif, mois: date) -> float:
    """Of the month that the contract covers."""
    last = get_dernier_jour(mois)
    du = max(contrat.debut, mois)
    au = min(contrat.fin or last, last)
    return ((au - du).days + 1) / last.day


def _give_personnes(chance: Random, made: list[ContratFictif], combien: int) -> None:
    """In the order of the contracts: a new person, or one whose last contract is over and whose first is recent."""
    reprises = max(0, len(made) - combien)
    libres: list[tuple[date, int]] = []
    premiers: list[date] = []
    for rang, contrat in enumerate(made):
        restants = len(made) - rang
        connus = [
            i for i, (fin, n) in enumerate(libres) if fin < contrat.debut and _is_recent(premiers[n], contrat.debut)
        ]
        if connus and chance.random() < reprises * 1.6 / restants:
            contrat.personne = libres.pop(chance.choice(connus[-40:]))[1]
            reprises -= 1
        else:
            contrat.personne = len(premiers)
            premiers.append(contrat.debut)
        if contrat.fin is not None:
            insort(libres, (contrat.fin, contrat.personne))


def _is_recent(premier: date, debut: date) -> bool:
    return debut < add_months(premier, MOIS_REPRISE)
