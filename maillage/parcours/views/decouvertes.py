"""« Aller vers »: the contacts outside, and the few seconds that note one."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods

from maillage.parcours.actions import decouvertes
from maillage.parcours.forms.orientation import DecouverteForm
from maillage.parcours.listes.orientations import DECOUVERTES
from maillage.parcours.models import Decouverte
from maillage.parcours.permissions import Droit
from maillage.parcours.queries import orientations
from maillage.parcours.views.orientations import show_refus
from maillage.reseau.queries import find_gere
from maillage.socle.acces import exige
from maillage.socle.formulaires.envois import une_fois
from maillage.socle.formulaires.saisies import garde_la_saisie, get_saisie
from maillage.socle.refus import Refus
from maillage.socle.requete import Requete
from maillage.socle.tableaux import Action
from maillage.socle.tableaux.liste import build_liste, respond


@exige(Droit.ACCUEILLIR)
@require_http_methods(["GET", "HEAD", "POST"])
@garde_la_saisie
@une_fois
def liste(request: Requete) -> HttpResponse:
    """The place and the day of the last contact come back: a permanence notes several in a row."""
    dispositif = find_gere(request.acteur)
    if dispositif is None:
        raise Http404
    initial = {"le": localdate(), "lieu": request.session.get("decouverte_lieu", "")}
    form = DecouverteForm(get_saisie(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            made = decouvertes.record_decouverte(
                by=request.acteur, dispositif=dispositif, values=form.cleaned_data, today=localdate()
            )
        except Refus as refus:
            show_refus(form, refus)
        else:
            request.session["decouverte_lieu"] = made.lieu
            messages.success(request, "La rencontre est notée.")
            return redirect("parcours:decouvertes")
    found = build_liste(DECOUVERTES, orientations.list_decouvertes(request.acteur), request, agir=_list_actions)
    return respond(request, "parcours/decouvertes.html", found, {"form": form})


def _list_actions(row: Decouverte) -> list[Action]:
    if row.orientation is not None:
        return []
    cible = f"la personne rencontrée le {row.le:%d/%m/%Y}, {row.lieu}"
    return [Action("Orienter", cible, reverse("parcours:decouverte_orienter", args=[row.uuid]))]
