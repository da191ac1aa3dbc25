"""Receipts and documents, as files; and the page where anybody checks a receipt."""

import json
from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from maillage.consolidation.depots.forms import RecuForm
from maillage.consolidation.depots.permissions import Droit
from maillage.consolidation.depots.recus import is_authentique, read_cle_publique, write_recu
from maillage.consolidation.depots.views.depots import get_lisible
from maillage.socle.acces import exige, publique
from maillage.socle.formulaires.envois import idempotente
from maillage.socle.requete import Requete

RECU_MAX = 20_000


@exige(Droit.LIRE_DEPOT)
@require_safe
def recu(request: Requete, uuid: UUID) -> HttpResponse:
    found = get_lisible(request, uuid)
    response = JsonResponse(write_recu(found), json_dumps_params={"ensure_ascii": False, "indent": 1})
    return _attach(response, f"recu-{found.dispositif.slug}-{found.campagne.millesime}-v{found.version}.json")


@exige(Droit.LIRE_DEPOT)
@require_safe
def document(request: Requete, uuid: UUID) -> HttpResponse:
    found = get_lisible(request, uuid)
    response = HttpResponse(found.contenu, content_type="application/json")
    return _attach(response, f"depot-{found.dispositif.slug}-{found.campagne.millesime}-v{found.version}.json")


@publique
@require_http_methods(["GET", "HEAD", "POST"])
@idempotente("un reçu se vérifie autant de fois que l’on veut : rien n’est enregistré")
def verifier(request: HttpRequest) -> HttpResponse:
    form = RecuForm(request.POST or None, request.FILES or None)
    contexte: dict[str, object] = {"form": form, "cle": read_cle_publique()}
    if request.method == "POST" and form.is_valid():
        lu = _read(form.cleaned_data["fichier"].read(RECU_MAX))
        contexte |= {"is_verifie": True}
        if lu and is_authentique(lu):
            contexte |= {"recu": lu, "recu_le": datetime.fromisoformat(str(lu["recu_le"]))}
    return render(request, "depots/verifier.html", contexte)


def _read(contenu: bytes) -> dict[str, object] | None:
    try:
        data = json.loads(contenu)
    except (ValueError, RecursionError):
        return None
    return data if isinstance(data, dict) else None


def _attach(response: HttpResponse, nom: str) -> HttpResponse:
    response["Content-Disposition"] = f'attachment; filename="{nom}"'
    return response
