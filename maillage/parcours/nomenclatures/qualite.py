"""What the coordination looks for in the files: those that sleep, those that are wrong or lack something."""

from enum import StrEnum

from maillage.parcours.nomenclatures.etats import OUVERTS, EtatParcours


class Sommeil(StrEnum):
    """Why a file sleeps."""

    CONTACT = "contact"
    ETAPE = "etape"


LIBELLES_SOMMEIL: dict[Sommeil, str] = {
    Sommeil.CONTACT: "Sans contact",
    Sommeil.ETAPE: "Sans étape",
}


class Anomalie(StrEnum):
    """From what falsifies a figure to what is only missing."""

    CHRONOLOGIE = "chronologie"
    SUSPENSION = "suspension"
    PIECES = "pieces"
    CONTRAT = "contrat"
    ETAPE = "etape"
    DIAGNOSTIC = "diagnostic"
    FSE = "fse"
    CONSOLIDATION = "consolidation"


LIBELLES_ANOMALIE: dict[Anomalie, str] = {
    Anomalie.CHRONOLOGIE: "Dates dans le désordre",
    Anomalie.SUSPENSION: "Suspension dépassée",
    Anomalie.PIECES: "Pièces manquantes",
    Anomalie.CONTRAT: "Contrat non signé",
    Anomalie.ETAPE: "Étape à clore",
    Anomalie.DIAGNOSTIC: "Diagnostic initial absent",
    Anomalie.FSE: "Incomplet pour le FSE",
    Anomalie.CONSOLIDATION: "Incomplet pour la consolidation",
}
# As a number says them: « 1 contrat non signé », « 3 contrats non signés ».
COMPTES_ANOMALIE: dict[Anomalie, tuple[str, str]] = {
    Anomalie.CHRONOLOGIE: ("aux dates dans le désordre", "aux dates dans le désordre"),
    Anomalie.SUSPENSION: ("suspension dépassée", "suspensions dépassées"),
    Anomalie.PIECES: ("sans toutes ses pièces", "sans toutes leurs pièces"),
    Anomalie.CONTRAT: ("contrat non signé", "contrats non signés"),
    Anomalie.ETAPE: ("avec une étape à clore", "avec une étape à clore"),
    Anomalie.DIAGNOSTIC: ("sans diagnostic initial", "sans diagnostic initial"),
    Anomalie.FSE: ("incomplet pour le FSE", "incomplets pour le FSE"),
    Anomalie.CONSOLIDATION: ("incomplet pour la consolidation", "incomplets pour la consolidation"),
}
# Of which files a kind is looked for: a number on the board is read beside how many they are.
ETATS_ANOMALIE: dict[Anomalie, tuple[frozenset[EtatParcours], str, str]] = {
    Anomalie.CHRONOLOGIE: (frozenset(EtatParcours), "dossier contrôlé", "dossiers contrôlés"),
    Anomalie.SUSPENSION: (frozenset({EtatParcours.SUSPENDU}), "suspendu", "suspendus"),
    Anomalie.PIECES: (frozenset({EtatParcours.SORTIE_PROPOSEE}), "sortie proposée", "sorties proposées"),
    Anomalie.CONTRAT: (frozenset({EtatParcours.A_DEMARRER}), "à démarrer", "à démarrer"),
    Anomalie.ETAPE: (frozenset(EtatParcours), "dossier contrôlé", "dossiers contrôlés"),
    Anomalie.DIAGNOSTIC: (OUVERTS, "ouvert", "ouverts"),
    Anomalie.FSE: (OUVERTS, "ouvert", "ouverts"),
    Anomalie.CONSOLIDATION: (OUVERTS, "ouvert", "ouverts"),
}
TONS_ANOMALIE: dict[Anomalie, str] = {
    Anomalie.CHRONOLOGIE: "danger",
    Anomalie.SUSPENSION: "danger",
    Anomalie.PIECES: "attention",
    Anomalie.CONTRAT: "attention",
    Anomalie.ETAPE: "attention",
    Anomalie.DIAGNOSTIC: "attention",
    Anomalie.FSE: "neutre",
    Anomalie.CONSOLIDATION: "neutre",
}
