"""What `check --deploy` asks of the database before a production opens: nobody steps over the compartments."""

from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import DatabaseError, connection

from maillage.socle.classement import is_publique


@register(Tags.security, deploy=True)
def check_base(**_: Any) -> list[CheckMessage]:
    """Empty when the connected role is neither owner, nor superuser, nor bypassing, and every table is closed."""
    if connection.vendor != "postgresql":
        return [
            Warning(
                "La base est SQLite : les cloisons ne reposent que sur l’application.",
                hint="Pour plusieurs dispositifs, prenez PostgreSQL (DATABASE_URL).",
                id="maillage.W001",
            )
        ]
    try:
        return [*_check_role(), *_check_tables()]
    except DatabaseError as error:
        return [Error(f"La base ne répond pas : {str(error).strip()}", id="maillage.E001")]


@register(Tags.security, deploy=True)
def check_cles(**_: Any) -> list[CheckMessage]:
    if settings.JOURNAL_CLES[0] == settings.SECRET_KEY:
        return [
            Warning(
                "Les journaux sont scellés avec MAILLAGE_SECRET : changer ce secret les rendrait invérifiables.",
                hint="Donnez une clé propre aux journaux : MAILLAGE_CLE_JOURNAL.",
                id="maillage.W002",
            )
        ]
    return []


def list_non_cloisonnees() -> list[str]:
    """Tables with a `dispositif_id` whose policies are missing, or not forced upon their owner.

    Left out: what everybody may read, that is whose every field is classified public (the directory's tables).
    """
    tables = _column(
        "SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
        "JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'dispositif_id' AND NOT a.attisdropped "
        "WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND NOT (c.relrowsecurity AND c.relforcerowsecurity "
        "AND EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid)) ORDER BY 1"
    )
    public = {m._meta.db_table for m in apps.get_models(include_auto_created=True) if is_publique(m)}
    return [table for table in tables if table not in public]


def _check_role() -> list[CheckMessage]:
    found: list[CheckMessage] = []
    if _column("SELECT rolname FROM pg_roles WHERE rolname = current_user AND (rolsuper OR rolbypassrls)"):
        found.append(
            Error("Le rôle de l’application passe au-dessus des cloisons (superuser ou BYPASSRLS).", id="maillage.E002")
        )
    owned = _column(
        "SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
        "WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND pg_has_role(current_user, c.relowner, 'USAGE')"
    )
    if owned:
        found.append(
            Error(
                f"Le rôle de l’application possède {len(owned)} tables : il pourrait lever leurs cloisons.",
                hint="Migrez sous un rôle propriétaire distinct ; voir docs/exploitation/.",
                id="maillage.E003",
            )
        )
    return found


def _check_tables() -> list[CheckMessage]:
    tables = list_non_cloisonnees()
    return [Error(f"Tables sans cloison : {', '.join(tables)}.", id="maillage.E004")] if tables else []


def _column(query: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return [row[0] for row in cursor.fetchall()]
