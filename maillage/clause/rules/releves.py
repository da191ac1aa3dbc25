"""The company's own statement of a month: its states, its link, when it is reminded of, how its people are named to it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from maillage.clause.nomenclatures.releves import A_REMPLIR, EtatReleve
from maillage.socle.dates import add_months
from maillage.socle.parametres import fixe
from maillage.socle.typographie import MOIS

SOURCE = "proposition du projet, à confirmer par Alliance Villes Emploi"
LIEN = fixe(
    "releve_lien_jours", "Durée du lien donné à une entreprise pour son relevé", "jours", 30, SOURCE, a_confirmer=True
)
RELANCE = fixe(
    "releve_relance_jour", "Jour du mois suivant où une entreprise qui n’a pas répondu est relancée", "jour du mois", 6,
    SOURCE, a_confirmer=True,
)  # fmt: skip
SECONDE_RELANCE = fixe(
    "releve_seconde_relance_jour", "Jour du mois suivant où elle l’est une seconde fois", "jour du mois", 12, SOURCE,
    a_confirmer=True,
)  # fmt: skip
ECART = fixe(
    "releve_relance_ecart", "Jours laissés à l’entreprise entre deux courriels", "jours", 4, SOURCE, a_confirmer=True
)
ENREGISTREMENTS = fixe(
    "releve_enregistrements", "Enregistrements par lien et par jour", "enregistrements", 60, SOURCE, a_confirmer=True
)
JUSTIFICATIFS = fixe(
    "releve_justificatifs", "Justificatifs joints à un relevé", "fichiers", 8, SOURCE, a_confirmer=True
)
EMBAUCHES = fixe("releve_embauches", "Embauches signalées dans un relevé", "personnes", 10, SOURCE, a_confirmer=True)

ACCES = fixe(
    "acces_acheteur_mois", "Durée du lien par lequel un acheteur lit où en sont ses lots", "mois", 12, SOURCE,
    a_confirmer=True,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Passage:
    libelle: str


E = EtatReleve
RELEVES: dict[EtatReleve, dict[EtatReleve, Passage]] = {
    E.DEMANDE: {E.ENVOYE: Passage("Envoyer ses heures")},
    E.ENVOYE: {E.RENVOYE: Passage("Renvoyer avec un motif"), E.TRAITE: Passage("Clore l’examen")},
    E.RENVOYE: {E.ENVOYE: Passage("Envoyer de nouveau")},
    E.TRAITE: {E.RENVOYE: Passage("Renvoyer avec un motif")},
}


def can_pass(de: EtatReleve, vers: EtatReleve) -> bool:
    return vers in RELEVES[de]


class Ouverture(StrEnum):
    """What the link shows."""

    A_REMPLIR = "a_remplir"
    DEJA_ENVOYE = "deja_envoye"
    DEPASSE = "depasse"
    LOT_CLOS = "lot_clos"


def find_ouverture(etat: EtatReleve, *, jusqu_au: date | None, is_lot_suivi: bool, today: date) -> Ouverture:
    """What was sent stays readable while the link lasts; a closed lot is said before anything is typed."""
    if jusqu_au is None or today > jusqu_au:
        return Ouverture.DEPASSE
    if etat not in A_REMPLIR:
        return Ouverture.DEJA_ENVOYE
    return Ouverture.A_REMPLIR if is_lot_suivi else Ouverture.LOT_CLOS


def find_fin_lien(today: date) -> date:
    return today + timedelta(days=LIEN.get(on=today).valeur)


def find_fin_acces(today: date) -> date:
    return add_months(today, ACCES.get(on=today).valeur)


def check_demande(mois: date, *, today: date) -> str | None:
    """Why the hours of that month cannot be asked yet."""
    if mois > today:
        return f"Le mois {write_de_mois(mois)} n’a pas commencé : demandez ses heures quand il sera fini."
    return None


def check_debit(deja: int, *, today: date) -> str | None:
    limite = ENREGISTREMENTS.get(on=today).valeur
    if deja >= limite:
        return (
            f"Ce relevé a été enregistré {limite} fois aujourd’hui : ce qui l’a été est gardé. Revenez demain, ou appelez "
            "votre interlocuteur."
        )
    return None


def find_relance(mois: date, *, demande_le: date, relances: int, today: date) -> int | None:
    """Which reminder is due today: the first, the second, or none. Never before the company had a few days.

    Days missed are caught up: the reminder leaves the next day the job runs.
    """
    if relances >= 2:
        return None
    suivant = add_months(mois.replace(day=1), 1)
    jour = (RELANCE, SECONDE_RELANCE)[relances].get(on=today).valeur
    ecart = ECART.get(on=today).valeur * (relances + 1)
    due = max(suivant + timedelta(days=jour - 1), demande_le + timedelta(days=ecart))
    return relances + 1 if today >= due else None


def find_mois_du(today: date) -> date:
    """The month whose hours are asked now: the last one that has ended."""
    return add_months(today.replace(day=1), -1)


def write_mois(mois: date) -> str:
    """`octobre 2026`"""
    return f"{MOIS[mois.month - 1]} {mois.year}"


def write_de_mois(mois: date) -> str:
    """`d’octobre 2026`, `de mars 2026`"""
    libelle = write_mois(mois)
    return f"d’{libelle}" if libelle[0] in "aeiou" else f"de {libelle}"


@dataclass(frozen=True, slots=True)
class Nomme:
    """Somebody as their employer's page may name them. `precision`: what tells two of them apart."""

    prenom: str
    nom: str
    precision: str = ""


def write_noms(nommes: Sequence[Nomme]) -> list[str]:
    """First name and initial: a page that opens without an account says no more. Two alike are told apart."""
    courts = [_shorten(nomme) for nomme in nommes]
    times = Counter(courts)
    return [
        f"{court} ({nomme.precision})" if times[court] > 1 and nomme.precision else court
        for court, nomme in zip(courts, nommes, strict=True)
    ]


def _shorten(nomme: Nomme) -> str:
    prenom = nomme.prenom.split()[0] if nomme.prenom.split() else ""
    initiale = f"{nomme.nom.strip()[:1].upper()}." if nomme.nom.strip() else ""
    return f"{prenom} {initiale}".strip()
