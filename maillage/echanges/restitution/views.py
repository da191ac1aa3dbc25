"""« Emporter toutes nos données »: what was asked, asking, the file for the direction, the phrase for the DPD."""

import uuid

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.timezone import localdate
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from maillage.echanges.restitution import actions, fichiers, liens, queries
from maillage.echanges.restitution.forms import DemandeForm
from maillage.echanges.restitution.permissions import Droit
from maillage.socle import permissions
from maillage.socle.acces import exige
from maillage.socle.conservation import EXPORTS
from maillage.socle.formulaires.envois import une_fois
from maillage.socle.formulaires.saisies import garde_la_saisie, get_saisie
from maillage.socle.journal import actions as journal
from maillage.socle.requete import Requete
from maillage.socle.travaux.queries import is_travailleur_present

PAR_PAGE = 30


@exige(Droit.VOIR_RESTITUTIONS)
@require_safe
def liste(request: Requete) -> HttpResponse:
    page = Paginator(queries.list_restitutions(request.acteur), PAR_PAGE).get_page(request.GET.get("page"))
    journal.record_acces(by=request.acteur, type="restitution.liste")
    now = timezone.now()
    contexte = {
        "page": page,
        "lignes": [(r, queries.is_telechargeable(r, now=now), queries.get_fin(r)) for r in page],
        "peut_emporter": permissions.can(request.acteur, Droit.EMPORTER),
        "duree": EXPORTS.get(on=localdate()),
    }
    return render(request, "restitution/liste.html", contexte)


@exige(Droit.EMPORTER)
@require_http_methods(["GET", "HEAD", "POST"])
@reauthentication_required
@garde_la_saisie
@une_fois
def demander(request: Requete) -> HttpResponse:
    """Whoever signed in long ago proves again who they are."""
    if request.acteur.dispositif is None:
        raise Http404
    form = DemandeForm(get_saisie(request))
    if request.method == "POST" and form.is_valid():
        try:
            found, _ = actions.ask_restitution(by=request.acteur, now=timezone.now(), **form.cleaned_data)
        except actions.RestitutionRefusee as refus:
            form.add_error(None, str(refus))
        else:
            messages.success(request, "L’archive se prépare : vous pouvez quitter cette page, le travail continue.")
            return redirect(found)
    return render(request, "restitution/demander.html", {"form": form, "duree": EXPORTS.get(on=localdate())})


@exige(Droit.VOIR_RESTITUTIONS)
@require_safe
def restitution(request: Requete, key: uuid.UUID) -> HttpResponse:
    found = queries.get_restitution(request.acteur, key)
    travail = queries.find_travail(request.acteur, found)
    contexte = {
        "restitution": found,
        "travail": travail,
        "est_servi": travail is None or not travail.is_ouvert or is_travailleur_present(),
        "prete": queries.is_telechargeable(found, now=timezone.now()),
        "fin": queries.get_fin(found),
        "peut_emporter": permissions.can(request.acteur, Droit.EMPORTER, found),
        "peut_lire_phrase": permissions.can(request.acteur, Droit.LIRE_PHRASE, found),
    }
    return render(request, "restitution/restitution.html", contexte)


@exige(Droit.EMPORTER)
@require_safe
@never_cache
@reauthentication_required
def ouvrir(request: Requete, key: uuid.UUID) -> HttpResponse:
    """Checks who asks and the days that are left, then leads to the file by a link that is good for one minute."""
    found = queries.get_restitution(request.acteur, key)
    if not queries.is_telechargeable(found, now=timezone.now()):
        messages.warning(request, "Cette archive n’est pas prête, ou ses jours sont passés : demandez-en une autre.")
        return redirect(found)
    return redirect("restitution:fichier", lien=liens.make_lien(request.acteur, found))


@exige(Droit.EMPORTER, nominatif=True, sensible=True)
@require_safe
@never_cache
def fichier(request: Requete, lien: str) -> HttpResponseBase:
    key = liens.read_lien(request.acteur, lien)
    if key is None:
        raise Http404
    found = queries.get_restitution(request.acteur, key)
    path = fichiers.find_archive(found.uuid)
    if not queries.is_telechargeable(found, now=timezone.now()) or not path.exists():
        raise Http404
    actions.record_telechargement(by=request.acteur, restitution=found)
    nom = f"maillage-{found.dispositif.slug}-{localdate(found.demandee_le):%Y-%m-%d}.zip"
    return FileResponse(path.open("rb"), as_attachment=True, filename=nom, content_type="application/zip")


@exige(Droit.LIRE_PHRASE, sensible=True)
@require_safe
@never_cache
@reauthentication_required
def phrase(request: Requete, key: uuid.UUID) -> HttpResponse:
    """Each reading is kept in both journals."""
    found = queries.get_restitution(request.acteur, key)
    if not queries.is_telechargeable(found, now=timezone.now()):
        messages.warning(request, "Cette archive n’est pas prête, ou ses jours sont passés : sa phrase est effacée.")
        return redirect(found)
    contexte = {"restitution": found, "phrase": actions.read_phrase(by=request.acteur, restitution=found)}
    return render(request, "restitution/phrase.html", contexte)
