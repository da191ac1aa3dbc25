"""Fills an empty base with the fictitious territory."""

from argparse import ArgumentParser, Namespace

from maillage.socle.console import Echec, say

NOM = "demo"
AIDE = "remplit la base d’un territoire et de personnes fictifs, toujours les mêmes pour une graine"
EPILOGUE = "Refuse une base qui contient des comptes réels. Peut être relancée : rien n’est fait deux fois."


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--graine", type=int, default=2026, help="le nombre d’où tout est tiré (défaut : 2026)")


def run(args: Namespace) -> int:
    from django.utils.timezone import localdate

    from maillage.demonstration.actions import BaseReelle, make_demonstration
    from maillage.demonstration.parcours.actions import fill_parcours
    from maillage.socle.contexte import open_service

    try:
        with open_service("démonstration"):
            bilan = make_demonstration(graine=args.graine, today=localdate())
            suivis = fill_parcours(graine=args.graine, today=localdate())
    except BaseReelle as refus:
        raise Echec(str(refus)) from refus
    say(
        f"Démonstration prête : {bilan.dispositifs} dispositifs fictifs, {bilan.personnes} personnes fictives, "
        f"{bilan.habilitations} habilitations."
    )
    if suivis.personnes:
        say(f"{suivis.personnes} personnes accompagnées fictives ({suivis.lignes} lignes).")
    return 0
