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
from maillage.territoire.models.zonages import ImportZonages, Zonage, ZonageCommune

__all__ = [
    "AncienCode",
    "Appartenance",
    "Arrondissement",
    "CodePostal",
    "Commune",
    "Departement",
    "Epci",
    "ImportZonages",
    "Referentiel",
    "Region",
    "Zonage",
    "ZonageCommune",
    "ZoneEmploi",
]
