"""The controls of a lot, and those whose follow-up is awaited."""

from datetime import date
from uuid import UUID

from maillage.clause.models import Controle, Lot
from maillage.clause.queries.marches import select_lots
from maillage.socle.acteur import Acteur


def list_controles(lot: Lot) -> list[Controle]:
    """The last first."""
    return list(Controle.objects.filter(lot=lot).order_by("-le", "-pk"))


def get_controle(acteur: Acteur, uuid: UUID) -> Controle:
    rows = Controle.objects.filter(lot__in=select_lots(acteur).values("pk"))
    return rows.select_related("lot__marche__acheteur").get(uuid=uuid)


def list_suites(acteur: Acteur, *, until: date) -> list[Controle]:
    """What is still to be done of a control, and due by then."""
    rows = Controle.objects.filter(
        lot__in=select_lots(acteur).values("pk"), suites_faites_le=None, suites_avant__lte=until
    )
    return list(rows.exclude(suites="").select_related("lot__marche").order_by("suites_avant", "pk"))
