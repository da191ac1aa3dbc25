"""Two campaigns side by side, for whoever writes what changed: never a year against another without its perimeter."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from maillage.consolidation.depots.catalogues import get_regles
from maillage.consolidation.depots.models import Campagne
from maillage.consolidation.depots.queries.depots import read_en_vigueur
from maillage.consolidation.publications.permissions import Droit
from maillage.consolidation.publications.rules.evolutions import Depots, Valeur, compare
from maillage.indicateurs.mesures import AnyMesure
from maillage.socle.acces import exige
from maillage.socle.requete import Requete
from maillage.socle.typographie import FINE, write_nombre


@exige(Droit.PREPARER)
@require_safe
def evolutions(request: Requete) -> HttpResponse:
    campagnes = list(Campagne.objects.order_by("-millesime"))
    apres = _find(campagnes, request.GET.get("apres", "")) or (campagnes[0] if campagnes else None)
    avant = _find(campagnes, request.GET.get("avant", "")) or _find_veille(campagnes, apres)
    contexte: dict[str, object] = {"campagnes": campagnes, "avant": avant, "apres": apres, "chapitres": []}
    if apres and avant and apres.consolide == avant.consolide:
        catalogue = get_regles(apres.consolide).catalogue
        contexte["chapitres"] = [
            (chapitre, [_show(one.mesure, one.avant, one.apres, one.constant, is_redefinie=one.is_redefinie) for one in evolutions])
            for chapitre, evolutions in compare(catalogue, _read(avant), _read(apres)) if evolutions
        ]  # fmt: skip
    return render(request, "publications/evolutions.html", contexte)


def _find(campagnes: list[Campagne], uuid: str) -> Campagne | None:
    return next((one for one in campagnes if str(one.uuid) == uuid), None)


def _find_veille(campagnes: list[Campagne], apres: Campagne | None) -> Campagne | None:
    return next(
        (one for one in campagnes if apres and one.millesime < apres.millesime and one.consolide == apres.consolide),
        None,
    )


def _read(campagne: Campagne) -> Depots:
    return {str(lu.dispositif.uuid): lu.cellules for lu in read_en_vigueur(campagne)}


def _show(
    mesure: AnyMesure,
    avant: Valeur | None,
    apres: Valeur | None,
    constant: tuple[Valeur, Valeur] | None,
    *,
    is_redefinie: bool,
) -> dict[str, object]:
    return {
        "libelle": mesure.libelle, "code": mesure.code, "avant": _write(mesure, avant), "apres": _write(mesure, apres),
        "constants": [_write(mesure, one) for one in constant] if constant else [],
        "dispositifs": constant[0].dispositifs if constant else 0, "is_redefinie": is_redefinie,
    }  # fmt: skip


def _write(mesure: AnyMesure, valeur: Valeur | None) -> str:
    if valeur is None or valeur.valeur is None:
        return ""
    return f"{write_nombre(valeur.valeur)}{FINE}%" if mesure.unite == "%" else write_nombre(valeur.valeur)
