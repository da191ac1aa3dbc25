"""Who follows a lot, what one structure asks of another, how hours are shared out (domaine 02 § 6)."""

from enum import StrEnum


class RoleSuivi(StrEnum):
    PILOTE = "pilote"
    PARTICIPANTE = "participante"
    OBSERVATRICE = "observatrice"


LIBELLES_SUIVI: dict[RoleSuivi, str] = {
    RoleSuivi.PILOTE: "Pilote",
    RoleSuivi.PARTICIPANTE: "Participante",
    RoleSuivi.OBSERVATRICE: "Observatrice",
}
DEFINITIONS_SUIVI: dict[RoleSuivi, str] = {
    RoleSuivi.PILOTE: "Tient le lot, négocie l’engagement, répartit les heures, solde et remet le bilan.",
    RoleSuivi.PARTICIPANTE: "Suit une part des heures sur son territoire, avec ses participants.",
    RoleSuivi.OBSERVATRICE: "Lit l’avancement d’ensemble, sans personne ni ligne d’heures.",
}
INVITES = (RoleSuivi.PARTICIPANTE, RoleSuivi.OBSERVATRICE)


class NatureDemande(StrEnum):
    """What one structure asks of another; both must agree."""

    INVITATION = "invitation"
    PASSATION = "passation"
    TRANSFERT = "transfert"
    CREDIT = "credit"


LIBELLES_DEMANDE: dict[NatureDemande, str] = {
    NatureDemande.INVITATION: "Invitation à suivre le lot",
    NatureDemande.PASSATION: "Passation du pilotage",
    NatureDemande.TRANSFERT: "Transfert d’heures à faire",
    NatureDemande.CREDIT: "Structure créditrice d’heures faites",
}


class EtatDemande(StrEnum):
    EN_ATTENTE = "en_attente"
    ACCEPTEE = "acceptee"
    REFUSEE = "refusee"
    RETIREE = "retiree"


LIBELLES_ETAT_DEMANDE: dict[EtatDemande, str] = {
    EtatDemande.EN_ATTENTE: "En attente de réponse",
    EtatDemande.ACCEPTEE: "Acceptée",
    EtatDemande.REFUSEE: "Refusée",
    EtatDemande.RETIREE: "Retirée",
}


class Methode(StrEnum):
    """R2: how the parts were found; the method and what was measured are kept with them."""

    LIBRE = "libre"
    MONTANT = "montant"
    SITES = "sites"
    HEURES_LOCALES = "heures_locales"
    POPULATION = "population"


LIBELLES_METHODE: dict[Methode, str] = {
    Methode.LIBRE: "Heures choisies une à une",
    Methode.MONTANT: "Au prorata du montant des travaux",
    Methode.SITES: "Au prorata du nombre de sites",
    Methode.HEURES_LOCALES: "Au prorata des heures travaillées sur place",
    Methode.POPULATION: "Au prorata de la population éligible",
}
UNITES: dict[Methode, str] = {
    Methode.LIBRE: "heures",
    Methode.MONTANT: "€",
    Methode.SITES: "sites",
    Methode.HEURES_LOCALES: "heures travaillées",
    Methode.POPULATION: "personnes",
}


class OrigineRepartition(StrEnum):
    """What made this sharing-out: the pilote, a new version of the engagement (R3), or a transfer agreed by both (R4)."""

    PILOTE = "pilote"
    REPORT = "report"
    TRANSFERT = "transfert"


LIBELLES_ORIGINE_REPARTITION: dict[OrigineRepartition, str] = {
    OrigineRepartition.PILOTE: "Décidée par la structure pilote",
    OrigineRepartition.REPORT: "Reportée au prorata de la version précédente",
    OrigineRepartition.TRANSFERT: "Après un transfert accepté",
}


class Avis(StrEnum):
    """What a structure says of the part it was given; silence past the delay is an agreement."""

    ACCORD = "accord"
    CONTESTATION = "contestation"


LIBELLES_AVIS: dict[Avis, str] = {Avis.ACCORD: "D’accord", Avis.CONTESTATION: "Contestée"}


class RaisonDoublon(StrEnum):
    """Why hours look told twice (R8)."""

    MEME_LOT = "meme_lot"
    HEURES_PAYEES = "heures_payees"
    PLAFOND = "plafond"


LIBELLES_RAISON: dict[RaisonDoublon, str] = {
    RaisonDoublon.MEME_LOT: "Deux structures les déclarent sur ce lot",
    RaisonDoublon.HEURES_PAYEES: "Plus d’heures que le bulletin n’en paie",
    RaisonDoublon.PLAFOND: "Plus d’heures qu’un mois n’en contient",
}


class Arbitrage(StrEnum):
    """What the pilote of a lot decides of its hours that seem told twice (R8). `LEVEE`: nobody did, they changed."""

    DISTINCTES = "distinctes"
    RETENUE = "retenue"
    AILLEURS = "ailleurs"
    LEVEE = "levee"


LIBELLES_ARBITRAGE: dict[Arbitrage, str] = {
    Arbitrage.DISTINCTES: "Ce ne sont pas les mêmes heures",
    Arbitrage.RETENUE: "Les mêmes heures : une seule structure les compte",
    Arbitrage.AILLEURS: "Ces heures se comptent sur un autre lot",
    Arbitrage.LEVEE: "Les heures ont changé : il n’y a plus rien à trancher",
}


def get_libelle_arbitrage(arbitrage: Arbitrage, *, is_entre_lots: bool) -> str:
    """Over several lots, each pilote says what was done on its own."""
    if is_entre_lots and arbitrage is Arbitrage.DISTINCTES:
        return "Ces heures ont bien été faites sur ce lot"
    return LIBELLES_ARBITRAGE[arbitrage]


class Sens(StrEnum):
    """Which of the two structures offers the change of credit (R6)."""

    CEDER = "ceder"
    DEMANDER = "demander"
