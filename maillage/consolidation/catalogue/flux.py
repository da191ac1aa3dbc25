"""Who was followed, who came in, who left and how: I-1 to I-10, T-1 to T-9."""

from ibis import _

from maillage.consolidation.catalogue.populations import ACCOMPAGNES, ENTREES, SORTIES, STOCK
from maillage.consolidation.catalogue.ventilations import (
    AGE,
    AGE_FIN,
    CATEGORIES,
    CAUSE,
    ISSUE,
    NIVEAU,
    PUBLICS,
    SEXE,
)
from maillage.indicateurs.catalogue import Chapitre
from maillage.indicateurs.mesures import Effectif, Sur, Taux
from maillage.parcours.nomenclatures.sorties import Cause, Classe

SYNTHESE = "Consolidation des PLIE 2019, synthèse et § 2.1"
SORTIES_2019 = "Consolidation des PLIE 2019, § 2.2"
PROFIL = (SEXE, AGE, NIVEAU, PUBLICS)

PARTICIPANTS = Effectif(
    code="plie.accompagnes", repere="I-1", libelle="Participants accompagnés", unite="participants",
    population=ACCOMPAGNES, compte="participants accompagnés", source=SYNTHESE, ventilations=PROFIL,
    note="Le national est la somme des dispositifs : une personne suivie par deux d’entre eux y compte deux fois.",
)  # fmt: skip
ENTREES_DE_LA_PERIODE = Effectif(
    code="plie.entrees", repere="I-2", libelle="Entrées", unite="parcours", population=ENTREES,
    compte="entrées", source=SYNTHESE, ventilations=(*PROFIL, AGE_FIN),
    note="On compte des parcours, pas des personnes : qui revient dans l’année entre deux fois.",
)  # fmt: skip
EN_PARCOURS = Effectif(
    code="plie.stock", repere="I-3", libelle="En parcours au dernier jour", unite="parcours", population=STOCK,
    compte="parcours ouverts au dernier jour", source="référentiel du réseau, I-3", ventilations=PROFIL,
    note="En parcours la veille, plus les entrées, moins les sorties : le compte tombe juste.",
)  # fmt: skip
TOUTES_SORTIES = Effectif(
    code="plie.sorties", repere="I-4", libelle="Sorties", unite="parcours", population=SORTIES,
    compte="toutes les sorties", source=SORTIES_2019, ventilations=(*PROFIL, ISSUE),
)  # fmt: skip
POSITIVES = TOUTES_SORTIES.where(
    _.classe != Classe.SANS_SUITE.value, code="plie.sorties_positives", repere="I-5", libelle="Sorties positives",
    compte="sorties positives", ventilations=PROFIL,
    note="Emploi durable, formation validée et autres sorties positives : ce n’est pas un retour à l’emploi.",
)  # fmt: skip
EMPLOI_DURABLE = TOUTES_SORTIES.where(
    _.classe == Classe.EMPLOI_DURABLE.value, code="plie.emploi_durable", repere="I-6",
    libelle="Sorties en emploi durable", compte="sorties en emploi durable", ventilations=PROFIL,
    note="L’année est celle où les six mois d’emploi s’achèvent, pas celle de l’embauche.",
)  # fmt: skip
FORMATION = TOUTES_SORTIES.where(
    _.classe == Classe.FORMATION.value, code="plie.formation_validee", repere="I-7",
    libelle="Sorties en formation validée", compte="sorties en formation validée", ventilations=PROFIL,
)  # fmt: skip
AUTRES_POSITIVES = TOUTES_SORTIES.where(
    _.classe == Classe.AUTRE_POSITIVE.value, code="plie.autres_positives", repere="I-8",
    libelle="Autres sorties positives", compte="autres sorties positives", ventilations=(),
    note="Le rapport de 2019 les compte sans les définir ; ici, les motifs d’une liste contrôlée.",
)  # fmt: skip
SANS_SUITE = TOUTES_SORTIES.where(
    _.classe == Classe.SANS_SUITE.value, code="plie.sans_suite", repere="I-9", libelle="Sorties sans suite",
    compte="sorties sans suite", ventilations=(*PROFIL, CAUSE),
)  # fmt: skip
NEUTRALISEES = SANS_SUITE.where(
    _.cause == Cause.NEUTRE.value, code="plie.neutralisees", repere="I-10", libelle="Sorties neutralisées",
    compte="déménagements, décès, retraites", ventilations=(),
    note="Santé et réorientation ne sont pas neutralisées.",
)  # fmt: skip
IMPUTABLES = TOUTES_SORTIES.where(
    (_.classe != Classe.SANS_SUITE.value) | (_.cause != Cause.NEUTRE.value), code="plie.sorties_imputables",
    libelle="Sorties hors déménagement, décès, retraite",
    compte="sorties hors déménagement, décès, retraite", ventilations=(),
)  # fmt: skip

FLUX = Chapitre(
    "flux", "Entrées, sorties, accompagnés", "Combien de parcours commencent, finissent, et comment.",
    (
        PARTICIPANTS, ENTREES_DE_LA_PERIODE, EN_PARCOURS, TOUTES_SORTIES, POSITIVES, EMPLOI_DURABLE, FORMATION,
        AUTRES_POSITIVES, SANS_SUITE, NEUTRALISEES,
    ),
)  # fmt: skip
TAUX = Chapitre(
    "taux", "Taux de sorties positives",
    "Un même nombre de sorties positives, trois bases : seuls leur nom et leur base les distinguent.",
    (
        Taux(
            code="plie.taux_brut", repere="T-1", libelle="Taux de sorties positives", unite="%", source=SORTIES_2019,
            numerateur=POSITIVES, denominateur=TOUTES_SORTIES, note="Publié pour 2019 : 47 %.",
        ),
        Taux(
            code="plie.taux_neutralise", repere="T-2", libelle="Taux de sorties positives, neutralisé", unite="%",
            source=SORTIES_2019, numerateur=POSITIVES, denominateur=IMPUTABLES,
            note="Formule de référence du réseau. Publié pour 2019 : 50 % ; pour 2014 : 39 %.",
        ),
        Taux(
            code="plie.positives_sur_entrees", repere="T-3", libelle="Sorties positives rapportées aux entrées",
            unite="%", source=SORTIES_2019, numerateur=POSITIVES, denominateur=ENTREES_DE_LA_PERIODE,
            note="Un rapport entre deux flux, pas un taux de réussite. Publié pour 2019 : 44 %.",
        ),
        Taux(
            code="plie.part_emploi", repere="T-4", libelle="Part de l’emploi durable", unite="%",
            source=SORTIES_2019, numerateur=EMPLOI_DURABLE, denominateur=POSITIVES,
        ),
        Taux(
            code="plie.part_formation", repere="T-5", libelle="Part de la formation validée", unite="%",
            source=SORTIES_2019, numerateur=FORMATION, denominateur=POSITIVES,
        ),
        Taux(
            code="plie.emploi_sur_sorties", repere="T-6", libelle="Emploi durable rapporté aux sorties", unite="%",
            source=SORTIES_2019, numerateur=EMPLOI_DURABLE, denominateur=TOUTES_SORTIES,
            note="À comparer à l’objectif national de 42 %.",
        ),
        Taux(
            code="plie.formation_sur_sorties", repere="T-6", libelle="Formation validée rapportée aux sorties",
            unite="%", source=SORTIES_2019, numerateur=FORMATION, denominateur=TOUTES_SORTIES,
            note="À comparer à l’objectif national de 8 %.",
        ),
    ),
)  # fmt: skip
CAUSES = Chapitre(
    "causes", "Causes des sorties sans suite", "Les mêmes causes sur deux bases, qui ne se comparent pas.",
    (
        Taux(
            code="plie.causes", repere="T-7", libelle="Causes des sorties sans suite", unite="%", source=SORTIES_2019,
            numerateur=SANS_SUITE, denominateur=SANS_SUITE, sur=Sur.ENSEMBLE, ventilations=(CAUSE,),
        ),
        Taux(
            code="plie.issues", repere="T-8", libelle="Issue des sorties", unite="%", source=SORTIES_2019,
            numerateur=TOUTES_SORTIES, denominateur=TOUTES_SORTIES, sur=Sur.ENSEMBLE, ventilations=(ISSUE,),
            note="La base est le total des sorties, pas les participants.",
        ),
    ),
)  # fmt: skip
PUBLICS_SORTIS = Chapitre(
    "publics", "Taux de sorties positives par public",
    "Chaque public rapporté à ses propres sorties, non neutralisées. Les publics se recouvrent.",
    (
        Taux(
            code="plie.taux_par_public", repere="T-9", libelle="Taux de sorties positives par public", unite="%",
            source=SORTIES_2019, numerateur=POSITIVES, denominateur=TOUTES_SORTIES, ventilations=(CATEGORIES, AGE),
        ),
    ),
)  # fmt: skip
