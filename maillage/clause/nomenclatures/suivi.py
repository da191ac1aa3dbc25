"""After the notification: what is decided of a penalty, how a control is held, what a person does once her contract is over."""

from enum import IntEnum, StrEnum


class CausePenalite(StrEnum):
    """Why hours are missing. Only the first one is the company's: the others suspend the penalty (F7)."""

    ENTREPRISE = "entreprise"
    SANS_CANDIDAT = "sans_candidat"
    ARRET_CHANTIER = "arret_chantier"
    AUTRE_EXTERIEURE = "autre_exterieure"


LIBELLES_CAUSE: dict[CausePenalite, str] = {
    CausePenalite.ENTREPRISE: "L’entreprise n’a pas employé assez d’heures",
    CausePenalite.SANS_CANDIDAT: "Aucun candidat ne lui a été adressé",
    CausePenalite.ARRET_CHANTIER: "Le chantier a été arrêté",
    CausePenalite.AUTRE_EXTERIEURE: "Autre cause extérieure à l’entreprise",
}
EXTERIEURES: frozenset[CausePenalite] = frozenset(CausePenalite) - {CausePenalite.ENTREPRISE}


class StatutPenalite(StrEnum):
    """`SANS_OBJET`: nothing to propose, with why. `REMPLACEE`: a later one took its place before any decision."""

    PROPOSEE = "proposee"
    APPLIQUEE = "appliquee"
    REMISE = "remise"
    SANS_OBJET = "sans_objet"
    REMPLACEE = "remplacee"


LIBELLES_PENALITE: dict[StatutPenalite, str] = {
    StatutPenalite.PROPOSEE: "Proposée",
    StatutPenalite.APPLIQUEE: "Appliquée",
    StatutPenalite.REMISE: "Remise",
    StatutPenalite.SANS_OBJET: "Sans objet",
    StatutPenalite.REMPLACEE: "Remplacée",
}
TRANCHEES: frozenset[StatutPenalite] = frozenset(
    {StatutPenalite.APPLIQUEE, StatutPenalite.REMISE, StatutPenalite.SANS_OBJET}
)
DECISIONS: tuple[StatutPenalite, ...] = (StatutPenalite.APPLIQUEE, StatutPenalite.REMISE)


class TypeControle(StrEnum):
    SUR_PIECE = "sur_piece"
    SUR_PLACE = "sur_place"


LIBELLES_CONTROLE: dict[TypeControle, str] = {
    TypeControle.SUR_PIECE: "Sur pièces",
    TypeControle.SUR_PLACE: "Sur place",
}


class Jalon(IntEnum):
    """Months after the end of the last contract."""

    SIX = 6
    DOUZE = 12


LIBELLES_JALON: dict[Jalon, str] = {Jalon.SIX: "À 6 mois", Jalon.DOUZE: "À 12 mois"}


class SituationSortie(StrEnum):
    CDI = "cdi"
    CDD_6M_PLUS = "cdd_6m_plus"
    CDD_MOINS_6M = "cdd_moins_6m"
    INTERIM = "interim"
    CREATION = "creation"
    FORMATION_QUALIFIANTE = "formation_qualifiante"
    FORMATION_AUTRE = "formation_autre"
    SANS_EMPLOI = "sans_emploi"
    AUTRE = "autre"
    INJOIGNABLE = "injoignable"


S = SituationSortie
LIBELLES_SITUATION: dict[SituationSortie, str] = {
    S.CDI: "En CDI",
    S.CDD_6M_PLUS: "En CDD de six mois ou plus",
    S.CDD_MOINS_6M: "En CDD de moins de six mois",
    S.INTERIM: "En intérim",
    S.CREATION: "À son compte",
    S.FORMATION_QUALIFIANTE: "En formation qualifiante",
    S.FORMATION_AUTRE: "Dans une autre formation",
    S.SANS_EMPLOI: "Sans emploi",
    S.AUTRE: "Autre situation",
    S.INJOIGNABLE: "Injoignable",
}
# What the person reads on her telephone: the same list, said to her, without what only the service may note.
LIBELLES_PERSONNE: dict[SituationSortie, str] = {
    S.CDI: "Je travaille, en CDI",
    S.CDD_6M_PLUS: "Je travaille, en CDD de six mois ou plus",
    S.CDD_MOINS_6M: "Je travaille, en CDD de moins de six mois",
    S.INTERIM: "Je travaille en intérim",
    S.CREATION: "Je suis à mon compte",
    S.FORMATION_QUALIFIANTE: "Je suis une formation qui mène à un diplôme ou à un titre",
    S.FORMATION_AUTRE: "Je suis une autre formation",
    S.SANS_EMPLOI: "Je n’ai pas d’emploi en ce moment",
    S.AUTRE: "Autre situation",
}
# SORTIE_6 and SORTIE_12 (domaine 02 § 8): in a contract of work, or in a qualifying training.
EN_CONTRAT: frozenset[SituationSortie] = frozenset({S.CDI, S.CDD_6M_PLUS, S.CDD_MOINS_6M, S.INTERIM})
POSITIVES: frozenset[SituationSortie] = EN_CONTRAT | {S.FORMATION_QUALIFIANTE}


class SourceSortie(StrEnum):
    TELEPHONE = "telephone"
    PERSONNE = "personne"
    PARCOURS = "parcours"


LIBELLES_SOURCE_SORTIE: dict[SourceSortie, str] = {
    SourceSortie.TELEPHONE: "Par téléphone ou sur place",
    SourceSortie.PERSONNE: "Par la personne, depuis son lien",
    SourceSortie.PARCOURS: "Par sa référente ou son référent de parcours",
}
