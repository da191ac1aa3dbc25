"""The load of the référents on the last day of a period: F-1. Those without contact (F-2) are only known of today."""

from decimal import Decimal

from ibis import _

from maillage.consolidation.catalogue.flux import EN_PARCOURS
from maillage.consolidation.catalogue.populations import EQUIPES
from maillage.indicateurs.catalogue import Chapitre
from maillage.indicateurs.mesures import Somme, Taux

SOURCE = "Consolidation des PLIE 2019, § 2.4 et fiches 5, 12, 13 ; norme de 60 à 100 personnes par référent"
FILE_ACTIVE = EN_PARCOURS.where(
    _.suspendu == 0, code="plie.file_active", repere="F-1", libelle="File active au dernier jour",
    compte="parcours ouverts et non suspendus au dernier jour", ventilations=(), source=SOURCE, note="",
)  # fmt: skip
ETP = Somme(
    code="plie.etp", repere="F-1", libelle="Équivalents temps plein de référents", unite="ETP", decimales=2,
    population=EQUIPES, compte="équivalents temps plein de référents présents", source=SOURCE,
    valeur=_.centiemes, diviseur=Decimal(100),
)  # fmt: skip
CHARGE = Chapitre(
    "charge", "File active et référents", "Au dernier jour de la période, suspensions déduites.",
    (
        FILE_ACTIVE,
        ETP,
        Taux(
            code="plie.file_par_etp", repere="F-1", libelle="File active par équivalent temps plein",
            unite="personnes par ETP", source=SOURCE, numerateur=FILE_ACTIVE, denominateur=ETP, facteur=100,
            note="Le temps de travail est compté en centièmes de temps plein : la base d’un ETP est 100.",
        ),
    ),
)  # fmt: skip
