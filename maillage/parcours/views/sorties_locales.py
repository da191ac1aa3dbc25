"""The local list of exits: its names, what each counts as, since when and until when."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods

from maillage.parcours.actions import sorties_locales as actions
from maillage.parcours.actions.etats import ParcoursRefuse
from maillage.parcours.forms.sorties import FinSortieLocaleForm, SortieLocaleForm
from maillage.parcours.models import SortieLocale
from maillage.parcours.nomenclatures.sorties import LIBELLES_A_NOMMER
from maillage.parcours.permissions import Droit
from maillage.parcours.queries.sorties import list_locales
from maillage.socle.acces import exige
from maillage.socle.formulaires.envois import idempotente, une_fois
from maillage.socle.formulaires.saisies import garde_la_saisie, get_saisie
from maillage.socle.requete import Requete


@exige(Droit.NOMMER_SORTIES)
@require_http_methods(["GET", "HEAD", "POST"])
@garde_la_saisie
@une_fois
def liste(request: Requete) -> HttpResponse:
    today = localdate()
    form = SortieLocaleForm(get_saisie(request), initial={"du": today})
    if request.method == "POST" and form.is_valid():
        try:
            actions.declare_sortie_locale(
                by=request.acteur, dispositif=request.acteur.dispositif or 0, today=today, **form.cleaned_data
            )
        except ParcoursRefuse as refus:
            form.add_error(refus.champ, str(refus))
        else:
            messages.success(request, "La sortie est dans votre liste.")
            return redirect("parcours:sorties_locales")
    rows = [(row, LIBELLES_A_NOMMER[row.national]) for row in list_locales(request.acteur)]
    return render(request, "parcours/sorties_locales.html", {"rows": rows, "form": form})


@exige(Droit.NOMMER_SORTIES)
@require_http_methods(["GET", "HEAD", "POST"])
@idempotente("une sortie retirée de la liste le reste")
def terminer(request: Requete, uuid: UUID) -> HttpResponse:
    try:
        found = list_locales(request.acteur).get(uuid=uuid)
    except SortieLocale.DoesNotExist as absent:
        raise Http404 from absent
    form = FinSortieLocaleForm(request.POST or None, initial={"au": localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            actions.end_sortie_locale(by=request.acteur, locale=found, au=form.cleaned_data["au"])
        except ParcoursRefuse as refus:
            form.add_error(refus.champ, str(refus))
        else:
            messages.success(request, "Cette sortie n’est plus proposée.")
            return redirect("parcours:sorties_locales")
    return render(request, "parcours/sortie_locale_terminer.html", {"locale": found, "form": form})
