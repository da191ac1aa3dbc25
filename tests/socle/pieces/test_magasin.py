"""The store: never a partial file, whatever the disk does; nothing erased that somebody needs (R4)."""

import errno
import os
import resource
import subprocess
import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from maillage.socle.console import Echec
from maillage.socle.formulaires.jetons import make_jeton
from maillage.socle.pieces import magasin, menage
from maillage.socle.pieces.commandes import verifier_pieces
from maillage.socle.pieces.models import Piece
from maillage.socle.pieces.nomenclatures import Etat
from maillage.socle.roles import Role
from tests.socle.pieces.fichiers import PDF, make_image, make_piece
from tests.socle.pieces.test_pieces import list_fichiers
from tests.usine import make_dispositif, make_habilitation


@contextmanager
def disk_of(octets: int) -> Iterator[None]:
    """No file of this process grows beyond `octets`: the write that would fails, as on a full disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (octets, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize("k", range(9))
def test_r04_le_disque_plein_a_chaque_ecriture_ne_laisse_rien(magasin_vide, k):
    chunks = [os.urandom(1000) for _ in range(8)]
    with disk_of(k * 1000 if k < 8 else 7999), pytest.raises(magasin.MagasinIndisponible) as refus:
        magasin.store(chunks)
    assert "n’a plus la place" in str(refus.value)
    assert list_fichiers(magasin_vide) == []
    contenu = magasin.store(chunks)
    assert magasin.check_contenu(contenu.sha256, contenu.taille) is None


@pytest.mark.parametrize("moment", ["fsync", "replace", "mkstemp"])
def test_r04_une_panne_du_disque_a_tout_autre_moment_ne_laisse_rien(magasin_vide, moment, monkeypatch):
    def fail(*args: object, **kwargs: object) -> None:
        raise OSError(errno.EIO, "Input/output error")

    with monkeypatch.context() as broken:
        broken.setattr("tempfile.mkstemp" if moment == "mkstemp" else f"os.{moment}", fail)
        with pytest.raises(magasin.MagasinIndisponible):
            magasin.store([PDF])
    assert list_fichiers(magasin_vide) == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("nom", "contenu"), [("a.pdf", PDF + bytes(60_000)), ("a.png", make_image("PNG", (200, 200)))], ids=["pdf", "image"]
)
def test_r04_le_disque_plein_pendant_un_depot_se_dit_en_une_phrase(client, magasin_vide, nom, contenu):
    habilitation = make_habilitation(Role.COORDINATEUR, make_dispositif())
    client.force_login(habilitation.compte)
    data = {
        "fichier": SimpleUploadedFile(nom, contenu),
        "classe": "gestion",
        "jeton": make_jeton(habilitation.compte_id),
    }
    with disk_of(20_000):
        response = client.post("/pieces/deposer/", data)
    page = response.content.decode()
    assert response.status_code == 200
    assert page.count("n’a plus la place d’enregistrer ce fichier") >= 1
    assert not Piece.objects.exists()
    assert list_fichiers(magasin_vide) == []


def test_un_depot_tue_en_route_ne_laisse_aucun_contenu(magasin_vide):
    """SIGKILL in the middle of a write: only a reception remains, which the housekeeping erases the next day."""
    program = (
        "import os, signal\n"
        "from django.conf import settings\n"
        f"settings.configure(MEDIA_ROOT={str(magasin_vide)!r})\n"
        "from maillage.socle.pieces import magasin\n"
        "def chunks():\n"
        "    yield b'x' * 1_000_000\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
        "magasin.store(chunks())\n"
    )
    done = subprocess.run([sys.executable, "-c", program], check=False)
    assert done.returncode == -9
    assert list(magasin.list_contenus()) == []
    assert [path.parent.name for path in list_fichiers(magasin_vide)] == [magasin.ENTRANTS]


def make_old(root: Path, *, days: int) -> None:
    past = (timezone.now() - timedelta(days=days)).timestamp()
    for path in list_fichiers(root):
        os.utime(path, (past, past))


@pytest.mark.django_db
class TestMenage:
    @pytest.fixture
    def piece(self):
        habilitation = make_habilitation(Role.COORDINATEUR, make_dispositif())
        return make_piece(dispositif=habilitation.dispositif, compte=habilitation.compte)

    def test_un_contenu_sans_piece_est_efface_apres_un_jour(self, magasin_vide, piece):
        orphan = magasin.store([b"orphelin"])
        (magasin.make_entrants() / f"{magasin.ENTRANT}coupee").write_bytes(b"x")
        assert menage.clean(now=timezone.now()) == menage.Bilan(0, 0)
        make_old(magasin_vide, days=2)
        assert menage.clean(now=timezone.now()) == menage.Bilan(1, 1)
        assert not magasin.find_path(orphan.sha256).exists()
        assert magasin.find_path(piece.sha256).exists()

    def test_une_piece_retiree_garde_son_fichier_une_semaine(self, magasin_vide, piece):
        make_old(magasin_vide, days=30)
        piece.etat, piece.retiree_par_id = Etat.RETIREE, piece.compte_id
        for days, erased in ((6, 0), (8, 1)):
            piece.retiree_le = timezone.now() - timedelta(days=days)
            piece.save()
            assert menage.clean(now=timezone.now()).contenus == erased

    def test_un_contenu_partage_reste_tant_qu_un_dispositif_le_garde(self, magasin_vide, piece):
        other = make_habilitation(Role.COORDINATEUR, make_dispositif())
        make_piece(
            dispositif=other.dispositif,
            compte=other.compte,
            etat=Etat.RETIREE,
            retiree_le=timezone.now() - timedelta(days=30),
            retiree_par_id=other.compte_id,
        )
        make_old(magasin_vide, days=30)
        assert menage.clean(now=timezone.now()).contenus == 0

    def test_la_verification_dit_ce_qui_manque_et_ce_qui_est_modifie(self, capsys, piece):
        assert verifier_pieces.run(Namespace()) == 0
        path = magasin.find_path(piece.sha256)
        for content, fault in ((PDF[:-1] + b"X", "modifié"), (PDF[:-3], "octets au lieu de"), (None, "manque")):
            path.unlink()
            if content is not None:
                path.write_bytes(content)
            with pytest.raises(Echec, match="pièces abîmées : 1"):
                verifier_pieces.run(Namespace())
            assert fault in capsys.readouterr().out
            path.touch()
