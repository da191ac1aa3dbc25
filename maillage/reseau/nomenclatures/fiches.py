"""Closed lists of a fiche: who reads a field, the functions of its contacts, what happens to a dispositif."""

from enum import StrEnum


class Visibilite(StrEnum):
    """Who reads a field of a fiche, from the widest to the narrowest."""

    PUBLIC = "public"
    RESEAU = "reseau"
    STRUCTURE = "structure"


LIBELLES_VISIBILITE: dict[Visibilite, str] = {
    Visibilite.PUBLIC: "Tout le monde",
    Visibilite.RESEAU: "Le réseau",
    Visibilite.STRUCTURE: "Votre structure",
}
ORDRE_VISIBILITE: dict[Visibilite, int] = {visibilite: rang for rang, visibilite in enumerate(LIBELLES_VISIBILITE)}


class ChampFiche(StrEnum):
    """What a structure may keep to itself. Its name, its type and where it works are those of the published map."""

    PRESENTATION = "presentation"
    ADRESSE = "adresse"
    TELEPHONE = "telephone"
    COURRIEL = "courriel"
    SITE = "site"
    CONTACTS = "contacts"
    EFFECTIFS = "effectifs"
    LOGICIELS = "logiciels"
    FSE = "fse"


LIBELLES_CHAMP: dict[ChampFiche, str] = {
    ChampFiche.PRESENTATION: "Présentation",
    ChampFiche.ADRESSE: "Adresse d’accueil",
    ChampFiche.TELEPHONE: "Téléphone",
    ChampFiche.COURRIEL: "Adresse électronique",
    ChampFiche.SITE: "Site",
    ChampFiche.CONTACTS: "Contacts par fonction",
    ChampFiche.EFFECTIFS: "Équipe (personnes et ETP)",
    ChampFiche.LOGICIELS: "Logiciels utilisés",
    ChampFiche.FSE: "Gestion du FSE",
}
# Columns of the dispositif that each field covers; the others are rows of their own.
COLONNES_CHAMP: dict[ChampFiche, tuple[str, ...]] = {
    ChampFiche.PRESENTATION: ("presentation",),
    ChampFiche.ADRESSE: ("adresse", "code_postal"),
    ChampFiche.TELEPHONE: ("telephone",),
    ChampFiche.COURRIEL: ("courriel",),
    ChampFiche.SITE: ("site",),
    **dict.fromkeys((ChampFiche.CONTACTS, ChampFiche.EFFECTIFS, ChampFiche.LOGICIELS, ChampFiche.FSE), ()),
}
# The structure's own coordinates are there to be called, and who pays is public; the names of its people, how many
# they are and what they work with are for the network, unless it says so.
VISIBILITES_PAR_DEFAUT: dict[ChampFiche, Visibilite] = {
    **dict.fromkeys(ChampFiche, Visibilite.PUBLIC),
    **dict.fromkeys((ChampFiche.CONTACTS, ChampFiche.EFFECTIFS, ChampFiche.LOGICIELS), Visibilite.RESEAU),
}


class Fonction(StrEnum):
    """Domaine 04 § 4: « contacts par fonction »."""

    PRESIDENCE = "presidence"
    DIRECTION = "direction"
    COORDINATION = "coordination"
    REFERENCE = "reference"
    FACILITATION = "facilitation"
    ENTREPRISES = "entreprises"
    FSE = "fse"
    COMMUNICATION = "communication"


LIBELLES_FONCTION: dict[Fonction, str] = {
    Fonction.PRESIDENCE: "Présidence, élu·e",
    Fonction.DIRECTION: "Direction",
    Fonction.COORDINATION: "Coordination de parcours",
    Fonction.REFERENCE: "Référence de parcours",
    Fonction.FACILITATION: "Facilitation de la clause",
    Fonction.ENTREPRISES: "Relation aux entreprises",
    Fonction.FSE: "Gestion FSE",
    Fonction.COMMUNICATION: "Communication",
}


class NatureJalon(StrEnum):
    """Domaine 04 § 4: « création, changement de nom, fusion, fermeture + structure de reprise »."""

    CREATION = "creation"
    NOM = "nom"
    FUSION = "fusion"
    FERMETURE = "fermeture"
    REOUVERTURE = "reouverture"


LIBELLES_JALON: dict[NatureJalon, str] = {
    NatureJalon.CREATION: "Création",
    NatureJalon.NOM: "Changement de nom",
    NatureJalon.FUSION: "Fusion dans un autre dispositif",
    NatureJalon.FERMETURE: "Fermeture",
    NatureJalon.REOUVERTURE: "Réouverture",
}
FERMANTS = frozenset({NatureJalon.FUSION, NatureJalon.FERMETURE})
