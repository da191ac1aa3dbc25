"""Sentences as HTML: each number keeps the cell it comes from, so that a page can be read over by a machine (S10)."""

from collections.abc import Callable, Mapping

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from maillage.consolidation.rapport.nombres import Dit, Nombre, Origine, Phrase, Segment, name_cle
from maillage.indicateurs.cellules import Cle

Nommer = Callable[[Cle], str]


def name_with(noms: Mapping[str, str]) -> Nommer:
    """A dispositif is named as files name it, not by its internal key."""

    def name(cle: Cle) -> str:
        code, version, periode, niveau, territoire, ventilation, modalite = cle
        return name_cle((code, version, periode, niveau, noms.get(territoire, territoire), ventilation, modalite))

    return name


def render_phrase(phrase: Phrase, nommer: Nommer) -> SafeString:
    return format_html_join("", "{}", ((_render(part, nommer),) for part in phrase))


def _render(part: Segment, nommer: Nommer) -> SafeString | str:
    if isinstance(part, Nombre):
        if len(part.cles) == 1:
            return format_html(
                '<span class="n {}" data-cle="{}" data-role="{}">{}</span>',
                part.etat.value, nommer(part.cles[0]), part.role.value, part.texte,
            )  # fmt: skip
        # Of several cells: named in trace.csv, for no cell has this value.
        return format_html('<span class="n {}" data-role="{}">{}</span>', part.etat.value, part.role.value, part.texte)
    if isinstance(part, Dit):
        tag = "time" if part.origine is Origine.DATE else "span"
        return format_html(
            '<{} data-dit="{}">{}</{}>', SafeString(tag), part.origine.value, part.texte, SafeString(tag)
        )
    return part
