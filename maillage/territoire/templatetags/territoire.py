"""How places are written in templates."""

from django import template

from maillage.territoire import queries
from maillage.territoire.models import Commune

register = template.Library()


@register.filter
def situe(commune: Commune) -> str:
    """`93200, 93210 · Seine-Saint-Denis`: what tells homonyms apart."""
    return queries.describe(commune)


@register.filter
def choix(commune: Commune) -> str:
    """`Saint-Denis (93066)`: what a field holds once a commune is picked."""
    return queries.write_choix(commune)
