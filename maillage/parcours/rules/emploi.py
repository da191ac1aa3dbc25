"""Six months in a job: which contracts count, which days are held, when the months are over (domaine 01 § 10, 11.2).

Sick leave, maternity, holidays do not end a contract: nothing of them is written anywhere, and nothing is lost.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from maillage.parcours.nomenclatures.sorties import ContratTravail
from maillage.parcours.rules import parametres_sorties as p
from maillage.socle.dates import add_months

UN_JOUR = timedelta(days=1)
PLEIN = Decimal(1)
ETAPES_SEULEMENT = frozenset({ContratTravail.IAE, ContratTravail.AI})


@dataclass(frozen=True, slots=True)
class Contrat:
    """One work contract. `fin`: its last day, None while it lasts. `is_choisi`: its part time is wanted."""

    type: ContratTravail
    debut: date
    fin: date | None = None
    quotite: Decimal = PLEIN
    is_choisi: bool = True
    is_aide_eligible: bool = False
    fin_prevue: date | None = None

    @property
    def is_partiel(self) -> bool:
        return self.quotite < PLEIN

    def covers(self, jour: date) -> bool:
        return self.debut <= jour and (self.fin is None or jour <= self.fin)


@dataclass(frozen=True, slots=True)
class Periode:
    """Days held in a row, both ends included; `fin` None: still held."""

    debut: date
    fin: date | None


@dataclass(frozen=True, slots=True)
class Seuils:
    """The parameters in force on a day; `read` finds them."""

    mois: int
    tolerance: int
    quotite: Decimal

    @classmethod
    def read(cls, *, on: date) -> "Seuils":
        return cls(
            p.MOIS_EMPLOI.get(on=on).valeur, p.TOLERANCE.get(on=on).valeur, Decimal(p.QUOTITE.get(on=on).valeur) / 100
        )


def is_candidat(contrat: Contrat) -> bool:
    """May lead to an exit (T12). The IAE is an étape; a contrat aidé only when it is on the list."""
    if contrat.type in ETAPES_SEULEMENT:
        return False
    return contrat.type is not ContratTravail.AIDE or contrat.is_aide_eligible


def check_candidat(contrat: Contrat, *, autres: Sequence[Contrat] = (), seuils: Seuils) -> str | None:
    """Why no follow-up opens on this contract, the others held the same day being added; None when it does."""
    if contrat.type in ETAPES_SEULEMENT:
        return "Un contrat d’insertion est une étape du parcours, pas une sortie."
    if not is_candidat(contrat):
        return "Ce contrat aidé n’est pas de la liste qui vaut sortie : il compte comme une étape."
    if not holds((contrat, *autres), contrat.debut, seuils=seuils):
        if contrat.is_partiel and not contrat.is_choisi:
            return "Un temps partiel subi ne vaut pas emploi durable : la personne reste en parcours."
        return f"Il faut au moins {seuils.quotite:.0%} d’un temps plein.".replace("%", " %")
    return None


def holds(contrats: Iterable[Contrat], jour: date, *, seuils: Seuils) -> bool:
    """Whether this day counts: the quotités of several employers add up; part time that is not wanted does not count,
    unless all together make a full time."""
    running = [contrat for contrat in contrats if contrat.covers(jour) and is_candidat(contrat)]
    total = sum((contrat.quotite for contrat in running), Decimal(0))
    if total >= PLEIN:
        return True
    voulue = sum((c.quotite for c in running if c.is_choisi or not c.is_partiel), Decimal(0))
    return voulue > 0 and voulue >= seuils.quotite


def build_periodes(contrats: Sequence[Contrat], *, seuils: Seuils) -> list[Periode]:
    """The union of the days that count, gaps up to the tolerance filled, in order."""
    edges = sorted({c.debut for c in contrats} | {c.fin + UN_JOUR for c in contrats if c.fin is not None})
    periodes: list[Periode] = []
    for edge, after in pairwise([*edges, None]):
        if edge is None or not holds(contrats, edge, seuils=seuils):
            continue
        fin = after - UN_JOUR if after is not None else None
        last = periodes[-1] if periodes else None
        if last is not None and last.fin is not None and (edge - last.fin).days - 1 <= seuils.tolerance:
            periodes[-1] = Periode(last.debut, fin)
        else:
            periodes.append(Periode(edge, fin))
    return periodes


def find_periode(contrats: Sequence[Contrat], jour: date, *, seuils: Seuils) -> Periode | None:
    """The days in a row among which this one is."""
    for periode in build_periodes(contrats, seuils=seuils):
        if periode.debut <= jour and (periode.fin is None or jour <= periode.fin):
            return periode
    return None


def compute_validation(debut: date, *, seuils: Seuils) -> date:
    """The day the six months are over: their last day is the one before."""
    return add_months(debut, seuils.mois)


@dataclass(frozen=True, slots=True)
class Etat:
    """Where the six months stand on a day. `debut`: of the days in a row under way, or of those that were held."""

    debut: date | None
    validation: date | None
    is_tenu: bool
    is_rompu: bool


def assess(contrats: Sequence[Contrat], *, depuis: date, on: date, seuils: Seuils) -> Etat:
    """`depuis`: the first day followed. Held as soon as any days in a row since then reach the six months;
    broken when the last of them ended before today, beyond the tolerance."""
    periodes = [q for q in build_periodes(contrats, seuils=seuils) if q.debut <= on and (q.fin or on) >= depuis]
    for periode in periodes:
        validation = compute_validation(periode.debut, seuils=seuils)
        if validation <= on and (periode.fin is None or periode.fin >= validation - UN_JOUR):
            return Etat(periode.debut, validation, is_tenu=True, is_rompu=False)
    if not periodes:
        return Etat(None, None, is_tenu=False, is_rompu=True)
    last = periodes[-1]
    is_rompu = last.fin is not None and (on - last.fin).days - 1 > seuils.tolerance
    return Etat(last.debut, compute_validation(last.debut, seuils=seuils), is_tenu=False, is_rompu=is_rompu)


def list_points(debut: date, *, on: date) -> list[date]:
    """The days of the follow-up: two weeks, then months 1, 3, 5 and 6. `on`: whose parameters."""
    first = debut + timedelta(days=p.POINT_JOURS.get(on=on).valeur)
    return [first, *(add_months(debut, point.get(on=on).valeur) for point in p.POINTS_MOIS)]


def count_jours(periodes: Iterable[Periode], *, du: date, au: date) -> int:
    """Days held from `du` included to `au` excluded."""
    total = 0
    for periode in periodes:
        start, end = max(periode.debut, du), min(periode.fin + UN_JOUR if periode.fin else au, au)
        total += max(0, (end - start).days)
    return total


def is_saison_tenue(contrats: Sequence[Contrat], *, on: date, seuils: Seuils) -> bool:
    """Eight months in a job over the twelve that end today, whatever the interruptions."""
    mois, fenetre = p.SAISON_MOIS.get(on=on).valeur, p.SAISON_FENETRE.get(on=on).valeur
    start = add_months(on, -fenetre)
    held = count_jours(build_periodes(contrats, seuils=seuils), du=start, au=on)
    return held * fenetre >= mois * (on - start).days


def is_ai_tenue(missions: Sequence[Contrat], *, naissance: date | None, souhaite: bool, on: date) -> bool:
    """The four conditions together: age, length, share of full time, and no more support wanted."""
    if naissance is None or not missions or not souhaite:
        return False
    if on <= add_months(naissance, 12 * p.AI_AGE.get(on=on).valeur):
        return False
    ends = [(m, min(m.fin or on, on)) for m in missions if m.type is ContratTravail.AI and m.debut <= on]
    jours = sum((end - m.debut).days + 1 for m, end in ends)
    requis = (add_months(on, p.AI_MOIS.get(on=on).valeur) - on).days
    worked = sum((Decimal((end - m.debut).days + 1) * m.quotite for m, end in ends), Decimal(0))
    return jours > requis and worked * 100 >= p.AI_QUOTITE.get(on=on).valeur * jours


TYPE_PAR_CONTRAT: dict[ContratTravail, str] = {
    ContratTravail.CDI: "ED-CDI",
    ContratTravail.CDD: "ED-CDD",
    ContratTravail.INTERIM: "ED-INT",
    ContratTravail.SAISONNIER: "ED-SAI",
    ContratTravail.FONCTION_PUBLIQUE: "ED-FPT",
    ContratTravail.ALTERNANCE: "ED-ALT",
    ContratTravail.AIDE: "ED-AID",
    ContratTravail.CREATION: "ED-CRE",
    ContratTravail.AI: "ED-AI55",
}


def find_type(contrats: Sequence[Contrat], *, on: date) -> str:
    """The type of exit of the contract held on that day, or of the last one: the longest share first."""
    known = [contrat for contrat in contrats if contrat.debut <= on and is_candidat(contrat)]
    if not known:
        raise ValueError("Aucun contrat de cette période ne vaut emploi.")
    best = max(known, key=lambda c: (c.covers(on), c.quotite, c.debut))
    if best.type is ContratTravail.PARTICULIER:
        return "ED-CDD" if best.fin_prevue or best.fin else "ED-CDI"
    return TYPE_PAR_CONTRAT[best.type]
