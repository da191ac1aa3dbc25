"""The states of a job and what may follow each."""

from enum import StrEnum


class Etat(StrEnum):
    ATTENTE = "attente"
    EN_COURS = "en_cours"
    FINI = "fini"
    ECHOUE = "echoue"
    ANNULE = "annule"


LIBELLES: dict[Etat, str] = {
    Etat.ATTENTE: "En attente",
    Etat.EN_COURS: "En cours",
    Etat.FINI: "Terminé",
    Etat.ECHOUE: "En échec",
    Etat.ANNULE: "Annulé",
}

# EN_COURS follows itself: a worker takes over a job whose bearer died.
SUITES: dict[Etat, frozenset[Etat]] = {
    Etat.ATTENTE: frozenset({Etat.EN_COURS, Etat.ANNULE}),
    Etat.EN_COURS: frozenset({Etat.EN_COURS, Etat.ATTENTE, Etat.FINI, Etat.ECHOUE, Etat.ANNULE}),
    Etat.FINI: frozenset(),
    Etat.ECHOUE: frozenset({Etat.ATTENTE}),
    Etat.ANNULE: frozenset({Etat.ATTENTE}),
}

OUVERTS = frozenset({Etat.ATTENTE, Etat.EN_COURS})
RELANCABLES = frozenset(etat for etat, suites in SUITES.items() if etat not in OUVERTS and Etat.ATTENTE in suites)
