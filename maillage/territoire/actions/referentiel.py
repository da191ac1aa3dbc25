"""Loads a COG in bulk. Loading the same one again is free; loading the next one keeps what changed as dated rows."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import models

from maillage.socle.acteur import ANONYME
from maillage.socle.contexte import open_service
from maillage.socle.journal import actions as journal
from maillage.territoire import rules
from maillage.territoire.jeu import MILLESIME, Jeu, Ligne, read_empreinte, read_jeu_livre
from maillage.territoire.models import (
    AncienCode,
    Appartenance,
    Arrondissement,
    CodePostal,
    Commune,
    Departement,
    Epci,
    Referentiel,
    Region,
    ZoneEmploi,
)
from maillage.territoire.nomenclatures import Nature

LOT = 2000
COLONNES = {Nature.EPCI: "siren_epci", Nature.EPT: "siren_ept", Nature.ZONE_EMPLOI: "code_ze2020"}


class ReferentielPerime(Exception):
    """A more recent COG is already loaded."""


@dataclass(frozen=True, slots=True)
class Bilan:
    """What one import did; all zero when this COG was already there."""

    communes: int = 0
    changements: int = 0
    disparues: int = 0


def import_referentiel(jeu: Jeu | None = None) -> Bilan:
    """Loads the COG shipped with the package (or `jeu`), all or nothing. Anyone may: it is public reference data."""
    with open_service("chargement du référentiel territorial"):
        current = Referentiel.objects.order_by("-millesime").first()
        if jeu is None and current and (current.millesime, current.empreinte) == (MILLESIME, read_empreinte()):
            return Bilan()
        jeu = jeu or read_jeu_livre()
        if current and current.empreinte == jeu.empreinte:
            return Bilan()
        if current and current.millesime > jeu.millesime:
            raise ReferentielPerime(
                f"Le COG {current.millesime} est déjà chargé : le COG {jeu.millesime}, plus ancien, est refusé."
            )
        return _load(jeu, current)


def _load(jeu: Jeu, current: Referentiel | None) -> Bilan:
    debut = date(jeu.millesime, 1, 1)
    changements = _list_changements(jeu, au=debut - timedelta(days=1)) if _is_next(jeu, current) else []
    disparues = 0
    if not jeu.partiel:
        disparues = _mark_disparues({c["code"] for c in jeu.communes}, debut)
    _upsert_all(jeu)
    Appartenance.objects.bulk_create(changements, batch_size=LOT)
    referentiel, _ = Referentiel.objects.update_or_create(
        millesime=jeu.millesime, defaults={"empreinte": jeu.empreinte}
    )
    bilan = Bilan(len(jeu.communes), len(changements), disparues)
    journal.write(
        by=ANONYME,
        event="territoire.referentiel",
        target=referentiel,
        communes=bilan.communes,
        changements=bilan.changements,
        disparues=bilan.disparues,
    )
    return bilan


def _is_next(jeu: Jeu, current: Referentiel | None) -> bool:
    """A corrected file of the same COG amends in place; only a later COG makes history."""
    return current is not None and current.millesime < jeu.millesime


def _list_changements(jeu: Jeu, *, au: date) -> list[Appartenance]:
    libelles = {
        Nature.EPCI: dict(Epci.objects.values_list("siren", "nom")),
        Nature.ZONE_EMPLOI: dict(ZoneEmploi.objects.values_list("code", "nom")),
    }
    libelles[Nature.EPT] = libelles[Nature.EPCI]
    before = {
        code: {Nature.EPCI: epci or "", Nature.EPT: ept or "", Nature.ZONE_EMPLOI: zone or ""}
        for code, epci, ept, zone in Commune.objects.values_list("code", "epci_id", "ept_id", "zone_emploi_id")
    }
    return [
        Appartenance(commune_id=row["code"], nature=nature, code=old, libelle=libelles[nature].get(old, ""), au=au)
        for row in jeu.communes
        for nature, old in before.get(row["code"], {}).items()
        if old != row[COLONNES[nature]]
    ]


def _mark_disparues(codes: set[str], debut: date) -> int:
    gone = set(Commune.objects.existantes().values_list("code", flat=True)) - codes
    return sum(Commune.objects.filter(code__in=part).update(disparue_le=debut) for part in _split(sorted(gone), 500))


def _upsert_all(jeu: Jeu) -> None:
    _upsert(Region, (_region(row) for row in jeu.regions))
    _upsert(Departement, (_departement(row) for row in jeu.departements))
    _upsert(
        Arrondissement,
        (Arrondissement(row["code"], row["nom"], row["code_departement"]) for row in jeu.arrondissements),
    )
    _upsert(Epci, (_epci(row) for row in jeu.epci))
    _upsert(ZoneEmploi, (ZoneEmploi(row["code"], row["nom"]) for row in jeu.zones_emploi))
    _upsert(Commune, (_commune(row) for row in jeu.communes))
    CodePostal.objects.all().delete()
    CodePostal.objects.bulk_create(
        (
            CodePostal(code=code, commune_id=row["code"])
            for row in jeu.communes
            for code in row["codes_postaux"].split()
        ),
        batch_size=LOT,
    )
    AncienCode.objects.all().delete()
    AncienCode.objects.bulk_create(
        (AncienCode(code, row["code"]) for row in jeu.communes for code in row["anciens_codes"].split()),
        batch_size=LOT,
    )


def _upsert(model: type[models.Model], rows: Iterable[models.Model]) -> None:
    key = model._meta.pk.name
    model._default_manager.bulk_create(
        rows,
        batch_size=LOT,
        update_conflicts=True,
        unique_fields=[key],
        update_fields=[field.name for field in model._meta.concrete_fields if field.name != key],
    )


def _split(codes: list[str], size: int) -> Iterator[list[str]]:
    return (codes[start : start + size] for start in range(0, len(codes), size))


def _region(row: Ligne) -> Region:
    return Region(
        code=row["code"],
        nom=row["nom"],
        zone=row["zone"],
        chef_lieu=row["chef_lieu"],
        population=_int(row["population"]),
    )


def _departement(row: Ligne) -> Departement:
    return Departement(
        code=row["code"],
        nom=row["nom"],
        region_id=row["code_region"],
        zone=row["zone"],
        chef_lieu=row["chef_lieu"],
        population=_int(row["population"]),
    )


def _epci(row: Ligne) -> Epci:
    return Epci(
        siren=row["siren"],
        nom=row["nom"],
        type=row["type"],
        mode_financement=row["mode_financement"],
        population=_int(row["population_municipale"]),
    )


def _commune(row: Ligne) -> Commune:
    cle = rules.strip_article(rules.normalize(row["nom"]))
    return Commune(
        code=row["code"],
        nom=row["nom"],
        departement_id=row["code_departement"],
        arrondissement_id=row["code_arrondissement"] or None,
        epci_id=row["siren_epci"] or None,
        ept_id=row["siren_ept"] or None,
        zone_emploi_id=row["code_ze2020"] or None,
        origine_zone_emploi=row["origine_ze"],
        population=_int(row["population"]),
        codes_postaux=row["codes_postaux"].split(),
        latitude=_float(row["latitude"]),
        longitude=_float(row["longitude"]),
        origine_point=row["origine_point"],
        cle=cle,
        cle_inverse=cle[::-1],
    )


def _int(cell: str) -> int | None:
    return int(cell) if cell else None


def _float(cell: str) -> float | None:
    return float(cell) if cell else None
