"""« Bilans »: the list, a new one with its preview, one of them, its comment, its files, its handing over."""

import io
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillage.clause.actions import bilans as actions
from maillage.clause.actions.marches import ClauseRefusee
from maillage.clause.documents.bilans import name_fichier, print_bilan
from maillage.clause.figures.bilans import list_figures
from maillage.clause.forms.bilans import BilanForm, CommentaireForm, TransmissionForm
from maillage.clause.listes.bilans import ETATS, build_bilans, find_etat
from maillage.clause.models import Bilan
from maillage.clause.nomenclatures.bilans import LIBELLES_LECTEUR, Lecteur
from maillage.clause.permissions_bilans import Droit
from maillage.clause.queries import bilans as queries
from maillage.clause.queries.bilans_faits import read_faits
from maillage.clause.queries.perimetres import Portee, find_portee, list_choix
from maillage.clause.rendu_bilans import list_chiffres, list_definitions, list_feuilles, list_mesures, write_masque
from maillage.clause.rules.bilans.instantane import Instantane, freeze, restrict
from maillage.clause.rules.bilans.periodes import Periode, check_periode, propose_periode
from maillage.clause.rules.bilans.phrases import list_changements, write_phrase
from maillage.clause.tableurs.bilans import write_bilan
from maillage.parcours.views.relecture import relire
from maillage.socle import permissions
from maillage.socle.acces import exige
from maillage.socle.documents.rendu import PdfResponse
from maillage.socle.formulaires.envois import une_fois
from maillage.socle.formulaires.fusions import SaisieVersionnee, serve_versionnee
from maillage.socle.formulaires.refus import show_refus
from maillage.socle.formulaires.saisies import garde_la_saisie, get_saisie
from maillage.socle.journal import actions as journal
from maillage.socle.refus import Refus
from maillage.socle.requete import Requete
from maillage.socle.tableaux.exports import MIMES, export
from maillage.socle.tableaux.liste import Liste, build_liste, respond
from maillage.socle.versions import read_version

CHAMPS = ("commentaire",)
POUR = "pour"
FORMATS = ("pdf", "xlsx")


def _list(request: Requete) -> Liste:
    return build_liste(
        build_bilans(request.acteur), queries.select_bilans(request.acteur), request, export="/bilans/export"
    )


@exige(Droit.VOIR_BILANS)
@require_safe
def liste(request: Requete) -> HttpResponse:
    peut_tenir = permissions.can(request.acteur, Droit.TENIR_BILANS)
    return respond(request, "clause/bilans.html", _list(request), {"peut_tenir": peut_tenir})


@exige(Droit.VOIR_BILANS)
@require_safe
def exporter(request: Requete, format: str) -> HttpResponseBase:
    return export(_list(request), by=request.acteur, format=format, today=localdate())


@exige(Droit.TENIR_BILANS)
@require_http_methods(["GET", "HEAD", "POST"])
@garde_la_saisie
@une_fois
def nouveau(request: Requete) -> HttpResponse:
    """« Voir l'aperçu » counts and keeps nothing; « Figer » keeps what it counts then."""
    choices = list_choix(request.acteur)
    form = BilanForm(get_saisie(request), choices=choices, initial={"objet": request.GET.get("objet", "")})
    contexte: dict[str, Any] = {"form": form, "has_choix": bool(choices)}
    if request.method == "POST" and form.is_valid():
        portee = find_portee(request.acteur, *form.read_objet())
        if portee is None:
            raise Http404
        today = localdate()
        periode = form.build_periode(propose_periode(form.bilan, debut=portee.debut, today=today))
        form.show_periode(periode)
        try:
            if "apercu" not in request.POST:
                made = actions.freeze_bilan(
                    by=request.acteur, portee=portee, type=form.bilan, periode=periode, now=timezone.now()
                )
                messages.success(request, "Le bilan est figé : ses chiffres ne changeront plus.")
                return redirect(made)
            contexte |= _preview(portee, form, periode, today=today)
        except actions.DejaAJour as deja:
            messages.info(request, str(deja))
            return redirect(deja.bilan)
        except Refus as refus:
            show_refus(form, refus)
    return render(request, "clause/bilan_nouveau.html", contexte)


def _preview(portee: Portee, form: BilanForm, periode: Periode, *, today: date) -> dict[str, Any]:
    if refus := check_periode(form.bilan, portee.perimetre, periode, today=today):
        form.add_error(refus.champ, refus.phrase)
        return {}
    instantane = freeze(read_faits(portee, periode), on=today)
    return {"apercu": portee, "periode": periode, **build_corps(instantane, extrait=today)}


def build_corps(instantane: Instantane, *, extrait: date) -> dict[str, Any]:
    """What `clause/_bilan_corps.html` shows, of what this reader may read."""
    return {
        "instantane": instantane, "phrase": write_phrase(instantane), "chiffres": list_chiffres(instantane),
        "figures": list_figures(instantane, extrait=extrait), "mesures": list_mesures(instantane),
        "feuilles": list_feuilles(instantane), "definitions": list_definitions(instantane),
        "secret": write_masque(instantane),
    }  # fmt: skip


def get_bilan(request: Requete, uuid: UUID, droit: Droit = Droit.TENIR_BILANS) -> Bilan:
    try:
        found = queries.get_bilan(request.acteur, uuid)
    except Bilan.DoesNotExist as absent:
        raise Http404 from absent
    if not permissions.can(request.acteur, droit, found):
        raise Http404
    return found


@exige(Droit.VOIR_BILANS)
@require_safe
def bilan(request: Requete, uuid: UUID) -> HttpResponse:
    found = get_bilan(request, uuid, Droit.VOIR_BILANS)
    asked = request.GET.get(POUR, "")
    lecteur = Lecteur(asked) if asked in set(Lecteur) else Lecteur.SERVICE
    avant = found.find_avant(lecteur)
    instantane = restrict(found.instantane, lecteur)
    peut_tenir = permissions.can(request.acteur, Droit.TENIR_BILANS, found)
    libelle, ton, icone = ETATS[find_etat(found)]
    contexte = {
        "bilan": found, "lecteur": lecteur, "is_diffusion": lecteur is Lecteur.DIFFUSION, "peut_tenir": peut_tenir,
        "etat": {"libelle": libelle, "ton": ton, "icone": icone}, "suivant": queries.find_suivant(found),
        "onglets": [
            {"libelle": nom, "url": f"?{POUR}={code}", "courant": code is lecteur} for code, nom in LIBELLES_LECTEUR.items()
        ],
        "changements": list_changements(avant, instantane) if avant else [],
        "ecart": queries.write_ecart(request.acteur, found), "extrait": localdate(found.extrait_le),
        **build_corps(instantane, extrait=localdate(found.extrait_le)),
    }  # fmt: skip
    return render(request, "clause/bilan.html", contexte)


@exige(Droit.VOIR_BILANS)
@require_safe
def fichier(request: Requete, uuid: UUID, lecteur: str, format: str) -> HttpResponseBase:
    """The PDF or the workbook, for the service or to hand over."""
    found = get_bilan(request, uuid, Droit.VOIR_BILANS)
    if lecteur not in set(Lecteur) or format not in FORMATS:
        raise Http404
    pour = Lecteur(lecteur)
    journal.record_acces(by=request.acteur, type="clause.bilan_fichier", target=found, format=format, pour=pour)
    return send_fichier(found, pour, format)


def send_fichier(bilan: Bilan, pour: Lecteur, format: str) -> HttpResponseBase:
    nom = name_fichier(bilan, pour)
    if format == "pdf":
        return PdfResponse(print_bilan(bilan, pour), nom=nom, telecharger=True)
    target = io.BytesIO()
    write_bilan(target, bilan, pour)
    target.seek(0)
    return FileResponse(target, as_attachment=True, filename=f"{nom}.xlsx", content_type=MIMES["xlsx"])


@exige(Droit.TENIR_BILANS)
@require_http_methods(["GET", "HEAD", "POST"])
@garde_la_saisie
@une_fois
def commenter(request: Requete, uuid: UUID) -> HttpResponse:
    found = get_bilan(request, uuid)
    if found.is_transmis:
        messages.info(request, "Ce bilan est transmis : son commentaire ne change plus.")
        return redirect(found)

    def build(data: QueryDict | None) -> CommentaireForm:
        version, valeurs = read_version(found, CHAMPS)
        return CommentaireForm(data, valeurs=valeurs, version=version)

    def save(form: CommentaireForm, lue: str) -> None:
        values = {"commentaire": form.cleaned_data["commentaire"], "motif_alerte": form.cleaned_data["motif_alerte"]}
        actions.comment_bilan(by=request.acteur, bilan=found, values=values, lue=lue)

    def show(form: CommentaireForm) -> HttpResponse:
        return _show(request, found, form, "Commenter le bilan")

    maillon = (str(found.titre), found.get_absolute_url())
    saisie = SaisieVersionnee(
        "Commentaire", build, save, show, found.get_absolute_url(), maillon=maillon, valide=relire
    )
    return serve_versionnee(request, saisie)


def _show(request: Requete, found: Bilan, form: Any, titre: str, chapeau: str = "") -> HttpResponse:
    contexte = {"bilan": found, "form": form, "titre": titre, "chapeau": chapeau or str(found)}
    return render(request, "clause/bilan_formulaire.html", contexte)


@exige(Droit.TENIR_BILANS)
@require_http_methods(["GET", "HEAD", "POST"])
@garde_la_saisie
@une_fois
def transmettre(request: Requete, uuid: UUID) -> HttpResponse:
    """Nothing leaves from here: it says that the bilan was handed over, and when."""
    found = get_bilan(request, uuid)
    form = TransmissionForm(get_saisie(request), initial={"le": localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            actions.record_transmission(by=request.acteur, bilan=found, le=form.cleaned_data["le"], today=localdate())
        except ClauseRefusee as refus:
            show_refus(form, refus)
        else:
            messages.success(request, "C’est noté : ce bilan est transmis, il ne change plus.")
            return redirect(found)
    lecteur = (
        f" Ce jour-là, il s’ouvre aussi à {found.destinataire} par son lien de lecture." if found.destinataire else ""
    )
    return _show(request, found, form, "Noter la transmission", f"{found}.{lecteur}" if lecteur else "")


@exige(Droit.TENIR_BILANS)
@require_POST
@une_fois
def refaire(request: Requete, uuid: UUID) -> HttpResponse:
    """The next version, with the hours of today."""
    found = get_bilan(request, uuid)
    try:
        made = actions.refreeze_bilan(by=request.acteur, bilan=found, now=timezone.now())
    except Refus as refus:
        messages.info(request, str(refus))
        return redirect(found)
    messages.success(request, f"La version {made.numero} est figée ; la précédente reste telle quelle.")
    return redirect(made)
