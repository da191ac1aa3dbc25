"""The page of the search box, and its suggestions while typing."""

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from maillage.socle.acces import publique
from maillage.socle.journal import actions as journal
from maillage.socle.recherche import queries, rules
from maillage.socle.recherche.queries import Reponse
from maillage.socle.requete import Requete


@publique
@require_safe
def recherche(request: Requete) -> HttpResponse:
    return render(request, "recherche/recherche.html", {"reponse": _search(request, rules.PAR_FOURNISSEUR)})


@publique
@require_safe
def suggestions(request: Requete) -> HttpResponse:
    """The options of the box: HTML for the page, JSON for who asks for it."""
    reponse = _search(request, rules.SUGGESTIONS_PAR_FOURNISSEUR)
    if request.accepts("text/html"):
        return render(request, "recherche/_suggestions.html", {"reponse": reponse})
    lines = [
        {"categorie": g.categorie, "titre": r.titre, "sous_titre": r.sous_titre, "url": r.url}
        for g in reponse.groupes
        for r in g.resultats
    ]
    return JsonResponse({"resultats": lines, "refus": reponse.refus})


def _search(request: Requete, par_fournisseur: int) -> Reponse:
    reponse = queries.search(
        request.acteur, request.GET.get("q", ""), now=timezone.now(), par_fournisseur=par_fournisseur
    )
    if reponse.nominative:
        # What was typed may be somebody's name: only its size is kept.
        journal.record_acces(
            by=request.acteur, type=queries.TYPE_ACCES, taille=len(reponse.texte), resultats=reponse.total
        )
    return reponse
