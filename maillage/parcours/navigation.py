"""What the parcours adds to the navigation."""

from maillage.parcours.permissions import Droit
from maillage.socle.navigation import Entree, declare

declare(
    Entree("Ma file active", "parcours:file_active", icone="users-round", droit=Droit.VOIR_FILE_ACTIVE,
           groupe="Parcours", ordre=10)
)  # fmt: skip
declare(
    Entree("Mon agenda", "parcours:agenda", icone="calendar-days", droit=Droit.VOIR_FILE_ACTIVE,
           groupe="Parcours", ordre=11)
    Entree("Commissions", "parcours:commissions", icone="gavel", droit=Droit.TENIR_COMMISSION, groupe="Parcours",
           ordre=30)
)  # fmt: skip
declare(
    Entree("Référents", "parcours:referents", icone="users", droit=Droit.AFFECTER, groupe="Parcours", ordre=40)
)  # fmt: skip
