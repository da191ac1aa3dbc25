"""The peer: a ListView and its template. No right, no frame, no alert, no journal, no policy in the base."""

import os
from functools import cache
from typing import Any

PAGE = """<!doctype html><html lang="fr"><head><title>Ma file active</title></head><body>{}</body></html>"""
LISTE = """<h1>Ma file active</h1>
<table><thead><tr><th></th><th>Personne</th><th>État</th><th>Sans contact</th><th>Rendez-vous</th><th>Étape</th></tr></thead>
<tbody>{% for row in object_list %}<tr><td></td><th><a href="/dossiers/{{ row.uuid }}/">{{ row.personne }}</a></th>
<td>{{ row.get_etat_display }}</td><td>{% if row.jours is None %}–{% else %}{{ row.jours }} jour{% if row.jours > 1 %}s{% endif %}{% endif %}</td>
<td>{% if row.rendez_vous %}{{ row.rendez_vous|date:"d/m/Y" }}{% else %}–{% endif %}</td><td>{{ row.etape|default:"–" }}</td>
</tr>{% endfor %}</tbody></table>{{ page_obj.paginator.count }}"""


@cache
def get_gabarit(page: str) -> Any:
    from django.template import engines

    return engines["django"].from_string(page.replace("{}", LISTE))


def build_vue(page: str = PAGE) -> Any:
    from django.db.models import Case, F, OuterRef, Subquery, When
    from django.db.models.functions import Coalesce, Greatest
    from django.http import HttpResponse
    from django.utils.timezone import localdate, localtime
    from django.views.generic import ListView

    from maillage.bancs.pays import REFERENT
    from maillage.parcours.models import Parcours, Positionnement
    from maillage.parcours.nomenclatures.etats import OUVERTS

    class File(ListView):
        paginate_by = 50

        def get_queryset(self) -> Any:
            etapes = Positionnement.objects.filter(parcours=OuterRef("pk"), etat="en_cours").order_by("-debut", "pk")
            seen = Greatest(Coalesce("dernier_contact", "date_entree"), "date_entree")
            return (
                Parcours.objects.filter(referent__compte__email=REFERENT, etat__in=sorted(OUVERTS))
                .select_related("personne")
                .annotate(etape=Subquery(etapes.values("intitule")[:1]))
                .annotate(depuis=Case(When(etat="suspendu", then=None), default=seen))
                .order_by(F("depuis").asc(nulls_last=True), "pk")
            )

        def render_to_response(self, context: Any, **_: Any) -> Any:
            today = localdate()
            for row in context["object_list"]:
                row.jours = (today - row.depuis).days if row.depuis else None
                day = localtime(row.prochain_contact).date() if row.prochain_contact else None
                row.rendez_vous = day if day and day >= today else None
            return HttpResponse(get_gabarit(page).render(context, None if page is PAGE else self.request))

    return File.as_view()


urlpatterns: list[Any] = []


def main() -> None:
    from maillage.bancs.pays import ADMIN

    os.environ["DATABASE_URL"] = os.environ[ADMIN]
    import django
    from django.conf import settings
    from django.urls import path

    django.setup()
    settings.MIDDLEWARE = []
    settings.ROOT_URLCONF = "maillage.bancs.pairs.file_active_nue"
    import maillage.bancs.pairs.file_active_nue as adresses
    from maillage.bancs.cas.file_active import ADRESSE, COMPAREES
    from maillage.bancs.coureur import run
    from maillage.bancs.porte import open_porte

    adresses.urlpatterns = [path("file-active/", build_vue())]
    run(open_porte(ADRESSE), comparees=COMPAREES)


if __name__ == "__main__":
    main()
