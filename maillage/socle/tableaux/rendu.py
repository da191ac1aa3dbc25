"""Writes what a list repeats (rows, headings, options) as HTML. In Python: a template would spend its time on hundreds of
cells that are all alike.

Every text, address and class passes through `escape`; nothing of a row reaches the page otherwise.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from html import escape
from typing import Any

from django.core.paginator import Page
from django.utils.safestring import SafeString, mark_safe

from maillage.socle import icones
from maillage.socle.tableaux import cellules
from maillage.socle.tableaux.declaration import Action, Choix, Colonne, Genre
from maillage.socle.tableaux.etat import Etat
from maillage.socle.typographie import write_nombre

Agir = Callable[[Any], Sequence[Action]]
Choisir = Callable[[Any], tuple[str, str]]  # what the box of a row sends, and what it is called


def write_corps(
    colonnes: Sequence[Colonne],
    rows: Iterable[Any],
    agir: Agir | None = None,
    *,
    choisir: Choisir | None = None,
    form: str = "",
) -> SafeString:
    """`<tr>` after `<tr>`: the first cell names its row, the others bear the label they need as cards."""
    opened = [_open(colonne, is_first=rank == 0) for rank, colonne in enumerate(colonnes)]
    parts: list[str] = []
    form = escape(form)
    for row in rows:
        parts.append("<tr>")
        if choisir:
            value, said = choisir(row)
            parts.append(
                f'<td class="choix"><label><input type="checkbox" name="p" value="{escape(value)}" form="{form}">'
                f'<span class="hors-ecran">{escape(said)}</span></label></td>'
            )
        for colonne, (start, end) in zip(colonnes, opened, strict=True):
            parts += (start, _write_cellule(colonne, row), end)
        if agir:
            parts.append(_write_actions(agir(row)))
        parts.append("</tr>\n")
    return mark_safe("".join(parts))  # noqa: S308 (every part is escaped here)


def _write_actions(actions: Sequence[Action]) -> str:
    links = "".join(
        f'<a href="{escape(action.adresse)}">{escape(action.libelle)}<span class="hors-ecran"> {escape(action.cible)}</span></a>'
        for action in actions
    )
    return f'<td class="action"><div class="rangee rangee-serree">{links}</div></td>'


def _open(colonne: Colonne, *, is_first: bool) -> tuple[str, str]:
    if is_first:
        return '<th scope="row">', "</th>"
    nombre = ' class="nombre"' if colonne.genre is Genre.NOMBRE else ""
    return f'<td{nombre} data-libelle="{escape(colonne.libelle)}"><span>', "</span></td>"


def _write_cellule(colonne: Colonne, row: Any) -> str:
    value = cellules.read_valeur(colonne, row)
    if value is None or value == "":
        said = colonne.absence(row) if colonne.absence else colonne.manquant
        return f'<span class="discret">{escape(said)}</span>'
    text = escape(cellules.write_ecran(colonne, value))
    if colonne.icone and (nom := colonne.icone(row)):
        text = icones.draw(nom) + text
    if colonne.classe and (classe := colonne.classe(row)):
        text = f'<span class="{escape(classe)}">{text}</span>'
    lien = colonne.lien(row) if colonne.lien else str(value) if colonne.genre is Genre.ADRESSE else ""
    if lien:
        text = f'<a href="{escape(lien)}">{text}</a>'
    if colonne.precision and (said := colonne.precision(row)):
        text += f' <span class="discret">{escape(said)}</span>'
    return text


def write_entetes(
    colonnes: Sequence[Colonne], etat: Etat, *, with_actions: bool = False, with_choix: bool = False
) -> SafeString:
    """The headings; those by which the list sorts lead to it, and say how it is sorted now."""
    parts: list[str] = []
    if with_choix:
        parts.append('<th scope="col" class="choix"><span class="hors-ecran">Choisir</span></th>')
    for colonne in colonnes:
        nombre = ' class="nombre"' if colonne.genre is Genre.NOMBRE else ""
        libelle = escape(colonne.libelle)
        if not colonne.tri:
            parts.append(f'<th scope="col"{nombre}>{libelle}</th>')
            continue
        sens = etat.get_sens(colonne.code)
        adresse = etat.write(tri=("-" if sens == "ascending" else "") + colonne.code, page=1)
        icone, said = SENS[sens]
        said = f'<span class="hors-ecran">{said}</span>' if said else ""
        ancre = f"tri-{etat.tableau.code}-{colonne.code}"
        parts.append(
            f'<th scope="col"{nombre} aria-sort="{sens}"><a class="tri" id="{escape(ancre)}" href="{escape(adresse)}">'
            f"{libelle}{icones.draw(icone)}{said}</a></th>"
        )
    if with_actions:
        parts.append('<th scope="col"><span class="hors-ecran">Actions</span></th>')
    return mark_safe("".join(parts))  # noqa: S308 (every part is escaped here)


SENS = {
    "ascending": ("arrow-up", ", tri croissant"),
    "descending": ("arrow-down", ", tri décroissant"),
    "none": ("arrow-up-down", ""),
}


def write_options(choix: Choix, *, valeur: str, comptes: Mapping[str, int] | None) -> SafeString:
    """The choices of a filter, with how many rows each would leave when that is known."""
    parts = []
    for code, libelle in choix:
        compte = "" if comptes is None else f" ({write_nombre(comptes.get(code, 0))})"
        choisi = " selected" if code == valeur else ""
        parts.append(f'<option value="{escape(code)}"{choisi}>{escape(libelle)}{compte}</option>')
    return mark_safe("".join(parts))  # noqa: S308 (every part is escaped here)


def write_cases(colonnes: Sequence[Colonne], montrees: Sequence[str]) -> SafeString:
    """One checkbox per column that the list may show."""
    return mark_safe(  # noqa: S308 (every part is escaped here)
        "".join(
            f'<label class="case"><input type="checkbox" name="col" value="{escape(colonne.code)}"'
            f"{' checked' if colonne.code in montrees else ''}><span>{escape(colonne.libelle)}</span></label>"
            for colonne in colonnes
        )
    )


def write_pages(page: Page[Any], etat: Etat) -> SafeString:
    """The numbers near the current one, the first and the last: `1 … 6 7 8 … 40`."""
    parts = []
    for numero in page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1):
        if not isinstance(numero, int):
            parts.append('<li><span class="page-saut">…</span></li>')
            continue
        said = f'<span class="hors-ecran">Page </span>{write_nombre(numero)}'
        if numero == page.number:
            parts.append(f'<li><span aria-current="page">{said}</span></li>')
        else:
            parts.append(f'<li><a href="{escape(etat.write(page=numero))}">{said}</a></li>')
    return mark_safe("".join(parts))  # noqa: S308 (every part is escaped here)
