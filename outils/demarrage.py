"""What `./demarrer` does before Maillage itself can run: the cheap checks first, then the environment."""

import argparse
import errno
import os
import socket
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from environnement import RACINE, Empechement, prepare_environnement

PORT = 8000
AIDE = """usage : ./demarrer [--port N] [--preparer] [--vide]

Prépare Maillage puis le sert sur cette machine, avec des données de démonstration.
La première fois, compte quelques minutes ; ensuite, quelques secondes.

options :
  --port N      port d’écoute (8000 par défaut)
  --preparer    prépare tout, sans démarrer
  --vide        sans données de démonstration
  --aide        affiche cette aide

Les données vont dans var/ (ou dans le dossier MAILLAGE_VAR). Ctrl-C arrête tout.
"""


def main() -> int:
    """Returns when it cannot; otherwise this very process becomes Maillage: who stops it stops everything."""
    args = read_arguments(sys.argv[1:])
    var = Path(os.environ.get("MAILLAGE_VAR") or RACINE / "var").resolve()
    try:
        check_var(var)
        if not args.preparer:
            check_port(args.port)
        python = prepare_environnement(dev=False, journal=var / "installation.log")
    except Empechement as reason:
        print(f"demarrer : {reason}", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"demarrer : {explain_os(error)}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nInterrompu. Relancez ./demarrer : il reprendra.", file=sys.stderr)
        return 130
    command = [str(python), "-m", "maillage", "demarrer", "--port", str(args.port)]
    command += [f"--{name}" for name in ("preparer", "vide") if getattr(args, name)]
    os.chdir(RACINE)
    return os.execve(command[0], command, os.environ | {"MAILLAGE_VAR": str(var)})


def read_arguments(words: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(add_help=False, usage=argparse.SUPPRESS, allow_abbrev=False, exit_on_error=False)
    parser.add_argument("--port", default=str(PORT))
    for name in ("preparer", "vide", "aide", "help"):
        parser.add_argument(f"--{name}", action="store_true")
    parser.add_argument("-h", action="store_true", dest="help")
    try:
        args, unknown = parser.parse_known_args(words)
    except argparse.ArgumentError:
        args, unknown = parser.parse_args([]), words
    if args.aide or args.help:
        print(AIDE, end="")
        sys.exit(0)
    if unknown or not args.port.isdecimal() or not 1 <= int(args.port) <= 65535:
        wrong = " ".join(unknown) or f"--port {args.port}"
        print(f"demarrer : « {wrong} » n’est pas compris. ./demarrer --aide dit ce qui est possible.", file=sys.stderr)
        sys.exit(2)
    args.port = int(args.port)
    return args


def check_var(var: Path) -> None:
    probe = var / ".essai-d-ecriture"
    try:
        var.mkdir(mode=0o700, parents=True, exist_ok=True)
        probe.write_bytes(bytes(4096))
        probe.unlink()
    except OSError as error:
        probe.unlink(missing_ok=True) if var.is_dir() else None
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            raise
        raise Empechement(
            f"le dossier des données ({var}) ne peut pas être écrit : rendez-le inscriptible, ou choisissez-en un autre "
            "avec MAILLAGE_VAR=/un/dossier ./demarrer"
        ) from error


def check_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise Empechement(
                f"le port {port} est déjà pris (Maillage tourne peut-être déjà) : arrêtez ce programme, ou choisissez "
                f"un autre port avec ./demarrer --port {port + 1 if port < 65535 else port - 1}"
            ) from error


def explain_os(error: OSError) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return f"le disque est plein ({error.filename or 'var/'}) : libérez de la place, puis relancez."
    return f"le système a refusé : {error.strerror} ({error.filename}). Corrigez ce point, puis relancez."


if __name__ == "__main__":
    sys.exit(main())
