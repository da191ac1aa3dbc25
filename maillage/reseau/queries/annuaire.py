"""The public directory: one filter, read by the list, the map and the exports alike."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import reduce
from operator import and_

from django.db.models import Count, Q

from maillage.reseau import rules
from maillage.reseau.models import Dispositif, DispositifQuerySet, Portage
from maillage.reseau.nomenclatures import SIGLES, Etat, TypeDispositif

COLONNES_DE_TRI: dict[str, tuple[str, ...]] = {
    "region": ("region__nom", "departement_id", "cle", "pk"),
    "nom": ("cle", "pk"),
    "type": ("type", "region__nom", "cle", "pk"),
    "departement": ("departement__nom", "cle", "pk"),
    "commune": ("commune", "cle", "pk"),
}
TRI_PAR_DEFAUT = "region"


@dataclass(frozen=True, slots=True)
class Filtre:
    """What is asked of the directory. Unknown codes find nothing; nothing here can fail."""

    q: str = ""
    type: str = ""
    region: str = ""
    cites_2019: bool = False
    tri: str = TRI_PAR_DEFAUT
    decroissant: bool = False

    @property
    def is_vide(self) -> bool:
        return not (self.q or self.type or self.region or self.cites_2019)

    def to_q(self) -> Q:
        conditions = [Q(cle__contains=mot) for mot in rules.list_mots(self.q)]
        if self.q and not conditions:  # only signs: nothing is named so
            conditions.append(Q(pk__in=()))
        if self.type:
            conditions.append(Q(type=self.type))
        if self.region:
            conditions.append(Q(region=self.region))
        return reduce(and_, conditions, Q())


@dataclass(frozen=True, slots=True)
class LigneDeListe:
    slug: str
    nom: str
    type: str
    region: str
    departement: str
    code_departement: str
    commune: str
    is_repere_deduit: bool
    etat: str

    @property
    def sigle(self) -> str:
        return SIGLES[TypeDispositif(self.type)]


_COLONNES = (
    "slug", "nom", "type", "region__nom", "departement__nom", "departement_id", "commune", "is_repere_deduit", "etat",
)  # fmt: skip


def _filtered(filtre: Filtre) -> DispositifQuerySet:
    base = Dispositif.objects.cites_en_2019_seulement() if filtre.cites_2019 else Dispositif.objects.publics()
    return base.filter(filtre.to_q())


def count_annuaire(filtre: Filtre) -> int:
    return _filtered(filtre).count()


def list_annuaire(filtre: Filtre, *, debut: int = 0, nombre: int | None = None) -> list[LigneDeListe]:
    """One page of the list, in one query."""
    order = COLONNES_DE_TRI.get(filtre.tri, COLONNES_DE_TRI[TRI_PAR_DEFAUT])
    if filtre.decroissant:
        order = (f"-{order[0]}", *order[1:])
    rows = _filtered(filtre).order_by(*order).values_list(*_COLONNES)
    rows = rows[debut:] if nombre is None else rows[debut : debut + nombre]
    return [
        LigneDeListe(slug, nom, type, region or "", departement or "", code or "", commune, is_deduit, etat)
        for slug, nom, type, region, departement, code, commune, is_deduit, etat in rows
    ]


@dataclass(frozen=True, slots=True)
class Facettes:
    """How many dispositifs each type and each region holds, the other filters kept."""

    regions: list[tuple[str, str, dict[str, int]]]
    par_type: dict[str, int]
    cites_2019: int = 0

    @property
    def total(self) -> int:
        return sum(self.par_type.values())

    def count(self, *, type: str = "", region: str = "") -> int:
        rows = [counts for code, _, counts in self.regions if region in ("", code)]
        return sum(n for counts in rows for t, n in counts.items() if type in ("", t))


def get_facettes() -> Facettes:
    """The whole public directory per region and type, and those of 2019 apart: one query."""
    rows = (
        Dispositif.objects.reels()
        .exclude(etat=Etat.FERME)
        .values_list("region_id", "region__nom", "type", "etat")
        .annotate(n=Count("pk"))
        .order_by("region__nom")
    )
    regions: dict[str, tuple[str, str, dict[str, int]]] = {}
    par_type: dict[str, int] = {}
    anciens = 0
    for code, nom, type_, etat, n in rows:
        if etat == Etat.A_CONFIRMER:
            anciens += n
            continue
        counts = regions.setdefault(code or "", (code or "", nom or "Région non renseignée", {}))[2]
        counts[type_] = counts.get(type_, 0) + n
        par_type[type_] = par_type.get(type_, 0) + n
    return Facettes(sorted(regions.values(), key=lambda row: rules.normalize_texte(row[1])), par_type, anciens)


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


def list_points(filtre: Filtre) -> list[Point]:
    """What the map draws. Those without a commune de repère are in the list beside it only."""
    rows = _filtered(filtre).exclude(latitude=None).order_by("type", "cle", "pk")
    return [
        Point(slug, nom, type, commune, departement or "", latitude, longitude, is_deduit)
        for slug, nom, type, commune, departement, latitude, longitude, is_deduit in rows.values_list(
            "slug", "nom", "type", "commune", "departement_id", "latitude", "longitude", "is_repere_deduit"
        )
        if latitude is not None and longitude is not None
    ]


@dataclass(frozen=True)
class LigneExport:
    """Everything an export says of a dispositif, masked for the public: a file goes anywhere."""

    dispositif: Dispositif
    porteur: str = ""
    siren: str = ""
    siret: str = ""


def iterate_export(filtre: Filtre) -> Iterator[LigneExport]:
    """Every dispositif the filter keeps, streamed; two queries whatever their number."""
    porteurs = {
        dispositif: (nom, siren, siret)
        for dispositif, nom, siren, siret in Portage.objects.filter(au=None).values_list(
            "dispositif_id", "organisation__nom", "organisation__siren", "organisation__siret"
        )
    }
    filtre = replace(filtre, decroissant=False)
    order = COLONNES_DE_TRI.get(filtre.tri, COLONNES_DE_TRI[TRI_PAR_DEFAUT])
    rows = _filtered(filtre).select_related("region", "departement").order_by(*order)
    for dispositif in rows.iterator(chunk_size=500):
        yield LigneExport(dispositif.mask(), *porteurs.get(dispositif.pk, ("", "", "")))


def list_slugs() -> list[tuple[str, date | None]]:
    """Every page of the public directory with the day it was last confirmed, for the map of the site."""
    return list(Dispositif.objects.publics().order_by("slug").values_list("slug", "verifie_le"))
