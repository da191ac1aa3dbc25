"""The tables of facts of the clause, column by column. No name, no company, no reason: numbers, dates, hours and codes.

What has a legal person behind it bears a number that is the same in every service of the installation,
so that a market or a
company that two services know counts once; a person, a contract bear one of their own service only.
"""

from maillage.clause.nomenclatures.emplois import LIBELLES_PROFIL
from maillage.clause.nomenclatures.lots import LIBELLES_FORME
from maillage.consolidation.faits.tables import DISPOSITIF, PERSONNE
from maillage.indicateurs.tables import Colonne, Table, Type

COMMUN = "tiré d’un secret de l’installation, le même dans tous ses services"
LOT = Colonne("lot", Type.CLE, f"numéro du lot, {COMMUN}")
MARCHE = Colonne(
    "marche", Type.CLE, f"numéro du marché, {COMMUN} ; le même pour un acheteur de même SIRET et un même numéro publié"
)
CONTRAT = Colonne("contrat", Type.CLE, "numéro du contrat dans ce service")
EN_COURS = "toujours en cours"
SANS_PROFIL = "profil non demandé au premier jour"
ACHAT = Colonne("achat", Type.TEXTE, "nature de l’achat")
DONNEUR = Colonne("donneur", Type.TEXTE, "nature du donneur d’ordre")
DU_CONTRAT = (
    Colonne("type", Type.TEXTE, "type de contrat"),
    Colonne("mode", Type.TEXTE, "mode de réalisation"),
    Colonne(
        "domaine", Type.TEXTE, "domaine professionnel : première lettre du code ROME du métier", "métier sans code"
    ),
    *(
        Colonne(
            profil.value, Type.BOOLEEN, f"au premier jour du contrat : {libelle[:1].lower()}{libelle[1:]}", SANS_PROFIL
        )
        for profil, libelle in LIBELLES_PROFIL.items()
    ),
    Colonne("qpv_adresse", Type.BOOLEEN, "adresse en quartier prioritaire le premier jour du contrat", "indéterminé"),
)

LOTS = Table(
    "clause_lots", "un lot notifié, que le service pilote ou suit, ou a suivi", 1,
    (
        DISPOSITIF, LOT, MARCHE,
        Colonne("acheteur", Type.CLE, f"numéro du donneur d’ordre, par son SIREN, {COMMUN}"),
        Colonne("maitre_ouvrage", Type.CLE, f"numéro du maître d’ouvrage, à défaut l’acheteur, {COMMUN}"),
        Colonne("operation", Type.CLE, f"numéro de l’opération, {COMMUN}", "marché sans opération"),
        Colonne("programme", Type.TEXTE, "programme de l’opération ; « aucun » sans opération"),
        ACHAT, DONNEUR,
        Colonne("notifie_le", Type.DATE, "jour de la notification"),
        Colonne("debut", Type.DATE, "début du marché, à défaut sa notification"),
        Colonne("fin", Type.DATE, "jour du solde, à défaut fin prévue", "fin inconnue"),
        Colonne("resilie_le", Type.DATE, "jour de la résiliation", "lot qui n’est pas résilié"),
        Colonne("is_pilote", Type.BOOLEEN, "piloté par ce service au jour de l’extraction"),
        *(
            Colonne(forme.value, Type.BOOLEEN, f"forme de la clause : {libelle[:1].lower()}{libelle[1:]}")
            for forme, libelle in LIBELLES_FORME.items()
        ),
    ),
)  # fmt: skip
SUIVIS = Table(
    "clause_suivis", "un temps pendant lequel le service pilote un lot ou y participe", 1,
    (
        DISPOSITIF, LOT,
        Colonne("role", Type.TEXTE, "pilote ou participante ; qui observe seulement ne compte rien"),
        Colonne("du", Type.DATE, "premier jour"),
        Colonne("au", Type.DATE, "dernier jour", EN_COURS),
    ),
)  # fmt: skip
ENGAGEMENTS = Table(
    "clause_engagements", "une version de l’engagement d’un lot, tant qu’elle est en vigueur", 1,
    (
        DISPOSITIF, LOT,
        Colonne("du", Type.DATE, "premier jour"),
        Colonne("au", Type.DATE, "veille de la version suivante", "dernière version"),
        Colonne("centiemes", Type.CLE, "centièmes d’heure engagés, sans les tranches conditionnelles"),
    ),
)  # fmt: skip
ENTREPRISES = Table(
    "clause_entreprises", "une entreprise engagée sur un lot, quel que soit son rôle", 1,
    (
        DISPOSITIF, LOT,
        Colonne("entreprise", Type.CLE, f"numéro de l’entreprise, par son SIREN, {COMMUN}"),
        Colonne("role", Type.TEXTE, "titulaire, mandataire, cotraitant ou sous-traitant"),
        Colonne("du", Type.DATE, "premier jour"),
        Colonne("au", Type.DATE, "dernier jour", EN_COURS),
    ),
)  # fmt: skip
REDEVABLES = Table(
    "clause_redevables", "une entreprise qui répond de l’engagement d’un lot, ou peut en devoir une part, tant qu’il ne change pas", 1,
    (
        DISPOSITIF, LOT,
        Colonne("entreprise", Type.CLE, f"numéro de l’entreprise, par son SIREN, {COMMUN}", "aucune ne conduit le lot"),
        Colonne("is_tete", Type.BOOLEEN, "répond de tout : titulaire ou mandataire ; non : cotraitante, ou l’a été"),
        Colonne("du", Type.DATE, "premier jour"),
        Colonne("au", Type.DATE, "dernier jour", "toujours en vigueur"),
        Colonne("centiemes", Type.CLE, "centièmes d’heure engagés, qu’elle doit au plus"),
    ),
)  # fmt: skip
CONTRATS = Table(
    "clause_contrats", "un contrat que le service gère, ou dont il a le crédit des heures", 1,
    (
        DISPOSITIF, CONTRAT, PERSONNE,
        Colonne("rang", Type.ENTIER, "rang du contrat dans le service, du premier commencé au dernier"),
        Colonne("debut", Type.DATE, "premier jour du contrat"),
        Colonne("is_gere", Type.BOOLEEN, "géré par ce service"),
        Colonne("is_sur_lot", Type.BOOLEEN, "rattaché à un lot au moins"),
        Colonne("employeur", Type.CLE, f"numéro de l’employeur, par son SIREN, {COMMUN}"),
        Colonne("fin", Type.DATE, "dernier jour du contrat, une fois passé : réel, à défaut prévu", "en cours, ou fin inconnue"),
        Colonne("is_fin_dite", Type.BOOLEEN, "la fin réelle est enregistrée"),
        *DU_CONTRAT,
    ),
)  # fmt: skip
HEURES = Table(
    "clause_heures",
    "les heures validées d’un contrat, sur un lot, un mois, dont le service a le crédit ; ou ce qu’une structure "
    "a déclaré en un seul total d’un mois d’un lot que le service a piloté",
    1,
    (
        DISPOSITIF, LOT, MARCHE,
        Colonne("is_agregee", Type.BOOLEEN, "déclarée par une structure en un seul total"),
        Colonne("contrat", Type.CLE, "numéro du contrat dans ce service", "heures agrégées"),
        Colonne("personne", Type.CLE, "numéro de la personne dans ce service", "heures agrégées"),
        Colonne("externe", Type.CLE, "numéro de la structure qui les déclare", "heures suivies ici"),
        Colonne("mois", Type.DATE, "premier jour du mois"),
        Colonne("centiemes", Type.ENTIER, "centièmes d’heure réelle ; négatifs pour une correction"),
        Colonne("type_heures", Type.TEXTE, "travail, formation ou tutorat", "heures agrégées"),
        ACHAT, DONNEUR,
        Colonne("entreprise", Type.CLE, f"numéro de l’entreprise engagée, {COMMUN}", "heures agrégées"),
        Colonne("effectif", Type.TEXTE, "tranche d’effectif de l’entreprise engagée : 200 et 250 salariés",
        "effectif inconnu"),
        Colonne("employeur_statut", Type.TEXTE, "ce que l’employeur est reconnu être ce mois-là", "jamais dit"),
        Colonne("entreprise_statut", Type.TEXTE, "la même chose, de l’entreprise engagée", "jamais dit"),
        *DU_CONTRAT,
    ),
)  # fmt: skip
REALISES = Table(
    "clause_realises", "un mois d’un lot que le service pilote au jour de l’extraction, par contrat qu’il connaît, et en un total pour les autres", 1,
    (
        DISPOSITIF, LOT,
        Colonne("personne", Type.CLE, "numéro de la personne dans ce service", "d’une autre structure, ou déclarées en total"),
        Colonne("mois", Type.DATE, "premier jour du mois"),
        Colonne("centiemes", Type.CLE, "centièmes d’heure valorisée, validée ou déclarée en total"),
    ),
)  # fmt: skip
POSTES = Table(
    "clause_postes", "un poste de facilitation ou de coordination, tant que son temps de travail ne change pas", 1,
    (
        DISPOSITIF,
        Colonne("poste", Type.CLE, "numéro du poste dans ce service"),
        Colonne("fonction", Type.TEXTE, "facilitateur ou coordinateur"),
        Colonne("financement", Type.TEXTE, "ce qui paie la plus grande part du poste"),
        Colonne("dix_milliemes", Type.ENTIER, "dix-millièmes d’un temps plein : 8 000 pour quatre cinquièmes"),
        Colonne("du", Type.DATE, "premier jour"),
        Colonne("au", Type.DATE, "dernier jour", EN_COURS),
    ),
)  # fmt: skip
SORTIES = Table(
    "clause_sorties", "un jalon, six ou douze mois après la fin du dernier contrat d’une personne", 1,
    (
        DISPOSITIF, CONTRAT,
        Colonne("jalon", Type.ENTIER, "6 ou 12 mois"),
        Colonne("prevu_le", Type.DATE, "jour du jalon"),
        Colonne("situation", Type.TEXTE, "situation dite à trente jours près du jalon",
        "pas de réponse, ou trop loin du jalon"),
    ),
)  # fmt: skip
TABLES_CLAUSE: tuple[Table, ...] = (
    LOTS, SUIVIS, ENGAGEMENTS, ENTREPRISES, REDEVABLES, CONTRATS, HEURES, REALISES, POSTES, SORTIES,
)  # fmt: skip
TENUES_CLAUSE: tuple[Table, ...] = (LOTS, HEURES)  # who has a row of one of these keeps its files here
