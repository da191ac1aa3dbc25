"""The pages of the territory: the finder of communes, the page of each, the import of zonings."""

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from maillage.socle.acces import exige, publique
from maillage.socle.formulaires.envois import une_fois
from maillage.socle.pieces.televersement import get_refus
from maillage.socle.recherche.rules import clean_texte
from maillage.socle.requete import Requete
from maillage.territoire import ATTRIBUTION, actions, couverture, queries
from maillage.territoire.forms import ZonagesForm
from maillage.territoire.modele import LIGNES, write_modele
from maillage.territoire.nomenclatures import LIBELLES_ZONAGE
from maillage.territoire.permissions import Droit

PROPOSEES = 10
LISTEES = 50
ERREURS_MONTREES = 500


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
        "zonages": queries.list_zonages_de(found, on=on),
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


@exige(Droit.IMPORTER_ZONAGES)
@require_safe
def zonages(request: Requete) -> HttpResponse:
    return render(request, "territoire/zonages.html", {"resumes": queries.count_zonages()})


@exige(Droit.IMPORTER_ZONAGES)
@une_fois
def import_zonages(request: Requete) -> HttpResponse:
    """The file is read whole before anything is written; its errors come back all at once."""
    form = ZonagesForm(request.POST or None, request.FILES or None)
    contexte = {"form": form, "erreurs": [], "lignes": LIGNES, "types": LIBELLES_ZONAGE}
    if refus := get_refus(request):  # too heavy: it was not even received
        form.errors["fichier"] = form.error_class([refus])
    elif request.method == "POST" and form.is_valid():
        try:
            travail, remarques = actions.submit_zonages(by=request.acteur, contenu=form.cleaned_data["fichier"].read())
        except actions.FichierRefuse as refuse:
            contexte |= {"erreurs": refuse.erreurs[:ERREURS_MONTREES], "total": len(refuse.erreurs)}
        else:
            for remarque in remarques:
                messages.warning(request, remarque)
            return redirect(travail)
    return render(request, "territoire/importer_zonages.html", contexte)


@exige(Droit.IMPORTER_ZONAGES)
@require_safe
def modele(request: Requete) -> HttpResponse:
    response = HttpResponse(write_modele(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="zonages-modele.csv"'
    return response
