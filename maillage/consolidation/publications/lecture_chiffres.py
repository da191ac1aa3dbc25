"""How a figure of the register is read: out of what, broken down by what, in which unit."""

from maillage.consolidation.catalogue.recueils import RECUEILS
from maillage.consolidation.publications.models import ChiffrePublie
from maillage.indicateurs.mesures import Effectif, Somme

MESURES = [(code, mesure) for recueil in RECUEILS for code, mesure in recueil.catalogue.mesures.items()]
# What is counted or added up is out of nothing: it would be its own base.
TOTAUX = frozenset(code for code, mesure in MESURES if isinstance(mesure, Effectif | Somme))
VENTILATIONS = {(code, one.code): one.libelle for code, mesure in MESURES for one in mesure.ventilations}
UNITES = {"nb": "en nombre", "fraction": "en part de 1"}


def has_base(row: ChiffrePublie) -> bool:
    """A document of before Maillage says its own, whatever it counts."""
    return row.is_anterieur or row.code not in TOTAUX


def name_ventilation(row: ChiffrePublie) -> str:
    return "" if row.is_anterieur else VENTILATIONS.get((row.code, row.ventilation), "")


def name_detail(row: ChiffrePublie) -> str:
    """« Âge : 50 ans et plus »: two breakdowns may have a modality of one name."""
    return " : ".join(filter(None, (name_ventilation(row), row.detail)))


def name_unite(row: ChiffrePublie) -> str:
    return UNITES.get(row.unite, row.unite)
