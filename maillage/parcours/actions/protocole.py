"""Writes the protocole and its avenants: a version with all its objectives, at once, then never again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from maillage.parcours.actions.etats import ParcoursRefuse
from maillage.parcours.models import ObjectifProtocole, Protocole
from maillage.parcours.permissions import Droit
from maillage.parcours.queries.protocole import list_versions, read_version
from maillage.parcours.rules import protocole as rules
from maillage.reseau.models import Dispositif
from maillage.socle import permissions
from maillage.socle.acteur import Acteur
from maillage.socle.journal import actions as journal


@dataclass(frozen=True, slots=True)
class Texte:
    """What was signed."""

    du: date
    au: date
    signe_le: date
    signataires: Sequence[str]
    objectifs: Sequence[rules.Objectif]
    objet: str = ""


@transaction.atomic
def record_protocole(*, by: Acteur, dispositif: Dispositif, texte: Texte, today: date) -> Protocole:
    """A new protocole. Refused while another one holds on any of its days."""
    row = _build(by, dispositif, texte)
    permissions.check(by, Droit.TENIR_PROTOCOLE, row)
    _lock(dispositif)
    _refuse(rules.check_protocole(texte.du, texte.au, versions=list_versions(dispositif.pk)))
    return _write(by, row, texte, today=today, event="parcours.protocole")


@transaction.atomic
def record_avenant(*, by: Acteur, protocole: Protocole, texte: Texte, today: date) -> Protocole:
    """Another version from `texte.du` on; those before stay as they were signed."""
    permissions.check(by, Droit.TENIR_PROTOCOLE, protocole)
    _lock(protocole.dispositif)
    protocole.refresh_from_db(fields=["annule_le"])
    if protocole.annule_le is not None:
        raise ParcoursRefuse("Cette version est annulée : écrivez l’avenant sur celle qui est en vigueur.")
    if not texte.objet.strip():
        raise ParcoursRefuse("Dites en une phrase ce que change l’avenant.", champ="objet")
    versions = list_versions(protocole.dispositif_id)
    origine = read_version(protocole).origine
    _refuse(rules.check_avenant(texte.du, texte.au, origine=origine, versions=versions))
    row = _build(by, protocole.dispositif, texte)
    row.initial = protocole.initial or protocole
    return _write(by, row, texte, today=today, event="parcours.avenant")


@transaction.atomic
def cancel_protocole(*, by: Acteur, protocole: Protocole, motif: str, today: date) -> Protocole:
    """A version written by mistake: it stays, and no longer counts."""
    permissions.check(by, Droit.TENIR_PROTOCOLE, protocole)
    _lock(protocole.dispositif)
    row = Protocole.objects.select_for_update(of=("self",)).select_related("initial").get(pk=protocole.pk)
    if row.annule_le is not None:
        return row
    if not motif.strip():
        raise ParcoursRefuse("Dites quelle erreur est corrigée.", champ="motif")
    versions = list_versions(row.dispositif_id)
    if refus := rules.check_annulation(read_version(row), versions=versions):
        raise ParcoursRefuse(refus)
    row.annule_le, row.motif_annulation = today, motif.strip()
    row.save(update_fields=["annule_le", "motif_annulation"])
    journal.write(by=by, event="parcours.protocole_annule", target=row, du=row.du.isoformat())
    return row


def _lock(dispositif: Dispositif) -> None:
    """Two versions are never written at once."""
    Dispositif.objects.select_for_update(of=("self",)).get(pk=dispositif.pk)


def _refuse(found: tuple[str, str] | None) -> None:
    if found is not None:
        champ, refus = found
        raise ParcoursRefuse(refus, champ=champ)


def _build(by: Acteur, dispositif: Dispositif, texte: Texte) -> Protocole:
    return Protocole(
        dispositif=dispositif, du=texte.du, au=texte.au, signe_le=texte.signe_le,
        signataires="\n".join(texte.signataires), objet=texte.objet.strip(), auteur=by.compte,
    )  # fmt: skip


def _write(by: Acteur, row: Protocole, texte: Texte, *, today: date, event: str) -> Protocole:
    if texte.signe_le > today:
        raise ParcoursRefuse(
            "La signature est dans le futur : enregistrez le protocole une fois signé.", champ="signe_le"
        )
    if not texte.objectifs:
        raise ParcoursRefuse("Écrivez au moins un objectif : c’est ce que le protocole engage.")
    for rang, objectif in enumerate(texte.objectifs, 1):
        if refus := rules.check_objectif(objectif):
            raise ParcoursRefuse(f"Objectif {rang} : {refus[1]}")
    row.save(force_insert=True)
    ObjectifProtocole.objects.bulk_create(
        ObjectifProtocole(
            dispositif_id=row.dispositif_id, protocole=row, rang=rang, indicateur=objectif.indicateur,
            cible=objectif.cible, base=objectif.base, periode=objectif.periode, ventilation=objectif.public or "",
        )
        for rang, objectif in enumerate(texte.objectifs, 1)
    )  # fmt: skip
    journal.write(
        by=by, event=event, target=row, du=row.du.isoformat(), au=row.au.isoformat(), nombre=len(texte.objectifs)
    )
    return row
