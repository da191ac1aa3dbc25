"""What an orientation needs at each step of the way in (domaine 01 § 3.2, T1 to T6, and § 4)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from maillage.parcours.nomenclatures.etats import ORIENTATIONS_CLOSES, EtatOrientation
from maillage.parcours.nomenclatures.orientation import Critere, MotifNonEntree
from maillage.participants.nomenclatures.niveaux import Niveau
from maillage.socle.dates import add_months, count_months
from maillage.socle.parametres import Parametre, fixe
from maillage.socle.refus import Manque
from maillage.socle.typographie import write_accord, write_date_courte

USAGE = "usage des PLIE, à fixer par le protocole de chacun"
REPONSE = fixe("parcours.orientation.reponse", "réponse à une orientation", "jours", 30, USAGE, a_confirmer=True)
LIEN = fixe("parcours.orientation.lien", "validité du lien d’un prescripteur", "mois", 12, USAGE, a_confirmer=True)
PAR_JOUR = fixe(
    "parcours.orientation.par_jour", "orientations transmises par un même lien en un jour", "orientations", 20,
    "limite de débit d’une page sans compte (domaine 05 § 9)", a_confirmer=True,
)  # fmt: skip
AGE_MIN = fixe("parcours.orientation.age_min", "âge minimal d’une personne orientée", "ans", 16,
               "fin de l’obligation scolaire (code de l’éducation, L. 131-1)")  # fmt: skip

MODIFIABLES: frozenset[EtatOrientation] = frozenset({EtatOrientation.BROUILLON, EtatOrientation.A_COMPLETER})
EN_ATTENTE: frozenset[EtatOrientation] = frozenset({EtatOrientation.TRANSMISE})
OUVERTES: frozenset[EtatOrientation] = frozenset(EtatOrientation) - ORIENTATIONS_CLOSES - {EtatOrientation.BROUILLON}


@dataclass(frozen=True, slots=True)
class Fiche:
    """What somebody typed about the person they orient."""

    nom_naissance: str = ""
    prenoms: str = ""
    date_naissance: date | None = None
    telephone: str = ""
    courriel: str = ""
    voie: str = ""
    has_commune: bool = False
    criteres: Collection[Critere] = ()
    inscrit_le: date | None = None
    niveau: Niveau | None = None
    argument: str = ""
    date_contact: date | None = None
    consentement_le: date | None = None
    consentement_support: str = ""
    signee_le: date | None = None


SELON = {"telephone": ("courriel", "voie")}  # one way to reach the person is enough


def list_manques(fiche: Fiche, *, today: date) -> list[Manque]:
    """Why this fiche cannot be sent yet (T2): each line says what to do."""
    absents = (
        ("nom_naissance", not fiche.nom_naissance, "Donnez le nom de naissance."),
        ("prenoms", not fiche.prenoms, "Donnez au moins un prénom."),
        ("date_naissance", fiche.date_naissance is None, "Donnez la date de naissance : elle évite les doublons."),
        (
            "telephone",
            not (fiche.telephone or fiche.courriel or fiche.voie),
            "Donnez un moyen de joindre la personne : téléphone, courriel ou adresse.",
        ),
        ("commune", not fiche.has_commune, "Donnez la commune où habite la personne."),
        ("criteres", not fiche.criteres, "Cochez au moins un critère de public."),
        (
            "argument",
            Critere.DIFFICULTES in fiche.criteres and not fiche.argument,
            "Dites en quelques mots les difficultés qui justifient l’orientation.",
        ),
        (
            "consentement_le",
            fiche.consentement_le is None,
            "Donnez la date de l’accord de la personne : sans lui, rien n’est transmis.",
        ),
        (
            "consentement_support",
            not fiche.consentement_support,
            "Dites où la signature de la personne est gardée.",
        ),
        ("signee_prescripteur_le", fiche.signee_le is None, "Donnez la date de votre signature."),
    )
    found = [Manque(champ, phrase, SELON.get(champ, ())) for champ, is_absent, phrase in absents if is_absent]
    return found + _list_dates_fausses(fiche, today=today)


def _list_dates_fausses(fiche: Fiche, *, today: date) -> list[Manque]:
    dated = {
        "date_naissance": fiche.date_naissance,
        "date_contact": fiche.date_contact,
        "inscrit_le": fiche.inscrit_le,
        "consentement_le": fiche.consentement_le,
        "signee_prescripteur_le": fiche.signee_le,
    }
    found = [
        Manque(champ, f"Le {day:%d/%m/%Y} est dans le futur : corrigez la date.")
        for champ, day in dated.items()
        if day is not None and day > today
    ]
    born = fiche.date_naissance
    if born is not None and born <= today and count_months(born, today) // 12 < (age := _read(AGE_MIN, today)):
        found.append(Manque("date_naissance", f"La personne a moins de {age} ans : vérifiez sa date de naissance."))
    return found


def check_motif(motif: MotifNonEntree | str) -> str | None:
    return None if motif else "Dites pourquoi : le prescripteur et la personne ont droit au motif."


def check_jour(le: date, *, today: date, apres: date | None = None, quoi: str = "") -> str | None:
    """A day that is written is past, and not before what it follows."""
    if le > today:
        return f"Le {le:%d/%m/%Y} est dans le futur : enregistrez-le le jour venu."
    if apres is not None and le < apres:
        return f"Le {le:%d/%m/%Y} précède {quoi} ({apres:%d/%m/%Y}) : corrigez la date."
    return None


def get_echeance(prescription: date, complete: date | None) -> date:
    """The day the answer was promised for: counted anew once a complement has come."""
    since = complete or prescription
    return since + timedelta(days=_read(REPONSE, since))


def find_echeance(etat: EtatOrientation, *, prescription: date | None, complete: date | None) -> date | None:
    """None when no answer is awaited."""
    if etat not in EN_ATTENTE or prescription is None:
        return None
    return get_echeance(prescription, complete)


def write_echeance(due: date | None, *, on: date) -> str:
    """After « Réponse promise »: the day, and how late it is, in words. Empty when no answer is awaited."""
    if due is None:
        return ""
    said = f"le {write_date_courte(due)}"
    return f"{said}, en retard de {write_accord((on - due).days, 'jour')}" if due < on else said


def check_debit(deja: int, *, today: date) -> str | None:
    limite = _read(PAR_JOUR, today)
    if deja >= limite:
        return f"Ce lien a déjà servi {limite} fois aujourd’hui. Revenez demain, ou appelez le dispositif."
    return None


def find_fin_lien(today: date) -> date:
    return add_months(today, _read(LIEN, today))


def _read(parametre: Parametre, on: date) -> int:
    return parametre.get(on=on).valeur


SUITES: dict[EtatOrientation, str] = {
    EtatOrientation.BROUILLON: "Rien n’est encore parti : complétez la fiche, puis transmettez-la.",
    EtatOrientation.TRANSMISE: "Le dispositif étudie votre orientation.",
    EtatOrientation.A_COMPLETER: "Il manque quelque chose : complétez la fiche, puis transmettez-la de nouveau.",
    EtatOrientation.RECEVABLE: "L’orientation est recevable : la personne va être reçue.",
    EtatOrientation.EN_ACCUEIL: "La personne est accueillie et prépare son entrée.",
    EtatOrientation.PRESENTEE: "La commission d’entrée va décider.",
    EtatOrientation.AGREEE: "La personne entre en parcours.",
    EtatOrientation.AJOURNEE: "La commission a remis sa décision.",
    EtatOrientation.REFUSEE: "L’orientation n’est pas retenue.",
    EtatOrientation.SANS_SUITE: "L’orientation s’arrête là.",
    EtatOrientation.ANNULEE: "L’orientation est annulée.",
}
"""What is said to whoever oriented, and no more: the state, never the follow-up."""
