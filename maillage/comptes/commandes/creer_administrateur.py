"""Invites the first administrator of a real installation: a link for her alone, never a password."""

from argparse import ArgumentParser, Namespace

from maillage.socle.console import Echec, say

NOM = "creer-administrateur"
AIDE = "invite la première personne qui administre l’installation"
EPILOGUE = (
    "La personne ouvre le lien, choisit son mot de passe et sa double authentification. Relancée pour la même adresse, "
    "la commande donne un nouveau lien ; l’ancien ne s’ouvre plus."
)


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--courriel", required=True, metavar="ADRESSE", help="son adresse professionnelle, à elle seule"
    )
    parser.add_argument("--prenom", required=True, metavar="PRÉNOM", help="son prénom")
    parser.add_argument("--nom", required=True, metavar="NOM", help="son nom")
    parser.add_argument("--encore", action="store_true", help="même si quelqu’un administre déjà l’installation")
    parser.add_argument("--lien", action="store_true", help="affiche le lien au lieu de l’envoyer par courriel")


def run(args: Namespace) -> int:
    from smtplib import SMTPException

    from django.conf import settings
    from django.core.exceptions import ValidationError
    from django.core.validators import validate_email
    from django.urls import reverse
    from django.utils import timezone
    from django.utils.timezone import localdate

    from maillage.comptes import actions

    try:
        validate_email(args.courriel.strip())
    except ValidationError:
        raise Echec(f"« {args.courriel} » n’est pas une adresse électronique : vérifiez-la.") from None
    names = {"prenom": args.prenom.strip(), "nom": args.nom.strip()}
    if not all(names.values()):
        raise Echec("le prénom et le nom sont vides ou en blancs : écrivez ceux de la personne.")
    try:
        done = actions.invite_administrateur(
            email=args.courriel, encore=args.encore, today=localdate(), now=timezone.now(), **names
        )
    except actions.HabilitationRefusee as refus:
        raise Echec(str(refus)) from None
    if done.invitation is None:
        say(f"{done.compte} ({done.compte.email}) administre déjà l’installation : rien à faire.")
        return 0
    for email in done.retirees:
        say(f"L’invitation qui attendait {email} est retirée : son lien ne s’ouvre plus.")
    lien = settings.ADRESSE_PUBLIQUE + reverse("comptes:invitation", args=[done.jeton])
    until = f"{timezone.localtime(done.invitation.expire_le):%d/%m/%Y à %H:%M}"
    if settings.COURRIEL_REGLE and not args.lien:
        try:
            actions.send_lien(done.invitation, lien)
        except (OSError, SMTPException) as error:
            say(f"Le courriel n’est pas parti ({error}) : remettez le lien vous-même.")
        else:
            say(f"L’invitation part à {done.compte.email}. Le lien vaut jusqu’au {until}, une seule fois.")
            return 0
    say(f"Invitation de {done.compte} ({done.compte.email}). Le lien vaut jusqu’au {until}, une seule fois :")
    say(lien)
    say("Remettez-le à elle seule : qui l’ouvre choisit le mot de passe du compte.")
    return 0
