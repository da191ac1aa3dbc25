"""The objects of the matrix: a market near, of the service that the same organisation carries; a contract that ended."""

from maillage.clause.models import Lot, PropositionEtape, SuiteEtape
from maillage.reseau.models import Dispositif, Organisation, Portage
from maillage.reseau.nomenclatures import TypeDispositif
from tests.clause.usine import ENGAGE, make_clause
from tests.clause.usine_aval import make_lot_notifie
from tests.matrice.objets import Pour, objet
from tests.matrice.objets_clause_suivi import get_suivi, proposition


@objet("clause:lot_proches")
def lot(pour: Pour) -> dict[str, object]:
    return {"uuid": get_suivi(pour).uuid}


@objet("clause:lot_proches_export")
def lot_exporte(pour: Pour) -> dict[str, object]:
    return {"uuid": get_suivi(pour).uuid, "format": "csv"}


def get_voisin(pour: Pour) -> Lot:
    """A notified lot of a service that the organisation of this dispositif carries too."""
    porteuse, _ = Organisation.objects.get_or_create(nom=f"Porteuse de {pour.dispositif.pk}")
    portage, _ = Portage.objects.get_or_create(
        dispositif=pour.dispositif, au=None, defaults={"organisation": porteuse, "du": ENGAGE}
    )
    organisation = portage.organisation
    service = Dispositif.objects.filter(portages__organisation=organisation, type=TypeDispositif.CLAUSE).exclude(
        pk=pour.dispositif.pk
    )
    found = service.first() or make_clause()
    Portage.objects.get_or_create(dispositif=found, au=None, defaults={"organisation": organisation, "du": ENGAGE})
    return Lot.objects.filter(dispositif=found, etat="notifie").first() or make_lot_notifie(found)


@objet("clause:marche_proche")
def marche(pour: Pour) -> dict[str, object]:
    return {"uuid": get_voisin(pour).uuid}


@objet("clause:marche_proche_export")
def marche_exporte(pour: Pour) -> dict[str, object]:
    return {"uuid": get_voisin(pour).uuid, "format": "csv"}


@objet("clause:suite_etape")
def suite(pour: Pour) -> dict[str, object]:
    """Of a contract that waits in a PLIE."""
    found = PropositionEtape.objects.get(uuid=proposition(pour)["uuid"])
    row, _ = SuiteEtape.objects.get_or_create(
        dispositif=found.dispositif, proposition=found, defaults={"nature": "fin", "le": ENGAGE, "recue_le": ENGAGE}
    )
    return {"uuid": row.uuid}
