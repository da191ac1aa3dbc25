"""The load of the référents on the last day of a period: F-1; those whom nobody has seen for long: F-2."""

from decimal import Decimal

from ibis import _

from maillage.consolidation.catalogue.flux import EN_PARCOURS
from maillage.consolidation.catalogue.populations import EQUIPES
from maillage.consolidation.catalogue.populations import FILE_ACTIVE as FILE
from maillage.indicateurs.catalogue import Chapitre
from maillage.indicateurs.mesures import Effectif, Somme, Taux
from maillage.indicateurs.periodes import PERIODE

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
SOURCE_CONTACT = "référentiel du réseau, F-2 ; seuils d’alerte proposés par le projet, à confirmer"
TOUS = Effectif(
    code="plie.file_vue", libelle="File active, dont on sait quand elle a été vue", unite="personnes", population=FILE,
    compte="file active au dernier jour", source=SOURCE_CONTACT,
)  # fmt: skip


def _list_sans_contact(jours: int) -> tuple[Effectif | Taux, ...]:
    """Somebody never met counts from the day they entered."""
    sans = TOUS.where(
        (_[f"vus_{jours}"] == 0) & (PERIODE.fin.delta(_.entree, unit="day") > jours), code=f"plie.sans_contact_{jours}",
        repere="F-2", libelle=f"Sans contact depuis plus de {jours} jours",
        compte=f"personnes de la file active sans contact tenu depuis plus de {jours} jours",
        note="Un rendez-vous manqué ou annulé n’est pas un contact.",
    )  # fmt: skip
    return (
        sans,
        Taux(
            code=f"plie.part_sans_contact_{jours}", repere="F-2", libelle=f"Part sans contact depuis plus de {jours} jours", unite="%",
            source=SOURCE_CONTACT, numerateur=sans, denominateur=TOUS,
        ),
    )  # fmt: skip


CHARGE = Chapitre(
    "charge", "File active et référents", "Au dernier jour de la période, suspensions déduites.",
    (
        FILE_ACTIVE,
        ETP,
        Taux(
            code="plie.file_par_etp", repere="F-1", libelle="File active par équivalent temps plein",
            unite="personnes par ETP", source=SOURCE, numerateur=FILE_ACTIVE, denominateur=ETP, facteur=100,
        ),
        *_list_sans_contact(45),
        *_list_sans_contact(90),
    ),
)  # fmt: skip
