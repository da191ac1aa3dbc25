"""Closed lists of the network: what a dispositif is, who carries it, where it works, who says so."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class TypeDispositif(StrEnum):
    PLIE = "plie"
    MDE = "mde"
    CLAUSE = "clause"
    OI = "oi"
    TETE = "tete"


LIBELLES: dict[TypeDispositif, str] = {
    TypeDispositif.PLIE: "Plan local pour l’insertion et l’emploi",
    TypeDispositif.MDE: "Maison de l’emploi",
    TypeDispositif.CLAUSE: "Service de la clause sociale",
    TypeDispositif.OI: "Organisme intermédiaire",
    TypeDispositif.TETE: "Tête de réseau",
}

SIGLES: dict[TypeDispositif, str] = {
    TypeDispositif.PLIE: "PLIE",
    TypeDispositif.MDE: "MDE",
    TypeDispositif.CLAUSE: "Clause sociale",
    TypeDispositif.OI: "OI",
    TypeDispositif.TETE: "Tête de réseau",
}

# Who follows people: the PLIE alone (domaine 01 § 1.1). A service of the clause, a Maison de l’emploi, an OI or the
# network may share its direction and its people with a PLIE (domaine 04 § 2): carrying both does not make them one.
TYPES_A_PARCOURS = frozenset({TypeDispositif.PLIE})

# The map of 2023 claims every PLIE and every MDE; nobody has published the list of the services clause.
TYPES_RECENSES = frozenset({TypeDispositif.PLIE, TypeDispositif.MDE})


class Etat(StrEnum):
    """`A_CONFIRMER`: named by an old document only; neither counted nor declared closed."""

    OUVERT = "ouvert"
    A_CONFIRMER = "a_confirmer"
    FERME = "ferme"


LIBELLES_ETAT: dict[Etat, str] = {
    Etat.OUVERT: "Ouvert",
    Etat.A_CONFIRMER: "À confirmer : cité en 2019 seulement",
    Etat.FERME: "Fermé",
}


class TypeOrganisation(StrEnum):
    """Domaine 04 § 2. The dispositif is not in it: an organisation carries dispositifs."""

    INCONNU = ""
    ASSOCIATION = "association"
    EPCI = "epci"
    COMMUNE = "commune"
    CCAS = "ccas"
    GIP = "gip"
    DEPARTEMENT = "departement"
    REGION = "region"
    MISSION_LOCALE = "mission_locale"
    SIAE = "siae"
    GEIQ = "geiq"
    REGIE_DE_QUARTIER = "regie_de_quartier"
    ORGANISME_DE_FORMATION = "organisme_de_formation"
    SERVICE_DE_L_ETAT = "service_de_l_etat"
    FRANCE_TRAVAIL = "france_travail"
    CAP_EMPLOI = "cap_emploi"
    ENTREPRISE = "entreprise"
    ASSOCIATION_REGIONALE = "association_regionale"
    PARTENAIRE_NATIONAL = "partenaire_national"
    AUTRE = "autre"


LIBELLES_ORGANISATION: dict[TypeOrganisation, str] = {
    TypeOrganisation.INCONNU: "Non renseigné",
    TypeOrganisation.ASSOCIATION: "Association",
    TypeOrganisation.EPCI: "Intercommunalité (EPCI)",
    TypeOrganisation.COMMUNE: "Commune",
    TypeOrganisation.CCAS: "CCAS ou CIAS",
    TypeOrganisation.GIP: "Groupement d’intérêt public",
    TypeOrganisation.DEPARTEMENT: "Conseil départemental",
    TypeOrganisation.REGION: "Conseil régional",
    TypeOrganisation.MISSION_LOCALE: "Mission locale",
    TypeOrganisation.SIAE: "Structure de l’insertion par l’activité économique",
    TypeOrganisation.GEIQ: "GEIQ",
    TypeOrganisation.REGIE_DE_QUARTIER: "Régie de quartier",
    TypeOrganisation.ORGANISME_DE_FORMATION: "Organisme de formation",
    TypeOrganisation.SERVICE_DE_L_ETAT: "Service de l’État",
    TypeOrganisation.FRANCE_TRAVAIL: "France Travail",
    TypeOrganisation.CAP_EMPLOI: "Cap emploi",
    TypeOrganisation.ENTREPRISE: "Entreprise",
    TypeOrganisation.ASSOCIATION_REGIONALE: "Association régionale du réseau",
    TypeOrganisation.PARTENAIRE_NATIONAL: "Partenaire national",
    TypeOrganisation.AUTRE: "Autre",
}


class NatureTerritoire(StrEnum):
    """How a dispositif works on a territory; `EXCLU` takes a commune out of an EPCI declared whole."""

    PLEIN = "plein"
    QPV = "qpv"
    PARTIEL = "partiel"
    EXCLU = "exclu"


LIBELLES_TERRITOIRE: dict[NatureTerritoire, str] = {
    NatureTerritoire.PLEIN: "Tout le territoire",
    NatureTerritoire.QPV: "Quartiers prioritaires seulement",
    NatureTerritoire.PARTIEL: "Une partie du territoire",
    NatureTerritoire.EXCLU: "N’y intervient pas",
}


class Couverture(StrEnum):
    """K_d(c, t) of domaine 04 § 17. « Not declared » is never « not covered »."""

    COUVERT = "couvert"
    NON_COUVERT = "non_couvert"
    NON_RENSEIGNE = "non_renseigne"


LIBELLES_COUVERTURE: dict[Couverture, str] = {
    Couverture.COUVERT: "Couvert",
    Couverture.NON_COUVERT: "Non couvert",
    Couverture.NON_RENSEIGNE: "Non renseigné",
}


class Source(StrEnum):
    """Where a name, a territory or a carrying was read."""

    LISTE_2019 = "liste-2019"
    CARTE_2023 = "carte-2023"
    STRUCTURE = "structure"


@dataclass(frozen=True, slots=True)
class Document:
    """`date`: of what it describes; None for what a structure says of itself, whose date is on the row."""

    libelle: str
    citation: str
    date: date | None


DOCUMENTS: dict[Source, Document] = {
    Source.LISTE_2019: Document(
        "Liste des participants à la consolidation 2019",
        "Alliance Villes Emploi, Consolidation des PLIE 2019, liste des PLIE participants (105 noms conservés sur 127)",
        date(2019, 12, 31),
    ),
    Source.CARTE_2023: Document(
        "Carte du réseau, février 2023",
        "Alliance Villes Emploi, cartes des PLIE et des Maisons de l’emploi, février 2023",
        date(2023, 2, 1),
    ),
    Source.STRUCTURE: Document("Déclaration de la structure", "Déclaration de la structure dans Maillage", None),
}
