"""What the survey asks: each question an amount, a working time, a count or a choice, never anybody.

A question carries the first year it is asked, and the last: an answer given before stays readable as it was asked. One that
changes its meaning takes another code.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from maillage.consolidation.enquetes.rules.delais import DELAIS, Delai
from maillage.reseau.nomenclatures import LIBELLES_MODE_FSE

# The version that answers are given to from now on. 2 adds the FSE, the operators by type, the employers; 3, its delays and the
# kinds of operations.
QUESTIONNAIRE = 3


class Unite(StrEnum):
    EUROS = "€"
    ETP = "ETP"
    PERSONNES = "personnes"
    STRUCTURES = "structures"
    OPERATIONS = "opérations"
    BILANS = "bilans"
    JOURS = "jours"  # of a mean or of a median: never added up
    CHOIX = ""


@dataclass(frozen=True, slots=True)
class Question:
    """`personnes`: the question that counts those whose working time this one is. `depuis`, `jusque`: years it is asked of.

    `groupe`: the name of what is asked together, several of them under one section.
    """

    code: str
    libelle: str
    unite: Unite
    aide: str = ""
    personnes: str = ""
    choix: Mapping[str, str] = field(default_factory=dict)
    depuis: int = 0
    jusque: int = 9999
    groupe: str = ""

    def is_posee(self, millesime: int) -> bool:
        return self.depuis <= millesime <= self.jusque


@dataclass(frozen=True, slots=True)
class Section:
    """`total`: what its amounts add up to, said and never asked."""

    code: str
    libelle: str
    presentation: str
    questions: tuple[Question, ...]
    total: str = ""


@dataclass(frozen=True, slots=True)
class Detail:
    """Questions that cut another one: together they are it. `groupes`: some of them, whose total is asked too."""

    tout: str
    parts: tuple[str, ...]
    groupes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


E, T, P, S = Unite.EUROS, Unite.ETP, Unite.PERSONNES, Unite.STRUCTURES
AJOUTS_2025 = 2025  # the first year of the second questionnaire, and of the third


def _since(questions: tuple[Question, ...]) -> tuple[Question, ...]:
    return tuple(replace(question, depuis=AJOUTS_2025) for question in questions)


FINANCEMENTS = Section(
    "financements", "Financements mobilisés", "Les recettes de l’année, en euros, arrondies à l’euro.",
    (
        Question("fse", "Fonds social européen", E),
        Question("bloc_communal", "Communes et intercommunalités", E),
        Question("departement", "Conseil départemental", E),
        Question("region", "Conseil régional", E),
        Question("etat", "État", E, "Préfecture, services déconcentrés, politique de la ville."),
        Question("autres_publics", "Autres financements publics", E, "Mobilisés en contrepartie du FSE."),
        Question("prives", "Financements privés", E),
    ),
    total="Total des financements",
)  # fmt: skip
OPERATEURS = Section(
    "operateurs", "Financements alloués aux opérateurs", "Ce que le PLIE a alloué dans l’année pour construire les parcours.",
    (
        *_since((Question("alloues", "Total alloué par le PLIE", E, "Sa propre équipe comprise."),)),
        Question("operateurs", "Alloués aux opérateurs du territoire", E, "Toutes structures comprises."),
        Question("iae", "Dont structures de l’insertion par l’activité économique", E),
        *_since((
            Question("aci", "Ateliers et chantiers d’insertion", E),
            Question("ei", "Entreprises d’insertion", E),
            Question("etti", "Entreprises de travail temporaire d’insertion", E),
            Question("ai", "Associations intermédiaires", E),
            Question("organismes_formation", "Organismes de formation", E),
            Question("associations", "Associations", E, "Hors insertion par l’activité économique et formation."),
            Question("autres_operateurs", "Autres opérateurs", E),
        )),
    ),
)  # fmt: skip
# The kinds of operations of the domain (FSE, § 3), in the order of a parcours, then what serves them all.
NATURES = Section(
    "natures", "Financements alloués, par type d’opération",
    "Le même total alloué par le PLIE, sa propre équipe comprise, selon ce à quoi il sert. Mettez zéro où il n’y a rien.",
    _since((
        Question("op_referents", "Accompagnement par un référent de parcours", E, "Référents de la structure ou d’une autre."),
        Question("op_etapes", "Étapes de parcours", E, "Formation, chantier, atelier, mise en situation de travail."),
        Question("op_mobilite", "Aide à la mobilité", E),
        Question("op_mediation", "Médiation vers l’emploi", E, "Recherche d’offres, mise en relation, suivi dans l’emploi."),
        Question("op_entreprises", "Relations avec les entreprises", E, "Prospection, clauses sociales, parrainage."),
        Question("op_animation", "Animation du dispositif", E, "Direction, coordination des parcours, instances."),
        Question("op_ingenierie", "Ingénierie", E, "Études, montage de projets, évaluation."),
        Question("op_assistance", "Assistance technique", E, "Gestion et contrôle du FSE."),
        Question("op_autres", "Autres opérations", E),
    )),
)  # fmt: skip
EQUIPE = Section(
    "equipe", "Équipe", "Au 31 décembre. Une personne à mi-temps compte pour une personne et 0,5 ETP.",
    (
        Question("interne", "Équipe interne à la structure", P),
        Question("interne_etp", "Équipe interne à la structure", T, personnes="interne"),
        Question("referents_internes", "Dont référents de parcours internes", P),
        Question("referents_internes_etp", "Dont référents de parcours internes", T, personnes="referents_internes"),
        Question("referents_externes", "Référents de parcours d’une autre structure", P),
        Question("referents_externes_etp", "Référents de parcours d’une autre structure", T, personnes="referents_externes"),
        *_since((
            Question("externes_associations", "Dont employés par une association", P),
            Question("externes_iae", "Dont employés par une structure de l’insertion par l’activité économique", P),
            Question("externes_formation", "Dont employés par un organisme de formation", P),
            Question("externes_france_travail", "Dont employés par France Travail", P),
            Question("externes_missions_locales", "Dont employés par une mission locale", P),
            Question("externes_ccas", "Dont employés par un centre communal d’action sociale", P),
            Question("externes_autres", "Dont employés par une autre structure", P),
        )),
    ),
)  # fmt: skip
PARTENAIRES = Section(
    "partenaires", "Partenaires", "Avec qui le PLIE a travaillé dans l’année, convention ou non.",
    (
        Question("entreprises", "Entreprises partenaires", S, "Offre déposée, visite, recrutement ou accueil dans l’année."),
        Question("operateurs_conventionnes", "Opérateurs d’étapes conventionnés", S),
    ),
)  # fmt: skip
FSE = Section(
    "fse", "Gestion du FSE",
    "Si votre structure porte une enveloppe ou des opérations de FSE. En euros, cumulés du début de la programmation au 31 décembre.",
    _since((
        Question("portage", "Mode de gestion du FSE", Unite.CHOIX, "Au 31 décembre.",
                 choix={mode.value: libelle for mode, libelle in LIBELLES_MODE_FSE.items()}),
        Question("fse_enveloppe", "FSE de l’enveloppe", E),
        Question("fse_programme", "FSE programmé", E, "Avis favorable du comité, déprogrammations déduites."),
        Question("fse_conventionne", "FSE conventionné", E, "Avenants compris."),
        Question("fse_declare", "FSE des dépenses déclarées", E),
        Question("fse_retenu", "FSE retenu après contrôle de service fait", E),
        Question("fse_paye", "FSE payé", E, "Avances et acomptes compris."),
        Question("fse_ue", "FSE déclaré à l’Union européenne", E),
        Question("fse_cout_retenu", "Coût total retenu après contrôle de service fait", E, "FSE et contreparties."),
        Question("fse_participants", "Participants éligibles", P, "Des opérations dont le coût est retenu."),
        Question("fse_sorties_positives", "Sorties positives", P, "Des mêmes participants."),
    )),
)  # fmt: skip


def _ask_delai(delai: Delai) -> tuple[Question, ...]:
    groupe = f"{delai.libelle[0].upper()}{delai.libelle[1:]}"
    unite = Unite.BILANS if delai.compte.startswith("Bilans") else Unite.OPERATIONS
    return (
        Question(delai.code, delai.compte, unite, f"Dans l’année. {delai.aide}".strip(), groupe=groupe),
        Question(delai.moyenne, f"Délai moyen jusqu’{delai.jusqu_a}", Unite.JOURS, "Total des jours ÷ leur nombre.", groupe=groupe),
        Question(delai.mediane, f"Délai médian jusqu’{delai.jusqu_a}", Unite.JOURS, "La moitié a pris ce temps ou moins.", groupe=groupe),
    )  # fmt: skip


GESTION_FSE = Section(
    "delais", "Délais de gestion du FSE",
    "Si votre structure instruit ou contrôle des opérations. De celles qui ont franchi l’étape dans l’année, en jours de calendrier "
    "entiers. Le nombre et le délai moyen suffisent ; la médiane se lit dans un tableur.",
    _since(tuple(question for delai in DELAIS for question in _ask_delai(delai))),
)  # fmt: skip
SECTIONS: tuple[Section, ...] = (FINANCEMENTS, OPERATEURS, NATURES, EQUIPE, PARTENAIRES, FSE, GESTION_FSE)
QUESTIONS: dict[str, Question] = {question.code: question for section in SECTIONS for question in section.questions}
NOMBRES: dict[str, Question] = {code: one for code, one in QUESTIONS.items() if one.unite is not Unite.CHOIX}
ADDITIFS: dict[str, Question] = {code: one for code, one in NOMBRES.items() if one.unite is not Unite.JOURS}
CHOIX: dict[str, Question] = {code: one for code, one in QUESTIONS.items() if one.unite is Unite.CHOIX}
# The first is a part of the second (FSE: domaine 03 § 4.3, what is retained is never over the agreement nor over what was declared).
PARTS = (
    ("iae", "operateurs"), ("operateurs", "alloues"), ("referents_internes", "interne"), ("referents_internes_etp", "interne_etp"),
    ("fse_retenu", "fse_declare"), ("fse_retenu", "fse_conventionne"), ("fse_retenu", "fse_cout_retenu"),
    ("fse_sorties_positives", "fse_participants"),
)  # fmt: skip
DETAILS = (
    Detail(
        "operateurs", ("aci", "ei", "etti", "ai", "organismes_formation", "associations", "autres_operateurs"),
        {"iae": ("aci", "ei", "etti", "ai")},
    ),
    Detail(
        "referents_externes",
        ("externes_associations", "externes_iae", "externes_formation", "externes_france_travail", "externes_missions_locales",
         "externes_ccas", "externes_autres"),
    ),
    Detail("alloues", tuple(question.code for question in NATURES.questions)),
)  # fmt: skip
# Usually the first is not over the second; it happens, and is asked about without being refused.
HABITUELS = (
    ("fse_programme", "fse_enveloppe", "L’enveloppe est-elle surprogrammée ?"),
    ("fse_conventionne", "fse_programme", "Des opérations conventionnées ont-elles été déprogrammées depuis ?"),
    ("fse_declare", "fse_conventionne", "Des dépenses déclarées dépassent-elles leur convention ?"),
    ("fse_paye", "fse_retenu", "Des avances sont-elles à régulariser ?"),
    ("fse_ue", "fse_retenu", "Une dépense déclarée à l’Union européenne a-t-elle été corrigée depuis ?"),
)


def list_sections(millesime: int) -> list[Section]:
    """As they are asked of a year; a section none of whose questions is asked is not there."""
    kept = (replace(s, questions=tuple(q for q in s.questions if q.is_posee(millesime))) for s in SECTIONS)
    return [section for section in kept if section.questions]
