"""What becomes of a line of hours when it is examined: counted, cut, put aside, or not ready (domaine 02 § 5, 1 to 3)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from maillage.clause.nomenclatures.emplois import TypeContrat
from maillage.clause.rules.eligibilite import Fait as Decision
from maillage.clause.rules.eligibilite import (
    Fenetre,
    check_constat,
    extend_fenetre,
    find_constat,
    find_prolongation,
    open_fenetre,
    split_mois,
)
from maillage.socle.typographie import write_nombre

LOIN = date(9999, 12, 31)
ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Droits:
    """What somebody's decisions and contracts give. `premiere`: their first contract begun once found eligible."""

    constat: date | None = None
    premiere: date | None = None
    prolongee_au: date | None = None

    @property
    def fenetre(self) -> Fenetre | None:
        if self.premiere is None:
            return None
        return open_fenetre(self.premiere, prolongee_au=self.prolongee_au)


def compute_droits(decisions: list[Decision], debuts: list[date]) -> Droits:
    constat = find_constat(decisions)
    eligibles = [debut for debut in debuts if constat is not None and debut >= constat]
    return Droits(constat, min(eligibles, default=None), find_prolongation(decisions))


@dataclass(frozen=True, slots=True)
class Contrat:
    type: TypeContrat
    debut: date
    fin: date | None


def find_fenetre(contrat: Contrat, droits: Droits) -> Fenetre | None:
    """The days on which the hours of a contract count; None when it began before anybody found the person eligible."""
    if check_constat(constat=droits.constat, mise_emploi=contrat.debut) or droits.fenetre is None:
        return None
    return extend_fenetre(droits.fenetre, contrat=contrat.type, debut=contrat.debut, fin=contrat.fin)


@dataclass(frozen=True, slots=True)
class Examen:
    """`refus`: cannot be validated as it is. Otherwise what counts and what is put aside, and why."""

    comptees: Decimal
    ecartees: Decimal = ZERO
    refus: str = ""
    phrase: str = ""

    @property
    def is_hors(self) -> bool:
        """Nothing of it counts: it is rejected, and stays."""
        return not self.refus and not self.comptees and bool(self.ecartees)


def examine(heures: Decimal, *, mois: date, contrat: Contrat, droits: Droits) -> Examen:
    if refus := check_constat(constat=droits.constat, mise_emploi=contrat.debut):
        return Examen(ZERO, refus=refus)
    fenetre = find_fenetre(contrat, droits)
    assert fenetre is not None  # found eligible before this contract: the first one begun since opens it
    jours = Fenetre(contrat.debut, contrat.fin or LOIN)
    comptees, ecartees = split_mois(heures, mois=mois, fenetre=fenetre, contrat=jours)
    if not ecartees:
        return Examen(comptees)
    if not comptees:
        return Examen(
            ZERO,
            ecartees,
            phrase=f"Hors de la durée d’éligibilité, qui court du {fenetre.du:%d/%m/%Y} au {fenetre.au:%d/%m/%Y}.",
        )
    return Examen(
        comptees, ecartees,
        phrase=f"L’éligibilité finit le {fenetre.au:%d/%m/%Y} : {write_nombre(comptees)} h comptent sur "
        f"{write_nombre(heures)}, au prorata des jours ouvrés.",
    )  # fmt: skip
