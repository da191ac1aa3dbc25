"""Every view that takes a form says what happens when the same form comes twice."""

from contextlib import suppress
from uuid import UUID

import pytest
from django.test import RequestFactory

from maillage.comptes.politiques import EXTERNES
from tests.matrice.adresses import INTROUVABLE, INTROUVABLES, Adresse, list_adresses


def is_ours(adresse: Adresse) -> bool:
    """The forms of the sign-in package are its own, wherever their views are wrapped."""
    foreign = adresse.nom in EXTERNES or adresse.nom.startswith(("account_", "openid_connect_"))
    return not foreign and getattr(adresse.vue, "__module__", "").startswith("maillage")


NOTRES = [a for a in list_adresses() if is_ours(a)]


def takes_forms(adresse: Adresse) -> bool:
    """False when the view answers 405 to a POST before anything else."""
    values = {name: INTROUVABLES.get(kind, INTROUVABLE) for name, kind in adresse.parametres.items()}
    kwargs = {name: UUID(v) if adresse.parametres[name] == "uuid" else v for name, v in values.items()}
    with suppress(Exception):  # whatever breaks, the view let the form in
        return bool(adresse.vue(RequestFactory().post("/"), **kwargs).status_code != 405)
    return True


@pytest.mark.parametrize("adresse", NOTRES, ids=lambda adresse: adresse.nom)
def test_a_view_that_takes_a_form_creates_one_thing_or_says_why_it_may_be_played_again(adresse: Adresse):
    if getattr(adresse.vue, "envoi", ""):
        return
    assert not takes_forms(adresse), (
        f"{adresse.nom} accepte un POST sans dire ce que devient le même formulaire envoyé deux fois. Une page de lecture "
        "prend @require_safe (django.views.decorators.http) ; une vue qui crée prend @une_fois et son formulaire "
        "{% jeton %} ; une vue qui peut être rejouée sans dommage prend @idempotente(« pourquoi ») "
        "(maillage.socle.formulaires.envois)."
    )
