"""The pages of the take-over: from the model to the import, without JavaScript; lists in a constant number of queries."""

import io
import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook

from maillage.echanges.reprise.models import Anomalie, Depot, Doublon
from maillage.echanges.reprise.nomenclatures import EtatDepot, Nature
from maillage.echanges.reprise.rules.gabarits import GABARITS
from maillage.participants.models import Personne
from maillage.socle.journal.models import Acces
from maillage.socle.roles import Role
from maillage.socle.travaux.models import Travail
from tests.echanges.reprise.usine import PERSONNE, check, list_entetes, run, submit, write_csv
from tests.parcours.usine import make_coordinateur, make_personne
from tests.usine import make_dispositif, make_habilitation

pytestmark = pytest.mark.django_db


@pytest.fixture
def dispositif():
    return make_dispositif("PLIE d’essai")


@pytest.fixture
def by(dispositif):
    return make_coordinateur(dispositif)


@pytest.fixture
def coordination(client, dispositif):
    client.force_login(make_habilitation(Role.COORDINATEUR, dispositif).compte)
    return client


def read(client, adresse):
    response = client.get(adresse)
    assert response.status_code == 200
    return response.content.decode()


def post(client, page, values, *, vers=""):
    """With the token of the form that posts to `vers`, or of the page's own."""
    contenu = read(client, page)
    if vers:
        contenu = contenu[contenu.index(f'action="{vers}"') :]
    jeton = re.search(r'name="(jeton[^"]*)" value="([^"]*)"', contenu)
    assert jeton
    return client.post(vers or page, values | {jeton.group(1): jeton.group(2)})


def run_dernier():
    return run(Travail.objects.latest("pk"))


def test_de_la_page_de_reprise_a_l_import(coordination, dispositif):
    accueil = read(coordination, "/reprise/")
    assert "/reprise/deposer/personnes/" in accueil
    assert "/reprise/modeles/personnes.xlsx" in accueil
    fichier = SimpleUploadedFile("mes personnes.csv", write_csv([PERSONNE | {"courriel": "camille"}]))
    colonnes = post(coordination, "/reprise/deposer/personnes/", {"fichier": fichier}).url
    depot = Depot.objects.get()
    page = reverse("reprise:depot", args=[depot.uuid])
    refus = post(coordination, colonnes, {"identifiant": "0", "nom_naissance": "1", "prenoms": "1"}).content.decode()
    assert "Choisissez la colonne de votre fichier" in refus
    places = {code: str(place) for code, place in depot.colonnes.items()}
    assert post(coordination, colonnes, places).url == page
    assert "Voir où il en est" in read(coordination, page)
    run_dernier()
    contenu = read(coordination, page)
    assert "Corrigez le fichier, puis redéposez-le" in contenu
    assert "elle s’écrit nom@exemple.fr" in contenu
    assert "Importer 1 ligne" not in contenu
    export = coordination.get(f"{page}points.csv?motif=correction").getvalue().decode()
    assert export.splitlines()[0] == "ligne,colonne,valeur,message,gravite"
    corrige = SimpleUploadedFile("corrigé.csv", write_csv([PERSONNE]))
    post(coordination, f"{page}remplacer/", {"fichier": corrige})
    post(coordination, colonnes, {code: place for code, place in places.items() if code != "courriel"})
    run_dernier()
    assert "Le fichier est prêt" in read(coordination, page)
    post(coordination, page, {}, vers=f"{page}importer/")
    run_dernier()
    assert Personne.objects.get().nom_naissance == "Exemple"
    assert "Annuler tout l’import" in read(coordination, page)
    post(coordination, page, {}, vers=f"{page}annuler/")
    run_dernier()
    assert not Personne.objects.exists()
    assert "importé, puis annulé" in read(coordination, page)
    assert Acces.objects.filter(type="reprise.lu").exists()


def test_les_ressemblances_se_departagent_sur_une_page(coordination, by, dispositif):
    make_personne(dispositif, nom_naissance="Exemple", prenoms="Camille", date_naissance=date(1984, 5, 17))
    depot = check(by, submit(by, dispositif, [PERSONNE]))
    page = f"/reprise/{depot.uuid}/ressemblances/"
    assert "même date de naissance" in read(coordination, page)
    response = post(coordination, page, {f"{depot.doublons.get().uuid}-decision": "meme"})
    assert response.url == f"/reprise/{depot.uuid}/"
    assert Doublon.objects.get().decision == "meme"


def test_un_refus_se_dit_sur_la_page(coordination, by, dispositif):
    depot = check(by, submit(by, dispositif, [PERSONNE]))
    page = f"/reprise/{depot.uuid}/"
    contenu = read(coordination, page)
    Depot.objects.update(etat=EtatDepot.ABANDONNE)
    jeton = re.search(r'name="(jeton[^"]*)" value="([^"]*)"', contenu[contenu.index("importer/") :])
    assert jeton
    response = coordination.post(f"{page}importer/", {jeton.group(1): jeton.group(2)}, follow=True)
    assert "Ce fichier est « abandonné » : cela n’est plus possible." in response.content.decode()
    assert Travail.objects.count() == 1


def test_un_fichier_refuse_revient_avec_la_raison(coordination):
    fichier = SimpleUploadedFile("x.pdf", b"%PDF-1.7 rien")
    assert (
        "Ce fichier est un PDF"
        in post(coordination, "/reprise/deposer/personnes/", {"fichier": fichier}).content.decode()
    )
    assert coordination.get("/reprise/deposer/inconnu/").status_code == 404


@pytest.mark.parametrize("nature", sorted(GABARITS))
def test_le_modele_se_depose_tel_quel_sans_rien_importer(coordination, by, dispositif, nature):
    contenu = coordination.get(f"/reprise/modeles/{nature}.xlsx").content
    book = CalamineWorkbook.from_filelike(io.BytesIO(contenu))
    assert book.get_sheet_by_index(0).to_python()[0] == list_entetes(nature)
    assert len(book.get_sheet_by_name("Notice").to_python()) == len(list_entetes(nature)) + 1
    depot = check(by, submit(by, dispositif, [], contenu=contenu, nature=nature))
    assert [a.message for a in depot.anomalies.all()] == [
        "Le fichier a des titres de colonnes mais aucune ligne à reprendre."
    ]


def test_le_nombre_de_requetes_ne_depend_pas_du_nombre_de_lignes(coordination, by, dispositif):
    counts: dict[str, list[int]] = {"/reprise/": [], "depot": [], "doublons": []}
    depot = Depot.objects.create(
        dispositif=dispositif, nature=Nature.PERSONNES, nom="a.csv", octets=1, etat=EtatDepot.CONTROLE, erreurs=2
    )
    pages = {"depot": f"/reprise/{depot.uuid}/", "doublons": f"/reprise/{depot.uuid}/ressemblances/"}
    for total in (2, 20):
        while Depot.objects.count() < total:
            Depot.objects.create(dispositif=dispositif, nature=Nature.PERSONNES, nom="b.csv", octets=1)
        for rang in range(depot.doublons.count(), total):
            Anomalie.objects.create(dispositif=dispositif, depot=depot, ligne=rang, message="À corriger.")
            Doublon.objects.create(
                dispositif=dispositif, depot=depot, ligne=rang, identifiant=str(rang), presente="Camille", points=90,
                personne=make_personne(dispositif, by=by), raisons="même nom",
            )  # fmt: skip
        for nom, found in counts.items():
            read(coordination, pages.get(nom, nom))
            with CaptureQueriesContext(
                connection,
            ) as queries:
                read(coordination, pages.get(nom, nom))
            found.append(len(queries))
    assert all(few == many for few, many in counts.values()), counts
