"""Takes away a lost second factor from the machine itself: the last door, for who administers alone."""

from argparse import ArgumentParser, Namespace

from maillage.socle.console import Echec, say

NOM = "retirer-second-facteur"
AIDE = "retire la double authentification perdue d’une personne que personne d’autre ne peut dépanner"
EPILOGUE = (
    "Le mot de passe reste le même, les sessions se ferment, un courriel prévient la personne, et le geste est inscrit "
    "aux journaux. D’ordinaire, la direction ou l’administration le font depuis « Équipe et habilitations »."
)


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--courriel", required=True, metavar="ADRESSE", help="l’adresse du compte")


def run(args: Namespace) -> int:
    from maillage.comptes import actions

    try:
        compte = actions.reset_depuis_la_machine(email=args.courriel)
    except actions.HabilitationRefusee as refus:
        raise Echec(str(refus)) from None
    say(f"La double authentification de {compte} ({compte.email}) est retirée, ses sessions sont fermées.")
    say("À sa prochaine connexion, la personne en choisit une nouvelle.")
    return 0
