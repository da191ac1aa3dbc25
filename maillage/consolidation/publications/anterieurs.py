"""The figures published before Maillage, as the documents print them: read from the package, matched to what Maillage counts.

Nothing of them is worked out again. What our own proofreading finds wrong is said beside (`relecture`).
"""

import csv
import hashlib
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from importlib.resources import files

from maillage.consolidation.cellules.niveaux import NATION, REGION
from maillage.consolidation.publications.registre import name_chose
from maillage.consolidation.rapport.branchement import name_lieux
from maillage.consolidation.relecture.exemple import CHIFFRES, DONNEES, read_exemple
from maillage.consolidation.relecture.rules.chiffres import Chiffre
from maillage.consolidation.relecture.rules.relire import relire
from maillage.indicateurs.calcul import FRANCE
from maillage.indicateurs.valeurs import round_half_up
from maillage.socle.typographie import fold

TOUTES = "*"  # whatever the base printed
ENTIERE = ("", "france")
AUTRE = "autre"  # a level that is neither the country nor a region: a town, a PLIE
BLANC = "Laissé en blanc dans le document."


@dataclass(frozen=True, slots=True)
class Correspondance:
    """Which measure counts the same thing; `note`: in what it does not quite."""

    code: str
    ventilation: str
    modalite: str
    note: str


@dataclass(frozen=True, slots=True)
class Anterieur:
    """The fields of the register that a document fills."""

    annee: int
    chose: str
    code: str
    libelle: str
    unite: str
    niveau: str
    territoire: str
    lieu: str
    ventilation: str
    modalite: str
    detail: str
    valeur: Decimal | None
    ecrit: str
    base_dite: str
    document: str
    auteur: str
    parution: str
    endroit: str
    remarques: tuple[str, ...]

    @property
    def repere(self) -> str:
        """Of what is printed, not of what we say of it."""
        printed = (
            self.document,
            self.endroit,
            self.annee,
            self.libelle,
            self.lieu,
            self.detail,
            self.ecrit,
            self.unite,
            self.base_dite,
        )
        return hashlib.sha256(repr(printed).encode()).hexdigest()


def read_anterieurs() -> list[Anterieur]:
    """Each once, in the order of the documents."""
    rapport = read_exemple(aujourd_hui=date.max)
    remarques: dict[tuple[str, int, int | None], list[str]] = {}
    for constat in relire(rapport):
        remarques.setdefault((constat.source, constat.ligne, constat.annee), []).append(constat.constat)
    unites = dict(_read_unites())
    correspondances, documents = _read_correspondances(), _read_documents()
    found = (
        _read(
            one, unites[one.cle], _find(correspondances, one), documents[one.source],
            remarques.get((one.source, one.ligne, one.annee), []),
        )
        for one in rapport.chiffres
    )  # fmt: skip
    return list({one.repere: one for one in found}.values())


def _read(
    one: Chiffre, unite: str, same: Correspondance | None, document: tuple[str, str], remarques: list[str]
) -> Anterieur:
    niveau, territoire = _find_lieu(one.territoire)
    code, ventilation, modalite = (same.code, same.ventilation, same.modalite) if same else ("", "", "")
    chose = (
        name_chose(code, niveau, territoire, ventilation, modalite) if code
        else name_chose(fold(f"{one.libelle} {unite}"), niveau, territoire, "", fold(one.modalite))
    )  # fmt: skip
    said = [*([same.note] if same and same.note else []), *([BLANC] if one.valeur is None else remarques)]
    auteur, parution = document
    return Anterieur(
        one.annee or 0, chose, code, one.libelle[:1].upper() + one.libelle[1:], unite, niveau, territoire,
        "France" if niveau == FRANCE else one.territoire, ventilation, modalite, one.modalite,
        None if one.valeur is None else round_half_up(Decimal(one.valeur.numerator) / Decimal(one.valeur.denominator), 2), one.ecrit, one.base,
        one.source, auteur, parution, one.page, tuple(said),
    )  # fmt: skip


def _find_lieu(territoire: str) -> tuple[str, str]:
    if fold(territoire) in ENTIERE:
        return FRANCE, NATION
    codes = {fold(nom): code for (niveau, code), nom in name_lieux().items() if niveau == REGION}
    code = codes.get(fold(territoire))
    return (REGION, code) if code else (AUTRE, fold(territoire))


def _find(known: Mapping[tuple[str, str, str], Correspondance], one: Chiffre) -> Correspondance | None:
    """By what is printed, its own base first."""
    nom = (fold(one.libelle), fold(one.modalite))
    return known.get((*nom, fold(one.base))) or known.get((*nom, TOUTES))


def _read_correspondances() -> dict[tuple[str, str, str], Correspondance]:
    return {
        (fold(row["libelle"]), fold(row["modalite"]), TOUTES if row["base"] == TOUTES else fold(row["base"])):
            Correspondance(row["code"], row["ventilation"], row["modalite_code"], row["note"])
        for row in _rows("correspondances.csv")
    }  # fmt: skip


def _read_documents() -> dict[str, tuple[str, str]]:
    return {row["source"]: (row["auteur"], row["date"]) for row in _rows("documents.csv")}


def _rows(nom: str) -> Iterator[dict[str, str]]:
    with (files(__package__) / "donnees" / nom).open(encoding="utf-8") as stream:
        yield from csv.DictReader(stream)


def _read_unites() -> Iterator[tuple[tuple[str, int], str]]:
    """As printed: « M€ », which the proofreading reads as euros."""
    for nom in CHIFFRES:
        reader = csv.reader(io.StringIO((DONNEES / nom).read_text(encoding="utf-8")))
        rang = next(reader).index("unite")
        for row in reader:
            yield (nom, reader.line_num), row[rang]
