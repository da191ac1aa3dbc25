"""Two people changed the same file: what each did, field by field. Nothing is chosen where they disagree."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Ecart:
    """A field that at least one of them changed, and that they no longer say alike."""

    champ: str
    depart: Any
    leur: Any
    mien: Any

    @property
    def is_conflit(self) -> bool:
        """Both changed it, differently: a human decides."""
        return self.leur != self.depart and self.mien != self.depart

    @property
    def propose(self) -> str:
        """The one who changed it, when only one did."""
        if self.is_conflit:
            return ""
        return "mien" if self.leur == self.depart else "leur"


def list_ecarts(depart: Mapping[str, Any], leur: Mapping[str, Any], mien: Mapping[str, Any]) -> list[Ecart]:
    """In the order of `mien`. Fields they agree on, changed or not, are not listed."""
    return [
        Ecart(champ, depart.get(champ), leur.get(champ), value)
        for champ, value in mien.items()
        if leur.get(champ) != value
    ]


def merge(ecarts: list[Ecart], mien: Mapping[str, Any], choix: Mapping[str, str]) -> dict[str, Any]:
    """`choix`: « leur » or « mien » per field; raises KeyError while a conflict is not settled."""
    merged = dict(mien)
    for ecart in ecarts:
        choice = choix.get(ecart.champ) or ecart.propose
        if choice not in ("leur", "mien"):
            raise KeyError(ecart.champ)
        merged[ecart.champ] = ecart.leur if choice == "leur" else ecart.mien
    return merged
