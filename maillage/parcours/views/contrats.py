"""The contract of the PLIE: prepared with the person, printed, signed; and the legal one, noted apart."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods, require_safe

from maillage.parcours.actions.contrats import (
    TEXTES,
    draft_contrat,
    get_signatures,
    record_contrat_ce,
    sign_contrat,
)
from maillage.parcours.actions.etats import ParcoursRefuse
from maillage.parcours.contrats_etat import describe_contrats
from maillage.parcours.documents.contrats import print_contrat
from maillage.parcours.documents.textes import CLAUSES, ENGAGEMENTS
from maillage.parcours.forms.contrats import FREQUENCES, ContratCeForm, ContratForm, SignaturesForm
from maillage.parcours.models import Contrat, Parcours
from maillage.parcours.nomenclatures.accompagnement import FREINS, OBJECTIFS_CLOS, Frein
from maillage.parcours.permissions import Droit
from maillage.parcours.queries import contrats as queries
from maillage.parcours.queries.diagnostics import list_diagnostics, list_objectifs
from maillage.parcours.rules.contrats import Signatures
from maillage.parcours.views.dossiers import get_dossier
from maillage.socle import permissions
from maillage.socle.acces import exige
from maillage.socle.documents.rendu import PdfResponse
from maillage.socle.formulaires.envois import idempotente, une_fois
from maillage.socle.formulaires.saisies import garde_la_saisie, get_saisie
from maillage.socle.journal import actions as journal
from maillage.socle.requete import Requete


@exige(Droit.CONTRACTUALISER, nominatif=True)
@require_safe
def contrats_du_dossier(request: Requete, uuid: UUID) -> HttpResponse:
    parcours = get_dossier(request, uuid, Droit.CONTRACTUALISER)
    journal.record_acces(by=request.acteur, type="parcours.contrats_lus", target=parcours)
    contexte = describe_contrats(queries.list_contrats(parcours), on=localdate())
    return render(request, "parcours/contrats.html", {"parcours": parcours, **contexte})


@exige(Droit.CONTRACTUALISER, nominatif=True)
@require_http_methods(["GET", "HEAD", "POST"])
@garde_la_saisie
@une_fois
def etablir(request: Requete, uuid: UUID) -> HttpResponse:
    parcours = get_dossier(request, uuid, Droit.CONTRACTUALISER)
    etat = describe_contrats(queries.list_contrats(parcours), on=localdate())
    is_avenant = etat["vigueur"] is not None
    form = ContratForm(get_saisie(request), is_avenant=is_avenant, initial=_prefill(parcours, etat))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            made = draft_contrat(
                by=request.acteur, parcours=parcours, textes=form.textes, frequence_jours=data["frequence_jours"],
                duree_mois=data["duree_mois"], motif_avenant=data.get("motif_avenant", ""), today=localdate(),
            )  # fmt: skip
        except ParcoursRefuse as refus:
            form.add_error(refus.champ, str(refus))
        else:
            messages.success(request, "Le contrat est prêt : imprimez-le, puis notez ici les dates de signature.")
            return redirect("parcours:contrat", uuid=made.uuid)
    journal.record_acces(by=request.acteur, type="parcours.contrats_lus", target=parcours)
    return render(
        request, "parcours/contrat_etablir.html", {"parcours": parcours, "form": form, "is_avenant": is_avenant}
    )


def _prefill(parcours: Parcours, etat: dict[str, Any]) -> dict[str, Any]:
    """From what is being prepared, else from the version in force, else from the diagnostic."""
    if found := etat["brouillon"] or etat["vigueur"]:
        texts = {name: getattr(found, name) for name in TEXTES}
        motif = found.motif_avenant if found is etat["brouillon"] else ""
        return {**texts, "frequence_jours": found.frequence_jours, "duree_mois": found.duree_mois, "motif_avenant": motif}  # fmt: skip
    return {
        "objectifs": _list_objectifs(parcours), "engagements": ENGAGEMENTS, "clauses": CLAUSES,
        "frequence_jours": parcours.frequence_jours,
    }  # fmt: skip


def _list_objectifs(parcours: Parcours) -> str:
    """One per line; those about a sensitive frein stay out of a paper that others may read."""
    shown = [
        o
        for o in list_objectifs(parcours)
        if o.etat not in OBJECTIFS_CLOS and not (o.frein and FREINS[Frein(o.frein)].is_sensible)
    ]
    if shown:
        return "\n".join(o.intitule + (f" (avant le {o.echeance:%d/%m/%Y})" if o.echeance else "") for o in shown)
    versions = list_diagnostics(parcours)
    return versions[0].axes if versions else ""


@exige(Droit.CONTRACTUALISER, nominatif=True)
@require_safe
def contrat(request: Requete, uuid: UUID) -> HttpResponse:
    found = get_contrat(request, uuid)
    journal.record_acces(by=request.acteur, type="parcours.contrats_lus", target=found.parcours)
    return render(
        request,
        "parcours/contrat.html",
        {
            "parcours": found.parcours,
            "contrat": found,
            "frequence": dict(FREQUENCES).get(str(found.frequence_jours), f"tous les {found.frequence_jours} jours"),
            "manquantes": get_signatures(found).list_manquantes(),
            "is_commence": get_signatures(found) != Signatures(),
        },
    )


@exige(Droit.CONTRACTUALISER, nominatif=True)
@require_http_methods(["GET", "HEAD", "POST"])
@garde_la_saisie
@idempotente("les mêmes dates, notées deux fois, restent les mêmes")
def signer(request: Requete, uuid: UUID) -> HttpResponse:
    found = get_contrat(request, uuid)
    signatures = get_signatures(found)
    form = SignaturesForm(
        get_saisie(request),
        initial={"personne": signatures.personne, "referent": signatures.referent, "plie": signatures.plie},
    )
    if request.method == "POST" and form.is_valid():
        try:
            signe = sign_contrat(by=request.acteur, contrat=found, signatures=form.signatures, today=localdate())
        except ParcoursRefuse as refus:
            form.add_error(refus.champ, str(refus))
        else:
            messages.success(request, _tell(signe.entre_en_vigueur, signe.demarre))
            return redirect("parcours:contrat", uuid=found.uuid)
    journal.record_acces(by=request.acteur, type="parcours.contrats_lus", target=found.parcours)
    return render(request, "parcours/contrat_signer.html", {"parcours": found.parcours, "contrat": found, "form": form})


def _tell(entre_en_vigueur: bool, demarre: bool) -> str:
    if demarre:
        return "Le contrat est signé par tous : le parcours est actif."
    return "Le contrat est signé par tous : il est en vigueur." if entre_en_vigueur else "Les signatures sont notées."


@exige(Droit.CONTRACTUALISER, nominatif=True)
@require_safe
def contrat_pdf(request: Requete, uuid: UUID) -> HttpResponse:
    found = get_contrat(request, uuid)
    journal.record_acces(by=request.acteur, type="parcours.document", target=found.parcours, document="Contrat PLIE")
    pdf = print_contrat(found, today=localdate())
    return PdfResponse(pdf, nom=f"contrat-plie-{found.parcours.personne.numero}-v{found.rang}")


@exige(Droit.CONTRACTUALISER, nominatif=True)
@require_http_methods(["GET", "HEAD", "POST"])
@garde_la_saisie
@une_fois
def noter_ce(request: Requete, uuid: UUID) -> HttpResponse:
    parcours = get_dossier(request, uuid, Droit.CONTRACTUALISER)
    form = ContratCeForm(get_saisie(request))
    if request.method == "POST" and form.is_valid():
        try:
            record_contrat_ce(by=request.acteur, parcours=parcours, today=localdate(), **form.cleaned_data)
        except ParcoursRefuse as refus:
            form.add_error(refus.champ, str(refus))
        else:
            messages.success(request, "Le contrat d’engagement CE est noté.")
            return redirect("parcours:contrats", uuid=parcours.uuid)
    journal.record_acces(by=request.acteur, type="parcours.contrats_lus", target=parcours)
    return render(request, "parcours/contrat_ce.html", {"parcours": parcours, "form": form})


def get_contrat(request: Requete, uuid: UUID) -> Contrat:
    try:
        found = queries.get_contrat(request.acteur, uuid, on=localdate())
    except ObjectDoesNotExist as absent:
        raise Http404 from absent
    if not permissions.can(request.acteur, Droit.CONTRACTUALISER, found):
        raise Http404
    return found
