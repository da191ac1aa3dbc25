"""Who makes the clause live: the posts of a service, how they are paid, and the tasks they spend their time on.

The tasks are those of the offer of service (Consolidation 2019, fiche 7), before, during and after the consultation.
"""

from enum import StrEnum

from maillage.clause.nomenclatures.lots import LIBELLES_PHASE, Phase


class FonctionPoste(StrEnum):
    FACILITATEUR = "facilitateur"
    COORDINATEUR = "coordinateur"


LIBELLES_POSTE: dict[FonctionPoste, str] = {
    FonctionPoste.FACILITATEUR: "Facilitation",
    FonctionPoste.COORDINATEUR: "Coordination",
}


class Financement(StrEnum):
    """What pays most of the post. The list is the project's own: no text read by it settles one."""

    STRUCTURE = "structure"
    ETAT = "etat"
    FSE = "fse"
    REGION = "region"
    DEPARTEMENT = "departement"
    INTERCOMMUNALITE = "intercommunalite"
    DONNEURS_ORDRE = "donneurs_ordre"
    AUTRE = "autre"


LIBELLES_FINANCEMENT: dict[Financement, str] = {
    Financement.STRUCTURE: "Fonds propres de la structure",
    Financement.ETAT: "État",
    Financement.FSE: "Fonds social européen",
    Financement.REGION: "Région",
    Financement.DEPARTEMENT: "Département",
    Financement.INTERCOMMUNALITE: "Commune ou intercommunalité",
    Financement.DONNEURS_ORDRE: "Participation des donneurs d’ordre",
    Financement.AUTRE: "Autre",
}


class Tache(StrEnum):
    REPERAGE = "reperage"
    RDV_ACHETEUR = "rdv_acheteur"
    DIAGNOSTIC = "diagnostic"
    REDACTION = "redaction"
    SOUMISSIONNAIRES = "soumissionnaires"
    OFFRE_ENTREPRISE = "offre_entreprise"
    PLAN_ACTION = "plan_action"
    MISE_EN_RELATION = "mise_en_relation"
    SUIVI_REFERENTS = "suivi_referents"
    EVALUATION = "evaluation"
    TRANSMISSION = "transmission"
    SERVICE = "service"


T = Tache
LIBELLES_TACHE: dict[Tache, str] = {
    T.REPERAGE: "Repérage des opérations",
    T.RDV_ACHETEUR: "Rendez-vous avec l’acheteur",
    T.DIAGNOSTIC: "Diagnostic des publics",
    T.REDACTION: "Rédaction de la clause",
    T.SOUMISSIONNAIRES: "Information des soumissionnaires",
    T.OFFRE_ENTREPRISE: "Offre de service à l’entreprise",
    T.PLAN_ACTION: "Plan d’action",
    T.MISE_EN_RELATION: "Mise en relation",
    T.SUIVI_REFERENTS: "Suivi avec les référents",
    T.EVALUATION: "Évaluation",
    T.TRANSMISSION: "Transmission des résultats",
    T.SERVICE: "Vie du service : réunions, formation",
}
TACHES_PAR_PHASE: dict[Phase, tuple[Tache, ...]] = {
    Phase.AMONT: (T.REPERAGE, T.RDV_ACHETEUR, T.DIAGNOSTIC, T.REDACTION),
    Phase.PENDANT: (T.SOUMISSIONNAIRES, T.OFFRE_ENTREPRISE),
    Phase.AVAL: (T.PLAN_ACTION, T.MISE_EN_RELATION, T.SUIVI_REFERENTS, T.EVALUATION, T.TRANSMISSION),
}
SANS_PHASE = "Hors marché"
PHASE_DE_LA_TACHE: dict[Tache, Phase] = {tache: phase for phase, taches in TACHES_PAR_PHASE.items() for tache in taches}
FAMILLES: dict[Tache, str] = {
    tache: LIBELLES_PHASE[PHASE_DE_LA_TACHE[tache]] if tache in PHASE_DE_LA_TACHE else SANS_PHASE for tache in Tache
}


def list_taches(phase: Phase | None = None) -> list[tuple[str, list[tuple[str, str]]]]:
    """For a field: the tasks by phase, those of `phase` first."""
    order = sorted(TACHES_PAR_PHASE, key=lambda one: one is not phase)
    groups = [(LIBELLES_PHASE[one], TACHES_PAR_PHASE[one]) for one in order] + [(SANS_PHASE, (T.SERVICE,))]
    return [(libelle, [(tache.value, LIBELLES_TACHE[tache]) for tache in taches]) for libelle, taches in groups]
