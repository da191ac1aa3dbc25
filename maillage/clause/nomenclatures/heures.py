"""A line of hours: what kind of time it is, and where it stands (domaine 02 § 4)."""

from enum import StrEnum


class TypeHeures(StrEnum):
    TRAVAIL = "travail"
    FORMATION_CONTRAT = "formation_contrat"
    FORMATION_HORS_CONTRAT = "formation_hors_contrat"
    TUTORAT = "tutorat"


LIBELLES_TYPE: dict[TypeHeures, str] = {
    TypeHeures.TRAVAIL: "Travail",
    TypeHeures.FORMATION_CONTRAT: "Formation pendant le contrat",
    TypeHeures.FORMATION_HORS_CONTRAT: "Formation hors contrat",
    TypeHeures.TUTORAT: "Tutorat",
}
# Counted only where the contract of the market says so.
SI_PREVU: frozenset[TypeHeures] = frozenset({TypeHeures.FORMATION_HORS_CONTRAT, TypeHeures.TUTORAT})


class StatutLigne(StrEnum):
    BROUILLON = "brouillon"
    DECLAREE = "declaree"
    VALIDEE = "validee"
    REJETEE = "rejetee"


LIBELLES_STATUT: dict[StatutLigne, str] = {
    StatutLigne.BROUILLON: "Brouillon",
    StatutLigne.DECLAREE: "Déclarée",
    StatutLigne.VALIDEE: "Validée",
    StatutLigne.REJETEE: "Rejetée",
}


class MotifRejet(StrEnum):
    HORS_ELIGIBILITE = "hors_eligibilite"
    DOUBLON = "doublon"
    HORS_MARCHE = "hors_marche"
    ABSENCES = "absences"
    ENCADREMENT = "encadrement"
    SANS_RELEVE = "sans_releve"
    ERREUR = "erreur"


LIBELLES_REJET: dict[MotifRejet, str] = {
    MotifRejet.HORS_ELIGIBILITE: "Hors de la durée d’éligibilité",
    MotifRejet.DOUBLON: "Déjà comptées ailleurs",
    MotifRejet.HORS_MARCHE: "Hors de l’objet du marché",
    MotifRejet.ABSENCES: "Absences ou congés",
    MotifRejet.ENCADREMENT: "Heures d’encadrement",
    MotifRejet.SANS_RELEVE: "Le relevé manque",
    MotifRejet.ERREUR: "Erreur de saisie",
}


class SourceLigne(StrEnum):
    SAISIE = "saisie"
    ENTREPRISE = "entreprise"
    IMPORT = "import"
    AGREGE_EXTERNE = "agrege_externe"


LIBELLES_SOURCE: dict[SourceLigne, str] = {
    SourceLigne.SAISIE: "Saisie du facilitateur",
    SourceLigne.ENTREPRISE: "Déclarée par l’entreprise",
    SourceLigne.IMPORT: "Importée",
    SourceLigne.AGREGE_EXTERNE: "Relevé agrégé d’une structure non équipée",
}
