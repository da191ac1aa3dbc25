"""Closed lists of the territory."""

from enum import StrEnum


class Zone(StrEnum):
    METRO = "metro"
    DROM = "drom"
    COM = "com"
    FICTIVE = "fictive"  # the demonstration’s, in no table of the real France


LIBELLES_ZONE = {
    Zone.METRO: "Métropole",
    Zone.DROM: "Outre-mer (DROM)",
    Zone.COM: "Collectivité d’outre-mer",
    Zone.FICTIVE: "Territoire fictif",
}


class TypeEpci(StrEnum):
    """Groupings with their own tax, and the eleven territories inside the Métropole du Grand Paris."""

    CC = "CC"
    CA = "CA"
    CU = "CU"
    METROPOLE = "METRO"
    METROPOLE_DE_LYON = "MET69"
    EPT = "EPT"


LIBELLES_EPCI = {
    TypeEpci.CC: "Communauté de communes",
    TypeEpci.CA: "Communauté d’agglomération",
    TypeEpci.CU: "Communauté urbaine",
    TypeEpci.METROPOLE: "Métropole",
    TypeEpci.METROPOLE_DE_LYON: "Métropole de Lyon",
    TypeEpci.EPT: "Établissement public territorial",
}


class Nature(StrEnum):
    """What a commune belongs to, one at a time, and may change of on a first of January."""

    EPCI = "epci"
    EPT = "ept"
    ZONE_EMPLOI = "zone_emploi"


LIBELLES_NATURE = {
    Nature.EPCI: "Intercommunalité",
    Nature.EPT: "Établissement public territorial",
    Nature.ZONE_EMPLOI: "Zone d’emploi",
}


class TypeZonage(StrEnum):
    """Lists of zones that others publish and we import. A new list adds a line here."""

    QPV = "qpv"
    BASSIN_EMPLOI = "bassin_emploi"
    CLE = "cle"
    FRR = "frr"
    AUTRE = "autre"


LIBELLES_ZONAGE = {
    TypeZonage.QPV: "Quartier prioritaire de la politique de la ville",
    TypeZonage.BASSIN_EMPLOI: "Bassin d’emploi France Travail",
    TypeZonage.CLE: "Comité local pour l’emploi",
    TypeZonage.FRR: "France ruralités revitalisation",
    TypeZonage.AUTRE: "Autre zonage",
}
