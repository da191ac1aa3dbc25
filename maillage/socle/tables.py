"""The migration operation that creates the tables of a package together.

Django draws its models anew after each creation, with all that they touch: with a hundred tables that tie to the same
dispositif, this is most of the time of a first start. Together, they are drawn once.
"""

from collections.abc import Sequence
from typing import Any

from django.db.migrations.operations.base import Operation


class CreerTables(Operation):
    """`operations`: `CreateModel`, in the order in which they name each other."""

    reversible = True

    def __init__(self, operations: Sequence[Operation]) -> None:
        self.operations = list(operations)

    def state_forwards(self, app_label: str, state: Any) -> None:
        state.clear_delayed_apps_cache()  # what is drawn when the first table is created holds them all
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for operation in self.operations:
            operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for operation in reversed(self.operations):
            operation.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        return f"Crée {len(self.operations)} tables"

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return self.__class__.__name__, [self.operations], {}
