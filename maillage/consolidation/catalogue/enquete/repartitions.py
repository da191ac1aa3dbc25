"""What a whole is made of, over those who told all of its parts: shares that make a hundred, totals that add up."""

from collections.abc import Mapping
from dataclasses import dataclass

from maillage.consolidation.catalogue.enquete.nombres import (
    ENQUETE_ANNUELLE,
    SOURCE_2019,
    add_up,
    average,
    name_en_phrase,
)
from maillage.consolidation.enquetes.rules.questions import DETAILS, FINANCEMENTS, NOMBRES
from maillage.indicateurs.mesures import AnyMesure, Somme, Taux
from maillage.socle.typographie import lower_initiale


@dataclass(frozen=True, slots=True)
class Groupe:
    """Some parts under one name, as the report tells them."""

    code: str
    libelle: str
    postes: tuple[str, ...]


@dataclass(frozen=True, eq=False, slots=True)
class Repartition:
    """`moyennes`: the parts, besides the whole, of which the mean is said."""

    code: str
    libelle: str
    moyenne: str
    postes: tuple[str, ...]
    groupes: tuple[Groupe, ...] = ()
    moyennes: tuple[str, ...] = ()
    source: str = SOURCE_2019

    def get_code(self, poste: str) -> str:
        return f"enquete.{self.code}.{poste}"

    def get_part(self, poste: str) -> str:
        return f"enquete.{self.code}.part_{poste}"

    @property
    def total(self) -> str:
        return f"enquete.{self.code}"

    @property
    def libelles(self) -> Mapping[str, str]:
        return {code: NOMBRES[code].libelle.removeprefix("Dont ") for code in self.postes} | {
            groupe.code: groupe.libelle for groupe in self.groupes
        }


_OPERATEURS, _EXTERNES, _NATURES = DETAILS
FINANCEURS = Repartition(
    "financements", "Financements mobilisés", "Financements mobilisés par dispositif",
    tuple(question.code for question in FINANCEMENTS.questions),
    (
        Groupe("collectivites", "Collectivités, tous niveaux", ("bloc_communal", "departement", "region")),
        Groupe("autres", "Autres financements, publics et privés", ("autres_publics", "prives")),
    ),
    moyennes=("fse",),
)  # fmt: skip
TYPES = Repartition(
    "types", "Financements alloués aux opérateurs, détaillés par type", "Financements détaillés par type, par dispositif",
    _OPERATEURS.parts, (Groupe("iae", "Insertion par l’activité économique", _OPERATEURS.groupes["iae"]),),
)  # fmt: skip
EMPLOYEURS = Repartition(
    "employeurs", "Référents externes, détaillés par employeur", "Référents externes détaillés par employeur, par dispositif",
    _EXTERNES.parts, source=ENQUETE_ANNUELLE,
)  # fmt: skip
NATURES = Repartition(
    "natures", "Financements alloués, détaillés par type d’opération", "Financements détaillés par type d’opération, par dispositif",
    _NATURES.parts,
)  # fmt: skip
REPARTITIONS = (FINANCEURS, TYPES, EMPLOYEURS, NATURES)
# How the respondents of each are called.
DITS = {
    FINANCEURS: "chaque financement", TYPES: "chaque type d’opérateur", EMPLOYEURS: "chaque type d’employeur",
    NATURES: "chaque type d’opération",
}  # fmt: skip


def measure_repartition(repartition: Repartition) -> tuple[AnyMesure, ...]:
    dits = DITS[repartition]
    whole = add_up(
        repartition.total, repartition.libelle, repartition.postes, compte=f"total donné par qui a donné {dits}", source=repartition.source,
        note="Zéro est une réponse ; une case vide n’en est pas une.",
    )  # fmt: skip
    parts: dict[str, Somme] = {}
    contents = {poste: (poste,) for poste in repartition.postes} | {g.code: g.postes for g in repartition.groupes}
    for code, postes in contents.items():
        parts[code] = add_up(
            repartition.get_code(code), f"{repartition.libelle} : {name_en_phrase(repartition.libelles[code])}", postes,
            parmi=repartition.postes, source=repartition.source,
            compte=f"{name_en_phrase(repartition.libelles[code])}, de qui a donné {dits}",
        )  # fmt: skip
    means = [average(whole, repartition.moyenne)]
    means += [
        average(parts[code], f"{repartition.moyenne} : {name_en_phrase(repartition.libelles[code])}")
        for code in repartition.moyennes
    ]
    shares = [
        Taux(
            code=repartition.get_part(code), libelle=f"Part, {lower_initiale(somme.libelle)}", unite="%", source=repartition.source,
            numerateur=somme, denominateur=whole,
        )
        for code, somme in parts.items()
    ]  # fmt: skip
    return (whole, *means, *parts.values(), *shares)
