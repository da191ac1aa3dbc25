"""The gallery: in demonstration only, every board whole, every component shown."""

import re
from pathlib import Path

import pytest

from maillage.socle.galerie.exemples import REPONSES
from maillage.socle.galerie.planches import PLANCHES

GABARITS = Path(__file__).resolve().parents[2] / "maillage/socle/templates/socle"
ADRESSES = [
    "/galerie/",
    "/galerie/confirmation/",
    *[f"/galerie/reponses/{code}/" for code in REPONSES],
    *[f"/galerie/{planche.code}/" for planche in PLANCHES],
]

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("adresse", ADRESSES)
def test_chaque_planche_s_ouvre_en_demonstration(client, adresse):
    page = client.get(adresse)
    assert page.status_code == 200
    assert page.content.decode().count("<h1") == 1


@pytest.mark.parametrize("adresse", [*ADRESSES, "/galerie/inconnue/", "/galerie/reponses/418/"])
def test_la_galerie_n_existe_pas_hors_demonstration(client, settings, adresse):
    settings.DEMONSTRATION = False
    assert client.get(adresse).status_code == 404


def test_une_planche_inconnue_manque(client):
    assert client.get("/galerie/inconnue/").status_code == 404


def test_chaque_composant_est_montre_et_documente():
    boards = "".join(p.read_text() for p in GABARITS.rglob("*.html"))
    for component in sorted((GABARITS / "composants").glob("[!_]*.html")):
        text = component.read_text()
        assert text.startswith("{% comment %}\n"), f"{component.name} ne dit pas ses paramètres"
        nom = component.stem
        montre = re.search(rf'composants/{nom}\.html|composant "{nom}"|\{{% {nom} ', boards.replace(text, ""))
        assert montre, f"{component.name} n’est montré nulle part"


def test_un_formulaire_refuse_dit_quoi_ou_et_comment(client):
    page = client.post("/galerie/champs/", {"objet": "", "courriel": "x"}).content.decode()
    assert "points à corriger" in page
    assert "autofocus" in page
    assert '<a href="#id_objet">' in page
    assert '<a href="#id_presence_0">' in page, "a group is reached by its first choice"
    assert 'id="id_presence_0"' in page
    saisie = "".join(re.findall(r'<input type="email"[^>]*>', page))
    assert 'aria-invalid="true"' in saisie
    assert 'aria-describedby="id_courriel_aide id_courriel_erreur"' in saisie


def test_un_formulaire_neuf_ne_parle_pas_d_erreur(client):
    page = client.get("/galerie/entretien/").content.decode()
    assert "à corriger" not in page
    assert "aria-invalid" not in page


def test_les_formulaires_des_autres_paquets_prennent_le_meme_habit(rf):
    from django import forms

    class Simple(forms.Form):
        nom = forms.CharField(label="Nom", help_text="Aide")

    html = str(Simple())
    assert 'class="champ"' in html
    assert 'aria-describedby="id_nom_aide"' in html
    assert html.count("<label") == 1


def test_la_liste_d_exemple_se_trie_se_filtre_et_se_lit_jusqu_au_bout(client):
    page = client.get("/galerie/listes/?q=valombre&etat=emploi&tri=-nom&par=25").content.decode()
    noms = re.findall(r'<th scope="row"><a href="#liste-exemple">([^<]+)</a>', page)
    assert noms
    assert noms == sorted(noms, reverse=True)
    assert f"{len(noms)} personne" in page
    assert "Rien ne répond à ces filtres." in client.get("/galerie/listes/?q=introuvable").content.decode()
    seen = []
    for numero in range(1, 6):
        page = client.get(f"/galerie/listes/?page={numero}").content.decode()
        seen += re.findall(r'<th scope="row"><a href="#liste-exemple">([^<]+)</a>', page)
    assert len(seen) == len(set(seen)) == 24


def test_chaque_figure_montre_ses_chiffres(client):
    page = client.get("/galerie/figures/").content.decode()
    assert page.count("Voir les chiffres") == 6
    assert "non renseigné" in page
