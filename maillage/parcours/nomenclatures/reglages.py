"""What each dispositif may decide for itself, and what holds until it does (domaine 01 § 0: no threshold is national)."""

from dataclasses import dataclass

OUI, NON = "oui", "non"
DELD_INCLUT_NON_INSCRITS = "deld_inclut_non_inscrits"
REGLE_DATE_ENTREE = "regle_date_entree"
DIAGNOSTIC_AVANT_COMMISSION = "diagnostic_avant_commission"
ABSENCES_ACCUEIL = "accueil_absences"
RELANCES_ACCUEIL = "accueil_relances"
DELAI_ANNULATION = "sorties_reouverture"
CARENCE = "sorties_carence"


@dataclass(frozen=True, slots=True)
class Definition:
    """`choix`: values and what each means; `defaut`: what holds as long as the dispositif says nothing."""

    libelle: str
    aide: str
    choix: tuple[tuple[str, str], ...]
    defaut: str
    source: str


REGLAGES: dict[str, Definition] = {
    DELD_INCLUT_NON_INSCRITS: Definition(
        "Compter en longue durée les personnes non inscrites",
        "Pour une personne sans emploi et non inscrite à France Travail, la durée peut se compter depuis la fin de son "
        "dernier emploi. Les photos d’entrée déjà prises ne changent pas.",
        (
            (NON, "Non : seule la date d’inscription compte"),
            (OUI, "Oui : depuis la fin du dernier emploi, faute d’inscription"),
        ),
        NON,
        "domaine du parcours, § 5.6 : choix de conception, à confirmer par le réseau",
    ),
    REGLE_DATE_ENTREE: Definition(
        "Le jour qui compte comme entrée",
        "S’il n’est pas encore venu, l’entrée est à confirmer : elle ne compte nulle part avant ce jour. Une étape qui "
        "commence, ou le contrat signé, vaut toujours entrée si rien ne l’a datée plus tôt.",
        (
            ("1", "Le jour de la commission"),
            ("2", "La signature du contrat PLIE"),
            ("3", "Le premier entretien tenu"),
            ("4", "La première étape commencée"),
        ),
        "1",
        "domaine du parcours, § 3.2, T7 : à confirmer par le réseau",
    ),
    DIAGNOSTIC_AVANT_COMMISSION: Definition(
        "Le diagnostic initial avant la commission",
        "Exigé, une orientation sans diagnostic n’est pas présentée.",
        (("1", "Exigé"), ("0", "Facultatif")),
        "1",
        "domaine du parcours, § 3.2, T5",
    ),
    ABSENCES_ACCUEIL: Definition(
        "Les absences à l’accueil qui mènent au classement sans suite",
        "À ce nombre, le classement sans suite est proposé à la coordination, qui décide.",
        (("1", "Une absence"), ("2", "Deux absences"), ("3", "Trois absences"), ("4", "Quatre absences")),
        "2",
        "domaine du parcours, § 3.2, T6 : à confirmer par le réseau",
    ),
    RELANCES_ACCUEIL: Definition(
        "Les relances notées avant de classer une personne absente ou injoignable",
        "Elles restent écrites avec leur moyen.",
        (("0", "Aucune"), ("1", "Une relance"), ("2", "Deux relances"), ("3", "Trois relances")),
        "1",
        "domaine du parcours, § 3.2, T6 : à confirmer par le réseau",
    ),
    DELAI_ANNULATION: Definition(
        "Le délai pour annuler une sortie",
        "Après ce délai, une erreur ne se corrige plus : la personne a un nouveau parcours.",
        (("30", "30 jours"), ("60", "60 jours"), ("90", "90 jours")),
        "60",
        "domaine du parcours, § 3.2, T20 : à confirmer par le réseau",
    ),
    CARENCE: Definition(
        "Le délai avant qu’une personne sortie revienne",
        "Le retour est un nouveau parcours, lié au précédent.",
        (("0", "Aucun"), ("30", "30 jours"), ("90", "90 jours"), ("180", "180 jours")),
        "0",
        "domaine du parcours, § 3.2, T21 : à confirmer par le réseau",
    ),
}
