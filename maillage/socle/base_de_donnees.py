"""What to say when the database does not answer: one French sentence, its cause and the way out."""

import shutil

from django.conf import settings
from django.db import DatabaseError, InterfaceError, OperationalError, connection

# Found in the engines' messages, which are not ours to show: they carry addresses, roles and queries.
PLEIN = "le disque est plein. Libérez de la place, puis recommencez."
CAUSES: tuple[tuple[str, str], ...] = (
    ("database or disk is full", PLEIN),
    ("disk I/O error", "le disque a refusé une lecture ou une écriture. Vérifiez son état, puis recommencez."),
    ("No space left on device", "le disque du serveur de base de données est plein. Libérez de la place."),
    ("not a database", "le fichier de la base est abîmé. Restaurez une sauvegarde : maillage restaurer ARCHIVE --remplacer."),
    ("malformed", "le fichier de la base est abîmé. Restaurez une sauvegarde : maillage restaurer ARCHIVE --remplacer."),
    ("readonly database", "la base est en lecture seule. Donnez au compte du service le droit d’écrire dans MAILLAGE_VAR."),
    ("unable to open database file", "le fichier de la base ne peut pas être ouvert. Installation neuve : lancez « maillage preparer ». Sinon, vérifiez MAILLAGE_VAR et ses droits."),
    ("database is locked", "la base est occupée par un autre programme. Réessayez dans un instant."),
    ("no such table", "la base n’est pas préparée. Lancez d’abord : maillage preparer."),
    ("does not exist\nLINE", "la base n’est pas préparée. Lancez d’abord : maillage preparer."),
    ("password authentication failed", "PostgreSQL refuse le mot de passe de DATABASE_URL. Corrigez-le."),
    ("no password supplied", "PostgreSQL demande un mot de passe, que DATABASE_URL ne donne pas."),
    ("role ", "PostgreSQL ne connaît pas le rôle de DATABASE_URL. Créez-le (docs/exploitation/postgresql.md)."),
    ("database ", "PostgreSQL ne connaît pas la base de DATABASE_URL. Créez-la (docs/exploitation/postgresql.md)."),
    ("permission denied", "le rôle de DATABASE_URL n’a pas ce droit. Lancez : maillage migrer (docs/exploitation/postgresql.md)."),
    ("failed to resolve host", "le serveur nommé dans DATABASE_URL est introuvable. Vérifiez son nom."),
    ("could not translate host name", "le serveur nommé dans DATABASE_URL est introuvable. Vérifiez son nom."),
    ("Connection refused", "PostgreSQL ne répond pas à l’adresse de DATABASE_URL. Démarrez-le, ou corrigez l’adresse."),
    ("timeout expired", "PostgreSQL ne répond pas à temps. Vérifiez l’adresse de DATABASE_URL et le réseau."),
)  # fmt: skip
PLACE_MINIMALE = 1 << 20
INCONNUE = "la base de données a refusé l’opération. La trace complète : même commande, avec --trace."


def explain_database(error: Exception) -> str:
    """A transaction that failed reports itself, not why: the first error behind it that says something is the one told."""
    behind: BaseException | None = error
    while behind is not None:
        if sentence := _find_cause(str(behind)):
            return sentence
        behind = behind.__cause__ or behind.__context__
    return INCONNUE


def _find_cause(message: str) -> str:
    if "disk I/O" in message and _is_plein():
        return PLEIN
    for sign, sentence in CAUSES:
        if sign in message and (sign not in ("role ", "database ") or "does not exist" in message):
            return sentence
    return ""


def _is_plein() -> bool:
    """SQLite names a full disk as such, or as a failed write when it cannot even make room for its index of the log."""
    return shutil.disk_usage(settings.VAR).free < PLACE_MINIMALE


def is_unreachable(error: BaseException) -> bool:
    """The base is away (stopped, full, busy, damaged), as opposed to a query it refused: waiting is the remedy."""
    if isinstance(error, InterfaceError):
        return True
    if connection.vendor == "sqlite":
        return isinstance(error, DatabaseError) and any(sign in str(error) for sign in SQLITE_EMPECHE)
    if not isinstance(error, OperationalError):
        return False
    state = getattr(error.__cause__, "sqlstate", None)
    return state is None or state.startswith(POSTGRES_ABSENT)


SQLITE_EMPECHE = ("is full", "is locked", "readonly", "unable to open", "disk I/O", "not a database", "malformed")
# SQLSTATE classes: connection, resources (full disk, too many connections), operator's intervention.
POSTGRES_ABSENT = ("08", "53", "57P", "58")
