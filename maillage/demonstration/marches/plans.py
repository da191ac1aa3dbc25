"""Draws the life of a fictitious lot: what it is bound to, what it planned, and the states it went through."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from maillage.clause.nomenclatures.engagements import Origine
from maillage.clause.nomenclatures.lots import EtatLot, FormeClause
from maillage.clause.nomenclatures.suivi import CausePenalite, StatutPenalite
from maillage.clause.rules.engagements import propose_resiliation
from maillage.clause.rules.planning import find_dernier_echu, share_regulierement
from maillage.clause.rules.volumes import quantize
from maillage.demonstration.marches.cadres import Cadre, list_amont
from maillage.demonstration.marches.calage import (
    AVENANTS,
    COURTS,
    CRITERES,
    DEPASSES,
    EN_RETARD,
    RESILIES,
    SUSPENDUS,
)
from maillage.demonstration.marches.contrats import ContratFictif
from maillage.socle.dates import add_months

E = EtatLot
TAUX, TAUX_PETITS = (5, 5, 7, 8, 10, 12), (10, 12, 15, 20, 25)  # in percent: a small market is asked a larger share
PETIT = 300  # hours
RECUL = 3  # months whose rhythm says what a lot will do
CENT = 100
MONTANT_AVENANT = 60_000


@dataclass(frozen=True, slots=True)
class VersionFictive:
    du: date
    heures: Decimal
    origine: Origine


@dataclass(frozen=True, slots=True)
class PenaliteFictive:
    manquantes: Decimal
    cause: CausePenalite
    statut: StatutPenalite
    proposee_le: date
    decidee_le: date | None


@dataclass(slots=True)
class LotFictif:
    """`passages`: each state and its day; `decisions`: by state, what the step rests on."""

    cadre: Cadre
    numero: int
    passages: list[tuple[EtatLot, date]]
    contrats: list[ContratFictif] = field(default_factory=list)
    formes: tuple[FormeClause, ...] = (FormeClause.CONDITION_EXECUTION,)
    part: int = 50
    taux: int = 7
    montant: Decimal = Decimal(0)
    heures: Decimal = Decimal(0)
    offertes: Decimal | None = None
    avenant: Decimal = Decimal(0)
    versions: list[VersionFictive] = field(default_factory=list)
    plan: dict[date, Decimal] = field(default_factory=dict)
    penalite: PenaliteFictive | None = None
    decisions: dict[EtatLot, tuple[str, str]] = field(default_factory=dict)

    @property
    def etat(self) -> EtatLot:
        return self.passages[-1][0]

    @property
    def is_reserve(self) -> bool:
        return FormeClause.RESERVE_IAE in self.formes

    @property
    def engagees(self) -> Decimal:
        return self.versions[-1].heures if self.versions else Decimal(0)


def draw_lot(
    chance: Random, cadre: Cadre, numero: int, contrats: list[ContratFictif], *, recent: date, today: date
) -> LotFictif:
    """What it did decides what it had been asked: most do it, some fall short, some do much more."""
    lot = LotFictif(cadre, numero, list_amont(chance, cadre), contrats)
    lot.part = max(12, min(90, cadre.objet.part + chance.randint(-6, 6)))
    if cadre.arrive_a is not None:
        _price(chance, lot, Decimal(chance.choice((35, 70, 120, 210, 350, 600, 1100))))
        return lot
    faites, is_fini = sum((c.total for c in contrats), Decimal(0)), cadre.fin < today
    projet, is_retard = _project(chance, lot, faites, today=today), False
    sort = chance.randrange(CENT)
    if is_fini:
        rapport = (
            chance.uniform(0.55, 0.9)
            if sort < COURTS
            else chance.uniform(1.2, 1.8)
            if sort < COURTS + DEPASSES
            else chance.uniform(1, 1.12)
        )
    else:
        is_retard = sort < EN_RETARD and bool(contrats)
        rapport = chance.uniform(0.5, 0.7) if is_retard else chance.uniform(0.96, 1.1)
    _price(chance, lot, max(Decimal(14), projet / Decimal(f"{rapport:.3f}")))
    _engage(chance, lot, today=today)
    if not is_fini and chance.randrange(CENT) >= 3:
        _plan(lot, is_retard=is_retard, today=today)
    elif is_fini and chance.randrange(CENT) < 80:
        _plan(lot, is_retard=True, today=today)
    _run(chance, lot, recent=recent, today=today)
    return lot


def _project(chance: Random, lot: LotFictif, faites: Decimal, *, today: date) -> Decimal:
    """What it will have done at its end, at the rhythm of its last known months."""
    cadre = lot.cadre
    if not lot.contrats:
        return Decimal(chance.choice((35, 50, 70, 105, 140, 210, 280)))
    if cadre.fin < today:
        return faites
    dernier = find_dernier_echu(today, delai=1)
    premier = add_months(dernier, 1 - RECUL)
    connus = [fait for c in lot.contrats for fait in c.comptees.items()]
    recentes = sum((h for mois, h in connus if premier <= mois <= dernier), Decimal(0))
    reste = max(0, (cadre.fin.year - dernier.year) * 12 + cadre.fin.month - dernier.month)
    if cadre.debut.replace(day=1) > premier:
        return max(faites, faites * Decimal((cadre.fin - cadre.debut).days) / max(45, (today - cadre.debut).days))
    total = sum((h for mois, h in connus if mois <= dernier), Decimal(0))
    return max(faites, total + recentes / RECUL * reste)


def _price(chance: Random, lot: LotFictif, heures: Decimal) -> None:
    """The amount whose formula asks for so many hours, to the hundred euros."""
    lot.taux = chance.choice(TAUX_PETITS if heures < PETIT else TAUX)
    cout = lot.cadre.objet.cout
    part, taux = Decimal(lot.part) / CENT, Decimal(lot.taux) / CENT
    lot.montant = max(Decimal(1000), (heures * cout / (part * taux) / CENT).to_integral_value() * CENT)
    lot.heures = quantize(lot.montant * part / cout * taux)


def _engage(chance: Random, lot: LotFictif, *, today: date) -> None:
    notifie, siae = lot.passages[-1][1], all(c.employeur in ("ei", "aci") for c in lot.contrats)
    if lot.contrats and siae and chance.random() < 0.5:
        lot.formes = (FormeClause.RESERVE_IAE,)
        return
    if chance.randrange(CENT) < CRITERES:
        lot.formes = (FormeClause.CONDITION_EXECUTION, FormeClause.CRITERE)
        lot.offertes = lot.heures
    lot.versions.append(VersionFictive(notifie, lot.heures, Origine.INITIAL))
    au = notifie + timedelta(days=chance.randint(50, 120))
    if lot.offertes is None and lot.montant >= MONTANT_AVENANT and au <= today and chance.randrange(CENT) < AVENANTS:
        _amend(lot, au)


def _amend(lot: LotFictif, du: date) -> None:
    """It had been smaller: an avenant, in proportion, made it what it is."""
    part, taux, cout = Decimal(lot.part) / CENT, Decimal(lot.taux) / CENT, lot.cadre.objet.cout
    lot.avenant = (lot.montant / 6 / CENT).to_integral_value() * CENT
    lot.montant -= lot.avenant
    lot.heures = quantize(lot.montant * part / cout * taux)
    total = lot.heures + quantize(lot.avenant * part * taux / cout)
    lot.versions = [
        VersionFictive(lot.versions[0].du, lot.heures, Origine.INITIAL), VersionFictive(du, total, Origine.AVENANT),
    ]  # fmt: skip


def _plan(lot: LotFictif, *, is_retard: bool, today: date) -> None:
    """Regular; or, for a lot on its way, as its hours came, and what is left until the end."""
    cadre, heures = lot.cadre, lot.engagees
    if not heures:
        return
    if is_retard or not lot.contrats:
        plan = share_regulierement(heures, debut=cadre.debut, fin=cadre.fin)
        lot.plan = {mois: h for mois, h in plan.items() if h}
        return
    connus: dict[date, Decimal] = {}
    for contrat in lot.contrats:
        for mois, h in contrat.comptees.items():
            connus[mois] = connus.get(mois, Decimal(0)) + h
    reste = heures
    for mois in sorted(connus):
        lot.plan[mois] = min(reste, (connus[mois] * Decimal("0.97")).to_integral_value())
        reste -= lot.plan[mois]
    if reste:
        debut = min(cadre.fin, max(cadre.debut, today.replace(day=1)))
        for mois, h in share_regulierement(reste, debut=debut, fin=cadre.fin).items():
            lot.plan[mois] = lot.plan.get(mois, Decimal(0)) + h
    lot.plan = {mois: h for mois, h in lot.plan.items() if h}


def _run(chance: Random, lot: LotFictif, *, recent: date, today: date) -> None:
    """From the notification on, as far as the calendar went."""
    cadre, notifie = lot.cadre, lot.passages[-1][1]
    if lot.plan and chance.random() < 0.7:
        _go(lot, E.PLANIFIE, notifie + timedelta(days=chance.randint(4, 20)), today=today)
    if lot.contrats:
        _go(lot, E.EN_EXECUTION, min(c.debut for c in lot.contrats), today=today)
    elif cadre.fin < today:
        lot.decisions[E.EN_EXECUTION] = ("Ordre de service n° 1 (fictif)", "")
        _go(lot, E.EN_EXECUTION, cadre.debut, today=today)
    if lot.etat is E.EN_EXECUTION and lot.contrats and _stop(chance, lot, today=today):
        return
    if cadre.fin < today and lot.etat is E.EN_EXECUTION:
        _end(chance, lot, recent=recent, today=today)


def _go(lot: LotFictif, vers: EtatLot, le: date, *, today: date) -> bool:
    le = max(le, lot.passages[-1][1])
    if le > today:
        return False
    lot.passages.append((vers, le))
    return True


def _stop(chance: Random, lot: LotFictif, *, today: date) -> bool:
    """Some are given up once everybody's contract is over; some wait, suspended."""
    fins = [c.fin for c in lot.contrats]
    over = max((fin for fin in fins if fin), default=None) if all(fins) else None
    tirage, le = chance.randrange(CENT), over + timedelta(days=6) if over else None
    if le is None or le >= min(lot.cadre.fin, today) or tirage >= RESILIES + SUSPENDUS:
        return False
    if tirage < RESILIES:
        lot.decisions[E.RESILIE] = ("Décision du pouvoir adjudicateur (fictive)", "L’entreprise a cessé son activité.")
        if lot.versions:
            dues = propose_resiliation(lot.engagees, debut=lot.cadre.debut, fin_prevue=lot.cadre.fin, resilie_le=le)
            lot.versions.append(VersionFictive(max(le, lot.versions[-1].du), dues, Origine.RESILIATION))
        return _go(lot, E.RESILIE, le, today=today)
    if lot.cadre.fin < today:
        return False
    lot.decisions[E.SUSPENDU] = ("Ordre de service d’interruption (fictif)", "Le chantier attend une autorisation.")
    return _go(lot, E.SUSPENDU, le, today=today)


def _end(chance: Random, lot: LotFictif, *, recent: date, today: date) -> None:
    """To balance the day after its end; balanced once its hours are all decided; closed with its bilan handed over."""
    fin = lot.cadre.fin
    _go(lot, E.A_SOLDER, fin + timedelta(days=1), today=today)
    if any(mois >= recent for c in lot.contrats for mois in c.mois):
        return
    solde = max(fin + timedelta(days=chance.randint(24, 60)), add_months(fin.replace(day=1), 2) + timedelta(days=12))
    manquantes = max(Decimal(0), lot.engagees - sum((c.total for c in lot.contrats), Decimal(0)))
    if manquantes:
        lot.penalite = _draw_penalite(chance, lot, manquantes, le=fin + timedelta(days=10), decidee=solde, today=today)
    if solde > today or (lot.penalite is not None and lot.penalite.statut is StatutPenalite.PROPOSEE):
        return
    _go(lot, E.SOLDE, solde, today=today)
    lot.decisions[E.CLOS] = ("Bilan remis par courriel (fictif)", "")
    if not _go(lot, E.CLOS, solde + timedelta(days=chance.randint(8, 40)), today=today):
        del lot.decisions[E.CLOS]


def _draw_penalite(
    chance: Random, lot: LotFictif, manquantes: Decimal, *, le: date, decidee: date, today: date
) -> PenaliteFictive | None:
    if le > today:
        return None
    cause = chance.choice((CausePenalite.ENTREPRISE, CausePenalite.ENTREPRISE, *CausePenalite))
    if not lot.contrats:
        cause = CausePenalite.SANS_CANDIDAT
    if cause is not CausePenalite.ENTREPRISE:
        return PenaliteFictive(manquantes, cause, StatutPenalite.SANS_OBJET, le, None)
    if decidee > today:
        return PenaliteFictive(manquantes, cause, StatutPenalite.PROPOSEE, le, None)
    statut = chance.choice((StatutPenalite.APPLIQUEE, StatutPenalite.APPLIQUEE, StatutPenalite.REMISE))
    return PenaliteFictive(manquantes, cause, statut, le, decidee - timedelta(days=2))
