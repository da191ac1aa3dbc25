"""Who reads the social notes of a person because they chose so, and the notes that were entrusted to an acteur."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from maillage.comptes.models import Compte, Habilitation
from maillage.parcours.models import Entretien, LecteurDeNotes, Note, Parcours
from maillage.parcours.nomenclatures.accompagnement import NiveauNote
from maillage.participants.models import Personne
from maillage.socle.acteur import Acteur
from maillage.socle.roles import Role

LISENT = (Role.COORDINATEUR, Role.REFERENT)  # those whose role may read notes at all (domaine 05 § 3, column C5)


def list_possibles(parcours: Parcours, *, on: date) -> QuerySet[Compte]:
    """Whom the person may choose among: who works for the dispositif and may read notes, but their référent."""
    tenus = Habilitation.objects.actives(on=on).filter(
        compte=OuterRef("pk"), dispositif=parcours.dispositif_id, role__in=LISENT
    )
    rows = Compte.objects.filter(Exists(tenus), is_active=True).exclude(pk__in=[parcours.referent.compte_id])
    return rows.order_by("nom", "prenom", "pk")


def list_lecteurs(personne: Personne) -> list[LecteurDeNotes]:
    """Those in force first, then those of the past."""
    rows = LecteurDeNotes.objects.filter(personne=personne).select_related("lecteur")
    return sorted(rows, key=lambda row: (row.retire_le is not None, -row.donne_le.toordinal(), row.pk))


def get_lecteur(parcours: Parcours, uuid: UUID) -> LecteurDeNotes:
    return LecteurDeNotes.objects.select_related("lecteur").get(personne=parcours.personne_id, uuid=uuid)


def select_confies(acteur: Acteur) -> QuerySet[Any]:
    """The contacts with a social note of the people who chose this acteur, in their dispositif."""
    mine = LecteurDeNotes.objects.filter(
        dispositif=acteur.dispositif, lecteur=acteur.compte, retire_le=None, personne=OuterRef("parcours__personne")
    )
    notes = Note.objects.filter(entretien=OuterRef("pk"), niveau=NiveauNote.SOCIALE)
    rows = Entretien.objects.filter(Exists(mine), Exists(notes), dispositif=acteur.dispositif)
    rows = rows.filter(parcours__personne__archivee_le=None)
    return rows.select_related("parcours__personne", "parcours__referent", "referent", "positionnement")
