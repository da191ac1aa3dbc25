"""Ends and new terms of contracts that wait for whoever follows the person."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from maillage.clause.models import SuiteEtape
from maillage.clause.nomenclatures.passerelle import StatutProposition
from maillage.clause.nomenclatures.suites_etapes import StatutSuite
from maillage.parcours.models import Parcours
from maillage.parcours.portee import build_portee
from maillage.socle.acteur import Acteur


def select_suites(acteur: Acteur, *, on: date) -> QuerySet[Any]:
    """Of the parcours within this acteur's reach."""
    reach = Parcours.objects.filter(build_portee(acteur, on=on))
    rows = SuiteEtape.objects.filter(dispositif=acteur.dispositif, proposition__parcours__in=reach)
    return rows.select_related("proposition__parcours__personne", "proposition__etape", "proposition__de")


def get_suite(acteur: Acteur, uuid: UUID, *, on: date) -> SuiteEtape:
    found: SuiteEtape = select_suites(acteur, on=on).get(uuid=uuid)
    return found


def list_a_reporter(acteur: Acteur, *, on: date) -> list[SuiteEtape]:
    """Those whose contract is an étape; the others wait for it to become one."""
    rows = select_suites(acteur, on=on).filter(
        statut=StatutSuite.ATTENTE, proposition__statut=StatutProposition.CONFIRMEE
    )
    return list(rows.order_by("recue_le", "pk"))
