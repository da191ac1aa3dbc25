"""What a reform moves in the rules of the person: each value with its date and its source."""

from datetime import date

from maillage.socle.parametres import Parametre, Valeur, fixe

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
QPV = Parametre(
    "QPV.geographie", "géographie des quartiers prioritaires en vigueur", "millésime",
    (
        Valeur(date(2015, 1, 1), 2015, "décret n° 2014-1750 du 30 décembre 2014", is_a_confirmer=True),
        Valeur(date(2024, 1, 1), 2024, "décret n° 2023-1314 du 28 décembre 2023", is_a_confirmer=True),
    ),
)  # fmt: skip
