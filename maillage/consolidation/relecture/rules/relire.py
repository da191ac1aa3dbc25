"""Every rule, on one report."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from maillage.consolidation.relecture.rules import (
    annees,
    denominateurs,
    doubles,
    moyennes,
    populations,
    rapports,
    relations,
    sommes,
    synthese,
    taux_emploi,
    vides,
)
from maillage.consolidation.relecture.rules.chiffres import Constat, Rapport, order
from maillage.consolidation.relecture.rules.lexique import recognise

Controle = Callable[[Rapport], Iterator[Constat]]
CONTROLES: Sequence[Controle] = (
    vides.check_cases,
    vides.check_phrases,
    relations.check_relations,
    sommes.check_parts,
    sommes.check_totaux,
    sommes.check_niveaux,
    moyennes.check_moyennes,
    moyennes.check_arrondis,
    rapports.check_parts_et_effectifs,
    doubles.check_valeurs,
    doubles.check_definitions,
    taux_emploi.check_libelles,
    taux_emploi.check_phrases,
    denominateurs.check_bases,
    denominateurs.check_phrases,
    populations.check_parts,
    populations.check_inclusions,
    populations.check_modalites,
    annees.check_annees,
    synthese.check_synthese,
)


def relire(rapport: Rapport) -> list[Constat]:
    """What blocks the publication first; nothing when the report holds together."""
    named = replace(rapport, chiffres=tuple(recognise(chiffre) for chiffre in rapport.chiffres))
    return order(constat for controle in CONTROLES for constat in controle(named))
