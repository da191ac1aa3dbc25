"""Proves the journals, or says where they were touched."""

from argparse import ArgumentParser, Namespace

from maillage.socle.console import CODE_ECHEC, Echec, say

NOM = "verifier-journal"
AIDE = "vérifie les deux journaux et situe toute ligne modifiée, ajoutée, déplacée ou supprimée"
EPILOGUE = (
    "Chaîne : « actions/12 » ou « acces/12 » pour le dispositif 12, « actions/installation » pour l’installation. "
    "Ce qui n’est pas encore scellé n’est protégé que par la base : le travailleur scelle toutes les dix minutes."
)
MONTREES = 50


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--chaine", default="", help="ne vérifie que cette chaîne")
    parser.add_argument("--depuis", type=int, default=1, metavar="BLOC", help="reprend à ce bloc (avec --chaine)")
    parser.add_argument("--sceller", action="store_true", help="scelle d’abord ce qui attend")


def run(args: Namespace) -> int:
    """0 when nothing was touched, 1 otherwise."""
    from time import monotonic

    from django.utils import timezone

    from maillage.socle.console import format_duration
    from maillage.socle.journal.scellement import seal
    from maillage.socle.journal.verification import Bilan, verify

    if args.depuis > 1 and not args.chaine:
        raise Echec("--depuis reprend une seule chaîne : dites laquelle avec --chaine.")
    if args.sceller:
        say(f"Scellé à l’instant : {seal(now=timezone.now())} lignes.")
    start = told = monotonic()

    def progress(bilan: Bilan) -> None:
        nonlocal told
        if monotonic() - told >= 2:
            told = monotonic()
            say(f"  … {bilan.lignes} lignes, {bilan.blocs} blocs, {bilan.chaines} chaînes vérifiées")

    say("Vérification des journaux…")
    bilan = verify(chaine=args.chaine, depuis=args.depuis, progress=progress)
    say(
        f"{bilan.chaines} chaînes, {bilan.blocs} blocs, {bilan.lignes} lignes scellées, "
        f"{bilan.en_attente} en attente de scellement ({format_duration(monotonic() - start)})."
    )
    if bilan.relus:
        say(f"{bilan.relus} blocs relus ligne à ligne : scellés par une version plus ancienne, ou touchés.")
    if not bilan.anomalies:
        say("Les journaux sont intacts.")
        return 0
    say(f"{len(bilan.anomalies)} anomalies :")
    for anomalie in bilan.anomalies[:MONTREES]:
        say(f"  ✗ {anomalie}")
    if len(bilan.anomalies) > MONTREES:
        say(f"  … et {len(bilan.anomalies) - MONTREES} autres.")
    say("Gardez la base en l’état, prévenez le délégué à la protection des données, comparez à la dernière sauvegarde.")
    return CODE_ECHEC
