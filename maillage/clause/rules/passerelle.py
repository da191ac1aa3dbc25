"""Which étape of a parcours a contract of the clause is, and what forbids it to become one (domaine 01 § 9)."""

from datetime import date

from maillage.clause.nomenclatures.emplois import ModeRealisation, TypeContrat
from maillage.clause.nomenclatures.passerelle import COURT, LONG, PAR_CONTRAT, PAR_MODE
from maillage.socle.dates import add_months

SIX_MOIS = 6


def suggest_type(contrat: TypeContrat, mode: ModeRealisation, *, debut: date, fin: date | None) -> str:
    """How it is provided comes first, then the contract; a CDD is long from six months on."""
    if mode in PAR_MODE:
        return PAR_MODE[mode]
    if contrat in PAR_CONTRAT:
        return PAR_CONTRAT[contrat]
    return LONG if fin is None or fin >= add_months(debut, SIX_MOIS) else COURT


def check_transmission(*, informee_le: date, today: date) -> str | None:
    """The person is told before her PLIE is (domaine 05 § 6)."""
    if informee_le > today:
        return "La personne est informée d’abord : indiquez un jour déjà venu."
    return None
