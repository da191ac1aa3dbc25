"""Closed lists of what helps or hinders day after day: licence, language, care of children (domaine 01 § 5.8 to 5.12)."""

from enum import StrEnum


class CategoriePermis(StrEnum):
    """What the licence allows to drive; several at once."""

    AM = "am"
    A = "a"
    B = "b"
    BE = "be"
    C = "c"
    CE = "ce"
    D = "d"


LIBELLES_CATEGORIE_PERMIS: dict[CategoriePermis, str] = {
    CategoriePermis.AM: "AM (cyclomoteur, voiturette)",
    CategoriePermis.A: "A (moto)",
    CategoriePermis.B: "B (voiture)",
    CategoriePermis.BE: "BE (voiture et remorque)",
    CategoriePermis.C: "C (poids lourd)",
    CategoriePermis.CE: "CE (poids lourd et remorque)",
    CategoriePermis.D: "D (transport de personnes)",
}


class OutilLangue(StrEnum):
    """How a level of French is known."""

    DECLARATION = "declaration"
    ENTRETIEN = "entretien"
    TEST = "test"
    CERTIFICATION = "certification"


LIBELLES_OUTIL_LANGUE: dict[OutilLangue, str] = {
    OutilLangue.DECLARATION: "Ce que dit la personne",
    OutilLangue.ENTRETIEN: "Constaté en entretien",
    OutilLangue.TEST: "Test de positionnement",
    OutilLangue.CERTIFICATION: "Certification",
}


class Certification(StrEnum):
    """Certifications of the base; several at once."""

    CLEA = "clea"
    CLEA_NUMERIQUE = "clea_numerique"
    DILF = "dilf"
    DELF = "delf"
    TCF = "tcf"
    PIX = "pix"


LIBELLES_CERTIFICATION: dict[Certification, str] = {
    Certification.CLEA: "CléA",
    Certification.CLEA_NUMERIQUE: "CléA numérique",
    Certification.DILF: "DILF",
    Certification.DELF: "DELF ou DALF",
    Certification.TCF: "TCF",
    Certification.PIX: "Pix",
}


class HorairesGarde(StrEnum):
    """What hours of work the solution covers."""

    JOURNEE = "journee"
    ELARGIS = "elargis"
    ATYPIQUES = "atypiques"


LIBELLES_HORAIRES_GARDE: dict[HorairesGarde, str] = {
    HorairesGarde.JOURNEE: "La journée seulement",
    HorairesGarde.ELARGIS: "Aussi tôt le matin ou le soir",
    HorairesGarde.ATYPIQUES: "Aussi la nuit ou le week-end",
}


class Conge(StrEnum):
    """A pregnancy or a leave, as far as it decides of a date; asked only if the person speaks of it."""

    GROSSESSE = "grossesse"
    MATERNITE = "maternite"
    PARENTAL = "parental"
    AUCUN = "aucun"


LIBELLES_CONGE: dict[Conge, str] = {
    Conge.GROSSESSE: "Grossesse",
    Conge.MATERNITE: "Congé de maternité, de paternité ou d’adoption",
    Conge.PARENTAL: "Congé parental",
    Conge.AUCUN: "Aucun",
}
