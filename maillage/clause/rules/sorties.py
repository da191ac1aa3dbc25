"""What persons become after the clause: who is asked, when, and the two rates (SORTIE_6, SORTIE_12; domaine 02 § 8)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from maillage.clause.nomenclatures.suivi import POSITIVES, Jalon, SituationSortie
from maillage.socle.dates import add_months
from maillage.socle.parametres import fixe

TOLERANCE = fixe(
    "sortie_clause_tolerance", "Écart au jalon au-delà duquel une réponse n’est plus comptée", "jours", 30,
    "référence de la clause, SORTIE_6 et SORTIE_12 : situation au jalon, à 30 jours près",
)  # fmt: skip
LIEN_JOURS = fixe(
    "sortie_clause_lien", "Durée d’un lien remis à une personne", "jours", 45, "proposition du projet", a_confirmer=True
)


@dataclass(frozen=True, slots=True)
class Contrat:
    """`fin`: real, or planned; None while nothing says when it ends."""

    cle: int
    debut: date
    fin: date | None


@dataclass(frozen=True, slots=True)
class Echeance:
    """`contrat`: the last one; `prevu_le`: the day of the milestone."""

    contrat: int
    jalon: Jalon
    prevu_le: date


def list_echeances(contrats: Sequence[Contrat], *, on: date) -> list[Echeance]:
    """The milestones of one person, from the end of her last contract; none once a new one began before them.

    A contract that has not ended on that day has no milestone: its planned end may still move.
    """
    found = []
    for contrat in contrats:
        if contrat.fin is None or contrat.fin >= on:
            continue
        for jalon in Jalon:
            prevu = add_months(contrat.fin, jalon)
            if not any(_follows(autre, contrat, prevu=prevu) for autre in contrats):
                found.append(Echeance(contrat.cle, jalon, prevu))
    return sorted(found, key=lambda e: (e.prevu_le, e.contrat))


def _follows(autre: Contrat, contrat: Contrat, *, prevu: date) -> bool:
    """The other one ran, or began, after this one ended and before the milestone; of two that end together, one counts."""
    if autre.cle == contrat.cle or contrat.fin is None or autre.debut > prevu:
        return False
    if autre.fin is None or autre.fin > contrat.fin:
        return True
    return autre.fin == contrat.fin and autre.cle > contrat.cle


def is_demandable(echeance: Echeance, *, on: date) -> bool:
    """From the first day on which an answer counts."""
    return echeance.prevu_le - timedelta(days=TOLERANCE.get(on=on).valeur) <= on


def is_depasse(echeance: Echeance, *, on: date) -> bool:
    """An answer would still be kept, and no longer counted."""
    return echeance.prevu_le + timedelta(days=TOLERANCE.get(on=on).valeur) < on


@dataclass(frozen=True, slots=True)
class Issue:
    """One person of the cohort; `situation` None while nobody knows."""

    prevu_le: date
    situation: SituationSortie | None = None
    demande_le: date | None = None

    @property
    def is_repondue(self) -> bool:
        """Told within some days of the milestone; « injoignable » is no answer."""
        if self.situation in (None, SituationSortie.INJOIGNABLE) or self.demande_le is None:
            return False
        return abs((self.demande_le - self.prevu_le).days) <= TOLERANCE.get(on=self.prevu_le).valeur

    @property
    def is_positive(self) -> bool:
        return self.is_repondue and self.situation in POSITIVES


@dataclass(frozen=True, slots=True)
class Taux:
    """Always both: on who answered, and on the whole cohort, with the share of answers."""

    cohorte: int
    repondants: int
    positives: int

    @property
    def sur_repondants(self) -> Fraction | None:
        return Fraction(self.positives, self.repondants) if self.repondants else None

    @property
    def sur_cohorte(self) -> Fraction | None:
        return Fraction(self.positives, self.cohorte) if self.cohorte else None

    @property
    def reponse(self) -> Fraction | None:
        return Fraction(self.repondants, self.cohorte) if self.cohorte else None


def compute_taux(issues: Iterable[Issue], *, du: date, au: date) -> Taux:
    """Of the cohort whose milestone falls in the period, both days included."""
    cohorte = [issue for issue in issues if du <= issue.prevu_le <= au]
    return Taux(len(cohorte), sum(issue.is_repondue for issue in cohorte), sum(issue.is_positive for issue in cohorte))


def check_reponse(*, demande_le: date, fin: date, today: date) -> str | None:
    if demande_le > today:
        return "Ce jour n’est pas encore venu : notez la situation le jour où elle est dite."
    if demande_le <= fin:
        return f"Le contrat a fini le {fin:%d/%m/%Y} : la situation dite est celle d’après."
    return None
