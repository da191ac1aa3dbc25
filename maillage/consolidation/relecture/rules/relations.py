"""Sums, averages, ratios and evolutions: a figure said to be worth others must be what they give, to the rounding printed."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import islice, product

from maillage.consolidation.relecture.nomenclatures import Gravite, Regle
from maillage.consolidation.relecture.rules import formules
from maillage.consolidation.relecture.rules.chiffres import (
    Chiffre,
    Constat,
    Rapport,
    reproach,
    write_fraction,
    write_valeur,
)
from maillage.consolidation.relecture.rules.declarations import DERIVES, RELATIONS, Relation
from maillage.consolidation.relecture.rules.intervalles import Intervalle, around, exact, round_half_up
from maillage.socle.typographie import FINE

ENTRE = "entre "
CANDIDATS = 6  # values of one code that are tried
ESSAIS = 36  # ways of choosing among figures printed several times
Choix = Mapping[str, Chiffre]
REMEDES = {
    Regle.SOMME: "corrigez le total ou la part fautive, ou ajoutez la part qui manque",
    Regle.MOYENNE: "imprimez {calcule}, ou dites sur quelle autre base porte cette moyenne",
    Regle.RAPPORT: "imprimez {calcule}, ou nommez le dénominateur employé",
    Regle.EVOLUTION: "imprimez {calcule}, ou dites quelle valeur a été révisée depuis",
}


def check_relations(rapport: Rapport) -> Iterator[Constat]:
    by_code = {relation.code: relation for relation in RELATIONS}
    for chiffre in rapport.remplis:
        relation = Relation(chiffre.code, chiffre.calcul, guess_regle(chiffre)) if chiffre.calcul else None
        if relation is None and chiffre.is_reconnu:
            relation = by_code.get(chiffre.code)
        if relation is not None and not chiffre.approche:
            yield from check_relation(rapport, chiffre, relation)


def guess_regle(chiffre: Chiffre) -> Regle:
    if "@" in chiffre.calcul:
        return Regle.EVOLUTION
    if "#" in chiffre.calcul or chiffre.is_moyenne:
        return Regle.MOYENNE
    return Regle.RAPPORT if "/" in chiffre.calcul or "÷" in chiffre.calcul else Regle.SOMME


def check_relation(rapport: Rapport, chiffre: Chiffre, relation: Relation) -> Iterator[Constat]:
    choices = list_choix(rapport, chiffre, relation.formule)
    printed = rapport.read(chiffre)
    computed = [(choix, value) for choix in choices if (value := compute(rapport, relation.formule, choix)) is not None]
    if not computed:
        return
    choix, value = next(((c, v) for c, v in computed if printed.meets(v)), computed[0])
    if not printed.meets(value):
        yield say_contradiction(rapport, chiffre, relation, choix, value)
    elif relation.regle is Regle.SOMME and chiffre.is_pourcentage and not chiffre.note:
        yield from check_somme_des_arrondis(rapport, chiffre, relation, choix)


def list_choix(rapport: Rapport, chiffre: Chiffre, formule: str) -> Iterator[Choix]:
    """Each way of taking the figures it needs among those printed; what is printed once leaves one way."""
    codes = list_needed(rapport, chiffre, formule)
    found = [(code, find(rapport, chiffre, code)) for code in codes]
    if any(not figures for _, figures in found):
        return
    for figures in islice(product(*(figures for _, figures in found)), ESSAIS):
        yield dict(zip(codes, figures, strict=True))


def list_needed(rapport: Rapport, chiffre: Chiffre, formule: str) -> list[str]:
    """The codes of figures that are printed: what is not is replaced by what gives it."""
    needed: dict[str, None] = {}
    for code in formules.list_codes(formule):
        if code in DERIVES and not find(rapport, chiffre, code):
            needed.update(dict.fromkeys(list_needed(rapport, chiffre, DERIVES[code])))
        else:
            needed[code] = None
    return list(needed)


def find(rapport: Rapport, chiffre: Chiffre, code: str) -> list[Chiffre]:
    """The figures of this code and year: those of the same cell, else those of the whole; the same document first."""
    plain, _, shift = code.lstrip("#").partition("@")
    if shift and chiffre.annee is None:
        return []
    annee = chiffre.annee + int(shift) if shift and chiffre.annee is not None else chiffre.annee
    figures = [c for c in rapport.by_code.get((plain, annee), []) if c.approche != "environ" and c.cle != chiffre.cle]
    if code.startswith("#"):
        figures = [c for c in figures if c.nombre_de_base]
    if not chiffre.is_reconnu:
        same_place = [c for c in figures if (c.niveau, c.territoire) == (chiffre.niveau, chiffre.territoire)]
        same_cell = [c for c in same_place if (c.ventilation, c.modalite) == (chiffre.ventilation, chiffre.modalite)]
        figures = same_cell or [c for c in same_place if c.is_total]
    figures = rapport.keep_precis(([c for c in figures if c.source == chiffre.source] or figures)[:CANDIDATS])
    return sorted(figures, key=lambda c: (rapport.pas[c.cle] * c.facteur, c.page != chiffre.page))


def compute(rapport: Rapport, formule: str, choix: Choix) -> Intervalle | None:
    """None when it cannot be: a divisor that may be zero."""

    def read(code: str) -> Intervalle:
        if code not in choix:
            return formules.evaluate(DERIVES[code], read)
        return read_base(choix[code]) if code.startswith("#") else rapport.read(choix[code])

    try:
        return formules.evaluate(formule, read)
    except ZeroDivisionError:
        return None


def read_base(chiffre: Chiffre) -> Intervalle:
    base = chiffre.nombre_de_base or Fraction(0)
    return around(base, Fraction(10)) if chiffre.base.startswith(("près", "environ")) else exact(base)


def say_contradiction(
    rapport: Rapport, chiffre: Chiffre, relation: Relation, choix: Choix, value: Intervalle
) -> Constat:
    is_borne = any(figure.approche == "plancher" for figure in choix.values())
    computed = write_borne(chiffre, rapport.read(chiffre), value) if is_borne else write_calcule(chiffre, value)
    shown = write_formule(relation.formule, choix)
    constat = f"{chiffre.imprime}{_unit(chiffre)} est imprimé, alors que {shown} = {computed}"
    if relation.parce_que:
        other_figure = next(iter(choix.values()))
        constat = f"{chiffre.imprime} est imprimé, alors que {other_figure.nom} dit {other_figure.imprime} et que {relation.parce_que}"
        computed = other_figure.imprime
    for nom, formule in relation.autres:
        other = next(
            (v for c in list_choix(rapport, chiffre, formule) if (v := compute(rapport, formule, c)) is not None), None
        )
        if other is not None and relation.regle is Regle.RAPPORT and _is_near(rapport, chiffre, other, value):
            constat += f" (le chiffre est proche de celui {nom} : {write_calcule(chiffre, other)})"
    gap = rapport.read(chiffre).milieu - value.milieu
    scale = Fraction(100 if chiffre.is_pourcentage else 1, chiffre.facteur)
    return reproach(
        relation.regle, Gravite.BLOQUANT, chiffre, constat, REMEDES[relation.regle].format(calcule=f"une valeur {computed}" if computed.startswith(ENTRE) else computed),
        valeurs=[chiffre.imprime, computed], ecart=write_fraction(gap * scale, chiffre.decimales + 1),
    )  # fmt: skip


def _is_near(rapport: Rapport, chiffre: Chiffre, other: Intervalle, value: Intervalle) -> bool:
    printed = rapport.read(chiffre).milieu
    return abs(printed - other.milieu) < abs(printed - value.milieu)


def check_somme_des_arrondis(rapport: Rapport, chiffre: Chiffre, relation: Relation, choix: Choix) -> Iterator[Constat]:
    """Rounded parts whose printed sum is not the printed whole: not an error, but the reader must be told."""
    face = formules.evaluate(relation.formule, lambda code: exact(choix[code].valeur or 0))
    if chiffre.valeur is not None and face.milieu != chiffre.valeur and not any(part.note for part in choix.values()):
        total = write_calcule(chiffre, face * exact(Fraction(1, 100)), chiffre.decimales)
        yield reproach(
            Regle.SOMME, Gravite.REMARQUE, chiffre,
            f"{chiffre.imprime} est imprimé, et {write_formule(relation.formule, choix)} = {total}, écart que les arrondis suffisent à expliquer",
            "dites-le dans une note sous le tableau", valeurs=[chiffre.imprime, total],
        )  # fmt: skip


def write_formule(formule: str, choix: Choix) -> str:
    """With the values in the place of the codes: « 752 / 62 »."""
    words = []
    for word in formules.cut(formule):
        if word in choix:
            figure = choix[word]
            words.append(write_base(figure) if word.startswith("#") else figure.imprime + _unit(figure))
        elif word in DERIVES:
            words.append(f"({write_formule(DERIVES[word], choix)})")
        else:
            words.append({"*": "×", "-": "−"}.get(word, write_fraction(Fraction(word)) if word[0].isdigit() else word))
    return " ".join(words).replace("( ", "(").replace(" )", ")")


def write_base(chiffre: Chiffre) -> str:
    return write_fraction(chiffre.nombre_de_base or Fraction(0), 0)


def write_calcule(chiffre: Chiffre, value: Intervalle, decimales: int | None = None) -> str:
    """In the unit printed, with a decimal when that tells it from what is printed; both ends when roundings leave them apart."""
    scale = Fraction(100 if chiffre.is_pourcentage else 1, chiffre.facteur)
    bas, haut = value.bas * scale, value.haut * scale
    printed = chiffre.valeur or Fraction(0)
    places = (0 if chiffre.is_compte else max(1, chiffre.decimales)) if decimales is None else decimales
    if not chiffre.is_pourcentage and abs(printed) >= 10_000:
        places = 0
    if haut - bas <= Fraction(1, 10**places):
        middle = (bas + haut) / 2
        places += decimales is None and round_half_up(middle, places) == printed
        return write_valeur(middle, places, chiffre.unite) + _unit(chiffre)
    return f"{ENTRE}{write_fraction(bas, places)} et {write_valeur(haut, places, chiffre.unite)}{_unit(chiffre)}"


def write_borne(chiffre: Chiffre, printed: Intervalle, value: Intervalle) -> str:
    """« au plus −7,2 % »: what a « plus de » among the terms lets say."""
    scale = Fraction(100 if chiffre.is_pourcentage else 1, chiffre.facteur)
    said, end = ("au moins", value.bas) if printed.haut <= value.bas else ("au plus", value.haut)
    return f"{said} {write_valeur(end * scale, max(1, chiffre.decimales), chiffre.unite)}{_unit(chiffre)}"


def _unit(chiffre: Chiffre) -> str:
    """« M€ » after an amount in millions: the others are told by their label."""
    return {10**6: f"{FINE}M{chiffre.unite}", 10**9: f"{FINE}Md{chiffre.unite}"}.get(chiffre.facteur, "")
