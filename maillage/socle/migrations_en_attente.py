"""Which migrations the database still lacks: asked by `migrer` and by the readiness of `/sante`."""

from django.db import connection
from django.db.migrations.executor import MigrationExecutor


def list_en_attente() -> list[str]:
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]
