"""While bidders answer: what they are told, what they ask, what the weight of insertion changes."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods, require_safe

from maillage.clause.actions import consultations as actions
from maillage.clause.forms.consultations import InformationForm, PonderationForm, QuestionForm
from maillage.clause.models import Information, Marche, Question
from maillage.clause.permissions import Droit
from maillage.clause.queries import consultations as queries
from maillage.clause.queries.marches import get_lot, get_marche
from maillage.clause.rules.ponderations import find_bascule, rank_offres
from maillage.clause.views.saisies import Fiche, find, serve_fiche
from maillage.socle.acces import exige
from maillage.socle.formulaires.envois import une_fois
from maillage.socle.formulaires.saisies import garde_la_saisie
from maillage.socle.requete import Requete

# What the page opens with: invented, and said so.
EXEMPLE = {
    "technique": 30, "poids_1": 5, "poids_2": 10, "poids_3": 20,
    "nom_1": "Offre A", "prix_1": 100_000, "insertion_1": 8, "technique_1": 14,
    "nom_2": "Offre B", "prix_2": 108_000, "insertion_2": 18, "technique_2": 14,
    "nom_3": "Offre C", "prix_3": 97_000, "insertion_3": 5, "technique_3": 12,
}  # fmt: skip


@exige(Droit.TENIR_MARCHES)
@require_http_methods(["GET", "HEAD", "POST"])
@garde_la_saisie
@une_fois
def information_ajouter(request: Requete, uuid: UUID) -> HttpResponse:
    marche = find(request, get_marche, uuid)
    return _save_information(request, Information(dispositif_id=marche.dispositif_id, marche=marche))


@exige(Droit.TENIR_MARCHES)
@require_http_methods(["GET", "HEAD", "POST"])
@garde_la_saisie
@une_fois
def information_modifier(request: Requete, uuid: UUID) -> HttpResponse:
    return _save_information(request, find(request, queries.get_information, uuid))


def _save_information(request: Requete, found: Information) -> HttpResponse:
    def save(form: InformationForm, lue: str | None) -> None:
        actions.save_information(by=request.acteur, information=found, values=form.values, today=localdate(), lue=lue)

    titre = "Modifier une information" if found.pk else "Noter une information aux candidats"
    initial = {"le": localdate(), "destinataires": "Tous les candidats", "moyen": "plateforme"}
    return serve_fiche(
        request, found, actions.CHAMPS_INFORMATION, _build(found.marche, titre, InformationForm, save, initial)
    )


@exige(Droit.TENIR_MARCHES)
@require_http_methods(["GET", "HEAD", "POST"])
@garde_la_saisie
@une_fois
def question_ajouter(request: Requete, uuid: UUID) -> HttpResponse:
    marche = find(request, get_marche, uuid)
    return _save_question(request, Question(dispositif_id=marche.dispositif_id, marche=marche))


@exige(Droit.TENIR_MARCHES)
@require_http_methods(["GET", "HEAD", "POST"])
@garde_la_saisie
@une_fois
def question_modifier(request: Requete, uuid: UUID) -> HttpResponse:
    return _save_question(request, find(request, queries.get_question, uuid))


def _save_question(request: Requete, found: Question) -> HttpResponse:
    def save(form: QuestionForm, lue: str | None) -> None:
        actions.save_question(by=request.acteur, question=found, values=form.values, today=localdate(), lue=lue)

    titre = "Répondre à une question" if found.pk else "Noter une question reçue"
    return serve_fiche(
        request,
        found,
        actions.CHAMPS_QUESTION,
        _build(found.marche, titre, QuestionForm, save, {"recue_le": localdate()}),
    )


def _build(marche: Marche, titre: str, form: Any, save: Any, initial: dict[str, Any]) -> Fiche:
    """Back to the first lot: a market has no page of its own."""
    lot = marche.lots.order_by("numero").first()
    retour = reverse("clause:lot", args=[lot.uuid]) if lot else reverse("clause:marches")
    fil = [("Mes marchés", reverse("clause:marches")), (marche.objet, retour)]
    return Fiche(titre, form, save, f"{retour}#consultation", fil, marche.objet, initial=initial)


@exige(Droit.VOIR_MARCHES)
@require_safe
def ponderation(request: Requete, uuid: UUID) -> HttpResponse:
    """Before the offers: what each weight would do to their ranking. Everything is in the address, nothing is kept."""
    lot = find(request, get_lot, uuid, Droit.VOIR_MARCHES)
    is_typed = "poids_1" in request.GET
    depart = EXEMPLE if lot.ponderation is None else EXEMPLE | {"poids_2": lot.ponderation}
    form = PonderationForm(request.GET if is_typed else {name: str(value) for name, value in depart.items()})
    classements, bascule = [], ""
    if form.is_valid():
        offres, poids = form.cleaned_data["offres"], form.cleaned_data["poids"]
        classements = [(p, rank_offres(offres, p)) for p in poids]
        bascule = find_bascule(offres, poids) if offres and poids else ""
    contexte = {
        "lot": lot, "form": form, "classements": classements, "bascule": bascule, "is_exemple": not is_typed,
        "retour": reverse("clause:lot", args=[lot.uuid]), "zero": Decimal(0),
    }  # fmt: skip
    return render(request, "clause/ponderation.html", contexte)
