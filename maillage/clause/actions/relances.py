"""Two reminders at most to a company that has not answered, on dated days; nothing twice, nothing once it has answered."""

from datetime import date

from django.db import transaction
from django.db.models import QuerySet

from maillage.clause.actions.courriels import enqueue_courriel
from maillage.clause.models import Releve
from maillage.clause.nomenclatures.releves import A_REMPLIR, RELANCES
from maillage.clause.queries.heures import SUIVIS
from maillage.clause.rules.releves import find_relance
from maillage.socle.acteur import Acteur
from maillage.socle.journal import actions as journal

TRAVAIL = "clause.relances"


def list_attendus(*, apres: int, today: date) -> QuerySet[Releve, int]:
    """The keys of the statements whose company may still be written to, in order."""
    rows = Releve.objects.filter(
        pk__gt=apres, etat__in=sorted(A_REMPLIR), relances__lt=len(RELANCES), lien_jusqu_au__gte=today,
        lot__etat__in=SUIVIS,
    ).exclude(contact=None)  # fmt: skip
    return rows.exclude(contact__courriel="").order_by("pk").values_list("pk", flat=True)


@transaction.atomic
def remind(by: Acteur, key: int, *, today: date) -> bool:
    """True when an e-mail will leave. Locked: two workers remind once."""
    rows = Releve.objects.select_for_update(of=("self",)).select_related("contact", "lot")
    releve = rows.filter(pk=key, etat__in=sorted(A_REMPLIR)).first()
    if releve is None:
        return False
    due = find_relance(releve.mois, demande_le=releve.demande_le, relances=releve.relances, today=today)
    if due is None or not enqueue_courriel(releve, RELANCES[due]):
        return False
    releve.relances = due
    releve.save(update_fields=["relances"])
    journal.write(by=by, event="clause.releve_relance", target=releve, mois=f"{releve.mois:%m/%Y}", rang=due)
    return True
