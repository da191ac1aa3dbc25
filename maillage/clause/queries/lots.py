"""One lot: what is known of it, its history, its companies, the versions of its engagement."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from maillage.clause.models import Engagement, Entreprise, EntrepriseDuLot, Lot, OrigineLot, PassageLot
from maillage.clause.nomenclatures.lots import FormeClause
from maillage.clause.nomenclatures.marches import (
    SEUIL_ACHAT,
    SEUIL_ACHETEUR,
    RoleEntreprise,
    TypeAchat,
    TypeDonneurOrdre,
)
from maillage.clause.nomenclatures.obligations import Derogation
from maillage.clause.rules.engagements import find_en_vigueur
from maillage.clause.rules.gardes import Faits
from maillage.clause.rules.obligations import Mentions, Obligation, find_obligation
from maillage.socle.acteur import Acteur


def list_versions(lot: Lot) -> list[Engagement]:
    return list(Engagement.objects.filter(lot=lot).order_by("numero"))


def list_entreprises(lot: Lot) -> list[EntrepriseDuLot]:
    """Those of today first, the head before the others."""
    rows = EntrepriseDuLot.objects.filter(lot=lot).select_related("entreprise")
    order = list(RoleEntreprise)
    return sorted(rows, key=lambda row: (row.au is not None, order.index(RoleEntreprise(row.role)), row.pk))


def find_entreprise(lot: Lot, uuid: UUID) -> EntrepriseDuLot | None:
    """That company, if it is on the lot today."""
    rows = EntrepriseDuLot.objects.select_related("entreprise", "lot")
    return rows.filter(lot=lot, entreprise__uuid=uuid, au=None).first()


def list_passages(lot: Lot) -> list[PassageLot]:
    """The last first."""
    return list(PassageLot.objects.filter(lot=lot).order_by("-rang"))


def list_origines(lot: Lot) -> list[OrigineLot]:
    """What announced it, the first known first."""
    return list(OrigineLot.objects.filter(lot=lot).order_by("le", "pk"))


def select_entreprises(acteur: Acteur) -> QuerySet[Any]:
    return Entreprise.objects.filter(dispositif=acteur.dispositif).order_by("nom", "pk")


def read_obligation(lot: Lot) -> Obligation | None:
    """None for a private buyer, or while the amount of the lot is not known."""
    acheteur = SEUIL_ACHETEUR.get(TypeDonneurOrdre(lot.marche.acheteur.type))
    if acheteur is None or lot.montant_ht is None:
        return None
    return find_obligation(
        achat=SEUIL_ACHAT[TypeAchat(lot.marche.achat)], acheteur=acheteur, montant_ht=lot.montant_ht,
        engagee_le=lot.marche.engage_le,
    )  # fmt: skip


def read_faits(lot: Lot, *, on: date) -> Faits:
    """What the guards of its states ask."""
    version = find_en_vigueur([v.version for v in list_versions(lot)], on=on)
    return Faits(
        secteur=lot.secteur, publics=tuple(lot.publics), part_main_oeuvre=lot.part_main_oeuvre,
        formes=tuple(FormeClause(code) for code in lot.formes), heures=lot.heures, mentions=read_mentions(lot),
        obligation=read_obligation(lot), derogation=Derogation(lot.derogation) if lot.derogation else None,
        justification=lot.justification, avis=lot.marche.avis, limite_le=lot.marche.limite_le,
        roles=tuple(RoleEntreprise(row.role) for row in list_entreprises(lot) if row.au is None),
        montant_attribue=lot.montant_attribue, engagees=version.heures if version else None,
        is_a_bons=lot.calcul.is_a_bons, heures_par_bon=lot.calcul.is_complet_hors_volume, avis_critere=lot.avis_critere,
    )  # fmt: skip


def read_mentions(lot: Lot) -> Mentions:
    return Mentions(lot.mention_perimetre, lot.mention_facilitateur, lot.mention_publics, lot.mention_volume)


def find_engagees(versions: list[Engagement], *, on: date) -> Decimal | None:
    found = find_en_vigueur([v.version for v in versions], on=on)
    return found.heures if found else None
