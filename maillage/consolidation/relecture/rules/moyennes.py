"""Averages against the total printed beside them; averages that, read together, say something else than the totals."""

from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction

from maillage.consolidation.relecture.nomenclatures import Gravite, Regle
from maillage.consolidation.relecture.rules.chiffres import (
    ASSEZ,
    MOYENNES,
    Chiffre,
    Constat,
    Rapport,
    reproach,
    write_fraction,
    write_valeur,
)
from maillage.consolidation.relecture.rules.declarations import MOYENNES_LUES_ENSEMBLE, RELATIONS
from maillage.consolidation.relecture.rules.relations import compute, find, list_choix, read_base, write_formule
from maillage.socle.typographie import FINE, fold

TENUS = {relation.code for relation in RELATIONS}


def check_moyennes(rapport: Rapport) -> Iterator[Constat]:
    """« Référents externes » (moyenne) against « Référents externes » (62 PLIE): same unit, same page when both are said."""
    found: dict[tuple[object, ...], list[Chiffre]] = defaultdict(list)
    for total in rapport.remplis:
        if total.nombre_de_base and not total.is_moyenne and not total.is_pourcentage:
            found[_scope(total)].append(total)
    for chiffre in rapport.remplis:
        if not chiffre.is_moyenne or chiffre.approche or chiffre.calcul or chiffre.code in TENUS:
            continue
        totals = [total for total in found[_scope(chiffre)][:ASSEZ] if is_total_of(total, chiffre)]
        values = [rapport.read(total) / read_base(total) for total in totals]
        if values and not any(rapport.read(chiffre).meets(value) for value in values):
            yield say_moyenne(chiffre, totals[0])


def is_total_of(total: Chiffre, moyenne: Chiffre) -> bool:
    stem = " ".join(MOYENNES.sub("", fold(moyenne.libelle)).split())
    own = " ".join(MOYENNES.sub("", fold(moyenne.modalite)).split()).removesuffix(" par plie").strip()
    modalite = fold(total.modalite).removeprefix("total").strip()
    return (
        fold(total.libelle).startswith(stem)
        and (not total.page or not moyenne.page or total.page == moyenne.page)
        and own == modalite
    )


def _scope(chiffre: Chiffre) -> tuple[object, ...]:
    return chiffre.source, chiffre.annee, fold(chiffre.unite), chiffre.territoire


def say_moyenne(chiffre: Chiffre, total: Chiffre) -> Constat:
    base, value = total.nombre_de_base or Fraction(1), total.valeur or Fraction(0)
    mean = write_fraction(value / base, chiffre.decimales + 1)
    unite = f" {chiffre.unite}" if chiffre.unite else ""
    given = (chiffre.valeur or Fraction(0)) * base - value
    return reproach(
        Regle.MOYENNE, Gravite.BLOQUANT, chiffre,
        f"{chiffre.imprime}{unite} en moyenne est imprimé, alors que {total.imprime}{unite} / {write_fraction(base)} = {mean}",
        f"imprimez {mean}, ou dites sur quelle autre base porte cette moyenne",
        valeurs=[chiffre.imprime, mean], ecart=write_fraction(given),
    )  # fmt: skip


def check_arrondis(rapport: Rapport) -> Iterator[Constat]:
    """A whole rounded more coarsely than its part: the two read together mislead."""
    for part_code, whole_code, formule in MOYENNES_LUES_ENSEMBLE:
        for whole in [c for c in rapport.remplis if c.code == whole_code]:
            part = next(iter(find(rapport, whole, part_code)), None)
            choix = next(list_choix(rapport, whole, formule), None)
            true = compute(rapport, formule, choix) if choix else None
            if part is None or choix is None or true is None:
                continue
            coarse, fine = rapport.pas[whole.cle] * whole.facteur, rapport.pas[part.cle] * part.facteur
            lue = (part.valeur or Fraction(0)) * part.facteur / ((whole.valeur or Fraction(1)) * whole.facteur)
            if coarse > fine and not true.has(lue):
                yield reproach(
                    Regle.ARRONDI, Gravite.A_VERIFIER, whole,
                    f"cette moyenne est arrondie à {write_fraction(coarse, 0)} près et {part.nom} à {write_fraction(fine, 0)} près : lues ensemble, elles disent "
                    f"{write_valeur(lue * 100, 0, '%')} quand {write_formule(formule, choix)} = {write_valeur(true.milieu * 100, 0, '%')}",
                    f"imprimez {write_total(rapport, whole)}, au même arrondi que la part", valeurs=[whole.imprime, part.imprime],
                )  # fmt: skip


def write_total(rapport: Rapport, whole: Chiffre) -> str:
    relation = next(relation for relation in RELATIONS if relation.code == whole.code)
    choix = next(list_choix(rapport, whole, relation.formule), None)
    value = compute(rapport, relation.formule, choix) if choix else None
    if value is None:
        return "cette moyenne"
    million = f"{FINE}M{whole.unite}" if whole.facteur == 10**6 else ""
    return write_fraction(value.milieu / whole.facteur, whole.decimales + 1 if million else 0) + million
