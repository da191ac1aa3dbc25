"""Makes a new or updated installation ready: folders, database, static files, reference data."""

from argparse import ArgumentParser, Namespace

from maillage.socle.console import Echec, say, step

NOM = "preparer"
AIDE = "prépare l’installation : dossiers, base, fichiers statiques, référentiels"
EPILOGUE = "Peut être relancée sans risque : ce qui est déjà fait n’est pas refait."


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--sans-statiques", action="store_true", help="ne rassemble pas les fichiers statiques")


def run(args: Namespace) -> int:
    from maillage.socle.commandes.migrer import migrate
    from maillage.socle.migrations_en_attente import list_en_attente
    from maillage.socle.proprietaire import connect_as_proprietaire

    make_dossiers()
    with connect_as_proprietaire():
        migrate(len(list_en_attente()))
    if not args.sans_statiques:
        collect_statiques()
    return 0


def make_dossiers() -> None:
    """The folders of `MAILLAGE_VAR`, readable by their owner only: backups and files of people live there."""
    from django.conf import settings

    try:
        for folder in (settings.VAR, settings.MEDIA_ROOT, settings.STATIC_ROOT):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        probe = settings.VAR / ".essai-d-ecriture"
        probe.write_bytes(b"x")
        probe.unlink()
    except OSError as error:
        raise Echec(
            f"le dossier des données ({settings.VAR}) ne peut pas être écrit : {error.strerror}. "
            "Rendez-le inscriptible, ou choisissez-en un autre avec MAILLAGE_VAR."
        ) from error


def collect_statiques() -> None:
    from django.core.management import call_command

    with step("Fichiers statiques"):
        call_command("collectstatic", interactive=False, verbosity=0)
    say("Fichiers statiques prêts.")
