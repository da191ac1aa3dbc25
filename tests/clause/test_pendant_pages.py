"""While offers come, by the pages: texts of a clause, information, questions, weights; what a buyer publishes."""

import csv
import io
import zipfile
from datetime import date, timedelta
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from django.utils.timezone import localdate
from pypdf import PdfReader

from maillage.clause.models import AvenantDuLot, Information, PassageLot, Question, Redaction, SuiviLot
from maillage.socle.roles import Role
from tests.clause.usine import PRET, make_clause, make_donneur, make_lot, make_marche
from tests.parcours.suivi.pages import count_queries, fill
from tests.usine import make_habilitation

pytestmark = pytest.mark.django_db
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"


@pytest.fixture
def dispositif():
    return make_clause()


@pytest.fixture
def connectee(client, dispositif):
    client.force_login(make_habilitation(Role.FACILITATEUR, dispositif).compte)
    return client


def draw(connectee, lot, modele):
    adresse = f"/lots/{lot.uuid}/textes/nouveau/"
    jeton = connectee.get(adresse).content.decode().split('name="jeton" value="')[1].split('"')[0]
    return connectee.post(adresse, {"modele": modele, "jeton": jeton})


def test_un_texte_garde_la_version_de_son_modele_et_se_remplit_avec_ce_que_dit_le_lot(connectee, dispositif):
    marche = make_marche(dispositif, acheteur=make_donneur(dispositif, nom="Ville du Lac"), objet="École")
    lot = make_lot(dispositif, marche=marche, **PRET | {"mention_facilitateur": ""})
    assert [m.code for m, _ in connectee.get(f"/lots/{lot.uuid}/textes/nouveau/").context["modeles"]] == [
        "execution", "reglement", "engagement", "qpv",
    ]  # fmt: skip
    made = draw(connectee, lot, "execution")
    redaction = Redaction.objects.get()
    assert made.url == f"/textes-de-clause/{redaction.uuid}/"
    assert (redaction.modele, redaction.version) == ("execution", 1)
    page = connectee.get(made.url)
    shown = page.content.decode()
    assert "Ville du Lac fait de l’insertion" in shown
    assert "réserve 833 heures" in shown
    assert page.context["manquantes"] == [
        ("Les coordonnées du facilitateur", f"/lots/{lot.uuid}/clause/#id_mention_facilitateur"),
    ]  # fmt: skip
    assert "[à compléter : les coordonnées du facilitateur]" in shown


def test_un_texte_se_retravaille_et_ce_qui_n_est_pas_une_variable_se_dit(connectee, dispositif):
    lot = make_lot(dispositif, **PRET)
    draw(connectee, lot, "execution")
    redaction = Redaction.objects.get()
    fill(connectee, f"/textes-de-clause/{redaction.uuid}/modifier/", texte="Pour {acheteur}, {prix}.\r\n\r\nSuite.")
    page = connectee.get(f"/textes-de-clause/{redaction.uuid}/")
    assert page.context["rempli"].inconnues == ("prix",)
    assert page.context["rempli"].paragraphes[1] == "Suite."
    redaction.refresh_from_db()
    assert (redaction.version, redaction.modifie_le) == (1, localdate())


def test_le_texte_s_emporte_en_odt_et_en_pdf_avec_ce_qui_manque_en_vue(connectee, dispositif):
    marche = make_marche(dispositif, objet="École & « cour » <nord>")
    lot = make_lot(dispositif, marche=marche, **PRET | {"mention_publics": "", "publics": []})
    draw(connectee, lot, "execution")
    adresse = f"/textes-de-clause/{Redaction.objects.get().uuid}/export"
    with zipfile.ZipFile(io.BytesIO(connectee.get(f"{adresse}.odt").content)) as archive:
        assert archive.infolist()[0].filename == "mimetype"
        assert archive.infolist()[0].compress_type == zipfile.ZIP_STORED
        for nom in archive.namelist()[1:]:
            ElementTree.fromstring(archive.read(nom))  # noqa: S314 (our own file)
        contenu = ElementTree.fromstring(archive.read("content.xml"))  # noqa: S314 (our own file)
    titres = ["".join(h.itertext()) for h in contenu.iter(f"{TEXT}h")]
    assert titres == ["Condition d’exécution : l’action d’insertion"]
    textes = " ".join("".join(p.itertext()) for p in contenu.iter(f"{TEXT}p"))
    assert "École & « cour » <nord>" in textes
    assert "[à compléter : les publics éligibles]" in textes
    pdf = connectee.get(f"{adresse}.pdf").content
    lu = " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())
    assert "À compléter" in lu
    assert "833" in lu
    assert connectee.get(f"{adresse}.docx").status_code == 404


def test_un_modele_qui_n_existe_pas_ne_tire_aucun_texte(connectee, dispositif):
    assert draw(connectee, make_lot(dispositif), "inconnu").status_code == 200
    assert not Redaction.objects.exists()


def test_une_question_se_note_se_repond_puis_se_publie_dans_cet_ordre(connectee, dispositif):
    lot = make_lot(dispositif, etat="publie")
    hier = localdate() - timedelta(days=1)
    fill(
        connectee,
        f"/marches/{lot.marche.uuid}/questions/ajouter/",
        recue_le=hier.isoformat(),
        de="Martel",
        question="Combien ?",
    )
    question = Question.objects.get()
    assert "Sans réponse" in connectee.get(f"/lots/{lot.uuid}/").content.decode()
    adresse = f"/questions-de-candidats/{question.uuid}/"
    for said, champ in (
        ({"reponse": "833 h"}, "repondue_le"), ({"repondue_le": hier.isoformat()}, "reponse"),
        ({"publiee_le": hier.isoformat()}, "publiee_le"),
        ({"reponse": "833 h", "repondue_le": (hier - timedelta(days=3)).isoformat()}, "publiee_le"),
        ({"reponse": "833 h", "repondue_le": "2999-01-01"}, "repondue_le"),
    ):  # fmt: skip
        page = fill(connectee, adresse, **said)
        assert list(page.context["form"].errors) == [champ], said
    done = {"reponse": "833 h", "repondue_le": hier.isoformat(), "publiee_le": localdate().isoformat()}
    assert fill(connectee, adresse, **done).status_code == 302
    assert "réponse publiée le" in connectee.get(f"/lots/{lot.uuid}/").content.decode()


def test_une_information_dit_quand_a_qui_et_quoi_et_deux_saisies_se_reunissent(connectee, dispositif):
    lot = make_lot(dispositif, etat="publie")
    fill(connectee, f"/marches/{lot.marche.uuid}/informations/ajouter/", contenu="La clause expliquée.")
    information = Information.objects.get()
    assert (information.destinataires, information.le) == ("Tous les candidats", localdate())
    page = fill(connectee, f"/informations/{information.uuid}/", le="2999-01-01")
    assert "pas encore venu" in page.context["form"].errors["le"][0]
    fill(connectee, f"/informations/{information.uuid}/", moyen="reunion")
    assert "Réunion d’information" in connectee.get(f"/lots/{lot.uuid}/").content.decode()


def test_le_poids_du_critere_s_essaie_sur_des_offres_inventees_puis_saisies(connectee, dispositif):
    lot = make_lot(dispositif, ponderation=Decimal(15), **PRET)
    adresse = f"/lots/{lot.uuid}/ponderation/"
    page = connectee.get(adresse)
    assert page.context["is_exemple"]
    assert [poids.insertion for poids, _ in page.context["classements"]] == [5, 15, 20]
    said = {"poids_1": "5", "poids_2": "20", "nom_1": "Moins chère", "prix_1": "100000", "insertion_1": "8",
            "nom_2": "Sociale", "prix_2": "110000", "insertion_2": "18"}  # fmt: skip
    page = connectee.get(adresse, said)
    assert [rangs[0].offre.nom for _, rangs in page.context["classements"]] == ["Moins chère", "Sociale"]
    assert "change avec le poids" in page.context["bascule"]
    page = connectee.get(adresse, said | {"poids_1": "90", "technique": "40"})
    assert "ne dépassent pas cent" in str(page.context["form"].errors)
    page = connectee.get(adresse, said | {"prix_1": "0"})
    assert "dépasser zéro" in str(page.context["form"].errors["prix_1"])


# --- Achats sociaux d'un acheteur


def make_annee(dispositif):
    donneur = make_donneur(dispositif, nom="Ville du Lac")
    for etat, vers, values in (
        ("notifie", "notifie", {"montant_attribue": Decimal(300), "formes": ["condition_execution"]}),
        ("en_execution", "notifie", {"montant_attribue": Decimal(100), "formes": ["reserve_iae"]}),
        ("sans_clause", "sans_clause", {"montant_ht": Decimal(600)}),
        ("publie", "", {"montant_ht": Decimal(999), "formes": ["condition_execution"]}),
    ):
        lot = make_lot(
            dispositif, marche=make_marche(dispositif, acheteur=donneur, objet=f"=Marché {etat}"), etat=etat, **values
        )
        if vers:
            PassageLot.objects.create(dispositif=dispositif, lot=lot, vers=vers, le=date(2026, 5, 4), rang=2)
    return donneur


def test_les_achats_sociaux_d_une_annee_se_comptent_en_contrats_et_en_valeur_avec_leur_base(connectee, dispositif):
    donneur = make_annee(dispositif)
    page = connectee.get(f"/donneurs-d-ordre/{donneur.uuid}/achats-sociaux/2026/")
    bilan = page.context["bilan"]
    assert (bilan.contrats, bilan.sociaux, bilan.montant, bilan.montant_social, bilan.estimes) == (3, 2, 1_000, 400, 1)
    shown = page.content.decode()
    assert "ce n’est pas tout ce que l’acheteur achète" in shown
    vide = connectee.get(f"/donneurs-d-ordre/{donneur.uuid}/achats-sociaux/2025/")
    assert vide.context["bilan"].contrats == 0
    assert 2026 in vide.context["annees"]


def test_les_achats_sociaux_s_exportent_et_aucune_cellule_n_est_une_formule(connectee, dispositif):
    donneur = make_annee(dispositif)
    adresse = f"/donneurs-d-ordre/{donneur.uuid}/achats-sociaux/2026/export"
    rows = list(csv.DictReader(io.StringIO(b"".join(connectee.get(f"{adresse}.csv").streaming_content).decode())))
    assert [row["consideration"] for row in rows].count("Pas de considération sociale") == 1
    assert all(row["objet"].startswith("'=") for row in rows)
    xlsx = b"".join(connectee.get(f"{adresse}.xlsx").streaming_content)
    with zipfile.ZipFile(io.BytesIO(xlsx)) as archive:
        names = archive.read("xl/workbook.xml").decode()
        assert all(f'name="{feuille}"' in names for feuille in ("Bilan", "Contrats", "À propos"))
        assert not any(b"<f>" in archive.read(n) for n in archive.namelist() if n.startswith("xl/worksheets/"))
    assert b"".join(connectee.get(f"{adresse}.ods").streaming_content)[:2] == b"PK"
    assert connectee.get(f"{adresse}.pdf").status_code == 404


def test_les_achats_sociaux_posent_le_meme_nombre_de_requetes_a_3_et_30(connectee, dispositif):
    donneur = make_annee(dispositif)
    adresse = f"/donneurs-d-ordre/{donneur.uuid}/achats-sociaux/2026/"
    counts = [len(count_queries(connectee, adresse))]
    for _ in range(27):
        lot = make_lot(dispositif, marche=make_marche(dispositif, acheteur=donneur), etat="notifie")
        PassageLot.objects.create(dispositif=dispositif, lot=lot, vers="notifie", le=date(2026, 5, 4), rang=2)
    counts.append(len(count_queries(connectee, adresse)))
    assert counts[0] == counts[1]


# --- Un marché suivi à plusieurs


def test_une_structure_participante_lit_textes_et_questions_et_n_y_ecrit_rien(connectee, dispositif):
    pilote = make_clause()
    lot = make_lot(pilote, etat="publie", **PRET)
    SuiviLot.objects.create(
        dispositif=dispositif, lot=lot, structure=dispositif, role="participante", du=date(2026, 3, 2)
    )
    common = {"dispositif": pilote}
    texte = Redaction.objects.create(
        **common, lot=lot, modele="execution", version=1, titre="Clause", texte="Pour {objet}.", modifie_le=localdate()
    )
    question = Question.objects.create(
        **common, marche=lot.marche, recue_le=localdate(), de="Martel", question="Combien ?"
    )
    page = connectee.get(f"/lots/{lot.uuid}/").content.decode()
    assert "Combien ?" in page
    assert f"/donneurs-d-ordre/{lot.marche.acheteur.uuid}/" not in page
    assert connectee.get(f"/textes-de-clause/{texte.uuid}/").status_code == 200
    for adresse in (
        f"/textes-de-clause/{texte.uuid}/modifier/", f"/questions-de-candidats/{question.uuid}/",
        f"/marches/{lot.marche.uuid}/questions/ajouter/", f"/lots/{lot.uuid}/textes/nouveau/",
        f"/lots/{lot.uuid}/avenants/ajouter/",
    ):  # fmt: skip
        assert connectee.get(adresse).status_code == 404, adresse
    (carte,) = [
        c for p in connectee.get("/marches/tableau/").context["phases"] for col in p["colonnes"] for c in col["cartes"]
    ]
    assert (carte["lot"].pk, carte["suite"]) == (lot.pk, "")


def test_le_pilote_d_un_lot_ne_chez_un_autre_y_ecrit_textes_questions_et_avenants(connectee, dispositif):
    autre = make_clause()
    lot = make_lot(autre, etat="notifie", **PRET)
    SuiviLot.objects.create(dispositif=dispositif, lot=lot, structure=dispositif, role="pilote", du=date(2026, 4, 2))
    draw(connectee, lot, "execution")
    fill(connectee, f"/marches/{lot.marche.uuid}/questions/ajouter/", de="Martel", question="Combien ?")
    fill(connectee, f"/lots/{lot.uuid}/engagement/", du="2026-04-20", exigees="100")
    fill(connectee, f"/lots/{lot.uuid}/avenants/ajouter/", numero="1", delta_montant="1200", notifie_le="2026-05-01")
    assert {
        row.dispositif_id for row in (Redaction.objects.get(), Question.objects.get(), AvenantDuLot.objects.get())
    } == {autre.pk}
