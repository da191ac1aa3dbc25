"""What a figure of the survey adds up: one answer, over those who answered it and everything it is compared with.

A sum over « those who answered A and B » is not the sum over those who answered A: each has its own respondents, and says so.
"""

from collections.abc import Iterable
from decimal import Decimal
from functools import reduce
from operator import add, and_
from typing import Any

import ibis
from ibis import _

from maillage.consolidation.enquetes.rules.questions import NOMBRES, Unite
from maillage.consolidation.faits.tables_enquete import ENQUETE
from maillage.indicateurs.mesures import Moyenne, Somme
from maillage.indicateurs.periodes import PERIODE
from maillage.indicateurs.populations import Population
from maillage.socle.typographie import lower_initiale

SOURCE_2019 = "Consolidation des PLIE 2019, § 2.4"
MAQUETTE = "référentiel du FSE, § 4.5 : indicateurs de la maquette"
ENQUETE_ANNUELLE = "référentiel du FSE, § 9 : enquête annuelle"
CENTIEMES = Decimal(100)
NOMS_PROPRES = frozenset({"État"})
REPONDANTS = Population(
    code="enquete.reponses", libelle="Réponses à l’enquête de l’année", unite="dispositifs", table=ENQUETE,
    regle="réponses transmises à l’enquête qui porte sur la période ; un brouillon n’est pas une réponse",
    condition=_.exercice.between(PERIODE.debut, PERIODE.fin),
)  # fmt: skip


def name_en_phrase(libelle: str) -> str:
    """Of a question, after a colon or a comma: « État » keeps its capital."""
    libelle = libelle.removeprefix("Dont ")
    return libelle if libelle in NOMS_PROPRES else lower_initiale(libelle)


def write_valeur(postes: Iterable[str], parmi: Iterable[str] = ()) -> Any:
    """The total of these answers; empty as soon as one of them, or of `parmi`, was not given."""
    listed = list(postes)
    others = [code for code in parmi if code not in listed]
    total = reduce(add, (_[code] for code in listed))
    if not others:
        return total
    known = reduce(and_, (_[code].notnull() for code in others))
    return ibis.ifelse(known, total, None).cast("int64")


def write_ponderee(nombre: str, moyenne: str) -> Any:
    """What a mean is of all that it counts: so many times that mean; empty when either was not given."""
    return (_[nombre] * _[moyenne]).cast("int64")


def add_up(
    code: str, libelle: str, postes: tuple[str, ...], *, compte: str, parmi: tuple[str, ...] = (),
    source: str = SOURCE_2019, note: str = "",
) -> Somme:  # fmt: skip
    unite = NOMBRES[postes[0]].unite
    is_etp = unite is Unite.ETP
    return Somme(
        code=code, libelle=libelle, population=REPONDANTS, compte=compte, valeur=write_valeur(postes, parmi), unite=unite.value,
        source=source, note=note, decimales=2 if is_etp else 0, diviseur=CENTIEMES if is_etp else Decimal(1),
    )  # fmt: skip


def average(somme: Somme, libelle: str) -> Moyenne:
    """The same answers out of the same respondents. Money to the euro: the page says it in millions, not rounded twice."""
    is_argent = somme.unite == Unite.EUROS.value
    return Moyenne(
        code=f"{somme.code}.moyenne", libelle=libelle, population=REPONDANTS, compte=somme.compte, valeur=somme.valeur,
        unite=f"{somme.unite} par dispositif", source=somme.source, decimales=0 if is_argent else 1, diviseur=somme.diviseur,
        note="Total divisé par ses répondants.",
    )  # fmt: skip
