"""The state of a list, read from its address and written back to it. What the address says wrongly is ignored, and said.

Nothing of an address reaches the database as it came: sort keys and columns are looked up, choices too, texts lose
what a database refuses, numbers are bounded.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

from maillage.socle.tableaux.declaration import Filtre, Saisie, Tableau

PAGE_MAX = 1_000_000
TEXTE_MAX = 200


@dataclass(frozen=True)
class Etat:
    """`filtres`: values as the address writes them; `valeurs`: the same, checked and typed.

    `avant`: of a chronicle, the key before which the page begins.
    """

    tableau: Tableau
    tri: str
    page: int = 1
    par: int = 25
    colonnes: tuple[str, ...] = ()
    filtres: Mapping[str, str] = field(default_factory=dict)
    valeurs: Mapping[str, Any] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    avant: int | None = None

    @property
    def restrictions(self) -> dict[str, str]:
        """The filters that narrow the list, without those that say of what it is made."""
        return {
            f.code: self.filtres[f.code] for f in self.tableau.filtres if f.code in self.filtres and not f.is_perimetre
        }

    @property
    def is_colonnes_choisies(self) -> bool:
        return self.colonnes != self.tableau.visibles

    @property
    def is_descendant(self) -> bool:
        return self.tri.startswith("-")

    def get_sens(self, colonne: str) -> str:
        """What is said of the order of a column."""
        if self.colonne_triee != colonne:
            return "none"
        return "descending" if self.is_descendant else "ascending"

    @property
    def colonne_triee(self) -> str:
        return self.tri.removeprefix("-")

    def write(self, **changes: Any) -> str:
        """The query string of this state with some changes; what is by default is not written."""
        other = replace(self, **changes) if changes else self
        pairs: list[tuple[str, str]] = [(code, value) for code, value in other.filtres.items() if value]
        if other.tri != self.tableau.tri:
            pairs.append(("tri", other.tri))
        if other.par != self.tableau.tailles[0]:
            pairs.append(("par", str(other.par)))
        if other.is_colonnes_choisies:
            pairs += [("col", code) for code in other.colonnes]
        if other.page > 1:
            pairs.append(("page", str(other.page)))
        if other.avant is not None:
            pairs.append(("avant", str(other.avant)))
        return "?" + urlencode(pairs)

    def write_filtres(self, filtres: Mapping[str, str]) -> str:
        return self.write(filtres=filtres, page=1, avant=None)


def read_etat(tableau: Tableau, query: QueryDict, *, choix: Mapping[str, Sequence[tuple[str, str]]]) -> Etat:
    notes: list[str] = []
    tri = query.get("tri") or tableau.tri
    if (tri or not tableau.is_chronique) and tri.removeprefix("-") not in tableau.triables:
        notes.append("Le tri demandé n’existe pas : l’ordre habituel est gardé.")
        tri = tableau.tri
    par = _read_int(query.get("par", ""), default=tableau.tailles[0])
    if par not in tableau.tailles:
        notes.append(f"La liste se lit par {', '.join(map(str, tableau.tailles))} lignes.")
        par = tableau.tailles[0]
    page = _read_int(query.get("page", ""), default=1)
    if not 1 <= page <= PAGE_MAX:
        notes.append("Cette page n’existe pas : voici la première.")
        page = 1
    avant = _read_int(query.get("avant", ""), default=0, chiffres=18) if tableau.is_chronique else 0
    if avant < 0:
        notes.append("Cette page n’existe pas : voici la plus récente.")
    asked = query.getlist("col")
    colonnes = tuple(code for code in (c.code for c in tableau.colonnes) if code in asked)
    if set(asked) - set(colonnes):
        notes.append("Une colonne demandée n’existe pas : elle est laissée de côté.")
    filtres, valeurs = {}, {}
    for filtre in tableau.filtres:
        raw = clean(query.get(filtre.code, ""))
        if not raw:
            continue
        value = _read_value(filtre, raw, choix.get(filtre.code, ()))
        if value is None:
            notes.append(f"« {filtre.libelle} » ne reconnaît pas la valeur demandée : le filtre est laissé de côté.")
        else:
            filtres[filtre.code] = value if filtre.saisie is Saisie.CHOIX else raw
            valeurs[filtre.code] = value
    shown = colonnes or tableau.visibles
    return Etat(
        tableau, tri, 1 if tableau.is_chronique else page, par, shown, filtres, valeurs, tuple(notes),
        avant=avant if avant > 0 else None,
    )  # fmt: skip


def clean(raw: str) -> str:
    """What a person may type: no control character, no half of a surrogate pair, a bounded length."""
    return "".join(c for c in raw if c.isprintable()).strip()[:TEXTE_MAX]


def _read_value(filtre: Filtre, raw: str, choix: Sequence[tuple[str, str]]) -> Any:
    match filtre.saisie:
        case Saisie.CHOIX:
            return next((code for code, _ in choix if code.casefold() == raw.casefold()), None)
        case Saisie.DATE:
            try:
                return date.fromisoformat(raw)
            except ValueError:
                return None
        case _:
            return raw


def _read_int(raw: str, *, default: int, chiffres: int = 7) -> int:
    """-1 for what is no number at all, which no bound accepts."""
    if not raw:
        return default
    return int(raw) if raw.isascii() and raw.isdigit() and len(raw) <= chiffres else -1
