"""The structures that orient people, their link, and the page that the link opens without an account."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillage.parcours import liens_prescripteurs as liens
from maillage.parcours.actions import prescripteurs as actions
from maillage.parcours.actions import prescriptions
from maillage.parcours.documents.orientation import print_fiche_orientation
from maillage.parcours.forms.orientation import OrientationParLienForm
from maillage.parcours.forms.prescripteurs import NouveauPrescripteurForm, PrescripteurForm
from maillage.parcours.listes.orientations import PRESCRIPTEURS
from maillage.parcours.models import Prescripteur
from maillage.parcours.permissions import Droit
from maillage.parcours.queries import prescripteurs as queries
from maillage.parcours.rules.orientation import write_echeance
from maillage.parcours.views.orientations import check_tout, read_echeance, read_values
from maillage.parcours.views.relecture import relire
from maillage.reseau.queries import find_gere
from maillage.socle.acces import exige, publique
from maillage.socle.contexte import open_service
from maillage.socle.documents.rendu import PdfResponse
from maillage.socle.formulaires.envois import idempotente, une_fois
from maillage.socle.formulaires.refus import show_refus
from maillage.socle.formulaires.saisies import garde_la_saisie, get_saisie
from maillage.socle.pieces.televersement import get_refus
from maillage.socle.refus import Manque, Refus
from maillage.socle.requete import Requete
from maillage.socle.tableaux.liste import build_liste, respond

SESSION = "lien_prescripteur"
SERVICE = "orientation par un lien signé"
CHAMPS = tuple(PrescripteurForm.base_fields)


@exige(Droit.ETUDIER_ORIENTATION)
@require_safe
def liste(request: Requete) -> HttpResponse:
    found = build_liste(PRESCRIPTEURS, queries.list_prescripteurs(request.acteur), request)
    return respond(request, "parcours/prescripteurs_liste.html", found)


@exige(Droit.ETUDIER_ORIENTATION)
@require_http_methods(["GET", "HEAD", "POST"])
@garde_la_saisie
@une_fois
def nouveau(request: Requete) -> HttpResponse:
    dispositif = find_gere(request.acteur)
    if dispositif is None:
        raise Http404
    form = NouveauPrescripteurForm(get_saisie(request))
    ressemblants: Sequence[Prescripteur] = ()
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        try:
            made = actions.register_prescripteur(
                by=request.acteur, dispositif=dispositif, est_autre=values.pop("est_autre"), values=values,
                today=localdate(),
            )  # fmt: skip
        except actions.PrescripteurRessemblant as refus:
            ressemblants = refus.ressemblants
            form.ask_est_autre()
            form.add_error("est_autre", str(refus))
        except Refus as refus:
            show_refus(form, refus)
        else:
            messages.success(request, "Le prescripteur est inscrit.")
            return redirect("parcours:prescripteur", uuid=made.uuid)
    return render(request, "parcours/prescripteur_nouveau.html", {"form": form, "ressemblants": ressemblants})


@exige(Droit.ETUDIER_ORIENTATION)
@require_http_methods(["GET", "HEAD", "POST"])
@garde_la_saisie
@une_fois
def prescripteur(request: Requete, uuid: UUID) -> HttpResponse:
    found = _get(request, uuid)
    form = PrescripteurForm(get_saisie(request), initial={name: getattr(found, name) for name in CHAMPS})
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_prescripteur(by=request.acteur, prescripteur=found, values=form.cleaned_data)
        except Refus as refus:
            show_refus(form, refus)
        else:
            messages.success(request, "C’est enregistré.")
            return redirect("parcours:prescripteur", uuid=uuid)
    adresse = ""
    if found.is_lien_ouvert(on=localdate()):
        adresse = request.build_absolute_uri(reverse("parcours:orienter_lien", args=[liens.sign_lien(found)]))
    contexte = {"prescripteur": found, "form": form, "adresse": adresse}
    return render(request, "parcours/prescripteur.html", contexte)


@exige(Droit.ETUDIER_ORIENTATION)
@require_POST
@idempotente("le dernier lien donné est le seul qui ouvre")
def ouvrir_lien(request: Requete, uuid: UUID) -> HttpResponse:
    actions.open_lien(by=request.acteur, prescripteur=_get(request, uuid), today=localdate())
    messages.success(request, "Voici le nouveau lien. Les précédents n’ouvrent plus.")
    return redirect("parcours:prescripteur", uuid=uuid)


@exige(Droit.ETUDIER_ORIENTATION)
@require_POST
@idempotente("un lien retiré le reste")
def retirer_lien(request: Requete, uuid: UUID) -> HttpResponse:
    actions.close_lien(by=request.acteur, prescripteur=_get(request, uuid))
    messages.success(request, "Le lien est retiré : il n’ouvre plus.")
    return redirect("parcours:prescripteur", uuid=uuid)


def _get(request: Requete, uuid: UUID) -> Prescripteur:
    try:
        return queries.get_prescripteur(request.acteur, uuid)
    except Prescripteur.DoesNotExist as absent:
        raise Http404 from absent


@publique
@never_cache
@require_safe
def lien(request: Requete, jeton: str) -> HttpResponse:
    """Takes the secret out of the address at once: neither the history nor the next page's logs hold it."""
    request.session[SESSION] = jeton
    return redirect("parcours:orienter")


@publique
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@une_fois
def orienter(request: Requete) -> HttpResponse:
    """Without account. What was sent is not shown again: its number, its state."""
    return _serve_lien(request, _orienter)


@publique
@never_cache
@require_POST
@idempotente("imprimer n’écrit rien")
def fiche_a_signer(request: Requete) -> HttpResponse:
    """What is being typed, on paper: nothing of it is kept, whoever orients has it signed and comes back to the form."""
    return _serve_lien(request, _print)


def _serve_lien(request: Requete, serve: Callable[[Requete, Prescripteur], HttpResponse]) -> HttpResponse:
    with open_service(SERVICE):
        found = liens.find_prescripteur(request.session.get(SESSION, ""), on=localdate())
        response = serve(request, found) if found else render(request, "parcours/lien_ferme.html", status=410)
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "same-origin"  # « no-referrer » would make the browser send a form that is refused
    return response


def _print(request: Requete, found: Prescripteur) -> HttpResponse:
    """Half a fiche may be printed; a date that cannot be read, or what must not be written, comes back to be mended."""
    form = OrientationParLienForm(request.POST)
    if not form.is_valid():
        return _show(request, found, form)
    typed = prescriptions.read_saisie(found.dispositif, read_values(form))
    typed.prescripteur, typed.auteur_nom = found, form.cleaned_data["auteur_nom"]
    return PdfResponse(print_fiche_orientation(typed, today=localdate()), nom="orientation-a-signer")


def _orienter(request: Requete, found: Prescripteur) -> HttpResponse:
    is_sent = request.method == "POST"
    form = OrientationParLienForm(*((request.POST, request.FILES) if is_sent else ()), refus=get_refus(request))
    if is_sent and relire(request, form, dispositif=found.dispositif_id):
        try:
            made: Any = prescriptions.transmit_by_lien(
                by=request.acteur, prescripteur=found, rang=found.lien_rang,
                auteur_nom=form.cleaned_data["auteur_nom"], values=read_values(form),
                fichier=form.cleaned_data["fiche_signee"], today=localdate(),
            )  # fmt: skip
        except Refus as refus:
            show_refus(form, refus)
        else:
            messages.success(request, f"L’orientation n° {made.numero} est transmise. Notez ce numéro.")
            return redirect("parcours:orienter")
    return _show(request, found, form, a_verifier=check_tout(form, found.dispositif, is_sent))


def _show(
    request: Requete, found: Prescripteur, form: OrientationParLienForm, *, a_verifier: Sequence[Manque] = ()
) -> HttpResponse:
    today = localdate()
    envoyees = [(row, write_echeance(read_echeance(row), on=today)) for row in queries.list_par_lien(found)]
    contexte = {"form": form, "prescripteur": found, "envoyees": envoyees, "a_verifier": a_verifier}
    return render(request, "parcours/orienter_par_lien.html", contexte)
