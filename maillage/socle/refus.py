"""Why a deed is refused: a sentence that says how to mend, and the field it concerns. Each domain names its own refusals."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass


class Refus(Exception):
    """A rule refuses. `champ`: the field to correct; the message says how."""

    def __init__(self, message: str, *, champ: str | None = None) -> None:
        super().__init__(message)
        self.champ = champ


@dataclass(frozen=True, slots=True)
class Manque:
    """`champ`: the field of the form to fill or correct; `phrase`: how; `selon`: the other fields it depends on."""

    champ: str
    phrase: str
    selon: tuple[str, ...] = ()


class RefusMultiples(Refus):
    """Several reasons at once: `manques`, each with the field to mend."""

    def __init__(self, manques: Sequence[Manque]) -> None:
        super().__init__(" ".join(manque.phrase for manque in manques), champ=manques[0].champ or None)
        self.manques = manques


class VersionDepassee(Exception):
    """Somebody saved the same thing meanwhile: nothing is written, both versions are shown."""

    def __init__(self, actuelle: object) -> None:
        super().__init__("Ce dossier a été modifié pendant que vous l’aviez ouvert.")
        self.actuelle = actuelle


def check_aucun(manques: Sequence[Manque]) -> None:
    """Raises every reason together."""
    if manques:
        raise RefusMultiples(manques)


def keep_nouveaux(manques: Collection[Manque], *, en_erreur: Collection[str]) -> list[Manque]:
    """Those that say something more than the form already says of its own fields (`en_erreur`)."""
    return [manque for manque in manques if not {manque.champ, *manque.selon} & set(en_erreur)]
