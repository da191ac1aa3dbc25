"""The round: every page, as every role, seen by axe at two widths; no script error, no other host, no overflow.

Addresses come from the resolver and their objects from the matrix's register: a new page is visited by itself.
Pages that are the same for two roles (but for who is signed in) are looked at once. Not in the suite yet: run it with
`python -m pytest tests/journeys/tournee.py` (docs/chantiers.md).
"""

import hashlib
import re
from typing import Any

import pytest
from django.test import Client
from django.utils.timezone import localdate

from maillage.comptes.models import Compte, Habilitation
from maillage.demonstration.actions import make_demonstration
from maillage.reseau.actions import import_annuaire
from maillage.socle.roles import Role
from maillage.territoire.actions import import_referentiel
from tests.matrice.adresses import list_adresses
from tests.matrice.objets import OBJETS, Pour, load
from tests.navigateur import open_session

pytestmark = [pytest.mark.navigateur, pytest.mark.lent]
VARIABLE = re.compile(
    r'name="[^"]*(?:jeton|token|auteur)[^"]*" value="[^"]*"'
    r"|[0-9a-f]{8}-[0-9a-f-]{27}|\b[A-Za-z0-9_:=-]{40,}\b|essai-?\d+|\d{2}:\d{2}(?::\d{2})?"
)
PARTICULIERES = {"/metrics", "/sante"}
# Their objects are second factors of pure form: they would lock the person out of the pages that read them.
SANS_OBJET_VRAI = {"mfa_edit_webauthn", "mfa_remove_webauthn"}


@pytest.fixture
def reseau_entier(transactional_db: None) -> None:
    """What `./demarrer` prepares: the real territory and directory, and the fiction beside them."""
    import_referentiel()
    import_annuaire()
    make_demonstration(today=localdate())


def find_page(client: Client, url: str) -> str:
    """The HTML of an address that answers with a page; nothing otherwise."""
    response = client.get(url)
    if response.status_code != 200 or "text/html" not in response.headers.get("Content-Type", ""):
        return ""
    if not hasattr(response, "content"):
        return ""
    html = response.content.decode()
    return html if "<html" in html else ""


def list_urls(habilitation: Habilitation | None) -> list[str]:
    """Every address, with this person's own objects in the variable parts."""
    urls = []
    for adresse in list_adresses():
        if adresse.nom in SANS_OBJET_VRAI:
            continue
        if adresse.parametres and (habilitation is None or habilitation.dispositif is None):
            objet = OBJETS[adresse.nom]
            if not (objet.partage or objet.sans_objet):
                continue
        values: dict[str, Any] = {}
        if adresse.parametres:
            dispositif = habilitation.dispositif if habilitation else None
            compte = habilitation.compte if habilitation else None
            if dispositif is None or compte is None:
                other = Habilitation.objects.select_related("dispositif", "compte").exclude(dispositif=None)[0]
                dispositif, compte = other.dispositif, other.compte
            assert dispositif is not None
            values = dict(OBJETS[adresse.nom].make(Pour(dispositif, compte)))
        url = adresse.build(values)
        if url not in PARTICULIERES:
            urls.append(url)
    return urls


def test_axe_finds_nothing_on_any_page_as_any_role(reseau_entier: None, ouvrir: Any, record_property: Any) -> None:
    load()
    seen: set[str] = set()
    faults: list[str] = []
    today = localdate()
    visitors: list[Habilitation | None] = [None]
    for role in Role:
        held = Habilitation.objects.actives(on=today).filter(role=role).select_related("dispositif", "compte")
        visitors.append(held.order_by("pk")[0])
    for habilitation in visitors:
        compte: Compte | None = habilitation.compte if habilitation else None
        client = Client()
        if compte:
            client.cookies["sessionid"] = open_session(compte)
        to_see = []
        for url in list_urls(habilitation):
            html = find_page(client, url)
            body = html[html.find("<main") :] if "<main" in html else html
            print_of = hashlib.sha256((VARIABLE.sub("", body) + str(compte is None)).encode()).hexdigest()
            if html and print_of not in seen:
                seen.add(print_of)
                to_see.append(url)
        for largeur in (1280, 320):
            visite = ouvrir(largeur=largeur, compte=compte)
            for url in to_see:
                visite.page.goto(visite.base + url, wait_until="load")
                faults += [
                    f"{url} ({largeur} px, {habilitation and habilitation.role}) : {v}"
                    for v in visite.list_violations()
                ]
                try:
                    visite.assert_sans_defilement_horizontal()
                except AssertionError as error:
                    faults.append(str(error))
    record_property("pages", len(seen))
    assert len(seen) > 30, f"{len(seen)} pages seulement : la tournée ne voit pas le site"
    assert not faults, f"{len(faults)} défauts sur {len(seen)} pages :\n" + "\n".join(faults)
