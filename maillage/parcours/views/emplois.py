"""A job declared, ended, followed point by point; a training followed; the proofs of both."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods, require_POST

from maillage.parcours.actions import emplois, formations, points
from maillage.parcours.forms import sorties as forms
from maillage.parcours.models import Emploi, PointDeSuivi
from maillage.parcours.nomenclatures.sorties import MotifRupture
from maillage.parcours.nomenclatures.suites import Reponse
from maillage.parcours.permissions import Droit
from maillage.parcours.queries import sorties as queries
from maillage.parcours.views.dossiers import get_dossier
from maillage.parcours.views.maillons import build_maillon
from maillage.parcours.views.pages_sorties import Page, serve, show_page
from maillage.socle import permissions
from maillage.socle.acces import exige
from maillage.socle.formulaires.envois import idempotente, une_fois
from maillage.socle.formulaires.fusions import SaisieVersionnee, serve_versionnee
from maillage.socle.formulaires.saisies import garde_la_saisie, get_saisie
from maillage.socle.requete import Requete

FORMULAIRE = ["GET", "HEAD", "POST"]


@exige(Droit.SUIVRE_EMPLOI, nominatif=True)
@require_http_methods(FORMULAIRE)
@garde_la_saisie
@une_fois
def declarer_emploi(request: Requete, uuid: UUID) -> HttpResponse:
    parcours = get_dossier(request, uuid, Droit.SUIVRE_EMPLOI)
    page = Page(
        parcours,
        "Déclarer un emploi",
        "Un contrat qui vaut sortie ouvre le suivi de six mois ; tout autre contrat compte comme une étape.",
        "Enregistrer l’emploi",
        "L’emploi est enregistré.",
    )
    form = forms.EmploiForm(get_saisie(request), initial={"debut": localdate()})
    return serve(
        request, page, form,
        lambda values: emplois.declare_emploi(by=request.acteur, parcours=parcours, values=values, today=localdate()),
    )  # fmt: skip


def get_emploi(request: Requete, uuid: UUID) -> Emploi:
    try:
        found = queries.get_emploi(request.acteur, uuid, on=localdate())
    except Emploi.DoesNotExist as absent:
        raise Http404 from absent
    if not permissions.can(request.acteur, Droit.SUIVRE_EMPLOI, found):
        raise Http404
    return found


@exige(Droit.SUIVRE_EMPLOI, nominatif=True)
@require_http_methods(FORMULAIRE)
@garde_la_saisie
@une_fois
def decrire_emploi(request: Requete, uuid: UUID) -> HttpResponse:
    """What was not known the day it was declared; also after the exit, until its year is closed."""
    found = get_emploi(request, uuid)
    page = Page(
        found.parcours, "Compléter l’emploi",
        f"{found.libelle_contrat}, depuis le {found.debut:%d/%m/%Y}. Le contrat et ses dates ne changent pas ici.",
        "Enregistrer", "L’emploi est complété.",
    )  # fmt: skip

    def build(data: QueryDict | None) -> forms.DescriptionForm:
        valeurs = {name: getattr(found, name) for name in emplois.DESCRIPTION}
        return forms.DescriptionForm(data, valeurs=valeurs, version=str(found.version))

    def save(form: forms.DescriptionForm, lue: str) -> None:
        emplois.describe_emploi(by=request.acteur, emploi=found, values=form.values, version=int(lue))

    def show(form: forms.DescriptionForm) -> HttpResponse:
        return show_page(request, page, form)

    retour = reverse("parcours:dossier", args=[found.parcours.uuid])
    maillon = build_maillon(found.parcours)
    return serve_versionnee(request, SaisieVersionnee(page.titre, build, save, show, retour, page.fait, maillon))


@exige(Droit.SUIVRE_EMPLOI, nominatif=True)
@require_http_methods(FORMULAIRE)
@garde_la_saisie
@une_fois
def finir_emploi(request: Requete, uuid: UUID) -> HttpResponse:
    found = get_emploi(request, uuid)
    page = Page(
        found.parcours,
        "Noter la fin du contrat",
        f"{found.libelle_contrat}{', ' + found.employeur if found.employeur else ''}, depuis le "
        f"{found.debut:%d/%m/%Y}. Rompu avant six mois, il devient une étape et la personne revient à l’accompagnement.",
        "Noter la fin",
        "La fin du contrat est notée.",
    )

    def act(values: dict) -> None:
        values["motif"] = MotifRupture(values["motif"])
        emplois.end_emploi(by=request.acteur, emploi=found, today=localdate(), **values)

    return serve(request, page, forms.FinEmploiForm(get_saisie(request), initial={"fin": localdate()}), act)


def get_point(request: Requete, uuid: UUID) -> PointDeSuivi:
    try:
        found = queries.get_point(request.acteur, uuid, on=localdate())
    except PointDeSuivi.DoesNotExist as absent:
        raise Http404 from absent
    if not permissions.can(request.acteur, Droit.SUIVRE_EMPLOI, found.suivi.parcours):
        raise Http404
    return found


@exige(Droit.SUIVRE_EMPLOI, nominatif=True)
@require_http_methods(FORMULAIRE)
@garde_la_saisie
@une_fois
def point(request: Requete, uuid: UUID) -> HttpResponse:
    found = get_point(request, uuid)
    lien = ""
    if found.lien_rang:
        lien = request.build_absolute_uri(reverse("parcours:repondre", args=[points.sign_lien(found)]))
    page = Page(
        found.suivi.parcours,
        "Point de suivi",
        f"{found.suivi.emploi.libelle_contrat}, six mois révolus le {found.suivi.validation:%d/%m/%Y}.",
        "Enregistrer la réponse",
        "La réponse est enregistrée.",
        gabarit="parcours/sorties_point.html",
        contexte={"point": found, "lien": lien, "pieces": list(found.justificatifs.order_by("-le", "-pk"))},
    )

    def act(values: dict) -> None:
        values["toujours"] = Reponse(values["toujours"])
        points.record_point(by=request.acteur, point=found, today=localdate(), **values)

    return serve(request, page, forms.PointForm(get_saisie(request)), act)


@exige(Droit.SUIVRE_EMPLOI, nominatif=True)
@require_POST
@idempotente("le dernier lien donné est le seul qui réponde")
def creer_lien(request: Requete, uuid: UUID) -> HttpResponse:
    found = get_point(request, uuid)
    points.make_lien(by=request.acteur, point=found)
    return redirect("parcours:point", uuid=found.uuid)


@exige(Droit.SUIVRE_EMPLOI, nominatif=True)
@require_POST
@idempotente("une personne rappelée l’est une fois pour toutes")
def rappeler(request: Requete, uuid: UUID) -> HttpResponse:
    found = get_point(request, uuid)
    points.settle_rappel(by=request.acteur, point=found, today=localdate())
    messages.success(request, "C’est noté : la personne a été rappelée.")
    return redirect("parcours:dossier", uuid=found.suivi.parcours.uuid)


@exige(Droit.SUIVRE_EMPLOI, nominatif=True)
@require_http_methods(FORMULAIRE)
@garde_la_saisie
@une_fois
def suivre_formation(request: Requete, uuid: UUID) -> HttpResponse:
    parcours = get_dossier(request, uuid, Droit.SUIVRE_EMPLOI)
    page = Page(
        parcours,
        "Suivre une formation qualifiante",
        "Elle vaut sortie une fois la certification obtenue, ou après six mois si elle en dépasse neuf.",
        "Ouvrir le suivi",
        "Le suivi en formation est ouvert.",
    )
    form = forms.FormationForm(get_saisie(request), etapes=queries.list_formations_ouvrables(parcours))
    return serve(
        request, page, form,
        lambda values: formations.open_formation(by=request.acteur, parcours=parcours, today=localdate(), **values),
    )  # fmt: skip


@exige(Droit.SUIVRE_EMPLOI, nominatif=True)
@require_http_methods(FORMULAIRE)
@garde_la_saisie
@une_fois
def finir_formation(request: Requete, uuid: UUID) -> HttpResponse:
    """The training followed now; its file is in the address."""
    parcours = get_dossier(request, uuid, Droit.SUIVRE_EMPLOI)
    suivi = queries.find_formation(parcours)
    if suivi is None or suivi.issue:
        raise Http404
    page = Page(
        parcours,
        "Issue de la formation",
        f"{suivi.certification}, depuis le {suivi.debut:%d/%m/%Y}.",
        "Enregistrer",
        "L’issue de la formation est enregistrée.",
    )

    def act(values: dict) -> None:
        if values["issue"] == "obtenue":
            formations.record_certification(by=request.acteur, suivi=suivi, obtenue_le=values["le"], today=localdate())
        else:
            formations.fail_formation(by=request.acteur, suivi=suivi, le=values["le"], today=localdate())

    return serve(request, page, forms.IssueFormationForm(get_saisie(request), initial={"le": localdate()}), act)
