"""An attendance sheet: people × half-days of a week or of a day; what the page shows and what it sends back."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any, TypeVar

from maillage.parcours.actions.emargements import Case, FeuilleDepassee, FeuilleRefusee, Note, read_note
from maillage.parcours.models import Emargement, Positionnement
from maillage.parcours.nomenclatures.etapes import (
    LIBELLES_DEMI_JOURNEE,
    LIBELLES_MOTIF_ABSENCE,
    DemiJournee,
    MotifAbsence,
)
from maillage.parcours.rules.etapes import DEMI_JOURNEE, get_heures
from maillage.socle.formulaires import versionnes
from maillage.socle.formulaires.rules import Ecart
from maillage.socle.formulaires.versionnes import GARDER, EcartLu, Fusion, open_lu, sign_lu
from maillage.socle.typographie import JOURS, write_nombre

PRESENT = "present"
DIMANCHE = 7
Demi = TypeVar("Demi")
LEUR = "leur-"
TROP_ANCIENNE = "Cette feuille a été ouverte il y a trop longtemps : relisez-la, puis enregistrez-la de nouveau."
OPTIONS = [("", "–"), (PRESENT, "Présent·e"), *((m.value, libelle) for m, libelle in LIBELLES_MOTIF_ABSENCE.items())]

LIBELLES_CASE = dict(OPTIONS)


@dataclass(frozen=True, slots=True)
class Colonne:
    """One half-day. `heures`: what a presence is worth in it."""

    le: date
    demi_journee: DemiJournee
    heures: Decimal
    presents: int = 0
    saisie: str = ""

    @property
    def cle(self) -> str:
        return f"{self.le:%Y%m%d}-{self.demi_journee}"

    @property
    def libelle(self) -> str:
        return f"{JOURS[self.le.weekday()]} {self.le:%d/%m}, {LIBELLES_DEMI_JOURNEE[self.demi_journee].lower()}"

    @property
    def jour(self) -> str:
        return f"{JOURS[self.le.weekday()][:3]}. {self.le:%d/%m}"

    @property
    def moment(self) -> str:
        return LIBELLES_DEMI_JOURNEE[self.demi_journee]


@dataclass(frozen=True, slots=True)
class Cellule:
    nom: str
    libelle: str
    colonne: Colonne
    valeur: str
    heures: Decimal | None = None  # when they differ from those of the column
    erreur: str = ""


@dataclass(frozen=True, slots=True)
class Ligne:
    etape: Positionnement
    cellules: list[Cellule]
    heures: Decimal

    @property
    def jours(self) -> list[Sequence[Cellule]]:
        return group_by_jour(self.cellules)


@dataclass(frozen=True, slots=True)
class Feuille:
    """`jour`: that day alone; else the whole week of `le`."""

    le: date
    is_jour: bool
    colonnes: list[Colonne]
    lignes: list[Ligne]
    etapes: list[Positionnement] = field(default_factory=list)
    lu: str = ""  # signed: what the page shows as noted

    @property
    def lundi(self) -> date:
        return self.le - timedelta(days=self.le.weekday())

    @property
    def precedente(self) -> date:
        return self.le - timedelta(days=1) if self.is_jour else self.lundi - timedelta(days=7)

    @property
    def suivante(self) -> date:
        return self.le + timedelta(days=1) if self.is_jour else self.lundi + timedelta(days=7)

    @property
    def jours(self) -> list[Sequence[Colonne]]:
        return group_by_jour(self.colonnes)

    @property
    def heures(self) -> Decimal:
        return sum((ligne.heures for ligne in self.lignes), Decimal(0)).normalize()


def group_by_jour(demi_journees: Sequence[Demi]) -> list[Sequence[Demi]]:
    """The half-days of each day, which stand one above the other: a week then fits on a screen and on a page."""
    step = len(DemiJournee)
    return [demi_journees[start : start + step] for start in range(0, len(demi_journees), step)]


def list_jours(le: date, *, is_jour: bool) -> list[date]:
    """A day, or its week without Sunday."""
    if is_jour:
        return [le]
    monday = le - timedelta(days=le.weekday())
    return [monday + timedelta(days=rank) for rank in range(DIMANCHE - 1)]


def build_feuille(
    etapes: Sequence[Positionnement], *, le: date, is_jour: bool, posted: Mapping[str, Any] | None = None,
    refus: FeuilleRefusee | None = None,
) -> Feuille:  # fmt: skip
    """One query, whatever the people and the days. `posted`: shown again as typed, with what is wrong in place."""
    days = list_jours(le, is_jour=is_jour)
    rows = Emargement.objects.filter(positionnement__in=[e.pk for e in etapes], le__gte=days[0], le__lte=days[-1])
    noted = {(row.positionnement_id, row.le, row.demi_journee): row for row in rows}
    faults = {(case.etape, case.le, case.demi_journee): said for case, said in (refus.fautes if refus else ())}
    columns = [_build_colonne(day, half, noted, posted) for day in days for half in DemiJournee]
    lines = [_build_ligne(etape, columns, noted, posted, faults) for etape in etapes]
    return Feuille(le, is_jour, columns, lines, list(etapes), _sign(columns, lines, noted, posted))


def _sign(
    columns: Sequence[Colonne], lines: Sequence[Ligne], noted: Mapping[Any, Emargement],
    posted: Mapping[str, Any] | None,
) -> str:  # fmt: skip
    """What was read stays what was read while the sheet is typed again; unreadable, nothing was."""
    if posted is not None:
        try:
            open_lu(str(posted.get("lu", "")))
        except versionnes.SaisieIllisible:
            return sign_lu("", {})
        return str(posted["lu"])
    lu = {f"h-{column.cle}": write_note(column.heures) for column in columns}
    for line in lines:
        for column in columns:
            if row := noted.get((line.etape.pk, column.le, column.demi_journee)):
                lu[get_nom(line.etape, column)] = write_lue(read_note(row))
    return sign_lu("", lu)


def write_note(heures: Decimal) -> str:
    return f"{heures.normalize():f}"


def write_lue(note: Note) -> str:
    return f"{PRESENT}|{write_note(note.heures)}" if note.is_present else note.motif


def read_lue(text: str) -> Note:
    value, _, heures = text.partition("|")
    return Note(True, Decimal(heures)) if value == PRESENT else Note(motif=value)


def _build_colonne(
    day: date, half: DemiJournee, noted: Mapping[Any, Emargement], posted: Mapping[str, Any] | None
) -> Colonne:
    present = [row.heures for row in noted.values() if row.le == day and row.demi_journee == half and row.is_present]
    heures = Counter(present).most_common(1)[0][0] if present else get_heures(DEMI_JOURNEE, on=day)
    colonne = Colonne(day, half, heures, len(present))
    typed = (posted or {}).get(f"h-{colonne.cle}", "")
    return Colonne(day, half, heures, len(present), str(typed) or write_nombre(heures.normalize()))


def _build_ligne(
    etape: Positionnement, columns: Sequence[Colonne], noted: Mapping[Any, Emargement],
    posted: Mapping[str, Any] | None, faults: Mapping[Any, str],
) -> Ligne:  # fmt: skip
    cells, total = [], Decimal(0)
    for column in columns:
        key = (etape.pk, column.le, column.demi_journee)
        row = noted.get(key)
        value = "" if row is None else PRESENT if row.is_present else row.motif
        total += row.heures if row is not None and row.is_present else Decimal(0)
        nom = get_nom(etape, column)
        other = row.heures if row is not None and row.is_present and row.heures != column.heures else None
        cells.append(
            Cellule(
                nom, f"{etape.parcours.personne}, {column.libelle}", column, str((posted or {}).get(nom, value)), other,
                faults.get(key, ""),
            )
        )  # fmt: skip
    return Ligne(etape, cells, total.normalize())


def get_nom(etape: Positionnement, column: Colonne) -> str:
    return f"c-{etape.uuid}-{column.cle}"


class SaisieIllisible(Exception):
    """Something that no page of ours sends: hours that are no number, a choice that is not offered."""


def read_cases(feuille: Feuille, posted: Mapping[str, Any], *, remplir: bool, today: date) -> list[Case]:
    """Every cell of the sheet. `remplir`: those left empty, today or before, are present. Where somebody else's was
    kept, nothing is said; where one's own was, it stands beside theirs."""
    try:
        _, lu = open_lu(str(posted.get("lu", "")))
    except versionnes.SaisieIllisible as illisible:
        raise SaisieIllisible(TROP_ANCIENNE) from illisible
    lu = {name: str(value) for name, value in lu.items()}
    cases = []
    hours = {column.cle: _read_heures(column, posted) for column in feuille.colonnes}
    for ligne in feuille.lignes:
        for column, cell in zip(feuille.colonnes, ligne.cellules, strict=True):
            value = str(posted.get(cell.nom, cell.valeur))
            if remplir and value == "" and column.le <= today:
                value = PRESENT
            is_present = value == PRESENT
            choix = posted.get(f"{GARDER}{cell.nom}")
            if choix == "leur":
                continue
            avant = read_lue(lu.get(f"{LEUR}{cell.nom}" if choix == "mien" else cell.nom, ""))
            mine = hours[column.cle]
            if is_present and avant.is_present and write_note(mine) == lu.get(f"h-{column.cle}"):
                mine = avant.heures  # noted apart from the others: it stays so
            try:
                motif = MotifAbsence(value) if value and not is_present else None
            except ValueError as unknown:
                raise SaisieIllisible(f"{cell.libelle} : ce choix n’existe pas.") from unknown
            cases.append(Case(ligne.etape.pk, column.le, column.demi_journee, is_present, mine, motif, avant))
    return cases


def build_fusion_feuille(feuille: Feuille, posted: Mapping[str, Any], depassee: FeuilleDepassee) -> Fusion:
    """The cells that two people noted otherwise; the rest of what was typed goes along."""
    cells = {
        (ligne.etape.pk, column.le, column.demi_journee): cell
        for ligne in feuille.lignes
        for column, cell in zip(feuille.colonnes, ligne.cellules, strict=True)
    }
    _, lu = open_lu(str(posted["lu"]))
    ecarts = []
    for case, leur in depassee.ecarts:
        cell, avant = cells[case.etape, case.le, case.demi_journee], case.avant or Note()
        lu[f"{LEUR}{cell.nom}"] = write_lue(leur)
        ecart = Ecart(cell.nom, write_lue(avant), write_lue(leur), write_lue(case.note))
        ecarts.append(EcartLu(ecart, cell.libelle, *(_describe(note) for note in (avant, leur, case.note))))
    hors = ("lu", "jeton", "csrfmiddlewaretoken", "fusion")
    poses = [(name, str(v)) for name, v in posted.items() if name not in hors and not name.startswith(GARDER)]
    return Fusion(ecarts, poses, sign_lu("", lu), oublie="fusion" in posted)


def _describe(note: Note) -> str:
    if note.is_present:
        return f"{LIBELLES_CASE[PRESENT]}, {write_nombre(note.heures.normalize())} h"
    return LIBELLES_CASE[note.motif] if note.motif else "Rien de noté"


def _read_heures(column: Colonne, posted: Mapping[str, Any]) -> Decimal:
    typed = str(posted.get(f"h-{column.cle}", "")).strip().replace(",", ".")
    if not typed:
        return column.heures
    try:
        read = Decimal(typed)
    except InvalidOperation as unreadable:
        raise SaisieIllisible(f"{column.libelle} : « {typed} » n’est pas un nombre d’heures.") from unreadable
    if not read.is_finite():
        raise SaisieIllisible(f"{column.libelle} : « {typed} » n’est pas un nombre d’heures.")
    return read.quantize(Decimal("0.01"))
