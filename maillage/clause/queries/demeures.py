"""Companies put on notice on a lot, and what structures think of a penalty: to each what it may read."""

from datetime import date
from uuid import UUID

from maillage.clause.models import AvisPenalite, Lot, MiseEnDemeure, Penalite
from maillage.clause.nomenclatures.partage import RoleSuivi
from maillage.clause.nomenclatures.suivi import StatutPenalite
from maillage.clause.portee import find_role, select_suivis_lots
from maillage.clause.rules.demeures import Demeure
from maillage.socle.acteur import Acteur


def list_demeures(lot: Lot) -> list[MiseEnDemeure]:
    """The last first."""
    rows = MiseEnDemeure.objects.filter(lot=lot).select_related("entreprise", "piece")
    return list(rows.order_by("-le", "-pk"))


def get_demeure(acteur: Acteur, uuid: UUID) -> MiseEnDemeure:
    rows = MiseEnDemeure.objects.filter(lot__in=select_suivis_lots(acteur, RoleSuivi.PILOTE))
    found: MiseEnDemeure = rows.select_related("lot__marche__acheteur", "entreprise").get(uuid=uuid)
    return found


def read_demeures(lot: Lot) -> list[Demeure]:
    return [
        Demeure(le, terme, suite is not None)
        for le, terme, suite in MiseEnDemeure.objects.filter(lot=lot).values_list("le", "terme", "suite_le")
    ]


def list_echues(acteur: Acteur, *, on: date) -> list[MiseEnDemeure]:
    """Whose delay is over, and of which nothing is said yet."""
    rows = MiseEnDemeure.objects.filter(
        lot__in=select_suivis_lots(acteur, RoleSuivi.PILOTE), terme__lt=on, suite_le=None
    )
    return list(rows.select_related("lot__marche", "entreprise").order_by("terme", "pk"))


def list_avis(acteur: Acteur, lot: Lot, penalite: Penalite | None) -> list[AvisPenalite]:
    """All of them to the pilote, one's own to a participante."""
    if penalite is None:
        return []
    rows = AvisPenalite.objects.filter(penalite=penalite).select_related("structure").order_by("le", "pk")
    role = find_role(acteur, lot)
    if role is RoleSuivi.OBSERVATRICE:
        return []
    return list(rows if role is RoleSuivi.PILOTE else rows.filter(structure=acteur.dispositif))


def list_penalites_a_lire(acteur: Acteur) -> list[Penalite]:
    """Proposed on lots it takes part in, of which it has said nothing. One query."""
    said = AvisPenalite.objects.filter(structure=acteur.dispositif).values("penalite")
    rows = Penalite.objects.filter(
        lot__in=select_suivis_lots(acteur, RoleSuivi.PARTICIPANTE), statut=StatutPenalite.PROPOSEE
    ).exclude(pk__in=said)
    return list(rows.select_related("lot__marche").order_by("proposee_le", "pk"))
