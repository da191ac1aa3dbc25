"""The posts of one's service: the list, a new one, a change from a day on, an end, a mistake taken away."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods, require_safe

from maillage.clause.actions import postes as actions
from maillage.clause.forms.facilitateurs import ChangementForm, FinForm, PosteForm
from maillage.clause.models import PosteFacilitateur
from maillage.clause.nomenclatures.facilitateurs import FonctionPoste
from maillage.clause.permissions import Droit
from maillage.clause.queries import postes as queries
from maillage.clause.rules.postes import Periode, compute_etp
from maillage.clause.views.onglets import list_onglets
from maillage.socle.acces import exige
from maillage.socle.dates import is_active
from maillage.socle.formulaires.envois import une_fois
from maillage.socle.formulaires.fusions import SaisieVersionnee, serve_versionnee
from maillage.socle.formulaires.refus import show_refus
from maillage.socle.formulaires.saisies import garde_la_saisie, get_saisie
from maillage.socle.refus import Refus
from maillage.socle.requete import Requete
from maillage.socle.versions import read_version


@exige(Droit.TENIR_POSTES)
@require_safe
def liste(request: Requete) -> HttpResponse:
    today = localdate()
    rows = queries.list_postes(request.acteur)
    tenus = [row for row in rows if is_active(row.du, row.au, on=today)]
    jour = Periode(today, today)
    contexte = {
        "onglets": list_onglets(request, "postes"),
        "groupes": [
            ("Aujourd’hui", tenus),
            ("À venir", [row for row in rows if row.du > today]),
            ("Terminés", [row for row in rows if row.au and row.au < today]),
        ],
        "postes": rows,
        "etp": {
            fonction.value: compute_etp((row.poste for row in tenus), periode=jour, fonction=fonction)
            for fonction in FonctionPoste
        },
        "fiche": queries.read_fiche(request.acteur, rows, on=today),
        "today": today,
    }
    return render(request, "clause/postes.html", contexte)


def _get(request: Requete, uuid: UUID) -> PosteFacilitateur:
    try:
        return queries.get_poste(request.acteur, uuid)
    except PosteFacilitateur.DoesNotExist as absent:
        raise Http404 from absent


def _show(request: Requete, form: Any, titre: str, chapeau: str = "", **contexte: Any) -> HttpResponse:
    contexte |= {"form": form, "titre": titre, "chapeau": chapeau, "retour": reverse("clause:postes")}
    return render(request, "clause/poste_formulaire.html", contexte)


@exige(Droit.TENIR_POSTES)
@require_http_methods(["GET", "HEAD", "POST"])
@garde_la_saisie
@une_fois
def nouveau(request: Requete) -> HttpResponse:
    comptes = queries.select_comptes(request.acteur, on=localdate())
    initial = {"fonction": FonctionPoste.FACILITATEUR.value, "du": localdate()}
    form = PosteForm(get_saisie(request), comptes=comptes, initial=initial)
    if request.method == "POST" and form.is_valid():
        poste = PosteFacilitateur(dispositif_id=request.acteur.dispositif or 0)
        try:
            made = actions.open_poste(by=request.acteur, poste=poste, values=form.cleaned_data)
        except Refus as refus:
            show_refus(form, refus)
        else:
            messages.success(request, f"Le poste de {made} est ajouté.")
            return redirect("clause:postes")
    return _show(request, form, "Ajouter un poste")


@exige(Droit.TENIR_POSTES)
@require_http_methods(["GET", "HEAD", "POST"])
@garde_la_saisie
@une_fois
def changer(request: Requete, uuid: UUID) -> HttpResponse:
    found = _get(request, uuid)

    def build(data: QueryDict | None) -> ChangementForm:
        version, valeurs = read_version(found, actions.CHAMPS_POSTE)
        return ChangementForm(data, valeurs=valeurs, version=version, initial={"du": localdate()})

    def save(form: ChangementForm, lue: str) -> None:
        actions.change_poste(
            by=request.acteur, poste=found, values=form.values, du=form.cleaned_data["du"], lue=lue
        )  # fmt: skip

    def show(form: ChangementForm) -> HttpResponse:
        return _show(request, form, f"Changer le poste de {found}", poste=found)

    fait = f"Le poste de {found} est à jour."
    return serve_versionnee(request, SaisieVersionnee("Poste", build, save, show, reverse("clause:postes"), fait))


@exige(Droit.TENIR_POSTES)
@require_http_methods(["GET", "HEAD", "POST"])
@garde_la_saisie
@une_fois
def terminer(request: Requete, uuid: UUID) -> HttpResponse:
    found = _get(request, uuid)
    form = FinForm(get_saisie(request), initial={"au": found.au or localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            actions.end_poste(by=request.acteur, poste=found, au=form.cleaned_data["au"])
        except Refus as refus:
            show_refus(form, refus)
        else:
            messages.success(request, f"Le poste de {found} est terminé.")
            return redirect("clause:postes")
    return _show(request, form, f"Terminer le poste de {found}", poste=found)


@exige(Droit.TENIR_POSTES)
@require_http_methods(["GET", "HEAD", "POST"])
@une_fois
def retirer(request: Requete, uuid: UUID) -> HttpResponse:
    found = _get(request, uuid)
    if request.method == "POST":
        actions.cancel_poste(by=request.acteur, poste=found)
        messages.success(request, "Le poste saisi par erreur est retiré.")
        return redirect("clause:postes")
    return render(request, "clause/poste_retirer.html", {"poste": found})
