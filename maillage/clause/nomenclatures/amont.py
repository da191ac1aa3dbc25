"""Before the consultation: agreements with whoever buys, programmes that pay for operations (domaine 02 § 2 and § 4)."""

from enum import StrEnum


class Niveau(StrEnum):
    NATIONAL = "national"
    LOCAL = "local"


LIBELLES_NIVEAU: dict[Niveau, str] = {
    Niveau.NATIONAL: "Nationale",
    Niveau.LOCAL: "Locale",
}


class Programme(StrEnum):
    AUCUN = "aucun"
    PNRU = "pnru"
    NPNRU = "npnru"
    PPP = "ppp"
    JOP_2024 = "jop2024"
    CANAL_SEINE_NORD = "canal_seine_nord"
    AUTRE = "autre"


LIBELLES_PROGRAMME: dict[Programme, str] = {
    Programme.AUCUN: "Aucun",
    Programme.PNRU: "Rénovation urbaine, 2004-2020 (PNRU)",
    Programme.NPNRU: "Renouvellement urbain (NPNRU)",
    Programme.PPP: "Partenariat public-privé",
    Programme.JOP_2024: "Jeux olympiques et paralympiques de 2024",
    Programme.CANAL_SEINE_NORD: "Canal Seine-Nord Europe",
    Programme.AUTRE: "Autre programme",
}
