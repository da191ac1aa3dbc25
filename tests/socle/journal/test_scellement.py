"""Sealing by blocks: nobody queues, nothing is lost, whatever stops in the middle."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from django.db import OperationalError, connection, transaction

from maillage.socle.acteur import Acteur
from maillage.socle.contexte import open_contexte
from maillage.socle.journal import actions, ancres, lecture, scellement
from maillage.socle.journal.models import JOURNAUX, Acces, Bloc, Evenement
from maillage.socle.journal.scellement import seal
from maillage.socle.journal.verification import verify
from tests.socle.journal.conftest import write_lignes

NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)


@pytest.mark.django_db
class TestScellement:
    def test_every_row_gets_a_rank_in_a_chained_block_and_a_second_pass_does_nothing(self):
        for model in JOURNAUX:
            write_lignes(model, 12, 7)
        assert seal(now=NOW, par_bloc=3) == 14
        assert seal(now=NOW) == 0
        blocs = list(Bloc.objects.filter(chaine="acces/12").order_by("numero"))
        assert [b.nombre for b in blocs] == [3, 3, 1]
        assert [b.precedent for b in blocs] == ["", blocs[0].empreinte, blocs[1].empreinte]
        assert verify().anomalies == []

    def test_each_dispositif_and_the_installation_have_their_own_chain(self):
        for dispositif in (12, 13, None):
            write_lignes(Evenement, dispositif, 1)
        seal(now=NOW)
        chaines = set(Bloc.objects.values_list("chaine", flat=True))
        assert chaines == {"actions/12", "actions/13", "actions/installation"}

    def test_a_sealing_undone_leaves_its_rows_to_the_next(self):
        write_lignes(Acces, 12, 5)
        with transaction.atomic():
            scellement.seal_lignes(now=NOW, par_bloc=2)
            transaction.set_rollback(True)
        assert not Bloc.objects.exists()
        assert Acces.objects.filter(bloc=None, rang=None).count() == 5
        assert seal(now=NOW) == 5
        assert verify().anomalies == []

    def test_a_head_left_without_anchor_by_a_crash_is_anchored_by_the_next_pass(self):
        write_lignes(Acces, 12, 1)
        scellement.seal_lignes(now=NOW)
        assert ancres.read().tetes == {}
        seal(now=NOW)
        assert ancres.read().tetes["acces/12"].numero == 1

    def test_each_month_starts_with_every_head(self, ancres):
        write_lignes(Acces, 12, 1)
        seal(now=NOW)
        seal(now=NOW)
        seal(now=NOW + timedelta(days=30))
        assert {p.name: len(p.read_text().splitlines()) for p in ancres.iterdir()} == {
            "ancres-2026-11.jsonl": 1,
            "ancres-2026-12.jsonl": 1,
        }

    def test_verification_takes_a_chain_up_again_at_any_block(self):
        write_lignes(Acces, 12, 9)
        seal(now=NOW, par_bloc=2)
        bilan = verify(chaine="acces/12", depuis=3)
        assert (bilan.blocs, bilan.lignes, bilan.anomalies) == (3, 5, [])

    def test_verification_reads_lots_of_blocks_with_few_queries(self, django_assert_max_num_queries):
        write_lignes(Acces, 12, 300)
        seal(now=NOW, par_bloc=3)
        with django_assert_max_num_queries(20):
            assert verify().blocs == 100

    def test_verification_of_sound_blocks_makes_no_object_of_a_row(self, monkeypatch):
        """P17: one hash for a block; what is read row by row is what differs, and what waits."""
        write_lignes(Acces, 12, 8)
        seal(now=NOW, par_bloc=4)
        parsed = []
        monkeypatch.setattr(lecture, "parse", lambda model, row: parsed.append(row))
        assert verify().anomalies == []
        assert parsed == []


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
class TestConcurrence:
    """PostgreSQL's: SQLite has one writer, whose transaction began IMMEDIATE."""

    def test_a_row_committed_late_with_a_lower_key_goes_in_the_next_block(self):
        written, commit = threading.Event(), threading.Event()
        acteur = Acteur(compte=1, dispositif=12, dispositifs=frozenset({12}))

        def write_late() -> int:
            try:
                with open_contexte(acteur):
                    entree = actions.record_acces(by=acteur, type="essai")
                    written.set()
                    assert commit.wait(20)
                    return entree.pk
            finally:
                connection.close()

        with ThreadPoolExecutor(1) as pool:
            late = pool.submit(write_late)
            assert written.wait(20)
            write_lignes(Acces, 12, 2)
            assert seal(now=NOW) == 2
            commit.set()
            pk = late.result(20)
        assert pk < min(Acces.objects.filter(bloc__numero=1).values_list("pk", flat=True))
        assert seal(now=NOW) == 1
        assert Acces.objects.get(pk=pk).bloc.numero == 2
        assert verify().anomalies == []

    def test_two_sealers_at_once_seal_each_row_once(self):
        for dispositif in range(6):
            write_lignes(Acces, dispositif, 40)

        def run(_: int) -> int:
            try:
                return seal(now=NOW, par_bloc=7)
            finally:
                connection.close()

        with ThreadPoolExecutor(4) as pool:
            assert sum(pool.map(run, range(4))) == 240
        assert verify().anomalies == []

    def test_a_sealer_whose_connection_is_killed_loses_nothing(self):
        write_lignes(Acces, 12, 5)

        def seal_and_die() -> None:
            with transaction.atomic(), connection.cursor() as cursor:
                scellement.seal_lignes(now=NOW, par_bloc=2)
                cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")

        with pytest.raises(OperationalError):
            seal_and_die()
        connection.close()
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('maillage.portee', 'service', false)")
        assert not Bloc.objects.exists()
        assert seal(now=NOW) == 5
        assert verify().anomalies == []
