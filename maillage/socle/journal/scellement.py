"""Files the new rows of the journals in sealed, chained blocks. Writers never wait for it, and it loses none.

A row that commits late, with a lower key than rows already sealed, is simply filed in the next block: nothing
depends on keys being contiguous. A sealer killed in the middle rolls its block back; the next one takes its rows.
"""

from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any

from django.db import connection
from django.db.models import Max, Q

from maillage.socle.contexte import open_service
from maillage.socle.journal import ancres, lecture
from maillage.socle.journal.lecture import CLE, RANG, SCEAU, Brute
from maillage.socle.journal.models import JOURNAUX, Bloc, Entree
from maillage.socle.journal.sceaux import hash_en_tete, hash_lignes, is_ligne_intacte, join_contenu, sign

PAR_BLOC = 5000
VERROU = 0x6D61696C  # one sealer at a time on PostgreSQL; SQLite has one writer anyway


def seal(*, now: datetime, par_bloc: int = PAR_BLOC) -> int:
    """Seals every row committed so far; returns their number. Idempotent, and safe with two sealers at once."""
    sealed = seal_lignes(now=now, par_bloc=par_bloc)
    anchor(now=now)
    return sealed


def seal_lignes(*, now: datetime, par_bloc: int = PAR_BLOC) -> int:
    """Only the database's half: what a transaction may still roll back is never anchored."""
    sealed = 0
    for model in JOURNAUX:
        for dispositif in _list_waiting(model):
            while count := _seal_bloc(model, dispositif, now, par_bloc):
                sealed += count
                if count < par_bloc:
                    break
    return sealed


def anchor(*, now: datetime) -> int:
    """Writes the committed heads outside the database; a crash before it is mended by the next one."""
    return ancres.anchor(_list_heads(), now=now)


def _list_waiting(model: type[Entree]) -> list[int | None]:
    with open_service("scellement des journaux"):
        waiting = model.objects.filter(bloc=None).order_by().values_list("dispositif_id", flat=True)
        return list(waiting.distinct())


def _seal_bloc(model: type[Entree], dispositif: int | None, now: datetime, par_bloc: int) -> int:
    with open_service("scellement des journaux"):
        _lock()
        rows = lecture.read_attente(model, dispositif, nombre=par_bloc)
        if not rows:
            return 0
        keys = [row[CLE] for row in rows]
        values = [lecture.parse(model, row) for row in rows]
        moments = [value["horodatage"] for value in values if value] or [now]
        chaine = model.get_chaine(dispositif)
        last = Bloc.objects.filter(chaine=chaine).order_by("-numero").first()
        bloc = Bloc(
            chaine=chaine,
            dispositif_id=dispositif,
            numero=last.numero + 1 if last else 1,
            precedent=last.empreinte if last else "",
            nombre=len(rows),
            contenu=_hash_contenu(model, rows, values),
            debut=min(moments),
            fin=max(moments),
            scelle_le=now,
        )
        bloc.empreinte = hash_en_tete(bloc)
        bloc.signature = sign(bloc.empreinte)
        bloc.save(force_insert=True)
        _file(model, bloc.pk, keys)
        return len(rows)


def _hash_contenu(model: type[Entree], rows: list[Brute], values: list[dict[str, Any] | None]) -> str:
    """The flux vouches for rows that were intact when sealed; a block with one that was not is told row by row."""
    ranked = [(rang, *row[1:]) for rang, row in enumerate(rows, 1)]
    lignes = hash_lignes((row[RANG], row[CLE], row[SCEAU]) for row in ranked)
    intact = all(
        value is not None and is_ligne_intacte(model.JOURNAL, value, row[SCEAU])
        for row, value in zip(rows, values, strict=True)
    )
    return join_contenu(lignes, lecture.hash_flux(ranked) if intact else "")


def _file(model: type[Entree], bloc: int, keys: list[int]) -> None:
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        cursor.executemany(
            f"UPDATE {table} SET bloc_id = %s, rang = %s WHERE id = %s AND bloc_id IS NULL",  # noqa: S608
            [(bloc, rang, pk) for rang, pk in enumerate(keys, 1)],
        )
    if model.objects.filter(bloc_id=bloc).count() != len(keys):
        raise RuntimeError("Deux scellements se sont croisés : celui-ci est annulé.")


def _lock() -> None:
    """On SQLite the transaction began IMMEDIATE: it already holds the only writer's place."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [VERROU])


def _list_heads() -> list[Bloc]:
    with open_service("ancrage des journaux"):
        latest = Bloc.objects.values("chaine").annotate(dernier=Max("numero")).values_list("chaine", "dernier")
        heads = list(latest.order_by("chaine"))
        found: list[Bloc] = []
        for start in range(0, len(heads), 100):
            found += Bloc.objects.filter(reduce(or_, (Q(chaine=c, numero=n) for c, n in heads[start : start + 100])))
        return found
