"""A file is frozen, looked at again, let go (R-20); an FSE operation is said to be paid."""

from datetime import date

from django.db import IntegrityError, transaction

from maillage.parcours.actions.etats import ParcoursRefuse
from maillage.parcours.models import FinOperation, Gel
from maillage.parcours.nomenclatures.conservation import MotifGel
from maillage.parcours.permissions import Droit
from maillage.parcours.rules import conservation
from maillage.participants.models import Personne
from maillage.reseau.models import Dispositif
from maillage.socle import permissions
from maillage.socle.acteur import Acteur
from maillage.socle.journal import actions as journal


@transaction.atomic
def freeze_dossier(*, by: Acteur, personne: Personne, motif: MotifGel, jusqu_au: date, today: date) -> Gel:
    """From today on. One per reason: a second one is the first, looked at again."""
    permissions.check(by, Droit.GARDER_DOSSIERS, personne)
    if refus := conservation.check_gel(today, jusqu_au, today=today):
        raise ParcoursRefuse(refus, champ="jusqu_au")
    try:
        with transaction.atomic():
            gel = Gel.objects.create(
                dispositif_id=personne.dispositif_id, personne=personne, motif=motif, du=today, jusqu_au=jusqu_au,
                auteur=by.compte,
            )  # fmt: skip
    except IntegrityError as doublon:
        raise ParcoursRefuse(
            "Ce dossier est déjà gelé pour ce motif : revoyez ce gel au lieu d’en poser un autre.", champ="motif"
        ) from doublon
    journal.write(by=by, event="parcours.gel", target=personne, motif=motif, jusqu_au=jusqu_au.isoformat())
    return gel


@transaction.atomic
def review_gel(*, by: Acteur, gel: Gel, jusqu_au: date, today: date) -> Gel:
    """Still needed: until another day, twelve months from now at most."""
    permissions.check(by, Droit.GARDER_DOSSIERS, gel)
    gel = Gel.objects.select_for_update(of=("self",)).get(pk=gel.pk)
    if gel.leve_le is not None:
        raise ParcoursRefuse("Ce gel est déjà levé : posez-en un autre si le motif est revenu.")
    if refus := conservation.check_gel(today, jusqu_au, today=today):
        raise ParcoursRefuse(refus, champ="jusqu_au")
    gel.jusqu_au, gel.revu_le, gel.revu_par = jusqu_au, today, by.compte
    gel.save(update_fields=["jusqu_au", "revu_le", "revu_par"])
    journal.write(by=by, event="parcours.gel_revu", target=gel.personne, motif=gel.motif, jusqu_au=jusqu_au.isoformat())
    return gel


@transaction.atomic
def lift_gel(*, by: Acteur, gel: Gel, today: date) -> Gel:
    """At once. Twice is once."""
    permissions.check(by, Droit.GARDER_DOSSIERS, gel)
    gel = Gel.objects.select_for_update(of=("self",)).get(pk=gel.pk)
    if gel.leve_le is None:
        gel.leve_le, gel.leve_par = today, by.compte
        gel.save(update_fields=["leve_le", "leve_par"])
        journal.write(by=by, event="parcours.gel_leve", target=gel.personne, motif=gel.motif)
    return gel


@transaction.atomic
def record_fin_operation(*, by: Acteur, operation: str, dernier_paiement: date, today: date) -> FinOperation:
    """Said again, it replaces what was said: the journal keeps both."""
    assert by.dispositif is not None  # only whoever works for one has the droit
    dispositif = Dispositif.objects.select_for_update(of=("self",)).get(pk=by.dispositif)
    row = FinOperation(dispositif=dispositif, operation=operation)
    row = FinOperation.objects.filter(dispositif=dispositif, operation=operation).first() or row
    permissions.check(by, Droit.GARDER_DOSSIERS, row)
    if dernier_paiement > today:
        raise ParcoursRefuse(
            "Un paiement se date du jour où il a eu lieu, pas d’un jour à venir.", champ="dernier_paiement"
        )
    row.dernier_paiement, row.auteur = dernier_paiement, by.compte
    row.save()
    journal.write(by=by, event="parcours.operation_payee", target=row, le=dernier_paiement.isoformat())
    return row
