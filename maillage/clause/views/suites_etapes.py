"""The end of a contract of the clause, or its new term, on the étape it became: answered once by whoever follows the person."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods

from maillage.clause.actions import suites_etapes as actions
from maillage.clause.forms.suites_etapes import INTERROMPRE, PROLONGER, TERMINER, SuiteForm
from maillage.clause.models import SuiteEtape
from maillage.clause.queries import suites_etapes as queries
from maillage.parcours.permissions import Droit
from maillage.socle import permissions
from maillage.socle.acces import exige
from maillage.socle.formulaires.envois import une_fois
from maillage.socle.formulaires.refus import show_refus
from maillage.socle.formulaires.saisies import garde_la_saisie, get_saisie
from maillage.socle.journal import actions as journal
from maillage.socle.refus import Refus
from maillage.socle.requete import Requete


@exige(Droit.POSITIONNER, nominatif=True)
@require_http_methods(["GET", "HEAD", "POST"])
@garde_la_saisie
@une_fois
def suite(request: Requete, uuid: UUID) -> HttpResponse:
    today = localdate()
    try:
        found = queries.get_suite(request.acteur, uuid, on=today)
    except SuiteEtape.DoesNotExist as absent:
        raise Http404 from absent
    if not permissions.can(request.acteur, Droit.POSITIONNER, found.proposition.parcours):
        raise Http404
    journal.record_acces(by=request.acteur, type="clause.suite_ouverte", target=found.proposition.parcours)
    form = SuiteForm(get_saisie(request), suite=found, initial={"reponse": _suggest(found)})
    if request.method == "POST" and form.is_valid():
        try:
            if form.is_garde:
                actions.keep_etape(by=request.acteur, suite=found, today=today)
            else:
                actions.apply_suite(
                    by=request.acteur, suite=found, resultat=form.resultat_dit, motif=form.motif_dit, today=today,
                    now=timezone.now(),
                )  # fmt: skip
        except Refus as refus:
            show_refus(form, refus)
        else:
            messages.success(
                request, "C’est reporté dans son parcours." if not form.is_garde else "Le parcours reste tel quel."
            )
            return redirect("parcours:dossier", uuid=found.proposition.parcours.uuid)
    return render(request, "clause/suite_etape.html", {"form": form, "suite": found, "proposition": found.proposition})


def _suggest(found: SuiteEtape) -> str:
    """An end before the term that was foreseen is an interruption, most often."""
    if not found.is_fin:
        return PROLONGER
    prevue = found.proposition.etape.prevu_au if found.proposition.etape else None
    return INTERROMPRE if prevue and found.le and found.le < prevue else TERMINER
