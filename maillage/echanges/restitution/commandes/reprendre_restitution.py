"""Takes up again, in this installation, the archive of a dispositif that another one made."""

import os
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from maillage.socle.console import Echec, say, step

NOM = "reprendre-restitution"
AIDE = "reprend l’archive complète d’un dispositif, faite par « Emporter toutes nos données »"
EPILOGUE = (
    "Tout est vérifié avant d’écrire, puis tout est écrit ou rien. La phrase de l’archive est demandée au clavier ; un "
    "programme la donne par la variable MAILLAGE_PHRASE, jamais sur la ligne de commande."
)


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("fichier", metavar="FICHIER", type=Path, help="l’archive, un fichier .zip")
    parser.add_argument(
        "--dispositif", default="", metavar="NOM", help="son nom d’adresse ici, s’il diffère de celui de l’archive"
    )


def run(args: Namespace) -> int:
    from maillage.echanges.restitution import reconstitution, verification

    if not args.fichier.is_file():
        raise Echec(f"« {args.fichier} » n’est pas un fichier : vérifiez son chemin.")
    phrase = _read_phrase()
    try:
        with verification.open_archive(args.fichier, phrase) as archive:
            say(f"Archive vérifiée : {archive.dispositif['nom']}.")
            with step("Reprise des données"):
                bilan = reconstitution.restore(archive, slug=args.dispositif)
    except verification.ArchiveRefusee as refus:
        raise Echec(str(refus)) from None
    say(f"« {bilan.dispositif.nom} » est repris. Lignes : {bilan.lignes} ; pièces : {bilan.pieces}.")
    if bilan.comptes:
        say(f"Comptes recréés, inactifs et sans droit : {bilan.comptes}. Habilitez l’équipe depuis « Équipe ».")
    return 0


def _read_phrase() -> str:
    if phrase := os.environ.get("MAILLAGE_PHRASE", ""):
        return phrase
    if not sys.stdin.isatty():
        raise Echec("La phrase de l’archive manque : donnez-la au clavier, ou par la variable MAILLAGE_PHRASE.")
    from getpass import getpass

    return getpass("Phrase de l’archive : ")
