"""What the parcours adds to the navigation."""

from maillage.parcours.permissions import Droit
from maillage.socle.navigation import Entree, declare

declare(
    Entree("Ma file active", "parcours:file_active", icone="users-round", droit=Droit.VOIR_FILE_ACTIVE,
           groupe="Parcours", ordre=10)
)  # fmt: skip
declare(Entree("Sorties", "parcours:sorties", icone="log-out", droit=Droit.DECIDER_SORTIE, groupe="Parcours", ordre=60))
declare(
    Entree("Années closes", "parcours:annees_closes", icone="lock", droit=Droit.PARAMETRER, groupe="Parcours", ordre=90)
)
