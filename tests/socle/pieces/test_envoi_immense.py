"""An upload far beyond the limit, to a real server: cut early, one French sentence, nothing left, memory unmoved."""

import socket
from pathlib import Path

import pytest

from tests.serveur import PREUVE, Serveur, run_serveur
from tests.socle.pieces.test_pieces import list_fichiers

pytestmark = pytest.mark.lent
FRONTIERE = "frontiere-essai"
MO = 1024 * 1024


def write_debut(serveur: Serveur) -> bytes:
    """The form's fields, then the beginning of the file that never ends."""
    fields = {"csrfmiddlewaretoken": PREUVE, "jeton": serveur.jeton, "classe": "gestion"}
    parts = [f'--{FRONTIERE}\r\nContent-Disposition: form-data; name="{n}"\r\n\r\n{v}\r\n' for n, v in fields.items()]
    parts.append(
        f'--{FRONTIERE}\r\nContent-Disposition: form-data; name="fichier"; filename="enorme.pdf"\r\n'
        "Content-Type: application/pdf\r\n\r\n%PDF-1.7\n"
    )
    return "".join(parts).encode()


def send(serveur: Serveur, taille: int) -> tuple[str, int]:
    """Streams `taille` octets made on the fly until the server answers; the answer, and what was sent."""
    debut = write_debut(serveur)
    fin = f"\r\n--{FRONTIERE}--\r\n".encode()
    headers = serveur.entetes | {
        "Content-Type": f"multipart/form-data; boundary={FRONTIERE}",
        "Content-Length": str(taille),
        "Connection": "close",
    }
    head = "POST /pieces/deposer/ HTTP/1.1\r\n" + "".join(f"{n}: {v}\r\n" for n, v in headers.items()) + "\r\n"
    chunk = bytes(64 * 1024)
    with socket.create_connection(("127.0.0.1", serveur.port), timeout=60) as link:
        link.sendall(head.encode() + debut)
        sent = len(debut)
        link.settimeout(0.001)
        answer = b""
        try:
            while sent < taille - len(fin):
                try:
                    sent += link.send(chunk[: taille - len(fin) - sent])
                except TimeoutError:
                    try:
                        if answer := link.recv(MO):
                            break
                    except TimeoutError:
                        continue
            else:
                link.settimeout(60)
                link.sendall(fin)
            link.settimeout(60)
            while part := link.recv(MO):
                answer += part
        except (ConnectionResetError, BrokenPipeError):
            answer += read_what_came(link)
    return answer.decode("utf-8", "replace"), sent


def read_what_came(link: socket.socket) -> bytes:
    """The answer that reached us before the server hung up on the rest: a refused send leaves it to be read."""
    came = b""
    try:
        link.settimeout(5)
        while part := link.recv(MO):
            came += part
    except (ConnectionResetError, TimeoutError):
        return came
    return came


def test_cinq_gigaoctets_sont_arretes_tot_et_ne_laissent_rien(base):
    with run_serveur(base, processus=1) as serveur:
        send(serveur, 1000 * MO)  # warms up: what is imported once is not what is measured
        before = serveur.read_memory()
        answer, sent = send(serveur, 5 * 1024 * MO)
        after = serveur.read_memory()
    assert answer.startswith("HTTP/1.1 413")
    assert "une pièce ne dépasse pas 10" in answer
    assert sent < 64 * MO
    assert after - before < 16 * MO
    assert list_fichiers(Path(base.var) / "pieces") == []
    assert base.fetch("SELECT count(*) FROM pieces_piece") == [(0,)]


def test_un_fichier_trop_lourd_est_arrete_a_la_limite_et_la_page_le_dit(base):
    """Within what one request may carry, but beyond what one file may weigh: the other fields are kept."""
    with run_serveur(base, processus=1) as serveur:
        send(serveur, 30 * MO)
        before = serveur.read_memory()
        answer, _ = send(serveur, 40 * MO)
        after = serveur.read_memory()
    assert answer.startswith("HTTP/1.1 200")
    assert "enorme.pdf » dépasse 10 Mo" in answer
    assert after - before < 16 * MO
    assert list_fichiers(Path(base.var) / "pieces") == []
    assert base.fetch("SELECT count(*) FROM pieces_piece") == [(0,)]
