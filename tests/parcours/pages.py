"""Opens a form of a file as a browser does, and posts it with its hidden fields."""

import re
from typing import Any


def find_cache(page: str, nom: str) -> str:
    found = re.search(rf'name="{nom}"[^>]*value="([^"]*)"', page)
    assert found, f"pas de champ {nom}"
    return found.group(1)


def open_form(client: Any, parcours: Any, page: str) -> dict[str, str]:
    """What the browser would send back of the hidden fields."""
    contenu = client.get(f"/dossiers/{parcours.uuid}/{page}/").content.decode()
    jeton = re.search(r'name="(jeton[^"]*)" value="([^"]*)"', contenu)
    caches = {"lu": find_cache(contenu, "lu")} if 'name="lu"' in contenu else {}
    return caches | ({jeton.group(1): jeton.group(2)} if jeton else {})


def post(client: Any, parcours: Any, page: str, values: dict[str, Any], caches: dict[str, str] | None = None) -> Any:
    caches = open_form(client, parcours, page) if caches is None else caches
    return client.post(f"/dossiers/{parcours.uuid}/{page}/", caches | values)


def read_lu(client: Any, url: str) -> dict[str, str]:
    """What the form of this page says it was filled from; nothing when it has no such field."""
    page = client.get(url).content.decode()
    return {"lu": find_cache(page, "lu")} if 'name="lu"' in page else {}
