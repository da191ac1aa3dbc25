"""Small tables of the trade, summed up by themselves, and their release and attack in one call."""

import random
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from itertools import product
from typing import Any

from maillage.consolidation.attaque.certificats import certify
from maillage.consolidation.secret.dossiers import publish, write_dossier
from maillage.consolidation.secret.masques import Masque
from maillage.consolidation.secret.nomenclatures import Diffusion
from maillage.consolidation.secret.parametres import Seuils, read_seuils
from maillage.consolidation.secret.protection import protect
from maillage.consolidation.secret.tableaux import Axe, Cellule, Nombre, Publication, Somme, Tableau

JOUR = date(2026, 6, 1)
SEUILS = read_seuils(Diffusion.RESTREINTE, on=JOUR)
PUBLICS = read_seuils(Diffusion.PUBLIQUE, on=JOUR)
LIEUX = Axe("lieu", (Somme("ensemble", ("A", "B", "C")),))
SORTIES = Axe("sortie", (Somme("total", ("cdi", "cdd", "formation", "autres")),))
# The worked example of the reference: three PLIE of a region, positive exits.
EXEMPLE: dict[tuple[str, ...], int] = {
    ("A", "cdi"): 40, ("A", "cdd"): 25, ("A", "formation"): 10, ("A", "autres"): 3,
    ("B", "cdi"): 22, ("B", "cdd"): 18, ("B", "formation"): 7, ("B", "autres"): 6,
    ("C", "cdi"): 31, ("C", "cdd"): 12, ("C", "formation"): 9, ("C", "autres"): 8,
}  # fmt: skip


def make_territoire(regions: Mapping[str, Sequence[str]], code: str = "territoire") -> Axe:
    return Axe(code, (Somme("france", tuple(regions)), *(Somme(r, tuple(d)) for r, d in regions.items())))


def make_plat(code: str, *modalites: str, is_sensible: bool = False) -> Axe:
    return Axe(code, (Somme("total", modalites),), is_sensible)


def make_tableau(axes: Sequence[Axe], feuilles: Mapping[Any, Any], *, code: str = "sorties", **options: Any) -> Tableau:
    """Every total is the sum of the leaves below it, contributors merged."""
    cells: dict[tuple[str, ...], Cellule] = {
        place: c if isinstance(c, Cellule) else Cellule(c) for place, c in feuilles.items()
    }
    below = [{m: _list_feuilles(axe, m) for m in axe.modalites} for axe in axes]
    found: dict[tuple[str, ...], Cellule] = {}
    for place in product(*(axe.modalites for axe in axes)):
        under = [cells[leaf] for leaf in product(*(b[m] for b, m in zip(below, place, strict=True))) if leaf in cells]
        if place in cells:
            found[place] = cells[place]
        elif under:
            parts: dict[str, Nombre] = {}
            for cell in under:
                for who, poids in cell.parts:
                    parts[who] = parts.get(who, 0) + poids
            found[place] = Cellule(sum(cell.valeur for cell in under), tuple(sorted(parts.items())))
    options = {"mesure": code, "periode": "2019"} | options
    return Tableau(code, axes=tuple(axes), cellules=found, **options)


def _list_feuilles(axe: Axe, modalite: str) -> list[str]:
    somme = next((s for s in axe.sommes if s.total == modalite), None)
    return [leaf for part in somme.parts for leaf in _list_feuilles(axe, part)] if somme else [modalite]


def release(
    publication: Publication, passees: Sequence[Publication] = (), seuils: Seuils = SEUILS
) -> tuple[Masque, Publication]:
    masque = protect(publication, seuils, passees)
    return masque, publish(publication, masque)


def attack_all(*publications: Publication, seuils: Seuils = SEUILS) -> dict[str, Any]:
    dossier = write_dossier(publications, seuils, diffusion=Diffusion.RESTREINTE)
    return certify(dossier, now=datetime(2026, 6, 1, tzinfo=UTC))


def draw_tableau(graine: int, *, lignes: int = 6, colonnes: int = 4, moyenne: float = 12, axe: str = "lieu") -> Tableau:
    """Random counts, the same for a seed; two regions."""
    hasard = random.Random(graine)
    dispositifs = [f"d{rang}" for rang in range(lignes)]
    lieux = make_territoire({"r1": dispositifs[: lignes // 2], "r2": dispositifs[lignes // 2 :]}, axe)
    sorties = make_plat("sortie", *(f"s{rang}" for rang in range(colonnes)))
    return make_tableau(
        (lieux, sorties),
        {place: int(hasard.expovariate(1 / moyenne)) for place in product(dispositifs, sorties.feuilles)},
    )
