"""Makes the smallest valid objects of the trade. Rows of the tests only; the demonstration has its own."""

from datetime import date
from itertools import count
from typing import Any

from maillage.comptes.models import Compte, Habilitation
from maillage.reseau.models import Dispositif
from maillage.reseau.nomenclatures import TypeDispositif
from maillage.socle.roles import Role

_rang = count(1)


def make_dispositif(nom: str = "", *, type: TypeDispositif = TypeDispositif.PLIE, **fields: Any) -> Dispositif:
    rang = next(_rang)
    return Dispositif.objects.create(
        nom=nom or f"PLIE d’essai {rang}", slug=f"essai-{rang}", type=type, is_fictif=True, **fields
    )


def make_compte(*, prenom: str = "Camille", nom: str = "Essai", **fields: Any) -> Compte:
    return Compte.objects.create_user(
        email=f"essai{next(_rang)}@exemple.test", password="un mot de passe d’essai", prenom=prenom, nom=nom, **fields
    )


def make_habilitation(
    role: Role, dispositif: Dispositif | None = None, *, compte: Compte | None = None, **fields: Any
) -> Habilitation:
    return Habilitation.objects.create(
        compte=compte or make_compte(),
        role=role,
        dispositif=dispositif,
        du=fields.pop("du", date(2026, 1, 1)),
        **fields,
    )
