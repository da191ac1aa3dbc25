"""What was deposited, for « Ma consolidation » to set beside what the files say today."""

from django.db.models import QuerySet

from maillage.consolidation.depots.catalogues import find_consolide, get_regles
from maillage.consolidation.depots.models import Depot
from maillage.consolidation.depots.nomenclatures import EtatDepot
from maillage.consolidation.depots.permissions import Droit
from maillage.consolidation.depots.queries.depots import read_cellules
from maillage.consolidation.direct.deposees import Deposee, Lecteur, declare_lecteur
from maillage.reseau.models import Dispositif
from maillage.socle import permissions
from maillage.socle.acteur import Acteur


def read_deposee(acteur: Acteur, dispositif: Dispositif, millesime: int) -> Deposee | None:
    """One query."""
    from maillage.indicateurs.calcul import compose

    depot = (
        _select_en_vigueur(acteur, dispositif).filter(campagne__millesime=millesime).select_related("campagne").first()
    )
    if depot is None:
        return None
    cellules = compose(get_regles(depot.campagne.consolide).catalogue, read_cellules(depot))
    lien = depot.get_absolute_url() if permissions.can(acteur, Droit.LIRE_DEPOT, depot) else ""
    return Deposee(depot.recu_le, depot.version, {one.cle: one for one in cellules}, lien)


def list_annees(acteur: Acteur, dispositif: Dispositif) -> set[int]:
    return set(_select_en_vigueur(acteur, dispositif).values_list("campagne__millesime", flat=True))


def _select_en_vigueur(acteur: Acteur, dispositif: Dispositif) -> QuerySet[Depot]:
    rows = Depot.objects.visible_to(acteur).filter(dispositif=dispositif, etat=EtatDepot.EN_VIGUEUR)
    return rows.filter(campagne__consolide=find_consolide(dispositif.type), campagne__is_fictive=dispositif.is_fictif)


declare_lecteur(Lecteur(read_deposee, list_annees))
