"""Zonings: those of a commune on a day, those the base knows, and what an import compares itself to."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from maillage.territoire.models import AncienCode, Commune, Zonage, ZonageCommune
from maillage.territoire.nomenclatures import LIBELLES_ZONAGE, TypeZonage
from maillage.territoire.rules.zonages_types import Connu

LOT = 500


@dataclass(frozen=True, slots=True)
class Resume:
    """One list of zones: its type and millésime, how many zones and communes."""

    libelle: str
    millesime: int
    zonages: int
    communes: int
    source: str


def list_zonages_de(commune: Commune, *, on: date) -> list[ZonageCommune]:
    """The zones a commune is in on a day, of every type."""
    en_vigueur = Zonage.objects.en_vigueur(on=on)
    return list(
        ZonageCommune.objects.filter(commune=commune, zonage__in=en_vigueur)
        .select_related("zonage")
        .order_by("zonage__type", "zonage__libelle")
    )


def has_qpv(*, on: date) -> bool:
    return Zonage.objects.en_vigueur(on=on).filter(type=TypeZonage.QPV).exists()


def count_zonages() -> list[Resume]:
    """What has been imported, list by list; the newest first."""
    rows = (
        Zonage.objects.values("type", "millesime", "source")
        .annotate(zonages=Count("pk", distinct=True), membres=Count("communes"))
        .order_by("type", "-millesime", "source")
    )
    return [
        Resume(LIBELLES_ZONAGE[TypeZonage(r["type"])], r["millesime"], r["zonages"], r["membres"], r["source"])
        for r in rows
    ]


def list_connus(codes: Collection[str]) -> list[Connu]:
    """The zones of the base that bear one of these codes."""
    rows = [
        row
        for part in _split(sorted(codes))
        for row in Zonage.objects.filter(code__in=part).values_list("type", "code", "millesime", "du", "au")
    ]
    return [Connu(*row) for row in rows]


def read_communes(codes: Collection[str]) -> tuple[dict[str, str], dict[str, str]]:
    """Among these codes: those that exist today (code → name), those that merged (old code → current code).

    The current communes of merged ones are among the first, so that they can be named.
    """
    wanted = sorted(codes)
    anciennes = {
        old: new
        for part in _split(wanted)
        for old, new in AncienCode.objects.filter(code__in=part).values_list("code", "commune_id")
    }
    existantes = {
        code: nom
        for part in _split(sorted({*wanted, *anciennes.values()}))
        for code, nom in Commune.objects.existantes().filter(code__in=part).values_list("code", "nom")
    }
    return existantes, anciennes


def _split(codes: list[str]) -> list[list[str]]:
    return [codes[start : start + LOT] for start in range(0, len(codes), LOT)]
