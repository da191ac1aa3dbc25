"""What dates the durations without work: thresholds that a reform moves, each with its source."""

from maillage.socle.parametres import fixe

DELD = fixe("DELD.mois", "demandeur d’emploi de longue durée", "mois", 12, "Consolidation des PLIE 2019, § 2.2")
DETLD = fixe("DETLD.mois", "demandeur d’emploi de très longue durée", "mois", 24, "Code du travail, art. R. 5132-1-7")
CLD_FSE = fixe(
    "CLD-FSE.mois", "chômeur de longue durée au sens du FSE, à partir de 25 ans", "mois", 12,
    "règlement FSE+, annexe I", a_confirmer=True,
)  # fmt: skip
CLD_FSE_JEUNE = fixe(
    "CLD-FSE.mois_jeune", "chômeur de longue durée au sens du FSE, avant 25 ans", "mois", 6,
    "règlement FSE+, annexe I", a_confirmer=True,
)  # fmt: skip
AGE_JEUNE = fixe("CLD-FSE.age", "âge où la durée du FSE devient douze mois", "ans", 25, "règlement FSE+, annexe I",
                 a_confirmer=True)  # fmt: skip
