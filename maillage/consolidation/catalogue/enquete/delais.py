"""The delays that half of the structures do not exceed, and nine in ten: of structures, because medians of operations do not add up."""

from decimal import Decimal

from ibis import _

from maillage.consolidation.catalogue.enquete.nombres import MAQUETTE, REPONDANTS
from maillage.consolidation.enquetes.rules.delais import DELAIS, Delai
from maillage.consolidation.enquetes.rules.questions import Unite
from maillage.indicateurs.mesures import MOITIE, Mediane

NEUF_SUR_DIX = Decimal("0.9")


JOURS = {delai: _[delai.mediane] for delai in DELAIS}  # read once for both


def _measure(delai: Delai, suffixe: str, dit: str, quantile: Decimal) -> Mediane:
    return Mediane(
        code=f"enquete.{delai.code}.{suffixe}", libelle=f"Délai que {dit} ne dépassent pas, {delai.libelle}", unite=Unite.JOURS.value,
        population=REPONDANTS, compte="délai médian de chaque dispositif, de qui l’a donné", valeur=JOURS[delai], quantile=quantile,
        source=MAQUETTE, note="Du délai médian de chaque dispositif : chacun compte une fois, avec peu d’opérations ou beaucoup.",
    )  # fmt: skip


def get_mediane(delai: Delai) -> str:
    return f"enquete.{delai.code}.median"


def get_neuf_sur_dix(delai: Delai) -> str:
    return f"enquete.{delai.code}.p90"


MEDIANES = tuple(_measure(delai, "median", "la moitié des dispositifs", MOITIE) for delai in DELAIS)
NEUVIEMES = tuple(_measure(delai, "p90", "neuf dispositifs sur dix", NEUF_SUR_DIX) for delai in DELAIS)
QUANTILES = {
    mesure.code: delai for mesures in (MEDIANES, NEUVIEMES) for mesure, delai in zip(mesures, DELAIS, strict=True)
}
