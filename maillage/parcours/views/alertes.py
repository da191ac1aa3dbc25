"""« Alertes de texte »: what the guardrails showed and what their readers answered, by rule, never by author (R-53)."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from maillage.parcours.lexiques import load_lexiques
from maillage.parcours.permissions import Droit
from maillage.parcours.queries.relectures import read_releve
from maillage.socle.acces import exige
from maillage.socle.requete import Requete


@exige(Droit.SUIVRE_ALERTES)
@require_safe
def alertes_de_texte(request: Requete) -> HttpResponse:
    contexte = {"releve": read_releve(request.acteur, on=localdate()), "lexique": load_lexiques().version}
    return render(request, "parcours/alertes_de_texte.html", contexte)
