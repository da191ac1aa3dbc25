"""Who acts, and over which compartments. Built once by the middleware, passed explicitly ever after."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Acteur:
    """A person under one of their habilitations. `dispositifs` are the compartments whose rows they may see.

    `type`: the kind of their dispositif, which decides what its people do there (`permissions.declare`).
    """

    compte: int | None = None
    nom: str = ""
    role: str = ""
    habilitation: int | None = None
    dispositif: int | None = None
    type: str = ""
    dispositifs: frozenset[int] = frozenset()
    region: str = ""
    departements: frozenset[str] = frozenset()
    reseau: bool = False
    adresse: str = ""
    requete: str = ""

    @property
    def is_anonyme(self) -> bool:
        return self.compte is None


ANONYME = Acteur()
