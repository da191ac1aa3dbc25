"""Makes commissions, at each step, through the actions."""

from datetime import date
from typing import Any

from maillage.parcours.actions.commissions import plan_commission, put_on_agenda, record_presence
from maillage.parcours.commission_entree import ENTREE
from maillage.parcours.models import Commission, Inscription, Orientation
from maillage.parcours.nomenclatures.etats import EtatOrientation
from maillage.parcours.nomenclatures.orientation import TypeCommission
from maillage.reseau.models import Dispositif
from tests.parcours.usine import make_coordinateur
from tests.parcours.usine_orientations import make_orientation

SEANCE = date(2026, 11, 20)
MEMBRES = [("Anne Exemple", "Département"), ("Bruno Exemple", "France Travail"), ("Chloé Exemple", "")]


def make_commission(
    dispositif: Dispositif, *, le: date = SEANCE, tenue: bool = False, presents: int = 3, **values: Any
) -> Commission:
    """`tenue`: whoever is present is noted."""
    by = make_coordinateur(dispositif)
    defaults: dict[str, Any] = {"type": TypeCommission.ENTREE, "quorum": 2, "membres": MEMBRES}
    commission = plan_commission(by=by, dispositif=dispositif, le=le, **defaults | values)
    if tenue:
        keys = list(commission.membres.values_list("pk", flat=True)[:presents])
        commission = record_presence(by=by, commission=commission, presents=keys, today=le)
    return commission


def make_inscription(commission: Commission, *, orientation: Orientation | None = None, **values: Any) -> Inscription:
    """An orientation of somebody known and welcomed."""
    dispositif = commission.dispositif
    orientation = orientation or make_orientation(dispositif, etat=EtatOrientation.EN_ACCUEIL, **values)
    return put_on_agenda(
        by=make_coordinateur(dispositif), commission=commission, objet=ENTREE, cible=orientation, today=SEANCE
    )


def get_orientation(inscription: Inscription) -> Orientation:
    """As it now is."""
    return Orientation.objects.get(pk=inscription.orientation_id or 0)
