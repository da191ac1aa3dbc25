"""`@garde_la_saisie`: what was typed when the session expired comes back after signing in, to the same person only."""

import json
import uuid
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any, TypeVar

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils import timezone

from maillage.socle.coffre import Coffre, SceauRompu
from maillage.socle.contexte import open_service
from maillage.socle.formulaires.jetons import NOM, JetonRefuse, read_jeton
from maillage.socle.formulaires.models import Saisie
from maillage.socle.requete import Requete

Vue = TypeVar("Vue", bound=Callable[..., Any])
COFFRE = Coffre("maillage.socle.saisie")
DUREE = timedelta(hours=2)
PAR_PERSONNE = 20
PARAMETRE = "saisie"
JAMAIS = {NOM, "csrfmiddlewaretoken"}
SECRETS = ("password", "mot_de_passe", "code", "secret")
GARDEE = "Ce que vous écriviez est gardé : connectez-vous, et vous le retrouverez."
REVENUE = "Votre texte est revenu tel que vous l’aviez écrit, mais rien n’est encore enregistré : relisez-le, puis envoyez-le."
SANS_FICHIERS = " Les fichiers ne sont pas gardés : choisissez-les de nouveau."


def garde_la_saisie(view: Vue) -> Vue:
    """The view builds its form with `get_saisie(request)`, so that a kept text comes back in its own fields."""

    @wraps(view)
    def wrapper(request: Requete, *args: Any, **kwargs: Any) -> HttpResponse:
        key = request.GET.get(PARAMETRE) if request.method == "GET" else None
        found = find_saisie(request.acteur.compte, key) if key else None
        if found is not None and found[0].chemin == request.path:
            request.saisie = found[1]  # type: ignore[attr-defined]
            messages.info(request, REVENUE + (SANS_FICHIERS if found[0].avait_des_fichiers else ""))
        return view(request, *args, **kwargs)

    wrapper.garde_la_saisie = True  # type: ignore[attr-defined]
    return wrapper  # type: ignore[return-value]


def get_saisie(request: HttpRequest) -> QueryDict | None:
    """What the form is built from: what is posted, or what came back; None on a fresh page."""
    if request.method == "POST":
        return request.POST
    return getattr(request, "saisie", None)


def sign_in(request: HttpRequest) -> HttpResponse:
    """To the sign-in page, then back where one was, with what was being posted."""
    kept = keep_saisie(request) if request.method == "POST" else None
    if kept:
        messages.info(request, GARDEE)
    after = reverse("formulaires:saisie", args=[kept.uuid]) if kept else request.get_full_path()
    response = redirect_to_login(after)
    if "HX-Request" in request.headers:  # a page swapped into a fragment would be no sign-in page
        return HttpResponse(headers={"HX-Redirect": response.headers["Location"]})
    return response


def keep_saisie(request: HttpRequest) -> Saisie | None:
    """Seals what was posted for the person the form was shown to; None when the form does not say who that was."""
    try:
        jeton = read_jeton(request.POST.get(NOM, ""))
    except JetonRefuse:
        return None
    if jeton.compte is None:
        return None
    fields = list_champs(request.POST)
    with open_service("saisie d’une session expirée"):
        mine = Saisie.objects.filter(compte_id=jeton.compte).order_by("-id")
        surplus = list(mine.values_list("pk", flat=True)[PAR_PERSONNE - 1 :])
        Saisie.objects.filter(pk__in=surplus).delete()
        return Saisie.objects.create(
            compte_id=jeton.compte,
            chemin=request.path,
            contenu=COFFRE.seal(json.dumps(fields).encode()),
            avait_des_fichiers=bool(request.FILES),
            gardee_le=timezone.now(),
        )


def list_champs(data: QueryDict) -> list[tuple[str, list[str]]]:
    """What may be kept and shown again: everything but tokens and secrets."""
    return [
        (name, [str(value) for value in values])
        for name, values in data.lists()
        if name not in JAMAIS and not any(secret in name.lower() for secret in SECRETS)
    ]


def find_saisie(compte: int | None, key: str | uuid.UUID) -> tuple[Saisie, QueryDict] | None:
    """The kept text of this person, while it is kept; None for anybody else, and for what never was."""
    try:
        key = uuid.UUID(str(key))
    except ValueError:
        return None
    if compte is None:
        return None
    found = Saisie.objects.filter(uuid=key, compte_id=compte, gardee_le__gte=timezone.now() - DUREE).first()
    if found is None:
        return None
    try:
        fields = json.loads(COFFRE.unseal(found.contenu))
    except SceauRompu:
        return None
    data = QueryDict(mutable=True)
    for name, values in fields:
        data.setlist(name, values)
    data._mutable = False
    return found, data


def delete_saisies(request: Requete) -> None:
    """The form is saved: its kept texts have no more reason to be."""
    if request.acteur.compte is not None:
        Saisie.objects.filter(compte_id=request.acteur.compte, chemin=request.path).delete()
