"""The status of an employer, changed on screen with its day."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods

from maillage.clause.actions.statuts import change_statut
from maillage.clause.forms.statuts import StatutForm
from maillage.clause.models import Entreprise
from maillage.clause.nomenclatures.emplois import StatutInsertion
from maillage.clause.permissions import Droit
from maillage.clause.queries.contacts import get_entreprise, list_statuts
from maillage.socle import permissions
from maillage.socle.acces import exige
from maillage.socle.formulaires.envois import une_fois
from maillage.socle.formulaires.refus import show_refus
from maillage.socle.formulaires.retours import find_retour
from maillage.socle.formulaires.saisies import garde_la_saisie, get_saisie
from maillage.socle.refus import Refus
from maillage.socle.requete import Requete


@exige(Droit.TENIR_MARCHES)
@require_http_methods(["GET", "HEAD", "POST"])
@garde_la_saisie
@une_fois
def changer(request: Requete, uuid: UUID) -> HttpResponse:
    try:
        found = get_entreprise(request.acteur, uuid)
    except Entreprise.DoesNotExist as absent:
        raise Http404 from absent
    if not permissions.can(request.acteur, Droit.TENIR_MARCHES, found):
        raise Http404
    renoncer = find_retour(request) or reverse("clause:entreprise", args=[found.uuid])
    statuts = list_statuts(found)
    # The first one most often holds since before it is typed: of today, its hours so far would count in no share.
    form = StatutForm(get_saisie(request), initial={"du": localdate()} if statuts else {})
    if request.method == "POST" and form.is_valid():
        try:
            change_statut(
                by=request.acteur, entreprise=found, statut=StatutInsertion(form.cleaned_data["statut"]),
                du=form.cleaned_data["du"], today=localdate(),
            )  # fmt: skip
        except Refus as refus:
            show_refus(form, refus)
        else:
            messages.success(request, "Le statut est noté. L’histoire reste sur la page de l’entreprise.")
            return redirect(renoncer)
    contexte = {"form": form, "entreprise": found, "statuts": statuts, "renoncer": renoncer}
    return render(request, "clause/statut.html", contexte)
