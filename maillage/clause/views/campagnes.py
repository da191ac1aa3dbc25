"""The bilans of a whole year: asking for them, taking the ZIP."""

from uuid import UUID

from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from maillage.clause import campagnes
from maillage.clause.actions.campagnes import TRAVAIL, CampagneRefusee, ask_campagne
from maillage.clause.forms.bilans import CampagneForm
from maillage.clause.nomenclatures.bilans import Perimetre
from maillage.clause.permissions_bilans import Droit
from maillage.clause.queries.perimetres import find_premiere_annee
from maillage.socle.acces import exige
from maillage.socle.formulaires.envois import une_fois
from maillage.socle.formulaires.refus import show_refus
from maillage.socle.formulaires.saisies import garde_la_saisie, get_saisie
from maillage.socle.journal import actions as journal
from maillage.socle.requete import Requete
from maillage.socle.travaux.nomenclatures import Etat
from maillage.socle.travaux.queries import get_travail


@exige(Droit.TENIR_BILANS)
@require_http_methods(["GET", "HEAD", "POST"])
@garde_la_saisie
@une_fois
def demander(request: Requete) -> HttpResponse:
    today = localdate()
    first = find_premiere_annee(request.acteur)
    annees = range(today.year, min(first or today.year, today.year) - 1, -1)
    form = CampagneForm(get_saisie(request), annees=annees)
    if request.method == "POST" and form.is_valid():
        try:
            travail = ask_campagne(
                by=request.acteur, perimetre=Perimetre(form.cleaned_data["perimetre"]), annee=form.cleaned_data["annee"]
            )
        except CampagneRefusee as refus:
            show_refus(form, refus)
        else:
            return redirect(travail)
    return render(request, "clause/campagne.html", {"form": form, "has_heures": first is not None})


@exige(Droit.TENIR_BILANS)
@require_safe
@never_cache
def archive(request: Requete, travail: UUID) -> HttpResponseBase:
    found = get_travail(request.acteur, travail)
    path = campagnes.find_archive(found.uuid)
    if found.code != TRAVAIL or found.dispositif_id != request.acteur.dispositif or found.etat != Etat.FINI:
        raise Http404
    if not path.exists():
        raise Http404
    journal.record_acces(by=request.acteur, type="clause.campagne_archive", target=found)
    nom = f"bilans-{found.parametres['annee']}-par-{found.parametres['perimetre']}.zip"
    return FileResponse(path.open("rb"), as_attachment=True, filename=nom, content_type="application/zip")
