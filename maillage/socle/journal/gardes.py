"""What makes the journals append-only inside the database itself, whoever asks: triggers on both engines, grants.

A row may be filed once in a block; an accès may go when its whole block is marked purged and older than the limit,
itself at least `PLANCHER` months back. Everything else is refused, the ORM's and the console's alike.
"""

from typing import Any

from django.db.migrations.operations.base import Operation

from maillage.socle.cloisons import execute_if_role

PLANCHER = 6  # months: the CNIL's lower bound for access logs (délib. 2021-122); no parameter goes below
RANGEMENT = ("bloc_id", "rang")
REFUS = "Le journal ne se modifie pas : il ne fait que croître."
REFUS_PURGE = "Une purge du journal ne descend pas sous six mois."

# (table, name, event, what is allowed as a condition per engine)
TABLES = ("journal_evenement", "journal_acces", "journal_bloc", "journal_purge")


def list_gardes() -> set[str]:
    """Names of the triggers that must exist on either engine."""
    return {
        *(f"{table}_sans_modification" for table in TABLES),
        *(f"{table}_sans_suppression" for table in TABLES),
        "journal_purge_plancher",
    }


def build_sqlite(colonnes: dict[str, list[str]]) -> list[str]:
    statements = []
    for table in TABLES:
        filing = "0"
        if names := [nom for nom in colonnes.get(table, []) if nom not in RANGEMENT]:
            same = " AND ".join(f'NEW."{nom}" IS OLD."{nom}"' for nom in names)
            filing = f"OLD.bloc_id IS NULL AND NEW.bloc_id IS NOT NULL AND NEW.rang IS NOT NULL AND {same}"
        purged = "0"
        if table == "journal_acces":
            purged = (
                "EXISTS (SELECT 1 FROM journal_purge p WHERE p.bloc_id = OLD.bloc_id AND OLD.horodatage < p.limite)"
            )
        statements += [
            _sqlite(table, "sans_modification", "UPDATE", f"NOT ({filing})", REFUS),
            _sqlite(table, "sans_suppression", "DELETE", f"NOT ({purged})", REFUS),
        ]
    floor = f"NEW.limite > strftime('%Y-%m-%d %H:%M:%S', 'now', '-{PLANCHER} months')"
    return [*statements, _sqlite("journal_purge", "plancher", "INSERT", floor, REFUS_PURGE)]


def _sqlite(table: str, nom: str, event: str, refused: str, refus: str) -> str:
    return (
        f'CREATE TRIGGER "{table}_{nom}" BEFORE {event} ON "{table}" WHEN {refused} '
        f"BEGIN SELECT RAISE(ABORT, '{refus}'); END"
    )


def build_postgresql() -> list[str]:
    filing = (
        "OLD.bloc_id IS NULL AND NEW.bloc_id IS NOT NULL AND NEW.rang IS NOT NULL AND "
        "to_jsonb(NEW) - 'bloc_id' - 'rang' = to_jsonb(OLD) - 'bloc_id' - 'rang'"
    )
    purged = "EXISTS (SELECT 1 FROM journal_purge p WHERE p.bloc_id = OLD.bloc_id AND OLD.horodatage < p.limite)"
    floor = f"NEW.limite <= now() - interval '{PLANCHER} months'"
    statements = [
        _function("journal_refuse", "false", REFUS, "OLD"),
        _function("journal_rangement", filing, REFUS, "NEW"),
        _function("journal_purge_de_bloc", purged, REFUS, "OLD"),
        _function("journal_plancher", floor, REFUS_PURGE, "NEW"),
    ]
    for table in TABLES:
        rangeable = table in {"journal_evenement", "journal_acces"}
        on_update = "journal_rangement" if rangeable else "journal_refuse"
        on_delete = "journal_purge_de_bloc" if table == "journal_acces" else "journal_refuse"
        statements += [
            _trigger(table, "sans_modification", "UPDATE", on_update),
            _trigger(table, "sans_suppression", "DELETE", on_delete),
        ]
    return [*statements, _trigger("journal_purge", "plancher", "INSERT", "journal_plancher")]


def _function(nom: str, allowed: str, refus: str, result: str) -> str:
    # The search path is pinned: nobody slips another `journal_purge` before ours.
    return (
        f"CREATE OR REPLACE FUNCTION {nom}() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$ "
        f"BEGIN IF {allowed} THEN RETURN {result}; END IF; "
        f"RAISE EXCEPTION '{refus}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
    )


def _trigger(table: str, nom: str, event: str, function: str) -> str:
    return f"CREATE TRIGGER {table}_{nom} BEFORE {event} ON {table} FOR EACH ROW EXECUTE FUNCTION {function}()"


GRANTS = (
    "REVOKE UPDATE, DELETE, TRUNCATE ON journal_evenement, journal_bloc, journal_purge FROM {role}",
    "REVOKE UPDATE, TRUNCATE ON journal_acces FROM {role}",
    "GRANT UPDATE (bloc_id, rang) ON journal_evenement TO {role}",
    "GRANT UPDATE (bloc_id, rang) ON journal_acces TO {role}",
)


class GarderJournaux(Operation):
    """Sets every guard. To be run again by any later migration that alters these tables: SQLite remakes them."""

    reversible = True

    def state_forwards(self, app_label: str, state: Any) -> None:
        pass

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        remove_gardes(schema_editor)
        if schema_editor.connection.vendor == "sqlite":
            models = (to_state.apps.get_model("journal", nom) for nom in ("Evenement", "Acces"))
            colonnes = {m._meta.db_table: [f.column for f in m._meta.concrete_fields] for m in models}
            statements = build_sqlite(colonnes)
        else:
            statements = build_postgresql()
        for statement in statements:
            schema_editor.execute(statement, params=None)
        for grant in GRANTS:
            execute_if_role(schema_editor, grant)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        remove_gardes(schema_editor)

    def describe(self) -> str:
        return "Rend les journaux infalsifiables"


def remove_gardes(schema_editor: Any) -> None:
    for table in TABLES:
        for nom in ("sans_modification", "sans_suppression", "plancher"):
            suffix = f" ON {table}" if schema_editor.connection.vendor == "postgresql" else ""
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_{nom}{suffix}")
