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
    Entree("Orienter une personne", "parcours:orientation_nouvelle", icone="user-plus", droit=Droit.ORIENTER,
           groupe="Parcours", ordre=12)
)  # fmt: skip
declare(
    Entree("Mes orientations", "parcours:orientations", icone="send", droit=Droit.ORIENTER, groupe="Parcours",
           ordre=14)
)  # fmt: skip
declare(Entree("Entrées", "parcours:entrees", icone="inbox", droit=Droit.ACCUEILLIR, groupe="Parcours", ordre=16))
declare(
    Entree("Aller vers", "parcours:decouvertes", icone="map-pin", droit=Droit.ACCUEILLIR, groupe="Parcours", ordre=18)
)
declare(
    Entree("Prescripteurs", "parcours:prescripteurs", icone="handshake", droit=Droit.ETUDIER_ORIENTATION,
           groupe="Parcours", ordre=60)
)  # fmt: skip
