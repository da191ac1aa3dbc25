"""The étapes of a period, I-20 to I-22, T-20 to T-24, and the jobs found, E-1. What an étape is divided by is always said."""

from ibis import _

from maillage.consolidation.catalogue.flux import EMPLOI_DURABLE, PARTICIPANTS, POSITIVES, SORTIES_2019
from maillage.consolidation.catalogue.populations import ETAPES_PERIODE
from maillage.consolidation.catalogue.ventilations import CONTRAT, FAMILLE, IAE, SECTEUR, TAILLE
from maillage.indicateurs.catalogue import Chapitre
from maillage.indicateurs.mesures import Effectif, Sur, Taux
from maillage.parcours.nomenclatures.etapes import Famille

SOURCE = "Consolidation des PLIE 2019, § 2.3"
TOUTES = Effectif(
    code="plie.etapes", repere="I-20", libelle="Étapes", unite="étapes", population=ETAPES_PERIODE,
    compte="toutes les étapes", source=SOURCE, ventilations=(FAMILLE,),
)  # fmt: skip
CONTRATS = TOUTES.where(
    _.is_contrat, code="plie.etapes_contrats", libelle="Étapes qui sont un contrat de travail", repere="",
    compte="étapes qui sont un contrat de travail", ventilations=(),
)  # fmt: skip
EN_IAE = TOUTES.where(
    _.famille == Famille.IAE.value, code="plie.etapes_iae", libelle="Étapes de l’insertion par l’activité économique",
    repere="", compte="étapes de l’insertion par l’activité économique", ventilations=(),
)  # fmt: skip
SANS_ETAPE = PARTICIPANTS.where(
    _.etapes_periode == 0, code="plie.sans_etape", repere="I-22", libelle="Participants sans étape",
    compte="participants sans étape dans la période", ventilations=(), note="",
)  # fmt: skip
ETAPES = Chapitre(
    "etapes", "Étapes de parcours", "L’accompagnement par le référent n’est pas une étape.",
    (
        TOUTES,
        Taux(
            code="plie.etapes_par_participant", repere="I-21", libelle="Étapes par participant", source=SOURCE,
            unite="étapes par participant", facteur=1, decimales=2, numerateur=TOUTES, denominateur=PARTICIPANTS,
            note="Par an, et non par parcours. Publié pour 2019 : 1,34.",
        ),
        SANS_ETAPE,
        Taux(
            code="plie.part_sans_etape", repere="I-22", libelle="Part des participants sans étape", unite="%",
            source="référentiel du réseau, I-22", numerateur=SANS_ETAPE, denominateur=PARTICIPANTS,
        ),
        Taux(
            code="plie.familles", repere="T-20", libelle="Étapes par famille", unite="%", source=SOURCE,
            numerateur=TOUTES, denominateur=TOUTES, sur=Sur.ENSEMBLE, ventilations=(FAMILLE,),
            note="Le tableau entier, « autre » compris : rien n’est laissé hors du total.",
        ),
        Taux(
            code="plie.part_contrats", repere="T-21", libelle="Part des contrats de travail", unite="%",
            source="Rapport d’activité AVE 2022, étapes de 2021", numerateur=CONTRATS, denominateur=TOUTES,
        ),
        Taux(
            code="plie.part_iae_emploi", repere="T-22", libelle="Part de l’IAE dans les étapes d’emploi", unite="%",
            source="Consolidation des PLIE 2019, fiche 8", numerateur=EN_IAE, denominateur=CONTRATS,
            note="Publié pour 2019 comme « 30 % du total des étapes » : la base était celle des étapes d’emploi.",
        ),
        Taux(
            code="plie.part_iae", repere="T-23", libelle="Part de l’IAE dans toutes les étapes", unite="%",
            source=SOURCE, numerateur=EN_IAE, denominateur=TOUTES,
        ),
        Taux(
            code="plie.iae", repere="T-24", libelle="Étapes IAE par structure", unite="%",
            source="Consolidation des PLIE 2019, fiche 8", numerateur=EN_IAE, denominateur=EN_IAE,
            sur=Sur.ENSEMBLE, ventilations=(IAE,),
        ),
    ),
)  # fmt: skip
EMPLOIS = Chapitre(
    "emplois", "Emplois trouvés", "Sur les réponses connues ; le rapport de 2019 les dit partielles.",
    (
        Taux(
            code="plie.contrats", repere="E-1", libelle="Contrats des sorties en emploi durable", unite="%",
            source=SORTIES_2019, numerateur=EMPLOI_DURABLE, denominateur=EMPLOI_DURABLE, sur=Sur.RENSEIGNES,
            ventilations=(CONTRAT,),
        ),
        Taux(
            code="plie.tailles", repere="E-1", libelle="Taille des employeurs des sorties en emploi durable",
            unite="%", source=SORTIES_2019, numerateur=EMPLOI_DURABLE, denominateur=EMPLOI_DURABLE,
            sur=Sur.RENSEIGNES, ventilations=(TAILLE,),
        ),
        Taux(
            code="plie.secteurs", repere="E-1", libelle="Secteurs des sorties positives", unite="%",
            source=SORTIES_2019, numerateur=POSITIVES, denominateur=POSITIVES, sur=Sur.RENSEIGNES,
            ventilations=(SECTEUR,),
        ),
    ),
)  # fmt: skip
