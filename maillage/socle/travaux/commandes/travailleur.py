"""Carries the jobs. As many workers as wanted, on as many machines as wanted: they share one table."""

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from datetime import timedelta

from maillage.socle.console import Echec, say

NOM = "travailleur"
AIDE = "porte les travaux en arrière-plan : imports, exports, purges, journaux"
EPILOGUE = "Ctrl-C ou SIGTERM : l’étape en cours s’achève, puis le travailleur rend ce qu’il portait et s’arrête."
BAIL = 60


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--une-fois", action="store_true", help="porte ce qui attend, puis s’arrête")
    parser.add_argument(
        "--bail",
        type=_duree,
        default=timedelta(seconds=BAIL),
        metavar="SECONDES",
        help=f"sans nouvelles pendant ce temps, un travail est repris par un autre ({BAIL} par défaut)",
    )


def run(args: Namespace) -> int:
    """0: stopped in order. With `--une-fois`, fails when a job failed or when the database does not answer."""
    import signal

    from maillage.socle.memoire import settle
    from maillage.socle.travaux.travailleur import Equipier

    if not args.une_fois:
        settle()
    equipier = Equipier(duree=args.bail)
    for signum in (signal.SIGTERM, signal.SIGINT):
        signal.signal(signum, lambda *_: equipier.arret.set())
    say("Le travailleur attend les travaux (Ctrl-C pour arrêter).")
    equipier.run(une_fois=args.une_fois)
    if args.une_fois and equipier.echecs:
        raise Echec(
            f"travaux en échec : {equipier.echecs}. La page « Travaux » dit pourquoi et permet de les relancer."
        )
    say("Travailleur arrêté.")
    return 0


def _duree(text: str) -> timedelta:
    try:
        seconds = float(text.replace(",", "."))
    except ValueError:
        seconds = 0.0
    if seconds <= 0:
        raise ArgumentTypeError("attendu : un nombre de secondes, plus grand que zéro")
    return timedelta(seconds=seconds)
