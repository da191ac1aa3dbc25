"""Pièces of a dispositif: what is accepted, who opens what, what remains of what is refused (R-56)."""

import io
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from maillage.socle.formulaires.jetons import make_jeton
from maillage.socle.journal.models import Acces, Evenement
from maillage.socle.pieces import liens, magasin
from maillage.socle.pieces.models import Piece
from maillage.socle.pieces.nomenclatures import Etat
from maillage.socle.roles import Role
from tests.socle.pieces.fichiers import PDF, make_archive, make_docx, make_image, make_odt, make_photo, make_piece
from tests.usine import make_acteur, make_dispositif, make_habilitation

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinateur(client):
    habilitation = make_habilitation(Role.COORDINATEUR, make_dispositif())
    client.force_login(habilitation.compte)
    return habilitation


def deposit(client, habilitation, contenu: bytes, nom: str = "piece.pdf", **data):
    fichier = SimpleUploadedFile(nom, contenu, content_type="application/octet-stream")
    values = {"fichier": fichier, "classe": "gestion", "jeton": make_jeton(habilitation.compte_id)} | data
    return client.post("/pieces/deposer/", values)


def list_fichiers(root: Path) -> list[Path]:
    """Everything the store holds, what is being received included."""
    return [path for path in root.rglob("*") if path.is_file() and path.name != ".verrou"]


@pytest.mark.parametrize(
    ("nom", "contenu", "type"),
    [
        ("a.pdf", PDF, "PDF"),
        ("a.jpg", make_image(), "image JPEG"),
        ("a.png", make_image("PNG"), "image PNG"),
        ("a.docx", make_docx(), "document Word"),
        ("a.odt", make_odt(), "texte OpenDocument"),
    ],
    ids=["pdf", "jpeg", "png", "docx", "odt"],
)
def test_r56_un_fichier_accepte_est_depose_liste_et_rendu(client, coordinateur, nom, contenu, type):
    assert deposit(client, coordinateur, contenu, nom).status_code == 302
    piece = Piece.objects.get()
    assert (piece.nom, piece.type_libelle, piece.etat) == (nom, type, Etat.DISPONIBLE)
    assert nom in client.get("/pieces/").content.decode()
    answer = client.get(f"/pieces/{piece.uuid}/", follow=True)
    body = answer.getvalue()
    assert len(body) == piece.taille
    assert magasin.check_contenu(piece.sha256, piece.taille) is None
    assert Evenement.objects.filter(type="pieces.depot", cible_cle=str(piece.uuid)).count() == 1


@pytest.mark.parametrize(
    ("nom", "contenu"),
    [
        ("programme.pdf", b"MZ\x90\x00" + bytes(200)),
        ("page.pdf", b"<html><script>alert(1)</script></html>"),
        ("double.pdf", b"<html></html>\n" + PDF),
        ("dessin.png", b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'),
        ("texte.pdf", b"bonjour"),
        ("archive.docx", make_archive(**{"a.exe": b"MZ"})),
        ("macros.docx", make_docx(**{"word/vbaProject.bin": b"x"})),
        ("coupee.docx", make_docx()[:60]),
        ("coupee.jpg", make_photo()[:400]),
        ("vide.pdf", b""),
    ],
    ids=["programme", "html", "html-et-pdf", "svg", "texte", "archive", "macros", "docx-coupe", "jpeg-coupe", "vide"],
)
def test_r56_un_fichier_d_un_autre_type_est_refuse_et_rien_n_en_reste(client, coordinateur, magasin_vide, nom, contenu):
    response = deposit(client, coordinateur, contenu, nom)
    assert response.status_code == 200
    assert 'aria-invalid="true"' in response.content.decode()
    assert not Piece.objects.exists()
    assert list_fichiers(magasin_vide) == []


def test_r56_une_photo_perd_le_lieu_et_l_appareil(client, coordinateur):
    photo = make_photo()
    assert b"Appareil-Espion" in photo
    deposit(client, coordinateur, photo, "photo.jpeg")
    content = magasin.find_path(Piece.objects.get().sha256).read_bytes()
    for secret in (b"Espion", b"Prenom", b"secret", b"Exif"):
        assert secret not in content
    with Image.open(io.BytesIO(content)) as image:
        assert image.size == (60, 40)
        assert not image.getexif()


def test_r56_une_image_immense_est_refusee_sans_etre_deployee(client, coordinateur):
    buffer = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(buffer, "PNG")
    response = deposit(client, coordinateur, buffer.getvalue(), "bombe.png")
    assert "trop grande" in response.content.decode()


def test_le_meme_contenu_n_est_garde_qu_une_fois(client, coordinateur, magasin_vide):
    for nom in ("un.pdf", "deux.pdf"):
        deposit(client, coordinateur, PDF, nom)
    assert Piece.objects.count() == 2
    assert len(list_fichiers(magasin_vide)) == 1


def test_r56_le_fichier_part_en_piece_jointe_dans_un_bac_a_sable(client, coordinateur):
    deposit(client, coordinateur, PDF, "../../été\u202efdp.exe")
    piece = Piece.objects.get()
    assert piece.nom == "étéfdp.exe.pdf"
    response = client.get(f"/pieces/{piece.uuid}/", follow=True)
    assert response.headers["Content-Disposition"].startswith("attachment;")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response.getvalue() == PDF  # read to its end: the file is closed
    assert "no-store" in response.headers["Cache-Control"]
    assert response.headers["Content-Type"] == "application/pdf"
    assert Acces.objects.filter(type="pieces.ouverture", cible_cle=str(piece.uuid)).count() == 1


def test_r56_le_lien_d_un_fichier_est_court_et_personnel(client, coordinateur, monkeypatch):
    piece = make_piece(dispositif=coordinateur.dispositif, compte=coordinateur.compte)
    mine = make_acteur(habilitation=coordinateur)
    colleague = make_acteur(Role.COORDINATEUR, coordinateur.dispositif)
    assert client.get(f"/pieces/fichier/{liens.make_lien(mine, piece)}/").getvalue() == PDF
    assert client.get(f"/pieces/fichier/{liens.make_lien(colleague, piece)}/").status_code == 404
    past = time.time() - 61
    with monkeypatch.context() as clock:
        clock.setattr(time, "time", lambda: past)
        stale = liens.make_lien(mine, piece)
    assert client.get(f"/pieces/fichier/{stale}/").status_code == 404


def test_un_lien_ne_donne_pas_de_droit(client, coordinateur):
    elsewhere = make_habilitation(Role.COORDINATEUR, make_dispositif())
    piece = make_piece(dispositif=elsewhere.dispositif, compte=elsewhere.compte)
    assert (
        client.get(f"/pieces/fichier/{liens.make_lien(make_acteur(habilitation=coordinateur), piece)}/").status_code
        == 404
    )
    assert client.get(f"/pieces/{piece.uuid}/").status_code == 404


def test_un_elu_n_ouvre_pas_les_pieces(client):
    client.force_login(make_habilitation(Role.ELU, make_dispositif()).compte)
    assert client.get("/pieces/").status_code == 403


def test_un_referent_lit_mais_ne_depose_pas(client):
    client.force_login(make_habilitation(Role.REFERENT, make_dispositif()).compte)
    assert "Déposer une pièce" not in client.get("/pieces/").content.decode()
    assert client.get("/pieces/deposer/").status_code == 403


class TestRetrait:
    def test_une_piece_retiree_ne_s_ouvre_plus_et_le_journal_s_en_souvient(self, client, coordinateur):
        piece = make_piece(dispositif=coordinateur.dispositif, compte=coordinateur.compte)
        client.post(f"/pieces/{piece.uuid}/retirer/", {"jeton": make_jeton(coordinateur.compte_id)})
        piece.refresh_from_db()
        assert (piece.etat, piece.retiree_par_id) == (Etat.RETIREE, coordinateur.compte_id)
        assert client.get(f"/pieces/{piece.uuid}/").status_code == 404
        assert Evenement.objects.filter(type="pieces.retrait", cible_cle=str(piece.uuid)).exists()

    def test_un_collegue_ne_retire_pas_la_piece_d_un_autre(self, client, coordinateur):
        other = make_habilitation(Role.COORDINATEUR, coordinateur.dispositif)
        piece = make_piece(dispositif=coordinateur.dispositif, compte=other.compte)
        client.post(f"/pieces/{piece.uuid}/retirer/", {"jeton": make_jeton(coordinateur.compte_id)})
        piece.refresh_from_db()
        assert piece.etat == Etat.DISPONIBLE

    def test_la_direction_retire_la_piece_de_chacun(self, client, coordinateur):
        director = make_habilitation(Role.DIRECTEUR, coordinateur.dispositif)
        piece = make_piece(dispositif=coordinateur.dispositif, compte=coordinateur.compte)
        client.force_login(director.compte)
        client.post(f"/pieces/{piece.uuid}/retirer/", {"jeton": make_jeton(director.compte_id)})
        piece.refresh_from_db()
        assert piece.retiree_par_id == director.compte_id
        assert piece.retiree_le is not None
        assert timezone.now() - piece.retiree_le < timedelta(minutes=1)


@pytest.mark.parametrize("count", [2, 20])
def test_la_liste_coute_toujours_autant_de_requetes(client, coordinateur, count, django_assert_max_num_queries):
    for _ in range(count):
        make_piece(dispositif=coordinateur.dispositif, compte=coordinateur.compte)
    with django_assert_max_num_queries(14):
        client.get("/pieces/")
