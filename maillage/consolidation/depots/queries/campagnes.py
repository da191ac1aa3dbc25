"""The campaigns, and how far each one is."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.db.models import QuerySet

from maillage.consolidation.depots.catalogues import TYPES
from maillage.consolidation.depots.models import Campagne, Depot
from maillage.consolidation.depots.nomenclatures import Consolide, EtatDepot, Origine
from maillage.consolidation.depots.rules.campagnes import Participation, count_participation
from maillage.reseau.models import Dispositif
from maillage.reseau.nomenclatures import Etat
from maillage.socle.contexte import open_service


def list_campagnes(*, fictives: bool | None = None) -> QuerySet[Campagne]:
    rows = Campagne.objects.order_by("-millesime", "consolide")
    return rows if fictives is None else rows.filter(is_fictive=fictives)


def list_ouvertes(*, on: date) -> QuerySet[Campagne]:
    return Campagne.objects.filter(ouverte_le__lte=on, close_le__gte=on).order_by("millesime")


def list_pour(dispositif: Dispositif) -> list[Campagne]:
    """Those that concern this dispositif, the most recent first."""
    consolides = [consolide for consolide, type_ in TYPES.items() if type_ == dispositif.type]
    return list(list_campagnes(fictives=dispositif.is_fictif).filter(consolide__in=consolides))


def list_attendus(campagne: Campagne) -> QuerySet[Dispositif]:
    """Open dispositifs of its kind: the directory's for a real campaign, those of the demonstration for a fictitious one."""
    return Dispositif.objects.filter(
        type=TYPES[Consolide(campagne.consolide)], etat=Etat.OUVERT, is_fictif=campagne.is_fictive
    )


def find_derniers(campagne: Campagne) -> dict[int, Depot]:
    """Of each dispositif, by its key, without its cells: what counts, or else what waits to be explained."""
    with open_service("suivi d’une campagne de dépôts"):
        rows = list(
            Depot.objects.filter(campagne=campagne, etat__in=(EtatDepot.EN_VIGUEUR, EtatDepot.A_EXPLIQUER))
            .defer("contenu").order_by("version")
        )  # fmt: skip
    found: dict[int, Depot] = {}
    for depot in rows:
        known = found.get(depot.dispositif_id)
        if known is None or depot.etat == EtatDepot.EN_VIGUEUR or known.etat == EtatDepot.A_EXPLIQUER:
            found[depot.dispositif_id] = depot
    return found


def read_participations(campagnes: Sequence[Campagne]) -> dict[int, Participation]:
    """N-1 of each, in two queries."""
    rows = Dispositif.objects.filter(etat=Etat.OUVERT).values_list("pk", "type", "is_fictif")
    attendus = {(type_, is_fictif): set[int]() for _, type_, is_fictif in rows}
    for pk, type_, is_fictif in rows:
        attendus[type_, is_fictif].add(pk)
    with open_service("participation aux campagnes de dépôts"):
        deposes = list(
            Depot.objects.filter(campagne__in=[c.pk for c in campagnes], etat=EtatDepot.EN_VIGUEUR)
            .values_list("campagne_id", "dispositif_id", "origine")
        )  # fmt: skip
    return {
        campagne.pk: count_participation(
            attendus.get((TYPES[Consolide(campagne.consolide)], campagne.is_fictive), set()),
            [dispositif for one, dispositif, _ in deposes if one == campagne.pk],
            _keep_agreges(deposes, campagne.pk),
        )
        for campagne in campagnes
    }


def _keep_agreges(deposes: Iterable[tuple[int, int, str]], campagne: int) -> list[int]:
    return [dispositif for one, dispositif, origine in deposes if one == campagne and origine == Origine.AGREGE]


def count_regions(campagne: Campagne, derniers: Mapping[int, Depot]) -> list[tuple[str, int, int]]:
    """By region: its name, how many have deposited, how many are expected."""
    counts: dict[str, list[int]] = {}
    for pk, nom in list_attendus(campagne).order_by("region__nom").values_list("pk", "region__nom"):
        found = counts.setdefault(nom or "Région non dite", [0, 0])
        found[0] += pk in derniers and derniers[pk].etat == EtatDepot.EN_VIGUEUR
        found[1] += 1
    return [(nom, deposes, attendus) for nom, (deposes, attendus) in counts.items()]
