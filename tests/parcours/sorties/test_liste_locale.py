"""The local list of exits: held by the coordination and the direction, each name under one national code."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate

from maillage.parcours.actions.etats import ParcoursRefuse
from maillage.parcours.actions.sorties_locales import declare_sortie_locale, end_sortie_locale
from maillage.parcours.models import Sortie, SortieLocale
from maillage.parcours.queries.sorties import list_nommables
from maillage.socle.formulaires.jetons import NOM, make_jeton
from maillage.socle.journal.models import Evenement
from maillage.socle.permissions import DroitRefuse
from maillage.socle.roles import Role
from tests.parcours.usine import make_coordinateur, make_referent
from tests.parcours.usine_sorties import JOUR, make_acteur_de, make_actif, make_sortie_proposee, validate
from tests.usine import make_acteur, make_dispositif, make_habilitation

pytestmark = pytest.mark.django_db


@pytest.fixture
def dispositif():
    return make_dispositif()


@pytest.fixture
def referent(dispositif):
    return make_referent(dispositif)


@pytest.fixture
def parcours(dispositif, referent):
    return make_actif(dispositif, referent=referent)


def name(dispositif, libelle="Service civique", national="AP", *, by=None, du=date(2026, 1, 1)):
    by = by or make_coordinateur(dispositif)
    return declare_sortie_locale(by=by, dispositif=dispositif.pk, libelle=libelle, national=national, du=du, today=JOUR)


def test_la_coordination_et_la_direction_tiennent_la_liste_et_personne_d_autre(dispositif, referent):
    name(dispositif)
    name(dispositif, "Engagement associatif", by=make_acteur(Role.DIRECTEUR, dispositif))
    for other in (make_acteur_de(referent), make_coordinateur(make_dispositif())):
        with pytest.raises(DroitRefuse):
            name(dispositif, "Autre chose", by=other)
    assert SortieLocale.objects.count() == 2
    assert Evenement.objects.filter(type="parcours.sortie_locale").count() == 2


def test_un_nom_compte_comme_un_seul_code_national_a_la_fois(dispositif):
    first = name(dispositif)
    assert name(dispositif, "service CIVIQUE") == first
    with pytest.raises(ParcoursRefuse, match="compte autrement depuis le 01/01/2026"):
        name(dispositif, national="SS-AUT")
    with pytest.raises(ParcoursRefuse, match="n’existe pas"):
        name(dispositif, "CDI ailleurs", national="ED-CDI")
    second = name(dispositif, national="SS-AUT", du=date(2026, 6, 1))
    first.refresh_from_db()
    assert (first.au, second.national) == (date(2026, 5, 31), "SS-AUT")


def test_une_autre_sortie_positive_se_propose_par_son_nom_et_jamais_sans(dispositif, parcours):
    with pytest.raises(ParcoursRefuse, match="liste locale"):
        make_sortie_proposee(parcours, "AP", precision="Un mot libre", date_fait=JOUR)
    sortie = make_sortie_proposee(parcours, "AP", locale=name(dispositif), date_fait=JOUR)
    assert (sortie.type, sortie.libelle) == ("AP", "Service civique (autre sortie positive)")
    decided = validate(make_coordinateur(dispositif), sortie)
    assert decided.parcours.sorties.get().definition.is_positive
    parcours.refresh_from_db()
    assert parcours.etat == "sorti_positif"


def test_un_nom_d_un_autre_dispositif_d_un_autre_code_ou_retire_est_refuse(dispositif, parcours):
    elsewhere = name(make_dispositif())
    sans_suite = name(dispositif, "Vers la mission locale", "SS-REO")
    gone = end_sortie_locale(by=make_coordinateur(dispositif), row=name(dispositif), au=JOUR - timedelta(days=1))
    for locale in (elsewhere, sans_suite, gone):
        with pytest.raises(ParcoursRefuse, match="liste"):
            make_sortie_proposee(parcours, "AP", locale=locale, date_fait=JOUR)
    assert not Sortie.objects.exists()


def test_un_nom_retire_reste_sur_les_sorties_qui_l_ont(dispositif, parcours):
    locale = name(dispositif)
    sortie = make_sortie_proposee(parcours, "AP", locale=locale, date_fait=JOUR)
    end_sortie_locale(by=make_coordinateur(dispositif), row=locale, au=JOUR)
    assert list_nommables(make_coordinateur(dispositif), on=JOUR + timedelta(days=1)) == []
    assert Sortie.objects.get(pk=sortie.pk).libelle.startswith("Service civique")


def post(client, compte, url, **values):
    client.force_login(compte)
    return client.post(url, values | {NOM: make_jeton(compte.pk)})


def test_de_la_liste_de_la_direction_a_la_decision(client, dispositif, referent, parcours):
    direction = make_habilitation(Role.DIRECTEUR, dispositif).compte
    url = f"/dossiers/{parcours.uuid}/sortie/"
    client.force_login(referent.compte)
    assert "Autre sortie positive" not in client.get(url).content.decode()
    post(client, direction, "/sorties/liste-locale/", libelle="Service civique", national="AP", du="2026-01-01")
    locale = SortieLocale.objects.get()
    client.force_login(referent.compte)
    assert "Autre sortie positive : Service civique" in client.get(url).content.decode()
    today = localdate().isoformat()
    assert post(client, referent.compte, url, type=str(locale.uuid), date_fait=today).status_code == 302
    sortie = parcours.sorties.get()
    assert (sortie.type, sortie.locale) == ("AP", locale)
    coordination = make_habilitation(Role.COORDINATEUR, dispositif).compte
    client.force_login(coordination)
    for page in ("/sorties/", f"/sorties/{sortie.uuid}/", f"/dossiers/{parcours.uuid}/"):
        assert "Service civique" in client.get(page).content.decode()
    assert post(client, coordination, f"/sorties/liste-locale/{locale.uuid}/retirer/", au=today).status_code == 302
    assert client.get(f"/sorties/liste-locale/{SortieLocale.objects.get().uuid}/retirer/").status_code == 200


def test_la_liste_locale_coute_autant_a_2_et_a_20(client, dispositif):
    client.force_login(make_habilitation(Role.DIRECTEUR, dispositif).compte)
    counts = []
    for rang in range(20):
        name(dispositif, f"Sortie {rang}")
        if rang in (1, 19):
            client.get("/sorties/liste-locale/")
            with CaptureQueriesContext(connection) as captured:
                client.get("/sorties/liste-locale/")
            counts.append(len(captured))
    assert counts[0] == counts[1]
