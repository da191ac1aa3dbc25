"""Why the hours of a person count, who says so, and what was decided (domaine 02 § 4, CCAG-TIC 16.1.1 for the first family)."""

from enum import StrEnum


class Critere(StrEnum):
    """Several at once. The first seven: already taken on by a structure that is known for it."""

    EA_ESAT = "ea_esat"
    AI_ETTI = "ai_etti"
    EI_ACI = "ei_aci"
    REGIE = "regie"
    EPIDE_E2C = "epide_e2c"
    GEIQ = "geiq"
    JUSTICE = "justice"
    DELD = "deld"
    BRSA = "brsa"
    BOETH = "boeth"
    MINIMA = "minima"
    JEUNE = "jeune"
    SENIOR = "senior"
    SUIVI_JEUNE = "suivi_jeune"
    QPV = "qpv"
    REFUGIE = "refugie"
    AVIS = "avis"


C = Critere
LIBELLES_CRITERE: dict[Critere, str] = {
    C.EA_ESAT: "Entreprise adaptée, ESAT",
    C.AI_ETTI: "Association intermédiaire, intérim d’insertion",
    C.EI_ACI: "Entreprise d’insertion, chantier d’insertion",
    C.REGIE: "Régie de quartier agréée",
    C.EPIDE_E2C: "EPIDE, école de la deuxième chance",
    C.GEIQ: "GEIQ",
    C.JUSTICE: "Sous main de justice",
    C.DELD: "Demandeur d’emploi depuis plus d’un an",
    C.BRSA: "Bénéficiaire du RSA",
    C.BOETH: "Bénéficiaire de l’obligation d’emploi",
    C.MINIMA: "ASS, AAH ou pension d’invalidité",
    C.JEUNE: "Moins de 26 ans, peu qualifié ou sans emploi depuis six mois",
    C.SENIOR: "50 ans et plus",
    C.SUIVI_JEUNE: "Jeune en suivi renforcé",
    C.QPV: "Habitant d’un quartier prioritaire",
    C.REFUGIE: "Réfugié, protection subsidiaire",
    C.AVIS: "Avis motivé d’un prescripteur",
}
PAR_STRUCTURE: frozenset[Critere] = frozenset({C.EA_ESAT, C.AI_ETTI, C.EI_ACI, C.REGIE, C.EPIDE_E2C, C.GEIQ, C.JUSTICE})


class TypePrescripteur(StrEnum):
    FRANCE_TRAVAIL = "france_travail"
    MISSION_LOCALE = "mission_locale"
    PLIE = "plie"
    MDE = "mde"
    CAP_EMPLOI = "cap_emploi"
    DEPARTEMENT = "departement"
    MDPH = "mdph"
    SPIP = "spip"
    STRUCTURE = "structure"
    AUTRE = "autre"


LIBELLES_PRESCRIPTEUR: dict[TypePrescripteur, str] = {
    TypePrescripteur.FRANCE_TRAVAIL: "France Travail",
    TypePrescripteur.MISSION_LOCALE: "Mission locale",
    TypePrescripteur.PLIE: "PLIE",
    TypePrescripteur.MDE: "Maison de l’emploi",
    TypePrescripteur.CAP_EMPLOI: "Cap emploi",
    TypePrescripteur.DEPARTEMENT: "Département",
    TypePrescripteur.MDPH: "MDPH",
    TypePrescripteur.SPIP: "Service pénitentiaire d’insertion et de probation",
    TypePrescripteur.STRUCTURE: "Structure d’insertion, GEIQ, entreprise adaptée",
    TypePrescripteur.AUTRE: "Autre",
}


class Decision(StrEnum):
    ACCORDEE = "accordee"
    REFUSEE = "refusee"
    RENOUVELEE = "renouvelee"


LIBELLES_DECISION: dict[Decision, str] = {
    Decision.ACCORDEE: "Accordée",
    Decision.REFUSEE: "Refusée",
    Decision.RENOUVELEE: "Prolongée",
}


class MotifDecision(StrEnum):
    """A list, not a text: nothing is written of anybody that a box does not say."""

    SANS_CRITERE = "sans_critere"
    SANS_PIECE = "sans_piece"
    PIECE_PERIMEE = "piece_perimee"
    FENETRE_FINIE = "fenetre_finie"
    CONTRAT_SUSPENDU = "contrat_suspendu"
    CHANTIER_RETARDE = "chantier_retarde"
    QUALIFICATION = "qualification"
    PARCOURS_FRAGILE = "parcours_fragile"


LIBELLES_MOTIF_DECISION: dict[MotifDecision, str] = {
    MotifDecision.SANS_CRITERE: "Aucun critère n’est établi",
    MotifDecision.SANS_PIECE: "La pièce manque",
    MotifDecision.PIECE_PERIMEE: "La pièce est trop ancienne",
    MotifDecision.FENETRE_FINIE: "La durée d’éligibilité est passée",
    MotifDecision.CONTRAT_SUSPENDU: "Le contrat a été suspendu",
    MotifDecision.CHANTIER_RETARDE: "Le chantier a pris du retard",
    MotifDecision.QUALIFICATION: "Une qualification est en cours",
    MotifDecision.PARCOURS_FRAGILE: "L’emploi durable n’est pas encore atteint",
}
M = MotifDecision
MOTIFS: dict[Decision, tuple[MotifDecision, ...]] = {
    Decision.ACCORDEE: (),
    Decision.REFUSEE: (M.SANS_CRITERE, M.SANS_PIECE, M.PIECE_PERIMEE, M.FENETRE_FINIE),
    Decision.RENOUVELEE: (M.CONTRAT_SUSPENDU, M.CHANTIER_RETARDE, M.QUALIFICATION, M.PARCOURS_FRAGILE),
}
