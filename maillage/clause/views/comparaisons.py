"""Two bilans of the same object, side by side, for the service."""

from collections.abc import Sequence
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from maillage.clause.figures.comparaison import list_figures
from maillage.clause.models import Bilan
from maillage.clause.permissions_bilans import Droit
from maillage.clause.queries.bilans import list_comparables
from maillage.clause.rules.bilans.comparaison import PEU, compare
from maillage.clause.views.bilans import get_bilan
from maillage.socle import permissions
from maillage.socle.acces import exige
from maillage.socle.dates import add_months
from maillage.socle.requete import Requete
from maillage.socle.typographie import write_date_courte

AVEC = "avec"


@exige(Droit.VOIR_BILANS)
@require_safe
def comparer(request: Requete, uuid: UUID) -> HttpResponse:
    """`avec`: the other one; without it, the same months a year before, else the last before, else whichever there is."""
    bilan = get_bilan(request, uuid, Droit.VOIR_BILANS)
    autres = list_comparables(request.acteur, bilan)
    contexte = {"bilan": bilan, "autres": autres, "peut_tenir": permissions.can(request.acteur, Droit.TENIR_BILANS)}
    autre = _choose(autres, bilan, request.GET.get(AVEC, ""))
    if autre is not None:
        avant, apres = sorted((bilan, autre), key=lambda one: (one.au, one.du))
        contexte |= {"autre": autre, "avant": avant, "apres": apres, "is_intact": avant.is_intact and apres.is_intact}
        if contexte["is_intact"]:
            jours = sorted({localdate(one.extrait_le) for one in (avant, apres)})
            source = f"heures validées au {' et au '.join(write_date_courte(jour) for jour in jours)}"
            peu = PEU.get(on=localdate()).valeur
            contexte |= {
                "comparaison": compare(avant.instantane, apres.instantane, peu=peu),
                "figures": list_figures(avant.instantane, apres.instantane, source=source),
            }
    return render(request, "clause/bilan_comparer.html", contexte)


def _choose(autres: Sequence[Bilan], bilan: Bilan, cle: str) -> Bilan | None:
    if cle:
        found = next((one for one in autres if str(one.uuid) == cle), None)
        if found is None:
            raise Http404
        return found
    an = [
        one
        for one in autres
        if one.du == add_months(bilan.du, -12) and len(one.periode.mois) == len(bilan.periode.mois)
    ]
    avant = [one for one in autres if one.au < bilan.du]
    return next(iter([*an, *avant, *autres]), None)
