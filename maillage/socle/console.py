"""How a command of `maillage` speaks: French help, one sentence when it cannot, nothing else.

No Django here: `maillage --help` must answer at once, and on a machine where the settings are wrong.
"""

import argparse
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic
from typing import IO, Any, NoReturn

CODE_USAGE = 2
CODE_ECHEC = 1


class Echec(Exception):
    """The command could not: the message is one French sentence with a way out, shown as it is."""


class AideFrancaise(argparse.HelpFormatter):
    """argparse's help, in French."""

    def add_usage(self, usage: str | None, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, prefix if prefix is not None else "usage : ")


class Analyseur(argparse.ArgumentParser):
    """An ArgumentParser whose every word is French, its complaints included."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("formatter_class", AideFrancaise)
        kwargs["add_help"] = False
        kwargs.setdefault("allow_abbrev", False)
        super().__init__(*args, **kwargs)
        self._positionals.title = "arguments"
        self._optionals.title = "options"
        self.add_argument("-h", "--help", "--aide", action="help", help="affiche cette aide")

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(CODE_USAGE, f"{self.prog} : {translate(message)}\n")


# What argparse says when the line typed is wrong; the placeholders are its own values.
_REPROCHES = (
    (r"^the following arguments are required: (.*)$", r"il manque : \1"),
    (r"^unrecognized arguments: (.*)$", r"arguments inconnus : \1"),
    (r"^argument (\S+): invalid choice: (.+?) \(choose from (.*)\)$", r"\1 : \2 n’est pas un choix possible (\3)"),
    (r"^argument (\S+): invalid int value: (.*)$", r"\1 : \2 n’est pas un nombre entier"),
    (r"^argument (\S+): invalid float value: (.*)$", r"\1 : \2 n’est pas un nombre"),
    (r"^argument (\S+): invalid \S+ value: (.*)$", r"\1 : \2 n’est pas une valeur possible"),
    (r"^argument (\S+): expected one argument$", r"\1 : attend une valeur"),
    (r"^argument (\S+): expected at least one argument$", r"\1 : attend au moins une valeur"),
    (r"^argument (\S+): expected (\d+) arguments?$", r"\1 : attend \2 valeurs"),
    (r"^argument (\S+): not allowed with argument (\S+)$", r"\1 ne va pas avec \2"),
    (r"^argument (\S+): ignored explicit argument (.*)$", r"\1 n’attend pas de valeur (\2)"),
    (r"^one of the arguments (.*) is required$", r"il faut l’un de : \1"),
    (r"^argument (\S+): (.*)$", r"\1 : \2"),
)


def translate(message: str) -> str:
    for pattern, french in _REPROCHES:
        if re.match(pattern, message):
            return re.sub(pattern, french, message)
    return message


def say(message: str = "", *, file: IO[str] | None = None) -> None:
    """One line, at once: commands are watched while they work."""
    print(message, file=file or sys.stdout, flush=True)


@contextmanager
def step(libelle: str) -> Iterator[None]:
    """Announces a stage and says how long it took."""
    start = monotonic()
    say(f"· {libelle}…")
    yield
    say(f"  fait en {format_duration(monotonic() - start)}")


def format_duration(seconds: float) -> str:
    if seconds < 60:
        return f"{seconds:.1f} s".replace(".", ",")
    return f"{int(seconds // 60)} min {int(seconds % 60):02d} s"
