"""The search box, asked for a figure: its definition, and what anybody may read of it in the register."""

from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from maillage.consolidation.publications.actions import import_anterieurs
from maillage.consolidation.publications.boite import search
from maillage.consolidation.publications.nomenclatures import Etat, Lecteurs
from maillage.socle.acteur import ANONYME
from maillage.socle.roles import Role
from tests.consolidation.depots.usine import NOW, make_campagne
from tests.consolidation.publications.usine import make_chiffre, make_publication
from tests.reseau.test_gestion import connect
from tests.usine import make_habilitation

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def dossiers(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "pieces"


def publish(annee=2024, **values):
    return make_publication(make_campagne(annee=annee), now=timezone.now(), etat=Etat.PUBLIEE, **values)


def read(texte="taux de sorties positives", limit=20):
    return [(one.titre, one.sous_titre.replace("\u202f", " ")) for one in search(ANONYME, texte, limit)]


def test_qui_cherche_un_taux_trouve_sa_definition_et_le_chiffre_publie(client):
    chiffre = make_chiffre(publish())
    page = unescape(client.get("/recherche/", {"q": "taux de sorties positives"}).content.decode())
    assert 'href="/definitions/#plie.taux_brut"' in page
    assert f'href="{chiffre.get_absolute_url()}"' in page
    assert 'id="plie.taux_brut"' in client.get("/definitions/").content.decode()
    options = client.get("/recherche/suggestions/", {"q": "heures d’insertion"}).content.decode()
    assert 'data-url="/definitions/#clause.heures"' in options


def test_le_dernier_de_chaque_chose_avec_son_annee_et_d_ou_il_vient():
    make_chiffre(publish(2023), valeur=45)
    make_chiffre(publish(2024), valeur=47)
    assert read() == [
        ("Taux de sorties positives", "47 % (31 555 toutes les sorties) en 2024 · Maillage, chiffre fictif")
    ]


def test_un_chiffre_masque_se_dit_masque():
    make_chiffre(publish(), valeur=None, base=None, couverture=None, is_masque=True)
    assert read() == [("Taux de sorties positives", "masqué en 2024 · Maillage, chiffre fictif")]


def test_ni_une_region_ni_une_modalite_ni_ce_qui_n_a_pas_ce_nom():
    publication = publish()
    make_chiffre(publication, niveau="region", territoire="53", lieu="Bretagne")
    make_chiffre(publication, ventilation="sexe", modalite="f", detail="Femmes")
    make_chiffre(publication, code="plie.entrees", libelle="Entrées", unite="", valeur=1199)
    assert read() == []
    assert read("entrées") == [("Entrées", "1 199 en 2024 · Maillage, chiffre fictif")]


def test_ce_qui_n_est_pas_public_ne_se_trouve_pas_meme_de_qui_le_lit_ailleurs(client):
    make_chiffre(make_publication(make_campagne(annee=2024), now=NOW))
    make_chiffre(publish(2023, lecteurs=Lecteurs.RESTREINTE))
    connect(client, make_habilitation(Role.STATISTICIEN))
    assert (
        "Chiffres publiés" not in client.get("/recherche/", {"q": "taux de sorties"}).content.decode().split("<main")[1]
    )
    assert read() == []


def test_les_documents_d_avant_maillage_se_trouvent_par_le_nom_qu_ils_donnent():
    import_anterieurs()
    assert (
        (found := read("heures d’insertion"))[0][0], found[0][1].split(" · ")[0]
    ) == ("Heures d’insertion", "25 124 684 heures en 2021")  # fmt: skip
    assert all(
        "heures" in titre.lower() for titre, _ in found
    )  # not all that a document with these words in its title says


def test_le_nombre_de_requetes_ne_depend_pas_des_annees():
    counts = []
    for rang in range(20):
        make_chiffre(publish(1990 + rang))
        if rang in (1, 19):
            with CaptureQueriesContext(connection) as captured:
                search(ANONYME, "taux de sorties positives", 20)
            counts.append(len(captured))
    assert counts == [3, 3]
