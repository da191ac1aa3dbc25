"""The table of facts of the annual survey: a row a dispositif that handed its answers over, a column a question."""

from maillage.consolidation.enquetes.rules.questions import CHOIX, NOMBRES, SECTIONS, Question, Unite
from maillage.consolidation.faits.tables import DISPOSITIF
from maillage.indicateurs.tables import Colonne, Table, Type
from maillage.socle.typographie import lower_initiale

SANS_REPONSE = "pas de réponse, ce qui n’est pas zéro"
UNITES = {
    Unite.EUROS: "en euros", Unite.ETP: "en centièmes d’équivalent temps plein", Unite.PERSONNES: "en personnes",
    Unite.STRUCTURES: "en structures", Unite.OPERATIONS: "en opérations", Unite.BILANS: "en bilans", Unite.JOURS: "en jours",
}  # fmt: skip
DANS = {question.code: section.libelle for section in SECTIONS for question in section.questions}


def _describe(question: Question) -> Colonne:
    dit = f"{DANS[question.code]} : {lower_initiale(question.libelle)}"
    if question.code in CHOIX:
        return Colonne(question.code, Type.TEXTE, dit, SANS_REPONSE)
    return Colonne(question.code, Type.CLE, f"{dit}, {UNITES[question.unite]}", SANS_REPONSE)


ENQUETE = Table(
    "enquete", "les réponses qu’un dispositif a transmises à l’enquête d’une année", 1,
    (
        DISPOSITIF,
        Colonne("exercice", Type.DATE, "dernier jour de l’année sur laquelle porte l’enquête"),
        *(_describe(question) for question in (*NOMBRES.values(), *CHOIX.values())),
    ),
)  # fmt: skip
TABLES_ENQUETE: tuple[Table, ...] = (ENQUETE,)
