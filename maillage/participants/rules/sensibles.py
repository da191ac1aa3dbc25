"""The sensitive questions, as a table: the form, the page and the sealed answers all come from it (domaine 01 § 5.8, 5.9).

A question without an answer was not asked; « ne souhaite pas répondre » is an answer (R-43). No diagnosis anywhere (R-54).
"""

from dataclasses import dataclass
from datetime import date

from maillage.participants.nomenclatures.autonomie import LIBELLES_CONGE
from maillage.participants.nomenclatures.identite import LIBELLES_REPONSE
from maillage.participants.nomenclatures.situation import (
    LIBELLES_BOETH,
    LIBELLES_LOGEMENT,
    LIBELLES_PROTECTION,
    LIBELLES_STATUT_BOETH,
)


def _codes(libelles: dict) -> tuple[tuple[str, str], ...]:
    return tuple((code.value, libelle) for code, libelle in libelles.items())


REPONSES = _codes(LIBELLES_REPONSE)
REFUS = ("refus", "Ne souhaite pas répondre")


@dataclass(frozen=True, slots=True)
class Question:
    """`groupe`: the heading it stands under; `multiple`: several answers at once; no `choix`: a date is asked.

    `si`: only when that question has one of these answers.
    """

    nom: str
    libelle: str
    groupe: str
    choix: tuple[tuple[str, str], ...]
    multiple: bool = False
    si: tuple[str, ...] | None = None
    aide: str = ""

    @property
    def is_date(self) -> bool:
        return not self.choix

    def describe(self, value: object) -> str:
        if self.is_date:
            return f"{date.fromisoformat(str(value)):%d/%m/%Y}"
        libelles = dict(self.choix)
        if isinstance(value, list):
            return ", ".join(libelles[v] for v in value if v in libelles)
        return libelles.get(str(value), "")


QUESTIONS: tuple[Question, ...] = (
    Question("boeth", "Bénéficiaire de l’obligation d’emploi", "Handicap", _codes(LIBELLES_STATUT_BOETH),
             aide="La reconnaissance, jamais sa cause."),
    Question("boeth_types", "À quel titre", "Handicap", _codes(LIBELLES_BOETH), multiple=True, si=("boeth", "oui")),
    Question("cap_emploi", "Suivi par Cap emploi", "Handicap", REPONSES, si=("boeth", "oui")),
    Question("contraintes", "Contraintes de poste à respecter", "Handicap",
             (("charges", "Pas de port de charges"), ("debout", "Pas de station debout prolongée"),
              ("assis", "Pas de station assise prolongée"), ("horaires", "Horaires aménagés"),
              ("bruit", "Environnement calme"), ("conduite", "Pas de conduite"), ("aucune", "Aucune"), REFUS),
             multiple=True, aide="Ce que le poste doit respecter, sans diagnostic."),
    Question("logement", "Logement", "Logement", (*_codes(LIBELLES_LOGEMENT), REFUS)),
    Question("logement_difficultes", "Difficultés de logement", "Logement",
             (("impayes", "Impayés"), ("insalubrite", "Insalubrité"), ("expulsion", "Expulsion en cours"),
              ("isolement", "Isolement rural"), ("aucune", "Aucune"), REFUS), multiple=True),
    Question("enfant_handicape", "Enfant en situation de handicap à charge", "Famille", REPONSES,
             aide="Pour chercher une garde adaptée. Rien sur sa santé."),
    Question("conge", "Grossesse ou congé", "Famille", (*_codes(LIBELLES_CONGE), REFUS),
             aide="Seulement si la personne en parle et si une date d’étape en dépend."),
    Question("conge_fin", "Terme prévu, ou fin du congé", "Famille", (),
             si=("conge", "grossesse", "maternite", "parental")),
    Question("protection", "Protection internationale", "Origine",
             (*_codes(LIBELLES_PROTECTION), ("aucune", "Aucune"), REFUS),
             aide="Demandée seulement pour les actions qui s’y adressent."),
    Question("origine_etrangere", "Origine étrangère, au sens du questionnaire FSE", "Origine", REPONSES),
)  # fmt: skip
PAR_NOM = {question.nom: question for question in QUESTIONS}


def clean_reponses(values: dict[str, object]) -> dict[str, object]:
    """What was answered: no empty answer, no unknown code, no answer to a question that the other one closes."""
    kept: dict[str, object] = {}
    for question in QUESTIONS:
        value = values.get(question.nom)
        codes = {code for code, _ in question.choix}
        if question.multiple:
            found = [v for v in value if v in codes] if isinstance(value, list) else []
            if found:
                kept[question.nom] = found
        elif question.is_date:
            if value:
                kept[question.nom] = value.isoformat() if isinstance(value, date) else str(value)
        elif value in codes:
            kept[question.nom] = value
    return {n: v for n, v in kept.items() if (si := PAR_NOM[n].si) is None or kept.get(si[0]) in si[1:]}


def list_contradictions(values: dict[str, object]) -> list[str]:
    """Fields where « none » or « declined » stands beside something else."""
    return [
        question.nom
        for question in QUESTIONS
        if question.multiple
        and isinstance(found := values.get(question.nom), list)
        and len(found) > 1
        and {"aucune", "refus"} & set(found)
    ]
