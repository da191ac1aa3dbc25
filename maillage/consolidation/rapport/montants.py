"""Money as it is read: 1,34 M€ and never « 1 M€ », three figures at least; shares of a whole that make a hundred."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from maillage.consolidation.rapport.cases import POURCENT, Case, write_valeur
from maillage.consolidation.rapport.nombres import Nombre, Phrase, Role, lower
from maillage.consolidation.rapport.phrases import enumerate_phrases, write
from maillage.indicateurs.valeurs import round_half_up
from maillage.socle.repartitions import share
from maillage.socle.typographie import FINE, write_nombre

EUROS = "€"
MILLION = Decimal(1_000_000)
CENT = Decimal(100)
# From so many millions, so many decimals: the first that holds.
DECIMALES = ((Decimal(100), 0), (Decimal(10), 1), (Decimal("0.1"), 2))


def write_montant(euros: Decimal) -> str:
    """« 99,0 M€ », « 1,34 M€ », « 0,73 M€ », « 54 321 € »."""
    millions = euros / MILLION
    for seuil, decimales in DECIMALES:
        if abs(round_half_up(millions, decimales)) >= seuil:
            return f"{write_nombre(millions, decimales)}{FINE}M€"
    return f"{write_nombre(euros, 0)}{FINE}€"


def say_montant(case: Case) -> Nombre:
    """The value stays exact; only its writing is shortened."""
    found = case.valeur
    return found if found.valeur is None else replace(found, texte=write_montant(found.valeur))


def say_mesure(nombre: Nombre, unite: str) -> Nombre:
    """As it is, unless it is money."""
    return nombre if unite != EUROS or nombre.valeur is None else replace(nombre, texte=write_montant(nombre.valeur))


def say_terme(case: Case, quoi: Nombre) -> Nombre:
    """The same of a count or of a base that is an amount."""
    return quoi if quoi.valeur is None else replace(quoi, texte=write_montant(quoi.valeur))


@dataclass(frozen=True)
class CasePartagee(Case):
    """A share as it is printed among the others: together they make a hundred."""

    partagee: Nombre

    @property
    def valeur(self) -> Nombre:
        return self.partagee


def share_parts(cases: Sequence[Case]) -> Sequence[Case]:
    """By largest remainder, from what each counts; as they are when one is hidden, or when they are not a whole."""
    counts = [case.cellule.numerateur for case in cases]
    if any(not case.valeur.is_montre for case in cases) or not sum(counts) or sum(counts) != cases[0].cellule.base:
        return cases
    cles = tuple(case.cle for case in cases)
    found: list[Case] = []
    for case, part in zip(cases, share(int(CENT), counts), strict=True):
        texte = write_valeur(Decimal(part), POURCENT, 0)
        own = (case.cle, *(cle for cle in cles if cle != case.cle))
        nombre = Nombre(texte, own, Role.DERIVE, case.etat, Decimal(part))
        found.append(CasePartagee(case.mesure, case.cellule, case.voile, nombre))
    return found


def say_partage(cases: Sequence[Case], partagees: Sequence[Case], noms: Sequence[Phrase]) -> Phrase:
    """Which shares were moved so that they make a hundred; empty when none was."""
    moved = [
        write("{nom} {seul}", nom=lower(nom[0]), seul=case.valeur)
        for case, partagee, nom in zip(cases, partagees, noms, strict=True)
        if case.valeur.valeur != partagee.valeur.valeur
    ]
    if not moved:
        return ()
    return write(
        "Les parts sont arrondies pour faire cent ensemble. Arrondies chacune seule : {dites}.",
        dites=enumerate_phrases(moved),
    )
