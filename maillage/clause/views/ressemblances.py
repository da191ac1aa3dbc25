"""« Doublons probables »: files of other structures that look like ours; what makes them look alike, never their content."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods, require_safe

from maillage.clause.actions.ressemblances import give_avis
from maillage.clause.forms.ressemblances import AvisForm
from maillage.clause.models import Ressemblance
from maillage.clause.nomenclatures.ressemblances import AvisRessemblance, Conclusion
from maillage.clause.permissions import Droit
from maillage.clause.queries import ressemblances as queries
from maillage.socle import permissions
from maillage.socle.acces import exige
from maillage.socle.formulaires.envois import une_fois
from maillage.socle.formulaires.saisies import garde_la_saisie, get_saisie
from maillage.socle.journal import actions as journal
from maillage.socle.requete import Requete

SUITES = {
    Conclusion.MEME: "C’est noté des deux côtés : cette personne compte une fois.",
    Conclusion.AUTRE: "C’est noté : ce sont deux personnes, comptées deux fois.",
    Conclusion.EN_ATTENTE: "C’est noté. Rien ne change tant que l’autre structure n’a pas dit la même chose.",
}


@exige(Droit.SUIVRE_PERSONNES, nominatif=True)
@require_safe
def liste(request: Requete) -> HttpResponse:
    cotes = queries.list_cotes(request.acteur)
    journal.record_acces(by=request.acteur, type="clause.ressemblances", nombre=len(cotes))
    contexte = {
        "a_dire": [cote for cote in cotes if cote.is_a_dire], "dits": [cote for cote in cotes if not cote.is_a_dire],
    }  # fmt: skip
    return render(request, "clause/ressemblances.html", contexte)


@exige(Droit.SUIVRE_PERSONNES, nominatif=True)
@require_http_methods(["GET", "HEAD", "POST"])
@garde_la_saisie
@une_fois
def ressemblance(request: Requete, uuid: UUID) -> HttpResponse:
    try:
        cote = queries.get_cote(request.acteur, uuid)
    except Ressemblance.DoesNotExist as absent:
        raise Http404 from absent
    personne = cote.ressemblance.personne
    if not permissions.can(request.acteur, Droit.SUIVRE_PERSONNES, personne):
        raise Http404
    form = AvisForm(get_saisie(request), initial={"avis": cote.ressemblance.avis})
    if request.method == "POST" and form.is_valid():
        avis = AvisRessemblance(form.cleaned_data["avis"])
        give_avis(by=request.acteur, ressemblance=cote.ressemblance, avis=avis, today=localdate())
        messages.success(request, SUITES[queries.get_cote(request.acteur, uuid).conclusion])
        return redirect("clause:ressemblances")
    journal.record_acces(by=request.acteur, type="clause.personne_ouverte", target=personne)
    contexte = {"cote": cote, "personne": personne, "form": form, "retour": reverse("clause:ressemblances")}
    return render(request, "clause/ressemblance.html", contexte)
