"""The controls of a lot: the list of them, one noted, completed later with what was done of it."""

from uuid import UUID

from django.http import Http404, HttpResponse, QueryDict
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods, require_safe

from maillage.clause.actions.controles import CHAMPS_CONTROLE, save_controle
from maillage.clause.forms.suivi import ControleForm
from maillage.clause.models import Controle, Lot
from maillage.clause.nomenclatures.lots import EtatLot
from maillage.clause.nomenclatures.partage import RoleSuivi
from maillage.clause.permissions import Droit
from maillage.clause.portee import find_role
from maillage.clause.queries.controles import get_controle, list_controles
from maillage.clause.queries.marches import get_lot
from maillage.clause.rules.gardes_aval import check_ecriture
from maillage.clause.views.lot_suivi import is_suivi
from maillage.clause.views.suivi import FORMULAIRE, get_suivi, show
from maillage.socle import permissions
from maillage.socle.acces import exige
from maillage.socle.formulaires.envois import une_fois
from maillage.socle.formulaires.fusions import SaisieVersionnee, serve_versionnee
from maillage.socle.formulaires.saisies import garde_la_saisie
from maillage.socle.requete import Requete
from maillage.socle.versions import read_version


@exige(Droit.VOIR_MARCHES)
@require_safe
def liste(request: Requete, uuid: UUID) -> HttpResponse:
    try:
        lot = get_lot(request.acteur, uuid)
    except Lot.DoesNotExist as absent:
        raise Http404 from absent
    if not permissions.can(request.acteur, Droit.VOIR_MARCHES, lot) or not is_suivi(lot):
        raise Http404
    if find_role(request.acteur, lot) is RoleSuivi.OBSERVATRICE:
        raise Http404  # totals and what calls for somebody, no control
    peut_tenir = permissions.can(request.acteur, Droit.TENIR_MARCHES, lot) and not check_ecriture(EtatLot(lot.etat))
    return show(request, lot, "controles", controles=list_controles(lot), peut_tenir=peut_tenir)


@exige(Droit.TENIR_MARCHES)
@require_http_methods(FORMULAIRE)
@garde_la_saisie
@une_fois
def nouveau(request: Requete, uuid: UUID) -> HttpResponse:
    lot = get_suivi(request, uuid)
    return _serve(request, lot, Controle(dispositif_id=lot.dispositif_id), "Noter un contrôle")


@exige(Droit.TENIR_MARCHES)
@require_http_methods(FORMULAIRE)
@garde_la_saisie
@une_fois
def controle(request: Requete, uuid: UUID) -> HttpResponse:
    try:
        found = get_controle(request.acteur, uuid)
    except Controle.DoesNotExist as absent:
        raise Http404 from absent
    if not permissions.can(request.acteur, Droit.TENIR_MARCHES, found.lot):
        raise Http404
    return _serve(request, found.lot, found, str(found))


def _serve(request: Requete, lot: Lot, row: Controle, titre: str) -> HttpResponse:
    is_new = row.pk is None
    vers = reverse("clause:lot_controles", args=[lot.uuid])

    def build(data: QueryDict | None) -> ControleForm:
        version, valeurs = read_version(row, CHAMPS_CONTROLE)
        return ControleForm(data, valeurs=valeurs, version=version, initial={"le": localdate()} if is_new else {})

    def save(form: ControleForm, lue: str) -> None:
        save_controle(
            by=request.acteur, lot=lot, controle=row, values=form.values, today=localdate(),
            lue=None if is_new else lue,
        )  # fmt: skip

    def show_form(form: ControleForm) -> HttpResponse:
        return show(request, lot, "controle", form=form, titre=titre)

    return serve_versionnee(request, SaisieVersionnee(titre, build, save, show_form, vers))
