"""Makes the smallest valid protocole: three objectives, as most texts have."""

from datetime import date
from decimal import Decimal
from typing import Any

from maillage.parcours.actions.protocole import Texte, record_protocole
from maillage.parcours.models import Protocole
from maillage.parcours.nomenclatures.indicateurs import Indicateur
from maillage.parcours.nomenclatures.protocole import Base, PeriodeObjectif
from maillage.parcours.rules.protocole import Objectif
from maillage.reseau.models import Dispositif
from maillage.socle.roles import Role
from tests.usine import make_acteur

TODAY = date(2026, 11, 28)
OBJECTIFS = (
    Objectif(Indicateur.I_6, Decimal(42), Base.SORTIES, PeriodeObjectif.ANNEE),
    Objectif(Indicateur.I_5, Decimal(50), Base.SORTIES_NEUTRALISEES, PeriodeObjectif.ANNEE),
    Objectif(Indicateur.I_2, Decimal(220), Base.NOMBRE, PeriodeObjectif.ANNEE),
)


def make_texte(**values: Any) -> Texte:
    defaults: dict[str, Any] = {
        "du": date(2024, 1, 1), "au": date(2028, 12, 31), "signe_le": date(2023, 12, 15),
        "signataires": ["Intercommunalité d’essai", "Département d’essai"], "objectifs": OBJECTIFS,
    }  # fmt: skip
    return Texte(**(defaults | values))


def make_protocole(dispositif: Dispositif, **values: Any) -> Protocole:
    """The one there is already, or a new one."""
    found = Protocole.objects.filter(dispositif=dispositif, annule_le=None).first()
    if found is not None:
        return found
    by = make_acteur(Role.DIRECTEUR, dispositif)
    return record_protocole(by=by, dispositif=dispositif, texte=make_texte(**values), today=TODAY)
