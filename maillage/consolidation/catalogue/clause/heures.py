"""The hours, the people, the contracts; along one dimension at a time, for two of them never add up (R11)."""

from decimal import Decimal

from ibis import _

from maillage.clause.nomenclatures.emplois import SIAE, SIAE_ELARGIE
from maillage.consolidation.catalogue.clause.populations import (
    CONTRATS_ACTIFS,
    CONTRATS_SIGNES,
    HEURES_DU_MOIS,
    PARTICIPANTS,
)
from maillage.consolidation.catalogue.clause.ventilations import (
    ACHAT,
    AGE,
    CLES_2020,
    CONTRAT,
    DOMAINE,
    DONNEUR,
    GROUPE_DONNEUR,
    MODE,
    NIVEAU,
    PROFILS,
    QPV,
    RENSEIGNEMENT,
    SEXE,
    TYPE_HEURES,
)
from maillage.consolidation.faits.codage_clause import A_PARTIR_DE_250, MOINS_200
from maillage.indicateurs.catalogue import Chapitre
from maillage.indicateurs.mesures import Effectif, Somme, Sur, Taux
from maillage.socle.typographie import lower_initiale

FICHE_7 = "Consolidation des PLIE 2019, fiche action 7"
CENT = Decimal(100)
PERSONNE = (SEXE, AGE, NIVEAU, PROFILS, QPV)
DU_CONTRAT = (CONTRAT, MODE, DOMAINE)
SUIVIES = Somme(
    code="clause.heures", repere="HEURES", libelle="Heures d’insertion validées", unite="heures", population=HEURES_DU_MOIS,
    compte="heures réelles validées", condition=~_.is_agregee, valeur=_.centiemes, diviseur=CENT, source=FICHE_7,
    ventilations=(*PERSONNE, *DU_CONTRAT, ACHAT, DONNEUR, GROUPE_DONNEUR, TYPE_HEURES),
    note="Heures réelles, jamais valorisées. Publié : 18 640 857 en 2019, 25 124 684 en 2021.",
)  # fmt: skip
TOUTES = Somme(
    code="clause.heures_en_tout", repere="HEURES_EN_TOUT", libelle="Heures en tout, totaux déclarés compris",
    unite="heures",
    population=HEURES_DU_MOIS, compte="heures validées ou déclarées en total", valeur=_.centiemes, diviseur=CENT,
    source="domaine de la clause, R12", is_nulle_sans_ligne=True,
)  # fmt: skip
AGREGEES = Somme(
    code="clause.heures_agregees", repere="HEURES_AGREGEES", libelle="Heures déclarées en un seul total",
    unite="heures",
    population=HEURES_DU_MOIS, compte="heures déclarées en total", condition=_.is_agregee, valeur=_.centiemes,
    diviseur=CENT, is_nulle_sans_ligne=True,
    source="domaine de la clause, R12", note="D’une structure qui ne donne qu’un total : ni personne ni contrat derrière.",
)  # fmt: skip
# The same rows as those that are followed: only what a structure declares of its year is in the one and not in the other.
UNE_A_UNE = Somme(
    code="clause.heures_une_a_une", libelle="Heures suivies une à une dans Maillage", unite="heures",
    population=HEURES_DU_MOIS, compte="heures validées ligne à ligne, ni déclarées en total ni déclarées par un service",
    condition=~_.is_agregee, valeur=_.centiemes, diviseur=CENT, source="domaine de la clause, R12",
)  # fmt: skip
PERSONNES = Effectif(
    code="clause.participants", repere="PARTICIPANTS", libelle="Personnes employées", unite="personnes",
    population=PARTICIPANTS,
    compte="personnes employées", source=FICHE_7, ventilations=(*PERSONNE, *DU_CONTRAT),
    note="Le national est la somme des services : qui a un dossier dans deux d’entre eux y compte deux fois. Publié : 45 210 en 2019, "
    "57 231 en 2021.",
)  # fmt: skip
ACTIFS = Effectif(
    code="clause.contrats_actifs", repere="CONTRATS_ACTIFS", libelle="Contrats actifs", unite="contrats",
    population=CONTRATS_ACTIFS,
    compte="contrats actifs", source=FICHE_7, ventilations=(*PERSONNE, *DU_CONTRAT),
    note="Une mission d’intérim est un contrat ; un renouvellement sans interruption n’en est pas un autre. Publié pour 2019 : 61 886.",
)  # fmt: skip
SIGNES = Effectif(
    code="clause.contrats_signes", repere="CONTRATS_SIGNES", libelle="Contrats signés", unite="contrats",
    population=CONTRATS_SIGNES,
    compte="contrats commencés dans la période", source="photographie de la clause 2021 : 75 194 contrats « signés »",
    ventilations=(CONTRAT, MODE), note="À publier à part des contrats actifs : les deux ne s’additionnent pas.",
)  # fmt: skip
ACTIVITE = Chapitre(
    "clause-heures", "Heures, personnes, contrats",
    "Heures validées dont le mois est dans la période, chez le service qui en a le crédit ; corrections déduites.",
    (
        SUIVIES,
        Somme(
            code="clause.etp", repere="ETP", libelle="Heures validées, en équivalents temps plein à 1 607 heures",
            unite="ETP", decimales=1,
            population=HEURES_DU_MOIS, compte="heures réelles validées", condition=~_.is_agregee, valeur=_.centiemes,
            diviseur=CENT * 1607, source=f"{FICHE_7} : 11 600 ETP ; base légale annuelle, à confirmer par le réseau",
            ventilations=(ACHAT, GROUPE_DONNEUR),
        ),
        Somme(
            code="clause.etp_1600", repere="ETP", libelle="Heures validées, en équivalents temps plein à 1 600 heures",
            unite="ETP",
            decimales=1, population=HEURES_DU_MOIS, compte="heures réelles validées", condition=~_.is_agregee,
            valeur=_.centiemes, diviseur=CENT * 1600,
            source="photographie de la clause 2021 : 15 703 ETP publiés, à cette base",
            note="Pour comparer à 2021 seulement : les deux bases ne se comparent pas entre elles.",
        ),
        PERSONNES, ACTIFS, SIGNES,
        Taux(
            code="clause.heures_par_participant", repere="H_PAR_PARTICIPANT", libelle="Heures par personne employée",
            unite="heures par personne",
            source="Localtis 2016 : 395 en 2015 ; 412 en 2019", numerateur=SUIVIES, denominateur=PERSONNES,
            facteur=Decimal("0.01"),
        ),
        Taux(
            code="clause.contrats_par_participant", libelle="Contrats par personne employée", unite="contrats par personne",
            source="domaine de la clause : 1,37 en 2019, 1,31 en 2021", numerateur=ACTIFS, denominateur=PERSONNES,
            facteur=1,
            decimales=2,
        ),
        AGREGEES, TOUTES,
        Taux(
            code="clause.couverture_heures", repere="COUVERTURE_HEURES", libelle="Heures suivies une à une", unite="%",
            source="domaine de la clause, R12", version=2, numerateur=UNE_A_UNE, denominateur=TOUTES,
            note="Celles d’un service qui déclare son année en totaux n’y sont pas.",
        ),
    ),
)  # fmt: skip


def share_heures(
    code: str, repere: str, libelle: str, source: str, numerateur: Somme, denominateur: Somme = SUIVIES, note: str = ""
) -> Taux:
    return Taux(
        code=f"clause.{code}", repere=repere, libelle=libelle, unite="%", decimales=1, source=source, numerateur=numerateur,
        denominateur=denominateur, note=note,
    )  # fmt: skip


def keep(code: str, libelle: str, condition: object, *, repere: str = "") -> Somme:
    return Somme(
        code=f"clause.{code}", repere=repere, libelle=libelle, unite="heures", population=HEURES_DU_MOIS,
        compte=lower_initiale(libelle),
        condition=~_.is_agregee & condition, valeur=_.centiemes, diviseur=CENT, source=CLES_2020,
    )  # fmt: skip


INSERTION, ELARGIE = (sorted(statut.value for statut in statuts) for statuts in (SIAE, SIAE_ELARGIE))
EFFECTIF_CONNU = keep("heures_effectif_connu", "Heures dont l’effectif est connu", _.effectif.notnull())
ADRESSE_CONNUE = keep("heures_adresse_connue", "Heures d’adresse connue", _.qpv_adresse.notnull())
HABITANTS = keep("heures_qpv", "Heures d’habitants de quartiers prioritaires", _.qpv_adresse, repere="HEURES_QPV")
QUI_EMPLOIE = Chapitre(
    "clause-employeurs", "Qui emploie, qui s’engage, qui achète",
    "Chaque part est une lecture des mêmes heures : elles ne s’additionnent pas.",
    (
        share_heures(
            "part_siae", "PART_SIAE_EMPLOYEUR", "Part des heures employées par l’insertion par l’activité économique",
            f"{CLES_2020} : 44,8 %",
            keep("heures_siae", "Heures employées par une structure d’insertion", _.employeur_statut.isin(INSERTION)),
            note="Employeur EI, AI, ACI, ETTI ou EITI ce mois-là ; un statut jamais dit reste dans la base.",
        ),
        share_heures(
            "part_siae_elargie", "PART_SIAE_EMPLOYEUR_ELARGIE", "La même part, avec les GEIQ et les régies de quartier",
            f"{CLES_2020} : 50,7 %",
            keep("heures_siae_elargie", "Heures employées par l’insertion, un GEIQ ou une régie",
            _.employeur_statut.isin(ELARGIE)),
        ),
        share_heures(
            "part_siae_marche", "PART_SIAE_MARCHE", "Part des heures dont la structure d’insertion tient le marché",
            f"{CLES_2020} : 20 %",
            keep("heures_siae_marche", "Heures dont l’entreprise engagée est une structure d’insertion",
                 _.entreprise_statut.isin(INSERTION)),
            note="Titulaire, cotraitante ou sous-traitante : une autre dimension que l’employeur.",
        ),
        share_heures(
            "part_tpe_pme", "PART_TPE_PME", "Part des heures dues par des entreprises de moins de 200 salariés",
            "manifeste d’Alliance Villes Emploi (2022) : 77 % en 2020",
            keep("heures_tpe_pme", "Heures dues par une entreprise de moins de 200 salariés", _.effectif == MOINS_200),
            EFFECTIF_CONNU, note="« TPE-PME » au sens du réseau, de l’entreprise engagée, quand l’effectif est connu.",
        ),
        share_heures(
            "part_moins_250", "PART_TPE_PME", "Part des heures dues par des entreprises de moins de 250 salariés",
            "seuil de l’Insee",
            keep("heures_moins_250", "Heures dues par une entreprise de moins de 250 salariés",
            _.effectif != A_PARTIR_DE_250),
            EFFECTIF_CONNU,
        ),
        Taux(
            code="clause.natures", repere="PART_NATURE", libelle="Heures par nature d’achat", unite="%", decimales=1,
            source=f"{CLES_2020} : travaux 55,52 %, services 43,58 %", numerateur=SUIVIES, denominateur=SUIVIES,
            sur=Sur.ENSEMBLE, ventilations=(ACHAT,),
            note="Le tableau entier : rien n’est laissé hors du total.",
        ),
        Taux(
            code="clause.parts_donneurs", repere="PART_MOA", libelle="Heures par donneur d’ordre", unite="%", decimales=1,
            source=f"{CLES_2020} : collectivités et leurs sociétés 43 %, bailleurs 16 %", numerateur=SUIVIES,
            denominateur=SUIVIES, sur=Sur.ENSEMBLE, ventilations=(GROUPE_DONNEUR, DONNEUR),
        ),
        HABITANTS,
        share_heures(
            "part_qpv", "HEURES_QPV", "Part des heures d’habitants de quartiers prioritaires",
            "charte d’insertion du NPNRU", HABITANTS,
            ADRESSE_CONNUE, note="Adresse du premier jour du contrat, quand elle est située.",
        ),
    ),
)  # fmt: skip
QUI_TRAVAILLE = Chapitre(
    "clause-profils", "Qui est employé",
    "Profil au premier jour du premier contrat de la période, sur les réponses connues.",
    (
        Taux(
            code="clause.profils", repere="PROFIL_x", libelle="Profil des personnes employées", unite="%",
            source=CLES_2020, numerateur=PERSONNES,
            denominateur=PERSONNES, sur=Sur.RENSEIGNES, ventilations=(PROFILS, SEXE, AGE, NIVEAU),
            note="Publié pour 2020 : femmes 18 %, moins de 26 ans 27 %, longue durée 46 %, RSA 25 %, quartiers 23 %, handicap 7 %, CAP "
            "ou moins 84 %. Chaque part est calculée seule.",
        ),
        Taux(
            code="clause.types_contrat", repere="REPART_CONTRAT", libelle="Contrats actifs par type", unite="%",
            source="enquête nationale de 2010",
            numerateur=ACTIFS, denominateur=ACTIFS, sur=Sur.ENSEMBLE, ventilations=(CONTRAT, MODE),
        ),
        Taux(
            code="clause.domaines", libelle="Contrats actifs par domaine professionnel", unite="%",
            source="domaine de la clause ; métier codé", numerateur=ACTIFS, denominateur=ACTIFS, sur=Sur.RENSEIGNES,
            ventilations=(DOMAINE,),
        ),
        Taux(
            code="clause.renseignement", repere="I-30", libelle="Réponses connues des personnes employées", unite="%",
            source="référentiel du réseau, I-30 : alerte sous 90 %", numerateur=PERSONNES, denominateur=PERSONNES,
            sur=Sur.ENSEMBLE, ventilations=(RENSEIGNEMENT,),
        ),
    ),
)  # fmt: skip
