"""What binds a release to the year before: the stock of the day before, plus entries, less exits, is the stock of the last day."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from maillage.consolidation.cellules.plie.places import ENTREES, SORTIES, STOCK
from maillage.consolidation.secret.tableaux import Cellule, Cle, Identite, Publication, Tableau, TableauRefuse

if TYPE_CHECKING:
    from maillage.consolidation.cellules.tableaux import Plan


def add_stock_avant(plan: "Plan", passees: Sequence[Publication]) -> list[Identite]:
    """Only where the stock of the year before was told: nobody else can subtract it. It is the one that this year's files
    give back; where it was published otherwise, files were corrected since, and the sum binds nothing."""
    veille = str(int(plan.periode) - 1)
    if not any(t.mesure == STOCK and t.periode == veille for release in passees for t in release.tableaux):
        return []
    index = {cle: t.get(place).valeur for t in plan.tableaux for place in t.list_places() if (cle := t.get_cle(place))}
    identites: list[Identite] = []
    for tableau in [t for t in plan.tableaux if t.mesure.split("/")[0] == STOCK and "#" not in t.mesure]:
        suite = tableau.mesure.removeprefix(STOCK)
        made: dict[tuple[str, ...], Cellule] = {}
        terms: list[Identite] = []
        for place in tableau.list_places():
            cle = tableau.get_cle(place)
            entrees, sorties = (cle._replace(mesure=racine + suite) for racine in (ENTREES, SORTIES))
            if entrees not in index or sorties not in index:
                break
            made[place] = Cellule(index[cle] - index[entrees] + index[sorties], is_offerte=False)
            avant = cle._replace(periode=veille)
            terms.append(Identite(((1, avant), (1, entrees), (-1, sorties), (-1, cle))))
        else:
            plan.tableaux.append(_date(tableau, veille, made))
            identites += terms
    return _drop_doubles(identites)


def _date(tableau: Tableau, periode: str, cellules: dict[tuple[str, ...], Cellule]) -> Tableau:
    try:
        return replace(tableau, code=f"{tableau.code}:{periode}", periode=periode, cellules=cellules)
    except TableauRefuse as refus:
        raise TableauRefuse(f"Le stock de {periode} ne se déduit pas des flux : {refus}") from refus


def _drop_doubles(identites: list[Identite]) -> list[Identite]:
    found: dict[tuple[tuple[int, Cle], ...], Identite] = {identite.termes: identite for identite in identites}
    return list(found.values())
