"""Who knows what is to be done. Declared from each app's `AppConfig.ready`."""

from collections.abc import Callable, Sequence
from datetime import date

from maillage.socle.acteur import Acteur
from maillage.socle.afaire.nomenclatures import AFaire

ListerAFaire = Callable[[Acteur, date], Sequence[AFaire]]
_FOURNISSEURS: dict[str, ListerAFaire] = {}


def declare(lister: ListerAFaire) -> ListerAFaire:
    """Keyed by the function's own name: an app that is set up twice declares it once."""
    _FOURNISSEURS[f"{lister.__module__}.{lister.__qualname__}"] = lister
    return lister


def list_fournisseurs() -> list[ListerAFaire]:
    return [_FOURNISSEURS[name] for name in sorted(_FOURNISSEURS)]
