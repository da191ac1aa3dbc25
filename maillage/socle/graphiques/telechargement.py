"""The PNG of a picture that a page has already shown: its title above, its source below, so that it can travel alone."""

import json

from maillage.socle.documents.rendu import render_png
from maillage.socle.graphiques import magasin


def get_png(empreinte: str, *, publique: bool) -> bytes | None:
    """None when no page has drawn it."""
    if not magasin.EMPREINTE.match(empreinte):
        return None
    name = magasin.name_file(empreinte, publique=publique)
    found = magasin.read(f"{name}.png")
    if found is not None:
        return found
    drawn, told = magasin.read(f"{name}.svg"), magasin.read(f"{name}.json")
    if drawn is None or told is None:
        return None
    image = render_png("socle/figure", {"figure": json.loads(told) | {"svg": drawn.decode()}})
    magasin.write(f"{name}.png", image)
    return image
