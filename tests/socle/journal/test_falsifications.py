"""Whoever writes in the database below every guard, without the key, is found, and the place is told (R-32, R14).

Tamperings are drawn at random and played in raw SQL, triggers lifted, as the tables' owner on PostgreSQL.
"""

import os
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from maillage.socle.journal import sceaux
from maillage.socle.journal.models import JOURNAUX, Acces, Bloc, Entree, Evenement, Purge
from maillage.socle.journal.purge import purge_acces
from maillage.socle.journal.scellement import seal
from maillage.socle.journal.verification import Anomalie, verify
from tests.journaux import lift_gardes
from tests.postgres import PROPRIETAIRE
from tests.socle.journal.conftest import write_lignes

ESSAIS = int(os.environ.get("MAILLAGE_ALTERATIONS", "150"))
EN_TETE = (
    "numero",
    "precedent",
    "nombre",
    "contenu",
    "debut",
    "fin",
    "scelle_le",
    "empreinte",
    "signature",
    "dispositif_id",
)
LIGNE = ("id", *sceaux.CONTENU, "sceau")


@pytest.fixture(scope="module", autouse=True)
def _as_proprietaire(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The forger of these tests owns the tables: the application's role could not even lift a trigger."""
    outer = connection.settings_dict["USER"]
    with django_db_blocker.unblock():
        connection.close()
    if connection.vendor == "postgresql":
        connection.settings_dict["USER"] = PROPRIETAIRE
    yield
    with django_db_blocker.unblock():
        connection.close()
    connection.settings_dict["USER"] = outer


@pytest.fixture
def journaux(db: None) -> Iterator[None]:
    """Two journals, three chains each, several blocks, one purged, some rows waiting; then the guards are lifted."""
    old = datetime(2025, 1, 15, 8, tzinfo=UTC)
    for le in (old, old + timedelta(days=400), old + timedelta(days=600)):
        for model in JOURNAUX:
            for dispositif in (12, 13, None):
                write_lignes(model, dispositif, 7, le=le)
        seal(now=le, par_bloc=4)
    purge_acces(limite=old + timedelta(days=30), now=old + timedelta(days=650), blocs=2)
    for model in JOURNAUX:
        write_lignes(model, 12, 2)
    with lift_gardes():
        yield


@dataclass
class Faussaire:
    """Draws a tampering, plays it, and says where it must be found (chain, and block unless None)."""

    data: Any

    def play(self) -> tuple[str, int | None]:
        deeds = (
            self.edit_ligne, self.edit_ligne, self.edit_attente, self.delete_lignes, self.insert_copy,
            self.insert_attente, self.swap, self.move, self.unseal, self.edit_en_tete, self.reforge, self.truncate,
            self.remove_middle, self.renumber, self.purge_frauduleuse, self.stretch_purge, self.hide_purge,
        )  # fmt: skip
        return self.data.draw(st.sampled_from(deeds))()

    def edit_ligne(self) -> tuple[str, int | None]:
        model, bloc, keys = self._bloc()
        self._edit(model._meta.db_table, self._pick(keys), self._pick(LIGNE))
        return bloc.chaine, bloc.numero

    def edit_attente(self) -> tuple[str, int | None]:
        model = self._pick(JOURNAUX)
        pk = self._pick(list(model.objects.filter(bloc=None).values_list("pk", flat=True)))
        self._edit(model._meta.db_table, pk, self._pick([c for c in LIGNE if c not in {"id", "dispositif_id"}]))
        return model.get_chaine(12), None

    def delete_lignes(self) -> tuple[str, int | None]:
        model, bloc, keys = self._bloc()
        chosen = self.data.draw(st.lists(st.sampled_from(keys), min_size=1, unique=True))
        _sql(f"DELETE FROM {model._meta.db_table} WHERE id IN ({', '.join(map(str, chosen))})")
        return bloc.chaine, bloc.numero

    def insert_copy(self) -> tuple[str, int | None]:
        model, bloc, keys = self._bloc()
        self._copy(model, self._pick(keys), bloc.pk, self.data.draw(st.integers(bloc.nombre + 1, bloc.nombre + 3)))
        return bloc.chaine, bloc.numero

    def insert_attente(self) -> tuple[str, int | None]:
        model, bloc, keys = self._bloc()
        self._copy(model, self._pick(keys), None, None)
        return bloc.chaine, None

    def swap(self) -> tuple[str, int | None]:
        model, bloc, keys = self._bloc(at_least=2)
        one, two = self.data.draw(st.lists(st.sampled_from(keys), min_size=2, max_size=2, unique=True))
        ranks = {pk: _one(f"SELECT rang FROM {model._meta.db_table} WHERE id = {pk}") for pk in (one, two)}
        for pk, rang in ((one, 999), (two, ranks[one]), (one, ranks[two])):
            _sql(f"UPDATE {model._meta.db_table} SET rang = {rang} WHERE id = {pk}")
        return bloc.chaine, bloc.numero

    def move(self) -> tuple[str, int | None]:
        model, bloc, keys = self._bloc()
        other = self._pick([b for b in _blocs(model) if b.pk != bloc.pk])
        _sql(f"UPDATE {model._meta.db_table} SET bloc_id = {other.pk}, rang = 77 WHERE id = {self._pick(keys)}")
        return bloc.chaine, bloc.numero

    def unseal(self) -> tuple[str, int | None]:
        model, bloc, keys = self._bloc()
        _sql(f"UPDATE {model._meta.db_table} SET bloc_id = NULL, rang = NULL WHERE id = {self._pick(keys)}")
        return bloc.chaine, bloc.numero

    def edit_en_tete(self) -> tuple[str, int | None]:
        _, bloc, _ = self._bloc()
        column = self._pick(EN_TETE)
        value = 900 + bloc.numero if column == "numero" else None
        self._edit("journal_bloc", bloc.pk, column, value)
        return bloc.chaine, None if column == "numero" else bloc.numero

    def reforge(self) -> tuple[str, int | None]:
        """Every hash recomputed, up to the end of the chain: only the key is missing."""
        model, bloc, keys = self._bloc()
        table = model._meta.db_table
        _sql(f"DELETE FROM {table} WHERE id = {keys[-1]}")
        precedent = bloc.precedent
        for after in Bloc.objects.filter(chaine=bloc.chaine, numero__gte=bloc.numero).order_by("numero"):
            rows = model.objects.filter(bloc=after).order_by("rang").values_list("rang", "id", "sceau")
            after.precedent, after.contenu = precedent, sceaux.hash_lignes(rows)
            after.nombre = len(rows) or after.nombre
            precedent = sceaux.hash_en_tete(after)
            _sql(
                "UPDATE journal_bloc SET precedent = %s, contenu = %s, nombre = %s, empreinte = %s WHERE id = %s",
                after.precedent, after.contenu, after.nombre, precedent, after.pk,
            )  # fmt: skip
        return bloc.chaine, bloc.numero

    def truncate(self) -> tuple[str, int | None]:
        model, bloc, _ = self._bloc()
        for after in Bloc.objects.filter(chaine=bloc.chaine, numero__gte=bloc.numero).order_by("-numero"):
            self._remove(model, after)
        return bloc.chaine, bloc.numero

    def remove_middle(self) -> tuple[str, int | None]:
        model, bloc, _ = self._bloc()
        self._remove(model, bloc)
        return bloc.chaine, bloc.numero

    def renumber(self) -> tuple[str, int | None]:
        model, bloc, _ = self._bloc()
        other = self._pick([b for b in _blocs(model) if b.chaine == bloc.chaine and b.pk != bloc.pk])
        for pk, numero in ((bloc.pk, 999), (other.pk, bloc.numero), (bloc.pk, other.numero)):
            _sql(f"UPDATE journal_bloc SET numero = {numero} WHERE id = {pk}")
        return bloc.chaine, min(bloc.numero, other.numero)

    def purge_frauduleuse(self) -> tuple[str, int | None]:
        model, bloc, _ = self._bloc()
        _sql(
            "INSERT INTO journal_purge (bloc_id, limite, purge_le, signature) VALUES (%s, %s, %s, %s)",
            bloc.pk, bloc.fin + timedelta(days=1), bloc.fin + timedelta(days=400), Purge.objects.all()[0].signature,
        )  # fmt: skip
        _sql(f"DELETE FROM {model._meta.db_table} WHERE bloc_id = {bloc.pk}")
        return bloc.chaine, bloc.numero

    def stretch_purge(self) -> tuple[str, int | None]:
        purge = self._pick(list(Purge.objects.select_related("bloc")))
        self._edit("journal_purge", purge.pk, self._pick(("limite", "purge_le", "signature")))
        return purge.bloc.chaine, purge.bloc.numero

    def hide_purge(self) -> tuple[str, int | None]:
        purge = self._pick(list(Purge.objects.select_related("bloc")))
        _sql(f"DELETE FROM journal_purge WHERE id = {purge.pk}")
        return purge.bloc.chaine, purge.bloc.numero

    def _bloc(self, at_least: int = 1) -> tuple[type[Entree], Bloc, list[int]]:
        model = self._pick(JOURNAUX)
        bloc = self._pick([b for b in _blocs(model) if b.nombre >= at_least])
        return model, bloc, list(model.objects.filter(bloc=bloc).order_by("rang").values_list("pk", flat=True))

    def _pick(self, choices: Any) -> Any:
        return self.data.draw(st.sampled_from(list(choices)))

    def _edit(self, table: str, pk: int, column: str, value: Any = None) -> None:
        before = _one(f"SELECT {column} FROM {table} WHERE id = {pk}")
        if value is None:
            value = _other(column, before)
        _sql(f"UPDATE {table} SET {column} = %s WHERE id = {pk}", value)

    def _copy(self, model: type[Entree], pk: int, bloc: int | None, rang: int | None) -> None:
        names = [str(field.column) for field in model._meta.concrete_fields]
        columns = [name for name in names if name not in {"id", "uuid", "bloc_id", "rang"}]
        _sql(
            f"INSERT INTO {model._meta.db_table} (uuid, bloc_id, rang, {', '.join(columns)}) "
            f"SELECT %s, %s, %s, {', '.join(columns)} FROM {model._meta.db_table} WHERE id = {pk}",
            uuid.uuid4().hex, bloc, rang,
        )  # fmt: skip

    def _remove(self, model: type[Entree], bloc: Bloc) -> None:
        _sql(f"DELETE FROM {model._meta.db_table} WHERE bloc_id = {bloc.pk}")
        _sql(f"DELETE FROM journal_purge WHERE bloc_id = {bloc.pk}")
        _sql(f"DELETE FROM journal_bloc WHERE id = {bloc.pk}")


def _other(column: str, before: Any) -> Any:
    if column == "uuid":
        return uuid.uuid4().hex
    if column == "details":
        return '{"rang": 99}'
    if column in {"horodatage", "debut", "fin", "scelle_le", "limite", "purge_le"}:
        return datetime(2024, 2, 29, 23, 59, tzinfo=UTC)
    if column in {"id", "dispositif_id", "compte_id", "nombre"}:
        return 14 if before is None else before + 5000
    return f"{before}x"


def _sql(statement: str, *params: Any) -> None:
    if connection.vendor == "sqlite":  # as Django stores them
        params = tuple(p.strftime("%Y-%m-%d %H:%M:%S") if isinstance(p, datetime) else p for p in params)
    with connection.cursor() as cursor:
        cursor.execute(statement, params)


def _one(statement: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchone()[0]


def _blocs(model: type[Entree]) -> list[Bloc]:
    """Blocks that still have their rows."""
    return list(Bloc.objects.filter(chaine__startswith=f"{model.JOURNAL}/", purge=None).order_by("pk"))


def _anomalies() -> list[Anomalie]:
    """Without those that tell that the guards are lifted, which they are."""
    return [a for a in verify().anomalies if a.chaine != "base"]


def test_r32_any_tampering_is_found_and_located(journaux):
    assert _anomalies() == []

    @settings(max_examples=ESSAIS, suppress_health_check=list(HealthCheck))
    @given(data=st.data())
    def any_tampering(data: Any) -> None:
        with transaction.atomic():
            chaine, bloc = Faussaire(data).play()
            found = {(a.chaine, a.bloc) for a in _anomalies()}
            transaction.set_rollback(True)
        assert (chaine, bloc) in found if bloc is not None else chaine in {name for name, _ in found}, found

    any_tampering()


def test_a_whole_journal_erased_is_found_by_its_anchors(journaux):
    for table in ("journal_evenement", "journal_acces", "journal_purge", "journal_bloc"):
        _sql(f"DELETE FROM {table}")
    assert {a.chaine for a in _anomalies()} >= {Evenement.get_chaine(12), Acces.get_chaine(None)}


def test_a_forged_anchor_is_told(journaux, ancres):
    [file] = [path for path in ancres.iterdir() if "2025-01" in path.name]
    file.write_text(file.read_text().replace('"actions/12", 2', '"actions/12", 1'))
    assert [a.chaine for a in _anomalies()] == ["ancres"]


def test_lifted_guards_are_told(journaux):
    assert any("journal_acces_sans_suppression" in a.constat for a in verify().anomalies)


def test_r32_a_row_touched_before_its_sealing_is_not_laundered_by_it(journaux):
    victim = Acces.objects.filter(bloc=None).order_by("pk")[1]
    _sql("UPDATE journal_acces SET compte_id = 999 WHERE id = %s", victim.pk)
    assert seal(now=datetime(2027, 3, 1, tzinfo=UTC)) > 0
    bloc = Acces.objects.get(pk=victim.pk).bloc
    assert bloc is not None
    assert "/" not in bloc.contenu
    found = [(a.chaine, a.bloc, a.rang) for a in _anomalies()]
    assert found == [(bloc.chaine, bloc.numero, 2)]


def test_a_value_that_no_writer_leaves_is_told_and_stops_nothing(journaux):
    """SQLite's columns take any type; PostgreSQL's dates have an infinity that no datetime holds."""
    strange = {
        "sqlite": (("horodatage", "hier"), ("uuid", "x"), ("details", "[]"), ("role", b"referent")),
        "postgresql": (("horodatage", "infinity"), ("details", "[]")),
    }
    bloc = _blocs(Acces)[0]
    victim = Acces.objects.filter(bloc=bloc).values_list("pk", flat=True).order_by("rang")[2]
    for column, value in strange[connection.vendor]:
        with transaction.atomic():
            _sql(f"UPDATE journal_acces SET {column} = %s WHERE id = %s", value, victim)
            found = {(a.chaine, a.bloc, a.rang) for a in _anomalies()}
            transaction.set_rollback(True)
        assert found == {(bloc.chaine, bloc.numero, 3)}, column


def test_a_block_sealed_before_flux_existed_is_verified_row_by_row(journaux):
    assert verify().relus == 0
    blocs = list(Bloc.objects.filter(chaine="actions/13").order_by("numero"))
    older, precedent = blocs[1], ""
    older.contenu, _ = sceaux.split_contenu(older.contenu)
    for bloc in blocs:
        bloc.precedent = precedent
        bloc.empreinte = precedent = sceaux.hash_en_tete(bloc)
        bloc.signature = sceaux.sign(bloc.empreinte)
        bloc.save()
    assert (verify().relus, [a for a in _anomalies() if a.rang]) == (1, [])
    _sql("UPDATE journal_evenement SET compte_id = 99 WHERE bloc_id = %s AND rang = 2", older.pk)
    assert [(a.bloc, a.rang) for a in _anomalies() if a.rang] == [(older.numero, 2)]
