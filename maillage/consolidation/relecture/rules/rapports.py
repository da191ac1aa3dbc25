"""Shares printed beside their counts: the share is the count over the total of the same table."""

from collections.abc import Iterator
from fractions import Fraction

from maillage.consolidation.relecture.nomenclatures import Gravite, Regle
from maillage.consolidation.relecture.rules.chiffres import Chiffre, Constat, Rapport, reproach, write_valeur
from maillage.socle.typographie import fold


def check_parts_et_effectifs(rapport: Rapport) -> Iterator[Constat]:
    counts = [chiffre for chiffre in rapport.remplis if chiffre.is_compte and not chiffre.approche]
    for part in rapport.remplis:
        if not part.is_pourcentage or part.approche or part.calcul or part.is_total:
            continue
        mine = [count for count in counts if _table(count) == _table(part)]
        own = next((count for count in mine if fold(count.modalite) == fold(part.modalite)), None)
        totals = rapport.keep_precis([c for c in counts if c.is_total and _table(c)[:-1] == _table(part)[:-1]])
        total = totals[0] if totals else None
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
