"""The dictionary of a catalogue, generated: what each figure counts, out of what, when, by what rule, from which source.

Nothing is written twice: the page, the document and the file are renderings of what is described here.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from maillage.indicateurs.catalogue import Catalogue
from maillage.indicateurs.mesures import MOITIE, AnyMesure, Comptable, Effectif, Mediane, Moyenne, Somme, Sur, Taux
from maillage.indicateurs.populations import Population
from maillage.indicateurs.tables import Table
from maillage.indicateurs.ventilations import AnyVentilation, Publics, list_modalites

NATURES: dict[type, str] = {Effectif: "effectif", Somme: "total", Taux: "taux", Moyenne: "moyenne", Mediane: "médiane"}
BASES: dict[Sur, str] = {
    Sur.MODALITE: "la base est celle de chaque catégorie",
    Sur.ENSEMBLE: "la base est l’ensemble, toutes catégories réunies",
    Sur.RENSEIGNES: "la base est l’ensemble de ceux dont la réponse est connue",
}


@dataclass(frozen=True, slots=True)
class VentilationDecrite:
    """`is_multiple`: the same row may belong to several modalities."""

    code: str
    libelle: str
    is_multiple: bool
    modalites: dict[str, str]
    source: str


@dataclass(frozen=True, slots=True)
class MesureDecrite:
    """`regles`: one per population it reads. `empreinte`: changes when what is computed changes."""

    code: str
    repere: str
    libelle: str
    nature: str
    compte: str
    base: str
    regles: dict[str, str]
    ventilations: tuple[VentilationDecrite, ...]
    base_ventilee: str
    unite: str
    arrondi: str
    source: str
    version: int
    note: str
    empreinte: str


@dataclass(frozen=True, slots=True)
class ChapitreDecrit:
    code: str
    libelle: str
    presentation: str
    mesures: tuple[MesureDecrite, ...]


def describe(catalogue: Catalogue) -> list[ChapitreDecrit]:
    return [
        ChapitreDecrit(
            chapitre.code, chapitre.libelle, chapitre.presentation,
            tuple(describe_mesure(mesure) for mesure in chapitre.mesures),
        )
        for chapitre in catalogue.chapitres
    ]  # fmt: skip


def write_json(catalogue: Catalogue, tables: Iterable[Table]) -> dict[str, Any]:
    """The same as data, with the tables of facts it is counted from."""
    return {
        "chapitres": [asdict(chapitre) for chapitre in describe(catalogue)],
        "tables": [
            {
                "nom": table.nom, "version": table.version, "ligne": table.ligne,
                "colonnes": [asdict(colonne) for colonne in table.colonnes],
            }
            for table in tables
        ],
    }  # fmt: skip


def describe_mesure(mesure: AnyMesure) -> MesureDecrite:
    parts: tuple[Comptable, ...] = (mesure.numerateur, mesure.denominateur) if isinstance(mesure, Taux) else (mesure,)
    return MesureDecrite(
        code=mesure.code, repere=mesure.repere, libelle=mesure.libelle, nature=NATURES[type(mesure)],
        compte=parts[0].compte, base=mesure.base if isinstance(mesure, Taux) else "",
        regles={part.population.libelle: part.population.regle for part in parts},
        ventilations=tuple(describe_ventilation(ventilation) for ventilation in mesure.ventilations),
        base_ventilee=BASES[mesure.sur] if isinstance(mesure, Taux) and mesure.ventilations else "",
        unite=mesure.unite, arrondi=write_arrondi(mesure), source=mesure.source, version=mesure.version,
        note=mesure.note, empreinte=make_empreinte(mesure),
    )  # fmt: skip


def describe_ventilation(ventilation: AnyVentilation) -> VentilationDecrite:
    return VentilationDecrite(
        ventilation.code, ventilation.libelle, isinstance(ventilation, Publics),
        {modalite: ventilation.name(modalite) for modalite in list_modalites(ventilation)}, ventilation.source,
    )  # fmt: skip


def write_arrondi(mesure: AnyMesure) -> str:
    if isinstance(mesure, Effectif):
        return "nombre exact"
    if not mesure.decimales:
        return "à l’entier, demi supérieur"
    return f"à {mesure.decimales} décimale{'s' if mesure.decimales > 1 else ''}, demi supérieur"


def make_empreinte(mesure: AnyMesure) -> str:
    """Of what is computed, not of how it is said: a label may be mended, a condition may not change unseen."""
    return hashlib.sha256("\n".join(_list_calculs(mesure)).encode()).hexdigest()[:16]


def _list_calculs(mesure: AnyMesure) -> Iterable[str]:
    yield NATURES[type(mesure)]
    if isinstance(mesure, Taux):
        yield f"{mesure.sur} {mesure.facteur}"
        for part in (mesure.numerateur, mesure.denominateur):
            yield from _list_conditions(part)
    else:
        yield from _list_conditions(mesure)
    yield str(mesure.decimales)
    for ventilation in mesure.ventilations:
        yield ventilation.code
        if isinstance(ventilation, Publics):
            yield from (f"{code}: {question.condition!r}" for code, question in ventilation.questions.items())
        else:
            yield f"{ventilation.colonne!r} {sorted(ventilation.modalites)}"


def _list_conditions(part: Comptable) -> Iterable[str]:
    yield from _list_population(part.population)
    yield f"{part.condition!r}"
    if not isinstance(part, Effectif):
        yield f"{part.valeur!r} / {part.diviseur}"
    if isinstance(part, Mediane) and part.quantile != MOITIE:
        yield f"quantile {part.quantile}"


def _list_population(population: Population) -> Iterable[str]:
    yield f"{population.table.nom} {population.table.version} {population.condition!r}"
    yield f"{population.une_par} {population.dernier}"
    if population.premier:
        yield f"premier {population.premier}"
    for lien in population.liens:
        yield f"{lien.nom} {lien.table.nom} {lien.cles} {lien.condition!r}"
        if lien.valeur is not None:
            yield f"{lien.valeur!r}"
