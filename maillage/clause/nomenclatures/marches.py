"""Who buys, what they buy, who is engaged (domaine 02 § 1, § 4 and § 7)."""

from enum import StrEnum

from maillage.clause.nomenclatures.obligations import Achat, Acheteur


class TypeDonneurOrdre(StrEnum):
    COMMUNE = "commune"
    EPCI = "epci"
    DEPARTEMENT = "departement"
    REGION = "region"
    ETAT = "etat"
    ETAB_PUBLIC_NATIONAL = "etab_public_national"
    ETAB_PUBLIC_LOCAL = "etab_public_local"
    HOPITAL = "hopital"
    BAILLEUR_SOCIAL = "bailleur_social"
    SEM_SPL = "sem_spl"
    CENTRALE_ACHAT = "centrale_achat"
    PRIVE = "prive"
    AUTRE = "autre"


T = TypeDonneurOrdre
LIBELLES_DONNEUR_ORDRE: dict[TypeDonneurOrdre, str] = {
    T.COMMUNE: "Commune",
    T.EPCI: "Intercommunalité",
    T.DEPARTEMENT: "Département",
    T.REGION: "Région",
    T.ETAT: "État",
    T.ETAB_PUBLIC_NATIONAL: "Établissement public national",
    T.ETAB_PUBLIC_LOCAL: "Établissement public local",
    T.HOPITAL: "Hôpital",
    T.BAILLEUR_SOCIAL: "Bailleur social",
    T.SEM_SPL: "Société d’économie mixte, société publique locale",
    T.CENTRALE_ACHAT: "Centrale d’achat",
    T.PRIVE: "Acheteur privé",
    T.AUTRE: "Autre",
}
# As the network publishes them together: local authorities and the companies they own.
COLLECTIVITES = frozenset({T.COMMUNE, T.EPCI, T.DEPARTEMENT, T.REGION, T.SEM_SPL})
# Which European threshold is theirs; a private buyer has none.
SEUIL_ACHETEUR: dict[TypeDonneurOrdre, Acheteur] = {
    type: Acheteur.ETAT if type in (T.ETAT, T.ETAB_PUBLIC_NATIONAL) else Acheteur.COLLECTIVITE
    for type in T
    if type is not T.PRIVE
}


class TypeAchat(StrEnum):
    TRAVAUX = "travaux"
    SERVICES = "services"
    FOURNITURES = "fournitures"
    PRESTATIONS_INTELLECTUELLES = "prestations_intellectuelles"


LIBELLES_ACHAT: dict[TypeAchat, str] = {
    TypeAchat.TRAVAUX: "Travaux",
    TypeAchat.SERVICES: "Services",
    TypeAchat.FOURNITURES: "Fournitures",
    TypeAchat.PRESTATIONS_INTELLECTUELLES: "Prestations intellectuelles",
}
SEUIL_ACHAT: dict[TypeAchat, Achat] = {
    type: Achat.TRAVAUX if type is TypeAchat.TRAVAUX else Achat.FOURNITURES_SERVICES for type in TypeAchat
}


class RoleEntreprise(StrEnum):
    TITULAIRE_UNIQUE = "titulaire_unique"
    MANDATAIRE = "mandataire"
    COTRAITANT = "cotraitant"
    SOUS_TRAITANT = "sous_traitant"


LIBELLES_ROLE: dict[RoleEntreprise, str] = {
    RoleEntreprise.TITULAIRE_UNIQUE: "Titulaire",
    RoleEntreprise.MANDATAIRE: "Mandataire du groupement",
    RoleEntreprise.COTRAITANT: "Cotraitant",
    RoleEntreprise.SOUS_TRAITANT: "Sous-traitant",
}
ATTRIBUTAIRES: frozenset[RoleEntreprise] = frozenset(RoleEntreprise) - {RoleEntreprise.SOUS_TRAITANT}
EN_TETE: frozenset[RoleEntreprise] = frozenset({RoleEntreprise.TITULAIRE_UNIQUE, RoleEntreprise.MANDATAIRE})


class Public(StrEnum):
    """Whom a clause may be written for: what keeps them far from employment (CCAG 2021)."""

    DELD = "deld"
    BRSA = "brsa"
    HANDICAP = "handicap"
    MINIMA = "minima"
    JEUNES = "jeunes"
    SENIORS = "seniors"
    SUIVI_JEUNE = "suivi_jeune"
    QPV = "qpv"
    REFUGIES = "refugies"
    IAE = "iae"
    AVIS = "avis"


LIBELLES_PUBLIC: dict[Public, str] = {
    Public.DELD: "Demandeurs d’emploi de longue durée",
    Public.BRSA: "Bénéficiaires du RSA",
    Public.HANDICAP: "Travailleurs handicapés",
    Public.MINIMA: "Bénéficiaires de l’ASS, de l’AAH ou d’une pension d’invalidité",
    Public.JEUNES: "Moins de 26 ans peu qualifiés, ou sans emploi depuis six mois",
    Public.SENIORS: "50 ans et plus",
    Public.SUIVI_JEUNE: "Jeunes en suivi renforcé (CEJ, PACEA, service militaire adapté ou volontaire)",
    Public.QPV: "Habitants d’un quartier prioritaire",
    Public.REFUGIES: "Réfugiés et protection subsidiaire",
    Public.IAE: "Salariés d’une structure d’insertion, d’un GEIQ, d’une EA ou d’un ESAT",
    Public.AVIS: "Sur avis motivé d’un prescripteur",
}
