"""How one fictitious parcours goes: drawn to its end as if the future were known, then cut at today."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from maillage.parcours.nomenclatures.etats import SORTIS, EtatParcours
from maillage.parcours.nomenclatures.sorties import TYPES, Classe
from maillage.socle.dates import add_months

# Shares of the exits of 2019 (per thousand): 11 786 jobs, 2 194 trainings, 786 others, 5 815 abandons, 2 291 neutral,
# the rest. Source: Consolidation des PLIE 2019, § 2.2; the split within each class is invented.
SORTS: dict[str, int] = {
    "ED-CDD": 176, "ED-CDI": 128, "ED-INT": 36, "ED-ALT": 9, "ED-FPT": 9, "ED-AID": 7, "ED-CRE": 8,
    "FQ-CERT": 62, "FQ-LONG": 8, "AP": 25, "SS-ABA": 184, "SS-DEM": 51, "SS-RET": 18, "SS-DEC": 4, "SS-REO": 168,
    "SS-SAN": 62, "SS-EXC": 18, "SS-AUT": 27,
}  # fmt: skip
MOIS_SUIVI = 6
PART_DORMANTS, PART_PERDUS_DE_VUE = 0.014, 0.12
# How busy each month is, from January: entries slow down in summer and in December.
SAISON = (12, 10, 11, 9, 8, 8, 5, 0, 13, 12, 9, 5)
# Days at least between an entry and an exit, by class: signing, the job or the training, its six months.
RECULS: dict[Classe, int] = {
    Classe.EMPLOI_DURABLE: 235, Classe.FORMATION: 235, Classe.AUTRE_POSITIVE: 75, Classe.SANS_SUITE: 75,
}  # fmt: skip
ACTIF, EMPLOI, FORMATION = EtatParcours.ACTIF, EtatParcours.EN_EMPLOI_SUIVI, EtatParcours.EN_FORMATION_SUIVIE
PROPOSEE, SUSPENDU = EtatParcours.SORTIE_PROPOSEE, EtatParcours.SUSPENDU


@dataclass(frozen=True, slots=True)
class Plan:
    """Dates up to today only. `silence`: since when nobody has managed to reach the person."""

    entree: date
    etat: EtatParcours
    passages: tuple[tuple[EtatParcours, date], ...]
    signature: date | None = None
    type_sortie: str = ""
    fait: date | None = None
    sortie: date | None = None
    proposee: date | None = None
    decidee: date | None = None
    suspension: tuple[date, date, date | None] | None = None
    rupture: tuple[date, date | None] | None = None
    emploi: date | None = None
    formation: date | None = None
    silence: date | None = None

    @property
    def date_sortie(self) -> date | None:
        return self.sortie if self.etat in SORTIS else None


@dataclass(frozen=True, slots=True)
class _Fin:
    """The last stretch: its first state on its day, then the proposal, the date that counts, the decision."""

    etapes: tuple[tuple[EtatParcours, date], ...]
    fait: date
    sortie: date
    proposee: date


def list_seances(*, since: date, until: date, jour: int = 3) -> list[date]:
    """The third Thursday of each month but August."""
    found, day = [], since.replace(day=1)
    while day <= until:
        if day.month != 8:
            found.append(day + timedelta(days=14 + (jour - day.weekday()) % 7))
        day = add_months(day, 1)
    return [seance for seance in found if since <= seance <= until]


def draw_duree(chance: Random) -> int:
    """In days; twenty-five months on average (Consolidation des PLIE 2019)."""
    return int(chance.gammavariate(2.2, 11.6) * 30.4375)


def draw_plan(chance: Random, entree: date, *, seances: list[date], today: date) -> Plan:
    """`seances`: the days when exits are decided, past and to come."""
    signature = entree + timedelta(days=chance.randint(2, 32))
    if chance.random() < PART_DORMANTS:
        return _cut(chance, entree, signature, sort="", fin=None, decidee=None, today=today)
    sort = chance.choices(list(SORTS), weights=list(SORTS.values()))[0]
    duree = timedelta(days=max(70, draw_duree(chance)))
    fin = _draw_fin(chance, sort, entree + duree, signature=signature)
    decidee = next((seance for seance in seances if seance >= fin.proposee), None)
    return _cut(chance, entree, signature, sort=sort, fin=fin, decidee=decidee, today=today)


def draw_sorti(chance: Random, entree: date, *, sort: str, le: date, seances: list[date], today: date) -> Plan:
    """One who has left on `le`, for a known reason; long enough after the entry for it (`RECULS`)."""
    signature = entree + timedelta(days=chance.randint(2, 32))
    fin = _draw_fin(chance, sort, le, signature=signature)
    fin = replace(fin, proposee=min(fin.proposee, today))
    decidee = next((seance for seance in seances if fin.proposee <= seance <= today), today)
    return _cut(chance, entree, signature, sort=sort, fin=fin, decidee=decidee, today=today)


def draw_ouvert(chance: Random, entree: date, *, today: date) -> Plan:
    """One who has not left: the end is ahead, or proposed and not decided."""
    signature = entree + timedelta(days=chance.randint(2, 32))
    if chance.random() < PART_DORMANTS * 2:
        return _cut(chance, entree, signature, sort="", fin=None, decidee=None, today=today)
    sort = chance.choices(list(SORTS), weights=list(SORTS.values()))[0]
    reste = -15 if chance.random() < 0.02 else int(chance.expovariate(1 / 420)) + 1
    le = max(today + timedelta(days=reste), entree + timedelta(days=max(RECULS.values())))
    fin = _draw_fin(chance, sort, le, signature=signature)
    return _cut(chance, entree, signature, sort=sort, fin=fin, decidee=None, today=today)


def _draw_fin(chance: Random, sort: str, le: date, *, signature: date) -> _Fin:
    classe = TYPES[sort].classe
    first = signature + timedelta(days=12)
    if classe is Classe.EMPLOI_DURABLE:
        debut = max(add_months(le, -MOIS_SUIVI), first)
        validation = add_months(debut, MOIS_SUIVI)
        proposee = validation + timedelta(days=chance.randint(0, 12))
        return _Fin(((EMPLOI, debut),), validation, validation, proposee)
    if classe is Classe.FORMATION:
        debut = add_months(le, -MOIS_SUIVI) if sort == "FQ-LONG" else le - timedelta(days=chance.randint(120, 210))
        debut = max(debut, first)
        obtention = add_months(debut, MOIS_SUIVI) if sort == "FQ-LONG" else max(le, debut + timedelta(days=90))
        return _Fin(((FORMATION, debut),), obtention, obtention, obtention + timedelta(days=chance.randint(0, 20)))
    le = max(le, first)
    fait = max(le - timedelta(days=chance.randint(50, 110) if sort == "SS-ABA" else chance.randint(0, 15)), first)
    return _Fin((), fait, le, le)


def _cut(
    chance: Random, entree: date, signature: date, *, sort: str, fin: _Fin | None, decidee: date | None, today: date
) -> Plan:
    limite = fin.etapes[0][1] if fin and fin.etapes else fin.fait if fin else today + timedelta(days=400)
    passages = [(EtatParcours.A_DEMARRER, entree), (ACTIF, signature)]
    rupture, suspension = _draw_milieu(chance, signature, limite, passages)
    if fin is not None:
        passages += [*fin.etapes, (PROPOSEE, fin.proposee)]
        if decidee is not None:
            positif = TYPES[sort].is_positive
            passages.append((EtatParcours.SORTI_POSITIF if positif else EtatParcours.SORTI_SANS_SUITE, decidee))
    reached = tuple(passage for passage in passages if passage[1] <= today)
    etat = reached[-1][0]
    is_finie = etat in SORTIS or etat is PROPOSEE
    debut = fin.etapes[0] if fin and fin.etapes and fin.etapes[0][1] <= today else None
    return Plan(
        entree=entree, etat=etat, passages=reached, signature=signature if signature <= today else None,
        type_sortie=sort if is_finie or debut else "",
        fait=fin.fait if fin and is_finie else None,
        sortie=fin.sortie if fin and is_finie else None,
        proposee=fin.proposee if fin and is_finie else None,
        decidee=decidee if etat in SORTIS else None,
        suspension=_cut_suspension(suspension, today), rupture=_cut_rupture(rupture, today),
        emploi=debut[1] if debut and debut[0] is EMPLOI else None,
        formation=debut[1] if debut and debut[0] is FORMATION else None,
        silence=_draw_silence(chance, fin, sort, signature=signature, etat=etat, today=today),
    )  # fmt: skip


def _draw_milieu(
    chance: Random, signature: date, limite: date, passages: list[tuple[EtatParcours, date]]
) -> tuple[tuple[date, date] | None, tuple[date, date] | None]:
    """A job that does not last, then a suspension, when there is room for them."""
    rupture = suspension = None
    libre = signature + timedelta(days=30)
    if chance.random() < 0.16 and (limite - libre).days > 120:
        debut = libre + timedelta(days=chance.randint(0, (limite - libre).days - 100))
        fin = debut + timedelta(days=chance.randint(9, min(170, (limite - debut).days - 5)))
        rupture, libre = (debut, fin), fin + timedelta(days=10)
        passages += [(EMPLOI, debut), (ACTIF, fin)]
    if chance.random() < 0.13 and (limite - libre).days > 120:
        du = libre + timedelta(days=chance.randint(0, (limite - libre).days - 110))
        repris = du + timedelta(days=chance.randint(45, min(180, (limite - du).days - 5)))
        suspension = (du, repris)
        passages += [(SUSPENDU, du), (ACTIF, repris)]
    return rupture, suspension


def _cut_suspension(drawn: tuple[date, date] | None, today: date) -> tuple[date, date, date | None] | None:
    if drawn is None or drawn[0] > today:
        return None
    return drawn[0], drawn[1], drawn[1] if drawn[1] <= today else None


def _cut_rupture(drawn: tuple[date, date] | None, today: date) -> tuple[date, date | None] | None:
    if drawn is None or drawn[0] > today:
        return None
    return drawn[0], drawn[1] if drawn[1] <= today else None


def _draw_silence(
    chance: Random, fin: _Fin | None, sort: str, *, signature: date, etat: EtatParcours, today: date
) -> date | None:
    """Those who gave up; those whose file sleeps; and, among the others, some not seen for two or three months."""
    if sort == "SS-ABA" and fin is not None and fin.fait < today:
        return fin.fait
    if etat is not ACTIF:
        return None
    if not sort:
        days = chance.choice((chance.randint(70, 140), chance.randint(95, 330), chance.randint(366, 800)))
    elif chance.random() < PART_PERDUS_DE_VUE:
        days = 46 + min(70, int(chance.expovariate(1 / 16)))
    else:
        return None
    return min(today, max(signature + timedelta(days=5), today - timedelta(days=days)))
