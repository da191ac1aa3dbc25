"""The headless browser of the tests: a live server, Chromium, axe, and a watch over what no page may do.

Loaded as a plugin. A test marked `navigateur` takes the fixture `ouvrir`:

    @pytest.mark.navigateur
    def test_la_page(ouvrir):
        visite = ouvrir(largeur=360, compte=compte)      # signed in as `compte`; without it, a visitor
        visite.va("/annuaire/")                          # 200 expected; `statut=404` for another answer
        visite.assert_accessible()                       # axe, WCAG 2.2 AA and good practice
        visite.assert_sans_defilement_horizontal()
        visite.suit(visite.page.get_by_text("Suite"))      # a click that leads to another page
        visite.capture("annuaire")                       # to MAILLAGE_CAPTURES when it is set

At the end every visit is checked: no error in the console, no script error, no request to another host.
Without Chromium the tests are skipped loudly; with CI=true they fail.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page, Request, Response

OPTIONS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
REGLES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
AXE = {"resultTypes": ["violations"], "runOnly": {"type": "tag", "values": REGLES}, "preload": False}
# What a narrower window alone may change, once the same page was seen whole: what it shows, and how close together.
ETROITES = ["aria-hidden-focus", "button-name", "label", "link-name", "scrollable-region-focusable", "target-size"]
HAUTEURS = {320: 640, 360: 780}
SESSION = "sessionid"


class Visite:
    """One person's browser window: goes to addresses, and remembers what went wrong on the way."""

    def __init__(self, page: "Page", base: str) -> None:
        self.page = page
        self.base = base
        self.fautes: list[str] = []
        self.attendues: set[int] = set()
        self.is_mesuree = False  # while axe looks: what it tries itself is not the page's fault
        page.on("console", lambda message: self._on_console(message.type, message.text))
        page.on("pageerror", lambda error: self.fautes.append(f"erreur de script : {error}"))
        page.on("request", self._on_request)

    def _on_console(self, kind: str, text: str) -> None:
        # The browser reports an expected refusal (404, 403) as an error of loading.
        expected = any(f"status of {statut}" in text for statut in self.attendues)
        if kind in {"error", "warning"} and not expected and not self.is_mesuree:
            self.fautes.append(f"console ({kind}) : {text}")

    def _on_request(self, request: "Request") -> None:
        address = urlsplit(request.url)
        if address.scheme in {"http", "https", "ws", "wss"} and address.netloc != urlsplit(self.base).netloc:
            self.fautes.append(f"requête vers un autre hôte : {request.url}")

    def va(self, chemin: str, *, statut: int = 200) -> "Response":
        """Open an address of the site; the answer's status is checked."""
        if statut >= 400:
            self.attendues.add(statut)
        response = self.page.goto(self.base + chemin, wait_until="load")
        assert response is not None, chemin
        assert response.status == statut, f"{chemin} répond {response.status} au lieu de {statut}"
        return response

    def suit(self, locator: "Locator") -> None:
        """Click what leads to another page, and wait for that page: a click alone returns before it is there."""
        with self.page.expect_navigation():
            locator.click()

    def list_violations(self, regles: list[str] | None = None) -> list[str]:
        """What axe finds on the page as it stands, one line each with the first element concerned."""
        options = AXE | {"runOnly": {"type": "rule", "values": regles}} if regles else AXE
        self.is_mesuree = True
        if not self.page.evaluate("'axe' in window"):  # half a megabyte: once per page, at whatever width
            self.page.evaluate(read_axe())
        found = self.page.evaluate(
            """(options) => axe.run(document, options).then((found) => found.violations.map(
                 (v) => [v.id, v.help, v.nodes[0].html.slice(0, 160), v.nodes.length]))""",
            options,
        )
        self.is_mesuree = False
        return [f"{code} : {aide} — {html} (×{nombre})" for code, aide, html, nombre in found]

    def assert_accessible(self) -> None:
        violations = self.list_violations()
        assert not violations, f"{self.page.url} : " + " | ".join(violations)

    def list_debordements(self) -> list[str]:
        """What is wider than the window: at 320 px this is the zoom at 400 % of a screen of 1280."""
        wide = self.page.evaluate(
            """() => document.documentElement.scrollWidth <= window.innerWidth ? [] :
                 [...document.querySelectorAll("body *")]
                   .filter((e) => e.getBoundingClientRect().right > window.innerWidth + 1)
                   .slice(0, 5).map((e) => e.outerHTML.slice(0, 120))"""
        )
        return [f"déborde à {self.page.viewport_size} : {element}" for element in wide]

    def assert_sans_defilement_horizontal(self) -> None:
        wide = self.list_debordements()
        assert not wide, f"{self.page.url} : " + " | ".join(wide)

    def assert_sans_faute(self) -> None:
        assert not self.fautes, " | ".join(self.fautes)

    def capture(self, nom: str, *, entiere: bool = True) -> Path | None:
        """A picture of the page, or of its first screen, kept when MAILLAGE_CAPTURES names a folder.

        The guide shows those taken at 1280 px; the others carry their width in their name.
        """
        folder = os.environ.get("MAILLAGE_CAPTURES")
        if not folder:
            return None
        size = self.page.viewport_size or {"width": 0}
        suffix = "" if size["width"] == 1280 else f"-{size['width']}"
        target = Path(folder) / f"{nom}{suffix}.png"
        target.parent.mkdir(parents=True, exist_ok=True)
        self.page.evaluate("window.scrollTo(0, 0)")  # or the header that follows the reader hides a part of the page
        self.page.screenshot(path=target, full_page=entiere)
        lighten(target)
        return target


def lighten(picture: Path) -> None:
    """A page has few colours: with a palette, its picture weighs a third of what it did, and looks the same."""
    from PIL import Image

    with Image.open(picture) as image:
        light = image.convert("RGB").quantize(colors=128, dither=Image.Dither.NONE)
    light.save(picture, optimize=True)


@cache
def read_axe() -> str:
    from axe_playwright_python.base import AXE_SCRIPT

    return str(AXE_SCRIPT)


@pytest.fixture(scope="session")
def chromium() -> Iterator["Browser"]:
    """The system's Chromium, started once for the run."""
    found = os.environ.get("MAILLAGE_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if not found:
        message = "Chromium n’est pas installé : les essais du navigateur n’ont pas lieu (apt-get install chromium)."
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    from playwright.sync_api import sync_playwright

    # Playwright keeps a loop in this thread: Django must still let the tests prepare their rows here.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as engine:
        browser = engine.chromium.launch(executable_path=found, args=OPTIONS)
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def ouvrir(chromium: "Browser", live_server: Any, transactional_db: None) -> Iterator[Callable[..., Visite]]:
    """`ouvrir(largeur=1280, compte=None, **options)`: a window on the live server; options go to Playwright."""
    visites: list[Visite] = []
    contexts = []

    def open_(largeur: int = 1280, compte: Any = None, **options: Any) -> Visite:
        options.setdefault("viewport", {"width": largeur, "height": HAUTEURS.get(largeur, 900)})
        context = chromium.new_context(locale="fr-FR", timezone_id="Europe/Paris", **options)
        context.set_default_timeout(30_000)
        contexts.append(context)
        if compte is not None:
            context.add_cookies([{"name": SESSION, "value": open_session(compte), "url": live_server.url}])
        visites.append(Visite(context.new_page(), live_server.url))
        return visites[-1]

    yield open_
    for context in contexts:
        context.close()
    for visite in visites:
        visite.assert_sans_faute()


def open_session(compte: Any) -> str:
    """The session key of a person who has just signed in (their password is not what these tests are about)."""
    from django.conf import settings
    from django.test import Client

    client = Client()
    client.force_login(compte, backend=settings.AUTHENTICATION_BACKENDS[-1])
    return str(client.cookies[settings.SESSION_COOKIE_NAME].value)
