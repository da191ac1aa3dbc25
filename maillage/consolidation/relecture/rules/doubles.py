"""One label, one value: the same figure printed twice must say the same thing, and mean the same thing."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from maillage.consolidation.relecture.nomenclatures import Gravite, Regle
from maillage.consolidation.relecture.rules.chiffres import ASSEZ, POURCENT, TOTAUX, Chiffre, Constat, Rapport, reproach
from maillage.consolidation.relecture.rules.lexique import FAMILLES
from maillage.socle.typographie import fold


def check_valeurs(rapport: Rapport) -> Iterator[Constat]:
    for figures in group_by_libelle(rapport):
        different = list({(c.valeur, c.facteur, c.exercice, c.base, c.source, c.page): c for c in figures}.values())[
            :ASSEZ
        ]
        pairs = [
            (a, b) for a, b in combinations(different, 2) if is_same_scope(a, b, figures) and not agrees(rapport, a, b)
        ]
        if pairs:
            yield say_deux_valeurs(rapport, figures, pairs)


def group_by_libelle(rapport: Rapport) -> list[list[Chiffre]]:
    found: dict[tuple[object, ...], list[Chiffre]] = defaultdict(list)
    for chiffre in rapport.remplis:
        if chiffre.annee is not None or chiffre.code:
            found[get_cle(chiffre)].append(chiffre)
    return [figures for figures in found.values() if len(figures) > 1]


def get_cle(chiffre: Chiffre) -> tuple[object, ...]:
    name = FAMILLES.get(chiffre.code, chiffre.code) if chiffre.code else fold(chiffre.libelle)
    kind = (
        (POURCENT if chiffre.is_pourcentage else "")
        if chiffre.is_reconnu
        else fold(chiffre.unite) + POURCENT * chiffre.is_pourcentage
    )
    modalite = "" if chiffre.is_reconnu or chiffre.is_total else fold(chiffre.modalite)
    territoire = "" if fold(chiffre.territoire) in TOTAUX else fold(chiffre.territoire)
    ventilation = "" if chiffre.is_reconnu else fold(chiffre.ventilation)
    return name, chiffre.annee, chiffre.niveau, territoire, ventilation, modalite, kind


def is_same_scope(a: Chiffre, b: Chiffre, figures: list[Chiffre]) -> bool:
    """Two bases are two figures; without its base, a figure may be any of them, and must then be one."""
    if bool(a.is_moyenne) is not bool(b.is_moyenne):
        return False
    left, right = get_base(a), get_base(b)
    if left == right or not (left and right):
        unsaid, said = (a, b) if not left else (b, a)
        others = [c for c in figures if get_base(c) and c is not unsaid and c is not said]
        return left == right or all(c.valeur != unsaid.valeur for c in others)
    return False


def get_base(chiffre: Chiffre) -> str:
    """For a rate, what it is a part of; « 62 PLIE » says who answered, not what is counted."""
    if not chiffre.is_pourcentage or chiffre.nombre_de_base:
        return ""
    return fold(chiffre.base)


def agrees(rapport: Rapport, a: Chiffre, b: Chiffre) -> bool:
    """The same value, or one the rounding of the other, told to the unit."""
    if "environ" in (a.approche, b.approche):
        return True
    if not rapport.read(a).meets(rapport.read(b)):
        return False
    left, right = rapport.pas[a.cle] * a.facteur, rapport.pas[b.cle] * b.facteur
    same = (a.valeur or 0) * a.facteur == (b.valeur or 0) * b.facteur
    return (
        same
        or "plancher" in (a.approche, b.approche)
        or (left != right and min(left, right) <= 1)
        or a.facteur != b.facteur
    )


def say_deux_valeurs(rapport: Rapport, figures: list[Chiffre], pairs: list[tuple[Chiffre, Chiffre]]) -> Constat:
    kept = [chiffre for chiffre in figures if any(chiffre in pair for pair in pairs)]
    once = list({(c.valeur, c.exercice, c.ou if c.page else "", c.source): c for c in kept}.values())
    first = once[0]
    days = {chiffre.exercice for chiffre in once}
    said = ", ".join(f"{c.imprime}{_precise(c, once, with_jour=len(days) > 1)}" for c in once)
    is_rounded = all(rapport.read(a).meets(rapport.read(b)) for a, b in pairs)
    if len(days) > 1:
        gravite, remede = Gravite.A_VERIFIER, "imprimez la date d’arrêté à côté de chaque valeur et expliquez l’écart"
    elif is_rounded:
        gravite, remede = Gravite.A_VERIFIER, "reprenez la même valeur partout, ou dites à quoi chacune est arrondie"
    else:
        gravite, remede = (
            Gravite.BLOQUANT,
            "gardez une seule valeur, ou dites ce qui distingue la base, la date ou la définition de chacune",
        )
    return reproach(
        Regle.DEUX_VALEURS, gravite, first, f"{len({c.valeur for c in once})} valeurs sous ce libellé, {said}", remede,
        valeurs=[c.imprime for c in once],
    )  # fmt: skip


def _precise(chiffre: Chiffre, figures: list[Chiffre], *, with_jour: bool) -> str:
    """« (§ 2.1, source) »: what tells this value from the others."""
    parts = [
        chiffre.page or ("" if chiffre.source else f"ligne {chiffre.ligne}"),
        chiffre.source if len({c.source for c in figures}) > 1 else "",
        f"au {chiffre.jour:%d/%m/%Y}" if chiffre.jour and with_jour else "",
        _say_base(chiffre, figures),
        chiffre.libelle if len({fold(c.libelle) for c in figures}) > 1 else "",
    ]
    told = ", ".join(part for part in parts if part)
    return f" ({told})" if told else ""


def _say_base(chiffre: Chiffre, figures: list[Chiffre]) -> str:
    if len({fold(c.base) for c in figures}) < 2:
        return ""
    if chiffre.base:
        return f"base : {chiffre.base}"
    return "base non dite" if chiffre.is_pourcentage else ""


def check_definitions(rapport: Rapport) -> Iterator[Constat]:
    """The same figure, said to count this here and that there."""
    found: dict[tuple[str, int | None], list[Chiffre]] = defaultdict(list)
    for chiffre in rapport.remplis:
        if chiffre.definition:
            found[chiffre.code, chiffre.annee].append(chiffre)
    for figures in found.values():
        said = {chiffre.definition: chiffre for chiffre in figures}
        if len(said) > 1:
            listed = " ; ".join(
                f"{c.imprime} pour {definition}{_precise(c, figures, with_jour=False)}"
                for definition, c in said.items()
            )
            yield reproach(
                Regle.DEUX_DEFINITIONS, Gravite.BLOQUANT, figures[0], f"{len(said)} définitions pour un même chiffre, {listed}",
                "gardez une définition, et imprimez-la à côté du chiffre", valeurs=[c.imprime for c in figures],
            )  # fmt: skip
