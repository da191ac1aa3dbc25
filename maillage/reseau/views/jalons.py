"""The history of a dispositif, as its direction or the network head declares it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods

from maillage.reseau import actions, forms, queries
from maillage.reseau.permissions import Droit
from maillage.reseau.views.fiches import get_dispositif
from maillage.socle.acces import exige
from maillage.socle.formulaires.envois import une_fois
from maillage.socle.formulaires.saisies import garde_la_saisie, get_saisie
from maillage.socle.requete import Requete


@exige(Droit.DECLARER_JALON)
@require_http_methods(["GET", "HEAD", "POST"])
@garde_la_saisie
@une_fois
def declarer_jalon(request: Requete, slug: str) -> HttpResponse:
    found = get_dispositif(request, slug)
    repreneurs = queries.list_repreneurs(request.acteur, found)
    form = forms.JalonForm(
        get_saisie(request), repreneurs=[(d.slug, d.nom) for d in repreneurs], initial={"le": localdate()}
    )
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        lie = next((d for d in repreneurs if d.slug == values["lie"]), None)
        try:
            actions.record_jalon(by=request.acteur, dispositif=found, today=localdate(), **values | {"lie": lie})
        except actions.JalonRefuse as refus:
            form.add_error(refus.champ, str(refus))
        else:
            messages.success(request, "L’histoire du dispositif est enregistrée.")
            return redirect("reseau:dispositif", slug=slug)
    contexte = {"dispositif": found, "form": form, "jalons": queries.list_jalons(found)}
    return render(request, "reseau/jalon.html", contexte)
