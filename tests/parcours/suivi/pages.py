"""What the tests of the follow-up make and send."""

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.timezone import localdate

from maillage.parcours.models import Contrat, Entretien, Objectif, Positionnement
from maillage.parcours.nomenclatures.etapes import TYPES
from tests.parcours.usine import make_parcours


def entree(jours):
    return localdate() - timedelta(days=jours)


def make_file(dispositif, referent, nombre):
    """Files with everything that may press on them."""
    for rang in range(nombre):
        parcours = make_parcours(
            dispositif, referent=referent, entree=entree(200), etat="actif", dernier_contact=entree(rang * 7 % 120)
        )
        common = {"dispositif": dispositif, "parcours": parcours}
        Contrat.objects.create(**common, du=entree(5))
        Positionnement.objects.create(
            **common,
            type=next(iter(TYPES)),
            intitule="Atelier",
            etat="en_cours",
            propose_le=entree(70),
            debut=entree(60),
            prevu_au=entree(-2),
        )
        Objectif.objects.create(**common, du=entree(60), echeance=entree(0))
        Entretien.objects.create(**common, referent=referent, debut=timezone.now() - timedelta(days=2))


def count_queries(client, address):
    client.get(address)  # whatever a first page alone asks
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return [q["sql"] for q in captured]


def open_page(client, address):
    """The fields that the page shows, with what it prefilled, as the browser would post them."""
    page = client.get(address)
    form = page.context["form"]
    jeton = page.content.decode().split('name="jeton" value="')[1].split('"')[0]
    shown = {name: form[name].value() for name in form.fields if form[name].value() not in (None, "", False)}
    shown = {name: value.strftime("%H:%M") if hasattr(value, "hour") else value for name, value in shown.items()}
    return {**shown, "jeton": jeton}


def fill(client, address, **values):
    return client.post(address, {**open_page(client, address), **values})


def make_etape(parcours, **values):
    common = {"type": next(iter(TYPES)), "intitule": "Atelier CV", "etat": "en_cours", "propose_le": entree(20)}
    return Positionnement.objects.create(
        dispositif=parcours.dispositif, parcours=parcours, **{**common, "debut": entree(10), **values}
    )
