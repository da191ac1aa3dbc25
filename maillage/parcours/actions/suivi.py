"""A contact is planned, then held, excused or missed; what was said is kept as a sealed note that never changes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Max
from django.utils.timezone import localdate

from maillage.parcours.actions.entrees import settle_entree
from maillage.parcours.actions.etats import ParcoursRefuse, lock_parcours
from maillage.parcours.actions.relecture import review
from maillage.parcours.models import Entretien, Note, Parcours, Positionnement, Referent
from maillage.parcours.nomenclatures.accompagnement import NiveauNote, Presence, TypeEntretien
from maillage.parcours.nomenclatures.suivi import MotifOuverture, Theme
from maillage.parcours.permissions import Droit
from maillage.parcours.queries.contacts import find_referent, read_contacts
from maillage.parcours.rules import entretiens
from maillage.socle import permissions
from maillage.socle.acteur import Acteur
from maillage.socle.journal import actions as journal
from maillage.socle.refus import VersionDepassee


@dataclass(frozen=True, slots=True)
class Contact:
    """What is said of one contact. `presence` None: planned. `is_emarge`: the person signed; `etape`: the one spoken of."""

    debut: datetime
    type: TypeEntretien = TypeEntretien.INDIVIDUEL
    presence: Presence | None = None
    duree: int | None = None
    lieu: str = ""
    themes: Sequence[Theme] = ()
    is_emarge: bool = False
    etape: Positionnement | None = None


@dataclass(frozen=True, slots=True)
class Parties:
    """A note in its four parts (R-52). `motif_alerte`: why the author keeps what the guardrails pointed at."""

    faits: str = ""
    besoins: str = ""
    actions: str = ""
    echeance: str = ""
    niveau: NiveauNote = NiveauNote.REFERENT
    motif_alerte: str = ""

    @property
    def textes(self) -> tuple[str, ...]:
        return self.faits, self.besoins, self.actions, self.echeance

    @property
    def is_vide(self) -> bool:
        return not any(texte.strip() for texte in self.textes)


@transaction.atomic
def record_entretien(
    *, by: Acteur, parcours: Parcours, contact: Contact, today: date, now: datetime, note: Parties | None = None,
    prochain: Contact | None = None, prevu: Entretien | None = None, version: int | None = None,
) -> Entretien:  # fmt: skip
    """Writes a contact, its note and the next rendez-vous together. `prevu`: the planned one that it settles, as it was
    read in its `version`: nobody's correction is lost."""
    permissions.check(by, Droit.ECRIRE_ENTRETIEN, parcours)
    parcours = lock_parcours(parcours)
    if prevu is not None:
        prevu = Entretien.objects.select_for_update(of=("self",)).get(pk=prevu.pk, parcours=parcours)
        if version is not None and prevu.version != version:
            raise VersionDepassee(prevu.version)
        if prevu.presence and contact.presence is None:
            raise ParcoursRefuse("Ce rendez-vous a déjà eu lieu : il ne redevient pas prévu.", champ="presence")
    for planned, champ in ((contact, "jour"), (prochain, "prochain_jour")):
        if planned and (refus := _check(planned, parcours, now)):
            raise ParcoursRefuse(refus, champ=champ)
    if refus := entretiens.check_emargement(presence=contact.presence, is_emarge=contact.is_emarge):
        raise ParcoursRefuse(refus, champ="emarge")
    if contact.etape is not None and contact.etape.parcours_id != parcours.pk:
        raise ParcoursRefuse("Cette étape est celle d’une autre personne.", champ="etape")
    held = _save(by, parcours, contact, prevu)
    if note is not None and not note.is_vide:
        _write_note(by, held, note)
    journal.write(
        by=by, event="parcours.entretien", target=parcours, entretien=str(held.uuid), type=held.type,
        presence=held.presence or "prevu", le=localdate(held.debut).isoformat(),
    )  # fmt: skip
    if prochain is not None:
        _save(by, parcours, prochain, None)
    refresh_contacts(by, parcours, now=now)
    return held


@transaction.atomic
def plan_rendez_vous(
    *, by: Acteur, parcours: Sequence[Parcours], contact: Contact, intervalle: int, now: datetime
) -> list[Entretien]:
    """One rendez-vous each, one after the other; an interval of zero gathers them all (an atelier)."""
    planned = []
    for rang, one in enumerate(sorted(parcours, key=lambda p: p.pk)):
        permissions.check(by, Droit.ECRIRE_ENTRETIEN, one)
        locked = lock_parcours(one)
        debut = contact.debut + timedelta(minutes=rang * intervalle)
        each = Contact(debut, contact.type, None, contact.duree, contact.lieu, contact.themes)
        if refus := _check(each, locked, now):
            raise ParcoursRefuse(refus, champ="jour")
        planned.append(_save(by, locked, each, None))
        refresh_contacts(by, locked, now=now)
        journal.write(
            by=by, event="parcours.entretien", target=locked, entretien=str(planned[-1].uuid), type=each.type,
            presence="prevu", le=localdate(debut).isoformat(),
        )  # fmt: skip
    return planned


@transaction.atomic
def change_frequence(*, by: Acteur, parcours: Sequence[Parcours], jours: int) -> int:
    """How often each is to be seen; returns how many changed."""
    changed = 0
    if refus := entretiens.check_frequence(jours):
        raise ParcoursRefuse(refus, champ="jours")
    for one in sorted(parcours, key=lambda p: p.pk):
        permissions.check(by, Droit.TENIR_DOSSIER, one)
        locked = lock_parcours(one)
        if locked.frequence_jours == jours:
            continue
        locked.frequence_jours = jours
        locked.version += 1
        locked.save(update_fields=["frequence_jours", "version"])
        journal.write(by=by, event="parcours.frequence", target=locked, jours=jours)
        changed += 1
    return changed


@transaction.atomic
def correct_note(*, by: Acteur, entretien: Entretien, note: Parties) -> Note:
    """A new version; the former keeps its author and its date."""
    permissions.check(by, Droit.ECRIRE_ENTRETIEN, entretien.parcours)
    locked = Entretien.objects.select_for_update(of=("self",)).get(pk=entretien.pk)
    if note.is_vide:
        raise ParcoursRefuse("Cette note est vide : écrivez au moins les faits.", champ="faits")
    written = _write_note(by, locked, note)
    journal.write(
        by=by, event="parcours.note", target=entretien.parcours, entretien=str(locked.uuid), rang=written.rang,
        niveau=written.niveau,
    )  # fmt: skip
    return written


@transaction.atomic
def open_note(*, by: Acteur, entretien: Entretien, motif: MotifOuverture) -> None:
    """Somebody else's note that is not shared: says why, in the journal of accesses (domaine 05 § 3, note 5)."""
    permissions.check(by, Droit.LIRE_NOTES, entretien.parcours)
    niveau = entretiens.find_plus_fermee(Note.objects.filter(entretien=entretien).values_list("niveau", flat=True))
    if motif not in entretiens.list_ouvertures(niveau):
        raise ParcoursRefuse("Cette raison n’ouvre pas une note sociale.", champ="motif")
    journal.record_acces(
        by=by, type="parcours.note_ouverte", target=entretien.parcours, entretien=str(entretien.uuid), motif=motif.value
    )


def refresh_contacts(by: Acteur, parcours: Parcours, *, now: datetime) -> None:
    """What the lists read of the contacts, from the contacts themselves; the caller has locked the row."""
    held, parcours.prochain_contact = read_contacts(parcours.pk, now=now)
    parcours.dernier_contact = localdate(held) if held else None
    settle_entree(by, parcours)
    parcours.version += 1
    parcours.save(
        update_fields=["dernier_contact", "prochain_contact", "date_entree", "is_entree_provisoire", "version"]
    )


def _check(contact: Contact, parcours: Parcours, now: datetime) -> str | None:
    return entretiens.check_contact(
        debut=contact.debut, presence=contact.presence, entree=parcours.date_entree, is_ouvert=parcours.is_ouvert,
        now=now,
    )  # fmt: skip


def _save(by: Acteur, parcours: Parcours, contact: Contact, prevu: Entretien | None) -> Entretien:
    held = prevu or Entretien(
        dispositif_id=parcours.dispositif_id, parcours=parcours, referent=_find_referent(by, parcours)
    )
    held.type, held.debut, held.duree = contact.type, contact.debut, contact.duree
    held.presence, held.lieu = contact.presence or "", contact.lieu
    held.themes = [theme.value for theme in contact.themes]
    held.emarge, held.positionnement = contact.is_emarge, contact.etape
    held.auteur = by.compte
    held.version += 1 if prevu else 0
    held.save()
    return held


def _find_referent(by: Acteur, parcours: Parcours) -> Referent:
    """Who holds it: the author when they are a référent here, else the person's own."""
    return find_referent(by) or parcours.referent


def _write_note(by: Acteur, entretien: Entretien, parties: Parties) -> Note:
    found = review(
        dict(zip(("faits", "besoins", "actions", "echeance"), parties.textes, strict=True)), parties.motif_alerte
    )
    last = Note.objects.filter(entretien=entretien).aggregate(rang=Max("rang"))["rang"] or 0
    note = Note(
        dispositif_id=entretien.dispositif_id, entretien=entretien, rang=last + 1, niveau=parties.niveau,
        alertes=found, auteur=by.compte,
    )  # fmt: skip
    note.faits, note.besoins, note.actions, note.echeance = parties.textes
    note.motif_alerte = parties.motif_alerte if found else ""
    note.save(force_insert=True)
    return note
