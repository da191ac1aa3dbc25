"""A report to be read over, as data: its printed figures and its paragraphs. Values are kept as they were printed."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cached_property

from maillage.consolidation.relecture.nomenclatures import RANG, Gravite, Regle
from maillage.consolidation.relecture.rules.intervalles import ZERO, Intervalle, around, at_least, exact
from maillage.socle.typographie import FINE, fold, write_nombre

POURCENT = "%"
ASSEZ = 20  # figures under one name that are compared: past it, the name itself is what is wrong
# Units in which a whole number is an amount, measured then rounded; in any other, it counts things one by one.
MESURES = frozenset({"%", "points", "point", "€", "eur", "etp", "heures", "heure", "mois", "jours", "eur eur"})
MOYENNES = re.compile(
    r"\b(moyen|moyenne|moyens|moyennes|par (plie|mde|referent|participant|personne|facilitateur|structure|dispositif|sortie))\b"
)
BASE = re.compile(r"(\d[\d \u202f\u00a0]*)")
TOTAUX = frozenset({"", "total", "ensemble", "france", "tous"})


@dataclass(frozen=True, slots=True)
class Chiffre:
    """`valeur` is None for a blank; `facteur`: 1 000 000 for « M€ »; `arrondi`: its printed step, when the file says it.

    `approche`: « environ » (no interval can be drawn), « plancher » (at least that much), or nothing.
    """

    ligne: int
    libelle: str
    annee: int | None
    ecrit: str
    valeur: Fraction | None
    decimales: int = 0
    code: str = ""
    jour: date | None = None
    niveau: str = ""
    territoire: str = ""
    ventilation: str = ""
    modalite: str = ""
    unite: str = ""
    base: str = ""
    facteur: int = 1
    arrondi: Fraction | None = None
    calcul: str = ""
    is_exclusive: bool = False
    approche: str = ""
    definition: str = ""
    source: str = ""
    page: str = ""
    note: str = ""
    fichier: str = ""
    is_date_possible: bool = True
    is_reconnu: bool = False

    @property
    def cle(self) -> tuple[str, int]:
        return self.fichier, self.ligne

    @property
    def is_pourcentage(self) -> bool:
        return self.unite == POURCENT

    @property
    def is_moyenne(self) -> bool:
        return bool(MOYENNES.search(fold(f"{self.libelle} {self.modalite} {self.unite}")))

    @property
    def is_compte(self) -> bool:
        """Things counted one by one: printed whole, it is not rounded."""
        return fold(self.unite) not in MESURES and not self.is_pourcentage and not self.is_moyenne and self.facteur == 1

    @property
    def is_total(self) -> bool:
        return fold(self.modalite) in TOTAUX

    @property
    def exercice(self) -> str:
        return self.jour.isoformat() if self.jour else str(self.annee or "")

    @property
    def nombre_de_base(self) -> Fraction | None:
        """62, of « 62 PLIE »."""
        found = BASE.search(self.base)
        return Fraction(re.sub(r"\D", "", found[1])) if found else None

    @property
    def ou(self) -> str:
        """Where it is printed, as a sentence begins."""
        if self.page:
            return self.page
        return f"{self.source}, ligne {self.ligne}" if self.source else f"ligne {self.ligne}"

    @property
    def nom(self) -> str:
        """« Sorties positives » (formation qualifiante)"""
        precise = [
            part for part in (self.modalite, self.territoire if self.territoire != self.modalite else "") if part
        ]
        return f"« {self.libelle} »" + (f" ({', '.join(precise)})" if precise else "")

    @property
    def imprime(self) -> str:
        """47 %, 1 M€: the value with its unit, as a sentence says it."""
        return write_valeur(self.valeur, self.decimales, self.unite) if self.valeur is not None else self.ecrit


def write_valeur(value: Fraction, decimales: int, unite: str) -> str:
    number = write_fraction(value, decimales)
    return f"{number}{FINE}{unite}" if unite == POURCENT else number


def write_fraction(value: Fraction, decimales: int | None = None) -> str:
    if decimales is None:
        return write_nombre(float(value))
    return write_nombre(float(value), decimales)


@dataclass(frozen=True, slots=True)
class Paragraphe:
    """`numero`: the line at which it begins; `titre`: the chapter it is in."""

    numero: int
    texte: str
    titre: str = ""

    @property
    def ou(self) -> str:
        return self.titre or f"texte, ligne {self.numero}"


@dataclass(frozen=True, slots=True)
class Constat:
    """One sentence: where, which figure, what is wrong with which values, how to mend it."""

    regle: Regle
    gravite: Gravite
    ou: str
    libelle: str
    constat: str
    remede: str
    ligne: int
    valeurs: tuple[str, ...] = ()
    ecart: str = ""
    annee: int | None = None
    source: str = ""

    @property
    def phrase(self) -> str:
        return f"{self.ou[:1].upper()}{self.ou[1:]}, {self.libelle} : {self.constat} ; {self.remede}."


def reproach(
    regle: Regle,
    gravite: Gravite,
    chiffre: Chiffre,
    constat: str,
    remede: str,
    *,
    valeurs: Sequence[str] = (),
    ecart: str = "",
) -> Constat:
    """What is said of one figure."""
    when = f", {chiffre.annee}" if chiffre.annee else ""
    return Constat(
        regle, gravite, chiffre.ou, chiffre.nom + when, constat, remede, chiffre.ligne,
        tuple(valeurs) or (chiffre.imprime,), ecart, chiffre.annee, chiffre.source,
    )  # fmt: skip


def order(constats: Iterable[Constat]) -> list[Constat]:
    """What blocks first, then as the report is read; the same sentence is said once."""
    once: dict[tuple[Regle, str], Constat] = {}
    for constat in constats:
        once.setdefault((constat.regle, constat.phrase), constat)
    return sorted(once.values(), key=lambda c: (RANG[c.gravite], list(Regle).index(c.regle), c.ligne))


@dataclass(frozen=True)
class Rapport:
    """`aujourd_hui`: no figure can be of a later year."""

    chiffres: tuple[Chiffre, ...]
    paragraphes: tuple[Paragraphe, ...] = ()
    aujourd_hui: date = field(kw_only=True)

    @cached_property
    def remplis(self) -> tuple[Chiffre, ...]:
        return tuple(chiffre for chiffre in self.chiffres if chiffre.valeur is not None)

    @cached_property
    def by_code(self) -> dict[tuple[str, int | None], list[Chiffre]]:
        found: dict[tuple[str, int | None], list[Chiffre]] = defaultdict(list)
        for chiffre in self.remplis:
            if chiffre.code:
                found[chiffre.code, chiffre.annee].append(chiffre)
        return dict(found)

    @cached_property
    def pas(self) -> dict[tuple[str, int], Fraction]:
        """The step of each figure by its place. Zeros are no rounding beside a more precise figure of the same table, or of what
        the figure is broken down in on the same page."""
        own = {chiffre.cle: get_pas(chiffre) for chiffre in self.remplis}
        tables: dict[tuple[object, ...], list[Chiffre]] = defaultdict(list)
        for chiffre in self.remplis:
            tables[get_tableau(chiffre)].append(chiffre)
            tables[(*get_entier(chiffre), chiffre.page)].append(chiffre)
        for table in tables.values():
            finest = max(min(own[chiffre.cle] for chiffre in table), Fraction(1))
            own.update({c.cle: finest for c in table if c.arrondi is None and own[c.cle] > finest})
        return own

    @cached_property
    def totaux(self) -> dict[tuple[object, ...], list[Chiffre]]:
        """What is printed for the whole of each label, the roundings of another left out."""
        found: dict[tuple[object, ...], list[Chiffre]] = defaultdict(list)
        for chiffre in self.remplis:
            if chiffre.is_total and not chiffre.approche:
                found[get_entier(chiffre)].append(chiffre)
        return {key: self.keep_precis(figures) for key, figures in found.items()}

    def keep_precis(self, figures: Sequence[Chiffre]) -> list[Chiffre]:
        """Without what is only the rounding of another of them: 34 000 is not needed beside 33 711."""
        figures = figures[:ASSEZ]
        steps = [self.pas[figure.cle] * figure.facteur for figure in figures]
        values = [self.read(figure) for figure in figures]
        return [
            figure
            for figure, step, value in zip(figures, steps, values, strict=True)
            if not any(s < step and v.meets(value) for s, v in zip(steps, values, strict=True))
        ]

    def read(self, chiffre: Chiffre) -> Intervalle:
        """What the figure may have been before it was rounded, in its plain unit (M€ → €, % → a part of 1)."""
        assert chiffre.valeur is not None
        scale = Fraction(chiffre.facteur) / (100 if chiffre.is_pourcentage else 1)
        return self.read_imprime(chiffre) * exact(scale)

    def read_imprime(self, chiffre: Chiffre) -> Intervalle:
        """The same, in the unit printed."""
        assert chiffre.valeur is not None
        if chiffre.approche == "plancher":
            return at_least(chiffre.valeur)
        pas = self.pas[chiffre.cle]
        if chiffre.is_compte and pas <= 1 and chiffre.valeur.denominator == 1:
            return exact(chiffre.valeur)
        return around(chiffre.valeur, pas)


def get_pas(chiffre: Chiffre) -> Fraction:
    """The step to which a figure was rounded: said by the file, else read from how it is written.

    Two zeros or more at the end of a whole number are read as a rounding (34 000); percentages, averages and decimals are
    rounded to their last digit.
    """
    if chiffre.arrondi is not None:
        return chiffre.arrondi
    if chiffre.decimales:
        return Fraction(1, 10**chiffre.decimales)
    value = chiffre.valeur or ZERO
    if chiffre.is_pourcentage or value == 0 or value.denominator != 1 or (chiffre.is_moyenne and abs(value) < 1000):
        return Fraction(1)
    digits = str(abs(value.numerator))
    zeros = len(digits) - len(digits.rstrip("0"))
    return Fraction(10**zeros) if zeros >= 2 else Fraction(1)


def get_entier(chiffre: Chiffre) -> tuple[object, ...]:
    """One whole, whatever it is broken down by."""
    return (
        chiffre.source,
        chiffre.annee,
        fold(chiffre.libelle),
        chiffre.niveau,
        chiffre.territoire,
        fold(chiffre.unite),
    )


def get_tableau(chiffre: Chiffre) -> tuple[object, ...]:
    return (
        chiffre.source, chiffre.page, chiffre.annee, fold(chiffre.libelle), fold(chiffre.ventilation), chiffre.niveau,
        chiffre.unite, fold(chiffre.base),
    )  # fmt: skip
