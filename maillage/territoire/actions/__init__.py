"""The writes of the territory: loading a COG, importing zonings."""

from maillage.territoire.actions.referentiel import import_referentiel
from maillage.territoire.actions.zonages import FichierRefuse, submit_zonages, write_zonages

__all__ = ["FichierRefuse", "import_referentiel", "submit_zonages", "write_zonages"]
