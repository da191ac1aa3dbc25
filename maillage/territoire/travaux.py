"""The job that writes zonings already checked: prepared step by step, published at once, then tidied."""

from django.utils import timezone

from maillage.socle.travaux import Curseur, TravailRefuse, travail
from maillage.socle.travaux.models import Travail
from maillage.territoire import actions
from maillage.territoire.actions.zonages import TRAVAIL
from maillage.territoire.models import ImportZonages


@travail(TRAVAIL, "Import de zonages")
def import_zonages(travail: Travail, curseur: Curseur) -> Curseur | None:
    """Readers see the zonings as they were until the step « publication », and as they are after it."""
    depot = ImportZonages.objects.get(uuid=travail.parametres["depot"])
    try:
        return ETAPES[curseur.get("etape", "verification")](travail, depot, curseur)
    except actions.FichierRefuse as refus:
        premiere = refus.erreurs[0]
        raise TravailRefuse(
            f"Le fichier était juste quand il a été déposé et ne l’est plus (ligne {premiere.ligne} : "
            f"{premiere.message}). Rien n’a été importé ; corrigez-le et redéposez-le."
        ) from refus


def _verify(travail: Travail, depot: ImportZonages, curseur: Curseur) -> Curseur:
    if depot.fini_le is not None:  # started again after it was published
        return {"etape": "menage"}
    travail.total = actions.check_depot(by=travail.acteur, depot=depot, now=timezone.now())
    travail.phrase = f"{travail.total} zonage(s) vérifié(s), préparation en cours"
    return {"etape": "preparation", "rang": 0}


def _prepare(travail: Travail, depot: ImportZonages, curseur: Curseur) -> Curseur:
    suite = actions.prepare_zonages(by=travail.acteur, depot=depot, rang=curseur["rang"])
    # The last zone counts as done once readers see it.
    travail.progression = suite if suite is not None else max(0, (travail.total or 1) - 1)
    travail.phrase = f"{travail.progression} zonage(s) préparé(s) sur {travail.total} ; rien n’est encore publié"
    return {"etape": "preparation", "rang": suite} if suite is not None else {"etape": "publication"}


def _publish(travail: Travail, depot: ImportZonages, curseur: Curseur) -> Curseur:
    bilan = actions.publish_zonages(by=travail.acteur, depot=depot)
    travail.progression = travail.total or 0
    travail.phrase = f"Import publié : {bilan}."
    travail.resultat = {"crees": bilan.crees, "modifies": bilan.modifies, "inchanges": bilan.inchanges}
    return {"etape": "menage"}


def _tidy(travail: Travail, depot: ImportZonages, curseur: Curseur) -> Curseur | None:
    return curseur if actions.clear_preparation(depot=depot) else None


ETAPES = {"verification": _verify, "preparation": _prepare, "publication": _publish, "menage": _tidy}
