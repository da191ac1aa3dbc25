"""The time spent: one's own week and lines; from a lot, one choice and one button."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods, require_safe

from maillage.clause.actions import temps as actions
from maillage.clause.forms.facilitateurs import (
    RAPIDES,
    CorrectionForm,
    RapideForm,
    TempsForm,
    TempsLibreForm,
    write_objet,
)
from maillage.clause.listes.temps import build_temps
from maillage.clause.models import Lot, TempsPasse
from maillage.clause.nomenclatures.lots import Phase
from maillage.clause.permissions import Droit
from maillage.clause.queries import temps as queries
from maillage.clause.queries.marches import get_lot
from maillage.clause.rules.temps import find_lundi, write_duree
from maillage.socle.acces import exige
from maillage.socle.acteur import Acteur
from maillage.socle.formulaires.envois import une_fois
from maillage.socle.formulaires.fusions import SaisieVersionnee, serve_versionnee
from maillage.socle.formulaires.refus import show_refus
from maillage.socle.formulaires.saisies import garde_la_saisie, get_saisie
from maillage.socle.refus import Refus
from maillage.socle.requete import Requete
from maillage.socle.tableaux.exports import export
from maillage.socle.tableaux.liste import build_liste, respond
from maillage.socle.versions import read_empreinte

SEMAINE = timedelta(days=7)
DUREES = [write_duree(minutes) for minutes in RAPIDES]


@exige(Droit.NOTER_TEMPS)
@require_http_methods(["GET", "HEAD", "POST"])
@garde_la_saisie
@une_fois
def semaine(request: Requete) -> HttpResponse:
    """The week, day by day, and a line to add to it."""
    today = localdate()
    lundi = read_lundi(request.GET.get("du", ""), today=today)
    form = TempsLibreForm(
        get_saisie(request), initial={"le": today if lundi == find_lundi(today) else lundi},
        lots=queries.list_lots(request.acteur), operations=queries.list_operations(request.acteur),
        donneurs=queries.list_donneurs(request.acteur),
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        made = _record(request, form)
        if made is not None:
            return redirect(f"{reverse('clause:semaine')}?du={find_lundi(made.le).isoformat()}")
    rows = queries.list_semaine(request.acteur, lundi)
    days = [lundi + timedelta(days=rang) for rang in range(7)]
    jours = [(day, [row for row in rows if row.le == day]) for day in days]
    contexte = {
        "form": form, "lundi": lundi, "dimanche": days[-1], "avant": lundi - SEMAINE, "apres": lundi + SEMAINE,
        "is_courante": lundi == find_lundi(today), "durees": DUREES, "total": _sum(rows),
        "jours": [
            {"le": day, "lignes": lignes, "total": _sum(lignes) if lignes else ""}
            for day, lignes in jours
            if lignes or day.weekday() < 5
        ],
    }  # fmt: skip
    return render(request, "clause/semaine.html", contexte)


def _sum(rows: list[TempsPasse]) -> str:
    return write_duree(sum(row.minutes for row in rows))


def read_lundi(text: str, *, today: date) -> date:
    """The Monday of the week asked for, or of this one when the address says nothing sensible."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return find_lundi(today)
    return find_lundi(day if 2000 <= day.year <= 2100 else today)


def _record(request: Requete, form: Any, *, lot: Lot | None = None) -> TempsPasse | None:
    """None when it is refused, and the form says why."""
    temps = TempsPasse(dispositif_id=request.acteur.dispositif or 0, compte_id=request.acteur.compte or 0)
    values = {"lot": lot, "operation": None, "donneur": None, **form.values}
    try:
        made = actions.record_temps(by=request.acteur, temps=temps, values=values, today=localdate())
    except Refus as refus:
        show_refus(form, refus)
        return None
    messages.success(request, f"{made.duree} : {made.libelle_tache.lower()}. C’est noté.")
    return made


def build_rapide(acteur: Acteur, lot: Lot) -> dict[str, Any]:
    """What the page of a lot shows of it: the task its phase calls for, the durations as buttons."""
    phase = Phase(lot.phase)
    return {
        "form": RapideForm(phase=phase, initial={"le": localdate()}), "durees": DUREES,
        "total": write_duree(minutes) if (minutes := queries.sum_lot(acteur, lot)) else "",
    }  # fmt: skip


@exige(Droit.NOTER_TEMPS)
@require_http_methods(["GET", "HEAD", "POST"])
@garde_la_saisie
@une_fois
def du_lot(request: Requete, uuid: UUID) -> HttpResponse:
    """Posted by the buttons of a lot; as a page, any duration and a note."""
    try:
        found = get_lot(request.acteur, uuid)
    except Lot.DoesNotExist as absent:
        raise Http404 from absent
    form = TempsForm(get_saisie(request), phase=Phase(found.phase), initial={"le": localdate()})
    retour = reverse("clause:lot", args=[found.uuid])
    if request.method == "POST" and form.is_valid() and _record(request, form, lot=found) is not None:
        return redirect(retour)
    contexte = {"form": form, "titre": "Noter du temps", "lot": found, "retour": retour, "durees": DUREES}
    return render(request, "clause/temps_formulaire.html", contexte)


def _get(request: Requete, uuid: UUID) -> TempsPasse:
    try:
        return queries.get_temps(request.acteur, uuid)
    except TempsPasse.DoesNotExist as absent:
        raise Http404 from absent


@exige(Droit.NOTER_TEMPS)
@require_http_methods(["GET", "HEAD", "POST"])
@garde_la_saisie
@une_fois
def corriger(request: Requete, uuid: UUID) -> HttpResponse:
    found = _get(request, uuid)
    lots, operations = queries.list_lots(request.acteur), queries.list_operations(request.acteur)
    donneurs = queries.list_donneurs(request.acteur)
    if found.lot and found.lot not in lots:
        lots = [found.lot, *lots]
    retour = f"{reverse('clause:semaine')}?du={find_lundi(found.le).isoformat()}"

    def build(data: QueryDict | None) -> CorrectionForm:
        valeurs = {
            "tache": found.tache, "duree": found.minutes, "objet": write_objet(found), "le": found.le, "note": found.note,
        }  # fmt: skip
        version = read_empreinte(found, actions.CHAMPS_TEMPS)
        return CorrectionForm(
            data, valeurs=valeurs, version=version, lots=lots, operations=operations, donneurs=donneurs
        )

    def save(form: CorrectionForm, lue: str) -> str:
        made = actions.change_temps(by=request.acteur, temps=found, values=form.values, today=localdate(), lue=lue)
        return f"{reverse('clause:semaine')}?du={find_lundi(made.le).isoformat()}"

    def show(form: CorrectionForm) -> HttpResponse:
        contexte = {"form": form, "titre": "Corriger un temps noté", "temps": found, "retour": retour, "durees": DUREES}
        return render(request, "clause/temps_formulaire.html", contexte)

    saisie = SaisieVersionnee("Temps noté", build, save, show, retour, "Le temps est corrigé.")
    return serve_versionnee(request, saisie)


@exige(Droit.NOTER_TEMPS)
@require_http_methods(["GET", "HEAD", "POST"])
@une_fois
def retirer(request: Requete, uuid: UUID) -> HttpResponse:
    found = _get(request, uuid)
    retour = f"{reverse('clause:semaine')}?du={find_lundi(found.le).isoformat()}"
    if request.method == "POST":
        actions.remove_temps(by=request.acteur, temps=found)
        messages.success(request, "Le temps noté par erreur est retiré.")
        return redirect(retour)
    return render(request, "clause/temps_retirer.html", {"temps": found, "retour": retour})


@exige(Droit.NOTER_TEMPS)
@require_safe
def liste(request: Requete) -> HttpResponse:
    """Every line one noted."""
    rows = queries.select_miens(request.acteur)
    return respond(
        request, "clause/mon_temps.html", build_liste(build_temps(), rows, request, export="/mon-temps/export")
    )


@exige(Droit.NOTER_TEMPS)
@require_safe
def exporter(request: Requete, format: str) -> HttpResponseBase:
    found = build_liste(build_temps(), queries.select_miens(request.acteur), request, export="/mon-temps/export")
    return export(found, by=request.acteur, format=format, today=localdate())
