"""Which étapes a fictitious parcours goes through: families in the shares of the report, lengths by family."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from maillage.demonstration.parcours.trajectoires import Plan
from maillage.parcours.nomenclatures.etapes import TYPES, EtatPositionnement, Famille, MotifRefus, ResultatEtape

# Consolidation des PLIE 2019, § 2.3: 32 % mobilisation, 16 médiation, 14 non aidé, 13 formation, 7 IAE; what is not
# published (18 %) is shared between contrats aidés, which make 29 % of work contracts with the others, and the rest.
FAMILLES: dict[Famille, int] = {
    Famille.MOBILISATION: 32, Famille.MEDIATION: 16, Famille.NON_AIDE: 14, Famille.FORMATION: 13, Famille.IAE: 7,
    Famille.AIDE: 8, Famille.AUTRE: 10,
}  # fmt: skip
IAE = {"IAE-ACI": 56, "IAE-EI": 13, "IAE-ETTI": 14, "IAE-AI": 17}  # fiche 8
JOURS: dict[Famille, tuple[int, int]] = {
    Famille.MOBILISATION: (2, 90), Famille.MEDIATION: (10, 120), Famille.NON_AIDE: (10, 150), Famille.FORMATION: (20, 170),
    Famille.IAE: (90, 330), Famille.AIDE: (90, 330), Famille.AUTRE: (1, 120),
}  # fmt: skip
RARES = frozenset({"CAI-EAV", "IAE-RQ", "CRE-IMM", "CNA-LON", "FOR-VAE"})
# Days before the first, then between the end of one and the beginning of the next: 1.34 touch the year of each participant.
PREMIERE = (10, 110)
ATTENTE = (80, 225, 175)
RELANCE = (25, 80)  # what was refused, or to which nobody came, is soon followed by something else
# Most are called upon regularly; some more often; a few wait long, and a few never begin anything: those sleep.
RYTHMES = {0.6: 16, 1.0: 78, 1.9: 5, None: 1}
# Opérateurs close in August and at the end of the year: what would begin then begins when they open again.
CREUX = ((8, 1, 9, 1), (12, 18, 1, 5))


@dataclass(frozen=True, slots=True)
class EtapeFictive:
    type: str
    etat: EtatPositionnement
    proposee: date
    prevu_du: date
    prevu_au: date
    debut: date | None = None
    fin: date | None = None
    resultat: str = ""
    motif: str = ""


def _types(famille: Famille) -> dict[str, int]:
    if famille is Famille.IAE:
        return IAE
    return {code: 1 for code, type in TYPES.items() if type.famille is famille and code not in RARES}


TIRAGES = {famille: _types(famille) for famille in FAMILLES}


def draw_etapes(chance: Random, plan: Plan, *, today: date) -> list[EtapeFictive]:
    """Those of one parcours, in order; the job that broke and the training followed are added by who writes them."""
    rythme = chance.choices(list(RYTHMES), weights=list(RYTHMES.values()))[0]
    if plan.signature is None or rythme is None:
        return []
    until = min(plan.sortie or today + timedelta(days=40), plan.silence or date.max)
    found = []
    day = _skip_creux(chance, plan.signature + timedelta(days=chance.randint(*PREMIERE)))
    while day <= until:
        etape = _draw_etape(chance, day, until=until, is_sorti=plan.sortie is not None, today=today)
        found.append(etape)
        if etape.debut is None:
            pause = chance.randint(*RELANCE)
        else:
            pause = (min(etape.fin or etape.prevu_au, until) - day).days + int(chance.triangular(*ATTENTE) * rythme)
        day = _skip_creux(chance, day + timedelta(days=pause))
    return found


def _skip_creux(chance: Random, day: date) -> date:
    """One in six begins all the same."""
    for month, first, month_after, first_after in CREUX:
        if day.month == month and day.day >= first and chance.random() < 5 / 6:
            year = day.year + (month_after < month)
            return date(year, month_after, first_after) + timedelta(days=chance.randint(0, 20))
    return day


def _draw_etape(chance: Random, debut: date, *, until: date, is_sorti: bool, today: date) -> EtapeFictive:
    famille = chance.choices(list(FAMILLES), weights=list(FAMILLES.values()))[0]
    tirage = TIRAGES[famille]
    type = chance.choices(list(tirage), weights=list(tirage.values()))[0]
    prevu_au = debut + timedelta(days=chance.randint(*JOURS[famille]))
    proposee = debut - timedelta(days=chance.randint(0, 21))
    base: dict[str, Any] = {"type": type, "proposee": min(proposee, today), "prevu_du": debut, "prevu_au": prevu_au}
    if debut > today:
        etat = chance.choice((EtatPositionnement.PROPOSE, EtatPositionnement.ACCEPTE, EtatPositionnement.PREVU))
        return EtapeFictive(etat=etat, **base)
    tire = chance.random()
    if tire < 0.05:
        return EtapeFictive(etat=EtatPositionnement.REFUSE, motif=chance.choice(list(MotifRefus)).value, **base)
    if tire < 0.10:
        return EtapeFictive(etat=EtatPositionnement.NON_VENU, motif=MotifRefus.ABSENCES.value, **base)
    if tire < 0.22 and (prevu_au - debut).days > 6:
        fin = debut + timedelta(days=chance.randint(2, (prevu_au - debut).days - 1))
        if fin <= min(today, until):
            motif = chance.choice(list(MotifRefus)).value
            return EtapeFictive(etat=EtatPositionnement.INTERROMPU, debut=debut, fin=fin, motif=motif, **base)
    fin = min(prevu_au, until) if is_sorti else prevu_au
    if fin > today:
        return EtapeFictive(etat=EtatPositionnement.EN_COURS, debut=debut, **base)
    resultat = chance.choices(
        ["", ResultatEtape.OBJECTIF_ATTEINT, ResultatEtape.PARTIEL, ResultatEtape.NON_ATTEINT], weights=[12, 50, 26, 12]
    )[0]
    return EtapeFictive(etat=EtatPositionnement.TERMINE, debut=debut, fin=fin, resultat=str(resultat), **base)
