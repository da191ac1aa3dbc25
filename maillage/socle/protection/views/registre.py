"""Register of processing, erasures to let go, one's own data."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET, require_POST

from maillage.socle.acces import connecte, exige
from maillage.socle.conservation import MINUTERIES
from maillage.socle.documents.rendu import PdfResponse
from maillage.socle.formulaires.envois import une_fois
from maillage.socle.journal import actions as journal
from maillage.socle.journal.exports import write_tableau
from maillage.socle.protection import archive, purge, registre
from maillage.socle.protection.models import Lot
from maillage.socle.protection.permissions import Droit
from maillage.socle.protection.registre_pdf import name_responsable, print_registre
from maillage.socle.requete import Requete


@exige(Droit.LIRE_REGISTRE)
@require_GET
def registre_page(request: Requete) -> HttpResponse:
    today = localdate()
    traitements = [(t, t.list_minuteries(on=today)) for t in registre.list_traitements()]
    minuteries = [(m, m.describe(on=today)) for m in MINUTERIES.values()]
    return render(request, "protection/registre.html", {"traitements": traitements, "minuteries": minuteries})


@exige(Droit.LIRE_REGISTRE)
@require_GET
def registre_csv(request: Requete) -> HttpResponse:
    content = write_tableau(registre.COLONNES, registre.build_lignes(on=localdate()))
    response = HttpResponse(b"".join(content), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="registre-des-traitements-{localdate():%Y-%m-%d}.csv"'
    return response


@exige(Droit.LIRE_REGISTRE)
@require_GET
def registre_imprime(request: Requete) -> HttpResponse:
    today = localdate()
    pdf = print_registre(responsable=name_responsable(request.acteur), today=today)
    return PdfResponse(pdf, nom=f"registre-des-traitements-{today:%Y-%m-%d}")


@exige(Droit.VALIDER_PURGE)
@require_GET
def effacements(request: Requete) -> HttpResponse:
    lots = [(lot, purge.EFFACEMENTS[lot.regle], MINUTERIES[lot.regle].describe(on=localdate())) for lot in _list_lots()]
    return render(request, "protection/effacements.html", {"lots": lots})


@exige(Droit.VALIDER_PURGE)
@require_POST
@une_fois
def valider(request: Requete, key: str) -> HttpResponse:
    lot = _list_lots().filter(uuid=key).first()
    if lot is None:
        raise Http404
    try:
        lot = purge.validate_lot(by=request.acteur, lot=lot, now=timezone.now())
    except purge.ValidationRefusee as refus:
        messages.error(request, str(refus))
    else:
        done = (
            "Les deux validations sont réunies : l’effacement se fera cette nuit."
            if lot.is_valide
            else "Il manque une validation."
        )
        messages.success(request, done)
    return redirect("protection:effacements")


@connecte
@require_GET
def mes_donnees(request: Requete) -> HttpResponse:
    return render(request, "protection/mes_donnees.html", {"tables": _collect(request)})


@connecte
@require_GET
def mes_donnees_json(request: Requete) -> HttpResponse:
    content = archive.build_json(_collect(request), on=localdate())
    journal.record_acces(by=request.acteur, type="protection.archive")
    response = JsonResponse(content, json_dumps_params={"ensure_ascii": False, "indent": 2})
    response["Content-Disposition"] = f'attachment; filename="mes-donnees-{localdate():%Y-%m-%d}.json"'
    return response


def _collect(request: Requete) -> list[archive.Table]:
    compte = request.acteur.compte
    if compte is None:
        raise Http404
    return archive.collect(compte, on=localdate())


def _list_lots() -> QuerySet[Lot]:
    return Lot.objects.filter(regle__in=purge.EFFACEMENTS).order_by("second_le", "cree_le")
