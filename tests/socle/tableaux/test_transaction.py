"""A download holds no transaction, however slow its reader, and shows their compartment only (R-01)."""

import pytest
from django.db import connection
from django.utils import timezone

from maillage.comptes.models import Habilitation
from maillage.socle.pieces.models import Piece
from maillage.socle.pieces.nomenclatures import Classe, Etat
from maillage.socle.roles import Role
from tests.usine import make_dispositif, make_habilitation

pytestmark = pytest.mark.django_db(transaction=True)
NOMBRE = 3000  # more than one lot of rows, and than one block of the answer


@pytest.fixture
def ici(settings) -> Habilitation:
    settings.ROOT_URLCONF = "tests.socle.tableaux.essai"
    here, there = (make_habilitation(Role.REFERENT, make_dispositif(nom)) for nom in ("Ici", "Ailleurs"))
    fill(here, "ici", NOMBRE)
    fill(there, "ailleurs", 3)
    return here


def fill(habilitation: Habilitation, nom: str, nombre: int) -> None:
    assert habilitation.dispositif_id is not None
    Piece.objects.bulk_create(
        Piece(
            dispositif_id=habilitation.dispositif_id,
            sha256="0" * 64,
            nom=f"{nom} {rang:05}",
            type="application/pdf",
            taille=1,
            classe=next(iter(Classe)).value,
            etat=Etat.DISPONIBLE.value,
            compte_id=habilitation.compte_id,
            deposee_le=timezone.now(),
        )
        for rang in range(nombre)
    )


@pytest.mark.postgres
@pytest.mark.parametrize("format", ["csv", "xlsx", "ods"])
def test_no_transaction_is_open_while_somebody_downloads(client, ici, format):
    watcher = connection.copy()
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('maillage.portee', '', false), pg_backend_pid()")  # as the application's own
        pid = cursor.fetchone()[1]
    try:
        client.force_login(ici.compte)
        response = client.get(f"/essai/pieces.{format}")
        assert response.status_code == 200
        states = []
        for _ in response.streaming_content:
            with watcher.cursor() as cursor:
                cursor.execute("SELECT state FROM pg_stat_activity WHERE pid = %s", [pid])
                states.append(cursor.fetchone()[0])
            assert not connection.in_atomic_block
        assert len(states) > 1
        assert set(states) == {"idle"}
    finally:
        watcher.close()


@pytest.mark.postgres
def test_r01_the_file_holds_the_rows_of_the_readers_compartment_only(client, ici):
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('maillage.portee', '', false)")
    client.force_login(ici.compte)
    lines = b"".join(client.get("/essai/pieces.csv").streaming_content).decode().splitlines()
    assert len(lines) == NOMBRE + 1
    assert all(line.startswith("ici ") for line in lines[1:])


def test_a_row_that_fails_gives_an_error_and_no_half_file(client, ici):
    client.force_login(ici.compte)
    client.raise_request_exception = False
    assert len(b"".join(client.get("/essai/pieces.csv").streaming_content).splitlines()) > NOMBRE
    Piece.objects.filter(nom=f"ici {NOMBRE - 1:05}").update(taille=0)
    assert client.get("/essai/pieces.csv").status_code == 500
