"""The frame around each specimen of the gallery."""

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.text import slugify

register = template.Library()


@register.simple_block_tag
def specimen(content: str, titre: str, nom: str = "", large: bool = False) -> SafeString:
    """A variant, its name in the code under it."""
    # A tag cannot be quoted inside a tag: the boards write [% … %].
    nom = nom.replace("[%", "{%").replace("%]", "%}")
    values = {"contenu": content, "titre": titre, "nom": nom, "large": large, "ancre": slugify(titre)}
    return SafeString(render_to_string("socle/galerie/_specimen.html", values))
