"""Years and dates that cannot be those of a figure of the network."""

import re
from collections.abc import Iterator

from maillage.consolidation.relecture.nomenclatures import Gravite, Regle
from maillage.consolidation.relecture.rules.chiffres import Chiffre, Constat, Rapport, reproach
from maillage.socle.typographie import fold

# The first PLIE was created in June 1990 (Consolidation des PLIE 2019, § 1.3): nothing of the network is older.
PREMIERE = 1990
A_VENIR = re.compile(r"\b(objectif|cible|prevision|previsionnel|projet|enveloppe|propose|proposition|demande)")
COMPAREE = re.compile(r"(?:vs|par rapport a|depuis) (\d{4})")


def check_annees(rapport: Rapport) -> Iterator[Constat]:
    for chiffre in rapport.chiffres:
        if (constat := explain(chiffre, rapport.aujourd_hui.year)) is not None:
            yield reproach(
                Regle.ANNEE,
                Gravite.BLOQUANT,
                chiffre,
                constat,
                "corrigez l’année ou la date",
                valeurs=[chiffre.exercice],
            )


def explain(chiffre: Chiffre, annee_courante: int) -> str | None:
    label = fold(f"{chiffre.libelle} {chiffre.modalite} {chiffre.note}")
    if not chiffre.is_date_possible:
        return f"la date donnée à ce chiffre de {chiffre.annee} n’existe pas"
    if chiffre.annee is None:
        return None
    if chiffre.annee < PREMIERE:
        return f"l’année {chiffre.annee} précède la création du premier PLIE, en {PREMIERE}"
    if chiffre.annee > annee_courante and not A_VENIR.search(label):
        return f"l’année {chiffre.annee} n’est pas encore commencée"
    if (found := COMPAREE.search(label)) and int(found[1]) >= chiffre.annee:
        return f"une évolution de {chiffre.annee} se compare à une année passée, et {found[1]} ne l’est pas"
    return None
