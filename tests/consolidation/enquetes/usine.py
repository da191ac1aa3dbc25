"""Answers to the survey, as they are read and as they are stored."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone

from maillage.consolidation.catalogue.enquete.catalogue import ENQUETE
from maillage.consolidation.catalogue.plie import PLIE
from maillage.consolidation.depots.models import Campagne
from maillage.consolidation.enquetes.comptage import count_enquete
from maillage.consolidation.enquetes.models import Reponse
from maillage.consolidation.enquetes.rules.questions import CHOIX
from maillage.consolidation.enquetes.rules.reponses import ReponseLue
from maillage.consolidation.enquetes.secret.masquage import MasquageEnquete, hide_enquete
from maillage.consolidation.publications.enquete import join_catalogues
from maillage.consolidation.rapport.livre import Livre
from maillage.consolidation.secret.nomenclatures import Diffusion
from maillage.indicateurs.cellules import Cellule, Cle
from maillage.reseau.models import Dispositif

MILLESIME = 2025
JOUR = date(2026, 6, 1)
NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
FINANCEMENTS = {
    "fse": 550_000, "bloc_communal": 150_000, "departement": 90_000, "region": 20_000, "etat": 150_000, "autres_publics": 10_000,
    "prives": 30_000,
}  # fmt: skip


def lue(cle: str, region_: str = "84", /, **reponses: Any) -> ReponseLue:
    nombres = {code: Decimal(str(value)) for code, value in reponses.items() if code not in CHOIX}
    return ReponseLue(cle, region_, nombres, {code: value for code, value in reponses.items() if code in CHOIX})


def finance(facteur: int = 1) -> dict[str, Any]:
    return {code: value * facteur for code, value in FINANCEMENTS.items()}


def count(*lues: ReponseLue, millesime: int = MILLESIME) -> dict[tuple[str, str, str], Cellule]:
    """By measure, territory and modality."""
    found = count_enquete(lues, millesime=millesime, lieux={one.cle: one.region for one in lues})
    return {(c.code, c.territoire, c.modalite): c for c in found.cellules}


def hide(*lues: ReponseLue, millesime: int = MILLESIME, **options: Any) -> MasquageEnquete:
    lieux = {one.cle: one.region for one in lues}
    defaults: Mapping[str, Any] = {
        "lieux": lieux, "offerts": frozenset(lieux.values()), "diffusion": Diffusion.PUBLIQUE, "on": JOUR, "now": NOW,
    }  # fmt: skip
    return hide_enquete(count_enquete(lues, millesime=millesime, lieux=lieux), lues, **{**defaults, **options})


def count_livre(lues: Sequence[ReponseLue], *, millesime: int, masque: bool = False) -> Livre:
    """Where the chapter of the survey is read: country and regions, masked as a public release is."""
    lieux = {one.cle: one.region for one in lues}
    counted = count_enquete(lues, millesime=millesime, lieux=lieux)
    masquees: frozenset[Cle] = frozenset()
    if masque:
        hidden = hide(*lues, millesime=millesime)
        assert hidden.is_conforme
        masquees = hidden.masquees
    return Livre(replace(counted, catalogue=join_catalogues(PLIE, ENQUETE)), masquees)


def list_masquees(masquage: MasquageEnquete) -> set[tuple[str, str]]:
    """Measure and territory of what the release names and hides."""
    return {(cle[0], cle[4]) for cle in masquage.masquees - masquage.hors}


def make_reponse(
    campagne: Campagne,
    dispositif: Dispositif,
    *,
    transmise: bool = True,
    reponses: Mapping[str, int | str] | None = None,
    **autres: int | str,
) -> Reponse:
    given = {**(reponses or {}), **autres}
    return Reponse.objects.create(
        campagne=campagne, dispositif=dispositif, reponses={code: str(value) for code, value in given.items()},
        modifiee_le=timezone.now(), transmise_le=timezone.now() if transmise else None,
    )  # fmt: skip
