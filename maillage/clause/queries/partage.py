"""Who follows a lot, what waits for an answer, whose hours are whose: to each structure what concerns it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.timezone import localdate

from maillage.clause.models import (
    AvisSurPart,
    DemandePartage,
    Doublon,
    Engagement,
    Lot,
    PartEngagement,
    Repartition,
    SuiviLot,
)
from maillage.clause.nomenclatures.partage import EtatDemande, OrigineRepartition, RoleSuivi
from maillage.clause.portee import find_role, select_suivis
from maillage.clause.queries.lots import list_versions
from maillage.clause.rules import partage as rules
from maillage.clause.rules import repartition as parts
from maillage.clause.rules.engagements import find_en_vigueur
from maillage.comptes.models import Habilitation
from maillage.reseau.models import Dispositif
from maillage.reseau.nomenclatures import Etat, TypeDispositif
from maillage.socle.acteur import Acteur
from maillage.socle.contexte import open_service
from maillage.socle.roles import Role

LISENT_TOUT = (RoleSuivi.PILOTE, RoleSuivi.OBSERVATRICE)


def list_suivis(lot: Lot) -> list[rules.Suivi]:
    """Past, present and to come: what the rules ask."""
    return [row.suivi for row in SuiviLot.objects.filter(lot=lot)]


def list_histoire(lot: Lot) -> list[SuiviLot]:
    """Who follows and who did, the lead first, then by date."""
    rows = SuiviLot.objects.filter(lot=lot).select_related("structure").order_by("du", "pk")
    order = list(RoleSuivi)
    return sorted(rows, key=lambda row: (order.index(RoleSuivi(row.role)), row.du))


def select_presentes(lot: Lot, *roles: RoleSuivi, on: date | None = None) -> QuerySet[Any]:
    """The structures that follow a lot on a day."""
    rows = select_suivis(on=on or localdate()).filter(lot=lot)
    rows = rows.filter(role__in=roles) if roles else rows
    return Dispositif.objects.filter(pk__in=rows.values("structure")).order_by("nom", "pk")


def select_repondantes(lot: Lot, *, on: date) -> QuerySet[Any]:
    """The structures that may answer for hours of a lot."""
    return Dispositif.objects.filter(pk__in=rules.list_repondantes(list_suivis(lot), on=on)).order_by("nom", "pk")


def select_invitables(lot: Lot) -> QuerySet[Any]:
    """Services of the clause open here; those of the demonstration among themselves."""
    rows = Dispositif.objects.filter(
        type=TypeDispositif.CLAUSE, etat=Etat.OUVERT, is_fictif=lot.dispositif.is_fictif
    ).exclude(pk__in=select_presentes(lot, RoleSuivi.PILOTE).values("pk"))
    return rows.order_by("nom", "pk")


def has_facilitateur(structure: Dispositif, *, on: date) -> bool:
    with open_service("inviter une structure : a-t-elle quelqu’un pour répondre"):
        rows = Habilitation.objects.actives(on=on).filter(dispositif=structure, role=Role.FACILITATEUR)
        return rows.filter(compte__is_active=True).exists()


def write_objet(lot: Lot) -> str:
    """What an invited structure knows of the lot before it accepts."""
    who = lot.marche.acheteur
    return f"{lot.marche.objet}, {lot} ({who})" if lot.numero else f"{lot.marche.objet} ({who})"


# Requests


def select_demandes(acteur: Acteur) -> QuerySet[Any]:
    """Those one asked or was asked. The lot of one's own lead is read on its page."""
    mine = Q(vers=acteur.dispositif) | Q(de=acteur.dispositif)
    return DemandePartage.objects.filter(mine).select_related("de", "vers")


def list_recues(acteur: Acteur) -> list[DemandePartage]:
    """What waits for this structure's answer, the oldest first."""
    rows = DemandePartage.objects.filter(vers=acteur.dispositif, etat=EtatDemande.EN_ATTENTE)
    return list(rows.select_related("de").order_by("demandee_le", "pk"))


def get_demande(acteur: Acteur, uuid: UUID) -> DemandePartage:
    found: DemandePartage = select_demandes(acteur).get(uuid=uuid)
    return found


def list_demandes(acteur: Acteur, lot: Lot) -> list[DemandePartage]:
    """Of one lot: all of them to its pilote, one's own to the others; those that wait first."""
    rows = DemandePartage.objects.filter(lot=lot).select_related("de", "vers")
    if find_role(acteur, lot) is not RoleSuivi.PILOTE:
        rows = rows.filter(Q(vers=acteur.dispositif) | Q(de=acteur.dispositif))
    return sorted(rows, key=lambda row: (not row.is_en_attente, -row.pk))


# Shares


def find_version(lot: Lot, *, on: date) -> Engagement | None:
    """The version in force; before the first one begins, that one."""
    versions = list_versions(lot)
    found = find_en_vigueur([v.version for v in versions], on=on)
    return next((v for v in versions if found and v.numero == found.numero), versions[0] if versions else None)


def list_vivantes(lot: Lot, *, on: date) -> list[Engagement]:
    """The version in force and those to come."""
    now = find_version(lot, on=on)
    return [v for v in list_versions(lot) if now and (v.pk == now.pk or (v.du > on and v.numero > now.numero))]


def find_repartition(engagement: Engagement, *, annonce: bool = False) -> Repartition | None:
    """The one that holds. `annonce`: the last that structures were told of, and may contest; a transfer is agreed by both."""
    rows = Repartition.objects.filter(engagement=engagement)
    rows = rows.exclude(origine=OrigineRepartition.TRANSFERT) if annonce else rows
    return rows.order_by("-rang").first()


def read_repartition(engagement: Engagement, repartition: Repartition | None) -> parts.Repartition:
    """Every part, for the rules: asked by the pilote, or in a service context."""
    rows = PartEngagement.objects.filter(repartition=repartition).exclude(structure=None) if repartition else ()
    return parts.Repartition(engagement.heures, {row.structure_id or 0: row.heures for row in rows})


def find_part(lot: Lot, structure: int) -> Decimal:
    """The hours a structure answers for, in the version in force or in one to come: the most of them."""
    found = [find_repartition(version) for version in list_vivantes(lot, on=localdate())]
    rows = PartEngagement.objects.filter(repartition__in=[r for r in found if r], structure=structure)
    return max((row.heures for row in rows), default=Decimal(0))


@dataclass(frozen=True, slots=True)
class Partage:
    """What an acteur reads of a sharing-out: every part, or its own and the rest in one figure (§ 6)."""

    engagement: Engagement
    repartition: Repartition | None
    parts: Sequence[PartEngagement]
    reste: Decimal
    is_entier: bool
    avis: Mapping[int, AvisSurPart]

    @property
    def is_reparti(self) -> bool:
        return self.repartition is not None


def read_partage(acteur: Acteur, lot: Lot, *, on: date, role: RoleSuivi | None = None) -> Partage | None:
    """None while nothing is engaged. `role`: as whom one reads, when it is not that of one's own structure."""
    version = find_version(lot, on=on)
    if version is None:
        return None
    repartition = find_repartition(version)
    role = role or find_role(acteur, lot)
    is_entier = role in LISENT_TOUT
    rows = PartEngagement.objects.filter(repartition=repartition).select_related("structure", "lien__entreprise")
    rows = rows if is_entier else rows.filter(structure=acteur.dispositif)
    listed = sorted(rows, key=lambda row: (row.structure_id is None, -row.heures)) if repartition else []
    reste = version.heures - sum((row.heures for row in listed), Decimal(0))
    return Partage(version, repartition, listed, reste, is_entier, read_avis(acteur, lot, version, role=role))


def read_avis(
    acteur: Acteur, lot: Lot, version: Engagement, *, role: RoleSuivi | None = None
) -> dict[int, AvisSurPart]:
    """What was said of the last announced sharing-out: by all to the pilote, by oneself to a participante."""
    rows = AvisSurPart.objects.filter(repartition=find_repartition(version, annonce=True)).select_related("structure")
    role = role or find_role(acteur, lot)
    if role is RoleSuivi.OBSERVATRICE:
        return {}
    rows = rows if role is RoleSuivi.PILOTE else rows.filter(structure=acteur.dispositif)
    return {row.structure_id: row for row in rows}


# Hours told twice


def list_doublons(acteur: Acteur, lot: Lot) -> list[Doublon]:
    """All of them to the pilote, those of its lines to a participante, none to an observatrice; those that wait first."""
    role = find_role(acteur, lot)
    if role is RoleSuivi.OBSERVATRICE:
        return []
    rows = Doublon.objects.filter(lot=lot)
    if role is not RoleSuivi.PILOTE:
        rows = rows.filter(lignes__structure=acteur.dispositif).distinct()
    return sorted(rows.prefetch_related("lignes__structure"), key=lambda row: (bool(row.arbitrage), -row.pk))
