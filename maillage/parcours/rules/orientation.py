"""What an orientation needs at each step of the way in (domaine 01 § 3.2, T1 to T6, and § 4)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from maillage.parcours.nomenclatures.etats import ORIENTATIONS_CLOSES, EtatOrientation
from maillage.parcours.nomenclatures.orientation import Critere, MotifNonEntree
from maillage.participants.nomenclatures.niveaux import Niveau
from maillage.participants.rules import niveaux
from maillage.reseau.nomenclatures import Couverture
from maillage.socle.dates import add_months, count_months
from maillage.socle.parametres import Parametre, fixe

_USAGE = "usage des PLIE, à fixer par le protocole de chacun"
REPONSE = fixe("parcours.orientation.reponse", "réponse à une orientation", "jours", 30, _USAGE, a_confirmer=True)
LIEN = fixe("parcours.orientation.lien", "validité du lien d’un prescripteur", "mois", 12, _USAGE, a_confirmer=True)
PAR_JOUR = fixe(
    "parcours.orientation.par_jour", "orientations transmises par un même lien en un jour", "orientations", 20,
    "limite de débit d’une page sans compte (domaine 05 § 9)", a_confirmer=True,
)  # fmt: skip
SENIOR = fixe("parcours.orientation.senior", "âge à partir duquel une personne est senior", "ans", 50, _USAGE,
              a_confirmer=True)  # fmt: skip
JEUNE = fixe("parcours.orientation.jeune", "âge en dessous duquel une personne est jeune", "ans", 26,
             "Consolidation des PLIE 2019, entrées des moins de 26 ans")  # fmt: skip
DELD = fixe("parcours.orientation.deld", "durée d’inscription d’un demandeur de longue durée", "mois", 12,
            "Consolidation des PLIE : douze mois d’inscription en catégorie A, B ou C")  # fmt: skip
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


@dataclass(frozen=True, slots=True)
class Manque:
    """`champ`: the field of the form to fill or correct; `phrase`: how."""

    champ: str
    phrase: str


def list_manques(fiche: Fiche, *, today: date) -> list[Manque]:
    """Why this fiche cannot be sent yet (T2): each line says what to do."""
    found = [
        Manque(champ, phrase)
        for champ, is_absent, phrase in (
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
        if is_absent
    ]
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


class Gravite(StrEnum):
    """BLOQUE needs a dérogation, INTERDIT nothing lifts, VERIFIE is for the eye."""

    INTERDIT = "interdit"
    BLOQUE = "bloque"
    VERIFIE = "verifie"
    BON = "bon"


@dataclass(frozen=True, slots=True)
class Constat:
    gravite: Gravite
    titre: str
    conseil: str = ""


def study(
    fiche: Fiche, *, couverture: Couverture | None, commune: str, has_parcours_ouvert: bool, today: date
) -> list[Constat]:
    """T3: the territory, the public, and whether the person is followed here already. Nothing is decided here."""
    found = [_study_territoire(couverture, commune)]
    if fiche.criteres:
        found += _study_criteres(fiche, today=today)
    else:
        found.append(
            Constat(
                Gravite.BLOQUE,
                "Aucun critère de public n’est coché",
                "Demandez-le en complément, ou dites pourquoi la personne entre quand même.",
            )
        )
    if has_parcours_ouvert:
        found.append(
            Constat(
                Gravite.INTERDIT,
                "Cette personne a déjà un parcours ouvert ici",
                "Refusez avec le motif « Déjà en parcours ici » et prévenez son référent.",
            )
        )
    return found


def _study_territoire(couverture: Couverture | None, commune: str) -> Constat:
    if couverture is None:
        return Constat(Gravite.BLOQUE, "La commune n’est pas connue", "Demandez-la en complément.")
    if couverture is Couverture.COUVERT:
        return Constat(Gravite.BON, f"{commune} est dans le territoire")
    if couverture is Couverture.NON_COUVERT:
        return Constat(
            Gravite.BLOQUE,
            f"{commune} n’est pas dans le territoire à cette date",
            "Réorientez vers le dispositif de sa commune, ou écrivez la dérogation qui évite une rupture.",
        )
    return Constat(
        Gravite.VERIFIE,
        "Le territoire du dispositif n’est pas déclaré",
        f"Vérifiez vous-même pour {commune}, puis déclarez le territoire depuis « Mon dispositif ».",
    )


def _study_criteres(fiche: Fiche, *, today: date) -> list[Constat]:
    """What the other answers say against a ticked box; what they say nothing of is not a doubt."""
    doubts = []
    born = fiche.date_naissance
    age = count_months(born, today) // 12 if born else None
    if Critere.SENIOR in fiche.criteres and age is not None and age < (senior := _read(SENIOR, today)):
        doubts.append(("Senior", f"la personne a {age} ans, moins de {senior} ans"))
    if Critere.JEUNE in fiche.criteres and age is not None and age >= (jeune := _read(JEUNE, today)):
        doubts.append(("Jeune", f"la personne a {age} ans, au-delà de {jeune - 1} ans"))
    peu = Critere.PEU_QUALIFIE in fiche.criteres or Critere.JEUNE in fiche.criteres
    if peu and fiche.niveau is not None and not niveaux.is_peu_ou_pas_qualifie(fiche.niveau):
        doubts.append(("Peu ou pas qualifié", f"le niveau donné est {fiche.niveau.value}"))
    since = fiche.inscrit_le
    if Critere.DELD in fiche.criteres and since is not None and add_months(since, mois := _read(DELD, today)) > today:
        doubts.append(("Longue durée", f"l’inscription du {since:%d/%m/%Y} a moins de {mois} mois"))
    return [
        Constat(
            Gravite.VERIFIE, f"« {critere} » est à vérifier", f"D’après la fiche, {raison} : appelez le prescripteur."
        )
        for critere, raison in doubts
    ] or [Constat(Gravite.BON, f"Critères de public : {len(fiche.criteres)}")]


def check_recevable(constats: Collection[Constat], *, derogation: str) -> str | None:
    """Why the orientation cannot be declared receivable; a dérogation, written, lifts what may be lifted."""
    for constat in constats:
        if constat.gravite is Gravite.INTERDIT or (constat.gravite is Gravite.BLOQUE and not derogation.strip()):
            return f"{constat.titre}. {constat.conseil}"
    return None


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
