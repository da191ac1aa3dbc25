"""Who is counted, and by which rule of the period (domaine 01 § 15). Facts hold no parcours opened by mistake."""

from ibis import _

from maillage.consolidation.faits.tables import CONTACTS, EQUIPE, ETAPES, PARCOURS, SUSPENSIONS
from maillage.indicateurs.periodes import PERIODE
from maillage.indicateurs.populations import Lien, Population

CHEVAUCHE = (_.debut <= PERIODE.fin) & (_.fin.isnull() | (_.fin >= PERIODE.debut))
ENTREES = Population(
    code="entrees", libelle="Entrées de la période", unite="entrées", table=PARCOURS,
    regle="parcours dont la date d’entrée est dans la période",
    condition=_.entree.between(PERIODE.debut, PERIODE.fin),
)  # fmt: skip
SORTIES = Population(
    code="sorties", libelle="Sorties de la période", unite="sorties", table=PARCOURS,
    regle="parcours dont la sortie est décidée et datée dans la période",
    condition=_.sortie.between(PERIODE.debut, PERIODE.fin) & _.classe.notnull(),
)  # fmt: skip
SUSPENDU = Lien(
    nom="suspendu", definition="suspensions en cours le dernier jour", table=SUSPENSIONS, cles=("dispositif", "parcours"),
    condition=(_.du <= PERIODE.fin) & (_.repris.isnull() | (_.repris > PERIODE.fin)),
)  # fmt: skip
OUVERT = (_.entree <= PERIODE.fin) & (_.sortie.isnull() | (_.sortie > PERIODE.fin))
STOCK = Population(
    code="stock", libelle="En parcours au dernier jour", unite="parcours", table=PARCOURS,
    regle="parcours ouverts le dernier jour de la période ; qui sort ce jour-là n’en est plus",
    condition=OUVERT, liens=(SUSPENDU,),
)  # fmt: skip


def link_contacts(jours: int) -> Lien:
    """Held in so many days before the last one of the period, that one included."""
    return Lien(
        nom=f"vus_{jours}", definition=f"entretiens tenus dans les {jours} jours qui précèdent le dernier jour", table=CONTACTS,
        cles=("dispositif", "parcours"),
        condition=(_.le <= PERIODE.fin) & (PERIODE.fin.delta(_.le, unit="day") <= jours),
    )  # fmt: skip


FILE_ACTIVE = Population(
    code="file_active", libelle="File active au dernier jour", unite="personnes", table=PARCOURS,
    regle="parcours ouverts et non suspendus le dernier jour de la période", condition=OUVERT & (_.suspendu == 0),
    liens=(SUSPENDU, link_contacts(45), link_contacts(90)),
)  # fmt: skip
EQUIPES = Population(
    code="equipes", libelle="Référents présents au dernier jour", unite="équivalents temps plein", table=EQUIPE,
    regle="temps de travail en vigueur le dernier jour de la période, des référents présents ce jour-là",
    condition=(_.du <= PERIODE.fin) & (_.au.isnull() | (_.au >= PERIODE.fin)),
)  # fmt: skip
ACCOMPAGNES = Population(
    code="accompagnes", libelle="Participants accompagnés", unite="participants", table=PARCOURS,
    regle="personnes ayant au moins un parcours ouvert un jour de la période, décrites par le dernier ; "
    "une personne suivie par deux dispositifs compte dans chacun",
    condition=(_.entree <= PERIODE.fin) & (_.sortie.isnull() | (_.sortie >= PERIODE.debut)),
    une_par=("dispositif", "personne"), dernier=("entree", "parcours"),
    liens=(
        Lien(
            nom="etapes_periode", definition="étapes de la personne qui touchent la période", table=ETAPES,
            cles=("dispositif", "personne"), condition=CHEVAUCHE,
        ),
    ),
)  # fmt: skip
ETAPES_PERIODE = Population(
    code="etapes", libelle="Étapes de la période", unite="étapes", table=ETAPES,
    regle="étapes réellement commencées qui touchent la période, ne serait-ce qu’un jour", condition=CHEVAUCHE,
)  # fmt: skip
