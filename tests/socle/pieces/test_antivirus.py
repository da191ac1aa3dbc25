"""The antivirus: an infected file is refused, a silent antivirus keeps files closed (R-56)."""

import socket
import struct
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from maillage.socle.pieces import antivirus, magasin
from maillage.socle.pieces.antivirus import Verdict
from maillage.socle.pieces.models import Piece
from maillage.socle.pieces.nomenclatures import Etat
from maillage.socle.roles import Role
from maillage.socle.travaux import actions as travaux
from maillage.socle.travaux import bail
from maillage.socle.travaux.execution import run_travail
from tests.socle.pieces.fichiers import PDF
from tests.socle.pieces.test_pieces import deposit, list_fichiers
from tests.usine import make_dispositif, make_habilitation

NUISIBLE = b"%PDF-1.7\n%EICAR-ESSAI\n%%EOF\n"


@contextmanager
def run_clamd() -> Iterator[str]:
    """The INSTREAM side of clamd's protocol, as its manual describes it; finds `EICAR-ESSAI`."""
    server = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                link, _ = server.accept()
            except OSError:
                return
            with link, link.makefile("rb") as stream:
                assert stream.read(10) == b"zINSTREAM\0"
                content = b""
                while size := struct.unpack("!L", stream.read(4))[0]:
                    content += stream.read(size)
                verdict = b"stream: Essai FOUND\0" if b"EICAR-ESSAI" in content else b"stream: OK\0"
                link.sendall(verdict)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield f"clamd:127.0.0.1:{server.getsockname()[1]}"
    finally:
        server.shutdown(socket.SHUT_RDWR)
        server.close()
        thread.join(timeout=5)


@pytest.fixture
def fichier(tmp_path: Path) -> Path:
    return tmp_path / "fichier"


def test_clamd_repond(settings, fichier):
    with run_clamd() as settings.ANTIVIRUS:
        fichier.write_bytes(PDF * 10_000)
        assert antivirus.scan(fichier) is Verdict.SAIN
        fichier.write_bytes(NUISIBLE)
        assert antivirus.scan(fichier) is Verdict.INFECTE
    assert antivirus.scan(fichier) is Verdict.SANS_REPONSE


@pytest.mark.parametrize(
    ("code", "verdict"),
    [(0, Verdict.SAIN), (1, Verdict.INFECTE), (2, Verdict.SANS_REPONSE), (127, Verdict.SANS_REPONSE)],
)
def test_une_commande_repond_par_son_code(settings, fichier, code, verdict):
    fichier.write_bytes(PDF)
    settings.ANTIVIRUS = f"commande:{sys.executable} -c 'import sys; sys.exit({code})'"
    assert antivirus.scan(fichier) is verdict


def test_une_commande_absente_est_un_silence(settings, fichier):
    settings.ANTIVIRUS = "commande:/nulle/part/antivirus"
    assert antivirus.scan(fichier) is Verdict.SANS_REPONSE


@pytest.mark.django_db
class TestDepot:
    @pytest.fixture
    def coordinateur(self, client):
        habilitation = make_habilitation(Role.COORDINATEUR, make_dispositif())
        client.force_login(habilitation.compte)
        return habilitation

    def test_r56_un_fichier_infecte_est_refuse_et_rien_n_en_reste(self, client, coordinateur, settings, magasin_vide):
        with run_clamd() as settings.ANTIVIRUS:
            response = deposit(client, coordinateur, NUISIBLE)
        assert "programme nuisible" in response.content.decode()
        assert not Piece.objects.exists()
        assert list_fichiers(magasin_vide) == []

    def test_r56_sans_reponse_de_l_antivirus_la_piece_attend_fermee(self, client, coordinateur, settings):
        settings.ANTIVIRUS = "clamd:127.0.0.1:1"
        assert deposit(client, coordinateur, PDF).status_code == 302
        piece = Piece.objects.get()
        assert piece.etat == Etat.QUARANTAINE
        assert "En attente de l’antivirus" in client.get("/pieces/").content.decode()
        assert "ne peut pas être ouverte" in client.get(f"/pieces/{piece.uuid}/", follow=True).content.decode()
        self.scan_again()
        assert Piece.objects.get().etat == Etat.QUARANTAINE
        with run_clamd() as settings.ANTIVIRUS:
            self.scan_again()
        assert Piece.objects.get().etat == Etat.DISPONIBLE

    def test_r56_une_piece_en_quarantaine_reconnue_nuisible_reste_fermee(self, client, coordinateur, settings):
        settings.ANTIVIRUS = "clamd:127.0.0.1:1"
        deposit(client, coordinateur, NUISIBLE)
        with run_clamd() as settings.ANTIVIRUS:
            self.scan_again()
        piece = Piece.objects.get()
        assert piece.etat == Etat.REFUSEE
        assert magasin.find_path(piece.sha256).exists()
        assert client.get(f"/pieces/{piece.uuid}/").headers["Location"] == "/pieces/"

    def scan_again(self) -> None:
        travaux.enqueue_service(code="pieces.antivirus")
        taken = bail.take("w1")
        assert taken is not None
        assert run_travail(taken) == "fini"
