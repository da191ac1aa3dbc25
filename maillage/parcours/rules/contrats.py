"""The contract of the PLIE and the legal one: who signed when, and until when it may wait (domaine 01 § 8, 18)."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from maillage.socle.dates import add_months
from maillage.socle.parametres import fixe

SIGNATURE_JOURS = fixe(
    "parcours.signature_jours", "Contrat à signer après l’entrée, au plus tard sous", "jours", 30,
    "usage des PLIE, à régler dans chaque dispositif", a_confirmer=True,
)  # fmt: skip
CE_SIGNATURE_MOIS = fixe(
    "parcours.ce_signature_mois", "Contrat d’engagement CE à signer après la notification, sous", "mois", 1,
    "Code du travail, article D. 5411-14-1",
)  # fmt: skip
CE_HEURES = fixe(
    "parcours.ce_heures", "Heures d’activité par semaine du contrat d’engagement CE", "heures", 15,
    "Loi du 18 décembre 2023 pour le plein emploi",
)  # fmt: skip
CE_HEURES_MAXIMUM = fixe(
    "parcours.ce_heures_maximum", "Heures d’activité par semaine, au plus", "heures", 35, "durée légale du travail"
)


@dataclass(frozen=True, slots=True)
class Signatures:
    """None: not signed yet."""

    personne: date | None = None
    referent: date | None = None
    plie: date | None = None

    @property
    def derniere(self) -> date | None:
        """The day from which the contract binds: that of the last signature, once there are three."""
        days = [day for day in (self.personne, self.referent, self.plie) if day is not None]
        return max(days) if len(days) == len(NOMS) else None

    def list_manquantes(self) -> list[str]:
        return [nom for champ, nom in NOMS.items() if getattr(self, champ) is None]


NOMS = {"personne": "la personne", "referent": "le référent", "plie": "le PLIE"}


def check_signatures(signatures: Signatures, *, entree: date, today: date) -> list[tuple[str, str]]:
    """Pairs of a field and what is wrong with it."""
    said = []
    for champ, nom in NOMS.items():
        day = getattr(signatures, champ)
        if day is None:
            continue
        if day > today:
            said.append((champ, f"Le {day:%d/%m/%Y} est dans le futur : notez la signature le jour venu."))
        elif day < entree:
            said.append((champ, f"La signature par {nom} ({day:%d/%m/%Y}) précède l’entrée ({entree:%d/%m/%Y})."))
    return said


def compute_echeance_signature(entree: date, *, on: date) -> date:
    return entree + timedelta(days=SIGNATURE_JOURS.get(on=on).valeur)


def compute_terme(du: date, duree_mois: int | None) -> date | None:
    """The last day of a contract of so many months."""
    return None if duree_mois is None else add_months(du, duree_mois) - timedelta(days=1)


def is_echu(terme: date | None, *, on: date) -> bool:
    """Its last planned day has passed: it still binds, and says nothing more of what comes (domaine 01 § 8, « durée
    prévue »). An amendment, or an exit, puts it right; nothing ends by itself."""
    return terme is not None and terme < on


def compute_fin_du_precedent(du: date, *, suivant: date) -> date:
    """The version before ends the day before the next one takes effect; the same day at the earliest."""
    return max(du, suivant - timedelta(days=1))


def compute_echeance_ce(notifie_le: date, *, on: date) -> date:
    return add_months(notifie_le, CE_SIGNATURE_MOIS.get(on=on).valeur)


def check_ce(
    *, notifie_le: date, signe_le: date | None, heures: Decimal | None, motif_reduction: str, today: date
) -> tuple[str, str] | None:
    """Dates in order, and a reason when fewer hours are agreed. It tells what is missing, never what it would cost."""
    if notifie_le > today:
        return "notifie_le", f"Le {notifie_le:%d/%m/%Y} est dans le futur."
    if signe_le is not None and signe_le > today:
        return "signe_le", f"Le {signe_le:%d/%m/%Y} est dans le futur."
    if signe_le is not None and signe_le < notifie_le:
        return "signe_le", f"La signature précède la notification ({notifie_le:%d/%m/%Y})."
    attendu = CE_HEURES.get(on=today).valeur
    if heures is not None and heures < attendu and not motif_reduction:
        return "motif_reduction", f"Moins de {attendu} heures par semaine : dites ce qui a été convenu."
    maximum = CE_HEURES_MAXIMUM.get(on=today).valeur
    if heures is not None and heures > maximum:
        return "heures_semaine", f"Pas plus de {maximum} heures par semaine."
    return None
