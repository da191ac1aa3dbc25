"""A company is described again on screen: its name, its SIRET, how many it employs."""

import pytest

from maillage.clause.actions.entreprises import change_entreprise
from maillage.clause.models import Entreprise
from maillage.socle.journal.models import Evenement
from maillage.socle.permissions import DroitRefuse
from maillage.socle.refus import VersionDepassee
from maillage.socle.roles import Role
from tests.clause.usine import make_clause, make_facilitateur
from tests.clause.usine_aval import make_entreprise, make_lot_notifie
from tests.parcours.suivi.pages import count_queries, fill, open_page
from tests.usine import make_habilitation

pytestmark = pytest.mark.django_db
SIRET, AUTRE_SIRET = "21310555400017", "21310555400025"


@pytest.fixture
def dispositif():
    return make_clause()


@pytest.fixture
def martel(dispositif):
    return make_entreprise(dispositif, nom="Martel")


@pytest.fixture
def connectee(client, dispositif):
    client.force_login(make_habilitation(Role.FACILITATEUR, dispositif).compte)
    return client


def va(entreprise, suite="modifier/"):
    return f"/entreprises/{entreprise.uuid}/{suite}"


def read(entreprise):
    return Entreprise.objects.values_list("nom", "siret", "effectif").get(pk=entreprise.pk)


def text(answer):
    return answer.content.decode()


def test_la_page_dit_ce_qui_manque_et_mene_a_ou_le_noter(connectee, martel):
    page = text(connectee.get(va(martel, "")))
    assert f'<a href="{va(martel)}#id_siret">SIRET non renseigné</a>' in page
    assert f'<a href="{va(martel)}#id_effectif">Effectif non renseigné</a>' in page
    Entreprise.objects.filter(pk=martel.pk).update(siret=SIRET, effectif=12)
    page = text(connectee.get(va(martel, "")))
    assert f"SIRET {SIRET}" in page
    assert "12 salariés" in page
    assert "non renseigné</a>" not in page
    assert f'href="{va(martel)}">Modifier</a>' in page


def test_une_entreprise_se_modifie_et_le_journal_le_dit_sans_le_contenu(connectee, martel):
    made = fill(connectee, va(martel), nom="Martel BTP", siret=f"{SIRET[:3]} {SIRET[3:6]} {SIRET[6:9]} {SIRET[9:]}",
                effectif="12")  # fmt: skip
    assert made.url == va(martel, "")
    assert read(martel) == ("Martel BTP", SIRET, 12)
    found = Evenement.objects.get(type="clause.entreprise_modifiee")
    assert found.cible_cle == str(martel.uuid)
    assert "Martel" not in str(found.details)
    fill(connectee, va(martel), effectif="")  # it may become unknown again
    assert read(martel) == ("Martel BTP", SIRET, None)


@pytest.mark.parametrize(
    ("champ", "typed", "dit"),
    [
        ("nom", {"nom": ""}, "obligatoire"),
        ("siret", {"siret": "1234"}, "quatorze"),
        ("siret", {"siret": AUTRE_SIRET}, "déjà ce SIRET"),
        ("nom", {"nom": "Bâti Nord"}, "déjà connue"),
        ("effectif", {"effectif": "-1"}, "0"),
        ("effectif", {"effectif": "99999999999"}, "1000000"),
    ],
)
def test_ce_qui_ne_va_pas_se_dit_a_cote_du_champ_et_rien_n_est_ecrit(connectee, dispositif, martel, champ, typed, dit):
    make_entreprise(dispositif, nom="Bâti Nord")
    make_entreprise(dispositif, nom="Autre", siret=AUTRE_SIRET)
    page = fill(connectee, va(martel), **{"effectif": "3", **typed})
    assert list(page.context["form"].errors) == [champ]
    assert dit.lower() in page.context["form"].errors[champ][0].lower()
    assert read(martel) == ("Martel", "", None)


def test_un_double_envoi_ecrit_une_fois(connectee, martel):
    posted = {**open_page(connectee, va(martel)), "effectif": "12"}
    answers = [connectee.post(va(martel), posted) for _ in range(2)]
    assert [a["Location"] for a in answers] == [va(martel, "")] * 2
    assert Evenement.objects.filter(type="clause.entreprise_modifiee").count() == 1


def test_deux_personnes_qui_modifient_choisissent_ce_qui_reste(connectee, dispositif, martel):
    posted = {**open_page(connectee, va(martel)), "nom": "Martel BTP", "effectif": "12"}
    Entreprise.objects.filter(pk=martel.pk).update(effectif=40)
    page = connectee.post(va(martel), posted)
    assert page.status_code == 409
    assert "Votre saisie&nbsp;: 12" in text(page)
    fusion = page.context["fusion"]
    jeton = text(page).split('name="jeton" value="')[1].split('"')[0]
    choix = {"fusion": "1", "lu": fusion.lu, "jeton": jeton, "garder_effectif": "leur", "garder_nom": "mien"}
    assert connectee.post(va(martel), dict(fusion.poses) | choix).url == va(martel, "")
    assert read(martel) == ("Martel BTP", "", 40)


def test_l_action_refuse_une_version_depassee_et_qui_n_en_a_pas_le_droit(dispositif, martel):
    values = {"nom": "Martel BTP", "siret": "", "effectif": 2}
    with pytest.raises(VersionDepassee):
        change_entreprise(by=make_facilitateur(dispositif), entreprise=martel, values=values, lue="ancienne")
    with pytest.raises(DroitRefuse):
        change_entreprise(by=make_facilitateur(make_clause()), entreprise=martel, values=values, lue=None)
    assert read(martel) == ("Martel", "", None)


def test_une_entreprise_d_un_autre_service_est_une_page_absente(connectee):
    assert connectee.get(va(make_entreprise(make_clause()))).status_code == 404


def test_la_direction_ne_modifie_pas_une_entreprise(client, dispositif, martel):
    client.force_login(make_habilitation(Role.DIRECTEUR, dispositif).compte)
    assert client.get(va(martel)).status_code == 403


def test_la_page_pose_autant_de_requetes_pour_2_et_20_lots(connectee, dispositif, martel):
    counts = []
    for combien in (2, 18):
        for _ in range(combien):
            make_lot_notifie(dispositif, entreprise=martel)
        counts.append([len(count_queries(connectee, va(martel, suite))) for suite in ("", "modifier/")])
    assert counts[0] == counts[1]
