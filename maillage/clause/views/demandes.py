"""« Marchés partagés »: what other structures ask of ours, and the lots followed with them."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods, require_safe

from maillage.clause.actions import partages, suivis
from maillage.clause.forms.partage import ReponseForm
from maillage.clause.listes.partage import build_partages
from maillage.clause.models import DemandePartage
from maillage.clause.permissions import Droit
from maillage.clause.queries import partage as queries
from maillage.clause.queries.marches import select_partages
from maillage.socle import permissions
from maillage.socle.acces import exige
from maillage.socle.formulaires.envois import une_fois
from maillage.socle.formulaires.refus import show_refus
from maillage.socle.formulaires.saisies import garde_la_saisie, get_saisie
from maillage.socle.refus import Refus
from maillage.socle.requete import Requete
from maillage.socle.tableaux.liste import build_liste, respond


@exige(Droit.VOIR_MARCHES)
@require_safe
def liste(request: Requete) -> HttpResponse:
    found = build_liste(build_partages(), select_partages(request.acteur), request)
    peut = permissions.can(request.acteur, Droit.PARTAGER)
    recues = queries.list_recues(request.acteur) if peut else []
    return respond(request, "clause/partages.html", found, {"recues": recues})


@exige(Droit.PARTAGER)
@require_http_methods(["GET", "HEAD", "POST"])
@garde_la_saisie
@une_fois
def demande(request: Requete, uuid: UUID) -> HttpResponse:
    """Read by both; answered by one, withdrawn by the other."""
    try:
        found = queries.get_demande(request.acteur, uuid)
    except DemandePartage.DoesNotExist as absent:
        raise Http404 from absent
    is_recue = found.vers_id == request.acteur.dispositif
    form = ReponseForm(get_saisie(request))
    if request.method == "POST" and form.is_valid():
        try:
            return _answer(request, found, form.cleaned_data["reponse"])
        except Refus as refus:
            show_refus(form, refus)
    lignes = list(found.lignes.select_related("ancienne", "nouvelle").order_by("-mois", "pk"))
    retour = reverse("clause:partages")
    contexte = {"demande": found, "form": form, "is_recue": is_recue, "lignes": lignes, "retour": retour}
    return render(request, "clause/demande.html", contexte)


def _answer(request: Requete, found: DemandePartage, reponse: str) -> HttpResponse:
    common: dict[str, Any] = {"by": request.acteur, "demande": found, "today": localdate()}
    if "retirer" in request.POST:
        suivis.withdraw(**common)
        messages.success(request, "La demande est retirée.")
    elif "refuser" in request.POST:
        suivis.refuse(**common, reponse=reponse)
        messages.success(request, "Votre refus est transmis.")
    else:
        partages.accept(**common)
        messages.success(request, f"C’est accepté : {found.libelle_nature.lower()}.")
    return redirect("clause:partages")
