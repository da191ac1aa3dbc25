"""The states of an orientation and of a parcours (domaine 01 § 3.1). Which follows which: `rules.etats`."""

from enum import StrEnum


class EtatOrientation(StrEnum):
    BROUILLON = "brouillon"
    TRANSMISE = "transmise"
    A_COMPLETER = "a_completer"
    RECEVABLE = "recevable"
    EN_ACCUEIL = "en_accueil"
    PRESENTEE = "presentee"
    AGREEE = "agreee"
    AJOURNEE = "ajournee"
    REFUSEE = "refusee"
    SANS_SUITE = "sans_suite"
    ANNULEE = "annulee"


LIBELLES_ORIENTATION: dict[EtatOrientation, str] = {
    EtatOrientation.BROUILLON: "Brouillon",
    EtatOrientation.TRANSMISE: "Transmise",
    EtatOrientation.A_COMPLETER: "À compléter",
    EtatOrientation.RECEVABLE: "Recevable",
    EtatOrientation.EN_ACCUEIL: "En accueil",
    EtatOrientation.PRESENTEE: "Présentée en commission",
    EtatOrientation.AGREEE: "Acceptée",
    EtatOrientation.AJOURNEE: "Ajournée",
    EtatOrientation.REFUSEE: "Refusée",
    EtatOrientation.SANS_SUITE: "Sans suite",
    EtatOrientation.ANNULEE: "Annulée",
}


class EtatParcours(StrEnum):
    A_DEMARRER = "a_demarrer"
    ACTIF = "actif"
    SUSPENDU = "suspendu"
    EN_EMPLOI_SUIVI = "en_emploi_suivi"
    EN_FORMATION_SUIVIE = "en_formation_suivie"
    SORTIE_PROPOSEE = "sortie_proposee"
    SORTI_POSITIF = "sorti_positif"
    SORTI_SANS_SUITE = "sorti_sans_suite"


LIBELLES_PARCOURS: dict[EtatParcours, str] = {
    EtatParcours.A_DEMARRER: "À démarrer",
    EtatParcours.ACTIF: "Actif",
    EtatParcours.SUSPENDU: "Suspendu",
    EtatParcours.EN_EMPLOI_SUIVI: "En emploi, suivi six mois",
    EtatParcours.EN_FORMATION_SUIVIE: "En formation, suivie",
    EtatParcours.SORTIE_PROPOSEE: "Sortie proposée",
    EtatParcours.SORTI_POSITIF: "Sorti, sortie positive",
    EtatParcours.SORTI_SANS_SUITE: "Sorti sans suite",
}

SORTIS: frozenset[EtatParcours] = frozenset({EtatParcours.SORTI_POSITIF, EtatParcours.SORTI_SANS_SUITE})
OUVERTS: frozenset[EtatParcours] = frozenset(EtatParcours) - SORTIS
EN_FILE_ACTIVE: frozenset[EtatParcours] = OUVERTS - {EtatParcours.SUSPENDU}  # domaine 01 § 13
ORIENTATIONS_CLOSES: frozenset[EtatOrientation] = frozenset(
    {EtatOrientation.AGREEE, EtatOrientation.REFUSEE, EtatOrientation.SANS_SUITE, EtatOrientation.ANNULEE}
)
