"""One request through Django's handler and its middleware, without a network: what all contenders are measured by."""

from collections.abc import Callable, Mapping
from typing import Any, cast
from urllib.parse import urlencode

from django.conf import settings
from django.core.handlers.base import BaseHandler
from django.db import connection
from django.http import HttpResponse
from django.test import RequestFactory

FORMULAIRE = "application/x-www-form-urlencoded"
JETON_CSRF = "a" * 32  # in the cookie as in the form: it is checked, not guessed


def open_porte(adresse: str, *, session: str = "") -> Callable[[], str]:
    """A function that asks for this address and gives the page; anything but a 200 stops the bench.

    `session`: the key of a signed-in session.
    """
    handler, factory = _open(session)

    def get() -> str:
        response = handler.get_response(factory.get(adresse))
        if response.status_code != 200:
            raise SystemExit(f"{adresse} répond {response.status_code}")
        html = cast(HttpResponse, response).content.decode()
        response.close()
        return html

    return get


def open_guichet(*, session: str = "") -> Callable[[str, Mapping[str, Any]], None]:
    """A function that posts a form to an address; anything but a redirection stops the bench."""
    handler, factory = _open(session)
    factory.cookies[settings.CSRF_COOKIE_NAME] = JETON_CSRF

    def post(adresse: str, values: Mapping[str, Any]) -> None:
        written = urlencode({**values, "csrfmiddlewaretoken": JETON_CSRF}, doseq=True)
        response = handler.get_response(factory.post(adresse, written, content_type=FORMULAIRE))
        if response.status_code != 302:
            raise SystemExit(f"{adresse} répond {response.status_code} : rien n’est enregistré")
        response.close()

    return post


def _open(session: str) -> tuple[BaseHandler, RequestFactory]:
    connection.close()
    connection.settings_dict["CONN_MAX_AGE"] = None  # one connection from end to end, whose server is measured too
    handler = BaseHandler()
    handler.load_middleware()
    factory = RequestFactory(headers={"host": "127.0.0.1"})
    if session:
        factory.cookies[settings.SESSION_COOKIE_NAME] = session
    return handler, factory
