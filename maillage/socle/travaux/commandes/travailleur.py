"""`maillage travailleur`: carries the jobs. As many as wanted, on as many machines as wanted."""

import argparse
import signal
import sys
from datetime import timedelta
from types import FrameType

from maillage.socle.travaux.bail import DUREE
from maillage.socle.travaux.execution import BASE_ABSENTE
from maillage.socle.travaux.travailleur import Equipier

NOM = "travailleur"
AIDE = "porte les travaux en arrière-plan (imports, exports, purges, journaux)"
FAIT, ECHEC, BASE = 0, 1, 2


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--une-fois", action="store_true", help="porte ce qui attend, puis s’arrête")
    parser.add_argument(
        "--bail",
        type=_duree,
        default=DUREE,
        metavar="SECONDES",
        help="au bout de combien de secondes sans nouvelles un travail est repris par un autre (60)",
    )


def run(args: argparse.Namespace) -> int:
    """0: stopped in order; 1 (`--une-fois`): a job failed; 2 (`--une-fois`): the database does not answer."""
    equipier = Equipier(duree=args.bail)

    def stop(signum: int, frame: FrameType | None) -> None:
        equipier.arret.set()

    for signum in (signal.SIGTERM, signal.SIGINT):
        signal.signal(signum, stop)
    try:
        equipier.run(une_fois=args.une_fois)
    except BASE_ABSENTE:
        print("La base de données ne répond pas : démarrez-la, puis relancez le travailleur.", file=sys.stderr)
        return BASE
    return ECHEC if args.une_fois and equipier.echecs else FAIT


def _duree(text: str) -> timedelta:
    try:
        seconds = float(text.replace(",", "."))
    except ValueError:
        seconds = 0.0
    if seconds <= 0:
        raise argparse.ArgumentTypeError("attendu : un nombre de secondes, plus grand que zéro")
    return timedelta(seconds=seconds)
