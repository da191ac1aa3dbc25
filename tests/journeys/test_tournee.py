"""The round: every page, as every role, seen by axe at two widths; no script error, no other host, no overflow.

Addresses come from the resolver and their objects from the matrix's register: a new page is visited by itself.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db.models import Case, When
from django.test import Client
from django.utils.timezone import localdate

from maillage.comptes.models import Habilitation
from maillage.comptes.queries import build_acteur
from maillage.reseau.nomenclatures import TypeDispositif
from maillage.socle import permissions
from maillage.socle.acteur import ANONYME, Acteur
from maillage.socle.roles import Role
from tests.journeys.signes import Signe, list_signes
from tests.matrice.adresses import Adresse, list_adresses
from tests.matrice.objets import OBJETS, Pour, load
from tests.navigateur import ETROITES, Visite, open_session

pytestmark = [pytest.mark.navigateur, pytest.mark.lent]
PARTICULIERES = {"/metrics", "/sante"}
# Their objects are second factors of pure form: they would lock the person out of the pages that read them.
SANS_OBJET_VRAI = {"mfa_edit_webauthn", "mfa_remove_webauthn"}
# Several rounds, so that processes share them evenly: one address in four, as everybody.
TOURNEES = 4


@pytest.mark.parametrize("rang", range(TOURNEES))
def test_axe_finds_nothing_on_any_page_as_any_role(rang: int, reseau_entier: None, ouvrir: Any) -> None:
    load()
    today = localdate()
    adresses = list_adresses()[rang::TOURNEES]
    held = [rank_lieux(Habilitation.objects.actives(on=today).filter(role=role)).first() for role in Role]
    assert None not in held, "la démonstration n’a personne pour un des rôles"
    seen: set[Signe] = set()
    faults: list[str] = []
    looked = 0
    for habilitation in [None, *held]:
        to_see = list_pages(adresses, habilitation, seen)
        looked += len(to_see)
        visite = ouvrir(compte=habilitation and habilitation.compte)
        for url in to_see:
            qui = habilitation.role if habilitation else "visiteur"
            faults += [f"{url} ({qui}) : {fault}" for fault in look(visite, url)]
    assert looked > 30, f"{looked} pages seulement : la tournée ne voit pas le site"
    assert not faults, f"{len(faults)} défauts sur {looked} pages :\n" + "\n".join(faults)


def look(visite: Visite, url: str) -> Iterator[str]:
    """Wide as on a desk, then as narrow as the same screen zoomed at 400 %."""
    visite.page.set_viewport_size({"width": 1280, "height": 900})
    visite.page.goto(visite.base + url, wait_until="load")
    for width, height, regles in ((1280, 900, None), (320, 640, ETROITES)):
        visite.page.set_viewport_size({"width": width, "height": height})
        yield from (f"{width} px, {fault}" for fault in (*visite.list_violations(regles), *visite.list_debordements()))


def list_pages(adresses: list[Adresse], habilitation: Habilitation | None, seen: set[Signe]) -> list[str]:
    """The addresses that show this person something nobody before them was shown."""
    client = Client()
    acteur = ANONYME
    if habilitation:
        client.cookies["sessionid"] = open_session(habilitation.compte)
        acteur = build_acteur(habilitation.compte, habilitation, on=localdate(), adresse="", requete="")
    pages = []
    for adresse in adresses:
        if ("fichier", adresse.nom) in seen or not is_open(adresse, acteur):
            continue
        url = build_url(adresse, habilitation)
        html = find_page(client, url) if url else ""
        if html is None:
            seen.add(("fichier", adresse.nom))
            continue
        if html and not seen.issuperset(signes := list_signes(adresse.nom, html)):
            seen |= signes
            pages.append(url)
    return pages


def is_open(adresse: Adresse, acteur: Acteur) -> bool:
    """Whether this role is let in at all: the matrix shows that the others are not."""
    politique = adresse.politique
    assert politique is not None
    if politique.publique:
        return True
    return not acteur.is_anonyme and (politique.droit is None or permissions.can(acteur, politique.droit))


def find_page(client: Client, url: str) -> str | None:
    """The HTML of an address that answers with a page; empty for a refusal, None for a file, which nobody looks at."""
    response = client.get(url)
    if response.streaming:
        response.close()
        return None
    if response.status_code != 200:
        return ""
    if "text/html" not in response.headers.get("Content-Type", ""):
        return None
    html = response.content.decode()
    return html if "<html" in html else ""


def rank_lieux(habilitations: Any) -> Any:
    """A PLIE first: it has the most pages. Whoever works in none keeps their own place."""
    is_plie = Case(When(dispositif__type=TypeDispositif.PLIE, then=0), default=1)
    return habilitations.order_by(is_plie, "pk")


def build_url(adresse: Adresse, habilitation: Habilitation | None) -> str:
    """With this person's own objects in the variable parts; empty when there is nothing of theirs to show."""
    if adresse.nom in SANS_OBJET_VRAI:
        return ""
    values: dict[str, Any] = {}
    if adresse.parametres:
        objet = OBJETS[adresse.nom]
        is_publique = adresse.politique is not None and adresse.politique.publique
        mine = habilitation is not None and habilitation.dispositif is not None and not is_publique
        if not (mine or is_publique or objet.partage or objet.sans_objet):
            return ""
        of = habilitation if mine else rank_lieux(Habilitation.objects.exclude(dispositif=None))[0]
        values = dict(objet.make(Pour(of.dispositif, of.compte)))  # type: ignore[union-attr, arg-type]
    url = adresse.build(values)
    return "" if url in PARTICULIERES else url
