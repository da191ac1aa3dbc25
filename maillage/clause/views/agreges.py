"""The statements of structures that are not in Maillage: the model, the dry run, the signature, the withdrawal."""

import io
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods, require_safe

from maillage.clause.actions import agreges as actions
from maillage.clause.forms.agreges import CertificationForm, FichierForm, RetraitForm
from maillage.clause.models import Lot, ReleveAgrege
from maillage.clause.permissions import Droit
from maillage.clause.queries import agreges as queries
from maillage.clause.rules.agreges import Erreur, Lecture, LigneLue, read_releve
from maillage.clause.tableurs.agreges import MODELES, SENS, ReleveIllisible, read_empreinte, read_lignes, write_modele
from maillage.clause.views.lots import get_lot_ou_404
from maillage.socle import permissions
from maillage.socle.acces import exige
from maillage.socle.formulaires.envois import une_fois
from maillage.socle.formulaires.fusions import ILLISIBLE
from maillage.socle.formulaires.refus import show_refus
from maillage.socle.formulaires.saisies import garde_la_saisie, get_saisie
from maillage.socle.formulaires.versionnes import SaisieIllisible, open_lu, sign_lu
from maillage.socle.pieces.televersement import get_refus
from maillage.socle.refus import Refus
from maillage.socle.requete import Requete
from maillage.socle.tableaux.exports import MIMES

FORMULAIRE = ["GET", "HEAD", "POST"]


@exige(Droit.TENIR_MARCHES)
@require_safe
def liste(request: Requete, uuid: UUID) -> HttpResponse:
    found = get_lot_ou_404(request, uuid, Droit.TENIR_MARCHES)
    return render(request, "clause/agreges.html", {"lot": found, "releves": queries.list_releves(found)})


@exige(Droit.TENIR_MARCHES)
@require_safe
def modele(request: Requete, uuid: UUID, format: str) -> HttpResponseBase:
    get_lot_ou_404(request, uuid, Droit.TENIR_MARCHES)
    if format not in MODELES:
        raise Http404
    target = io.BytesIO()
    write_modele(target, format)
    target.seek(0)
    nom = f"modele-releve-agrege.{format}"
    return FileResponse(target, as_attachment=True, filename=nom, content_type=MIMES[format])


@exige(Droit.TENIR_MARCHES)
@require_http_methods(FORMULAIRE)
@garde_la_saisie
@une_fois
def deposer(request: Requete, uuid: UUID) -> HttpResponse:
    """First the file, read whole and told; then, once nothing is wrong in it, who signs it. Nothing is kept in between."""
    found = get_lot_ou_404(request, uuid, Droit.TENIR_MARCHES)
    posted = get_saisie(request)
    if request.method == "POST" and posted is not None and "lu" in posted:
        try:
            empreinte, lu = open_lu(str(posted["lu"]))
        except SaisieIllisible:
            messages.error(request, ILLISIBLE)
            return redirect("clause:agrege_deposer", uuid=found.uuid)
        return _certify(request, found, posted, empreinte=empreinte, lu=lu)
    form = FichierForm(posted, request.FILES or None, refus=get_refus(request))
    erreurs: tuple[Erreur, ...] = ()
    if request.method == "POST" and form.is_valid():
        fichier = form.cleaned_data["fichier"]
        contenu = fichier.read()
        try:
            lecture = read_releve(read_lignes(contenu), debut=found.marche.debut, today=localdate())
        except ReleveIllisible as illisible:
            form.add_error("fichier", str(illisible))
        else:
            erreurs = lecture.erreurs
            if not erreurs:
                return _show_certification(request, found, lecture, read_empreinte(contenu), fichier.name)
    contexte = {"form": form, "erreurs": erreurs, "sens": SENS}
    return _render(request, found, "clause/agrege_deposer.html", contexte)


def _render(request: Requete, lot: Lot, template: str, contexte: dict[str, Any]) -> HttpResponse:
    retour = reverse("clause:agreges", args=[lot.uuid])
    return render(request, template, {"lot": lot, "retour": retour, **contexte})


def _show_certification(
    request: Requete, lot: Lot, lecture: Lecture, empreinte: str, nom: str, form: Any = None
) -> HttpResponse:
    """What was read goes along, signed: the file is not asked again."""
    lignes = [
        [f"{one.mois:%Y-%m-%d}", one.territoire, f"{one.heures:f}", one.contrats, one.participants]
        for one in lecture.lignes
    ]
    contexte = {
        "form": form or CertificationForm(initial={"certifie_le": localdate()}), "lecture": lecture, "nom": nom,
        "lu": sign_lu(empreinte, {"nom": nom, "lignes": lignes}),
    }  # fmt: skip
    return _render(request, lot, "clause/agrege_certifier.html", contexte)


def _read_lignes(lu: dict[str, Any]) -> tuple[LigneLue, ...]:
    return tuple(
        LigneLue(date.fromisoformat(mois), territoire, Decimal(heures), contrats, participants)
        for mois, territoire, heures, contrats, participants in lu["lignes"]
    )


def _certify(request: Requete, lot: Lot, posted: Any, *, empreinte: str, lu: dict[str, Any]) -> HttpResponse:
    lecture = Lecture(_read_lignes(lu), ())
    form = CertificationForm(posted, request.FILES or None, refus=get_refus(request))
    if form.is_valid():
        data = {**form.cleaned_data}
        attestation = data.pop("fichier")
        try:
            _, is_new = actions.record_agrege(
                by=request.acteur, lot=lot, fichier=lu["nom"], empreinte=empreinte, lignes=lecture.lignes,
                attestation=attestation, today=localdate(), **data,
            )  # fmt: skip
        except Refus as refus:
            show_refus(form, refus)
        else:
            if is_new:
                messages.success(request, "Le relevé est enregistré : ses heures s’ajoutent à celles du lot.")
            else:
                messages.info(request, "Ce fichier était déjà enregistré sur ce lot : rien n’a changé.")
            return redirect("clause:agreges", uuid=lot.uuid)
    return _show_certification(request, lot, lecture, empreinte, lu["nom"], form)


@exige(Droit.TENIR_MARCHES)
@require_http_methods(FORMULAIRE)
@garde_la_saisie
@une_fois
def retirer(request: Requete, uuid: UUID) -> HttpResponse:
    try:
        found = queries.get_releve(request.acteur, uuid)
    except ReleveAgrege.DoesNotExist as absent:
        raise Http404 from absent
    if not permissions.can(request.acteur, Droit.TENIR_MARCHES, found.lot):
        raise Http404
    form = RetraitForm(get_saisie(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.withdraw_agrege(
                by=request.acteur, releve=found, motif=form.cleaned_data["motif"], today=localdate()
            )
        except Refus as refus:
            show_refus(form, refus)
        else:
            messages.success(request, "Le relevé ne compte plus. Il reste écrit, avec sa raison.")
            return redirect("clause:agreges", uuid=found.lot.uuid)
    contexte = {"form": form, "releve": found}
    return _render(request, found.lot, "clause/agrege_retirer.html", contexte)
