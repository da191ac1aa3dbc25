"""Follows the preparation of a publication, done by a process of its own: started, started again when killed, given up at last."""

import time
from uuid import UUID

from maillage.consolidation.publications import ateliers
from maillage.consolidation.publications.actions import TRAVAIL
from maillage.consolidation.publications.models import Publication
from maillage.consolidation.publications.nomenclatures import Etat
from maillage.socle.travaux import Curseur, travail
from maillage.socle.travaux.models import Travail

LANCEMENTS = 3
ARRETEE = (
    "La préparation s’est arrêtée trois fois sans finir. Relancez-la ; si cela recommence, prévenez l’administration de "
    "l’installation."
)
PAUSE = 0.05  # seconds, between two looks


@travail(TRAVAIL, "Préparer une publication : additionner, masquer, attaquer, écrire")
def follow(travail: Travail, curseur: Curseur) -> Curseur | None:
    uuid = UUID(travail.parametres["publication"])
    publication = Publication.objects.filter(uuid=uuid).first()
    if publication is None or publication.etat != Etat.PREPARATION:
        ateliers.clean(uuid)
        travail.phrase = f"Publication {publication.libelle_etat}." if publication else "Publication retirée."
        return None
    lancements = curseur.get("lancements", 0)
    if ateliers.is_running(uuid):
        travail.phrase = "Les dépôts sont additionnés, masqués, puis attaqués."
        time.sleep(PAUSE)
        return {"lancements": lancements, "vu": True}
    if lancements and not curseur.get("vu") and curseur.get("attente", 0) < 200:
        time.sleep(PAUSE)  # it has just been started: it takes its lock within some seconds
        return curseur | {"attente": curseur.get("attente", 0) + 1}
    if lancements == LANCEMENTS:
        publication.etat, publication.raisons = Etat.REFUSEE, [ARRETEE]
        publication.save(update_fields=["etat", "raisons"])
        travail.phrase = ARRETEE
        return None
    ateliers.start(uuid)
    return {"lancements": lancements + 1}
