"""The hours done on a shared lot, structure by structure, and those that seem told twice. No name, whoever reads."""

from decimal import Decimal
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods, require_safe

from maillage.clause.actions.arbitrages import arbitrate, list_arbitrages
from maillage.clause.figures.partage import build_faites
from maillage.clause.forms.partage import ArbitrageForm
from maillage.clause.models import Doublon
from maillage.clause.nomenclatures.partage import Arbitrage, RoleSuivi
from maillage.clause.permissions import Droit
from maillage.clause.portee import find_role
from maillage.clause.queries.doublons import list_autres_pilotes
from maillage.clause.queries.partage import list_doublons
from maillage.clause.queries.realise_partage import read_realise
from maillage.clause.views.lot_suivi import is_suivi, list_alertes
from maillage.clause.views.lots import get_lot_ou_404
from maillage.reseau.models import Dispositif
from maillage.socle import permissions
from maillage.socle.acces import exige
from maillage.socle.formulaires.envois import une_fois
from maillage.socle.formulaires.refus import show_refus
from maillage.socle.formulaires.saisies import garde_la_saisie, get_saisie
from maillage.socle.refus import Refus
from maillage.socle.requete import Requete


@exige(Droit.VOIR_MARCHES)
@require_safe
def faites(request: Requete, uuid: UUID) -> HttpResponse:
    found = get_lot_ou_404(request, uuid, Droit.VOIR_MARCHES)
    role = find_role(request.acteur, found)
    realise = read_realise(request.acteur, found, on=localdate())
    is_observatrice = role is RoleSuivi.OBSERVATRICE
    is_a_surveiller = is_observatrice and is_suivi(found) and not realise.is_masque
    contexte = {
        "alertes": list_alertes(found, today=localdate(), peut_tenir=False) if is_a_surveiller else [],
        "lot": found, "role": role, "realise": realise, "figure": build_faites(realise),
        "doublons": list_doublons(request.acteur, found), "is_observatrice": is_observatrice,
        "peut_tenir": permissions.can(request.acteur, Droit.TENIR_MARCHES, found),
        "peut_ceder": not is_observatrice and permissions.can(request.acteur, Droit.PARTAGER, found),
    }  # fmt: skip
    return render(request, "clause/partage_heures.html", contexte)


@exige(Droit.TENIR_MARCHES)
@require_http_methods(["GET", "HEAD", "POST"])
@garde_la_saisie
@une_fois
def arbitrer(request: Requete, uuid: UUID, doublon: UUID) -> HttpResponse:
    found = get_lot_ou_404(request, uuid, Droit.TENIR_MARCHES)
    row = Doublon.objects.filter(lot=found, uuid=doublon).prefetch_related("lignes__structure").first()
    if row is None:
        raise Http404
    structures = Dispositif.objects.filter(pk__in={line.structure_id for line in row.lignes.all()}).order_by("nom")
    possibles = list_arbitrages(row, structures=len(structures))
    form = ArbitrageForm(
        get_saisie(request), structures=structures, possibles=possibles, is_entre_lots=row.is_entre_lots
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            arbitrate(
                by=request.acteur, doublon=row, arbitrage=Arbitrage(data["arbitrage"]), retenue=data.get("retenue"),
                motif=data["motif"], today=localdate(),
            )  # fmt: skip
        except Refus as refus:
            show_refus(form, refus)
        else:
            messages.success(request, "C’est tranché : votre décision est transmise aux structures de ce lot.")
            return redirect("clause:lot_faites", uuid=found.uuid)
    autres = list_autres_pilotes(row, on=localdate()) if row.is_entre_lots and not row.arbitrage else []
    sur_ce_lot = sum((line.heures for line in row.lignes.all()), Decimal(0))
    contexte = {"lot": found, "doublon": row, "form": form, "autres": autres, "sur_ce_lot": sur_ce_lot}
    return render(request, "clause/arbitrage.html", contexte)
