"""Two campaigns side by side, for whoever writes what changed: never a year against another without its perimeter."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from maillage.consolidation.depots.catalogues import get_regles
from maillage.consolidation.depots.models import Campagne
from maillage.consolidation.depots.queries.depots import read_en_vigueur
from maillage.consolidation.publications.permissions import Droit
from maillage.consolidation.publications.rules.evolutions import Depots, Evolution, Valeur, compare
from maillage.indicateurs.mesures import AnyMesure, Mediane, Moyenne, Taux
from maillage.socle.acces import exige
from maillage.socle.requete import Requete
from maillage.socle.typographie import FINE, write_nombre

INCONNUE = "L’une des campagnes demandées n’existe pas, ou n’existe plus : choisissez-en deux dans les listes."
SEULE = "Aucune campagne plus ancienne de la même consolidation : il n’y a rien à quoi comparer celle-ci."


@exige(Droit.PREPARER)
@require_safe
def evolutions(request: Requete) -> HttpResponse:
    campagnes = list(Campagne.objects.order_by("-millesime"))
    asked = [request.GET.get(nom, "") for nom in ("avant", "apres")]
    apres = _find(campagnes, asked[1]) or (campagnes[0] if campagnes else None)
    avant = _find(campagnes, asked[0]) or _find_veille(campagnes, apres)
    is_inconnue = any(one and _find(campagnes, one) is None for one in asked)
    obstacle = INCONNUE if is_inconnue else _find_obstacle(avant, apres)
    contexte: dict[str, object] = {
        "campagnes": campagnes,
        "avant": avant,
        "apres": apres,
        "chapitres": [],
        "obstacle": obstacle,
    }
    if apres and avant and not obstacle:
        catalogue = get_regles(apres.consolide).catalogue
        contexte["chapitres"] = [
            (chapitre, [_show(one) for one in evolutions])
            for chapitre, evolutions in compare(catalogue, _read(avant), _read(apres))
            if evolutions
        ]
    return render(request, "publications/evolutions.html", contexte)


def _find_obstacle(avant: Campagne | None, apres: Campagne | None) -> str:
    """Why these two do not compare, and what to choose."""
    if avant is None or apres is None:
        return SEULE
    if avant.pk == apres.pk:
        return "C’est deux fois la même campagne : choisissez deux années différentes."
    if avant.consolide != apres.consolide:
        return f"« {avant} » et « {apres} » ne comptent pas la même chose : choisissez deux années de la même consolidation."
    if avant.millesime > apres.millesime:
        return f"{avant.millesime} vient après {apres.millesime} : choisissez l’année la plus ancienne en premier."
    return ""


def _find(campagnes: list[Campagne], uuid: str) -> Campagne | None:
    return next((one for one in campagnes if str(one.uuid) == uuid), None)


def _find_veille(campagnes: list[Campagne], apres: Campagne | None) -> Campagne | None:
    return next(
        (one for one in campagnes if apres and one.millesime < apres.millesime and one.consolide == apres.consolide),
        None,
    )


def _read(campagne: Campagne) -> Depots:
    return {str(lu.dispositif.uuid): lu.cellules for lu in read_en_vigueur(campagne)}


def _show(one: Evolution) -> dict[str, object]:
    return {
        "libelle": one.mesure.libelle, "code": one.mesure.code,
        "avant": _write(one.mesure, one.avant), "apres": _write(one.mesure, one.apres),
        "constants": [_write(one.mesure, valeur) for valeur in one.constant or ()],
        "dispositifs": one.constant[0].dispositifs if one.constant else 0, "is_redefinie": one.is_redefinie,
    }  # fmt: skip


def _write(mesure: AnyMesure, valeur: Valeur | None) -> dict[str, str]:
    """The figure with its unit; under it, what it is out of, and how many told it where some did not."""
    if valeur is None or valeur.valeur is None:
        return {}
    unite = f"{FINE}%" if mesure.unite == "%" else f" {mesure.unite}" if mesure.unite else ""
    has_base = isinstance(mesure, Taux | Moyenne | Mediane)
    return {
        "texte": f"{write_nombre(valeur.valeur, mesure.decimales)}{unite}",
        "base": f"sur {write_nombre(valeur.base)}" if has_base else "",
        "couverture": f"{write_nombre(valeur.dispositifs)} dispositifs sur {write_nombre(valeur.deposants)}"
        if valeur.dispositifs < valeur.deposants else "",
    }  # fmt: skip
