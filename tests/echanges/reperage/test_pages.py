"""The pages: from the file to the market, without JavaScript; lists in a constant number of queries."""

import json
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate

from maillage.clause.models import Lot
from maillage.echanges.reperage.afaire import list_a_faire
from maillage.echanges.reperage.models import Annonce, Fichier, Releve
from maillage.echanges.reperage.recherche import search
from maillage.reseau.models import TerritoireIntervention
from maillage.socle.roles import Role
from maillage.territoire.models import Commune
from tests.clause.usine import make_clause, make_donneur, make_facilitateur, make_lot
from tests.clause.usine import make_marche as make_suivi
from tests.echanges.decp.usine import ACHETEUR, make_marche
from tests.echanges.reperage.usine import load, load_marche, make_departements, run_lecture, write_decp
from tests.usine import make_habilitation

pytestmark = pytest.mark.django_db


@pytest.fixture
def dispositif():
    make_departements()
    found = make_clause()
    found.departement_id = "59"
    found.save()
    return found


@pytest.fixture
def by(dispositif):
    return make_facilitateur(dispositif)


@pytest.fixture
def facilitateur(client, dispositif):
    client.force_login(make_habilitation(Role.FACILITATEUR, dispositif).compte)
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


def deposit(client, source, nom, contenu, **values):
    fichier = SimpleUploadedFile(nom, contenu)
    return post(client, f"/annonces/fichiers/deposer/{source}/", {"fichier": fichier, "suivis": "59", **values})


def test_du_fichier_depose_au_marche_cree(facilitateur, dispositif):
    assert 'value="59"' in read(facilitateur, "/annonces/fichiers/deposer/decp/")
    page = deposit(facilitateur, "decp", "decp.json", write_decp(make_marche(), make_marche(id=""))).url
    assert "Voir où il en est" in read(facilitateur, page)
    run_lecture(Fichier.objects.get())
    contenu = read(facilitateur, page)
    assert "le marché n’a pas de numéro" in contenu
    export = facilitateur.get(f"{page}compte-rendu.csv").getvalue().decode()
    assert export.splitlines()[0] == "place,uid,suite,message"
    assert "« clause sociale »" in read(facilitateur, "/annonces/")
    annonce = Annonce.objects.get()
    assert "ne veulent pas toujours dire insertion" in read(facilitateur, annonce.get_absolute_url())
    retenir = f"{annonce.get_absolute_url()}retenir/"
    saisie = {
        "objet": annonce.objet, "donneur": "Ville d’essai", "donneur_type": "commune", "achat": "travaux",
        "engage_le": "2025-01-02", "reference": annonce.numero, "titulaire_0": "Martel", "titulaire_1": "Peintres",
        "mandataire": "0",
    }  # fmt: skip
    vers = post(facilitateur, retenir, saisie).url
    lot = Lot.objects.get()
    assert vers == f"/lots/{lot.uuid}/"
    contenu = read(facilitateur, vers)
    assert "Créé depuis" in contenu
    assert annonce.get_absolute_url() in contenu
    assert facilitateur.get(retenir).url == annonce.get_absolute_url()


def test_le_fichier_officiel_se_telecharge_et_se_verse_de_nouveau_sans_rien_changer(facilitateur, by, dispositif):
    fichier = load(by, dispositif, write_decp(make_marche(), make_marche(id="2")))
    response = facilitateur.get(f"{fichier.get_absolute_url()}officiel.json")
    contenu = b"".join(response.streaming_content)
    assert len(json.loads(contenu)["marches"]["marche"]) == 2
    assert load(by, dispositif, contenu).connues == 2


def test_l_exemple_et_le_modele_se_telechargent_et_se_versent(facilitateur, by, dispositif):
    from maillage.echanges.reperage.nomenclatures import Source

    exemple = facilitateur.get("/annonces/fichiers/exemple.json").content
    fichier = load(by, dispositif, exemple)
    assert (fichier.nouvelles, fichier.doublons, fichier.refuses) == (12, 1, 1)
    modele = facilitateur.get("/annonces/fichiers/modele.xlsx").content
    vide = load(by, dispositif, modele, source=Source.PROGRAMMATION, nom="modele.xlsx")
    assert (vide.etat, vide.lus) == ("verse", 0)


def test_un_fichier_refuse_revient_avec_la_raison(facilitateur):
    assert "décompressez" in deposit(facilitateur, "decp", "a.zip", b"PK\x03\x04rien").content.decode()
    assert (
        "Ce département n’existe pas"
        in deposit(facilitateur, "decp", "a.json", write_decp(make_marche()), suivis="59, XX").content.decode()
    )
    assert facilitateur.get("/annonces/fichiers/deposer/inconnu/").status_code == 404


def test_un_fichier_plus_lourd_qu_une_piece_est_recu(facilitateur, dispositif):
    gros = write_decp(make_marche(objet="x" * 900), *(make_marche(id=f"{n}", objet="y" * 900) for n in range(12_000)))
    assert len(gros) > 11 * 1024 * 1024
    assert deposit(facilitateur, "decp", "gros.json", gros).status_code == 302


def test_ecarter_plusieurs_annonces_d_un_coup(facilitateur, by, dispositif):
    load(by, dispositif, write_decp(make_marche(), make_marche(id="2")))
    choisies = [str(uuid) for uuid in Annonce.objects.values_list("uuid", flat=True)]
    query = "&".join(f"p={uuid}" for uuid in choisies)
    page = f"/annonces/ecarter/?{query}&p=n-importe-quoi"
    assert "Écarter 2 annonces" in read(facilitateur, page)
    jeton = re.search(r'name="(jeton[^"]*)" value="([^"]*)"', read(facilitateur, page))
    assert jeton
    values = {"p": choisies, "motif": "pas_insertion", jeton.group(1): jeton.group(2)}
    assert facilitateur.post("/annonces/ecarter/", values).url == "/annonces/"
    assert set(Annonce.objects.values_list("etat", flat=True)) == {"ecartee"}
    assert "Remettre à qualifier" in read(facilitateur, Annonce.objects.earliest("pk").get_absolute_url())
    assert "rien pour l’instant" in read(facilitateur, "/annonces/")
    assert "n’est pas de l’insertion" in read(facilitateur, "/annonces/?etat=ecartee&col=objet&col=motif")


def test_comparer_montre_ce_qui_differe_et_ne_prend_que_ce_qu_on_choisit(facilitateur, by, dispositif):
    suivi = make_suivi(
        dispositif,
        acheteur=make_donneur(dispositif, siret=ACHETEUR),
        numero="2025-042",
        debut=localdate(),
        objet="Gymnase",
    )
    lot = make_lot(dispositif, marche=suivi)
    annonce = load_marche(by, dispositif)
    page = f"{annonce.get_absolute_url()}rapprocher/{lot.uuid}/"
    contenu = read(facilitateur, page)
    assert f"Garder {localdate():%d/%m/%Y}" in contenu
    assert "Prendre 02/03/2025" in contenu
    post(facilitateur, page, {"marche.debut": "notre", "lot.montant_attribue": "on"})
    lot = Lot.objects.select_related("marche").get()
    assert lot.marche.debut == localdate()
    assert lot.marche.fin_prevue is None
    assert lot.montant_attribue == annonce.montant
    assert "Rapproché de" in read(facilitateur, f"/lots/{lot.uuid}/")


def test_chercher_le_lot_soi_meme(facilitateur, by, dispositif):
    lot = make_lot(dispositif, marche=make_suivi(dispositif, objet="Piscine municipale"))
    annonce = load_marche(by, dispositif)
    page = f"{annonce.get_absolute_url()}rapprocher/"
    assert f"rapprocher/{lot.uuid}/" in read(facilitateur, f"{page}?q=piscine")
    assert "Aucun lot suivi ne répond" in read(facilitateur, f"{page}?q=patinoire")


def test_l_accueil_et_la_recherche_en_parlent(by, dispositif):
    annonce = load_marche(by, dispositif)
    (ligne,) = list_a_faire(by, localdate())
    assert ligne.detail == "1 annonce à qualifier."
    assert [r.url for r in search(by, "gymnase", 5)] == [annonce.get_absolute_url()]
    ailleurs = make_facilitateur(make_clause())
    assert list_a_faire(ailleurs, localdate()) == []
    assert list(search(ailleurs, "gymnase", 5)) == []


def test_la_direction_lit_et_ne_decide_pas(client, by, dispositif):
    client.force_login(make_habilitation(Role.DIRECTEUR, dispositif).compte)
    annonce = load_marche(by, dispositif)
    contenu = read(client, annonce.get_absolute_url())
    assert "Créer un marché" not in contenu
    assert client.get(f"{annonce.get_absolute_url()}retenir/").status_code == 403
    assert "Verser un fichier" not in read(client, "/annonces/")


def test_un_lien_du_fichier_qui_n_est_pas_du_web_n_est_pas_montre(facilitateur, by, dispositif):
    annonce = Annonce.objects.create(
        dispositif=dispositif, source="boamp", uid="1", objet="École", recue_le=localdate(),
        contenu={"adresse": "javascript:alert(1)"},
    )  # fmt: skip
    assert "javascript:" not in read(facilitateur, annonce.get_absolute_url())


def test_le_nombre_de_requetes_ne_depend_pas_du_nombre_de_lignes(facilitateur, by, dispositif):
    counts: dict[str, list[int]] = {}
    annonce = load_marche(by, dispositif)
    fichier = Fichier.objects.get()
    pages = {
        "file": "/annonces/", "fichiers": "/annonces/fichiers/", "fichier": fichier.get_absolute_url(),
        "annonce": annonce.get_absolute_url(), "choix": f"{annonce.get_absolute_url()}rapprocher/",
        "retenir": f"{annonce.get_absolute_url()}retenir/",
    }  # fmt: skip
    for total in (2, 20):
        for rang in range(Annonce.objects.count(), total):
            Annonce.objects.create(
                dispositif=dispositif,
                source="boamp",
                uid=str(rang),
                objet=annonce.objet,
                siret=ACHETEUR,
                recue_le=localdate(),
            )
            make_lot(dispositif, marche=make_suivi(dispositif, objet=annonce.objet, engage_le=annonce.jour))
            Fichier.objects.create(dispositif=dispositif, source="decp", nom="b.json", octets=1, empreinte="x")
            Releve.objects.create(
                dispositif=dispositif, fichier=fichier, rang=rang, place="1", suite="connue", message="x"
            )
        for nom, page in pages.items():
            read(facilitateur, page)
            with CaptureQueriesContext(connection) as queries:
                read(facilitateur, page)
            counts.setdefault(nom, []).append(len(queries))
    assert all(few == many for few, many in counts.values()), counts


class TestDepartement:
    def test_la_file_se_filtre_par_departement_quand_on_en_suit_plusieurs(self, facilitateur, by, dispositif):
        du_nord = {"lieuExecution": {"code": "59", "typeCode": "Code département"}}
        du_pas = {"lieuExecution": {"code": "62", "typeCode": "Code département"}}
        contenu = write_decp(
            make_marche(id="1", objet="Gymnase du Nord", **du_nord), make_marche(id="2", objet="École du Pas", **du_pas)
        )
        load(by, dispositif, contenu, suivis=("59", "62"))
        assert 'name="departement"' not in read(facilitateur, "/annonces/")  # one only: nothing to choose
        TerritoireIntervention.objects.create(
            dispositif=dispositif, du=localdate().replace(day=1, month=1),
            commune=Commune.objects.create(code="62001", nom="Arras d’essai", departement_id="62", cle="arras", cle_inverse="sarra"),
        )  # fmt: skip
        page = read(facilitateur, "/annonces/?departement=62")
        assert "École du Pas" in page
        assert "Gymnase du Nord" not in page
        assert "1 annonce sur 2" in page.replace("\xa0", " ")
        fichier = b"".join(facilitateur.get("/annonces/export.csv?departement=62")).decode()
        assert "Gymnase du Nord" not in fichier
