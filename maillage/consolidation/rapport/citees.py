"""The definitions that a report ends with: of the figures it cites, and of no other; the dictionary has them all."""

from collections.abc import Sequence
from dataclasses import replace

from maillage.consolidation.rapport.blocs import Bloc, Definitions, Partie, Rubrique, list_phrases
from maillage.consolidation.rapport.nombres import Nombre


def keep_citees(parties: Sequence[Partie]) -> tuple[Partie, ...]:
    citees = {
        cle[0]
        for partie in parties for bloc in partie.list_blocs() for phrase in list_phrases(bloc) for part in phrase
        if isinstance(part, Nombre) for cle in part.cles
    }  # fmt: skip
    return tuple(
        replace(partie, rubriques=[one for rubrique in partie.rubriques if (one := _keep(rubrique, citees)).blocs])
        for partie in parties
    )


def _keep(rubrique: Rubrique, citees: set[str]) -> Rubrique:
    blocs: list[Bloc] = []
    for bloc in rubrique.blocs:
        if isinstance(bloc, Definitions):
            kept = [one for one in bloc.definitions if one.code in citees]
            blocs += [_say_once(replace(bloc, definitions=kept))] if kept else []
        else:
            blocs.append(bloc)
    return replace(rubrique, blocs=blocs)


def _say_once(bloc: Definitions) -> Definitions:
    """A rule, a rounding, a source that every definition of the block repeats."""
    first, *others = bloc.definitions
    communs = [champ for champ in first.champs if others and all(champ in one.champs for one in others)]
    definitions = [
        replace(one, champs=[champ for champ in one.champs if champ not in communs]) for one in bloc.definitions
    ]
    return replace(bloc, definitions=definitions, communs=communs)
