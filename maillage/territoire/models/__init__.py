"""Places: the administrative map (`carte`), replaced each year, and the dated zonings laid upon it (`zonages`)."""

from maillage.territoire.models.carte import (
    AncienCode,
    Appartenance,
    Arrondissement,
    CodePostal,
    Commune,
    Departement,
    Epci,
    Referentiel,
    Region,
    ZoneEmploi,
)
from maillage.territoire.models.zonages import ImportZonages, MembrePrepare, Zonage, ZonageCommune, ZonagePrepare

__all__ = [
    "AncienCode",
    "Appartenance",
    "Arrondissement",
    "CodePostal",
    "Commune",
    "Departement",
    "Epci",
    "ImportZonages",
    "MembrePrepare",
    "Referentiel",
    "Region",
    "Zonage",
    "ZonageCommune",
    "ZonagePrepare",
    "ZoneEmploi",
]
