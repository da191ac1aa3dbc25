"""The étapes: the national list, the family each counts in, what it counts as (domaine 01 § 9.2)."""

from dataclasses import dataclass
from enum import StrEnum


class Famille(StrEnum):
    """The families of the network's report."""

    MOBILISATION = "mobilisation"
    MEDIATION = "mediation"
    FORMATION = "formation"
    NON_AIDE = "non_aide"
    AIDE = "aide"
    IAE = "iae"
    AUTRE = "autre"


LIBELLES_FAMILLE: dict[Famille, str] = {
    Famille.MOBILISATION: "Mobilisation",
    Famille.MEDIATION: "Médiation vers l’emploi",
    Famille.FORMATION: "Formation",
    Famille.NON_AIDE: "Contrat de travail non aidé",
    Famille.AIDE: "Contrat aidé",
    Famille.IAE: "Insertion par l’activité économique",
    Famille.AUTRE: "Autre",
}


class Issue(StrEnum):
    """Whether the étape may lead to a sortie positive."""

    NON = ""
    OUI = "oui"
    SELON_CONTRAT = "selon_contrat"
    SI_CERTIFIE = "si_certifie"


@dataclass(frozen=True, slots=True)
class TypeEtape:
    """`iae`: the kind of structure, empty outside the IAE. `is_contrat`: counts among the work contracts."""

    code: str
    libelle: str
    famille: Famille
    iae: str = ""
    is_contrat: bool = False
    is_formation: bool = False
    issue: Issue = Issue.NON


def _m(code: str, libelle: str) -> TypeEtape:
    return TypeEtape(code, libelle, Famille.MOBILISATION)


def _f(code: str, libelle: str, issue: Issue = Issue.NON) -> TypeEtape:
    return TypeEtape(code, libelle, Famille.FORMATION, is_formation=True, issue=issue)


def _c(code: str, libelle: str, famille: Famille, issue: Issue = Issue.NON, iae: str = "") -> TypeEtape:
    return TypeEtape(code, libelle, famille, iae=iae, is_contrat=True, issue=issue)


_P, _S, _C = Issue.SELON_CONTRAT, Issue.OUI, Issue.SI_CERTIFIE
TYPES: dict[str, TypeEtape] = {
    type.code: type
    for type in (
        _m("MOB-ACC", "Accueil, information collective, animation"),
        _m("MOB-BIL", "Bilan, diagnostic approfondi, évaluation"),
        _m("MOB-ORI", "Orientation, définition de projet"),
        _m("MOB-RED", "Redynamisation, image de soi, collectif"),
        _m("MOB-TRE", "Atelier de recherche d’emploi, préparation d’entretien"),
        _m("MOB-DEC", "Découverte des métiers, visite, forum"),
        _m("MOB-NUM", "Usages numériques, sans certification"),
        _m("MOB-CIT", "Accès aux droits, culture, sport"),
        _m("FRE-MOB", "Aide à la mobilité, permis, location de véhicule"),
        _m("FRE-GAR", "Solution de garde"),
        _m("FRE-SAN", "Accompagnement santé ou psychologique"),
        _m("FRE-LOG", "Accompagnement logement"),
        _m("FRE-BUD", "Accompagnement budgétaire, surendettement"),
        _m("FRE-AID", "Aide financière ponctuelle"),
        TypeEtape("MED-IOD", "Médiation active (méthode IOD)", Famille.MEDIATION),
        TypeEtape("MED-PRS", "Prestation de France Travail", Famille.MEDIATION),
        TypeEtape("MED-PAR", "Parrainage, mentorat", Famille.MEDIATION),
        TypeEtape("MED-CRE", "Positionnement sur une offre, appui entreprise", Famille.MEDIATION),
        TypeEtape("MED-CVE", "Club, cercle de recherche d’emploi", Famille.MEDIATION),
        TypeEtape("MED-EMP", "Suivi dans l’emploi, appui au maintien", Famille.MEDIATION),
        TypeEtape("IMM-PMS", "Immersion (PMSMP)", Famille.MEDIATION),
        TypeEtape("IMM-SIM", "Simulation, mise en situation", Famille.MEDIATION),
        _f("FOR-LIN", "Formation linguistique, FLE, alphabétisation"),
        _f("FOR-SBA", "Savoirs de base, remise à niveau, CléA", _C),
        _f("FOR-PRE", "Préqualification, préparation à l’emploi"),
        _f("FOR-QUA", "Formation qualifiante ou certifiante", _S),
        _f("FOR-HAB", "Habilitation, CACES, sécurité, permis professionnel", _P),
        _f("FOR-VAE", "Validation des acquis de l’expérience", _S),
        _f("FOR-NUM", "Formation numérique certifiante", _S),
        _c("CNA-CDD", "CDD de moins de six mois", Famille.NON_AIDE),
        _c("CNA-INT", "Intérim", Famille.NON_AIDE, _P),
        _c("CNA-SAI", "Saisonnier", Famille.NON_AIDE, _P),
        _c("CNA-PAR", "Particulier employeur, CESU", Famille.NON_AIDE, _P),
        _c("CNA-LON", "CDD de six mois et plus ou CDI", Famille.NON_AIDE, _S),
        _c("CNA-FRA", "Emploi franc", Famille.NON_AIDE, _S),
        _c("CAI-CUI", "Contrat aidé (CUI, PEC)", Famille.AIDE, _P),
        _c("CAI-EAV", "Emploi d’avenir (historique)", Famille.AIDE, _P),
        _c("ALT-APP", "Apprentissage", Famille.AIDE, _S),
        _c("ALT-PRO", "Professionnalisation, dont GEIQ", Famille.AIDE, _S),
        _c("EA-EA", "Entreprise adaptée", Famille.AIDE, _P),
        _c("IAE-ACI", "Atelier et chantier d’insertion", Famille.IAE, iae="ACI"),
        _c("IAE-EI", "Entreprise d’insertion", Famille.IAE, iae="EI"),
        _c("IAE-ETTI", "Entreprise de travail temporaire d’insertion", Famille.IAE, iae="ETTI"),
        _c("IAE-AI", "Association intermédiaire", Famille.IAE, _P, iae="AI"),
        _c("IAE-RQ", "Régie de quartier", Famille.IAE, iae="autre"),
        TypeEtape("ESA-ESAT", "ESAT", Famille.AUTRE),
        _m("CRE-SEN", "Sensibilisation à la création d’activité"),
        TypeEtape("CRE-ACC", "Accompagnement à la création", Famille.MEDIATION),
        TypeEtape("CRE-IMM", "Activité créée, immatriculée", Famille.AUTRE, issue=_S),
        TypeEtape("AUT", "Autre, à motiver", Famille.AUTRE),
    )
}


class EtatPositionnement(StrEnum):
    PROPOSE = "propose"
    EN_ATTENTE = "en_attente"
    ACCEPTE = "accepte"
    REFUSE = "refuse"
    PREVU = "prevu"
    EN_COURS = "en_cours"
    TERMINE = "termine"
    INTERROMPU = "interrompu"
    NON_VENU = "non_venu"


LIBELLES_POSITIONNEMENT: dict[EtatPositionnement, str] = {
    EtatPositionnement.PROPOSE: "Proposée",
    EtatPositionnement.EN_ATTENTE: "Sur liste d’attente",
    EtatPositionnement.ACCEPTE: "Acceptée",
    EtatPositionnement.REFUSE: "Refusée",
    EtatPositionnement.PREVU: "Prévue",
    EtatPositionnement.EN_COURS: "En cours",
    EtatPositionnement.TERMINE: "Terminée",
    EtatPositionnement.INTERROMPU: "Interrompue",
    EtatPositionnement.NON_VENU: "Non venu·e",
}
# Those that count: a real beginning (domaine 01 § 9.1).
COMPTES: frozenset[EtatPositionnement] = frozenset(
    {EtatPositionnement.EN_COURS, EtatPositionnement.TERMINE, EtatPositionnement.INTERROMPU}
)


class Financement(StrEnum):
    PLIE_FSE = "plie_fse"
    PLIE = "plie"
    DROIT_COMMUN = "droit_commun"
    AUTRE = "autre"


LIBELLES_FINANCEMENT: dict[Financement, str] = {
    Financement.PLIE_FSE: "PLIE, avec le FSE",
    Financement.PLIE: "PLIE, sans le FSE",
    Financement.DROIT_COMMUN: "Droit commun",
    Financement.AUTRE: "Autre",
}


class ResultatEtape(StrEnum):
    OBJECTIF_ATTEINT = "atteint"
    PARTIEL = "partiel"
    NON_ATTEINT = "non_atteint"
    CERTIFICATION = "certification"
    EMPLOI = "emploi"


LIBELLES_RESULTAT_ETAPE: dict[ResultatEtape, str] = {
    ResultatEtape.OBJECTIF_ATTEINT: "Objectif atteint",
    ResultatEtape.PARTIEL: "Objectif atteint en partie",
    ResultatEtape.NON_ATTEINT: "Objectif non atteint",
    ResultatEtape.CERTIFICATION: "Certification obtenue",
    ResultatEtape.EMPLOI: "Débouche sur un emploi",
}


class MotifRefus(StrEnum):
    """Why a positionnement stops before its term, or never begins."""

    PERSONNE = "personne"
    OPERATEUR = "operateur"
    PLACES = "places"
    EMPLOI = "emploi"
    SANTE = "sante"
    GARDE = "garde"
    MOBILITE = "mobilite"
    ABSENCES = "absences"
    EMPLOYEUR = "employeur"
    AUTRE = "autre"


LIBELLES_MOTIF_REFUS: dict[MotifRefus, str] = {
    MotifRefus.PERSONNE: "Décision de la personne",
    MotifRefus.OPERATEUR: "Décision de l’opérateur",
    MotifRefus.PLACES: "Plus de place",
    MotifRefus.EMPLOI: "Reprise d’emploi",
    MotifRefus.SANTE: "Indisponible",
    MotifRefus.GARDE: "Garde d’enfants",
    MotifRefus.MOBILITE: "Transport",
    MotifRefus.ABSENCES: "Absences",
    MotifRefus.EMPLOYEUR: "Décision de l’employeur",
    MotifRefus.AUTRE: "Autre",
}


# Those that hold a place of a session; the others have freed it, or never had it.
OCCUPENT: frozenset[EtatPositionnement] = frozenset(
    {EtatPositionnement.ACCEPTE, EtatPositionnement.PREVU, EtatPositionnement.EN_COURS, EtatPositionnement.TERMINE}
)
# Those whose presence is noted.
EMARGENT: frozenset[EtatPositionnement] = OCCUPENT | {EtatPositionnement.INTERROMPU}
# Those that still may begin or go on: several at once are usual.
VIVANTS: frozenset[EtatPositionnement] = frozenset(
    {EtatPositionnement.PROPOSE, EtatPositionnement.EN_ATTENTE, EtatPositionnement.ACCEPTE, EtatPositionnement.PREVU,
     EtatPositionnement.EN_COURS}
)  # fmt: skip


class DemiJournee(StrEnum):
    MATIN = "matin"
    APRES_MIDI = "apres_midi"


LIBELLES_DEMI_JOURNEE: dict[DemiJournee, str] = {DemiJournee.MATIN: "Matin", DemiJournee.APRES_MIDI: "Après-midi"}


class MotifAbsence(StrEnum):
    """A short list on purpose: an attendance sheet says nothing of anybody’s health."""

    PREVENUE = "prevenue"
    SANS_NOUVELLE = "sans_nouvelle"
    RENDEZ_VOUS = "rendez_vous"
    EMPLOI = "emploi"
    GARDE = "garde"
    MOBILITE = "mobilite"


LIBELLES_MOTIF_ABSENCE: dict[MotifAbsence, str] = {
    MotifAbsence.PREVENUE: "Absence prévenue",
    MotifAbsence.SANS_NOUVELLE: "Absence sans nouvelle",
    MotifAbsence.RENDEZ_VOUS: "Rendez-vous, démarche",
    MotifAbsence.EMPLOI: "Emploi, entretien d’embauche",
    MotifAbsence.GARDE: "Garde d’enfants",
    MotifAbsence.MOBILITE: "Transport",
}
