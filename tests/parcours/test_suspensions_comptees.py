"""Only a suspension that was decided takes somebody out of the file active, or days out of a net duration."""

from datetime import date
from typing import Any

import pytest

from maillage.parcours.models import Suspension
from maillage.parcours.queries.indicateurs import list_parcours
from maillage.parcours.rules.indicateurs.suivi import list_file_active
from maillage.socle.roles import Role
from tests.parcours.usine import make_parcours
from tests.usine import make_acteur, make_dispositif

DU, JOUR = date(2026, 3, 2), date(2026, 6, 1)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("issue", "suspendu"), [({}, False), ({"refusee_le": DU}, False), ({"decidee_le": DU}, True)],
    ids=["proposee", "refusee", "decidee"],
)  # fmt: skip
def test_une_suspension_ne_compte_que_decidee(issue: dict[str, Any], suspendu: bool):
    dispositif = make_dispositif()
    parcours = make_parcours(dispositif)
    Suspension.objects.create(
        dispositif=dispositif, parcours=parcours, motif="absence", proposee_le=DU, du=DU, fin_prevue=JOUR, **issue
    )
    (fait,) = faits = list_parcours(make_acteur(Role.DIRECTEUR, dispositif))
    assert fait.suspensions == (((DU, None),) if suspendu else ())
    assert bool(list_file_active(faits, JOUR)) is not suspendu
