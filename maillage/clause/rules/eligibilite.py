"""Whose hours count, and until when: found eligible before the first job, then for a window (domaine 02 § 5, 2)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from maillage.clause.nomenclatures.eligibilites import MOTIFS, Decision, MotifDecision
from maillage.clause.nomenclatures.emplois import ALTERNANCE, SANS_TERME, TypeContrat
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
DUREE_CDI = fixe(
    "duree_eligibilite_clause_cdi",
    "Durée pendant laquelle les heures d’un CDI comptent, depuis son début",
    "mois",
    24,
    "durée propre au CDI, à vérifier dans le recueil des fondamentaux d’Alliance Villes Emploi (2024)",
    a_confirmer=True,
)
LUNDI_A_VENDREDI = range(5)


@dataclass(frozen=True, slots=True)
class Fait:
    """One decision on somebody."""

    constat: date
    decision: Decision
    prolongee_au: date | None = None


def find_constat(faits: Iterable[Fait]) -> date | None:
    """The first day on which the person was found eligible; a refusal, before or after, takes nothing back."""
    return min((fait.constat for fait in faits if fait.decision is Decision.ACCORDEE), default=None)


def find_prolongation(faits: Iterable[Fait]) -> date | None:
    return max((f.prolongee_au for f in faits if f.prolongee_au is not None), default=None)


def check_decision(
    *, decision: Decision, motif: MotifDecision | None, has_critere: bool, constat: date, prolongee_au: date | None,
    deja_accordee: bool, fin: date | None, today: date,
) -> dict[str, str]:  # fmt: skip
    """Why this decision cannot stand, field by field. `fin`: the last day of the window as it is now."""
    refus: dict[str, str] = {}
    if constat > today:
        refus["constat"] = "Une éligibilité se constate aujourd’hui au plus tard."
    if decision is not Decision.REFUSEE and not has_critere:
        refus["criteres"] = "Cochez au moins un critère : c’est lui que la pièce prouve."
    if (motif is not None and motif not in MOTIFS[decision]) or (motif is None and MOTIFS[decision]):
        refus["motif"] = "Choisissez un motif qui va avec la décision." if MOTIFS[decision] else "Sans objet ici."
    if decision is Decision.RENOUVELEE:
        if not deja_accordee:
            refus["decision"] = "Rien n’est encore accordé : il n’y a rien à prolonger."
        elif fin is None:
            refus["decision"] = "La durée ne court pas encore : elle commence avec le premier contrat de la clause."
        elif prolongee_au is None:
            refus["prolongee_au"] = "Indiquez jusqu’à quel jour l’éligibilité est prolongée."
        elif prolongee_au <= fin:
            refus["prolongee_au"] = f"L’éligibilité court déjà jusqu’au {fin:%d/%m/%Y}."
    elif prolongee_au is not None:
        refus["prolongee_au"] = "Seule une prolongation porte une date de fin."
    return refus


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


def extend_fenetre(fenetre: Fenetre, *, contrat: TypeContrat, debut: date, fin: date | None) -> Fenetre:
    """That of one contract: an alternance counts to its end, a CDI for a time of its own, if they began inside.

    [to be confirmed by the network: « durée propre », no text read gives it]
    """
    if debut not in fenetre:
        return fenetre
    if contrat in ALTERNANCE and fin is not None:
        return Fenetre(fenetre.du, max(fenetre.au, fin))
    if contrat in SANS_TERME:
        return Fenetre(
            fenetre.du, max(fenetre.au, add_months(debut, DUREE_CDI.get(on=debut).valeur) - timedelta(days=1))
        )
    return fenetre


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


def split_mois(
    heures: Decimal, *, mois: date, fenetre: Fenetre, contrat: Fenetre | None = None
) -> tuple[Decimal, Decimal]:
    """What counts and what does not, of one month's hours that were not told day by day: by working days, traced.

    `contrat`: the days of the contract, the only ones that can have been worked. The two always make `heures`.
    """
    ouvres = list_ouvres(mois)
    ouvres = [day for day in ouvres if contrat is None or day in contrat] or ouvres
    dedans = sum(day in fenetre for day in ouvres)
    comptees = (heures * dedans / len(ouvres)).quantize(CENTIEME, ROUND_HALF_UP)
    return comptees, heures - comptees
