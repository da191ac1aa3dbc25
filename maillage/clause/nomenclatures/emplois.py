"""A contract of the clause: what it is, how it is provided, who employs, how it ends, whom it employed (domaine 02 § 4)."""

from enum import StrEnum


class TypeContrat(StrEnum):
    CDI = "cdi"
    CDD = "cdd"
    CDDI = "cddi"
    CTT = "ctt"
    CTT_INSERTION = "ctt_insertion"
    CDI_INTERIMAIRE = "cdi_interimaire"
    APPRENTISSAGE = "apprentissage"
    PROFESSIONNALISATION = "professionnalisation"
    AIDE = "aide"
    MISE_A_DISPO_AI = "mise_a_dispo_ai"
    AUTRE = "autre"


LIBELLES_CONTRAT: dict[TypeContrat, str] = {
    TypeContrat.CDI: "CDI",
    TypeContrat.CDD: "CDD",
    TypeContrat.CDDI: "CDD d’insertion",
    TypeContrat.CTT: "Mission d’intérim",
    TypeContrat.CTT_INSERTION: "Mission d’intérim d’insertion",
    TypeContrat.CDI_INTERIMAIRE: "CDI intérimaire",
    TypeContrat.APPRENTISSAGE: "Apprentissage",
    TypeContrat.PROFESSIONNALISATION: "Professionnalisation",
    TypeContrat.AIDE: "Contrat aidé",
    TypeContrat.MISE_A_DISPO_AI: "Mise à disposition par une association intermédiaire",
    TypeContrat.AUTRE: "Autre",
}
ALTERNANCE: frozenset[TypeContrat] = frozenset({TypeContrat.APPRENTISSAGE, TypeContrat.PROFESSIONNALISATION})
SANS_TERME: frozenset[TypeContrat] = frozenset({TypeContrat.CDI, TypeContrat.CDI_INTERIMAIRE})


class ModeRealisation(StrEnum):
    EMBAUCHE_DIRECTE = "embauche_directe"
    ALTERNANCE = "alternance"
    MAD_ETTI = "mad_etti"
    MAD_AI = "mad_ai"
    MAD_GEIQ = "mad_geiq"
    MAD_EATT = "mad_eatt"
    INTERIM_ETT = "interim_ett"
    SOUSTRAITANCE_SIAE = "soustraitance_siae"
    COTRAITANCE_SIAE = "cotraitance_siae"
    SOUSTRAITANCE_STPA = "soustraitance_stpa"
    MARCHE_RESERVE = "marche_reserve"
    FORMATION = "formation"


LIBELLES_MODE: dict[ModeRealisation, str] = {
    ModeRealisation.EMBAUCHE_DIRECTE: "Embauche directe",
    ModeRealisation.ALTERNANCE: "Alternance",
    ModeRealisation.MAD_ETTI: "Mise à disposition, intérim d’insertion",
    ModeRealisation.MAD_AI: "Mise à disposition, association intermédiaire",
    ModeRealisation.MAD_GEIQ: "Mise à disposition, GEIQ",
    ModeRealisation.MAD_EATT: "Mise à disposition, entreprise adaptée de travail temporaire",
    ModeRealisation.INTERIM_ETT: "Intérim classique",
    ModeRealisation.SOUSTRAITANCE_SIAE: "Sous-traitance à une structure d’insertion",
    ModeRealisation.COTRAITANCE_SIAE: "Cotraitance avec une structure d’insertion",
    ModeRealisation.SOUSTRAITANCE_STPA: "Sous-traitance au handicap (EA, ESAT)",
    ModeRealisation.MARCHE_RESERVE: "Marché réservé",
    ModeRealisation.FORMATION: "Formation",
}
# The employer lends the person: where they work is another company, which must be told.
MISES_A_DISPOSITION: frozenset[ModeRealisation] = frozenset(
    {
        ModeRealisation.MAD_ETTI, ModeRealisation.MAD_AI, ModeRealisation.MAD_GEIQ, ModeRealisation.MAD_EATT,
        ModeRealisation.INTERIM_ETT,
    }
)  # fmt: skip


class MotifFin(StrEnum):
    TERME = "terme"
    FIN_CHANTIER = "fin_chantier"
    RUPTURE_ESSAI = "rupture_essai"
    RUPTURE_EMPLOYEUR = "rupture_employeur"
    RUPTURE_SALARIE = "rupture_salarie"
    EMBAUCHE = "embauche"
    FORMATION = "formation"
    AUTRE = "autre"


LIBELLES_FIN: dict[MotifFin, str] = {
    MotifFin.TERME: "Terme du contrat",
    MotifFin.FIN_CHANTIER: "Fin du chantier",
    MotifFin.RUPTURE_ESSAI: "Rupture pendant l’essai",
    MotifFin.RUPTURE_EMPLOYEUR: "Rupture par l’employeur",
    MotifFin.RUPTURE_SALARIE: "Rupture par la personne",
    MotifFin.EMBAUCHE: "Embauche ailleurs",
    MotifFin.FORMATION: "Entrée en formation",
    MotifFin.AUTRE: "Autre",
}


class StatutInsertion(StrEnum):
    """What an employer is recognised as, from a day to another."""

    EI = "ei"
    AI = "ai"
    ACI = "aci"
    ETTI = "etti"
    EITI = "eiti"
    GEIQ = "geiq"
    RQ = "rq"
    EA = "ea"
    EATT = "eatt"
    ESAT = "esat"
    SEP = "sep"
    ETT = "ett"
    E2C = "e2c"
    EPIDE = "epide"
    AUCUN = "aucun"


S = StatutInsertion
LIBELLES_STATUT_INSERTION: dict[StatutInsertion, str] = {
    S.EI: "Entreprise d’insertion",
    S.AI: "Association intermédiaire",
    S.ACI: "Atelier et chantier d’insertion",
    S.ETTI: "Entreprise de travail temporaire d’insertion",
    S.EITI: "Entreprise d’insertion par le travail indépendant",
    S.GEIQ: "GEIQ",
    S.RQ: "Régie de quartier",
    S.EA: "Entreprise adaptée",
    S.EATT: "Entreprise adaptée de travail temporaire",
    S.ESAT: "ESAT",
    S.SEP: "Structure d’emploi pénitentiaire",
    S.ETT: "Entreprise de travail temporaire",
    S.E2C: "École de la deuxième chance",
    S.EPIDE: "EPIDE",
    S.AUCUN: "Aucun",
}
SIAE: frozenset[StatutInsertion] = frozenset({S.EI, S.AI, S.ACI, S.ETTI, S.EITI})
SIAE_ELARGIE: frozenset[StatutInsertion] = SIAE | {S.GEIQ, S.RQ}


class Profil(StrEnum):
    """What is counted of whom a contract employs, on its first day; not what made them eligible."""

    FEMME = "femme"
    HOMME = "homme"
    MOINS_26 = "moins_26"
    SENIOR = "senior"
    DELD = "deld"
    BRSA = "brsa"
    QPV = "qpv"
    HANDICAP = "handicap"
    NIVEAU_3 = "niveau_3"


LIBELLES_PROFIL: dict[Profil, str] = {
    Profil.FEMME: "Femmes",
    Profil.HOMME: "Hommes",
    Profil.MOINS_26: "Moins de 26 ans",
    Profil.SENIOR: "50 ans et plus",
    Profil.DELD: "Demandeurs d’emploi de longue durée",
    Profil.BRSA: "Bénéficiaires du RSA",
    Profil.QPV: "Habitants d’un quartier prioritaire",
    Profil.HANDICAP: "Travailleurs handicapés",
    Profil.NIVEAU_3: "Niveau CAP ou moins",
}
LIBELLES_PERSONNE: dict[Profil, str] = {
    **LIBELLES_PROFIL,
    Profil.FEMME: "Femme",
    Profil.HOMME: "Homme",
    Profil.DELD: "Demandeur d’emploi de longue durée",
    Profil.BRSA: "Bénéficiaire du RSA",
    Profil.QPV: "Habitant d’un quartier prioritaire",
    Profil.HANDICAP: "Travailleur handicapé",
}
