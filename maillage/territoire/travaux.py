"""The job that writes zonings already checked: one transaction, so that a killed worker leaves all or nothing."""

from maillage.socle.travaux import Curseur, TravailRefuse, travail
from maillage.socle.travaux.models import Travail
from maillage.territoire import actions
from maillage.territoire.actions.zonages import TRAVAIL
from maillage.territoire.models import ImportZonages


@travail(TRAVAIL, "Import de zonages")
def import_zonages(travail: Travail, curseur: Curseur) -> Curseur | None:
    """A first step says what is coming, the second writes it all with its curseur."""
    travail.total = int(travail.parametres["zonages"])
    if not curseur:
        travail.phrase = f"{travail.total} zonage(s) vérifié(s), écriture en cours"
        return {"etape": "ecriture"}
    depot = ImportZonages.objects.get(uuid=travail.parametres["depot"])
    try:
        bilan = actions.write_zonages(by=travail.acteur, depot=depot)
    except actions.FichierRefuse as refus:
        premiere = refus.erreurs[0]
        raise TravailRefuse(
            f"Le fichier était juste quand il a été déposé et ne l’est plus (ligne {premiere.ligne} : "
            f"{premiere.message}). Rien n’a été importé ; corrigez-le et redéposez-le."
        ) from refus
    travail.progression = travail.total
    travail.phrase = f"Import terminé : {bilan}."
    travail.resultat = {"crees": bilan.crees, "modifies": bilan.modifies, "inchanges": bilan.inchanges}
    return None
