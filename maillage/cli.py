"""The `maillage` command: finds the sub-command, speaks French, shows no traceback unless asked.

A command is a module with `NOM`, `AIDE`, `add_arguments(parser)` and `run(args) -> int`; its heavy imports are inside
`run`. Django is set up before `run`, unless the module says `SANS_DJANGO = True`.
"""

import importlib
import os
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from types import ModuleType

from maillage import __version__
from maillage.socle.console import CODE_ECHEC, Analyseur, Echec

# In the order of the help: to try, to run, to keep.
COMMANDES: dict[str, str] = {
    "demarrer": "maillage.exploitation.commandes.demarrer",
    "preparer": "maillage.exploitation.commandes.preparer",
    "demo": "maillage.demonstration.commandes.demo",
    "creer-administrateur": "maillage.comptes.commandes.creer_administrateur",
    "retirer-second-facteur": "maillage.comptes.commandes.retirer_second_facteur",
    "serveur": "maillage.exploitation.commandes.serveur",
    "travailleur": "maillage.socle.travaux.commandes.travailleur",
    "migrer": "maillage.exploitation.commandes.migrer",
    "verifier": "maillage.exploitation.commandes.verifier",
    "sauvegarder": "maillage.exploitation.commandes.sauvegarder",
    "restaurer": "maillage.exploitation.commandes.restaurer",
    "reprendre-restitution": "maillage.echanges.restitution.commandes.reprendre_restitution",
    "verifier-journal": "maillage.socle.journal.commandes.verifier_journal",
    "verifier-pieces": "maillage.socle.pieces.commandes.verifier_pieces",
    "purger": "maillage.comptes.commandes.purger",
    "consolider": "maillage.consolidation.commandes.consolider",
    "deposer": "maillage.consolidation.depots.commandes.deposer",
    "preparer-publication": "maillage.consolidation.publications.commandes.preparer_publication",
    "relire": "maillage.consolidation.relecture.commandes.relire",
    "bench": "maillage.bancs.commandes.bench",
}

DESCRIPTION = "Maillage : le système d’information libre des PLIE, des Maisons de l’emploi et de la clause sociale."
EPILOGUE = "« maillage COMMANDE --help » explique chacune. Tout est décrit dans docs/exploitation/."


def main(argv: Sequence[str] | None = None) -> int:
    words = list(sys.argv[1:] if argv is None else argv)
    parser = build_parser(words)
    args = parser.parse_args(words)
    if not args.commande:
        parser.print_help()
        return 2
    try:
        if not getattr(args.module, "SANS_DJANGO", False):
            _set_up_django()
        return int(args.module.run(args) or 0)
    except KeyboardInterrupt:
        print("\nInterrompu.", file=sys.stderr)
        return 130
    except BrokenPipeError:
        # The reader of our output left (`| head`): nothing to say, and nobody to say it to.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    except Exception as error:  # the last door: anything else would be a traceback
        if args.trace:
            raise
        print(f"maillage {args.commande} : {explain(error)}", file=sys.stderr)
        return CODE_ECHEC


def build_parser(words: Sequence[str]) -> Analyseur:
    """Only the command asked for is filled in; for the others the name and one line are enough."""
    parser = Analyseur(prog="maillage", description=DESCRIPTION, epilog=EPILOGUE)
    parser.add_argument("--version", action="version", version=f"Maillage {__version__}", help="affiche la version")
    commandes = parser.add_subparsers(title="commandes", dest="commande", metavar="COMMANDE", parser_class=Analyseur)
    asked = next((word for word in words if word in COMMANDES), None)
    for name in COMMANDES if asked is None else (asked,):
        module = load(name)
        if module is None:
            continue
        command = commandes.add_parser(
            name, help=module.AIDE, description=module.AIDE, epilog=getattr(module, "EPILOGUE", None)
        )
        module.add_arguments(command)
        command.add_argument("--trace", action="store_true", help="en cas d’échec, montre la trace complète")
        command.set_defaults(module=module)
    return parser


def load(name: str) -> ModuleType | None:
    path = COMMANDES[name]
    try:
        if find_spec(path) is None:
            return None
    except ModuleNotFoundError:
        return None
    return importlib.import_module(path)


def explain(error: Exception) -> str:
    """One French sentence for what went wrong; what nobody foresaw says how to see more."""
    from django.core.exceptions import ImproperlyConfigured
    from django.db import DatabaseError

    if isinstance(error, Echec | ImproperlyConfigured):
        return str(error)
    if isinstance(error, DatabaseError):
        from maillage.socle.base_de_donnees import explain_database

        return explain_database(error)
    if isinstance(error, OSError):
        return explain_os(error)
    return f"erreur inattendue ({type(error).__name__}). La trace complète : même commande, avec --trace."


def explain_os(error: OSError) -> str:
    import errno

    where = f" ({error.filename})" if error.filename else ""
    known = {
        errno.ENOSPC: f"le disque est plein{where}. Libérez de la place, puis relancez la commande.",
        errno.EROFS: f"le disque est en lecture seule{where}. Choisissez un autre dossier avec MAILLAGE_VAR.",
        errno.EACCES: f"accès refusé{where}. Donnez-vous le droit d’écrire, ou choisissez un dossier avec MAILLAGE_VAR.",
        errno.EPERM: f"opération interdite{where}. Lancez la commande sous le compte qui possède les fichiers.",
        errno.ENOENT: f"fichier introuvable{where}. Vérifiez son chemin.",
        errno.EADDRINUSE: "ce port est déjà pris. Choisissez-en un autre avec --port.",
    }
    return known.get(error.errno or 0, f"le système a refusé : {error.strerror or error}{where}.")


def _set_up_django() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
    from maillage.socle.memoire import load_django

    load_django()


if __name__ == "__main__":
    sys.exit(main())
