"""The gentle pages: nothing was saved, here is why, and here is what you had typed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from maillage.socle.formulaires.saisies import SANS_FICHIERS, list_champs


def show_jeton_refuse(request: HttpRequest, raison: str) -> HttpResponse:
    return _show(request, "Votre saisie n’est pas encore enregistrée", raison, statut=400)


def show_deja_enregistre(request: HttpRequest, adresse: str) -> HttpResponse:
    """The same form, with another text: both may be wanted, nobody but the person can tell."""
    return _show(
        request,
        "Ce formulaire a déjà été enregistré",
        "Une première version de ce formulaire est enregistrée. Celle-ci est différente : si elle est à enregistrer "
        "aussi, envoyez-la ; sinon, ouvrez ce qui est déjà enregistré.",
        statut=409,
        adresse=adresse,
    )


def show_texte_seul(request: HttpRequest, raison: str) -> HttpResponse:
    """When we cannot tell who wrote the form: the text may be copied, not sent with one click."""
    return _show(request, "Votre saisie n’a pas été enregistrée", raison, statut=403, renvoyable=False)


def show_trop_lourd(request: HttpRequest, raison: str) -> HttpResponse:
    """Nothing was read of the request, hence nothing can be shown again."""
    return render(request, "formulaires/trop_lourd.html", {"raison": raison}, status=413)


def _show(
    request: HttpRequest, titre: str, raison: str, *, statut: int, adresse: str = "", renvoyable: bool = True
) -> HttpResponse:
    response = render(
        request,
        "formulaires/saisie.html",
        {
            "titre": titre,
            "raison": raison + (SANS_FICHIERS if request.FILES else ""),
            "champs": list_champs(request.POST),
            "chemin": request.path,
            "adresse": adresse,
            "renvoyable": renvoyable,
        },
        status=statut,
    )
    if "HX-Request" in request.headers:  # htmx shows nothing of a refusal unless told where
        response.status_code = 200
        response.headers["HX-Retarget"] = "body"
    return response
