"""Erases what has reached its end; after a restoration, erases again what had been."""

from argparse import ArgumentParser, Namespace

from maillage.socle.console import say

NOM = "purger"
AIDE = "efface ce qui a atteint sa durée de conservation ; --rejouer après une restauration"
EPILOGUE = "Le premier effacement d’une règle attend la validation de deux personnes, à la page « Effacements »."


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--rejouer", action="store_true", help="efface à nouveau ce que le registre des effacements dit effacé"
    )


def run(args: Namespace) -> int:
    from django.utils.timezone import localdate

    from maillage.socle.protection.purge import purge, purge_journal, replay

    today = localdate()
    if args.rejouer:
        say(f"Effacements rejoués : {replay(on=today)}.")
    for compte in purge(on=today):
        waiting = f", {compte.en_attente} en attente de deux validations" if compte.en_attente else ""
        say(f"{compte.regle} : {compte.effaces} effacés{waiting}.")
    say(f"T10 : {purge_journal(on=today)} blocs du journal des accès effacés.")
    return 0
