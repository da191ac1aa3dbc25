"""The survey: a direction fills it, prefilled; the network reads what all of them add up to."""

from collections.abc import Sequence
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods, require_safe

from maillage.consolidation.depots.models import Campagne
from maillage.consolidation.depots.nomenclatures import EtatCampagne
from maillage.consolidation.depots.views.depots import get_campagne, get_mien
from maillage.consolidation.enquetes import queries
from maillage.consolidation.enquetes.actions import save_reponse
from maillage.consolidation.enquetes.forms import EnqueteForm
from maillage.consolidation.enquetes.parties import SUITE, list_blocs
from maillage.consolidation.enquetes.permissions import Droit
from maillage.consolidation.enquetes.rules.questions import Section, list_sections
from maillage.consolidation.enquetes.rules.reponses import list_a_verifier
from maillage.socle.acces import exige
from maillage.socle.formulaires.envois import une_fois
from maillage.socle.formulaires.refus import show_refus
from maillage.socle.formulaires.saisies import garde_la_saisie, get_saisie
from maillage.socle.refus import Refus
from maillage.socle.requete import Requete

TRANSMETTRE = "transmettre"


@exige(Droit.REPONDRE)
@require_http_methods(["GET", "HEAD", "POST"])
@garde_la_saisie
@une_fois
def repondre(request: Requete, uuid: UUID) -> HttpResponse:
    dispositif = get_mien(request)
    campagne = check_enquete(get_campagne(dispositif, uuid))
    row = queries.find_reponse(campagne, dispositif)
    propositions = {} if row else queries.list_propositions(campagne, dispositif)
    initial = {**row.read(), **row.read_choix(), "precision": row.precision} if row else {}
    asked = list_sections(campagne.millesime)
    form = EnqueteForm(get_saisie(request), sections=asked, propositions=propositions, initial=initial)
    if request.method == "POST" and form.is_valid():
        transmet = request.POST.get("action") == TRANSMETTRE
        try:
            row = save_reponse(
                by=request.acteur, campagne=campagne, dispositif=dispositif, reponses=form.reponses, choix=form.choix,
                precision=form.cleaned_data["precision"], transmet=transmet, now=timezone.now(), today=localdate(),
            )  # fmt: skip
        except Refus as refus:
            show_refus(form, refus)
        else:
            said = "Vos réponses sont transmises au réseau." if row.transmise_le else "Votre brouillon est enregistré."
            messages.success(request, said)
            return redirect(_get_suite(campagne, asked, request.POST.get("action", "")))
    sections = list_blocs(form, asked, row, ouverte=request.GET.get("partie", ""))
    a_verifier = (
        [(form.fields[code].label, phrase) for code, phrase in list_a_verifier(row.read()).items()] if row else []
    )
    contexte = {
        "campagne": campagne, "form": form, "a_verifier": a_verifier, "sections": sections, "reponse": row, "is_preremplie": bool(propositions),
        "is_ouverte": campagne.get_etat(on=localdate()) is EtatCampagne.OUVERTE,
    }  # fmt: skip
    return render(request, "enquetes/repondre.html", contexte)


def _get_suite(campagne: Campagne, asked: Sequence[Section], action: str) -> str:
    """Where one goes on: the part after the one that was saved, or the whole."""
    page = reverse("enquetes:repondre", args=[campagne.uuid])
    codes = [section.code for section in asked]
    saved = action.removeprefix(SUITE)
    if not action.startswith(SUITE) or saved not in codes[:-1]:
        return page
    following = codes[codes.index(saved) + 1]
    return f"{page}?partie={following}#{following}"


@exige(Droit.LIRE)
@require_safe
def resultats(request: Requete, uuid: UUID) -> HttpResponse:
    """The cells of the catalogue, as the report reads them."""
    from maillage.consolidation.enquetes.equipement import read_equipement
    from maillage.consolidation.enquetes.resultats import list_chapitres

    campagne = _get_campagne(uuid)
    lues = queries.read_transmises(campagne)
    chapitres = list_chapitres(lues, millesime=campagne.millesime) if lues else []
    contexte = {
        "campagne": campagne, "repondants": len(lues), "equipement": read_equipement(campagne), "chapitres": chapitres,
        "deplie": next((one for one in chapitres if one.nombre), None),
    }  # fmt: skip
    return render(request, "enquetes/resultats.html", contexte)


@exige(Droit.LIRE)
@require_safe
def exporter(request: Requete, uuid: UUID) -> HttpResponse:
    from maillage.consolidation.enquetes.resultats import write_csv

    campagne = _get_campagne(uuid)
    text = write_csv(queries.read_transmises(campagne), millesime=campagne.millesime)
    response = HttpResponse(f"\ufeff{text}", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="enquete-{campagne.millesime}.csv"'
    return response


def _get_campagne(uuid: UUID) -> Campagne:
    found = Campagne.objects.filter(uuid=uuid).first()
    if found is None:
        raise Http404
    return check_enquete(found)


def check_enquete(campagne: Campagne) -> Campagne:
    if not campagne.has_enquete:
        raise Http404
    return campagne
