"""Writes the people to see of « Ma file active ». In Python: a template would spend its time on lines that are all alike.

Every text, address and class passes through `escape`.
"""

from collections.abc import Iterable, Mapping
from html import escape
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from maillage.socle import icones
from maillage.socle.adresses import write_adresse


def write_a_voir(a_voir: Iterable[Mapping[str, Any]]) -> SafeString:
    """One `<li>` each: who, why in words, and the way to the contact. See `views.file_active._dress`."""
    return mark_safe("".join(_write(one) for one in a_voir))  # noqa: S308 (every part is escaped in `_write`)


def _write(one: Mapping[str, Any]) -> str:
    nom, first = escape(one["nom"]), one["premiere"]
    autres = "".join(f' <span class="discret petit">· {escape(autre)}</span>' for autre in one["autres"])
    dossier = escape(write_adresse("parcours:dossier", one["uuid"]))
    entretien = escape(write_adresse("parcours:entretien", one["uuid"]))
    return (
        f'<li><a href="{dossier}">{nom}</a><span class="a-voir-raisons">'
        f'<span class="badge ton-{escape(first["ton"])}">{icones.draw(first["icone"])}{escape(first["texte"])}</span>'
        f'{autres}</span><a class="bouton bouton-petit" href="{entretien}">{icones.draw("plus")}'
        f'<span>Entretien<span class="hors-ecran"> avec {nom}</span></span></a></li>'
    )
