"""What the guardrails of free texts say to a form, counted as it is sent (R-53)."""

from datetime import date
from typing import Any

from django.utils.timezone import localdate

from maillage.parcours.actions.relecture import count_alertes
from maillage.parcours.forms.relecture import RelectureForm, Vues
from maillage.socle.requete import Requete


def relire(request: Requete, form: Any, *, dispositif: int | None = None) -> bool:
    """`form.is_valid()`; of a form whose texts are read again, what was shown and what came of it is counted.

    `dispositif`: to which it is addressed, when whoever writes has no account.
    """
    is_valide: bool = form.is_valid()
    pour = dispositif or request.acteur.dispositif
    if not isinstance(form, RelectureForm) or pour is None:
        return is_valide
    avant = form.deja.suites or {}
    if avant or form.alertes:
        mois = form.deja.mois or localdate().replace(day=1).isoformat()
        suites = count_alertes(
            dispositif=pour,
            mois=date.fromisoformat(mois),
            avant=avant,
            trouvees=form.familles,
            is_motive=form.is_motive,
        )
        form.keep_vues(Vues(mois, suites))
    return is_valide
