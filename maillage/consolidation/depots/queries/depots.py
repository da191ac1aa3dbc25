"""What is read of the deposits: their cells, those of the year before, those that count."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from maillage.consolidation.depots.models import Campagne, Depot, DepotRegulier
from maillage.consolidation.depots.nomenclatures import VIVANTS, EtatDepot
from maillage.consolidation.depots.rules.documents import CONTRIBUTEURS, compute_empreinte, group_totaux
from maillage.indicateurs.apports import Apport
from maillage.indicateurs.cellules import Cellule
from maillage.reseau.models import Dispositif
from maillage.socle.acteur import Acteur
from maillage.socle.contexte import open_service


class DepotAltere(Exception):
    """What is in the database is not what was received: its SHA-256 differs."""


@dataclass(frozen=True, slots=True)
class DepotLu:
    """A deposit that counts, with its cells and where it comes from."""

    dispositif: Dispositif
    depot: Depot
    cellules: tuple[Cellule, ...]
    apports: tuple[Apport, ...] = ()


def read_cellules(depot: Depot) -> tuple[Cellule, ...]:
    """From the document as it was received, checked against its fingerprint."""
    contenu = depot.contenu.encode()
    if compute_empreinte(contenu) != depot.empreinte:
        raise DepotAltere(
            f"Le dépôt {depot.uuid} n’est plus celui qui a été reçu : son empreinte ne correspond pas. "
            "Restaurez-le d’une sauvegarde, ou demandez-le de nouveau."
        )
    data = json.loads(contenu)
    versions, periode, dispositif = data["definitions"], str(data["millesime"]), data["dispositif"]
    return tuple(
        Cellule(
            code, versions[code], periode, "dispositif", dispositif, ventilation, modalite, numerateur, base, inconnus,
            tuple((valeur, nombre) for valeur, nombre in histogramme),
        )
        for code, ventilation, modalite, numerateur, base, inconnus, histogramme in data["cellules"]
    )  # fmt: skip


def read_apports(depot: Depot) -> tuple[Apport, ...]:
    """Who gives to its magnitudes; empty where it has none, or where nobody told. To be read after its cells were."""
    return tuple(Apport(*row) for row in json.loads(depot.contenu).get(CONTRIBUTEURS, ()))


def read_avant(campagne: Campagne, dispositif: Dispositif) -> dict[str, int]:
    """The totals of the year before that count; empty when there are none."""
    avant = Depot.objects.filter(
        dispositif=dispositif, etat=EtatDepot.EN_VIGUEUR, campagne__consolide=campagne.consolide,
        campagne__millesime=campagne.millesime - 1, campagne__is_fictive=campagne.is_fictive,
    ).first()  # fmt: skip
    return group_totaux(read_cellules(avant)) if avant else {}


def find_vivant(campagne: Campagne, dispositif: Dispositif, *, sauf: Depot | None = None) -> Depot | None:
    """What counts, or else the last that waits to be explained; without its cells."""
    found = [one for one in list_vivants(campagne, dispositif) if sauf is None or one.pk != sauf.pk]
    return max(found, key=lambda one: (one.etat == EtatDepot.EN_VIGUEUR, one.version), default=None)


def list_vivants(campagne: Campagne, dispositif: Dispositif) -> list[Depot]:
    """What counts, and what waits to be explained; the last version last, without their cells."""
    rows = Depot.objects.filter(campagne=campagne, dispositif=dispositif, etat__in=VIVANTS).defer("contenu")
    return list(rows.order_by("version"))


def list_depots(acteur: Acteur, campagnes: Iterable[Campagne]) -> dict[int, list[Depot]]:
    """Those of the dispositif one works for, by campaign, the last version first."""
    found: dict[int, list[Depot]] = {}
    rows = Depot.objects.filter(dispositif=acteur.dispositif, campagne__in=campagnes).defer("contenu")
    for depot in rows.select_related("campagne", "dispositif").order_by("-version"):
        found.setdefault(depot.campagne_id, []).append(depot)
    return found


def read_refus(acteur: Acteur) -> dict[str, str]:
    """Why the regular deposits of last night were refused, by the number of the campaign."""
    regulier = DepotRegulier.objects.filter(dispositif=acteur.dispositif).first()
    return dict(regulier.refus) if regulier else {}


def read_en_vigueur(campagne: Campagne) -> Sequence[DepotLu]:
    """All those that count, in the order of their public numbers: the same sum whatever the order they came in."""
    with open_service("somme des dépôts d’une campagne"):
        rows = list(
            Depot.objects.filter(campagne=campagne, etat=EtatDepot.EN_VIGUEUR)
            .select_related("dispositif")
            .order_by("dispositif__uuid")
        )
    return [DepotLu(depot.dispositif, depot, read_cellules(depot), read_apports(depot)) for depot in rows]
