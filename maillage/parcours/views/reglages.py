"""What the dispositif decides for itself: what holds today, since when, and the next decision."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods, require_safe

from maillage.parcours.actions.reglages import record_reglage
from maillage.parcours.forms.reglages import ReglageForm
from maillage.parcours.nomenclatures.reglages import REGLAGES
from maillage.parcours.permissions import Droit
from maillage.parcours.queries.reglages import find_valeur, list_regles
from maillage.socle.acces import exige
from maillage.socle.formulaires.envois import une_fois
from maillage.socle.formulaires.saisies import garde_la_saisie, get_saisie
from maillage.socle.refus import Refus
from maillage.socle.requete import Requete


@exige(Droit.PARAMETRER)
@require_safe
def reglages(request: Requete) -> HttpResponse:
    if request.acteur.dispositif is None:
        raise Http404
    regles = list_regles(request.acteur.dispositif, on=localdate())
    return render(request, "parcours/reglages.html", {"regles": regles})


@exige(Droit.PARAMETRER)
@require_http_methods(["GET", "HEAD", "POST"])
@garde_la_saisie
@une_fois
def regler(request: Requete, code: str) -> HttpResponse:
    if code not in REGLAGES or request.acteur.dispositif is None:
        raise Http404
    today = localdate()
    valeur = find_valeur(request.acteur.dispositif, code, on=today)
    form = ReglageForm(get_saisie(request), definition=REGLAGES[code], initial={"valeur": valeur, "du": today})
    if request.method == "POST" and form.is_valid():
        try:
            record_reglage(by=request.acteur, code=code, **form.cleaned_data)
        except Refus as refus:
            form.add_error(refus.champ, str(refus))
        else:
            messages.success(request, "Le réglage est enregistré ; ce qui valait avant reste écrit.")
            return redirect("parcours:reglages")
    return render(request, "parcours/reglage.html", {"form": form, "definition": REGLAGES[code]})
