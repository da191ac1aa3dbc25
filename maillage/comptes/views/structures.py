"""« Structures et accès »: the technical administration opens each structure by inviting who will decide there."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from maillage.comptes import actions, equipe, structures
from maillage.comptes.actions import HabilitationRefusee
from maillage.comptes.forms import OuvertureForm
from maillage.comptes.permissions import Droit
from maillage.comptes.views.invitation import make_lien
from maillage.socle.acces import exige
from maillage.socle.formulaires.envois import une_fois
from maillage.socle.formulaires.saisies import garde_la_saisie, get_saisie
from maillage.socle.requete import Requete
from maillage.socle.tableaux.liste import build_liste, respond


@exige(Droit.OUVRIR_STRUCTURES)
@require_safe
def liste(request: Requete) -> HttpResponse:
    with equipe.portee(request.acteur):
        rows = structures.list_structures(on=localdate())
        contexte = {"sans_direction": structures.count_sans_direction(rows)}
        return respond(request, "comptes/structures.html", build_liste(structures.TABLEAU, rows, request), contexte)


@exige(Droit.OUVRIR_STRUCTURES)
@une_fois
@garde_la_saisie
def structure(request: Requete, key: UUID) -> HttpResponse:
    found = structures.find_structure(key)
    if found is None:
        raise Http404
    today = localdate()
    with equipe.portee(request.acteur):
        places = structures.list_places(request.acteur, found, on=today)
    form = OuvertureForm(get_saisie(request), roles=[place.role for place in places if not place.tenues])
    if request.method == "POST" and form.is_valid():
        try:
            invitation = actions.invite(
                by=request.acteur, dispositif=found, region=None, employeur=None, du=today, au=None, today=today,
                now=timezone.now(), lien=make_lien(request), **form.cleaned_data,
            )  # fmt: skip
        except HabilitationRefusee as refus:
            form.add_error(None, str(refus))
        else:
            jusqu_au = timezone.localtime(invitation.expire_le)
            messages.success(
                request, f"L’invitation part à {invitation.email}. Le lien vaut jusqu’au {jusqu_au:%d/%m/%Y}."
            )
            return redirect("comptes:structure", key=found.uuid)
    contexte = {"structure": found, "places": places, "form": form, "now": timezone.now()}
    return render(request, "comptes/structure.html", contexte)
