"""Whom a person lets read their social notes: chosen by them, dated, taken back at once (R-24, R-42)."""

from datetime import date

from django.db import IntegrityError, transaction

from maillage.comptes.models import Compte
from maillage.parcours.actions.etats import ParcoursRefuse
from maillage.parcours.models import LecteurDeNotes, Parcours
from maillage.parcours.permissions import Droit
from maillage.parcours.queries.lecteurs import list_possibles
from maillage.parcours.rules import entretiens
from maillage.participants.nomenclatures.droits import Support
from maillage.socle import permissions
from maillage.socle.acteur import Acteur
from maillage.socle.journal import actions as journal


@transaction.atomic
def record_lecteur(
    *, by: Acteur, parcours: Parcours, lecteur: Compte, donne_le: date, support: Support, today: date
) -> LecteurDeNotes:
    permissions.check(by, Droit.NOMMER_LECTEURS, parcours)
    refus = entretiens.check_lecteur(
        donne_le=donne_le, today=today, is_soi=lecteur.pk == by.compte,
        is_referent=lecteur.pk == parcours.referent.compte_id,
    )  # fmt: skip
    if refus is not None:
        raise ParcoursRefuse(refus[1], champ=refus[0])
    if not list_possibles(parcours, on=today).filter(pk=lecteur.pk).exists():
        raise ParcoursRefuse("Choisissez quelqu’un de la coordination ou un référent du dispositif.", champ="lecteur")
    try:
        with transaction.atomic():
            row = LecteurDeNotes.objects.create(
                dispositif_id=parcours.dispositif_id, personne=parcours.personne, lecteur=lecteur, donne_le=donne_le,
                support=support, auteur=by.compte,
            )  # fmt: skip
    except IntegrityError as doublon:
        raise ParcoursRefuse("La personne l’a déjà désigné·e.", champ="lecteur") from doublon
    journal.write(by=by, event="parcours.lecteur", target=parcours, lecteur=str(lecteur.uuid), le=donne_le.isoformat())
    return row


@transaction.atomic
def withdraw_lecteur(*, by: Acteur, parcours: Parcours, lecteur: LecteurDeNotes, today: date) -> LecteurDeNotes:
    """At once. Twice is once."""
    permissions.check(by, Droit.NOMMER_LECTEURS, parcours)
    row = LecteurDeNotes.objects.select_for_update(of=("self",)).get(pk=lecteur.pk, personne=parcours.personne_id)
    if row.retire_le is None:
        row.retire_le = max(today, row.donne_le)
        row.save(update_fields=["retire_le"])
        journal.write(by=by, event="parcours.lecteur_retire", target=parcours, lecteur=str(row.lecteur.uuid))
    return row
