"""What is under way: markets, lots, who buys, who is bound, what is engaged and what came of it."""

from decimal import Decimal

from ibis import _
from ibis.common.deferred import Deferred

from maillage.consolidation.catalogue.clause.populations import (
    DONNEURS_EN_COURS,
    EMPLOYEURS_ACTIFS,
    ENGAGEMENTS_EN_COURS,
    ENTREPRISES_PRESENTES,
    LOTS_ECHUS,
    LOTS_ECHUS_CONDUITS,
    LOTS_EN_COURS,
    LOTS_PILOTES,
    MARCHES_DES_HEURES,
    MARCHES_EN_COURS,
    MOA_EN_COURS,
    OPERATIONS_EN_COURS,
    TENU,
)
from maillage.consolidation.catalogue.clause.ventilations import ACHAT, DONNEUR, FORMES, GROUPE_DONNEUR, PROGRAMME
from maillage.indicateurs.catalogue import Chapitre
from maillage.indicateurs.mesures import Effectif, Somme, Sur, Taux

FICHE_7 = "Consolidation des PLIE 2019, fiche action 7"
NIVEAU = "Compté à chaque niveau, jamais par addition : ce que plusieurs services suivent y compte une fois."
CENT = Decimal(100)
MARCHES = Effectif(
    code="clause.marches", repere="MARCHES_EN_COURS", libelle="Marchés en cours", unite="marchés",
    population=MARCHES_EN_COURS, compte="marchés en cours",
    source=FICHE_7, ventilations=(ACHAT, DONNEUR, GROUPE_DONNEUR),
    note=f"{NIVEAU} Publié : 48 586 en 2019, 58 454 en 2021 ; l’unité (contrat ou lot) est à faire trancher par le réseau.",
)  # fmt: skip
LOTS = Effectif(
    code="clause.lots", repere="LOTS_EN_COURS", libelle="Lots en cours", unite="lots", population=LOTS_EN_COURS,
    compte="lots en cours", source=FICHE_7,
    ventilations=(ACHAT, DONNEUR, PROGRAMME, FORMES), note=f"{NIVEAU} La même règle que les marchés, lot par lot.",
)  # fmt: skip
PILOTES = Effectif(
    code="clause.lots_pilotes", libelle="Lots en cours, chez qui les pilote", unite="lots", population=LOTS_PILOTES,
    compte="lots en cours pilotés", source="domaine de la clause, un pilote par lot", ventilations=(ACHAT, DONNEUR),
    note="Un lot a un seul pilote : ces nombres s’additionnent d’un service à l’autre, et se transmettent.",
)  # fmt: skip
DONNEURS = Effectif(
    code="clause.donneurs", repere="DONNEURS_ORDRE", libelle="Donneurs d’ordre", unite="organismes",
    population=DONNEURS_EN_COURS,
    compte="donneurs d’ordre des marchés en cours", source=f"{FICHE_7} ; SIREN distincts des acheteurs",
    ventilations=(DONNEUR, GROUPE_DONNEUR), note=NIVEAU,
)  # fmt: skip
MOA = Effectif(
    code="clause.maitres_ouvrage", repere="MOA", libelle="Maîtres d’ouvrage", unite="organismes", population=MOA_EN_COURS,
    compte="maîtres d’ouvrage des marchés en cours", source=f"{FICHE_7} ; SIREN distincts, à défaut l’acheteur",
    note=f"{NIVEAU} Publié : 3 004 en 2019, 3 576 en 2021.",
)  # fmt: skip
OPERATIONS = Effectif(
    code="clause.operations", repere="OPERATIONS_EN_COURS", libelle="Opérations en cours", unite="opérations",
    population=OPERATIONS_EN_COURS,
    compte="opérations des marchés en cours", source=f"{FICHE_7}, laissé en blanc en 2019", ventilations=(PROGRAMME,),
    note=NIVEAU,
)  # fmt: skip
ENTREPRISES = Effectif(
    code="clause.entreprises", repere="ENTREPRISES", libelle="Entreprises engagées", unite="entreprises",
    population=ENTREPRISES_PRESENTES,
    compte="entreprises engagées sur les marchés en cours", source=f"{FICHE_7} ; SIREN distincts, tous rôles",
    note=f"{NIVEAU} Publié : 14 123 en 2019, 17 766 en 2021.",
)  # fmt: skip
EMPLOYEURS = Effectif(
    code="clause.employeurs", repere="EMPLOYEURS", libelle="Employeurs", unite="employeurs", population=EMPLOYEURS_ACTIFS,
    compte="employeurs des contrats actifs", source="domaine de la clause : comptés à part des entreprises engagées",
    note=NIVEAU,
)  # fmt: skip
AVEC_HEURES = Effectif(
    code="clause.marches_avec_heures", repere="MARCHES_AVEC_HEURES", libelle="Marchés avec des heures", unite="marchés",
    population=MARCHES_DES_HEURES,
    compte="marchés qui ont des heures validées", source="domaine de la clause, § 8", ventilations=(ACHAT, DONNEUR),
    note=NIVEAU,
)  # fmt: skip
ENGAGEES = Somme(
    code="clause.heures_engagees", repere="HEURES_ENGAGEES", libelle="Heures engagées", unite="heures",
    population=ENGAGEMENTS_EN_COURS,
    compte="heures engagées des lots en cours", source="domaine de la clause, § 4 et § 5", valeur=_.centiemes,
    diviseur=CENT,
    note=NIVEAU,
)  # fmt: skip
ENGAGEES_PILOTES = Somme(
    code="clause.heures_engagees_pilotees", libelle="Heures engagées, chez qui pilote le lot", unite="heures",
    population=LOTS_PILOTES, compte="heures engagées des lots en cours pilotés", source="domaine de la clause, § 6",
    valeur=_.engagees, diviseur=CENT, is_nulle_sans_ligne=True, note="Un lot a un seul pilote : ces nombres s’additionnent, et se transmettent.",
)  # fmt: skip
EN_COURS = Chapitre(
    "clause-marches", "Marchés, donneurs d’ordre, entreprises",
    "Ce qui est en cours dans la période. Un marché que plusieurs services suivent compte une fois au-dessus d’eux.",
    (
        MARCHES, LOTS, PILOTES, DONNEURS, MOA, OPERATIONS, ENTREPRISES, EMPLOYEURS, AVEC_HEURES, ENGAGEES, ENGAGEES_PILOTES,
        Taux(
            code="clause.lots_par_forme", libelle="Lots par forme de clause", unite="%",
            source="observatoires locaux de la clause : marchés réservés, critère social", numerateur=LOTS,
            denominateur=LOTS,
            sur=Sur.ENSEMBLE, ventilations=(FORMES,), note="Un lot peut cumuler plusieurs formes.",
        ),
    ),
)  # fmt: skip
F6 = "domaine de la clause, F6"


def sum_echus(code: str, libelle: str, compte: str, valeur: Deferred, *, version: int = 1, note: str = "") -> Somme:
    return Somme(
        code=f"clause.{code}", libelle=libelle, unite="heures", population=LOTS_ECHUS, compte=compte, source=F6,
        valeur=valeur, diviseur=CENT, version=version, note=note, is_nulle_sans_ligne=True,
    )  # fmt: skip


ECHUES = sum_echus(
    "heures_engagees_echues", "Heures engagées des lots échus", "heures engagées des lots échus", _.engagees,
    version=2,
)  # fmt: skip
REALISEES = sum_echus(
    "heures_realisees_echues", "Heures réalisées des lots échus", "heures valorisées des lots échus", _.realisees,
    note="Validées, ou déclarées par une structure en un seul total ; valorisées comme le marché le prévoit.",
)  # fmt: skip
TENUES = sum_echus(
    "heures_tenues", "Heures tenues sur les lots échus",
    "heures valorisées des lots échus, chacun compté au plus pour ce qu’il engage", TENU, version=2,
)  # fmt: skip
REALISATION = Chapitre(
    "clause-realisation", "Engagements tenus", "Des lots qui ont fini dans la période, depuis leur début.",
    (
        Effectif(
            code="clause.lots_echus", version=2, libelle="Lots échus qui demandent des heures", unite="lots",
            population=LOTS_ECHUS, compte="lots échus", source=F6,
            note="Version 2 : ceux qui ont fini dans la période, et non tous ceux qui ont fini un jour.",
        ),
        Effectif(
            code="clause.lots_tenus", version=2, libelle="Lots échus dont l’engagement est tenu", unite="lots",
            population=LOTS_ECHUS, compte="lots échus dont les heures valorisées atteignent l’engagement",
            condition=_.realisees >= _.engagees, source=F6,
        ),
        ECHUES, REALISEES, TENUES,
        sum_echus(
            "heures_manquantes", "Heures qui manquent aux lots échus", "heures engagées des lots échus, moins les heures tenues",
            _.engagees - TENU,
        ),
        sum_echus(
            "heures_excedentaires", "Heures faites au delà de l’engagement",
            "heures valorisées des lots échus, moins les heures tenues", _.realisees - TENU,
            note="Ce qu’un lot fait de plus ne comble pas un autre.",
        ),
        Taux(
            code="clause.taux_realisation", repere="TAUX_REALISATION", version=2, libelle="Taux de réalisation des lots échus",
            unite="%", decimales=1, source=f"{F6} : plafonné à 100 % par lot", numerateur=TENUES, denominateur=ECHUES,
            note="Ce qu’un lot fait de plus ne comble pas un autre.",
        ),
        Effectif(
            code="clause.lots_echus_sans_entreprise", libelle="Lots échus dont l’entreprise n’est pas connue", unite="lots",
            population=LOTS_ECHUS_CONDUITS, compte="lots échus sans titulaire ni mandataire connu",
            condition=_.conduite == 0, source="domaine de la clause, § 4 et F8",
            note="Ils comptent dans le taux ; leurs heures sont tenues pour celles de la plus grosse entreprise.",
        ),
    ),
)  # fmt: skip
