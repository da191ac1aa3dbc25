"""The company's own statement of a month: where it stands; what became of whoever it says is missing from the list."""

from enum import StrEnum


class EtatReleve(StrEnum):
    DEMANDE = "demande"
    ENVOYE = "envoye"
    RENVOYE = "renvoye"
    TRAITE = "traite"


LIBELLES_RELEVE: dict[EtatReleve, str] = {
    EtatReleve.DEMANDE: "Demandé",
    EtatReleve.ENVOYE: "Reçu",
    EtatReleve.RENVOYE: "Renvoyé à l’entreprise",
    EtatReleve.TRAITE: "Traité",
}
# The company may type: its link opens the form, not the receipt.
A_REMPLIR: frozenset[EtatReleve] = frozenset({EtatReleve.DEMANDE, EtatReleve.RENVOYE})


class SuiteEmbauche(StrEnum):
    CONTRAT = "contrat"
    DEJA_CONNUE = "deja_connue"
    NON_ELIGIBLE = "non_eligible"
    ERREUR = "erreur"


LIBELLES_SUITE: dict[SuiteEmbauche, str] = {
    SuiteEmbauche.CONTRAT: "Contrat enregistré",
    SuiteEmbauche.DEJA_CONNUE: "Déjà dans la liste",
    SuiteEmbauche.NON_ELIGIBLE: "Personne non éligible",
    SuiteEmbauche.ERREUR: "Signalée par erreur",
}


class Courriel(StrEnum):
    """Why the company is written to. Each leaves once for one link."""

    DEMANDE = "demande"
    RENVOI = "renvoi"
    RELANCE_1 = "relance_1"
    RELANCE_2 = "relance_2"


RELANCES: dict[int, Courriel] = {1: Courriel.RELANCE_1, 2: Courriel.RELANCE_2}
