"""Why a dispositif takes all its data away, and what stays behind. No Django."""

from enum import StrEnum

# Grows when an archive of this version could not be read by the former ones.
VERSION = 1


class Motif(StrEnum):
    FERMETURE = "fermeture"
    PORTEUR = "porteur"
    LOGICIEL = "logiciel"
    INSTALLATION = "installation"
    PRECAUTION = "precaution"


LIBELLES_MOTIF: dict[Motif, str] = {
    Motif.FERMETURE: "Le dispositif ferme, ou ses dossiers sont repris par un autre",
    Motif.PORTEUR: "La structure porteuse change",
    Motif.INSTALLATION: "Le dispositif passe à une autre installation de Maillage",
    Motif.LOGICIEL: "Le dispositif passe à un autre logiciel",
    Motif.PRECAUTION: "Copie de précaution demandée par la structure porteuse",
}


class Portee(StrEnum):
    """Which rows of a table are taken.

    `ANNUAIRE`: what the network's directory says of the dispositif; taken up again only where it is unknown.
    `CITES`: rows that others point to. `HISTORIQUE`: read only, never taken up again.
    """

    DISPOSITIF = "dispositif"
    COMPARTIMENT = "compartiment"
    ANNUAIRE = "annuaire"
    CITES = "cites"
    HISTORIQUE = "historique"


class Genre(StrEnum):
    """How a cell is written; the schema of the archive says it of each column."""

    TEXTE = "texte"
    ENTIER = "entier"
    NOMBRE = "nombre"
    REEL = "réel"
    OUI_NON = "oui ou non"
    DATE = "date"
    HEURE = "heure"
    HORODATAGE = "date et heure"
    NUMERO = "numéro public"
    JSON = "json"
    SCELLE = "scellé"
    REFERENCE = "référence"
    COMPTE = "référence à un compte"
    AUTEUR = "nom de l’auteur"


ECRITURES: dict[Genre, str] = {
    Genre.TEXTE: "tel quel ; une apostrophe est ajoutée devant ce qu’un tableur prendrait pour une formule, et retirée "
    "à la reprise",
    Genre.ENTIER: "en chiffres",
    Genre.NOMBRE: "en chiffres, point décimal",
    Genre.REEL: "en chiffres, point décimal",
    Genre.OUI_NON: "« oui » ou « non »",
    Genre.DATE: "année-mois-jour",
    Genre.HEURE: "heure:minute:seconde",
    Genre.HORODATAGE: "année-mois-jour, heure universelle (UTC)",
    Genre.NUMERO: "numéro public (UUID) de la ligne",
    Genre.JSON: "liste ou fiche au format JSON",
    Genre.SCELLE: "illisible sans la phrase de l’archive",
    Genre.REFERENCE: "numéro public ou code de la ligne visée",
    Genre.COMPTE: "numéro public du compte, dans la table des comptes",
    Genre.AUTEUR: "prénom et nom",
}

_LECTURE = "lecture d’un fichier public : les annonces qu’il a apportées partent, lui se télécharge de nouveau"
_REPRISE = "outil de reprise d’un ancien logiciel : ses brouillons et ses renvois ne valent que dans cette installation"
# What is compartmented and does not leave, and why: the notice says it.
LAISSES: dict[str, str] = {
    "depots.cledepot": "clés par lesquelles une autre installation dépose ici : elles n’ouvrent que celle-ci",
    "journal.alerte": "surveillance des consultations : elle ne sert qu’à la sécurité de cette installation (R-33)",
    "protection.demandeacces": "registre des demandes d’accès : preuve tenue par le délégué à la protection des données, "
    "qui l’exporte depuis le registre",
    "protection.occultation": "éléments masqués d’une archive déjà remise : ils n’ont de sens qu’avec elle",
    "restitution.restitution": "les archives comme celle-ci",
    "reprise.depot": _REPRISE,
    "reprise.fragment": _REPRISE,
    "reprise.anomalie": _REPRISE,
    "reprise.doublon": _REPRISE,
    "reprise.correspondance": _REPRISE,
    "reprise.lignepreparee": _REPRISE,
    "reperage.fichier": _LECTURE,
    "reperage.morceau": _LECTURE,
    "reperage.brouillon": _LECTURE,
    "reperage.releve": _LECTURE,
}
# Columns that stay while their table leaves. Keys of this database, in JSON: elsewhere they would name other people's rows.
COLONNES_LAISSEES: dict[str, frozenset[str]] = {
    "reprise.origine": frozenset({"depot", "is_cree", "ecrits", "empreinte"}),
    "reperage.annonce": frozenset({"fichier"}),
}
# Other tables of the dispositif that stay: said in the notice as well.
AUTRES_LAISSES: tuple[tuple[str, str], ...] = (
    ("fichiers d’où viennent les anciens numéros", "les numéros partent ; l’import lui-même ne s’annule qu’ici"),
    ("habilitations et invitations", "la direction qui reprend les dossiers habilite elle-même son équipe"),
    ("mots de passe et seconds facteurs", "ils prouvent une identité : ils ne quittent jamais l’installation"),
    ("journal des accès", "réservé à la sécurité, douze mois (R-33)"),
    ("travaux, vues enregistrées, brouillons", "réglages de chacun et états de la machine"),
    ("rattachements à un organisme intermédiaire, jalons", "histoire publique tenue par l’annuaire du réseau"),
)
