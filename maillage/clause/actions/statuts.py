"""The status of an employer changes from a day: what was counted before that day stays counted as it was."""

from datetime import date, timedelta

from django.db import transaction

from maillage.clause.models import Entreprise, StatutEntreprise
from maillage.clause.nomenclatures.emplois import StatutInsertion
from maillage.clause.permissions import Droit
from maillage.clause.rules.statuts import Periode, check_changement, plan_changement
from maillage.socle import permissions
from maillage.socle.acteur import Acteur
from maillage.socle.journal import actions as journal
from maillage.socle.refus import Manque, RefusMultiples


@transaction.atomic
def change_statut(
    *, by: Acteur, entreprise: Entreprise, statut: StatutInsertion, du: date, today: date
) -> StatutEntreprise:
    """From the very first day of a period, it is a correction of that period."""
    permissions.check(by, Droit.TENIR_MARCHES, entreprise)
    entreprise = Entreprise.objects.select_for_update(of=("self",)).get(pk=entreprise.pk)
    rows = {read_periode(row): row for row in StatutEntreprise.objects.filter(entreprise=entreprise).order_by("du")}
    if refus := check_changement(list(rows), statut=statut, du=du, today=today):
        raise RefusMultiples([Manque(champ, phrase) for champ, phrase in refus.items()])
    plan = plan_changement(list(rows), du=du)
    if plan.corrige is not None:
        row = rows[plan.corrige]
        row.statut = statut
        row.save(update_fields=["statut"])
        event = "clause.statut_corrige"
    else:
        if plan.ferme is not None:
            closed = rows[plan.ferme]
            closed.au = du - timedelta(days=1)
            closed.save(update_fields=["au"])
        row = StatutEntreprise.objects.create(
            dispositif_id=entreprise.dispositif_id, entreprise=entreprise, statut=statut, du=du, au=plan.au
        )
        event = "clause.statut_change"
    journal.write(by=by, event=event, target=entreprise, statut=statut, du=du.isoformat())
    return row


def read_periode(row: StatutEntreprise) -> Periode:
    return Periode(StatutInsertion(row.statut), row.du, row.au)
