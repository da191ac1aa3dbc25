"""Imports zonings: the file is checked whole when it is handed in, then written at once by a job, or not at all."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from maillage.socle import permissions
from maillage.socle.acteur import Acteur
from maillage.socle.journal import actions as journal
from maillage.socle.travaux.actions import enqueue
from maillage.socle.travaux.models import Travail
from maillage.territoire import queries
from maillage.territoire.models import ImportZonages, Zonage, ZonageCommune
from maillage.territoire.permissions import Droit
from maillage.territoire.rules.zonages import read_fichier
from maillage.territoire.rules.zonages_controle import check_chevauchements, check_communes
from maillage.territoire.rules.zonages_types import Cle, Erreur, Lecture, ZonageLu

TRAVAIL = "territoire.zonages"
LOT = 2000
CHAMPS = ("libelle", "du", "au", "source")


class FichierRefuse(Exception):
    """The file has errors: nothing of it is kept."""

    def __init__(self, erreurs: list[Erreur]) -> None:
        super().__init__(f"{len(erreurs)} erreur(s)")
        self.erreurs = erreurs


@dataclass(frozen=True, slots=True)
class Bilan:
    crees: int = 0
    modifies: int = 0
    inchanges: int = 0

    def __str__(self) -> str:
        return f"{self.crees} zonage(s) créé(s), {self.modifies} mis à jour, {self.inchanges} inchangé(s)"


def submit_zonages(*, by: Acteur, contenu: bytes) -> tuple[Travail, list[str]]:
    """Checks a whole file and asks for its import; returns the job, and what the reader should know of the file."""
    permissions.check(by, Droit.IMPORTER_ZONAGES)
    assert by.compte is not None, "le droit suppose une personne connectée"
    lecture = read_verifie(contenu)
    depot = ImportZonages.objects.create(
        compte_id=by.compte, empreinte=hashlib.sha256(contenu).hexdigest(), contenu=contenu
    )
    travail = enqueue(by=by, code=TRAVAIL, parametres={"depot": str(depot.uuid), "zonages": len(lecture.zonages)})
    journal.write(by=by, event="territoire.zonages_deposes", target=depot, zonages=len(lecture.zonages))
    return travail, lecture.remarques


def read_verifie(contenu: bytes) -> Lecture:
    """The file, compared to the COG and to the zones already there; raises with every error found."""
    lecture = read_fichier(contenu)
    existantes, anciennes = queries.read_communes(lecture.codes_communes)
    erreurs = [
        *lecture.erreurs,
        *check_communes(lecture, existantes=existantes, anciennes=anciennes),
        *check_chevauchements(lecture, queries.list_connus({z.code for z in lecture.zonages})),
    ]
    if erreurs:
        raise FichierRefuse(sorted(erreurs, key=lambda e: (e.ligne, e.colonne)))
    return lecture


@transaction.atomic
def write_zonages(*, by: Acteur, depot: ImportZonages) -> Bilan:
    """All the zones of the file, or none. A zone already there takes the file's communes; the same file changes nothing."""
    permissions.check(by, Droit.IMPORTER_ZONAGES)
    depot = ImportZonages.objects.select_for_update().get(pk=depot.pk)
    if depot.fini_le is not None:
        return Bilan()
    lus = {zonage.cle: zonage for zonage in read_verifie(bytes(depot.contenu)).zonages}
    connus = _read_connus(lus)
    crees = [lu for cle, lu in lus.items() if cle not in connus]
    changes = [(connus[cle], lu) for cle, lu in lus.items() if cle in connus and _differs(connus[cle], lu)]
    _create(crees)
    _update(changes)
    bilan = Bilan(len(crees), len(changes), len(lus) - len(crees) - len(changes))
    depot.contenu, depot.fini_le = b"", timezone.now()
    depot.save(update_fields=["contenu", "fini_le"])
    journal.write(
        by=by, event="territoire.zonages_importes", target=depot,
        crees=bilan.crees, modifies=bilan.modifies, inchanges=bilan.inchanges,
    )  # fmt: skip
    return bilan


def _read_connus(lus: dict[Cle, ZonageLu]) -> dict[Cle, Zonage]:
    """The zones of the file that are already in the base, with their communes."""
    codes = sorted({code for _, code, _ in lus})
    found = [
        zonage
        for start in range(0, len(codes), 500)
        for zonage in Zonage.objects.filter(code__in=codes[start : start + 500]).prefetch_related("communes")
    ]
    return {cle: z for z in found if (cle := (z.type, z.code, z.millesime)) in lus}


def _differs(zonage: Zonage, lu: ZonageLu) -> bool:
    members = {m.commune_id: m.part for m in zonage.communes.all()}
    return members != lu.communes or any(getattr(zonage, name) != getattr(lu, name) for name in CHAMPS)


def _create(lus: list[ZonageLu]) -> None:
    zonages = Zonage.objects.bulk_create([_build(lu) for lu in lus], batch_size=LOT)
    _create_membres(zip(zonages, lus, strict=True))


def _update(changes: list[tuple[Zonage, ZonageLu]]) -> None:
    for zonage, lu in changes:
        for name in CHAMPS:
            setattr(zonage, name, getattr(lu, name))
    Zonage.objects.bulk_update([zonage for zonage, _ in changes], CHAMPS, batch_size=100)
    keys = [zonage.pk for zonage, _ in changes]
    for start in range(0, len(keys), 500):
        ZonageCommune.objects.filter(zonage__in=keys[start : start + 500]).delete()
    _create_membres(changes)


def _create_membres(pairs: Iterable[tuple[Zonage, ZonageLu]]) -> None:
    ZonageCommune.objects.bulk_create(
        (
            ZonageCommune(zonage=zonage, commune_id=code, part=part)
            for zonage, lu in pairs
            for code, part in lu.communes.items()
        ),
        batch_size=LOT,
    )


def _build(lu: ZonageLu) -> Zonage:
    return Zonage(
        type=lu.type, code=lu.code, libelle=lu.libelle, millesime=lu.millesime, du=lu.du, au=lu.au, source=lu.source
    )
