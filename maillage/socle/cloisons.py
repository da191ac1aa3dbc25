"""The migration operation that closes a compartmented table on PostgreSQL; on SQLite it does nothing.

A closed table shows, whatever the query says, only the rows of the dispositifs opened by `socle.contexte`,
and a row can be neither written nor moved outside them. Policies are forced: they bind the table's owner too.
"""

from typing import Any

from django.conf import settings
from django.db.migrations.operations.base import Operation

# Each reads its setting in a query of its own: once a statement, and not once a row.
SERVICE = "(SELECT current_setting('maillage.portee', true) = 'service')"
OUVERTS = (
    "{colonne} = ANY ((SELECT string_to_array(nullif(current_setting('maillage.dispositifs', true), ''), ',')::bigint[])"
    "::bigint[])"
)
HORS_SERVICE = "(SELECT current_setting('maillage.portee', true) IS DISTINCT FROM 'service')"
CONNECTE = "(SELECT nullif(current_setting('maillage.compte', true), '') IS NOT NULL)"
LE_SIEN = "{colonne} = (SELECT nullif(current_setting('maillage.compte', true), '')::bigint)"


class CloisonnerTable(Operation):
    """Row-level security on `model`: by its dispositif (`colonne=None`: it has none) and by the account it belongs to.

    `lecture`: a condition in SQL under which a row is also read, never written, by those outside (what is published).
    `ecriture`: one under which those outside also write it, as whoever leads a thing kept in another's compartment.
    Both name the settings by the constants above, and never by `current_setting`.
    """

    reversible = True

    def __init__(
        self,
        model: str,
        *,
        colonne: str | None = "dispositif_id",
        compte: str | None = None,
        lecture: str = "",
        ecriture: str = "",
    ) -> None:
        self.model = model
        self.colonne = colonne
        self.compte = compte
        self.lecture = lecture
        self.ecriture = ecriture

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
        if self.ecriture:
            schema_editor.execute(
                f"CREATE POLICY ecriture ON {table} USING ({self.ecriture}) WITH CHECK ({self.ecriture})"
            )

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        if schema_editor.connection.vendor != "postgresql":
            return
        table = self._table(schema_editor, app_label, from_state)
        for policy in ("lecture", "ecriture"):
            schema_editor.execute(f"DROP POLICY IF EXISTS {policy} ON {table}")
        schema_editor.execute(f"DROP POLICY cloison ON {table}")
        schema_editor.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
        schema_editor.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")

    def describe(self) -> str:
        return f"Cloisonne la table de {self.model}"

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        options = {"colonne": self.colonne, "compte": self.compte}
        options |= {name: value for name in ("lecture", "ecriture") if (value := getattr(self, name))}
        return self.__class__.__name__, [self.model], options

    def _table(self, schema_editor: Any, app_label: str, state: Any) -> str:
        model = state.apps.get_model(app_label, self.model)
        return str(schema_editor.quote_name(model._meta.db_table))


class CreerFonction(Operation):
    """A function that policies call, once a query; it reads every compartment, and answers only what its body asks.

    In PL/pgSQL, whose body is read at its first call: it may name tables that the same migration draws after it.
    """

    reversible = True

    def __init__(self, nom: str, *, parametres: str, rend: str, corps: str) -> None:
        self.nom = nom
        self.parametres = parametres
        self.rend = rend
        self.corps = corps

    def state_forwards(self, app_label: str, state: Any) -> None:
        pass

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        if schema_editor.connection.vendor == "postgresql":
            # A function may not carry a setting of ours (`SET` asks a superuser): the body opens it, and puts it back.
            schema_editor.execute(
                f"CREATE OR REPLACE FUNCTION {self.nom}({self.parametres}) RETURNS {self.rend} LANGUAGE plpgsql STABLE "
                "AS $corps$ DECLARE avant text := coalesce(current_setting('maillage.portee', true), ''); BEGIN "
                "PERFORM set_config('maillage.portee', 'service', true); "
                f"{self.corps} "
                "PERFORM set_config('maillage.portee', avant, true); END $corps$"
            )

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"DROP FUNCTION IF EXISTS {self.nom}({self.parametres})")

    def describe(self) -> str:
        return f"Crée la fonction {self.nom}"

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        options = {"parametres": self.parametres, "rend": self.rend, "corps": self.corps}
        return self.__class__.__name__, [self.nom], options


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
