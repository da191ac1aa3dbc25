"""Icons of the interface: lucide's drawings, read from the wheel once each, inlined without id, style or script."""

import re
from functools import lru_cache
from xml.sax.saxutils import quoteattr

from lucide import lucide_icon

from maillage.socle.espace_svg import register_svg

_ENTETE = re.compile(r"^\s*<svg[^>]*>|</svg>\s*$")


class IconeInconnue(Exception):
    """The name is not one of lucide's; the gallery shows those in use."""


@lru_cache(maxsize=512)
def draw(nom: str, libelle: str = "") -> str:
    """Decorative without `libelle` (hidden from screen readers); with it, an image of that name."""
    role = f'role="img" aria-label={quoteattr(libelle)}' if libelle else 'aria-hidden="true"'
    return (
        f'<svg class="icone" {role} focusable="false" width="24" height="24" viewBox="0 0 24 24" fill="none" '
        f'stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">{_read(nom)}</svg>'
    )


@lru_cache(maxsize=512)
def _read(nom: str) -> str:
    register_svg()
    svg = lucide_icon(nom)
    if "lucide-placeholder" in svg:  # lucide answers an unknown name with a square of its own
        raise IconeInconnue(f"L’icône « {nom} » n’existe pas dans lucide.")
    return re.sub(r"\s*\n\s*", "", _ENTETE.sub("", svg.strip())).replace(" />", "/>")
