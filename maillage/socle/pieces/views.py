"""« Pièces du dispositif »: list, deposit, open, withdraw."""

import uuid

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from maillage.socle import permissions
from maillage.socle.acces import exige
from maillage.socle.formulaires.envois import une_fois
from maillage.socle.formulaires.saisies import garde_la_saisie, get_saisie
from maillage.socle.journal import actions as journal
from maillage.socle.pieces import actions, liens, magasin, queries
from maillage.socle.pieces.forms import PieceForm
from maillage.socle.pieces.models import Piece
from maillage.socle.pieces.nomenclatures import CONSERVATIONS, Classe
from maillage.socle.pieces.permissions import Droit
from maillage.socle.pieces.televersement import get_refus
from maillage.socle.requete import Requete

PAR_PAGE = 50
# Whatever the file holds, a browser that would show it anyway runs nothing of it.
BAC_A_SABLE = "default-src 'none'; sandbox"


@exige(Droit.LIRE_PIECES)
@require_safe
def liste(request: Requete) -> HttpResponse:
    page = Paginator(queries.list_pieces(request.acteur), PAR_PAGE).get_page(request.GET.get("page"))
    contexte = {
        "page": page,
        "retirables": {piece.pk for piece in page if permissions.can(request.acteur, Droit.RETIRER_PIECE, piece)},
        "peut_deposer": permissions.can(request.acteur, Droit.DEPOSER_PIECE),
    }
    return render(request, "pieces/liste.html", contexte)


@exige(Droit.DEPOSER_PIECE)
@require_http_methods(["GET", "HEAD", "POST"])
@garde_la_saisie
@une_fois
def deposer(request: Requete) -> HttpResponse:
    if request.acteur.dispositif is None:
        raise Http404
    form = PieceForm(get_saisie(request), request.FILES or None, refus=get_refus(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.record_piece(
                by=request.acteur,
                dispositif=request.acteur.dispositif,
                fichier=form.cleaned_data["fichier"],
                classe=Classe(form.cleaned_data["classe"]),
            )
        except actions.PieceRefusee as refus:
            form.add_error("fichier", str(refus))
        else:
            messages.success(request, "La pièce est déposée.")
            return redirect("pieces:liste")
    return render(request, "pieces/deposer.html", {"form": form, "conservations": CONSERVATIONS.values()})


@exige(Droit.LIRE_PIECES)
@require_safe
@never_cache
def ouvrir(request: Requete, key: uuid.UUID) -> HttpResponse:
    """Checks the right, then leads to the file by a link that is good for one minute."""
    piece = queries.get_piece(request.acteur, key)
    if not piece.is_ouvrable:
        messages.warning(request, f"« {piece.nom} » ne peut pas être ouverte : {piece.etat_libelle.lower()}.")
        return redirect("pieces:liste")
    return redirect("pieces:fichier", lien=liens.make_lien(request.acteur, piece))


@exige(Droit.LIRE_PIECES)
@require_safe
@never_cache
def fichier(request: Requete, lien: str) -> HttpResponseBase:
    key = liens.read_lien(request.acteur, lien)
    if key is None:
        raise Http404
    return serve_fichier(request, queries.get_piece(request.acteur, key))


def serve_fichier(request: Requete, piece: Piece) -> HttpResponseBase:
    """The content, for whoever was found to have the right to it just now; its opening is written in the journal."""
    path = magasin.find_path(piece.sha256)
    if not piece.is_ouvrable or not path.exists():
        raise Http404
    journal.record_acces(by=request.acteur, type="pieces.ouverture", target=piece)
    response = FileResponse(path.open("rb"), as_attachment=True, filename=piece.nom, content_type=piece.type)
    response.headers["Content-Security-Policy"] = BAC_A_SABLE
    response.headers["X-Content-Type-Options"] = "nosniff"
    response._csp_exempt = True  # type: ignore[attr-defined]  # django-csp would replace the header above
    return response


@exige(Droit.LIRE_PIECES)
@require_http_methods(["GET", "HEAD", "POST"])
@une_fois
def retirer(request: Requete, key: uuid.UUID) -> HttpResponse:
    piece = queries.get_piece(request.acteur, key)
    if not permissions.can(request.acteur, Droit.RETIRER_PIECE, piece):
        messages.error(request, "Seules la personne qui l’a déposée et la direction peuvent retirer cette pièce.")
        return redirect("pieces:liste")
    if request.method != "POST":
        return render(request, "pieces/retirer.html", {"piece": piece})
    actions.withdraw_piece(by=request.acteur, piece=piece)
    messages.success(request, f"« {piece.nom} » est retirée ; le fichier sera effacé dans une semaine.")
    return redirect("pieces:liste")
