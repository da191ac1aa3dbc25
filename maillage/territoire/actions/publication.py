"""Writes an import of zonings, step by step where no reader looks, then publishes it all in one short transaction.

Each function is one step of the job: it commits with the job's checkpoint. A worker killed between two steps leaves
the zonings as they were; the next one goes on where it stopped.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from django.db import connection, transaction
from django.utils import timezone

from maillage.socle import permissions
from maillage.socle.acteur import Acteur
from maillage.socle.journal import actions as journal
from maillage.territoire.actions.zonages import check_lecture
from maillage.territoire.models import ImportZonages, MembrePrepare, Zonage, ZonageCommune, ZonagePrepare
from maillage.territoire.permissions import Droit
from maillage.territoire.rules.zonages import read_fichier
from maillage.territoire.rules.zonages_types import Cle, Lecture, ZonageLu

LOT = 2000
PAS = 5000  # communes written in a step: well under a second
OUBLI = timedelta(days=7)  # a preparation that nobody will publish any more
CHAMPS = ("libelle", "du", "au", "source")


@dataclass(frozen=True, slots=True)
class Bilan:
    crees: int = 0
    modifies: int = 0
    inchanges: int = 0

    def __str__(self) -> str:
        return f"{self.crees} zonage(s) créé(s), {self.modifies} mis à jour, {self.inchanges} inchangé(s)"


@transaction.atomic
def check_depot(*, by: Acteur, depot: ImportZonages, now: datetime) -> int:
    """First step: the file is still right. Returns the number of its zones.

    What dead imports left behind goes, and what this one had prepared before it was started again from the beginning.
    """
    permissions.check(by, Droit.IMPORTER_ZONAGES)
    _delete(ZonagePrepare.objects.filter(prepare_le__lt=now - OUBLI).values_list("pk", flat=True)[:LOT])
    _delete(depot.prepares.values_list("pk", flat=True))
    return len(check_lecture(_read(bytes(depot.contenu))).zonages)


@transaction.atomic
def prepare_zonages(*, by: Acteur, depot: ImportZonages, rang: int) -> int | None:
    """Writes some zones of the file, from number `rang`; returns the number of the next, None after the last."""
    permissions.check(by, Droit.IMPORTER_ZONAGES)
    lus = _read(bytes(depot.contenu)).zonages
    suite, taille = rang, 0
    while suite < len(lus) and taille < PAS:
        taille += len(lus[suite].communes)
        suite += 1
    pris = lus[rang:suite]
    prepares = ZonagePrepare.objects.bulk_create([_build_prepare(depot, lu) for lu in pris], batch_size=LOT)
    MembrePrepare.objects.bulk_create(
        (
            MembrePrepare(zonage=zonage, commune_id=code, part=part)
            for zonage, lu in zip(prepares, pris, strict=True)
            for code, part in lu.communes.items()
        ),
        batch_size=LOT,
    )
    return suite if suite < len(lus) else None


@transaction.atomic
def publish_zonages(*, by: Acteur, depot: ImportZonages) -> Bilan:
    """All the zones prepared, or none. A zone already there takes the file's communes; the same file changes nothing."""
    permissions.check(by, Droit.IMPORTER_ZONAGES)
    depot = ImportZonages.objects.select_for_update().get(pk=depot.pk)
    if depot.fini_le is not None:
        return Bilan()
    check_lecture(_read(bytes(depot.contenu)))
    prepares = list(depot.prepares.order_by("pk"))
    connus = _lock_connus({p.cle for p in prepares})
    communs = [p for p in prepares if p.cle in connus]
    avant = _read_membres(ZonageCommune, [connus[p.cle].pk for p in communs])
    apres = _read_membres(MembrePrepare, [p.pk for p in communs])
    changes = [p for p in communs if _differs(connus[p.cle], p) or avant[connus[p.cle].pk] != apres[p.pk]]
    nouveaux = [p for p in prepares if p.cle not in connus]
    _write(nouveaux, changes, connus)
    _take_communes(depot)
    bilan = Bilan(len(nouveaux), len(changes), len(prepares) - len(nouveaux) - len(changes))
    depot.contenu, depot.fini_le = b"", timezone.now()
    depot.save(update_fields=["contenu", "fini_le"])
    journal.write(by=by, event="territoire.zonages_importes", target=depot, **asdict(bilan))
    _read.cache_clear()
    return bilan


@transaction.atomic
def clear_preparation(*, depot: ImportZonages) -> bool:
    """Last steps, once published: what was prepared goes, some zones at a time. True while some are left."""
    _delete(depot.prepares.values_list("pk", flat=True)[: LOT // 4])
    return depot.prepares.exists()


@lru_cache(maxsize=1)
def _read(contenu: bytes) -> Lecture:
    """Read once per worker rather than once a step; forgotten as soon as it is published."""
    return read_fichier(contenu)


def _build_prepare(depot: ImportZonages, lu: ZonageLu) -> ZonagePrepare:
    return ZonagePrepare(
        depot=depot, type=lu.type, code=lu.code, libelle=lu.libelle, millesime=lu.millesime, du=lu.du, au=lu.au,
        source=lu.source,
    )  # fmt: skip


def _lock_connus(cles: set[Cle]) -> dict[Cle, Zonage]:
    """The zones already published under these keys; nobody else changes them until we have committed."""
    codes = sorted({code for _, code, _ in cles})
    found = [
        zonage
        for start in range(0, len(codes), 500)
        for zonage in Zonage.objects.select_for_update().filter(code__in=codes[start : start + 500]).order_by("pk")
    ]
    return {cle: z for z in found if (cle := (z.type, z.code, z.millesime)) in cles}


def _read_membres(model: type[ZonageCommune] | type[MembrePrepare], zonages: list[int]) -> dict[int, dict[str, object]]:
    membres: dict[int, dict[str, object]] = {pk: {} for pk in zonages}
    for start in range(0, len(zonages), 500):
        rows = model._default_manager.filter(zonage__in=zonages[start : start + 500])
        for zonage, commune, part in rows.values_list("zonage_id", "commune_id", "part").iterator():
            membres[zonage][commune] = part
    return membres


def _differs(zonage: Zonage, prepare: ZonagePrepare) -> bool:
    return any(getattr(zonage, name) != getattr(prepare, name) for name in CHAMPS)


def _write(nouveaux: list[ZonagePrepare], changes: list[ZonagePrepare], connus: dict[Cle, Zonage]) -> None:
    """The zones themselves, each prepared one told which it becomes."""
    crees = Zonage.objects.bulk_create(
        [
            Zonage(type=p.type, code=p.code, millesime=p.millesime, **{name: getattr(p, name) for name in CHAMPS})
            for p in nouveaux
        ],
        batch_size=LOT,
    )
    for prepare, cree in zip(nouveaux, crees, strict=True):
        prepare.cible = cree
    for prepare in changes:
        prepare.cible = zonage = connus[prepare.cle]
        for name in CHAMPS:
            setattr(zonage, name, getattr(prepare, name))
    Zonage.objects.bulk_update([connus[p.cle] for p in changes], CHAMPS, batch_size=100)
    ZonagePrepare.objects.bulk_update([*nouveaux, *changes], ["cible"], batch_size=400)
    keys = [connus[p.cle].pk for p in changes]
    for start in range(0, len(keys), 500):
        ZonageCommune.objects.filter(zonage__in=keys[start : start + 500]).delete()


def _take_communes(depot: ImportZonages) -> None:
    """The database copies its own rows: however many, one statement. The ORM has none for this."""
    ici, la, la_bas = (m._meta.db_table for m in (ZonageCommune, MembrePrepare, ZonagePrepare))
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {ici} (zonage_id, commune_id, part) "  # noqa: S608 (our own tables' names)
            f"SELECT p.cible_id, m.commune_id, m.part FROM {la} m JOIN {la_bas} p ON p.id = m.zonage_id "
            "WHERE p.depot_id = %s AND p.cible_id IS NOT NULL",
            [depot.pk],
        )


def _delete(prepares: Iterable[int]) -> None:
    keys = list(prepares)
    for start in range(0, len(keys), 500):
        part = keys[start : start + 500]
        MembrePrepare.objects.filter(zonage__in=part).delete()
        ZonagePrepare.objects.filter(pk__in=part).delete()
