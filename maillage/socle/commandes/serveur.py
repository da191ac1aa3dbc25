"""Serves the application with granian. On loopback unless told otherwise: TLS and the outside belong to a proxy."""

import socket
from argparse import ArgumentParser, Namespace

from maillage.socle.console import Echec, say

NOM = "serveur"
AIDE = "sert l’application (sur cette machine seulement, sauf --adresse)"
EPILOGUE = "Ctrl-C ou SIGTERM : les requêtes en cours se terminent, puis le serveur s’arrête."

PORT = 8000
DELAI_D_ARRET = 10  # seconds left to the requests under way
BOUCLE = ("127.0.0.1", "::1", "localhost")


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--port", type=int, default=PORT, metavar="N", help=f"port d’écoute ({PORT} par défaut)")
    parser.add_argument("--adresse", default="127.0.0.1", metavar="IP", help="adresse d’écoute (127.0.0.1 par défaut)")
    parser.add_argument("--processus", type=int, default=2, metavar="N", help="nombre de processus (2 par défaut)")
    parser.add_argument(
        "--fils",
        type=int,
        default=1,
        metavar="N",
        help="fils d’exécution par processus (1 par défaut, le plus régulier)",
    )


def run(args: Namespace) -> int:
    from django.conf import settings

    if settings.DEMONSTRATION and args.adresse not in BOUCLE:
        raise Echec(
            "la démonstration ouvre les comptes en un clic : elle n’écoute que sur cette machine. Retirez --adresse, "
            "ou installez Maillage en production (docs/exploitation/installer.md)."
        )
    check_port(args.adresse, args.port)

    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    say(f"Maillage écoute sur http://{args.adresse}:{args.port}/ (Ctrl-C pour arrêter).")
    Granian(
        target="config.wsgi:application",
        address=args.adresse,
        port=args.port,
        interface=Interfaces.WSGI,
        workers=args.processus,
        blocking_threads=args.fils,
        websockets=False,
        respawn_failed_workers=True,
        workers_kill_timeout=DELAI_D_ARRET,
        log_level=LogLevels.warning,
    ).serve()
    say("Serveur arrêté.")
    return 0


def check_port(address: str, port: int) -> None:
    """Says plainly what granian's trace would not: this port is taken, or is not ours to open."""
    if not 1 <= port <= 65535:
        raise Echec(f"le port {port} n’existe pas : entre 1 et 65535.")
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except PermissionError as error:
            raise Echec(f"le port {port} demande des droits d’administration : choisissez --port 8000.") from error
        except OSError as error:
            raise Echec(
                f"le port {port} est déjà pris. Arrêtez le programme qui l’occupe, ou choisissez --port {port + 1}."
            ) from error
