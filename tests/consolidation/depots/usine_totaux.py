"""The totals of a fictitious service of the clause without Maillage, as they are counted: they hold together."""

from maillage.consolidation.catalogue.clause import declarations as d

SEULES = {d.HEURES: 1_250_000}
DETAIL = {
    "clause.heures:achat:travaux": 800_000, "clause.heures:achat:services": 450_000,
    "clause.heures:donneur:commune": 700_000, "clause.heures:donneur:bailleur_social": 350_000, "clause.heures:donneur:etat": 200_000,
    "clause.heures:employeur:siae": 500_000, "clause.heures:employeur:geiq_regie": 100_000, "clause.heures:employeur:autres": 650_000,
    d.SIAE_MARCHE: 250_000,
    d.PERSONNES: 40, d.PROFIL_CONNU: 36,
    "clause.participants:sexe:f": 9, "clause.participants:sexe:h": 27,
    "clause.participants:age:moins_26": 12, "clause.participants:age:26_49": 18, "clause.participants:age:50_plus": 6,
    "clause.participants:niveau:cap": 30, "clause.participants:niveau:plus": 6,
    "clause.participants:profils:deld": 15, "clause.participants:profils:brsa": 10, "clause.participants:profils:qpv": 8,
    "clause.participants:profils:handicap": 3,
    d.ACTIFS: 55, "clause.contrats_actifs:type:cdd": 30, "clause.contrats_actifs:type:ctt": 20, "clause.contrats_actifs:type:inconnu": 5,
    "clause.contrats_actifs:mode:embauche_directe": 25, "clause.contrats_actifs:mode:mad_etti": 30,
    d.SIGNES: 45, "clause.contrats_signes:type:cdd": 45, "clause.contrats_signes:mode:embauche_directe": 45,
}  # fmt: skip
CONTRIBUTEURS = {d.ENTREPRISES: 8, d.PLUS_GROSSE: 300_000, d.PLUS_FORTE: 90_000}
FACULTATIF = {
    "clause.heures:effectif:moins_200": 600_000, "clause.heures:effectif:200_249": 0, "clause.heures:effectif:250_plus": 400_000,
    "clause.heures:qpv_adresse:oui": 300_000, "clause.heures:qpv_adresse:non": 800_000,
    "clause.participants:qpv_adresse:oui": 8, "clause.participants:qpv_adresse:non": 28,
    "clause.contrats_actifs:domaine:F": 40, "clause.contrats_actifs:domaine:N": 5,
    d.ETP: 1_500_000, d.POSTES: 2, d.ETP_COORDINATION: 0, d.POSTES_COORDINATION: 0,
    f"{d.ETP}:financement:etat": 900_000,
    d.LOTS: 20, d.ENGAGEES_PILOTEES: 3_000_000, "clause.lots_pilotes:achat:travaux": 12, "clause.lots_pilotes:achat:services": 8,
    "clause.lots_pilotes:donneur:commune": 14, "clause.lots_pilotes:donneur:bailleur_social": 6,
    d.ECHUS: 7, d.TENUS: 5, d.ENGAGEES: 900_000, d.TENUES: 850_000, d.REALISEES: 990_000,
    "clause.sortie_6": 20, "clause.sortie_6:situation:cdi": 6, "clause.sortie_6:situation:sans_emploi": 5,
    "clause.sortie_12": 14, "clause.sortie_12:situation:formation_qualifiante": 4,
}  # fmt: skip
TOUT = {**SEULES, **DETAIL, **CONTRIBUTEURS, **FACULTATIF}
