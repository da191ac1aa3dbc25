"""Closed lists of the way in: who orients, on which grounds, what is decided (domaine 01 § 3.2, 4)."""

from enum import StrEnum


class CanalArrivee(StrEnum):
    """How the person came. Source: Consolidation des PLIE 2019, fiche 1."""

    INTERMEDIAIRE = "intermediaire"
    ACCUEIL = "accueil"
    ALLER_VERS = "aller_vers"


LIBELLES_CANAL_ARRIVEE: dict[CanalArrivee, str] = {
    CanalArrivee.INTERMEDIAIRE: "Par un prescripteur",
    CanalArrivee.ACCUEIL: "À l’accueil, d’elle-même",
    CanalArrivee.ALLER_VERS: "Rencontrée dehors (« aller vers »)",
}


class TypePrescripteur(StrEnum):
    FRANCE_TRAVAIL = "france_travail"
    MISSION_LOCALE = "mission_locale"
    CCAS = "ccas"
    DEPARTEMENT = "departement"
    CAP_EMPLOI = "cap_emploi"
    SIAE = "siae"
    ASSOCIATION = "association"
    OPERATEUR = "operateur"
    ELU = "elu"
    ENTREPRISE = "entreprise"
    PERSONNE = "personne"
    AUTRE = "autre"


LIBELLES_TYPE_PRESCRIPTEUR: dict[TypePrescripteur, str] = {
    TypePrescripteur.FRANCE_TRAVAIL: "France Travail",
    TypePrescripteur.MISSION_LOCALE: "Mission locale",
    TypePrescripteur.CCAS: "CCAS, service social communal",
    TypePrescripteur.DEPARTEMENT: "Département (RSA, travail social)",
    TypePrescripteur.CAP_EMPLOI: "Cap emploi",
    TypePrescripteur.SIAE: "Structure d’insertion (SIAE)",
    TypePrescripteur.ASSOCIATION: "Association",
    TypePrescripteur.OPERATEUR: "Opérateur du PLIE",
    TypePrescripteur.ELU: "Élu",
    TypePrescripteur.ENTREPRISE: "Entreprise",
    TypePrescripteur.PERSONNE: "La personne elle-même",
    TypePrescripteur.AUTRE: "Autre",
}


class Critere(StrEnum):
    """Public criteria; several at once. `DIFFICULTES`: argued, outside any administrative criterion."""

    DELD = "deld"
    BRSA = "brsa"
    MINIMA = "minima"
    BOETH = "boeth"
    SENIOR = "senior"
    JEUNE = "jeune"
    PEU_QUALIFIE = "peu_qualifie"
    QPV = "qpv"
    PARENT_ISOLE = "parent_isole"
    REFUGIE = "refugie"
    DIFFICULTES = "difficultes"


LIBELLES_CRITERE: dict[Critere, str] = {
    Critere.DELD: "Demandeur d’emploi de longue durée",
    Critere.BRSA: "Bénéficiaire du RSA",
    Critere.MINIMA: "Autre minimum social (ASS, AAH…)",
    Critere.BOETH: "Travailleur handicapé (BOETH)",
    Critere.SENIOR: "Senior",
    Critere.JEUNE: "Jeune peu ou pas qualifié",
    Critere.PEU_QUALIFIE: "Peu ou pas qualifié",
    Critere.QPV: "Habitant d’un quartier prioritaire",
    Critere.PARENT_ISOLE: "Parent isolé",
    Critere.REFUGIE: "Réfugié, primo-arrivant",
    Critere.DIFFICULTES: "Difficultés multiples, argumentées",
}


class MotifNonEntree(StrEnum):
    """Why an orientation does not become a parcours. Each refusal says one, and what else to do."""

    HORS_TERRITOIRE = "hors_territoire"
    HORS_CRITERES = "hors_criteres"
    DEJA_SUIVI = "deja_suivi"
    AUTRE_DISPOSITIF = "autre_dispositif"
    REFUS_PERSONNE = "refus_personne"
    ABSENCES = "absences"
    INJOIGNABLE = "injoignable"
    EN_EMPLOI = "en_emploi"
    SANTE = "sante"
    PLACES = "places"
    DOUBLON = "doublon"
    AUTRE = "autre"


LIBELLES_NON_ENTREE: dict[MotifNonEntree, str] = {
    MotifNonEntree.HORS_TERRITOIRE: "N’habite pas le territoire",
    MotifNonEntree.HORS_CRITERES: "Ne remplit aucun critère de public",
    MotifNonEntree.DEJA_SUIVI: "Déjà en parcours ici",
    MotifNonEntree.AUTRE_DISPOSITIF: "Un autre dispositif convient mieux",
    MotifNonEntree.REFUS_PERSONNE: "La personne ne souhaite pas entrer",
    MotifNonEntree.ABSENCES: "Absente aux rendez-vous d’accueil",
    MotifNonEntree.INJOIGNABLE: "Injoignable",
    MotifNonEntree.EN_EMPLOI: "A retrouvé un emploi",
    MotifNonEntree.SANTE: "Pas disponible pour le moment",
    MotifNonEntree.PLACES: "Plus de place",
    MotifNonEntree.DOUBLON: "Orientation en double",
    MotifNonEntree.AUTRE: "Autre",
}


class SupportAccord(StrEnum):
    """How the person's agreement is kept: always a signature, on what and by whom it is held."""

    GARDEE = "gardee"
    REMISE = "remise"
    ELECTRONIQUE = "electronique"


LIBELLES_SUPPORT: dict[SupportAccord, str] = {
    SupportAccord.GARDEE: "Fiche papier signée, gardée par la structure qui oriente",
    SupportAccord.REMISE: "Fiche papier signée, remise au dispositif",
    SupportAccord.ELECTRONIQUE: "Signature électronique",
}


class TrancheAge(StrEnum):
    """As one guesses it outside, when nobody gives a date of birth."""

    MOINS_26 = "moins_26"
    DE_26_A_49 = "26_49"
    DE_50 = "50_plus"


LIBELLES_TRANCHE: dict[TrancheAge, str] = {
    TrancheAge.MOINS_26: "Moins de 26 ans",
    TrancheAge.DE_26_A_49: "26 à 49 ans",
    TrancheAge.DE_50: "50 ans et plus",
}


class Besoin(StrEnum):
    """What is asked for at a permanence or a truck; several at once."""

    EMPLOI = "emploi"
    FORMATION = "formation"
    DROITS = "droits"
    MOBILITE = "mobilite"
    LOGEMENT = "logement"
    GARDE = "garde"
    FRANCAIS = "francais"
    NUMERIQUE = "numerique"
    AUTRE = "autre"


LIBELLES_BESOIN: dict[Besoin, str] = {
    Besoin.EMPLOI: "Trouver un emploi",
    Besoin.FORMATION: "Se former",
    Besoin.DROITS: "Ouvrir des droits",
    Besoin.MOBILITE: "Se déplacer",
    Besoin.LOGEMENT: "Se loger",
    Besoin.GARDE: "Faire garder ses enfants",
    Besoin.FRANCAIS: "Apprendre le français",
    Besoin.NUMERIQUE: "Être à l’aise avec le numérique",
    Besoin.AUTRE: "Autre",
}


class TypeCommission(StrEnum):
    ENTREE = "entree"
    SUIVI = "suivi"
    SORTIE = "sortie"
    MIXTE = "mixte"


LIBELLES_COMMISSION: dict[TypeCommission, str] = {
    TypeCommission.ENTREE: "Commission d’entrée",
    TypeCommission.SUIVI: "Commission de suivi",
    TypeCommission.SORTIE: "Commission de sortie",
    TypeCommission.MIXTE: "Commission d’entrée et de sortie",
}


class EtatCommission(StrEnum):
    PREPAREE = "preparee"
    TENUE = "tenue"
    CLOSE = "close"


LIBELLES_ETAT_COMMISSION: dict[EtatCommission, str] = {
    EtatCommission.PREPAREE: "En préparation",
    EtatCommission.TENUE: "Tenue, relevé à signer",
    EtatCommission.CLOSE: "Relevé signé",
}


class Resultat(StrEnum):
    """What a commission decides of one file."""

    FAVORABLE = "favorable"
    AJOURNE = "ajourne"
    DEFAVORABLE = "defavorable"


LIBELLES_RESULTAT: dict[Resultat, str] = {
    Resultat.FAVORABLE: "Favorable",
    Resultat.AJOURNE: "Ajourné",
    Resultat.DEFAVORABLE: "Défavorable",
}
