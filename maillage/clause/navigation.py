"""What the clause adds to the navigation."""

from maillage.clause.permissions import Droit
from maillage.clause.permissions_bilans import Droit as DroitBilans
from maillage.socle.navigation import Entree, declare

GROUPE = "Clause sociale"
declare(
    Entree("Marchés par état", "clause:tableau", icone="columns-3", droit=Droit.VOIR_MARCHES, groupe=GROUPE, ordre=0)
)
declare(Entree("Mes marchés", "clause:marches", icone="file-text", droit=Droit.VOIR_MARCHES, groupe=GROUPE, ordre=1))
declare(Entree("Marchés partagés", "clause:partages", icone="users", droit=Droit.VOIR_MARCHES, groupe=GROUPE, ordre=2))
declare(
    Entree("Donneurs d’ordre", "clause:donneurs", icone="handshake", droit=Droit.VOIR_MARCHES, groupe=GROUPE, ordre=3)
)
declare(Entree("Opérations", "clause:operations", icone="layers", droit=Droit.VOIR_MARCHES, groupe=GROUPE, ordre=3))
declare(
    Entree("Repères de calcul", "clause:reperes", icone="calculator", droit=Droit.VOIR_MARCHES, groupe=GROUPE, ordre=8)
)
declare(Entree("Bilans", "clause:bilans", icone="chart-column", droit=DroitBilans.VOIR_BILANS, groupe=GROUPE, ordre=8))
declare(
    Entree(
        "Personnes éligibles", "clause:personnes", icone="users", droit=Droit.SUIVRE_PERSONNES, groupe=GROUPE, ordre=3
    )
)
declare(Entree("Heures", "clause:heures", icone="clock", droit=Droit.SUIVRE_PERSONNES, groupe=GROUPE, ordre=4))
declare(
    Entree("Relevés du mois", "clause:releves", icone="inbox", droit=Droit.SUIVRE_PERSONNES, groupe=GROUPE, ordre=5)
)
declare(
    Entree(
        "Entreprises", "clause:entreprises", icone="building-complex", droit=Droit.TENIR_MARCHES, groupe=GROUPE, ordre=6
    )
)
declare(Entree("Ma semaine", "clause:semaine", icone="calendar", droit=Droit.NOTER_TEMPS, groupe=GROUPE, ordre=20))
declare(
    Entree(
        "Activité de la clause",
        "clause:activite",
        icone="target",
        droit=Droit.VOIR_ACTIVITE,
        groupe=GROUPE,
        ordre=21,
    )
)
declare(Entree("Clause de la région", "clause:region", icone="map", droit=Droit.COORDONNER, groupe=GROUPE, ordre=22))
