"""Whose hours count, and until when: found eligible before the first job, then for a window (domaine 02 § 5, 2)."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from maillage.socle.dates import add_months
from maillage.socle.parametres import fixe

CENTIEME = Decimal("0.01")
DUREE = fixe(
    "duree_eligibilite_clause",
    "Durée pendant laquelle les heures comptent, depuis la première mise à l’emploi",
    "mois",
    24,
    "pratique des facilitateurs ; à vérifier dans le recueil des fondamentaux d’Alliance Villes Emploi (2024)",
    a_confirmer=True,
)
LUNDI_A_VENDREDI = range(5)


@dataclass(frozen=True, slots=True)
class Fenetre:
    """From the first job under a clause, whoever the employer and whatever the market; both days are in it."""

    du: date
    au: date

    def __contains__(self, day: date) -> bool:
        return self.du <= day <= self.au


def open_fenetre(premiere: date, *, prolongee_au: date | None = None, on: date | None = None) -> Fenetre:
    """A reasoned decision may prolong it, never shorten it. The duration is that in force on the first day."""
    fin = add_months(premiere, DUREE.get(on=on or premiere).valeur) - timedelta(days=1)
    return Fenetre(premiere, max(fin, prolongee_au) if prolongee_au else fin)


def check_constat(*, constat: date | None, mise_emploi: date) -> str | None:
    """Why this job cannot count: eligibility is found before the work begins, and proved."""
    if constat is None:
        return "L’éligibilité n’est pas constatée : ajoutez le critère, sa pièce et la date du constat avant la mise à l’emploi."
    if constat > mise_emploi:
        return (
            f"L’éligibilité a été constatée le {constat:%d/%m/%Y}, après la mise à l’emploi du {mise_emploi:%d/%m/%Y} : "
            "ces heures ne comptent pas. Corrigez la date si la pièce est plus ancienne."
        )
    return None


def list_ouvres(mois: date) -> list[date]:
    """The days from Monday to Friday of a month; public holidays weigh the same before and after a cut."""
    premier = mois.replace(day=1)
    jours = (add_months(premier, 1) - premier).days
    return [d for n in range(jours) if (d := premier + timedelta(days=n)).weekday() in LUNDI_A_VENDREDI]


def split_mois(heures: Decimal, *, mois: date, fenetre: Fenetre) -> tuple[Decimal, Decimal]:
    """What counts and what does not, of one month's hours that were not told day by day: by working days, traced.

    The two always make `heures`.
    """
    ouvres = list_ouvres(mois)
    dedans = sum(day in fenetre for day in ouvres)
    comptees = (heures * dedans / len(ouvres)).quantize(CENTIEME, ROUND_HALF_UP)
    return comptees, heures - comptees
