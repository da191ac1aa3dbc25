"""The proofs of a file: added, joined to a contract, opened, verified when the person deposited them."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.timezone import localdate
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from maillage.parcours.actions import justificatifs as actions
from maillage.parcours.forms import pieces as forms
from maillage.parcours.models import Justificatif
from maillage.parcours.nomenclatures.sorties import Piece
from maillage.parcours.permissions import Droit
from maillage.parcours.queries import sorties as queries
from maillage.parcours.queries.conservation import read_constat
from maillage.parcours.rules.sorties import list_manquantes
from maillage.parcours.views.contrats import get_contrat
from maillage.parcours.views.dossiers import get_dossier
from maillage.parcours.views.pages_sorties import Page, serve
from maillage.socle import permissions
from maillage.socle.acces import exige
from maillage.socle.formulaires.envois import une_fois
from maillage.socle.formulaires.saisies import garde_la_saisie, get_saisie
from maillage.socle.journal import actions as journal
from maillage.socle.pieces.televersement import get_refus
from maillage.socle.pieces.views import serve_fichier
from maillage.socle.requete import Requete

FORMULAIRE = ["GET", "HEAD", "POST"]


@exige(Droit.SUIVRE_EMPLOI, nominatif=True)
@require_http_methods(FORMULAIRE)
@garde_la_saisie
@une_fois
def ajouter_piece(request: Requete, uuid: UUID) -> HttpResponse:
    parcours = get_dossier(request, uuid, Droit.SUIVRE_EMPLOI)
    sortie = queries.find_sortie(parcours)
    attendues = []
    if sortie is not None:
        attendues = list_manquantes(sortie.definition, queries.list_pieces(parcours), sous_motif=sortie.sous_motif)
    page = Page(
        parcours,
        "Ajouter une pièce",
        "Ce qui prouve l’emploi, la formation ou la cause de la sortie.",
        "Ajouter la pièce",
        "La pièce est ajoutée.",
        contexte={"multipart": True},
    )
    form = forms.PieceSortieForm(
        get_saisie(request), request.FILES or None, attendues=attendues, refus=get_refus(request),
        initial={"le": localdate()},
    )  # fmt: skip

    def act(values: dict) -> None:
        values["nature"] = Piece(values["nature"])
        actions.record_justificatif(by=request.acteur, parcours=parcours, today=localdate(), **values)

    return serve(request, page, form, act)


@exige(Droit.CONTRACTUALISER, nominatif=True)
@require_http_methods(FORMULAIRE)
@garde_la_saisie
@une_fois
def joindre_contrat(request: Requete, uuid: UUID) -> HttpResponse:
    """The signed paper, scanned, or seen and kept in the paper file."""
    contrat = get_contrat(request, uuid)
    page = Page(
        contrat.parcours,
        "Joindre le contrat signé",
        f"Contrat PLIE version {contrat.rang}, avec ses trois signatures.",
        "Joindre le contrat",
        "Le contrat signé est joint.",
        vers=("parcours:contrat", str(contrat.uuid)),
        contexte={"multipart": True},
    )
    form = forms.FichierForm(
        get_saisie(request), request.FILES or None, refus=get_refus(request), initial={"le": localdate()}
    )
    return serve(
        request, page, form,
        lambda values: actions.attach_contrat_signe(by=request.acteur, contrat=contrat, today=localdate(), **values),
    )  # fmt: skip


@exige(Droit.SUIVRE_EMPLOI, nominatif=True)
@require_http_methods(FORMULAIRE)
@garde_la_saisie
@une_fois
def justificatif(request: Requete, uuid: UUID) -> HttpResponse:
    """One proof; whoever follows the person says whether what she deposited is the right one."""
    found = get_justificatif(request, uuid)
    page = Page(
        found.parcours,
        found.libelle,
        f"{found.libelle_etat}, le {found.le:%d/%m/%Y}.",
        "Enregistrer",
        "C’est enregistré : la personne le verra sur la page de son lien.",
        gabarit="parcours/justificatif.html",
        contexte={"piece": found, **read_constat(found, on=localdate())},
    )
    form = forms.VerificationForm(get_saisie(request))
    return serve(
        request, page, form,
        lambda values: actions.settle_justificatif(by=request.acteur, row=found, refus=form.motif, today=localdate()),
    )  # fmt: skip


@exige(Droit.SUIVRE_EMPLOI, nominatif=True)
@require_safe
@never_cache
def fichier(request: Requete, uuid: UUID) -> HttpResponseBase:
    found = get_justificatif(request, uuid)
    if found.fichier is None:
        raise Http404
    journal.record_acces(by=request.acteur, type="parcours.justificatif_lu", target=found.parcours)
    return serve_fichier(request, found.fichier)


def get_justificatif(request: Requete, uuid: UUID) -> Justificatif:
    try:
        found = queries.get_justificatif(request.acteur, uuid, on=localdate())
    except Justificatif.DoesNotExist as absent:
        raise Http404 from absent
    if not permissions.can(request.acteur, Droit.SUIVRE_EMPLOI, found.parcours):
        raise Http404
    return found
