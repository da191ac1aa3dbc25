"""Brings the database to the tables this version needs. On PostgreSQL it acts as the tables' owner."""

from argparse import ArgumentParser, Namespace

from maillage.socle.console import say, step

NOM = "migrer"
AIDE = "met la base à jour (sous le rôle propriétaire, sur PostgreSQL)"


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--etat", action="store_true", help="montre ce qui reste à faire, sans rien changer")


def run(args: Namespace) -> int:
    from maillage.socle.migrations_en_attente import list_en_attente
    from maillage.socle.proprietaire import connect_as_proprietaire

    with connect_as_proprietaire():
        waiting = list_en_attente()
        if args.etat:
            for name in waiting:
                say(f"  à faire : {name}")
            say(f"{len(waiting)} étape(s) à faire." if waiting else "La base est à jour.")
            return 0
        migrate(len(waiting))
    return 0


def migrate(waiting: int) -> None:
    """The tables, then the cache's, which no migration describes."""
    from django.core.management import call_command

    if waiting:
        with step(f"Mise à jour de la base ({waiting} étape(s))"):
            call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    say("La base est à jour.")
