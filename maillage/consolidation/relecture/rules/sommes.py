"""Modalities that exclude one another: shares make 100, counts make their total; a level is the sum of the one below."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import pairwise

from maillage.consolidation.relecture.nomenclatures import Gravite, Regle
from maillage.consolidation.relecture.rules.chiffres import (
    Chiffre,
    Constat,
    Rapport,
    get_entier,
    reproach,
    write_fraction,
    write_valeur,
)
from maillage.consolidation.relecture.rules.intervalles import Intervalle, exact
from maillage.socle.typographie import fold

CENT = Fraction(100)
NIVEAUX = ("dispositif", "departement", "region", "national")


def check_parts(rapport: Rapport) -> Iterator[Constat]:
    for parts in group_parts(chiffre for chiffre in rapport.remplis if chiffre.is_exclusive and chiffre.is_pourcentage):
        if len(parts) > 1 and not any(part.approche for part in parts):
            yield from check_cent(rapport, parts)


def group_parts(chiffres: Iterable[Chiffre]) -> list[list[Chiffre]]:
    """One list a table; the same modality printed twice with one value counts once."""
    tables: dict[tuple[object, ...], dict[tuple[str, object], Chiffre]] = defaultdict(dict)
    bases: dict[tuple[object, ...], set[str]] = defaultdict(set)
    for chiffre in chiffres:
        if not chiffre.is_total:
            bases[_table(chiffre)].add(fold(chiffre.base))
            tables[(*_table(chiffre), fold(chiffre.base))][fold(chiffre.modalite), chiffre.valeur] = chiffre
    merged: dict[tuple[object, ...], list[Chiffre]] = defaultdict(list)
    for key, parts in tables.items():
        named = bases[key[:-1]] - {""}
        merged[key[:-1] if len(named) < 2 else key] += parts.values()  # a base said once holds for the whole table
    return list(merged.values())


def check_cent(rapport: Rapport, parts: list[Chiffre]) -> Iterator[Constat]:
    sum_printed = sum((part.valeur or Fraction(0) for part in parts), Fraction(0))
    if sum_printed == CENT:
        return
    possible = sum_intervalles(rapport.read_imprime(part) for part in parts)
    places = max(part.decimales for part in parts)
    total = write_valeur(sum_printed, places, "%")
    listed = " + ".join(write_fraction(part.valeur or Fraction(0), places) for part in parts)
    first, gap = parts[0], sum_printed - CENT
    if possible.meets(exact(CENT)):
        if not any(part.note for part in parts):
            yield _say_table(
                first, Gravite.REMARQUE, f"{listed} = {total}, ce que les arrondis suffisent à expliquer",
                "dites-le dans une note sous le tableau, ou imprimez une décimale de plus", total, gap,
            )  # fmt: skip
    elif gap < 0:
        yield _say_table(
            first, Gravite.BLOQUANT, f"{listed} = {total} : {write_valeur(-gap, places, '%')} ne sont imprimés nulle part",
            "ajoutez la modalité qui manque, « autres » ou « non renseigné » compris, ou corrigez la part fautive", total, gap,
        )  # fmt: skip
    else:
        yield _say_table(
            first, Gravite.BLOQUANT, f"{listed} = {total}, plus que les arrondis ne l’expliquent",
            "corrigez la part fautive, ou dites qu’une personne peut être comptée dans plusieurs modalités", total, gap,
        )  # fmt: skip


def _say_table(first: Chiffre, gravite: Gravite, constat: str, remede: str, total: str, gap: Fraction) -> Constat:
    when = f", {first.annee}" if first.annee else ""
    return Constat(
        Regle.TOTAL_100, gravite, first.ou, f"« {first.libelle} »{when}", constat, remede, first.ligne, (total, "100"),
        write_fraction(gap), first.annee, first.source,
    )  # fmt: skip


def check_totaux(rapport: Rapport) -> Iterator[Constat]:
    """Counts of exclusive modalities against the total printed under the same label."""
    counts = [chiffre for chiffre in rapport.remplis if chiffre.is_exclusive and not chiffre.is_pourcentage]
    for parts in group_parts(counts):
        totals = rapport.totaux.get(get_entier(parts[0]), [])
        if len(parts) < 2 or not totals or any(part.approche or part.is_moyenne for part in parts):
            continue
        possible = sum_intervalles(rapport.read_imprime(part) for part in parts)
        if not any(rapport.read_imprime(total).meets(possible) for total in totals):
            yield say_somme(totals[0], parts, "les modalités")


def check_niveaux(rapport: Rapport) -> Iterator[Constat]:
    """A count of a level is the sum of the level below, wherever both are printed."""
    cells: dict[tuple[object, ...], dict[str, list[Chiffre]]] = defaultdict(lambda: defaultdict(list))
    for chiffre in rapport.remplis:
        if chiffre.is_compte and fold(chiffre.niveau) in NIVEAUX and not chiffre.approche:
            key = (
                chiffre.annee,
                chiffre.code or fold(chiffre.libelle),
                chiffre.ventilation,
                chiffre.modalite,
                chiffre.unite,
            )
            cells[key][fold(chiffre.niveau)].append(chiffre)
    for levels in cells.values():
        for lower, upper in pairwise(NIVEAUX):
            if len(levels[lower]) > 1 and len(levels[upper]) == 1:
                possible = sum_intervalles(rapport.read_imprime(part) for part in levels[lower])
                if not rapport.read_imprime(levels[upper][0]).meets(possible):
                    yield say_somme(levels[upper][0], levels[lower], "les territoires")


def say_somme(total: Chiffre, parts: list[Chiffre], quoi: str) -> Constat:
    value = sum((part.valeur or Fraction(0) for part in parts), Fraction(0))
    gap = (total.valeur or Fraction(0)) - value
    return reproach(
        Regle.SOMME, Gravite.BLOQUANT, total,
        f"{total.imprime} est imprimé, alors que {quoi} font {write_fraction(value)}",
        "corrigez le total ou la part fautive, ou ajoutez la part qui manque",
        valeurs=[total.imprime, write_fraction(value)], ecart=write_fraction(gap),
    )  # fmt: skip


def sum_intervalles(values: Iterable[Intervalle]) -> Intervalle:
    total = exact(0)
    for value in values:
        total = total + value
    return total


def _table(chiffre: Chiffre) -> tuple[object, ...]:
    return (*get_entier(chiffre), fold(chiffre.ventilation))
