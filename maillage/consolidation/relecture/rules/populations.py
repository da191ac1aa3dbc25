"""A part larger than its whole, a share above 100 %, a negative count."""

import re
from collections.abc import Iterator

from maillage.consolidation.relecture.nomenclatures import Gravite, Regle
from maillage.consolidation.relecture.rules.chiffres import Chiffre, Constat, Rapport, get_entier, reproach
from maillage.consolidation.relecture.rules.declarations import INCLUSIONS
from maillage.consolidation.relecture.rules.relations import find
from maillage.socle.typographie import fold

PEUT_DEPASSER = re.compile(
    r"evolution|hausse|baisse|augmentation|croissance|variation|consommation|realisation|ecart|progression"
)
REMEDE = "corrigez l’un des deux, ou dites qu’ils ne comptent pas la même chose"


def check_parts(rapport: Rapport) -> Iterator[Constat]:
    for chiffre in rapport.remplis:
        value = chiffre.valeur or 0
        if PEUT_DEPASSER.search(fold(f"{chiffre.libelle} {chiffre.modalite}")) or "@" in chiffre.calcul:
            continue
        if chiffre.is_pourcentage and value > 100:
            yield reproach(
                Regle.DEPASSE, Gravite.BLOQUANT, chiffre, f"{chiffre.imprime} est imprimé, et une part ne dépasse pas 100 %",
                "corrigez la part ou son dénominateur",
            )  # fmt: skip
        elif value < 0 and (chiffre.is_pourcentage or chiffre.is_compte):
            yield reproach(
                Regle.DEPASSE, Gravite.BLOQUANT, chiffre, f"{chiffre.imprime} est imprimé, et un nombre de cas n’est pas négatif",
                "corrigez le nombre, ou nommez-le « évolution »",
            )  # fmt: skip


def check_inclusions(rapport: Rapport) -> Iterator[Constat]:
    for part_code, whole_code in INCLUSIONS:
        for part in rapport.remplis:
            if part.code != part_code or part.approche:
                continue
            wholes = find(rapport, part, whole_code)
            if wholes and all(
                rapport.read(part).bas >= rapport.read(whole).haut and part.valeur != whole.valeur for whole in wholes
            ):
                yield say_depasse(part, wholes[0])


def check_modalites(rapport: Rapport) -> Iterator[Constat]:
    """A modality counts at most what the whole counts, exclusive or not."""
    for part in rapport.remplis:
        if part.is_total or not part.is_compte or part.approche or not part.ventilation:
            continue
        wholes = rapport.totaux.get(get_entier(part), [])
        if wholes and all((part.valeur or 0) > (whole.valeur or 0) for whole in wholes):
            yield say_depasse(part, wholes[0])


def say_depasse(part: Chiffre, whole: Chiffre) -> Constat:
    return reproach(
        Regle.DEPASSE, Gravite.BLOQUANT, part, f"{part.imprime} dépasse {whole.nom}, {whole.imprime}, dont il est une partie",
        REMEDE, valeurs=[part.imprime, whole.imprime],
    )  # fmt: skip
