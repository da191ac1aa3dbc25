"""Hours as they are typed or pasted: reads a number, finds whose line a pasted row is, says what was not understood."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from maillage.clause.nomenclatures.heures import TypeHeures
from maillage.socle.typographie import fold

CENTIEME = Decimal("0.01")
MAX_LIGNES = 500
HORAIRE = re.compile(r"^(\d{1,3})\s*[h:]\s*([0-5]?\d)?$", re.IGNORECASE)
CIVILITES = frozenset({"m", "mr", "mme", "mlle", "monsieur", "madame"})
ESPACES = str.maketrans("", "", " \u00a0\u202f\u2009")


class HeuresIllisibles(ValueError):
    """What was typed is no number of hours; the message says it, as typed."""


def read_heures(texte: str) -> Decimal | None:
    """« 151,67 », « 151.67 », « 151 h 40 », « 151:40 »; None when nothing is typed."""
    typed = texte.strip().translate(ESPACES)
    if not typed:
        return None
    if found := HORAIRE.match(typed):
        return (Decimal(found[1]) + Decimal(found[2] or 0) / 60).quantize(CENTIEME)
    try:
        value = Decimal(typed.removesuffix("h").replace(",", "."))
    except InvalidOperation as refus:
        raise HeuresIllisibles(f"« {texte.strip()} » n’est pas un nombre d’heures.") from refus
    if not value.is_finite() or abs(value) >= 100_000:
        raise HeuresIllisibles(f"« {texte.strip()} » n’est pas un nombre d’heures.")
    if value != value.quantize(CENTIEME):
        raise HeuresIllisibles(f"« {texte.strip()} » : deux chiffres après la virgule, au plus.")
    return value.quantize(CENTIEME)


@dataclass(frozen=True, slots=True)
class Candidat:
    """A line of the grid that a pasted row may be about. `autres`: other names they bear, which a row may also say.

    `precisions`: what tells two contracts of one person apart (employer, contract, lot).
    """

    cle: str
    nom: str
    prenom: str
    precisions: tuple[str, ...] = ()
    autres: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Incompris:
    numero: int
    texte: str
    raison: str


@dataclass(frozen=True, slots=True)
class Collage:
    """`remplis`: what goes in which cell, as text; the cell checks it as if it had been typed."""

    remplis: dict[tuple[str, TypeHeures], str] = field(default_factory=dict)
    incompris: list[Incompris] = field(default_factory=list)


COLONNES: tuple[tuple[TypeHeures, tuple[str, ...]], ...] = (
    (TypeHeures.FORMATION_HORS_CONTRAT, ("hors contrat",)),
    (TypeHeures.TUTORAT, ("tutorat",)),
    (TypeHeures.FORMATION_CONTRAT, ("formation",)),
    (TypeHeures.TRAVAIL, ("heures", "travail", "total", "nb h", "nombre")),
)


def read_collage(texte: str, candidats: Sequence[Candidat], *, types: Sequence[TypeHeures]) -> Collage:
    """Rows of a spreadsheet: names, then hours in the order of the grid, or as a first row of headings says."""
    collage = Collage()
    ordre: dict[int, TypeHeures] | None = None
    rows = [(n, row) for n, row in enumerate(texte.splitlines(), 1) if row.strip()]
    for numero, row in rows[MAX_LIGNES:]:
        collage.incompris.append(Incompris(numero, row.strip(), f"Pas plus de {MAX_LIGNES} lignes à la fois."))
    for rang, (numero, row) in enumerate(rows[:MAX_LIGNES]):
        cells = [cell.strip() for cell in _split(row)]
        if rang == 0 and (found := _read_entete(cells)):
            ordre = found
            continue
        raison = _read_ligne(cells, candidats, types, ordre, collage)
        if raison:
            collage.incompris.append(Incompris(numero, row.strip(), raison))
    return collage


def _split(row: str) -> list[str]:
    for separateur in ("\t", ";"):
        if separateur in row:
            return row.split(separateur)
    return re.split(r"\s{2,}|(?<=[^\d\s,.])\s+(?=[\d])", row)


def _read_entete(cells: Sequence[str]) -> dict[int, TypeHeures]:
    """By column, the type its heading names; empty when this row is no heading, which holds no number."""
    if any(any(c.isdigit() for c in cell) for cell in cells):
        return {}
    found: dict[int, TypeHeures] = {}
    for rang, cell in enumerate(cells):
        heading = fold(cell)
        for type_heures, mots in COLONNES:
            if any(mot in heading for mot in mots):
                found.setdefault(rang, type_heures)
                break
    return found


def _read_ligne(
    cells: Sequence[str], candidats: Sequence[Candidat], types: Sequence[TypeHeures],
    ordre: dict[int, TypeHeures] | None, collage: Collage,
) -> str:  # fmt: skip
    """Fills the collage; the reason when nothing of this row could be."""
    values = _list_valeurs(cells, types, ordre)
    if not values:
        return "Aucun nombre d’heures sur cette ligne."
    mots = _list_mots(c for rang, c in enumerate(cells) if rang not in {r for r, _, _ in values}) - CIVILITES
    proches = [c for c in candidats if _is_named(c, mots)]
    if not proches:
        return "Personne de ce nom dans la grille."
    if len(proches) > 1:
        exacts = [c for c in proches if any(mots >= _list_mots([p]) for p in c.precisions if p)]
        if len(exacts) != 1:
            return "Plusieurs contrats pour ce nom : ajoutez l’employeur sur la ligne."
        proches = exacts
    [candidat] = proches
    for _, type_heures, _texte in values:
        if type_heures not in types:
            return "Ce type d’heures ne compte pas sur ce lot."
        if (candidat.cle, type_heures) in collage.remplis:
            return "Une autre ligne donne déjà ces heures."
    for _, type_heures, texte in values:
        collage.remplis[candidat.cle, type_heures] = texte
    return ""


def _list_valeurs(
    cells: Sequence[str], types: Sequence[TypeHeures], ordre: dict[int, TypeHeures] | None
) -> list[tuple[int, TypeHeures, str]]:
    """Rank of the column, type, text."""
    if ordre is not None:
        return [(r, t, cells[r]) for r, t in ordre.items() if r < len(cells) and cells[r]]
    numbers = [
        (rang, cell)
        for rang, cell in enumerate(cells)
        if cell[:1].isdigit() or (cell[:1] in "-,." and cell[1:2].isdigit())
    ]
    return [(rang, t, cell) for (rang, cell), t in zip(numbers, types, strict=False)]


def _list_mots(textes: Iterable[str]) -> frozenset[str]:
    return frozenset(mot for texte in textes for mot in re.split(r"[^a-z0-9]+", fold(texte)) if mot)


def _is_named(candidat: Candidat, mots: frozenset[str]) -> bool:
    """Every word of the name and of the first name is there, in any order and any column; and no word is left that
    nothing explains: « Paul Durand-Martin » is not Paul Durand."""
    nom = _list_mots([candidat.nom, candidat.prenom])
    return bool(nom) and nom <= mots <= nom | _list_mots((*candidat.autres, *candidat.precisions))
