"""`{% figure fig %}`: the picture, its table, its source. Available in every template."""

from typing import Any

from django import template
from django.template import Context
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.text import slugify

from maillage.socle import typographie
from maillage.socle.acteur import ANONYME
from maillage.socle.graphiques import Figure, magasin, svg
from maillage.socle.graphiques.acces import make_jeton

register = template.Library()


@register.inclusion_tag("socle/graphiques/figure.html", takes_context=True)
def figure(context: Context, fig: Figure) -> dict[str, Any]:
    # Its rank on the page: the same picture twice keeps its identifiers apart.
    request = context.get("request")
    rank = getattr(request, "figures", 0) + 1
    if request is not None:
        request.figures = rank
    prefixe = f"figure-{rank}"
    large = magasin.draw(fig)
    narrow = magasin.draw(fig, etroite=True)
    return {
        "figure": fig,
        "prefixe": prefixe,
        "lignes": [[_write(cell) for cell in ligne] for ligne in fig.lignes],
        "large": mark_safe(svg.place(large, depuis=magasin.PREFIXE, prefixe=prefixe)),  # noqa: S308 (cleaned by svg.clean)
        "etroite": mark_safe(svg.place(narrow, depuis=magasin.PREFIXE, prefixe=f"{prefixe}-e")),  # noqa: S308 (same)
        "saut": large.count("<a "),
        "png": _adresse(fig, context),
        "nom_png": f"{slugify(fig.titre)[:80]}.png",
    }


def _write(cell: Any) -> dict[str, Any]:
    if cell is None:
        return {"texte": "non renseigné", "is_nombre": True}
    if isinstance(cell, int | float) or hasattr(cell, "as_tuple"):
        return {"texte": typographie.write_nombre(cell), "is_nombre": True}
    return {"texte": cell, "is_nombre": False}


def _adresse(fig: Figure, context: Context) -> str:
    if fig.publique:
        return reverse("graphiques:publique", args=[fig.empreinte])
    acteur = context.get("acteur") or ANONYME
    return reverse("graphiques:reservee", args=[fig.empreinte, make_jeton(acteur, fig.empreinte)])
