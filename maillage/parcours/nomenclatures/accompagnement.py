"""Closed lists of what is done with the person: freins, contacts, objectives, the contract (domaine 01 § 6 to 8)."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum


class Frein(StrEnum):
    MOB = "MOB"
    LNG = "LNG"
    ILL = "ILL"
    NUM = "NUM"
    ESI = "ESI"
    SAP = "SAP"
    SPS = "SPS"
    ADD = "ADD"
    HAN = "HAN"
    LOG = "LOG"
    FIN = "FIN"
    FAM = "FAM"
    AID = "AID"
    ADM = "ADM"
    JUS = "JUS"
    ELO = "ELO"
    REP = "REP"
    QUA = "QUA"
    PRO = "PRO"
    TRE = "TRE"
    AGE = "AGE"
    DIS = "DIS"
    ISO = "ISO"


@dataclass(frozen=True, slots=True)
class DefinitionFrein:
    """`is_sensible`: read with the droit on sensitive data only."""

    libelle: str
    exemples: str
    is_sensible: bool = False


FREINS: dict[Frein, DefinitionFrein] = {
    Frein.MOB: DefinitionFrein("Mobilité", "pas de permis, pas de véhicule, pas de transport"),
    Frein.LNG: DefinitionFrein("Langue", "oral, écrit, besoin d’un interprète"),
    Frein.ILL: DefinitionFrein("Savoirs de base", "lecture, calcul"),
    Frein.NUM: DefinitionFrein("Numérique", "équipement, usage, mot de passe perdu"),
    Frein.ESI: DefinitionFrein("Image de soi, confiance", "deuil d’un métier, découragement"),
    Frein.SAP: DefinitionFrein("Santé physique", "besoin d’aménagement, renoncement aux soins", True),
    Frein.SPS: DefinitionFrein("Santé psychique", "besoin d’un accompagnement, sans diagnostic", True),
    Frein.ADD: DefinitionFrein("Conduites addictives", "besoin d’un accompagnement", True),
    Frein.HAN: DefinitionFrein("Handicap", "reconnaissance à demander, poste à adapter", True),
    Frein.LOG: DefinitionFrein("Logement", "impayés, hébergement, expulsion en cours"),
    Frein.FIN: DefinitionFrein("Budget", "dettes, sans ressources, aide alimentaire"),
    Frein.FAM: DefinitionFrein("Garde d’enfants", "pas de solution, horaires"),
    Frein.AID: DefinitionFrein("Charge familiale", "aidant d’un proche"),
    Frein.ADM: DefinitionFrein("Accès aux droits", "titre de séjour, couverture santé, domiciliation"),
    Frein.JUS: DefinitionFrein("Situation judiciaire", "aménagement d’horaires ou de lieu", True),
    Frein.ELO: DefinitionFrein("Éloignement du travail", "plus de deux ans, n’a jamais travaillé"),
    Frein.REP: DefinitionFrein("Représentation du travail", "codes, horaires, attentes"),
    Frein.QUA: DefinitionFrein("Qualification", "pas de diplôme, diplôme non reconnu"),
    Frein.PRO: DefinitionFrein("Projet professionnel", "pas défini, pas réaliste ici"),
    Frein.TRE: DefinitionFrein("Recherche d’emploi", "CV, candidature, entretien"),
    Frein.AGE: DefinitionFrein("Âge", "proximité de la retraite, regard des employeurs"),
    Frein.DIS: DefinitionFrein("Discrimination ressentie", "refus répétés, sans motif"),
    Frein.ISO: DefinitionFrein("Isolement", "peu d’entourage, violences"),
}


FAMILLES: dict[str, tuple[Frein, ...]] = {
    "Vie quotidienne": (Frein.MOB, Frein.LOG, Frein.FIN, Frein.FAM, Frein.AID, Frein.ADM, Frein.ISO),
    "Langue et savoirs": (Frein.LNG, Frein.ILL, Frein.NUM, Frein.QUA),
    "Travail et projet": (Frein.PRO, Frein.TRE, Frein.ELO, Frein.REP, Frein.ESI, Frein.AGE, Frein.DIS),
    "Données sensibles": (Frein.SAP, Frein.SPS, Frein.ADD, Frein.HAN, Frein.JUS),
}


class NiveauFrein(IntEnum):
    """No value: not assessed. Never added up into one score."""

    AUCUN = 0
    A_SURVEILLER = 1
    MODERE = 2
    FORT = 3
    BLOQUANT = 4


NON_EVALUE = "Non évalué"

LIBELLES_NIVEAU_FREIN: dict[NiveauFrein, str] = {
    NiveauFrein.AUCUN: "Pas un frein",
    NiveauFrein.A_SURVEILLER: "À surveiller",
    NiveauFrein.MODERE: "Frein modéré",
    NiveauFrein.FORT: "Frein fort",
    NiveauFrein.BLOQUANT: "Bloquant",
}


class MomentDiagnostic(StrEnum):
    INITIAL = "initial"
    INTERMEDIAIRE = "intermediaire"
    FINAL = "final"


LIBELLES_DIAGNOSTIC: dict[MomentDiagnostic, str] = {
    MomentDiagnostic.INITIAL: "Diagnostic initial",
    MomentDiagnostic.INTERMEDIAIRE: "Diagnostic intermédiaire",
    MomentDiagnostic.FINAL: "Diagnostic final",
}


class EtatObjectif(StrEnum):
    OUVERT = "ouvert"
    EN_COURS = "en_cours"
    ATTEINT = "atteint"
    ABANDONNE = "abandonne"


LIBELLES_OBJECTIF: dict[EtatObjectif, str] = {
    EtatObjectif.OUVERT: "À commencer",
    EtatObjectif.EN_COURS: "En cours",
    EtatObjectif.ATTEINT: "Atteint",
    EtatObjectif.ABANDONNE: "Abandonné",
}
OBJECTIFS_CLOS: frozenset[EtatObjectif] = frozenset({EtatObjectif.ATTEINT, EtatObjectif.ABANDONNE})


class TypeEntretien(StrEnum):
    INDIVIDUEL = "individuel"
    TRIPARTITE = "tripartite"
    TELEPHONE = "telephone"
    VISIO = "visio"
    MESSAGE = "message"
    EMPLOYEUR = "employeur"
    DEHORS = "dehors"
    ATELIER = "atelier"
    RELAIS = "relais"
    BILAN = "bilan"


LIBELLES_ENTRETIEN: dict[TypeEntretien, str] = {
    TypeEntretien.INDIVIDUEL: "Entretien",
    TypeEntretien.TELEPHONE: "Téléphone",
    TypeEntretien.VISIO: "Visio",
    TypeEntretien.MESSAGE: "SMS ou courriel",
    TypeEntretien.TRIPARTITE: "Tripartite, avec l’opérateur",
    TypeEntretien.EMPLOYEUR: "Visite chez l’employeur",
    TypeEntretien.DEHORS: "Visite à domicile, « aller vers »",
    TypeEntretien.ATELIER: "Atelier collectif",
    TypeEntretien.RELAIS: "Relais avec le prescripteur",
    TypeEntretien.BILAN: "Bilan",
}


class Presence(StrEnum):
    """No value: planned, not yet held."""

    VENU = "venu"
    EXCUSE = "excuse"
    ABSENT = "absent"
    ANNULE = "annule"


LIBELLES_PRESENCE: dict[Presence, str] = {
    Presence.VENU: "Venu·e",
    Presence.EXCUSE: "Excusé·e",
    Presence.ABSENT: "Absent·e",
    Presence.ANNULE: "Annulé par nous",
}
# Nobody comes to a call, a message or a visit made to them: how presence and absence are then said.
PRESENCES_AUTREMENT: dict[TypeEntretien, dict[Presence, str]] = {
    TypeEntretien.TELEPHONE: {Presence.VENU: "Joint·e", Presence.ABSENT: "Pas joint·e"},
    TypeEntretien.MESSAGE: {Presence.VENU: "A répondu", Presence.ABSENT: "Pas de réponse"},
    TypeEntretien.VISIO: {Presence.VENU: "Connecté·e", Presence.ABSENT: "Pas connecté·e"},
    TypeEntretien.DEHORS: {Presence.VENU: "Vu·e", Presence.ABSENT: "Pas vu·e"},
}
# Before anybody has said how it took place.
PRESENCES_SANS_MODE = {Presence.VENU: "Venu·e, ou joint·e", Presence.ABSENT: "Absent·e, ou pas joint·e"}


def write_presence(presence: Presence, type: TypeEntretien | None) -> str:
    """In the words of the way it took place; `type` None: not known yet."""
    said = PRESENCES_SANS_MODE if type is None else PRESENCES_AUTREMENT.get(type, {})
    return said.get(presence) or LIBELLES_PRESENCE[presence]


class NiveauNote(StrEnum):
    """Who reads a note. A note not shared is opened by others with a reason, logged."""

    PARTAGEE = "partagee"
    REFERENT = "referent"
    SOCIALE = "sociale"


LIBELLES_NOTE: dict[NiveauNote, str] = {
    NiveauNote.PARTAGEE: "Partagée avec l’équipe",
    NiveauNote.REFERENT: "Pour le référent seulement",
    NiveauNote.SOCIALE: "Sociale : l’auteur, le référent, et qui la personne a désigné",
}


class NatureContrat(StrEnum):
    """The PLIE's contract, and the legal one of France Travail or the RSA: same name, another object (domaine 01 § 8)."""

    PLIE = "plie"
    CE = "ce"


LIBELLES_CONTRAT: dict[NatureContrat, str] = {
    NatureContrat.PLIE: "Contrat PLIE",
    NatureContrat.CE: "Contrat d’engagement France Travail / RSA",
}


class OrganismeReferent(StrEnum):
    """Who answers for the legal contract: never the PLIE by itself, only when the Département delegates (domaine 01 § 18)."""

    FRANCE_TRAVAIL = "france_travail"
    DEPARTEMENT = "departement"
    MISSION_LOCALE = "mission_locale"
    CAP_EMPLOI = "cap_emploi"
    DELEGATION = "delegation"


LIBELLES_ORGANISME: dict[OrganismeReferent, str] = {
    OrganismeReferent.FRANCE_TRAVAIL: "France Travail",
    OrganismeReferent.DEPARTEMENT: "Département",
    OrganismeReferent.MISSION_LOCALE: "Mission locale",
    OrganismeReferent.CAP_EMPLOI: "Cap emploi",
    OrganismeReferent.DELEGATION: "Le PLIE, par délégation du Département",
}
