"""The writes of the territory: loading a COG, importing zonings."""

from maillage.territoire.actions.publication import (
    Bilan,
    check_depot,
    clear_preparation,
    prepare_zonages,
    publish_zonages,
)
from maillage.territoire.actions.referentiel import import_referentiel
from maillage.territoire.actions.zonages import FichierRefuse, submit_zonages

__all__ = [
    "Bilan",
    "FichierRefuse",
    "check_depot",
    "clear_preparation",
    "import_referentiel",
    "prepare_zonages",
    "publish_zonages",
    "submit_zonages",
]
