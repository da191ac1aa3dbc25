"""The migration operation that closes a compartmented table on PostgreSQL; on SQLite it does nothing.

A closed table shows, whatever the query says, only the rows of the dispositifs opened by `socle.contexte`,
and a row can be neither written nor moved outside them. Policies are forced: they bind the table's owner too.
"""

from typing import Any

from django.conf import settings
from django.db.migrations.operations.base import Operation

SERVICE = "current_setting('maillage.portee', true) = 'service'"
OUVERTS = "{colonne} = ANY (string_to_array(nullif(current_setting('maillage.dispositifs', true), ''), ',')::bigint[])"
LE_SIEN = "{colonne} = nullif(current_setting('maillage.compte', true), '')::bigint"


class CloisonnerTable(Operation):
    """Row-level security on `model`: by its dispositif (`colonne=None`: it has none) and by the account it belongs to.

    `lecture`: a condition in SQL under which a row is also read, never written, by those outside (what is published).
    """

    reversible = True

    def __init__(
        self, model: str, *, colonne: str | None = "dispositif_id", compte: str | None = None, lecture: str = ""
    ) -> None:
        self.model = model
        self.colonne = colonne
        self.compte = compte
        self.lecture = lecture

    def state_forwards(self, app_label: str, state: Any) -> None:
        pass

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        if schema_editor.connection.vendor != "postgresql":
            return
        table = self._table(schema_editor, app_label, to_state)
        visible = SERVICE
        if self.colonne:
            visible += f" OR {OUVERTS.format(colonne=self.colonne)}"
        if self.compte:
            visible += f" OR {LE_SIEN.format(colonne=self.compte)}"
        schema_editor.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        schema_editor.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
        schema_editor.execute(f"CREATE POLICY cloison ON {table} USING ({visible}) WITH CHECK ({visible})")
        if self.lecture:
            schema_editor.execute(f"CREATE POLICY lecture ON {table} FOR SELECT USING ({self.lecture})")

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        if schema_editor.connection.vendor != "postgresql":
            return
        table = self._table(schema_editor, app_label, from_state)
        schema_editor.execute(f"DROP POLICY IF EXISTS lecture ON {table}")
        schema_editor.execute(f"DROP POLICY cloison ON {table}")
        schema_editor.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
        schema_editor.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")

    def describe(self) -> str:
        return f"Cloisonne la table de {self.model}"

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        options = {"colonne": self.colonne, "compte": self.compte} | ({"lecture": self.lecture} if self.lecture else {})
        return self.__class__.__name__, [self.model], options

    def _table(self, schema_editor: Any, app_label: str, state: Any) -> str:
        model = state.apps.get_model(app_label, self.model)
        return str(schema_editor.quote_name(model._meta.db_table))


class AccorderApplication(Operation):
    """Grants the application's role the use of every table the owner will create. Only where that role exists."""

    reversible = True

    def state_forwards(self, app_label: str, state: Any) -> None:
        pass

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for grant in (
            "GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES",
            "GRANT USAGE, SELECT ON SEQUENCES",
        ):
            execute_if_role(schema_editor, f"ALTER DEFAULT PRIVILEGES IN SCHEMA public {grant} TO {{role}}")
        for kind, rights in (("TABLES", "SELECT, INSERT, UPDATE, DELETE"), ("SEQUENCES", "USAGE, SELECT")):
            execute_if_role(schema_editor, f"GRANT {rights} ON ALL {kind} IN SCHEMA public TO {{role}}")

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        pass

    def describe(self) -> str:
        return "Ouvre les tables au rôle de l’application"


def execute_if_role(schema_editor: Any, statement: str) -> None:
    """Runs `statement` about the application's role (`{role}`) on a PostgreSQL that has such a role."""
    if schema_editor.connection.vendor != "postgresql":
        return
    role = settings.ROLE_APPLICATION
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
        known = cursor.fetchone()
    if known:
        schema_editor.execute(statement.format(role=schema_editor.quote_name(role)))
