"""The bilans of a donneur d'ordre, by its signed link: the list, one of them, its files. Read-only, as they were handed over."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from maillage.clause import liens
from maillage.clause.models import AccesDonneur, Bilan
from maillage.clause.nomenclatures.bilans import Lecteur
from maillage.clause.queries.remis import get_remis, select_remis
from maillage.clause.rules.bilans.instantane import restrict
from maillage.clause.rules.bilans.phrases import list_changements
from maillage.clause.views.acheteurs import find_acces, list_onglets, show_ferme
from maillage.clause.views.bilans import FORMATS, build_corps, send_fichier
from maillage.socle.acces import publique
from maillage.socle.contexte import open_service
from maillage.socle.journal import actions as journal
from maillage.socle.requete import Requete

SERVICE = "bilans transmis à un acheteur, par son lien"


@publique
@never_cache
@require_safe
def bilans(request: Requete, uuid: UUID) -> HttpResponse:
    with open_service(SERVICE):
        acces = find_acces(request, uuid)
        if acces is None:
            return show_ferme(request)
        contexte = {
            "acces": acces, "donneur": acces.contact.donneur, "bilans": list(select_remis(acces.contact.donneur)),
            "onglets": list_onglets(acces, "bilans"),
        }  # fmt: skip
        return liens.close(render(request, "clause/acheteur_bilans.html", contexte))


@publique
@never_cache
@require_safe
def bilan(request: Requete, uuid: UUID, bilan: UUID) -> HttpResponse:
    with open_service(SERVICE):
        acces = find_acces(request, uuid)
        if acces is None:
            return show_ferme(request)
        found = _get(acces, bilan)
        journal.record_acces(by=request.acteur, type="clause.donneur_bilan", target=found)
        contexte = {
            "acces": acces,
            "donneur": acces.contact.donneur,
            "bilan": found,
            "extrait": localdate(found.extrait_le),
        }
        if found.is_intact:
            instantane, avant = restrict(found.instantane, Lecteur.DIFFUSION), found.find_avant(Lecteur.DIFFUSION)
            contexte |= build_corps(instantane, extrait=localdate(found.extrait_le))
            contexte["changements"] = list_changements(avant, instantane) if avant else []
        return liens.close(render(request, "clause/acheteur_bilan.html", contexte))


@publique
@never_cache
@require_safe
def fichier(request: Requete, uuid: UUID, bilan: UUID, format: str) -> HttpResponseBase:
    with open_service(SERVICE):
        acces = find_acces(request, uuid)
        if acces is None:
            return show_ferme(request)
        found = _get(acces, bilan)
        if format not in FORMATS or not found.is_intact:
            raise Http404
        journal.record_acces(by=request.acteur, type="clause.donneur_bilan_fichier", target=found, format=format)
        return liens.close(send_fichier(found, Lecteur.DIFFUSION, format))


def _get(acces: AccesDonneur, bilan: UUID) -> Bilan:
    try:
        return get_remis(acces.contact.donneur, bilan)
    except Bilan.DoesNotExist as absent:
        raise Http404 from absent
