"""Shares printed beside their counts: the share is the count over the total of the same table."""

from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction

from maillage.consolidation.relecture.nomenclatures import Gravite, Regle
from maillage.consolidation.relecture.rules.chiffres import Chiffre, Constat, Rapport, reproach, write_valeur
from maillage.socle.typographie import fold


def check_parts_et_effectifs(rapport: Rapport) -> Iterator[Constat]:
    owns: dict[tuple[object, ...], Chiffre] = {}
    totals: dict[tuple[object, ...], list[Chiffre]] = defaultdict(list)
    for count in rapport.remplis:
        if count.is_compte and not count.approche:
            owns.setdefault((*_table(count), fold(count.modalite)), count)
            if count.is_total:
                totals[_table(count)[:-1]].append(count)
    for part in rapport.remplis:
        if not part.is_pourcentage or part.approche or part.calcul or part.is_total:
            continue
        own = owns.get((*_table(part), fold(part.modalite)))
        total = next(iter(rapport.keep_precis(totals.get(_table(part)[:-1], []))), None)
        if own is None or total is None or not total.valeur:
            continue
        value = rapport.read(own) / rapport.read(total)
        if not rapport.read(part).meets(value):
            computed = write_valeur(value.milieu * 100, part.decimales + 1, "%")
            gap = (part.valeur or Fraction(0)) - value.milieu * 100
            yield reproach(
                Regle.RAPPORT, Gravite.BLOQUANT, part,
                f"{part.imprime} est imprimé, alors que {own.imprime} / {total.imprime} = {computed}",
                f"imprimez {computed}, ou nommez le dénominateur employé",
                valeurs=[part.imprime, computed], ecart=write_valeur(gap, part.decimales + 1, "%"),
            )  # fmt: skip


def _table(chiffre: Chiffre) -> tuple[object, ...]:
    return (
        chiffre.source, chiffre.annee, fold(chiffre.libelle), chiffre.niveau, chiffre.territoire, fold(chiffre.ventilation),
    )  # fmt: skip
