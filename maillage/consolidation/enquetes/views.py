"""The survey: a direction fills it, prefilled; the network reads what all of them add up to."""

import csv
import io
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods, require_safe

from maillage.consolidation.depots.models import Campagne
from maillage.consolidation.depots.nomenclatures import EtatCampagne
from maillage.consolidation.depots.views.depots import get_campagne, get_mien
from maillage.consolidation.enquetes import queries
from maillage.consolidation.enquetes.actions import save_reponse
from maillage.consolidation.enquetes.forms import EnqueteForm
from maillage.consolidation.enquetes.permissions import Droit
from maillage.consolidation.enquetes.rules.questions import SECTIONS
from maillage.consolidation.enquetes.rules.reponses import add_reponses, add_section, share
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
    campagne = get_campagne(dispositif, uuid)
    row = queries.find_reponse(campagne, dispositif)
    propositions = {} if row else queries.list_propositions(campagne, dispositif)
    initial = {**row.read(), "precision": row.precision} if row else {}
    form = EnqueteForm(get_saisie(request), propositions=propositions, initial=initial)
    if request.method == "POST" and form.is_valid():
        transmet = request.POST.get("action") == TRANSMETTRE
        try:
            row = save_reponse(
                by=request.acteur, campagne=campagne, dispositif=dispositif, reponses=form.reponses,
                precision=form.cleaned_data["precision"], transmet=transmet, now=timezone.now(), today=localdate(),
            )  # fmt: skip
        except Refus as refus:
            show_refus(form, refus)
        else:
            said = "Vos réponses sont transmises au réseau." if row.transmise_le else "Votre brouillon est enregistré."
            messages.success(request, said)
            return redirect("enquetes:repondre", uuid=campagne.uuid)
    sections = [
        {
            "section": section, "champs": [form[question.code] for question in section.questions],
            "total": add_section(section, row.read()) if row else None,
        }
        for section in SECTIONS
    ]  # fmt: skip
    contexte = {
        "campagne": campagne, "form": form, "sections": sections, "reponse": row, "is_preremplie": bool(propositions),
        "is_ouverte": campagne.get_etat(on=localdate()) is EtatCampagne.OUVERTE,
    }  # fmt: skip
    return render(request, "enquetes/repondre.html", contexte)


@exige(Droit.LIRE)
@require_safe
def resultats(request: Requete, uuid: UUID) -> HttpResponse:
    campagne = _get_campagne(uuid)
    reponses = queries.read_transmises(campagne)
    found = {one.question.code: one for one in add_reponses(reponses)}
    sections = []
    for section in SECTIONS:
        parts, combien, total = share(section, reponses) if section.total else ([], 0, None)
        sections.append({
            "section": section, "resultats": [found[question.code] for question in section.questions],
            "parts": parts, "combien": combien, "total": total,
        })  # fmt: skip
    contexte = {"campagne": campagne, "sections": sections, "repondants": len(reponses)}
    return render(request, "enquetes/resultats.html", contexte)


@exige(Droit.LIRE)
@require_safe
def exporter(request: Requete, uuid: UUID) -> HttpResponse:
    campagne = _get_campagne(uuid)
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";")
    writer.writerow(("code", "question", "unite", "somme", "repondants", "moyenne"))
    for one in add_reponses(queries.read_transmises(campagne)):
        moyenne = "" if one.moyenne is None else one.moyenne
        writer.writerow(
            (one.question.code, one.question.libelle, one.question.unite.value, one.somme, one.repondants, moyenne)
        )
    response = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="enquete-{campagne.millesime}.csv"'
    return response


def _get_campagne(uuid: UUID) -> Campagne:
    found = Campagne.objects.filter(uuid=uuid).first()
    if found is None:
        raise Http404
    return found
