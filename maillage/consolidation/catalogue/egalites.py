"""Totals that must be the sum of their parts, whoever counts them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Egalite:
    """By codes of measures that are counted row by row."""

    total: str
    parts: tuple[str, ...]


# What a structure that declares its totals tells besides its counts: why its exits without sequel ended.
CAUSES_PLIE: dict[str, str] = {
    "plie.sans_suite:abandon": "Sorties sans suite : abandons",
    "plie.sans_suite:autre": "Sorties sans suite : autres causes",
}
# What it may tell besides, each group whole or not at all.
ETAPES_PLIE: dict[str, str] = {
    "plie.etapes": "Étapes de l’année",
    "plie.etapes:mobilisation": "Étapes : mobilisation",
    "plie.etapes:mediation": "Étapes : médiation vers l’emploi",
    "plie.etapes:formation": "Étapes : formation",
    "plie.etapes:non_aide": "Étapes : contrats de travail non aidés",
    "plie.etapes:aide": "Étapes : contrats aidés",
    "plie.etapes_iae": "Étapes : insertion par l’activité économique",
    "plie.etapes:autre": "Étapes : autres",
    "plie.etapes_iae:ACI": "Dont ateliers et chantiers d’insertion",
    "plie.etapes_iae:EI": "Dont entreprises d’insertion",
    "plie.etapes_iae:ETTI": "Dont entreprises de travail temporaire d’insertion",
    "plie.etapes_iae:AI": "Dont associations intermédiaires",
    "plie.etapes_iae:autre": "Dont régies de quartier",
}
REFERENTS_PLIE: dict[str, str] = {
    "plie.etp": "Équivalents temps plein de référents au dernier jour",
    "plie.etp:referents": "Référents présents au dernier jour",
}
# Of a population that no measure counts row by row, what does.
BASES_PLIE: dict[str, str] = {"equipes": "plie.etp:referents"}
# Modalities that are told as counts: whoever tells the count tells them too.
DITES_PLIE: dict[tuple[str, str, str], str] = {
    **{
        ("plie.sorties", "issue", modalite): code
        for modalite, code in (
            ("emploi_durable", "plie.emploi_durable"), ("formation", "plie.formation_validee"),
            ("autre_positive", "plie.autres_positives"), ("neutre", "plie.neutralisees"),
            ("abandon", "plie.sans_suite:abandon"), ("autre", "plie.sans_suite:autre"),
        )
    },
    **{("plie.etapes", "famille", m): f"plie.etapes:{m}" for m in ("mobilisation", "mediation", "formation", "non_aide", "aide", "autre")},
    ("plie.etapes", "famille", "iae"): "plie.etapes_iae",
    **{("plie.etapes_iae", "iae", m): f"plie.etapes_iae:{m}" for m in ("ACI", "EI", "ETTI", "AI", "autre")},
    ("plie.sans_suite", "cause", "neutre"): "plie.neutralisees",
    ("plie.sans_suite", "cause", "abandon"): "plie.sans_suite:abandon",
    ("plie.sans_suite", "cause", "autre"): "plie.sans_suite:autre",
}  # fmt: skip
PLIE: tuple[Egalite, ...] = (
    Egalite("plie.sorties", ("plie.sorties_positives", "plie.sans_suite")),
    Egalite("plie.sorties_positives", ("plie.emploi_durable", "plie.formation_validee", "plie.autres_positives")),
    Egalite("plie.sorties", ("plie.sorties_imputables", "plie.neutralisees")),
)
DECLAREES_PLIE: tuple[Egalite, ...] = (
    *PLIE, Egalite("plie.sans_suite", ("plie.sans_suite:abandon", "plie.neutralisees", "plie.sans_suite:autre")),
    Egalite(
        "plie.etapes",
        (*(f"plie.etapes:{m}" for m in ("mobilisation", "mediation", "formation", "non_aide", "aide", "autre")), "plie.etapes_iae"),
    ),
    Egalite("plie.etapes_iae", tuple(f"plie.etapes_iae:{m}" for m in ("ACI", "EI", "ETTI", "AI", "autre"))),
    Egalite("plie.etapes_contrats", ("plie.etapes:non_aide", "plie.etapes:aide", "plie.etapes_iae")),
)  # fmt: skip
CLAUSE: tuple[Egalite, ...] = (
    Egalite("clause.heures_en_tout", ("clause.heures", "clause.heures_agregees")),
    # What travels is counted row by row: a year that is declared is typed, and comes by no file.
    Egalite("clause.heures", ("clause.heures_une_a_une",)),
)  # fmt: skip
