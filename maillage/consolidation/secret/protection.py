"""From the true tables, and what went out before, to the mask of a release."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from maillage.consolidation.secret.complementaire import Solution, solve
from maillage.consolidation.secret.masques import Etat, Lecture, Masque
from maillage.consolidation.secret.nomenclatures import Statut
from maillage.consolidation.secret.parametres import Seuils
from maillage.consolidation.secret.systeme import Systeme, build_ecarts, build_systeme, index
from maillage.consolidation.secret.tableaux import Cellule, Publication


def protect(publication: Publication, seuils: Seuils, passees: Sequence[Publication] = ()) -> Masque:
    """The same tables always give the same mask. `passees`: every earlier release that its readers may have read, the
    oldest first: for the public the public ones, in restricted circulation both."""
    valeurs = build_systeme(publication, passees, seuils)
    solution = solve(valeurs)
    cells = index(publication)
    etats = {cle: _get_etat(valeurs, solution, valeurs.places[cle], fiche.cellule) for cle, fiche in cells.items()}
    ecarts = build_ecarts(publication, passees, seuils, [cle for cle, etat in etats.items() if etat.lecture.is_masquee])
    suite = solve(ecarts)
    for cle, rang in ecarts.places.items():
        if rang in suite.cachees and etats[cle].statut is Statut.MONTREE:
            etats[cle] = Etat(Statut.SECONDAIRE, Lecture(None))
        if etats[cle].lecture.is_masquee and etats[cle].statut is not Statut.NON_OFFERTE and cle in ecarts.remplacees:
            code, valeur = ecarts.remplacees[cle]
            etats[cle] = Etat(Statut.ANCIENNE, Lecture(valeur, code), etats[cle].cause)
    echecs = (*_list_echecs(valeurs, solution), *_list_echecs(ecarts, suite))
    return Masque(etats, seuils, publication.rapports, tuple(dict.fromkeys(echecs)))


def _get_etat(systeme: Systeme, solution: Solution, rang: int, cellule: Cellule) -> Etat:
    protection = systeme.cibles.get(rang)
    cause = protection.cause if protection else None
    if not cellule.is_offerte:
        return Etat(Statut.NON_OFFERTE, Lecture(None), cause)
    if rang not in solution.cachees:
        return Etat(Statut.MONTREE, Lecture(cellule.valeur))
    return Etat(Statut.PRIMAIRE if protection else Statut.SECONDAIRE, Lecture(None), cause)


def _list_echecs(systeme: Systeme, solution: Solution) -> tuple[str, ...]:
    found = [
        f"La case {cle} a déjà été publiée et ne peut plus être protégée ({cause})."
        for cle, cause in systeme.deja.items()
    ]
    for echec in solution.echecs:
        cle = systeme.variables[echec.cible].cle
        quoi = f"La case {cle}" if cle else f"Un écart ({systeme.cibles[echec.cible].cause})"
        qui = f" par {echec.qui}" if echec.qui else ""
        found.append(f"{quoi} se retrouve{qui} quoi que l’on masque : regroupez des modalités ou des territoires.")
    return tuple(dict.fromkeys(found))


def count(masque: Masque) -> Mapping[Statut, int]:
    """How much is lost (S7)."""
    return Counter(etat.statut for etat in masque.etats.values())


@dataclass(frozen=True, slots=True)
class Perte:
    """`part`: hidden cells among those that were to be shown; `cout`: the sum of log2(2 + value) of the hidden ones."""

    masquees: int
    part: float
    cout: float


def measure_perte(publication: Publication, masque: Masque) -> Perte:
    """For whoever holds the figures; an older value that stays is not counted as lost."""
    valeurs = {cle: fiche.cellule.valeur for cle, fiche in index(publication).items() if fiche.cellule.is_offerte}
    hidden = [valeur for cle, valeur in valeurs.items() if masque.read(cle).is_masquee]
    return Perte(len(hidden), len(hidden) / len(valeurs), sum(math.log2(2 + float(valeur)) for valeur in hidden))
