"""Who knows what is to be done. Declared from each app's `AppConfig.ready`."""

from collections.abc import Callable, Sequence
from datetime import date

from maillage.socle.acteur import Acteur
from maillage.socle.afaire.nomenclatures import AFaire, RendezVous

ListerAFaire = Callable[[Acteur, date], Sequence[AFaire]]
ListerRendezVous = Callable[[Acteur, date], Sequence[RendezVous]]
_FOURNISSEURS: dict[str, ListerAFaire] = {}
_AGENDAS: dict[str, ListerRendezVous] = {}


def declare(lister: ListerAFaire) -> ListerAFaire:
    """Keyed by the function's own name: an app that is set up twice declares it once."""
    _FOURNISSEURS[f"{lister.__module__}.{lister.__qualname__}"] = lister
    return lister


def list_fournisseurs() -> list[ListerAFaire]:
    return [_FOURNISSEURS[name] for name in sorted(_FOURNISSEURS)]


def declare_agenda(lister: ListerRendezVous) -> ListerRendezVous:
    """Rendez-vous that the calendar of deadlines tells beside them."""
    _AGENDAS[f"{lister.__module__}.{lister.__qualname__}"] = lister
    return lister


def list_agendas() -> list[ListerRendezVous]:
    return [_AGENDAS[name] for name in sorted(_AGENDAS)]
