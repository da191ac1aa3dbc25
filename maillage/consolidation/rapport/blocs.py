"""What a report is made of, before it is a page or a paper: parts, headings, sentences, tables, pictures. Pure data."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from maillage.consolidation.rapport.nombres import Dit, Nombre, Phrase
from maillage.socle.graphiques import Figure


class Ton(StrEnum):
    NOTE = "note"
    ATTENTION = "attention"


@dataclass(frozen=True)
class Texte:
    phrase: Phrase


@dataclass(frozen=True)
class Liste:
    phrases: Sequence[Phrase]


@dataclass(frozen=True)
class Encadre:
    titre: str
    phrase: Phrase
    ton: Ton = Ton.NOTE


@dataclass(frozen=True)
class ChiffreCle:
    """`base`: what the number is out of."""

    valeur: Nombre
    libelle: Phrase
    base: Phrase = ()


@dataclass(frozen=True)
class ChiffresCles:
    chiffres: Sequence[ChiffreCle]


@dataclass(frozen=True)
class Tableau:
    """The first cell of a line names it; `nombres`: ranks of the columns aligned on the right; `sens`: what each line means;
    `is_plie`: on a screen, opened when it is wanted."""

    legende: Phrase
    colonnes: Sequence[Phrase]
    lignes: Sequence[Sequence[Phrase]]
    nombres: Sequence[int] = ()
    notes: Sequence[Phrase] = ()
    sens: Sequence[Phrase] = ()
    is_plie: bool = False


@dataclass(frozen=True)
class Dessin:
    """A picture, what it says, and the table of what it shows. `echelle`: numbers of its scale."""

    figure: Figure
    titre: Phrase
    base: Phrase
    tableau: Tableau
    description: Phrase = ()
    echelle: Sequence[Dit] = ()


@dataclass(frozen=True)
class Definition:
    """What an indicator counts, with its code as an anchor."""

    code: str
    titre: Phrase
    champs: Sequence[tuple[str, Phrase]]


@dataclass(frozen=True)
class Definitions:
    """`communs`: what all of them say alike, said once above."""

    legende: Phrase
    definitions: Sequence[Definition]
    communs: Sequence[tuple[str, Phrase]] = ()


Bloc = Texte | Liste | Encadre | ChiffresCles | Tableau | Dessin | Definitions


@dataclass(frozen=True)
class Rubrique:
    """`is_pliee`: on a screen, opened when it is wanted; on paper, whole."""

    code: str
    titre: str
    blocs: Sequence[Bloc]
    is_pliee: bool = False


@dataclass(frozen=True)
class Partie:
    code: str
    titre: str
    blocs: Sequence[Bloc] = ()
    rubriques: Sequence[Rubrique] = ()
    is_annexe: bool = False

    def list_blocs(self) -> Iterator[Bloc]:
        yield from self.blocs
        for rubrique in self.rubriques:
            yield from rubrique.blocs


@dataclass(frozen=True)
class Rapport:
    """`surtitre`: above the title; `chapeau`: one sentence under it; `mention`: whether it may be published, `rappel`: the same in a few words."""

    code: str
    titre: str
    millesime: int
    edite_le: date
    mention: str
    rappel: str
    is_interne: bool
    chapeau: Phrase
    parties: Sequence[Partie] = field(default=())
    surtitre: str = field(default="", kw_only=True)

    def list_blocs(self) -> Iterator[Bloc]:
        for partie in self.parties:
            yield from partie.list_blocs()


def list_phrases(bloc: Bloc) -> Iterator[Phrase]:
    """Everything it prints, in the order it is read."""
    match bloc:
        case Texte() | Encadre():
            yield bloc.phrase
        case Liste():
            yield from bloc.phrases
        case ChiffresCles():
            for cle in bloc.chiffres:
                yield from ((cle.valeur,), cle.libelle, cle.base)
        case Tableau():
            yield bloc.legende
            yield from bloc.colonnes
            for ligne in bloc.lignes:
                yield from ligne
            yield from (*bloc.notes, *bloc.sens)
        case Dessin():
            yield from (bloc.titre, bloc.base, bloc.description, tuple(bloc.echelle))
            yield from list_phrases(bloc.tableau)
        case Definitions():
            yield bloc.legende
            yield from (valeur for _, valeur in bloc.communs)
            for definition in bloc.definitions:
                yield definition.titre
                yield from (valeur for _, valeur in definition.champs)
