"""The history of a dispositif: what is declared, what it changes, what the page then says."""

from datetime import date
from io import BytesIO

import pytest
from django.utils.timezone import localdate
from pypdf import PdfReader

from maillage.reseau import actions, queries, rules
from maillage.reseau.models import Contact, Dispositif
from maillage.reseau.nomenclatures import Etat, Fonction, NatureJalon
from maillage.socle.journal.models import Evenement
from maillage.socle.permissions import DroitRefuse
from maillage.socle.roles import Role
from tests.reseau.test_gestion import connect, sign
from tests.usine import make_acteur, make_dispositif, make_habilitation

pytestmark = pytest.mark.django_db
JOUR = date(2026, 3, 2)


def make_reel(nom):
    dispositif = make_dispositif(nom)
    Dispositif.objects.filter(pk=dispositif.pk).update(is_fictif=False)
    dispositif.refresh_from_db()
    return dispositif


@pytest.fixture
def directrice(client):
    return connect(client, make_habilitation(Role.DIRECTEUR, make_reel("PLIE d’Arsonne")))


def declare(habilitation, nature, le=JOUR, **values):
    by = make_acteur(habilitation=habilitation)
    return actions.record_jalon(by=by, dispositif=habilitation.dispositif, nature=nature, le=le, today=JOUR, **values)


def list_noms():
    return [ligne.nom for ligne in queries.list_annuaire()]


def test_un_changement_de_nom_garde_l_ancien_et_la_recherche_le_trouve(client, directrice):
    declare(directrice, NatureJalon.NOM, nom="PLIE des Rives")
    page = client.get(f"/annuaire/{directrice.dispositif.slug}/").content.decode()
    assert "PLIE des Rives" in page
    assert "s’appelait « PLIE d’Arsonne »" in page
    assert queries.search_annuaire(queries.list_annuaire(), "arsonne").count() == 1
    # The next load of the directory leaves the name alone.
    directrice.dispositif.refresh_from_db()
    assert "nom" in directrice.dispositif.champs_corriges


def test_une_fusion_retire_de_l_annuaire_et_les_deux_pages_se_repondent(client, directrice):
    reprend = make_reel("PLIE de Valombre")
    declare(directrice, NatureJalon.FUSION, lie=reprend)
    assert list_noms() == ["PLIE de Valombre"]
    page = client.get(f"/annuaire/{directrice.dispositif.slug}/").content.decode()
    assert "Ce dispositif est fermé" in page
    assert f'href="/annuaire/{reprend.slug}/"' in page
    assert "Reprise de" in client.get(f"/annuaire/{reprend.slug}/").content.decode()
    pdf = client.get(f"/annuaire/{directrice.dispositif.slug}/fiche.pdf").getvalue()
    text = " ".join("".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())
    assert "PLIE de Valombre reprend son action" in text


def test_une_fermeture_dit_qui_reprend_et_termine_les_contacts(client, directrice):
    Contact.objects.create(
        dispositif=directrice.dispositif, fonction=Fonction.FSE, nom="Zoé", courriel="z@exemple.fr",
        du=date(2026, 1, 1), modifie_le=JOUR,
    )  # fmt: skip
    declare(directrice, NatureJalon.FERMETURE, reprise="Mission locale de Valombre")
    assert (
        "Mission locale de Valombre reprend son action"
        in client.get(f"/annuaire/{directrice.dispositif.slug}/").content.decode()
    )
    assert Contact.objects.get().au == JOUR
    declare(directrice, NatureJalon.REOUVERTURE)
    directrice.dispositif.refresh_from_db()
    assert (directrice.dispositif.etat, directrice.dispositif.ferme_le) == (Etat.OUVERT, None)
    assert list_noms() == ["PLIE d’Arsonne"]
    assert [j.nature for j in queries.list_jalons(directrice.dispositif)] == ["reouverture", "fermeture"]


def test_la_creation_date_l_ouverture_une_seule_fois(directrice):
    declare(directrice, NatureJalon.CREATION, le=date(1995, 5, 1))
    directrice.dispositif.refresh_from_db()
    assert directrice.dispositif.ouvert_le == date(1995, 5, 1)
    with pytest.raises(actions.JalonRefuse, match="déjà déclarée, le 01/05/1995"):
        declare(directrice, NatureJalon.CREATION)
    with pytest.raises(actions.JalonRefuse, match="précède la création"):
        declare(directrice, NatureJalon.NOM, le=date(1994, 1, 1), nom="Autre")


@pytest.mark.parametrize(
    ("nature", "values", "champ"),
    [
        (NatureJalon.NOM, {"nom": ""}, "nom"),
        (NatureJalon.NOM, {"nom": "PLIE d’Arsonne"}, "nom"),
        (NatureJalon.FUSION, {}, "lie"),
        (NatureJalon.REOUVERTURE, {}, "nature"),
        (NatureJalon.FERMETURE, {"le": date(2026, 3, 3)}, "le"),
    ],
)
def test_un_fait_impossible_est_refuse_et_n_ecrit_rien(directrice, nature, values, champ):
    with pytest.raises(actions.JalonRefuse) as refus:
        declare(directrice, nature, **values)
    assert refus.value.champ == champ
    assert queries.list_jalons(directrice.dispositif) == []
    assert not Evenement.objects.filter(type="reseau.jalon").exists()


def test_un_dispositif_ferme_ne_ferme_pas_deux_fois():
    for nature in (NatureJalon.FUSION, NatureJalon.FERMETURE):
        assert rules.check_nature(nature, etat=Etat.FERME, ouvert_le=None) == "Ce dispositif est déjà fermé."
    assert rules.check_nature(NatureJalon.REOUVERTURE, etat=Etat.FERME, ouvert_le=None) is None


def test_la_page_declare_une_fois_meme_envoyee_deux_fois(client, directrice):
    adresse = f"/reseau/dispositifs/{directrice.dispositif.slug}/histoire/"
    assert client.get(adresse).status_code == 200
    champs = sign(
        directrice, {"nature": "nom", "le": localdate().isoformat(), "nom": "PLIE neuf", "lie": "", "reprise": ""}
    )
    assert [client.post(adresse, champs).status_code for _ in range(2)] == [302, 302]
    assert len(queries.list_jalons(directrice.dispositif)) == 1
    response = client.post(adresse, sign(directrice, {"nature": "fusion", "le": "2026-01-01", "lie": "inconnu"}))
    assert "lie" in response.context["form"].errors


def test_seule_la_direction_ou_la_tete_de_reseau_declare(client, directrice):
    coordinateur = make_habilitation(Role.COORDINATEUR, directrice.dispositif)
    with pytest.raises(DroitRefuse):
        declare(coordinateur, NatureJalon.FERMETURE)
    tete = make_acteur(Role.ANIMATEUR_RESEAU)
    actions.record_jalon(by=tete, dispositif=directrice.dispositif, nature=NatureJalon.FERMETURE, le=JOUR, today=JOUR)
    directrice.dispositif.refresh_from_db()
    assert directrice.dispositif.ferme_le == JOUR
