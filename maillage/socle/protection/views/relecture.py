"""The archive as the DPD reads it before handing it over, and hides what concerns other people."""

import uuid
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from maillage.socle.acces import exige
from maillage.socle.formulaires.envois import une_fois
from maillage.socle.journal import actions as journal
from maillage.socle.protection import demandes, relecture
from maillage.socle.protection.demandes import DemandeRefusee
from maillage.socle.protection.forms import MasquesForm
from maillage.socle.protection.masques import Cible, Tables
from maillage.socle.protection.models import DemandeAcces
from maillage.socle.protection.permissions import Droit
from maillage.socle.requete import Requete


@exige(Droit.REPONDRE_ACCES, nominatif=True, sensible=True)
@require_safe
@never_cache
def relire(request: Requete, key: uuid.UUID) -> HttpResponse:
    found = demandes.get_demande(request.acteur, key)
    try:
        tables = relecture.read(request.acteur, found, now=timezone.now())
    except DemandeRefusee as refus:
        messages.warning(request, str(refus))
        return redirect(found)
    journal.record_acces(by=request.acteur, type="protection.relecture", target=found)
    return render(request, "protection/relire.html", _build(request, found, tables))


@exige(Droit.REPONDRE_ACCES, sensible=True)
@require_POST
@une_fois
def masquer(request: Requete, key: uuid.UUID) -> HttpResponse:
    found = demandes.get_demande(request.acteur, key)
    form = MasquesForm(request.POST)
    try:
        messages.success(request, _apply(request, found, form))
    except DemandeRefusee as refus:
        messages.error(request, str(refus))
    place = {nom: request.POST[nom] for nom in ("table", "page") if request.POST.get(nom)}
    return redirect(f"{reverse('protection:relire', args=[found.uuid])}?{urlencode(place)}")


def _apply(request: Requete, found: DemandeAcces, form: MasquesForm) -> str:
    if not form.is_valid():
        raise DemandeRefusee(" ".join(str(e) for errors in form.errors.values() for e in errors))
    cibles, now = form.read_cibles(request.POST.getlist("element")), timezone.now()
    if form.cleaned_data["geste"] == "retablir":
        nombre = relecture.show(by=request.acteur, demande=found, cibles=cibles, now=now)
        return f"Rétablis : {nombre}."
    nombre = relecture.hide(by=request.acteur, demande=found, cibles=cibles, motif=form.cleaned_data["motif"], now=now)
    return f"Masqués dans l’archive remise : {nombre}. Ce qui a été réuni reste entier."


def _build(request: Requete, found: DemandeAcces, tables: Tables) -> dict[str, Any]:
    acteur = request.acteur
    hidden = relecture.get_masques(found)
    suggestions = relecture.find_suggestions(acteur, found, tables)
    contexte: dict[str, Any] = {
        "demande": found,
        "tables": relecture.list_choix(tables, hidden, suggestions),
        "form": MasquesForm(),
    }
    if not tables:
        return contexte
    asked = request.GET.get("table") or tables[0]["modele"]
    table = next((t for t in tables if t["modele"] == asked), None)
    if table is None:
        raise Http404
    page = Paginator(range(1, len(table["lignes"]) + 1), relecture.PAR_PAGE).get_page(request.GET.get("page"))
    colonnes = [
        (Cible(asked, 0, champ), libelle, hidden.get(Cible(asked, 0, champ), ""))
        for champ, libelle in table["colonnes"].items()
    ]
    lignes = relecture.list_valeurs(table, list(page.object_list), hidden, suggestions)
    return contexte | {"table": table, "page": page, "lignes": lignes, "colonnes": colonnes}
