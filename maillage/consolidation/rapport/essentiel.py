"""What a plan shows on one screen and on the page of one territory: declared beside it, so that both are drawn without knowing it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from maillage.consolidation.rapport.blocs import ChiffreCle
from maillage.consolidation.rapport.lieux import Colonne
from maillage.consolidation.rapport.livre import Livre, Ou
from maillage.consolidation.rapport.nombres import Nombre, Phrase


@dataclass(frozen=True)
class Panneau:
    """A title, and bars: what each is called, its share. `sombres`: how many of them are the ones it speaks of."""

    titre: Phrase
    barres: Sequence[tuple[Phrase, Nombre]]
    note: Phrase = ()
    sombres: int = 99
    is_nombres: bool = False


@dataclass(frozen=True)
class Reference:
    """The one rate that a page of a territory draws beside its region and the country. `colonnes`: of its table."""

    code: str
    titre: str
    base: str
    colonnes: tuple[str, str, str, str]


@dataclass(frozen=True)
class Ligne:
    """A figure of the page of a territory. `nom`: what it is called there, else by its modality; `sens`: what it means."""

    code: str
    sens: str
    nom: str = ""
    ventilation: str = ""
    modalite: str = ""


@dataclass(frozen=True)
class Essentiel:
    """`chapeau`: under the title of the picture; `cles`: four figures, of any territory; `panneaux`: of the country;
    `evolutions`: the figures that the page of a territory compares with the last year published; `colonnes`: those that set
    territories side by side, each of which a map may paint, the first one before the others."""

    chapeau: Callable[[Livre], Phrase]
    cles: Callable[[Livre, Ou], Sequence[ChiffreCle]]
    panneaux: Callable[[Livre], Sequence[Panneau]]
    reference: Reference
    lignes: Sequence[Ligne]
    evolutions: Sequence[str] = ()
    colonnes: Sequence[Colonne] = ()
