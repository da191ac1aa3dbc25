"""The buyer's page, opened by a signed link: where its lots stand, read-only. And the link, given to one of its contacts."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from maillage.clause import liens
from maillage.clause.actions import contacts as actions
from maillage.clause.listes.marches import get_classe, get_icone
from maillage.clause.models import AccesDonneur, ContactDonneur
from maillage.clause.permissions import Droit
from maillage.clause.queries import contacts as queries
from maillage.clause.queries.acheteurs import read_lots
from maillage.clause.queries.remis import select_remis
from maillage.socle import permissions
from maillage.socle.acces import exige, publique
from maillage.socle.contexte import open_service
from maillage.socle.formulaires.envois import idempotente, une_fois
from maillage.socle.requete import Requete

SERVICE = "page des lots d’un acheteur, par son lien"


@publique
@never_cache
@require_safe
def lien(request: Requete, jeton: str) -> HttpResponse:
    """Takes the secret out of the address at once."""
    uuid = liens.DONNEUR.keep(request, jeton)
    if uuid is None:
        return show_ferme(request)
    with open_service(SERVICE):
        acces = find_acces(request, uuid)
        if acces is not None:
            actions.record_ouverture(by=request.acteur, acces=acces)
    return liens.close(redirect("clause:acheteur", uuid=uuid))


@publique
@never_cache
@require_safe
def lots(request: Requete, uuid: UUID) -> HttpResponse:
    with open_service(SERVICE):
        acces = find_acces(request, uuid)
        if acces is None:
            return show_ferme(request)
        today = localdate()
        lecture = read_lots(acces.contact.donneur, on=today)
        lus = [(lu, get_classe(lu.lot), get_icone(lu.lot)) for lu in lecture.lots]
        contexte = {
            "acces": acces, "donneur": acces.contact.donneur, "lecture": lecture, "lus": lus, "today": today,
            "onglets": list_onglets(acces, "lots"),
        }  # fmt: skip
        return liens.close(render(request, "clause/acheteur.html", contexte))


def find_acces(request: Requete, uuid: UUID) -> AccesDonneur | None:
    """Within `open_service`: that of the contact by whose link this browser came, while it still opens."""
    rang = liens.DONNEUR.find_rang(request, uuid)
    return None if rang is None else queries.find_acces(uuid, rang, on=localdate())


def list_onglets(acces: AccesDonneur, courant: str) -> list[dict[str, Any]]:
    """The two pages of a donneur d'ordre."""
    combien = select_remis(acces.contact.donneur).count()
    return [
        {"libelle": "Vos lots", "url": reverse("clause:acheteur", args=[acces.contact.uuid]), "courant": courant == "lots"},
        {
            "libelle": "Vos bilans", "url": reverse("clause:acheteur_bilans", args=[acces.contact.uuid]),
            "courant": courant == "bilans", "compte": combien,
        },
    ]  # fmt: skip


def show_ferme(request: Requete) -> HttpResponse:
    return liens.close(render(request, "clause/acheteur_ferme.html", status=410))


def _get(request: Requete, uuid: UUID) -> ContactDonneur:
    try:
        found = queries.get_contact_donneur(request.acteur, uuid)
    except ObjectDoesNotExist as absent:
        raise Http404 from absent
    if not permissions.can(request.acteur, Droit.TENIR_MARCHES, found):
        raise Http404
    return found


@exige(Droit.TENIR_MARCHES)
@require_safe
def acces(request: Requete, uuid: UUID) -> HttpResponse:
    """The link of one contact: what it opens, until when, and what the buyer then reads."""
    found, today = _get(request, uuid), localdate()
    current = getattr(found, "acces", None)
    adresse = ""
    if current is not None and current.is_ouvert(on=today):
        adresse = request.build_absolute_uri(reverse("clause:acheteur_lien", args=[liens.sign_acces(current)]))
    contexte = {"contact": found, "donneur": found.donneur, "acces": current, "adresse": adresse}
    return render(request, "clause/acheteur_acces.html", contexte)


@exige(Droit.TENIR_MARCHES)
@require_POST
@une_fois
def ouvrir(request: Requete, uuid: UUID) -> HttpResponse:
    actions.open_acces(by=request.acteur, contact=_get(request, uuid), today=localdate())
    messages.success(request, "Voici le nouveau lien. Les précédents n’ouvrent plus.")
    return redirect("clause:acheteur_acces", uuid=uuid)


@exige(Droit.TENIR_MARCHES)
@require_POST
@idempotente("un lien retiré le reste")
def retirer(request: Requete, uuid: UUID) -> HttpResponse:
    actions.close_acces(by=request.acteur, contact=_get(request, uuid))
    messages.success(request, "Le lien est retiré : il n’ouvre plus.")
    return redirect("clause:acheteur_acces", uuid=uuid)
