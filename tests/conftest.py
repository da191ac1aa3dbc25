"""What every test has: the engine's role and context, and small objects of the trade."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.signals import request_finished
from django.db import close_old_connections, connection
from django.test import Client
from django.test import client as django_client
from hypothesis import HealthCheck, settings

from tests.bases import base, base_modele
from tests.gabarits import assert_propre
from tests.journaux import empty_journals
from tests.postgres import APPLICATION

# Time is the bench's affair: a machine that does ten things at once draws slowly, and a property stays true.
settings.register_profile("maillage", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("maillage")

__all__ = ["base", "base_modele"]  # declared here alone: a model base is made once, whoever asks for it


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    request: pytest.FixtureRequest,
    django_db_modify_db_settings_parallel_suffix: None,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """In memory; in a file where there is a server to visit: it and the test then hold each their own connection."""
    is_visite = any(item.get_closest_marker("navigateur") for item in request.session.items)
    if connection.vendor == "sqlite" and is_visite:
        connection.settings_dict["TEST"]["NAME"] = str(tmp_path_factory.mktemp("base") / "essais.sqlite3")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Migrated by the owner; from here on, the application's role (it may truncate, which only tests need)."""
    if connection.vendor != "postgresql":
        yield
        return
    owner = connection.settings_dict["USER"]
    with django_db_blocker.unblock():
        with connection.cursor() as cursor:
            cursor.execute(f"GRANT TRUNCATE ON ALL TABLES IN SCHEMA public TO {APPLICATION}")
        _connect_as(APPLICATION)
    yield
    with django_db_blocker.unblock():
        _connect_as(owner)


def _connect_as(role: str) -> None:
    connection.close()
    connection.settings_dict["USER"] = role


@pytest.fixture(autouse=True)
def _service(request: pytest.FixtureRequest) -> Iterator[None]:
    """Outside requests a test prepares its rows as the installation itself; requests open their own context."""
    wanted = [name for name in ("transactional_db", "db") if name in request.fixturenames]
    if "live_server" in request.fixturenames:
        wanted = ["transactional_db"]
    marker = request.node.get_closest_marker("django_db")
    if not wanted and marker:
        wanted = ["transactional_db" if marker.kwargs.get("transaction") else "db"]
    if wanted:
        request.getfixturevalue(wanted[0])
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT set_config('maillage.portee', 'service', false)")
    yield
    if wanted[:1] == ["transactional_db"]:
        empty_journals()


_fichiers: list[Any] = []


@pytest.fixture(autouse=True)
def _fichiers_fermes() -> Iterator[None]:
    """A file that a test asked for and did not read to its end is closed with it, as a server would."""
    yield
    request_finished.disconnect(close_old_connections)  # the test's own connection is not a request's
    while _fichiers:
        if not (response := _fichiers.pop()).closed:
            response.close()
    request_finished.connect(close_old_connections)


@pytest.fixture(autouse=True, scope="session")
def _contexte_de_la_page() -> Iterator[None]:
    """`response.context` is the page's own. Django would keep a copy for each of the hundred fields and cells in it."""
    original = vars(django_client)["store_rendered_templates"]

    def keep_page(store: dict[str, Any], *args: Any, **kwargs: Any) -> None:
        if "context" not in store:
            original(store, *args, **kwargs)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(django_client, "store_rendered_templates", keep_page)
        yield


@pytest.fixture(autouse=True, scope="session")
def _pages_propres() -> Iterator[None]:
    """Every HTML page that a test opens through Django's client is read for inline scripts and unrendered tags."""
    original = Client.request

    def request(self: Client, **kwargs: Any) -> Any:
        response = original(self, **kwargs)
        if response.streaming:
            _fichiers.append(response)
        elif response.get("Content-Type", "").startswith("text/html"):
            assert_propre(response.content.decode(response.charset), adresse=kwargs.get("PATH_INFO", ""))
        return response

    Client.request = request  # type: ignore[method-assign]
    yield
    Client.request = original  # type: ignore[method-assign]
