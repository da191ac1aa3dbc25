"""What the network reads of the clause: totals of its territories. Never a market, a structure, a company nor anybody."""

from collections.abc import Hashable
from dataclasses import dataclass

from maillage.clause.queries.activite import read_faits
from maillage.clause.rules.activite.reseau import Lieu, Reseau, build_reseau
from maillage.clause.rules.activite.secret import CONTRIBUTRICES, DOMINANCE, Seuils
from maillage.clause.rules.petits_effectifs import SEUIL
from maillage.clause.rules.postes import Periode
from maillage.reseau.models import Dispositif
from maillage.reseau.nomenclatures import Etat, TypeDispositif
from maillage.socle.contexte import open_service
from maillage.territoire.models import Departement, Region


@dataclass(frozen=True, slots=True)
class Noms:
    """By code. A structure may not say where it stands."""

    regions: dict[str, str]
    departements: dict[str, str]


def read_seuils(periode: Periode) -> Seuils:
    return Seuils(
        personnes=int(SEUIL.get(on=periode.au).valeur),
        structures=int(CONTRIBUTRICES.get(on=periode.au).valeur),
        part=int(DOMINANCE.get(on=periode.au).valeur),
    )


def read_reseau(*, periode: Periode, avant: Periode) -> Reseau:
    """The compartments are opened for the count alone. Every open service of the clause exists, heard of or not."""
    services = Dispositif.objects.filter(type=TypeDispositif.CLAUSE, etat=Etat.OUVERT)
    rows = list(services.order_by("region__nom", "departement__nom", "pk").values_list("pk", "region", "departement"))
    lieux: dict[Hashable, Lieu] = {pk: Lieu(region or "", departement or "") for pk, region, departement in rows}
    with open_service("activité de la clause dans le réseau, en totaux"):
        faits = read_faits([pk for pk, _, _ in rows], periode=Periode(avant.du, periode.au), is_reseau=True)
    return build_reseau(faits, lieux, periode=periode, avant=avant, seuils=read_seuils(periode))


def read_noms() -> Noms:
    return Noms(dict(Region.objects.values_list("code", "nom")), dict(Departement.objects.values_list("code", "nom")))
