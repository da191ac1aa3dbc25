"""A year published again: what changed since is the answers of those who changed them, and must not tell them.

The earlier release of the same year keeps its figures under another name; the new one is that, plus what was added, less what
was taken off, each with the dispositifs it comes from.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from maillage.consolidation.secret.nomenclatures import Nature
from maillage.consolidation.secret.tableaux import Cellule, Cle, Identite, Publication, Tableau


def rename_anciennes(passees: Sequence[Publication], periode: str) -> list[Publication]:
    """Those of the same year alone: no sum binds two years, so that nothing of one is found in the other."""
    same = [release for release in passees if any(t.periode == periode for t in release.tableaux)]
    return [_rename(release, rang) for rang, release in enumerate(same, 1)]


def _rename(release: Publication, rang: int) -> Publication:
    def name(cle: Cle) -> Cle:
        return cle._replace(mesure=f"{cle.mesure}~{rang}")

    return replace(
        release,
        tableaux=tuple(replace(t, code=f"{t.code}~{rang}", mesure=f"{t.mesure}~{rang}") for t in release.tableaux),
        identites=tuple(Identite(tuple((facteur, name(cle)) for facteur, cle in one.termes)) for one in release.identites),
        montrees=frozenset(name(cle) for cle in release.montrees),
    )  # fmt: skip


def bind_anciennes(tableaux: Sequence[Tableau], passees: Sequence[Publication]) -> tuple[list[Tableau], list[Identite]]:
    """`passees`: renamed. The tables to add to the new release, and the sums that bind them."""
    added: list[Tableau] = []
    identites: list[Identite] = []
    news = {t.get_cle(place): cellule for t in tableaux for place, cellule in t.cellules.items() if cellule.is_offerte}
    for rang, release in enumerate(passees, 1):
        for tableau in release.tableaux:
            suffixe = f"~{rang}"
            olds = {tableau.get_cle(place): cellule for place, cellule in tableau.cellules.items()}
            both = [
                (news[cle._replace(mesure=cle.mesure.removesuffix(suffixe))], cellule, cle)
                for cle, cellule in olds.items()
                if cle in release.montrees and cle._replace(mesure=cle.mesure.removesuffix(suffixe)) in news
            ]
            if both:
                added.append(_hide(tableau))
            for new, old, cle in both:
                termes = [(1, cle._replace(mesure=cle.mesure.removesuffix(suffixe))), (-1, cle)]
                for facteur, one in _list_ecarts(new, old, cle):
                    added.append(one)
                    termes.append((facteur, one.get_cle(())))
                identites.append(Identite(tuple(termes)))
    return added, identites


def _hide(tableau: Tableau) -> Tableau:
    return replace(
        tableau,
        cellules={place: replace(cellule, is_offerte=False) for place, cellule in tableau.cellules.items()},
    )


def _list_ecarts(new: Cellule, old: Cellule, cle: Cle) -> Iterator[tuple[int, Tableau]]:
    """What each dispositif adds (−1: taken off the new sum to find the old one), what it takes away."""
    now, before = dict(new.parts), dict(old.parts)
    changes = {who: now.get(who, 0) - before.get(who, 0) for who in sorted(now.keys() | before.keys())}
    for facteur, sens, signe in ((-1, 1, "+"), (1, -1, "-")):
        parts = tuple((who, change * sens) for who, change in changes.items() if change * sens > 0)
        if parts:
            nom = f"{cle}{signe}"
            cellule = Cellule(sum(poids for _, poids in parts), parts, is_offerte=False)
            yield facteur, Tableau(nom, nom, cle.periode, (), {(): cellule}, Nature.GRANDEUR)
