"""Small objects of the team: a direction, a post, a line of time."""

from datetime import date
from decimal import Decimal
from itertools import count
from typing import Any

from maillage.clause.models import PosteFacilitateur, TempsPasse
from maillage.comptes.models import Compte, Habilitation
from maillage.reseau.models import Dispositif
from maillage.socle.roles import Role
from tests.usine import make_habilitation

_rang = count(1)
LE = date(2026, 4, 7)


def make_direction(dispositif: Dispositif) -> Habilitation:
    return make_habilitation(Role.DIRECTEUR, dispositif)


def make_poste(dispositif: Dispositif, *, compte: Compte | None = None, **values: Any) -> PosteFacilitateur:
    defaults: dict[str, Any] = {
        "nom": "" if compte else f"Personne d’essai {next(_rang)}", "fonction": "facilitateur", "financement": "structure",
        "du": date(2026, 1, 1),
    }  # fmt: skip
    values["quotite"] = Decimal(str(values.get("quotite", "1")))
    return PosteFacilitateur.objects.create(dispositif=dispositif, compte=compte, **defaults | values)


def make_temps(dispositif: Dispositif, compte: Compte, minutes: int = 60, **values: Any) -> TempsPasse:
    defaults: dict[str, Any] = {"le": LE, "tache": "redaction"}
    return TempsPasse.objects.create(dispositif=dispositif, compte=compte, minutes=minutes, **defaults | values)
