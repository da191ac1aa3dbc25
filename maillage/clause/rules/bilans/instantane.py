"""What is frozen of a bilan: values with their definitions, which cells may leave the service, and a seal over all of it.

Labels and definitions are frozen too: a word that changes later does not rewrite what was handed over.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from maillage.clause.nomenclatures.bilans import Lecteur, Perimetre, Unite
from maillage.clause.rules.bilans.faits import Faits
from maillage.clause.rules.bilans.mesures import Indicateur, Mesure
from maillage.clause.rules.bilans.periodes import Periode
from maillage.clause.rules.bilans.secret import Publie, Secret, find_seuils, measure, settle
from maillage.clause.rules.bilans.ventilations import PartDe, Table, Ventilation
from maillage.socle.typographie import write_nombre

REFERENTIEL = 2  # of the whole: which indicators there are; each has its own version besides
MILLIONIEME, CENTIEME = Decimal("0.000001"), Decimal("0.01")
MASQUE = "masqué"


@dataclass(frozen=True, slots=True)
class MesureFigee:
    """`is_masquee`: hidden outside the service. A rate is a share of one."""

    code: str
    libelle: str
    definition: str
    version: int
    unite: Unite
    valeur: Decimal | None
    base: str
    is_masquee: bool = False

    @property
    def publiee(self) -> Decimal | None:
        """A rate as a percentage, to the tenth."""
        if self.valeur is None or self.unite is not Unite.PART:
            return self.valeur
        return (self.valeur * 100).quantize(Decimal("0.1"), ROUND_HALF_UP)

    @property
    def ecrite(self) -> str:
        """« 84,0 % », « 700 h », « 7,22 ETP »."""
        if self.is_masquee and self.valeur is None:
            return MASQUE
        if self.valeur is None:
            return "sans objet"
        if self.unite is Unite.PART:
            return f"{write_nombre(self.publiee, 1)}\u202f%"
        if self.unite is Unite.NOMBRE:
            return write_nombre(self.valeur)
        shown = self.valeur.quantize(CENTIEME, ROUND_HALF_UP)
        return f"{write_nombre(shown.normalize() if shown == shown.to_integral_value() else shown)}\u00a0{self.unite}"


@dataclass(frozen=True, slots=True)
class CaseFigee:
    """None everywhere when it is hidden from the reader."""

    code: str
    libelle: str
    heures: Decimal | None
    valorisees: Decimal | None
    contrats: int | None
    personnes: int | None
    part: int | None
    is_masquee: bool = False


@dataclass(frozen=True, slots=True)
class TableFigee:
    code: str
    libelle: str
    definition: str
    version: int
    part_de: PartDe
    base: str
    inconnus: int
    cases: tuple[CaseFigee, ...]
    is_base_masquee: bool = False

    @property
    def is_pesee(self) -> bool:
        """A coefficient played."""
        return any(case.valorisees != case.heures for case in self.cases if case.valorisees is not None)

    @property
    def has_masquees(self) -> bool:
        return any(case.is_masquee for case in self.cases)


@dataclass(frozen=True, slots=True)
class Instantane:
    """`avant`: weighted hours before the period, from which the curve starts; None when this reader may not read them.

    `seuil`, `seuil_sensible`: the thresholds that were in force. `deduits`: earlier bilans, handed to the same reader,
    because of which more is hidden.
    """

    perimetre: Perimetre
    du: date
    au: date
    seuil: int
    avant: Decimal | None
    mesures: tuple[MesureFigee, ...]
    tables: tuple[TableFigee, ...]
    referentiel: int = REFERENTIEL
    seuil_sensible: int = 0
    deduits: tuple[str, ...] = ()

    @property
    def secret(self) -> Secret:
        return Secret(
            frozenset(m.code for m in self.mesures if m.is_masquee),
            frozenset((t.code, c.code) for t in self.tables for c in t.cases if c.is_masquee),
            frozenset(t.code for t in self.tables if t.is_base_masquee), self.deduits,
        )  # fmt: skip

    @property
    def periode(self) -> Periode:
        return Periode(self.du, self.au)

    def find(self, code: str) -> MesureFigee | None:
        return next((mesure for mesure in self.mesures if mesure.code == code), None)

    def get_valeur(self, code: str) -> Decimal | None:
        found = self.find(code)
        return found.valeur if found else None

    def find_table(self, code: str) -> TableFigee | None:
        return next((table for table in self.tables if table.code == code), None)

    @property
    def has_masques(self) -> bool:
        return any(m.is_masquee for m in self.mesures) or any(t.has_masquees for t in self.tables)


def freeze(faits: Faits, *, on: date, publies: Sequence[Publie] = ()) -> Instantane:
    """`on`: the day of the extraction, which says which threshold holds. `publies`: what its reader already holds."""
    seuils = find_seuils(faits.perimetre, on=on)
    mesures, tables = measure(faits)
    secret = settle(faits, mesures, tables, publies, seuils=seuils)
    return Instantane(
        faits.perimetre, faits.periode.du, faits.periode.au, seuils.courant, faits.avant.quantize(CENTIEME),
        tuple(_freeze_mesure(i, mesure, i.code in secret.mesures) for i, mesure in mesures),
        tuple(_freeze_table(v, table, secret) for v, table in tables),
        seuil_sensible=seuils.sensible, deduits=secret.causes,
    )  # fmt: skip


def _freeze_mesure(indicateur: Indicateur, mesure: Mesure, is_masquee: bool) -> MesureFigee:
    valeur = mesure.valeur
    if valeur is not None:
        valeur = valeur.quantize(
            MILLIONIEME if indicateur.unite in (Unite.PART, Unite.ETP) else CENTIEME, ROUND_HALF_UP
        )
    if indicateur.unite is Unite.NOMBRE and valeur is not None:
        valeur = valeur.quantize(Decimal(1))
    return MesureFigee(
        indicateur.code, indicateur.libelle, indicateur.definition, indicateur.version, indicateur.unite, valeur,
        mesure.base, is_masquee,
    )  # fmt: skip


def _freeze_table(ventilation: Ventilation, table: Table, secret: Secret) -> TableFigee:
    cases = tuple(
        CaseFigee(
            c.code, c.libelle, c.heures, c.valorisees, c.contrats, len(c.personnes), c.part,
            (ventilation.code, c.code) in secret.cases,
        )
        for c in table.cases
    )  # fmt: skip
    return TableFigee(
        ventilation.code, ventilation.libelle, ventilation.definition, ventilation.version, ventilation.part_de,
        table.base, table.inconnus, cases, ventilation.code in secret.bases,
    )  # fmt: skip


def restrict(instantane: Instantane, lecteur: Lecteur) -> Instantane:
    """What this reader may read, on every page and in every file. Small cells keep their name and lose their numbers."""
    if lecteur is Lecteur.SERVICE:
        return instantane
    is_cumul = not any(m.is_masquee for m in instantane.mesures if m.code == "HEURES_REALISEES_ENGAGEMENT")
    return replace(
        instantane,
        avant=instantane.avant if is_cumul else None,
        mesures=tuple(replace(m, valeur=None, base="") if m.is_masquee else m for m in instantane.mesures),
        tables=tuple(_empty_table(table) for table in instantane.tables),
    )


def _empty_table(table: TableFigee) -> TableFigee:
    """Weighted hours, beside real ones, would tell whose contract has a coefficient: only the whole gives them."""
    cases = [_empty(case) for case in table.cases]
    if table.is_pesee:
        cases = [replace(case, valorisees=None) for case in cases]
    table = replace(table, cases=tuple(cases))
    return replace(table, base="", inconnus=0) if table.is_base_masquee else table


def _empty(case: CaseFigee) -> CaseFigee:
    if not case.is_masquee:
        return case
    return CaseFigee(case.code, case.libelle, None, None, None, None, None, is_masquee=True)


def write(instantane: Instantane) -> dict[str, Any]:
    """As kept in the base: numbers as texts, so that no float ever touches them."""
    found: dict[str, Any] = json.loads(json.dumps(asdict(instantane), default=str))
    return found


def read(valeurs: Mapping[str, Any]) -> Instantane:
    return Instantane(
        Perimetre(valeurs["perimetre"]), date.fromisoformat(valeurs["du"]), date.fromisoformat(valeurs["au"]),
        valeurs["seuil"], Decimal(valeurs["avant"]),
        tuple(
            MesureFigee(**{**mesure, "unite": Unite(mesure["unite"]), "valeur": _read_decimal(mesure["valeur"])})
            for mesure in valeurs["mesures"]
        ),
        tuple(
            TableFigee(**{**t, "part_de": PartDe(t["part_de"]), "cases": tuple(_read_case(case) for case in t["cases"])})
            for t in valeurs["tables"]
        ),
        valeurs["referentiel"], valeurs.get("seuil_sensible", 0), tuple(valeurs.get("deduits", ())),
    )  # fmt: skip


def _read_case(case: Mapping[str, Any]) -> CaseFigee:
    return CaseFigee(
        **{**case, "heures": _read_decimal(case["heures"]), "valorisees": _read_decimal(case["valorisees"])}
    )


def _read_decimal(told: str | None) -> Decimal | None:
    return None if told is None else Decimal(told)


def seal(*told: Any) -> str:
    """SHA-256 of everything that must never change."""
    return hashlib.sha256(json.dumps(told, sort_keys=True, ensure_ascii=False, default=str).encode()).hexdigest()
