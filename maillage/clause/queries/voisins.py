"""Between a PLIE and the service of the clause that one organisation carries both: the markets the first may know.

Only what is public of a market that was notified, read by the installation itself. No person goes from one to the other:
each side reads its own.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from maillage.clause.models import Lot
from maillage.clause.models.partage import PILOTE
from maillage.clause.nomenclatures.lots import EtatLot
from maillage.clause.portee import select_suivis
from maillage.reseau.models import Dispositif, Portage
from maillage.reseau.nomenclatures import TypeDispositif
from maillage.socle.acteur import Acteur
from maillage.socle.contexte import open_service
from maillage.territoire.models import Commune

SERVICE = "marchés notifiés du service de la clause que la même organisation porte"
OUVERTS = (EtatLot.NOTIFIE, EtatLot.PLANIFIE, EtatLot.EN_EXECUTION)


@dataclass(frozen=True, slots=True)
class MarcheVoisin:
    uuid: UUID
    objet: str
    lot: str
    acheteur: str
    secteur: str
    publics: tuple[str, ...]
    commune: Commune | None
    precision: str
    fin: date | None
    service: Dispositif

    @property
    def titre(self) -> str:
        return f"{self.objet}, {self.lot}" if self.lot else self.objet


def select_portes_ensemble(acteur: Acteur, type: TypeDispositif, *, on: date) -> QuerySet[Dispositif]:
    """Those of this type that the organisations carrying one's own dispositif carry today."""
    carried = (Q(du=None) | Q(du__lte=on)) & (Q(au=None) | Q(au__gte=on))
    ours = Portage.objects.filter(carried, dispositif=acteur.dispositif).values("organisation")
    theirs = Portage.objects.filter(carried, organisation__in=ours).values("dispositif")
    return Dispositif.objects.filter(pk__in=theirs, type=type).exclude(pk=acteur.dispositif or 0)


def list_voisins(acteur: Acteur, *, on: date, uuid: UUID | None = None) -> list[MarcheVoisin]:
    """Two queries, whatever the markets, those that the dispositif leads itself included. `uuid`: only that lot."""
    ensemble = select_portes_ensemble(acteur, TypeDispositif.CLAUSE, on=on).values("pk")
    services = {row.pk: row for row in Dispositif.objects.filter(Q(pk__in=ensemble) | Q(pk=acteur.dispositif or 0))}
    with open_service(SERVICE):
        suivis = select_suivis(on=on).filter(PILOTE, structure__in=services, lot__etat__in=OUVERTS)
        if uuid is not None:
            suivis = suivis.filter(lot__uuid=uuid)
        rows = list(suivis.select_related("lot__marche__acheteur", "lot__marche__lieu_commune").order_by("pk"))
    found = [_read(row.lot, services[row.structure_id]) for row in rows]
    return sorted(found, key=lambda voisin: (voisin.commune is None, voisin.titre))


def _read(lot: Lot, service: Dispositif) -> MarcheVoisin:
    marche = lot.marche
    return MarcheVoisin(
        lot.uuid, marche.objet, str(lot) if lot.numero else "", marche.acheteur.nom, lot.secteur,
        tuple(lot.libelles_publics), marche.lieu_commune, marche.lieu_precision, marche.fin_prevue, service,
    )  # fmt: skip
