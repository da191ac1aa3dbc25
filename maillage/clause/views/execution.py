"""Orders, tranches and avenants of a lot."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods

from maillage.clause.actions import execution as actions
from maillage.clause.forms.execution import AffermirForm, AvenantForm, BonForm, DecisionAvenantForm, TrancheForm
from maillage.clause.models import Lot
from maillage.clause.nomenclatures.calcul import StatutAvenant
from maillage.clause.permissions import Droit
from maillage.clause.queries.execution import get_avenant, get_tranche
from maillage.clause.queries.marches import get_lot
from maillage.clause.views.saisies import find
from maillage.socle.acces import exige
from maillage.socle.formulaires.envois import une_fois
from maillage.socle.formulaires.refus import show_refus
from maillage.socle.formulaires.saisies import garde_la_saisie, get_saisie
from maillage.socle.refus import Refus
from maillage.socle.requete import Requete
from maillage.socle.typographie import write_nombre


def _serve(
    request: Requete, lot: Lot, form: Any, do: Callable[[dict[str, Any]], str], titre: str, **contexte: Any
) -> HttpResponse:
    """`do`: the deed, which says what it did; its refusal joins the form."""
    retour = reverse("clause:lot", args=[lot.uuid])
    if request.method == "POST" and form.is_valid():
        try:
            fait = do(form.cleaned_data)
        except Refus as refus:
            show_refus(form, refus)
        else:
            messages.success(request, fait)
            return redirect(retour)
    chapeau = f"{lot.marche.objet} · {lot}" if lot.numero else lot.marche.objet
    maillons = [("Mes marchés", reverse("clause:marches")), (str(lot), retour)]
    contexte |= {"form": form, "titre": titre, "chapeau": chapeau, "retour": retour, "maillons": maillons}
    return render(request, "clause/saisie.html", contexte)


@exige(Droit.TENIR_MARCHES)
@require_http_methods(["GET", "HEAD", "POST"])
@garde_la_saisie
@une_fois
def bon_ajouter(request: Requete, uuid: UUID) -> HttpResponse:
    lot = find(request, get_lot, uuid)

    def do(values: dict[str, Any]) -> str:
        bon = actions.record_bon(by=request.acteur, lot=lot, values=values, today=localdate())
        return f"Le bon ajoute {write_nombre(bon.heures)} h à l’engagement."

    form = BonForm(get_saisie(request), initial={"notifie_le": localdate()})
    return _serve(request, lot, form, do, "Enregistrer un bon de commande")


@exige(Droit.TENIR_MARCHES)
@require_http_methods(["GET", "HEAD", "POST"])
@garde_la_saisie
@une_fois
def tranche_ajouter(request: Requete, uuid: UUID) -> HttpResponse:
    lot = find(request, get_lot, uuid)

    def do(values: dict[str, Any]) -> str:
        actions.add_tranche(by=request.acteur, lot=lot, values=values)
        return "La tranche est notée : ses heures sont conditionnelles."

    form = TrancheForm(get_saisie(request), initial={"nature": "tranche"})
    return _serve(request, lot, form, do, "Ajouter une tranche ou une reconduction")


@exige(Droit.TENIR_MARCHES)
@require_http_methods(["GET", "HEAD", "POST"])
@garde_la_saisie
@une_fois
def tranche_affermir(request: Requete, uuid: UUID) -> HttpResponse:
    tranche = find(request, get_tranche, uuid)

    def do(values: dict[str, Any]) -> str:
        actions.affirm_tranche(by=request.acteur, tranche=tranche, le=values["le"], today=localdate())
        return f"{write_nombre(tranche.heures)} h rejoignent l’engagement."

    form = AffermirForm(get_saisie(request), initial={"le": localdate()})
    return _serve(request, tranche.lot, form, do, f"Affermir « {tranche} »")


@exige(Droit.TENIR_MARCHES)
@require_http_methods(["GET", "HEAD", "POST"])
@garde_la_saisie
@une_fois
def avenant_ajouter(request: Requete, uuid: UUID) -> HttpResponse:
    lot = find(request, get_lot, uuid)

    def do(values: dict[str, Any]) -> str:
        avenant = actions.record_avenant(by=request.acteur, lot=lot, values=values, today=localdate())
        return f"L’avenant propose {write_nombre(avenant.delta_heures)} h : rien ne change avant votre décision."

    form = AvenantForm(get_saisie(request), initial={"notifie_le": localdate(), "effet": "proportionnel"})
    return _serve(request, lot, form, do, "Noter un avenant")


@exige(Droit.TENIR_MARCHES)
@require_http_methods(["GET", "HEAD", "POST"])
@garde_la_saisie
@une_fois
def avenant_trancher(request: Requete, uuid: UUID) -> HttpResponse:
    avenant = find(request, get_avenant, uuid)

    def do(values: dict[str, Any]) -> str:
        made = actions.settle_avenant(
            by=request.acteur, avenant=avenant, statut=StatutAvenant(values["statut"]), le=values["le"],
            justification=values["justification"], today=localdate(),
        )  # fmt: skip
        return (
            "L’engagement a une nouvelle version." if made.statut == StatutAvenant.VALIDE else "L’avenant est écarté."
        )

    form = DecisionAvenantForm(get_saisie(request), initial={"le": localdate()})
    note = f"Il propose {write_nombre(avenant.delta_heures)} h ({avenant.libelle_effet.lower()})."
    return _serve(request, avenant.lot, form, do, f"Trancher l’avenant {avenant.numero}", note=note)
