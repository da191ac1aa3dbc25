"""Which plan writes what is consolidated. A plan is loaded when it is asked for: nobody loads the words of the other."""

from importlib import import_module
from typing import cast

from maillage.consolidation.rapport.plans import Plan

PLANS = {
    "plie": "maillage.consolidation.rapport.plans.plie",
    "clause": "maillage.consolidation.rapport.plans.clause",
}


class PlanInconnu(Exception):
    """Asked for what no report is made of."""


def find_plan(consolide: str) -> Plan:
    """« plie » or « clause »."""
    if consolide not in PLANS:
        raise PlanInconnu(f"Aucun rapport n’est écrit de « {consolide} » : demandez {' ou '.join(PLANS)}.")
    return cast(Plan, import_module(PLANS[consolide]).PLAN)
