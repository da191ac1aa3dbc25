"""The pages of the territory: the finder of communes and the page of each."""

from datetime import date

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from maillage.socle.acces import publique
from maillage.socle.recherche.rules import clean_texte
from maillage.socle.requete import Requete
from maillage.territoire import ATTRIBUTION, couverture, queries

PROPOSEES = 10
LISTEES = 50


@publique
@require_safe
def communes(request: Requete) -> HttpResponse:
    """The finder: options for a combobox, JSON for who asks for it, a page for who reads."""
    texte = clean_texte(request.GET.get("q", ""))
    if request.headers.get("X-Combobox"):
        found = queries.search_communes(texte, PROPOSEES)
        return render(request, "territoire/_options.html", {"communes": found, "texte": texte})
    found = queries.search_communes(texte, LISTEES)
    if request.accepts("text/html"):
        contexte = {"communes": found, "texte": texte, "attribution": ATTRIBUTION}
        return render(request, "territoire/communes.html", contexte)
    return JsonResponse({"communes": [queries.to_json(commune) for commune in found], "source": ATTRIBUTION})


@publique
@require_safe
def commune(request: Requete, code: str) -> HttpResponse:
    found = queries.find_commune(code.upper())
    if found is None:
        raise Http404
    if found.code != code:  # an old code, or « 2a004 »
        return redirect(found, permanent=True)
    on, refus = _read_date(request.GET.get("le", ""))
    contexte = {
        "commune": queries.get_commune(found.code),
        "appartenances": queries.list_appartenances(found.code, on=on),
        "couverture": couverture.find_couverture(found, on=on),
        "on": on,
        "refus": refus,
        "attribution": ATTRIBUTION,
    }
    return render(request, "territoire/commune.html", contexte)


def _read_date(texte: str) -> tuple[date, str]:
    """The day asked for, or today and the reason why."""
    if not texte:
        return localdate(), ""
    try:
        return date.fromisoformat(texte), ""
    except ValueError:
        return localdate(), f"« {texte[:30]} » n’est pas une date : la page est montrée à la date d’aujourd’hui."
