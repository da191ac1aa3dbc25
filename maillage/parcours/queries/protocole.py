"""The protocoles of a dispositif, their versions and objectives, as the rules read them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from maillage.parcours.models import ObjectifProtocole, Protocole
from maillage.parcours.nomenclatures.indicateurs import Indicateur
from maillage.parcours.nomenclatures.protocole import LIBELLES_PERIODE, Base, PeriodeObjectif, Public
from maillage.parcours.rules import protocole as rules
from maillage.socle.acteur import Acteur


@dataclass(frozen=True, slots=True)
class Lu:
    """One version and its objectives, in their order."""

    ligne: Protocole
    version: rules.Version
    objectifs: Sequence[rules.Objectif]


def select_protocoles(acteur: Acteur) -> QuerySet[Protocole]:
    rows = Protocole.objects.visible_to(acteur).filter(dispositif=acteur.dispositif)
    return rows.select_related("initial").prefetch_related("objectifs")


def list_protocoles(acteur: Acteur) -> list[Lu]:
    """Those that hold or held, the latest first: two queries."""
    return [read(row) for row in select_protocoles(acteur).filter(annule_le=None).order_by("-du")]


def list_annules(acteur: Acteur) -> list[Protocole]:
    return list(select_protocoles(acteur).exclude(annule_le=None).order_by("-annule_le", "-pk"))


def get_protocole(acteur: Acteur, uuid: UUID) -> Lu:
    """Raises DoesNotExist for one of another dispositif."""
    return read(select_protocoles(acteur).get(uuid=uuid))


def list_versions(dispositif: int) -> list[rules.Version]:
    rows = Protocole.objects.filter(dispositif=dispositif, annule_le=None).select_related("initial")
    return [read_version(row) for row in rows]


def find_de_l_annee(protocoles: Sequence[Lu], annee: int, *, today: date) -> Lu | None:
    version = rules.find_de_l_annee([lu.version for lu in protocoles], annee, today=today)
    return next((lu for lu in protocoles if lu.version == version), None)


def read(row: Protocole) -> Lu:
    objectifs = sorted(row.objectifs.all(), key=lambda objectif: objectif.rang)
    return Lu(row, read_version(row), [read_objectif(objectif) for objectif in objectifs])


def read_version(row: Protocole) -> rules.Version:
    return rules.Version(row.du, row.au, row.initial.du if row.initial else row.du)


def read_objectif(row: ObjectifProtocole) -> rules.Objectif:
    public = Public(row.ventilation) if row.ventilation else None
    return rules.Objectif(Indicateur(row.indicateur), row.cible, Base(row.base), PeriodeObjectif(row.periode), public)


def describe(objectif: rules.Objectif) -> dict[str, str]:
    """In words, for the pages: never a target without its base."""
    return {
        "libelle": rules.write_libelle(objectif),
        "cible": rules.write_cible(objectif),
        "base": rules.write_base(objectif),
        "periode": LIBELLES_PERIODE[objectif.periode],
    }
