"""The peer: what one would write in a minute. One query, one template, no middleware, no frame, no filter."""

from functools import cache
from typing import Any

LISTE = """<!doctype html><html lang="fr"><head><title>Annuaire</title></head><body><h1>Annuaire</h1>
<table><thead><tr><th>Nom</th><th>Type</th><th>Commune</th><th>Département</th><th>Région</th></tr></thead>
<tbody>{% for d in dispositifs %}<tr>
<th><a href="/annuaire/{{ d.slug }}/">{{ d.nom }}</a></th><td>{{ d.sigle_type }}</td>
<td>{% if d.commune %}{{ d.commune }}{% if d.is_repere_deduit %} (déduite){% endif %}{% else %}à préciser{% endif %}</td>
<td>{% if d.departement %}{{ d.departement.nom }} ({{ d.departement.code }}){% else %}à préciser{% endif %}</td>
<td>{{ d.region.nom }}</td></tr>{% endfor %}</tbody></table>{{ page.paginator.count }}</body></html>"""


def liste(request: Any) -> Any:
    from django.core.paginator import Paginator
    from django.http import HttpResponse

    from maillage.reseau.models import Dispositif

    dispositifs = (
        Dispositif.objects.publics()
        .select_related("departement", "region")
        .order_by("region__nom", "departement_id", "cle", "pk")
    )
    page = Paginator(dispositifs, 25).get_page(request.GET.get("page"))
    return HttpResponse(get_gabarit().render({"dispositifs": page.object_list, "page": page}))


@cache
def get_gabarit() -> Any:
    from django.template import engines

    return engines["django"].from_string(LISTE)


urlpatterns: list[Any] = []

if __name__ == "__main__":
    import django
    from django.conf import settings
    from django.urls import path

    django.setup()
    settings.MIDDLEWARE = []
    settings.ROOT_URLCONF = "maillage.bancs.pairs.annuaire_nu"
    import maillage.bancs.pairs.annuaire_nu as adresses
    from maillage.bancs.coureur import run
    from maillage.bancs.porte import open_porte

    adresses.urlpatterns = [path("annuaire/", liste)]
    run(open_porte("/annuaire/"))
