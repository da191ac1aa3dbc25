"""What becomes of a contract of the clause proposed to the PLIE that follows the person; which étape such a contract is."""

from enum import StrEnum

from maillage.clause.nomenclatures.emplois import ModeRealisation, TypeContrat


class StatutProposition(StrEnum):
    ATTENTE = "attente"
    CONFIRMEE = "confirmee"
    ECARTEE = "ecartee"


LIBELLES_PROPOSITION: dict[StatutProposition, str] = {
    StatutProposition.ATTENTE: "À confirmer",
    StatutProposition.CONFIRMEE: "Dans le parcours",
    StatutProposition.ECARTEE: "Écartée",
}


class MotifEcart(StrEnum):
    AUTRE_PERSONNE = "autre_personne"
    REFUS_PERSONNE = "refus_personne"
    HORS_PARCOURS = "hors_parcours"


LIBELLES_ECART: dict[MotifEcart, str] = {
    MotifEcart.AUTRE_PERSONNE: "Ce n’est pas cette personne",
    MotifEcart.REFUS_PERSONNE: "La personne ne le souhaite pas",
    MotifEcart.HORS_PARCOURS: "Ce contrat ne fait pas partie de son parcours",
}

T, M = TypeContrat, ModeRealisation
# The étape a contract usually is (domaine 01 § 9.2); whoever confirms may choose another.
PAR_MODE: dict[ModeRealisation, str] = {
    M.MAD_ETTI: "IAE-ETTI", M.MAD_AI: "IAE-AI", M.MAD_GEIQ: "ALT-PRO", M.MAD_EATT: "EA-EA", M.INTERIM_ETT: "CNA-INT",
}  # fmt: skip
PAR_CONTRAT: dict[TypeContrat, str] = {
    T.CDI: "CNA-LON", T.CDDI: "IAE-EI", T.CTT: "CNA-INT", T.CTT_INSERTION: "IAE-ETTI", T.CDI_INTERIMAIRE: "CNA-INT",
    T.APPRENTISSAGE: "ALT-APP", T.PROFESSIONNALISATION: "ALT-PRO", T.AIDE: "CAI-CUI", T.MISE_A_DISPO_AI: "IAE-AI",
}  # fmt: skip
COURT, LONG = "CNA-CDD", "CNA-LON"
