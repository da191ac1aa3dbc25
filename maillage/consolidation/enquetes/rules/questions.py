"""The questions, after the report of 2019 (§ 2.4): each an amount, a working time or a count, never anybody."""

from dataclasses import dataclass
from enum import StrEnum


class Unite(StrEnum):
    EUROS = "€"
    ETP = "ETP"
    PERSONNES = "personnes"
    STRUCTURES = "structures"


@dataclass(frozen=True, slots=True)
class Question:
    """`personnes`: the question that counts those whose working time this one is."""

    code: str
    libelle: str
    unite: Unite
    aide: str = ""
    personnes: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """`total`: what its amounts add up to, said and never asked."""

    code: str
    libelle: str
    presentation: str
    questions: tuple[Question, ...]
    total: str = ""


E, T, P, S = Unite.EUROS, Unite.ETP, Unite.PERSONNES, Unite.STRUCTURES
SECTIONS: tuple[Section, ...] = (
    Section(
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
    ),
    Section(
        "operateurs", "Financements alloués aux opérateurs", "Ce que le PLIE a alloué dans l’année pour construire les parcours.",
        (
            Question("operateurs", "Alloués aux opérateurs du territoire", E, "Toutes structures comprises."),
            Question("iae", "Dont structures de l’insertion par l’activité économique", E),
        ),
    ),
    Section(
        "equipe", "Équipe", "Au 31 décembre. Une personne à mi-temps compte pour une personne et 0,5 ETP.",
        (
            Question("interne", "Équipe interne à la structure", P),
            Question("interne_etp", "Équipe interne à la structure", T, personnes="interne"),
            Question("referents_internes", "Dont référents de parcours internes", P),
            Question("referents_internes_etp", "Dont référents de parcours internes", T, personnes="referents_internes"),
            Question("referents_externes", "Référents de parcours d’une autre structure", P),
            Question("referents_externes_etp", "Référents de parcours d’une autre structure", T, personnes="referents_externes"),
        ),
    ),
    Section(
        "partenaires", "Partenaires", "Avec qui le PLIE a travaillé dans l’année, convention ou non.",
        (
            Question("entreprises", "Entreprises partenaires", S, "Offre déposée, visite, recrutement ou accueil dans l’année."),
            Question("operateurs_conventionnes", "Opérateurs d’étapes conventionnés", S),
        ),
    ),
)  # fmt: skip
QUESTIONS: dict[str, Question] = {question.code: question for section in SECTIONS for question in section.questions}
# The first is a part of the second.
PARTS = (("iae", "operateurs"), ("referents_internes", "interne"), ("referents_internes_etp", "interne_etp"))
