"""The contract of the PLIE: prepared with the person, printed, signed; and the legal one, noted apart."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods, require_safe

from maillage.parcours.actions.contrats import (
    CHAMPS_BROUILLON,
    CHAMPS_SIGNATURES,
    TEXTES,
    draft_contrat,
    get_signatures,
    record_contrat_ce,
    sign_contrat,
)
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
from maillage.parcours.views.maillons import build_maillon
from maillage.socle import permissions
from maillage.socle.acces import exige
from maillage.socle.documents.rendu import PdfResponse
from maillage.socle.formulaires.envois import une_fois
from maillage.socle.formulaires.fusions import SaisieVersionnee, serve_versionnee
from maillage.socle.formulaires.saisies import garde_la_saisie, get_saisie
from maillage.socle.journal import actions as journal
from maillage.socle.refus import Refus
from maillage.socle.requete import Requete
from maillage.socle.versions import read_empreinte


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

    def build(data: QueryDict | None) -> ContratForm:
        draft = etat["brouillon"]
        valeurs = {name: getattr(draft, name) for name in CHAMPS_BROUILLON} if draft else {}
        version = read_empreinte(draft, CHAMPS_BROUILLON) if draft else ""
        initial = {} if draft else _prefill(parcours, etat)
        return ContratForm(data, valeurs=valeurs, version=version, is_avenant=is_avenant, initial=initial)

    def save(form: ContratForm, lue: str) -> str:
        data = form.cleaned_data
        made = draft_contrat(
            by=request.acteur, parcours=parcours, textes=form.textes, frequence_jours=data["frequence_jours"],
            duree_mois=data["duree_mois"], motif_avenant=data.get("motif_avenant", ""), today=localdate(), lue=lue,
        )  # fmt: skip
        return reverse("parcours:contrat", args=[made.uuid])

    def show(form: ContratForm) -> HttpResponse:
        journal.record_acces(by=request.acteur, type="parcours.contrats_lus", target=parcours)
        contexte = {"parcours": parcours, "form": form, "is_avenant": is_avenant}
        return render(request, "parcours/contrat_etablir.html", contexte)

    retour = reverse("parcours:contrats", args=[parcours.uuid])
    fait = "Le contrat est prêt : imprimez-le, puis notez ici les dates de signature."
    return serve_versionnee(
        request, SaisieVersionnee("Contrat PLIE", build, save, show, retour, fait, build_maillon(parcours))
    )


def _prefill(parcours: Parcours, etat: dict[str, Any]) -> dict[str, Any]:
    """From the version in force, else from the diagnostic."""
    if found := etat["vigueur"]:
        return {name: getattr(found, name) for name in (*TEXTES, "frequence_jours", "duree_mois")}
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
            "pieces": list(found.justificatifs.order_by("-le", "-pk")),
        },
    )


@exige(Droit.CONTRACTUALISER, nominatif=True)
@require_http_methods(["GET", "HEAD", "POST"])
@garde_la_saisie
@une_fois
def signer(request: Requete, uuid: UUID) -> HttpResponse:
    found = get_contrat(request, uuid)
    signatures = get_signatures(found)

    def build(data: QueryDict | None) -> SignaturesForm:
        valeurs = {"personne": signatures.personne, "referent": signatures.referent, "plie": signatures.plie}
        return SignaturesForm(data, valeurs=valeurs, version=read_empreinte(found, CHAMPS_SIGNATURES))

    def save(form: SignaturesForm, lue: str) -> None:
        signe = sign_contrat(by=request.acteur, contrat=found, signatures=form.signatures, today=localdate(), lue=lue)
        messages.success(request, _tell(signe.entre_en_vigueur, signe.demarre))

    def show(form: SignaturesForm) -> HttpResponse:
        journal.record_acces(by=request.acteur, type="parcours.contrats_lus", target=found.parcours)
        contexte = {"parcours": found.parcours, "contrat": found, "form": form}
        return render(request, "parcours/contrat_signer.html", contexte)

    retour = reverse("parcours:contrat", args=[found.uuid])
    return serve_versionnee(
        request, SaisieVersionnee("Signatures", build, save, show, retour, "", build_maillon(found.parcours))
    )


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
        except Refus as refus:
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
