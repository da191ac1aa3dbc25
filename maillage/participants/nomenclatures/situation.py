"""Closed lists of a person's situation (domaine 01 § 5.4 to 5.13). `None` everywhere means « not known »."""

from enum import StrEnum


class SituationEmploi(StrEnum):
    DEMANDEUR_EMPLOI = "demandeur_emploi"
    SANS_EMPLOI_NON_INSCRIT = "sans_emploi_non_inscrit"
    INACTIF = "inactif"
    SALARIE_SIAE = "salarie_siae"
    SALARIE_PRECAIRE = "salarie_precaire"
    INDEPENDANT = "independant"
    STAGIAIRE = "stagiaire"
    AUTRE = "autre"


LIBELLES_EMPLOI: dict[SituationEmploi, str] = {
    SituationEmploi.DEMANDEUR_EMPLOI: "Demandeur d’emploi inscrit",
    SituationEmploi.SANS_EMPLOI_NON_INSCRIT: "Sans emploi, non inscrit",
    SituationEmploi.INACTIF: "Inactif",
    SituationEmploi.SALARIE_SIAE: "Salarié d’une structure d’insertion (SIAE)",
    SituationEmploi.SALARIE_PRECAIRE: "Salarié précaire (temps partiel subi, CDD court, intérim)",
    SituationEmploi.INDEPENDANT: "Indépendant",
    SituationEmploi.STAGIAIRE: "Stagiaire de la formation professionnelle",
    SituationEmploi.AUTRE: "Autre",
}


class CategorieInscription(StrEnum):
    """Categories of registration at France Travail; F and G came with the general registration of 2025 [nv]."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"
    E = "E"
    F = "F"
    G = "G"


EN_RECHERCHE: frozenset[CategorieInscription] = frozenset(
    {CategorieInscription.A, CategorieInscription.B, CategorieInscription.C}
)


class Indemnisation(StrEnum):
    ARE = "are"
    ASS = "ass"
    AUCUNE = "aucune"
    AUTRE = "autre"


LIBELLES_INDEMNISATION: dict[Indemnisation, str] = {
    Indemnisation.ARE: "Allocation de retour à l’emploi (ARE)",
    Indemnisation.ASS: "Allocation de solidarité spécifique (ASS)",
    Indemnisation.AUCUNE: "Aucune",
    Indemnisation.AUTRE: "Autre",
}


class QualiteRsa(StrEnum):
    """BRSA counts the allocataire and whoever lives in the household with a right of their own."""

    ALLOCATAIRE = "allocataire"
    CONJOINT = "conjoint"


LIBELLES_QUALITE_RSA: dict[QualiteRsa, str] = {
    QualiteRsa.ALLOCATAIRE: "Allocataire",
    QualiteRsa.CONJOINT: "Conjoint ou membre du foyer, ayant droit",
}


class Ressource(StrEnum):
    """Other resources, several at once."""

    AAH = "aah"
    ADA = "ada"
    ASPA = "aspa"
    PRIME_ACTIVITE = "prime_activite"
    SALAIRE = "salaire"
    PENSION = "pension"
    SANS_RESSOURCE = "sans_ressource"


LIBELLES_RESSOURCE: dict[Ressource, str] = {
    Ressource.AAH: "AAH",
    Ressource.ADA: "Allocation pour demandeur d’asile (ADA)",
    Ressource.ASPA: "ASPA",
    Ressource.PRIME_ACTIVITE: "Prime d’activité",
    Ressource.SALAIRE: "Salaire",
    Ressource.PENSION: "Pension",
    Ressource.SANS_RESSOURCE: "Sans ressource",
}


class SituationFamiliale(StrEnum):
    SEULE = "seule"
    COUPLE = "couple"
    CHEZ_PARENTS = "chez_parents"
    AUTRE = "autre"


LIBELLES_FAMILLE: dict[SituationFamiliale, str] = {
    SituationFamiliale.SEULE: "Vit seul·e (avec ou sans enfants)",
    SituationFamiliale.COUPLE: "Vit en couple",
    SituationFamiliale.CHEZ_PARENTS: "Vit chez ses parents",
    SituationFamiliale.AUTRE: "Autre",
}


class Permis(StrEnum):
    """The driving licence, as far as it decides of a job."""

    AUCUN = "aucun"
    EN_COURS = "en_cours"
    CODE = "code"
    VALIDE = "valide"
    SUSPENDU = "suspendu"


LIBELLES_PERMIS: dict[Permis, str] = {
    Permis.AUCUN: "Pas de permis",
    Permis.EN_COURS: "En cours",
    Permis.CODE: "Code obtenu",
    Permis.VALIDE: "Permis valide",
    Permis.SUSPENDU: "Suspendu ou annulé",
}


class Vehicule(StrEnum):
    VOITURE = "voiture"
    DEUX_ROUES = "deux_roues"
    SANS_PERMIS = "sans_permis"
    VELO = "velo"
    AUCUN = "aucun"


LIBELLES_VEHICULE: dict[Vehicule, str] = {
    Vehicule.VOITURE: "Voiture",
    Vehicule.DEUX_ROUES: "Deux-roues motorisé",
    Vehicule.SANS_PERMIS: "Voiture sans permis",
    Vehicule.VELO: "Vélo, trottinette",
    Vehicule.AUCUN: "Aucun",
}


class Cecrl(StrEnum):
    """Levels of the common European framework, with the two below it."""

    ANALPHABETE = "analphabete"
    INFRA_A1 = "infra_a1"
    A1 = "a1"
    A2 = "a2"
    B1 = "b1"
    B2 = "b2"
    C1 = "c1"
    C2 = "c2"


LIBELLES_CECRL: dict[Cecrl, str] = {
    Cecrl.ANALPHABETE: "Non lecteur, non scripteur",
    Cecrl.INFRA_A1: "Infra A1",
    **{niveau: niveau.value.upper() for niveau in Cecrl if len(niveau.value) == 2},
}


class SolutionGarde(StrEnum):
    AUCUNE = "aucune"
    CRECHE = "creche"
    ASSISTANTE = "assistante"
    FAMILLE = "famille"
    ECOLE = "ecole"
    AUTRE = "autre"


LIBELLES_GARDE: dict[SolutionGarde, str] = {
    SolutionGarde.AUCUNE: "Aucune solution",
    SolutionGarde.CRECHE: "Crèche",
    SolutionGarde.ASSISTANTE: "Assistante maternelle",
    SolutionGarde.FAMILLE: "Famille, entourage",
    SolutionGarde.ECOLE: "École, périscolaire",
    SolutionGarde.AUTRE: "Autre",
}


class EtatProjet(StrEnum):
    A_CONSTRUIRE = "a_construire"
    EN_VALIDATION = "en_validation"
    VALIDE = "valide"
    ABANDONNE = "abandonne"


LIBELLES_PROJET: dict[EtatProjet, str] = {
    EtatProjet.A_CONSTRUIRE: "À construire",
    EtatProjet.EN_VALIDATION: "En validation",
    EtatProjet.VALIDE: "Validé",
    EtatProjet.ABANDONNE: "Abandonné",
}


class TypeBoeth(StrEnum):
    """Proof of the obligation to employ: the recognition, never the cause."""

    RQTH = "rqth"
    AAH = "aah"
    PENSION = "pension"
    AT_MP = "at_mp"
    CMI = "cmi"


LIBELLES_BOETH: dict[TypeBoeth, str] = {
    TypeBoeth.RQTH: "RQTH",
    TypeBoeth.AAH: "AAH",
    TypeBoeth.PENSION: "Pension d’invalidité",
    TypeBoeth.AT_MP: "Rente d’accident du travail ou de maladie professionnelle",
    TypeBoeth.CMI: "Carte mobilité inclusion",
}


class Boeth(StrEnum):
    OUI = "oui"
    EN_COURS = "en_cours"
    NON = "non"
    REFUS = "refus"


LIBELLES_STATUT_BOETH: dict[Boeth, str] = {
    Boeth.OUI: "Oui",
    Boeth.EN_COURS: "Demande en cours",
    Boeth.NON: "Non",
    Boeth.REFUS: "Ne souhaite pas répondre",
}


class Logement(StrEnum):
    PROPRIETAIRE = "proprietaire"
    PARC_SOCIAL = "parc_social"
    PARC_PRIVE = "parc_prive"
    CHEZ_TIERS = "chez_tiers"
    COLLECTIF = "collectif"
    HOTEL = "hotel"
    MOBILE = "mobile"
    SANS_HEBERGEMENT = "sans_hebergement"
    AUTRE = "autre"


LIBELLES_LOGEMENT: dict[Logement, str] = {
    Logement.PROPRIETAIRE: "Propriétaire",
    Logement.PARC_SOCIAL: "Locataire du parc social",
    Logement.PARC_PRIVE: "Locataire du parc privé",
    Logement.CHEZ_TIERS: "Hébergé par la famille ou un tiers",
    Logement.COLLECTIF: "Hébergement collectif (CHRS, CHU, CPH, CADA)",
    Logement.HOTEL: "Hôtel",
    Logement.MOBILE: "Habitat mobile",
    Logement.SANS_HEBERGEMENT: "Sans hébergement",
    Logement.AUTRE: "Autre",
}


class Protection(StrEnum):
    """International protection, asked only where an action needs it."""

    REFUGIE = "refugie"
    SUBSIDIAIRE = "subsidiaire"
    DEMANDEUR_ASILE = "demandeur_asile"
    PRIMO_ARRIVANT = "primo_arrivant"


LIBELLES_PROTECTION: dict[Protection, str] = {
    Protection.REFUGIE: "Réfugié",
    Protection.SUBSIDIAIRE: "Protection subsidiaire",
    Protection.DEMANDEUR_ASILE: "Demandeur d’asile depuis plus de six mois",
    Protection.PRIMO_ARRIVANT: "Primo-arrivant",
}
