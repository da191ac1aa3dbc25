"""The tables of facts, column by column. What a column means is written here, and printed from here.

A column that changes its meaning takes a new `version` of its table, and every file is written again.
"""

from maillage.indicateurs.tables import Colonne, Table, Type

PERSONNE = Colonne(
    "personne", Type.CLE,
    "numéro de la personne dans ce dispositif : tiré d’un secret de l’installation, il ne mène ni à un nom ni à un dossier",
)  # fmt: skip
DISPOSITIF = Colonne("dispositif", Type.TEXTE, "numéro public du dispositif")
NON_SU = "pas de réponse, ou refus de répondre"

PARCOURS = Table(
    "parcours", "un parcours commencé, ouvert ni par erreur ni en double, dont l’entrée est confirmée", 1,
    (
        DISPOSITIF,
        Colonne("parcours", Type.CLE, "numéro du parcours, tiré d’un secret de l’installation"),
        PERSONNE,
        Colonne("entree", Type.DATE, "date d’entrée"),
        Colonne("sortie", Type.DATE, "date de la sortie décidée", "parcours encore ouvert"),
        Colonne("classe", Type.TEXTE, "classe de la sortie décidée : emploi durable, formation, autre positive, sans suite",
                "parcours encore ouvert"),
        Colonne("cause", Type.TEXTE, "cause d’une sortie sans suite : abandon, neutre (déménagement, décès, retraite), autre",
                "pas de sortie sans suite"),
        Colonne("sexe", Type.TEXTE, "f ou h", "non renseigné"),
        Colonne("age", Type.ENTIER, "âge révolu au jour de l’entrée", "date de naissance inconnue"),
        Colonne("niveau", Type.ENTIER, "niveau de formation à l’entrée, de 1 à 8 : celui du diplôme, à défaut celui atteint",
                NON_SU),
        Colonne("brsa", Type.BOOLEEN, "bénéficiaire du RSA à l’entrée", NON_SU),
        Colonne("deld", Type.BOOLEEN, "inscrit comme demandeur d’emploi depuis un an ou plus à l’entrée",
                "durée inconnue"),
        Colonne("boeth", Type.BOOLEEN, "bénéficiaire de l’obligation d’emploi à l’entrée ; une demande en cours est un non",
                NON_SU),
        Colonne("qpv", Type.BOOLEEN, "adresse en quartier prioritaire au jour de l’entrée", "indéterminé"),
        Colonne("prescription", Type.DATE, "date de la prescription", "pas d’orientation"),
        Colonne("premier_rdv", Type.DATE, "date du premier rendez-vous d’accueil", "date inconnue"),
        Colonne("commission", Type.DATE, "date de la commission d’entrée", "date inconnue"),
        Colonne("premiere_etape", Type.DATE, "début de la première étape réellement commencée", "aucune étape"),
        Colonne("jours_suspendus", Type.ENTIER, "jours de suspension avant la sortie", "parcours encore ouvert"),
        Colonne("contrat", Type.TEXTE, "contrat de l’emploi tenu six mois", "sortie sans emploi, ou contrat inconnu"),
        Colonne("secteur", Type.TEXTE, "secteur de cet emploi", "sortie sans emploi, ou secteur inconnu"),
        Colonne("taille", Type.TEXTE, "taille de l’employeur : tpe, pme, eti, grande",
                "sortie sans emploi, ou taille inconnue"),
    ),
)  # fmt: skip
ETAPES = Table(
    "etapes", "une étape réellement commencée d’un parcours compté", 1,
    (
        DISPOSITIF,
        Colonne("parcours", Type.CLE, "numéro du parcours, comme dans la table des parcours"),
        PERSONNE,
        Colonne("type", Type.TEXTE, "type national de l’étape"),
        Colonne("famille", Type.TEXTE, "famille de la consolidation"),
        Colonne("iae", Type.TEXTE, "type de structure de l’insertion par l’activité économique", "étape hors IAE"),
        Colonne("is_contrat", Type.BOOLEEN, "compte parmi les contrats de travail"),
        Colonne("is_formation", Type.BOOLEEN, "compte parmi les formations"),
        Colonne("debut", Type.DATE, "date de début"),
        Colonne("fin", Type.DATE, "date de fin", "étape en cours"),
    ),
)  # fmt: skip
SUSPENSIONS = Table(
    "suspensions", "une suspension décidée d’un parcours compté", 1,
    (
        DISPOSITIF,
        Colonne("parcours", Type.CLE, "numéro du parcours, comme dans la table des parcours"),
        Colonne("du", Type.DATE, "premier jour de la suspension"),
        Colonne("repris", Type.DATE, "jour de la reprise", "suspension en cours"),
    ),
)  # fmt: skip
EQUIPE = Table(
    "equipe", "un temps de travail d’un référent, tant qu’il ne change pas", 1,
    (
        DISPOSITIF,
        Colonne("referent", Type.CLE, "numéro du référent, tiré d’un secret de l’installation"),
        Colonne("du", Type.DATE, "premier jour de ce temps de travail"),
        Colonne("au", Type.DATE, "dernier jour : veille du temps suivant, ou jour du départ", "toujours en vigueur"),
        Colonne("centiemes", Type.ENTIER, "centièmes d’un temps plein : 80 pour quatre cinquièmes"),
    ),
)  # fmt: skip
CONTACTS = Table(
    "contacts", "un jour où la personne d’un parcours compté a été vue : un entretien tenu", 1,
    (
        DISPOSITIF,
        Colonne("parcours", Type.CLE, "numéro du parcours, comme dans la table des parcours"),
        Colonne("le", Type.DATE, "jour de l’entretien"),
    ),
)  # fmt: skip
TABLES: tuple[Table, ...] = (PARCOURS, ETAPES, SUSPENSIONS, EQUIPE, CONTACTS)
TENUES: tuple[Table, ...] = (PARCOURS,)  # who has a row of one of these keeps its files here
