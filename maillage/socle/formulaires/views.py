"""A kept text that comes back, and the refusal of a form that came from elsewhere."""

import uuid

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve, reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from maillage.socle.acces import connecte
from maillage.socle.formulaires.jetons import NOM, JetonRefuse, check_jeton, read_jeton
from maillage.socle.formulaires.pages import show_texte_seul, show_trop_lourd
from maillage.socle.formulaires.saisies import PARAMETRE, REVENUE, SANS_FICHIERS, find_saisie, keep_saisie, sign_in
from maillage.socle.pieces.televersement import get_refus
from maillage.socle.requete import Requete


@connecte
@require_safe
@never_cache
def saisie(request: Requete, key: uuid.UUID) -> HttpResponse:
    """In its own form when that form knows how, otherwise on a page that shows it and sends it again."""
    found = find_saisie(request.acteur.compte, key)
    if found is None:
        raise Http404
    kept, data = found
    if _comes_back(kept.chemin):
        return redirect(f"{kept.chemin}?{PARAMETRE}={kept.uuid}")
    contexte = {
        "titre": "Votre texte vous attendait",
        "raison": REVENUE + (SANS_FICHIERS if kept.avait_des_fichiers else ""),
        "champs": list(data.lists()),
        "chemin": kept.chemin,
        "renvoyable": True,
    }
    return render(request, "formulaires/saisie.html", contexte)


def _comes_back(chemin: str) -> bool:
    try:
        return bool(getattr(resolve(chemin).func, "garde_la_saisie", False))
    except Resolver404:
        return False


def csrf_failure(request: Requete, reason: str = "") -> HttpResponse:
    """Keeps the text. It is offered again only to the person whom our own signed token names: nobody can forge one."""
    if refus := get_refus(request):  # so much was sent that nothing was read, not even our proof
        return show_trop_lourd(request, refus)
    if request.acteur.is_anonyme:
        return sign_in(request) if _author(request) else show_texte_seul(request, _RAISON)
    try:
        check_jeton(request.POST.get(NOM, ""), compte=request.acteur.compte)
    except JetonRefuse:
        return show_texte_seul(request, _RAISON)
    kept = keep_saisie(request)
    assert kept is not None  # the token was just checked
    return redirect(reverse("formulaires:saisie", args=[kept.uuid]))


def _author(request: Requete) -> int | None:
    try:
        return read_jeton(request.POST.get(NOM, "")).compte
    except JetonRefuse:
        return None


_RAISON = (
    "Votre navigateur n’a pas renvoyé la preuve que ce formulaire vient bien de Maillage : ses témoins de connexion "
    "(« cookies ») sont peut-être effacés ou bloqués. Rien n’a été enregistré. Copiez votre texte ci-dessous, "
    "rouvrez le formulaire, puis collez-le."
)
