"""`{% jeton %}`, in every form that posts."""

from django import template
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

from maillage.socle.formulaires.jetons import NOM, make_jeton

register = template.Library()


@register.simple_tag(takes_context=True)
def jeton(context: Context) -> SafeString:
    """A new token each time it is drawn: one form shown, one deed."""
    request = context["request"]
    return format_html('<input type="hidden" name="{}" value="{}">', NOM, make_jeton(request.acteur.compte))


@register.filter
def libelle_champ(nom: str) -> str:
    """`date_sortie` → Date sortie: the only name we know of a field whose form is not at hand."""
    return nom.replace("_", " ").capitalize()


@register.filter
def hauteur(valeur: str) -> int:
    """Rows of a text area that shows the whole text, or most of it."""
    return min(20, max(1, valeur.count("\n") + len(valeur) // 80 + 1))
