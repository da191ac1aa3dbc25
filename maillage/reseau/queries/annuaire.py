"""The public directory: the rows that its list, its map and its exports share, and how many there are."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import Count, F, FilteredRelation, Q, QuerySet

from maillage.reseau import rules
from maillage.reseau.models import Dispositif, DispositifQuerySet
from maillage.reseau.nomenclatures import SIGLES, Etat, TypeDispositif

Dispositifs = QuerySet[Any, Any]  # what a list has narrowed no longer knows its manager's methods
PAR_REGION = ("region__nom", "departement_id", "cle", "pk")


def list_annuaire(*, cites_2019: bool = False) -> DispositifQuerySet:
    """The public directory or, apart, those that the list of 2019 alone names. `portage`: who carries each today."""
    return _plan_annuaire(cites_2019=cites_2019).all()


@cache
def _plan_annuaire(*, cites_2019: bool) -> DispositifQuerySet:
    """Never read itself: each caller reads a copy of this plan, which is longer to write than to run."""
    rows = Dispositif.objects.cites_en_2019_seulement() if cites_2019 else Dispositif.objects.publics()
    return rows.annotate(portage=FilteredRelation("portages", condition=Q(portages__au=None)))


def search_annuaire(rows: DispositifQuerySet, texte: str) -> DispositifQuerySet:
    """Those that bear every word; a text of signs only names nothing."""
    mots = rules.list_mots(texte)
    if not mots:
        return rows.none()
    return rows.filter(*(Q(cle__contains=mot) for mot in mots))


@dataclass(frozen=True, slots=True)
class LigneDeListe:
    slug: str
    nom: str
    type: str
    region: str
    commune: str

    @property
    def sigle(self) -> str:
        return SIGLES[TypeDispositif(self.type)]


def list_par_region(rows: Dispositifs) -> list[LigneDeListe]:
    """The list beside the map, in one query."""
    values = rows.order_by(*PAR_REGION).values_list("slug", "nom", "type", "region__nom", "commune")
    return [LigneDeListe(slug, nom, type, region or "", commune) for slug, nom, type, region, commune in values]


@dataclass(frozen=True, slots=True)
class Facettes:
    """How many dispositifs each type and each region holds."""

    regions: list[tuple[str, str, dict[str, int]]]
    par_type: dict[str, int]
    cites_2019: int = 0

    @property
    def total(self) -> int:
        return sum(self.par_type.values())

    def count(self, *, type: str = "", region: str = "") -> int:
        return sum(self.count_types(region=region).get(t, 0) for t in ([type] if type else self.par_type))

    def count_types(self, *, region: str = "") -> dict[str, int]:
        if not region:
            return self.par_type
        return next((counts for code, _, counts in self.regions if code == region), {})

    def count_regions(self, *, type: str = "") -> dict[str, int]:
        return {code: counts.get(type, 0) if type else sum(counts.values()) for code, _, counts in self.regions}


def get_facettes(texte: str = "") -> Facettes:
    """The public directory, or what bears this text in it, per region and type; those of 2019 apart: one query."""
    regions: dict[str, tuple[str, str, dict[str, int]]] = {}
    par_type: dict[str, int] = {}
    anciens = 0
    for code, nom, type_, etat, n in _count_facettes(texte):
        if etat == Etat.A_CONFIRMER:
            anciens += n
            continue
        counts = regions.setdefault(code or "", (code or "", nom or "Région non renseignée", {}))[2]
        counts[type_] = counts.get(type_, 0) + n
        par_type[type_] = par_type.get(type_, 0) + n
    return Facettes(sorted(regions.values(), key=lambda row: _order(row[1])), par_type, anciens)


def _count_facettes(texte: str) -> Iterable[tuple[Any, ...]]:
    if texte:
        return _group(search_annuaire(_list_facettes(), texte))
    with connection.cursor() as cursor:
        cursor.execute(*_prepare_facettes())
        return cursor.fetchall()


@cache
def _prepare_facettes() -> tuple[str, tuple[Any, ...]]:
    """Every public page asks for it, and writing this SQL again would cost more than running it."""
    return _group(_list_facettes()).query.sql_with_params()


def _list_facettes() -> DispositifQuerySet:
    return Dispositif.objects.reels().exclude(etat=Etat.FERME)


def _group(rows: DispositifQuerySet) -> QuerySet[Any, Any]:
    return rows.values_list("region_id", "region__nom", "type", "etat").annotate(n=Count("pk"))


@cache
def _order(nom: str) -> str:
    return rules.normalize_texte(nom)


@dataclass(frozen=True, slots=True)
class Point:
    slug: str
    nom: str
    type: str
    commune: str
    departement: str
    latitude: float
    longitude: float
    is_repere_deduit: bool


def list_points(rows: Dispositifs) -> list[Point]:
    """What the map draws. Those without a commune de repère are in the list beside it only."""
    rows = rows.exclude(latitude=None).order_by("type", "cle", "pk")
    return [
        Point(slug, nom, type, commune, departement or "", latitude, longitude, is_deduit)
        for slug, nom, type, commune, departement, latitude, longitude, is_deduit in rows.values_list(
            "slug", "nom", "type", "commune", "departement_id", "latitude", "longitude", "is_repere_deduit"
        )
        if latitude is not None and longitude is not None
    ]


def iterate_structures(rows: Dispositifs) -> Iterator[Any]:
    """Whole dispositifs as the public reads them, with the `siret` of who carries them; one query, streamed."""
    for dispositif in rows.annotate(siret=F("portage__organisation__siret")).iterator(chunk_size=500):
        yield dispositif.mask()


def list_slugs() -> list[tuple[str, date | None]]:
    """Every page of the public directory with the day it was last confirmed, for the map of the site."""
    return list(Dispositif.objects.publics().order_by("slug").values_list("slug", "verifie_le"))
