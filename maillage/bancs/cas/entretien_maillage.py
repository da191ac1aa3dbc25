"""Ours: the form of the page, posted by the référent who filled it, every middleware on."""

from collections.abc import Mapping
from datetime import date
from typing import Any


def build_envoi(parcours: Any, debut: Any, *, compte: int | None, on: date) -> tuple[str, Mapping[str, Any]]:
    """What the browser sends back: the fields, the token of the form, and what it was filled from."""
    from django.utils.timezone import localtime

    from maillage.bancs.cas.entretien import LIEU
    from maillage.parcours.forms.suivi import EntretienForm
    from maillage.parcours.queries.etapes import list_liables
    from maillage.socle.formulaires.jetons import make_jeton

    form = EntretienForm(None, valeurs={}, version="", initial={}, etapes=list_liables(parcours, lie=None, on=on))
    local = localtime(debut)
    return f"/dossiers/{parcours.uuid}/entretien/", {
        "lu": form.initial["lu"], "jeton": make_jeton(compte), "type": "individuel", "jour": local.date().isoformat(),
        "heure": f"{local:%H:%M}", "duree": "60", "lieu": LIEU, "presence": "venu", "themes": ["emploi"],
        "niveau": "referent",
    }  # fmt: skip


if __name__ == "__main__":
    import django

    django.setup()
    from django.utils.timezone import localdate

    from maillage.bancs.cas.entretien import list_saisies, measure_envois
    from maillage.bancs.pays import REFERENT
    from maillage.bancs.porte import open_guichet
    from maillage.bancs.session import open_session
    from maillage.comptes.models import Compte
    from maillage.socle.contexte import open_service

    with open_service("banc : préparer les envois"):
        compte = Compte.objects.get(email=REFERENT).pk
        envois = [build_envoi(*saisie, compte=compte, on=localdate()) for saisie in list_saisies()]
    measure_envois(open_guichet(session=open_session(REFERENT)), envois)
