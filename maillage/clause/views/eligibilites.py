"""What makes a person eligible: granted, refused, prolonged, with the pièce that proves it."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from maillage.clause.actions import personnes as actions
from maillage.clause.forms import personnes as forms
from maillage.clause.models import Eligibilite
from maillage.clause.nomenclatures.eligibilites import Decision
from maillage.clause.permissions import Droit
from maillage.clause.queries import personnes as queries
from maillage.clause.views.personnes import FORMULAIRE, find_lot, get_or_404, go_on
from maillage.socle import permissions
from maillage.socle.acces import exige
from maillage.socle.formulaires.envois import une_fois
from maillage.socle.formulaires.refus import show_refus
from maillage.socle.formulaires.retours import find_retour
from maillage.socle.formulaires.saisies import garde_la_saisie, get_saisie
from maillage.socle.journal import actions as journal
from maillage.socle.pieces.televersement import get_refus
from maillage.socle.pieces.views import serve_fichier
from maillage.socle.refus import Refus
from maillage.socle.requete import Requete


@exige(Droit.SUIVRE_PERSONNES, nominatif=True, sensible=True)
@require_http_methods(FORMULAIRE)
@garde_la_saisie
@une_fois
def eligibilite(request: Requete, uuid: UUID) -> HttpResponse:
    """Granted or refused; once granted, prolonged."""
    found, lot = get_or_404(request, uuid), find_lot(request)
    retour, fiche = find_retour(request), reverse("clause:personne", args=[uuid])
    droits = queries.read_droits([found.pk])[found.pk]
    decisions = [Decision.RENOUVELEE] if droits.fenetre else []
    decisions = [Decision.ACCORDEE, Decision.REFUSEE, *decisions]
    initial = {"constat": localdate(), "decision": Decision.ACCORDEE}
    form = forms.EligibiliteForm(
        get_saisie(request), request.FILES or None, decisions=decisions, refus=get_refus(request), initial=initial
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.decide_eligibilite(by=request.acteur, personne=found, today=localdate(), **form.values)
        except Refus as refus:
            show_refus(form, refus)
        else:
            return go_on(request, found, lot, "La décision est enregistrée.", retour=retour)
    journal.record_acces(by=request.acteur, type="clause.personne_ouverte", target=found)
    contexte = {
        "form": form, "titre": "Éligibilité", "chapeau": str(found), "personne": found, "multipart": True,
        "fiche": fiche, "renoncer": retour or fiche, "fenetre": droits.fenetre,
    }  # fmt: skip
    return render(request, "clause/personne_saisie.html", contexte)


@exige(Droit.SUIVRE_PERSONNES, nominatif=True, sensible=True)
@require_safe
@never_cache
def piece(request: Requete, uuid: UUID) -> HttpResponseBase:
    try:
        found = queries.get_eligibilite(request.acteur, uuid)
    except Eligibilite.DoesNotExist as absent:
        raise Http404 from absent
    if found.piece is None or not permissions.can(request.acteur, Droit.SUIVRE_PERSONNES, found):
        raise Http404
    journal.record_acces(by=request.acteur, type="clause.piece_lue", target=found.personne)
    return serve_fichier(request, found.piece)
