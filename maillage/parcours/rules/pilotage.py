"""How far back the dashboard of a year reads: what nobody counts is not read."""

from collections.abc import Iterable
from datetime import date

from maillage.parcours.nomenclatures.protocole import PeriodeObjectif
from maillage.parcours.rules.indicateurs.nombres import Fenetre, Periode, make_precedente
from maillage.parcours.rules.protocole import Objectif, Version


def find_pendant(fenetre: Fenetre) -> Periode:
    """What the indicators count: the year, and the one before it."""
    return Periode(make_precedente(fenetre).periode.debut, fenetre.jour)


def find_depuis(version: Version, objectifs: Iterable[Objectif]) -> date | None:
    """Since when its objectives count the parcours, where one of them adds up the whole protocole; None when none does."""
    is_cumule = any(objectif.periode is PeriodeObjectif.PROTOCOLE for objectif in objectifs)
    return version.origine if is_cumule else None
