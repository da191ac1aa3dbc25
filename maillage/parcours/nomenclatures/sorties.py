"""How a parcours ends, and the contracts on the way (domaine 01 § 10 to 12)."""

from dataclasses import dataclass
from enum import StrEnum


class ContratTravail(StrEnum):
    CDI = "cdi"
    CDD = "cdd"
    INTERIM = "interim"
    SAISONNIER = "saisonnier"
    FONCTION_PUBLIQUE = "fonction_publique"
    ALTERNANCE = "alternance"
    AIDE = "aide"
    PARTICULIER = "particulier"
    CREATION = "creation"
    IAE = "iae"
    AI = "ai"


LIBELLES_CONTRAT_TRAVAIL: dict[ContratTravail, str] = {
    ContratTravail.CDI: "CDI",
    ContratTravail.CDD: "CDD",
    ContratTravail.INTERIM: "Intérim",
    ContratTravail.SAISONNIER: "Saisonnier",
    ContratTravail.FONCTION_PUBLIQUE: "Fonction publique (stage, titularisation)",
    ContratTravail.ALTERNANCE: "Alternance",
    ContratTravail.AIDE: "Contrat aidé",
    ContratTravail.PARTICULIER: "Particulier employeur",
    ContratTravail.CREATION: "Création ou reprise d’activité",
    ContratTravail.IAE: "Contrat d’insertion (IAE)",
    ContratTravail.AI: "Missions d’association intermédiaire",
}


class Secteur(StrEnum):
    """Sectors of activity, as the report groups them."""

    ADMINISTRATIF = "administratif"
    SANTE_SOCIAL = "sante_social"
    COMMERCE = "commerce"
    HEBERGEMENT = "hebergement"
    CONSTRUCTION = "construction"
    INDUSTRIE = "industrie"
    TRANSPORT = "transport"
    AGRICULTURE = "agriculture"
    TERTIAIRE = "tertiaire"
    AUTRE = "autre"


LIBELLES_SECTEUR: dict[Secteur, str] = {
    Secteur.ADMINISTRATIF: "Services administratifs et de soutien",
    Secteur.SANTE_SOCIAL: "Santé, action sociale",
    Secteur.COMMERCE: "Commerce, réparation automobile",
    Secteur.HEBERGEMENT: "Hébergement, restauration",
    Secteur.CONSTRUCTION: "Construction",
    Secteur.INDUSTRIE: "Industrie",
    Secteur.TRANSPORT: "Transport, logistique",
    Secteur.AGRICULTURE: "Agriculture, espaces verts",
    Secteur.TERTIAIRE: "Autres services",
    Secteur.AUTRE: "Autre",
}


class Taille(StrEnum):
    """Of the employer, in employees."""

    TPE = "tpe"
    PME = "pme"
    ETI = "eti"
    GRANDE = "grande"


LIBELLES_TAILLE: dict[Taille, str] = {
    Taille.TPE: "Moins de 10 salariés",
    Taille.PME: "De 10 à 249 salariés",
    Taille.ETI: "De 250 à 4 999 salariés",
    Taille.GRANDE: "5 000 salariés et plus",
}


class Classe(StrEnum):
    EMPLOI_DURABLE = "emploi_durable"
    FORMATION = "formation"
    AUTRE_POSITIVE = "autre_positive"
    SANS_SUITE = "sans_suite"


LIBELLES_CLASSE: dict[Classe, str] = {
    Classe.EMPLOI_DURABLE: "Emploi durable",
    Classe.FORMATION: "Formation qualifiante validée",
    Classe.AUTRE_POSITIVE: "Autre sortie positive",
    Classe.SANS_SUITE: "Sans suite",
}


class Cause(StrEnum):
    """The three causes of the report for what has no sequel."""

    ABANDON = "abandon"
    NEUTRE = "neutre"
    AUTRE = "autre"


LIBELLES_CAUSE: dict[Cause, str] = {
    Cause.ABANDON: "Abandon",
    Cause.NEUTRE: "Déménagement, décès, retraite",
    Cause.AUTRE: "Autre, dont évolution vers un dispositif plus adapté",
}


class Piece(StrEnum):
    """What proves an exit (domaine 01 § 11.5)."""

    CONTRAT = "contrat"
    BULLETIN = "bulletin"
    MISSIONS = "missions"
    IMMATRICULATION = "immatriculation"
    ACTIVITE = "activite"
    ENTREE_FORMATION = "entree_formation"
    PRESENCE = "presence"
    ASSIDUITE = "assiduite"
    DIPLOME = "diplome"
    AVERTISSEMENT = "avertissement"
    ADRESSE = "adresse"
    INFORMATION = "information"
    RETRAITE = "retraite"
    RELAIS = "relais"
    CONTRAT_PLIE = "contrat_plie"
    IDENTITE = "identite"


LIBELLES_PIECE: dict[Piece, str] = {
    Piece.CONTRAT: "Contrat de travail",
    Piece.BULLETIN: "Bulletin de salaire du sixième mois, ou attestation de l’employeur",
    Piece.MISSIONS: "Relevé de missions, ou bulletins couvrant la période",
    Piece.IMMATRICULATION: "Extrait d’immatriculation",
    Piece.ACTIVITE: "Preuve d’activité à six mois",
    Piece.ENTREE_FORMATION: "Attestation d’entrée en formation",
    Piece.PRESENCE: "Attestation de présence",
    Piece.ASSIDUITE: "Attestation d’assiduité",
    Piece.DIPLOME: "Diplôme, ou procès-verbal de réussite",
    Piece.AVERTISSEMENT: "Courrier d’avertissement",
    Piece.ADRESSE: "Nouvelle adresse déclarée",
    Piece.INFORMATION: "Information datée, sans copie d’acte",
    Piece.RETRAITE: "Notification de retraite",
    Piece.RELAIS: "Fiche de relais",
    Piece.CONTRAT_PLIE: "Contrat PLIE signé",
    Piece.IDENTITE: "Pièce d’identité, ou titre de séjour",
}


class SousMotif(StrEnum):
    """An abandon told by the person, or found out because they no longer answer."""

    DECLARE = "declare"
    PERDU = "perdu"


LIBELLES_SOUS_MOTIF: dict[SousMotif, str] = {
    SousMotif.PERDU: "La personne ne répond plus",
    SousMotif.DECLARE: "La personne l’a dit elle-même",
}


@dataclass(frozen=True, slots=True)
class TypeSortie:
    """`pieces`: what proves it. `is_sensible`: its label is read with the droit on sensitive data only."""

    code: str
    libelle: str
    classe: Classe
    condition: str
    pieces: tuple[Piece, ...] = ()
    cause: Cause | None = None
    is_sensible: bool = False

    @property
    def is_positive(self) -> bool:
        return self.classe is not Classe.SANS_SUITE

    @property
    def is_neutralisee(self) -> bool:
        return self.cause is Cause.NEUTRE


_CONTRAT = (Piece.CONTRAT, Piece.BULLETIN)
_MISSIONS = (Piece.MISSIONS,)
_DIPLOME = (Piece.ENTREE_FORMATION, Piece.PRESENCE, Piece.DIPLOME)


def _ed(code: str, libelle: str, condition: str, pieces: tuple[Piece, ...] = _CONTRAT) -> TypeSortie:
    return TypeSortie(code, libelle, Classe.EMPLOI_DURABLE, condition, pieces)


def _ss(
    code: str, libelle: str, cause: Cause, condition: str, pieces: tuple[Piece, ...] = (), *, sensible: bool = False
) -> TypeSortie:
    return TypeSortie(code, libelle, Classe.SANS_SUITE, condition, pieces, cause, sensible)


TYPES: dict[str, TypeSortie] = {
    type.code: type
    for type in (
        _ed("ED-CDI", "CDI", "six mois tenus"),
        _ed("ED-CDD", "CDD de six mois et plus", "six mois tenus"),
        _ed("ED-INT", "Intérim, six mois continus", "cumul sans interruption", _MISSIONS),
        _ed("ED-SAI", "Saisonnier", "au moins huit mois en emploi sur douze", _MISSIONS),
        _ed("ED-FPT", "Fonction publique : stage ou titularisation", "six mois tenus"),
        _ed("ED-ALT", "Alternance", "six mois tenus"),
        _ed("ED-AID", "Contrat aidé éligible", "six mois tenus, contrat de la liste"),
        _ed(
            "ED-AI55", "Association intermédiaire, après 55 ans",
            "plus de 55 ans, plus de deux ans de missions, au moins un tiers temps, ne souhaite plus l’appui", _MISSIONS,
        ),
        _ed(
            "ED-CRE", "Création ou reprise d’activité", "six mois d’activité, immatriculation",
            (Piece.IMMATRICULATION, Piece.ACTIVITE),
        ),
        TypeSortie("FQ-CERT", "Formation qualifiante validée", Classe.FORMATION, "certification obtenue", _DIPLOME),
        TypeSortie(
            "FQ-LONG", "Formation de plus de neuf mois", Classe.FORMATION, "six mois révolus en formation",
            (Piece.ENTREE_FORMATION, Piece.ASSIDUITE),
        ),
        TypeSortie("AP", "Autre sortie positive", Classe.AUTRE_POSITIVE, "motif de la liste locale, contrôlée"),
        _ss(
            "SS-ABA", "Abandon, perte de contact", Cause.ABANDON, "relances tracées, courrier, délai de réponse",
            (Piece.AVERTISSEMENT,),
        ),
        _ss(
            "SS-DEM", "Déménagement hors du territoire", Cause.NEUTRE, "nouvelle adresse hors du territoire",
            (Piece.ADRESSE,),
        ),
        _ss("SS-DEC", "Décès", Cause.NEUTRE, "information datée", (Piece.INFORMATION,)),
        _ss("SS-RET", "Retraite", Cause.NEUTRE, "droits ouverts", (Piece.RETRAITE,)),
        _ss(
            "SS-REO", "Réorientation vers un dispositif plus adapté", Cause.AUTRE, "dispositif et date",
            (Piece.RELAIS,),
        ),
        _ss("SS-SAN", "Raison personnelle", Cause.AUTRE, "sans précision médicale", sensible=True),
        _ss("SS-EXC", "Fin à l’initiative du PLIE", Cause.AUTRE, "décision motivée, recours indiqué"),
        _ss("SS-DUR", "Durée maximale atteinte", Cause.AUTRE, "seulement si le dispositif a une durée maximale"),
        _ss("SS-AUT", "Autre", Cause.AUTRE, "à motiver"),
    )
}  # fmt: skip
# What a dispositif may name in its own words, each word under one of these codes. « AP » is only ever named so.
A_NOMMER = ("AP", "SS-REO", "SS-AUT")
LIBELLES_A_NOMMER: dict[str, str] = {code: TYPES[code].libelle for code in A_NOMMER}


class MotifSuspension(StrEnum):
    """Why a parcours stops for a while; no medical cause is written."""

    INDISPONIBLE = "indisponible"
    MATERNITE = "maternite"
    PARENTAL = "parental"
    DETENTION = "detention"
    DEMENAGEMENT = "demenagement"
    ABSENCE = "absence"


LIBELLES_SUSPENSION: dict[MotifSuspension, str] = {
    MotifSuspension.INDISPONIBLE: "Indisponible pour un temps",
    MotifSuspension.MATERNITE: "Maternité, paternité",
    MotifSuspension.PARENTAL: "Congé parental",
    MotifSuspension.DETENTION: "Empêchement légal",
    MotifSuspension.DEMENAGEMENT: "Éloignement temporaire",
    MotifSuspension.ABSENCE: "Absence longue",
}


class MotifRupture(StrEnum):
    ESSAI = "essai"
    TERME = "terme"
    DEMISSION = "demission"
    LICENCIEMENT = "licenciement"
    ACCORD = "accord"
    INAPTITUDE = "inaptitude"
    AUTRE = "autre"


LIBELLES_RUPTURE: dict[MotifRupture, str] = {
    MotifRupture.ESSAI: "Fin de la période d’essai",
    MotifRupture.TERME: "Fin du contrat",
    MotifRupture.DEMISSION: "Démission",
    MotifRupture.LICENCIEMENT: "Licenciement",
    MotifRupture.ACCORD: "Rupture d’un commun accord",
    MotifRupture.INAPTITUDE: "Inaptitude au poste",
    MotifRupture.AUTRE: "Autre",
}
