"""One GET through Django's handler and its middleware, without a network: what both contenders are measured by."""

from collections.abc import Callable
from typing import cast

from django.conf import settings
from django.core.handlers.base import BaseHandler
from django.db import connection
from django.http import HttpResponse
from django.test import RequestFactory


def open_porte(adresse: str, *, session: str = "") -> Callable[[], str]:
    """A function that asks for this address and gives the page; anything but a 200 stops the bench.

    `session`: the key of a signed-in session.
    """
    connection.close()
    connection.settings_dict["CONN_MAX_AGE"] = None  # one connection from end to end, whose server is measured too
    handler = BaseHandler()
    handler.load_middleware()
    factory = RequestFactory(headers={"host": "127.0.0.1"})
    if session:
        factory.cookies[settings.SESSION_COOKIE_NAME] = session

    def get() -> str:
        response = handler.get_response(factory.get(adresse))
        if response.status_code != 200:
            raise SystemExit(f"{adresse} répond {response.status_code}")
        html = cast(HttpResponse, response).content.decode()
        response.close()
        return html

    return get
