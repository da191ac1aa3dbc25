"""What the parcours adds to the navigation."""

from maillage.parcours.permissions import Droit
from maillage.socle.navigation import Entree, declare

declare(
    Entree("Ma file active", "parcours:file_active", icone="users-round", droit=Droit.VOIR_FILE_ACTIVE,
           groupe="Parcours", ordre=10)
)  # fmt: skip
declare(
    Entree("Mes étapes", "parcours:mes_etapes", icone="clipboard-check", droit=Droit.VOIR_MES_ETAPES,
           groupe="Parcours", ordre=15)
)  # fmt: skip
declare(
    Entree("Offre d’étapes", "parcours:offre", icone="layers", droit=Droit.TENIR_OFFRE, groupe="Parcours", ordre=60)
)
