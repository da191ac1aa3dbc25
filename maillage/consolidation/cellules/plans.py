"""The linked tables of a release, as its readers are shown them, and what an earlier release still asks of them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from maillage.consolidation.cellules.comptage import Consolidation
from maillage.consolidation.cellules.comptes import check_sommes, read_comptes
from maillage.consolidation.cellules.controles import find_controle
from maillage.consolidation.cellules.tableaux import Plan, build_plan
from maillage.consolidation.cellules.territoires import AXE, make_territoires
from maillage.consolidation.secret.nomenclatures import Contributeurs, Diffusion
from maillage.consolidation.secret.parametres import PERIMETRE
from maillage.consolidation.secret.tableaux import Cle as CleSecret
from maillage.consolidation.secret.tableaux import Publication, Tableau


def make_plan(consolidation: Consolidation, *, diffusion: Diffusion, on: date) -> Plan:
    minimum = PERIMETRE.get(on=on).valeur
    territoires = make_territoires(consolidation.lieux, millesime=consolidation.millesime, minimum=minimum)
    comptes = read_comptes(consolidation)
    check_sommes(consolidation, comptes, territoires)
    controle = find_controle(consolidation.catalogue)
    offre = controle.read_offre(diffusion, on=on)
    return build_plan(
        str(consolidation.millesime),
        comptes,
        territoires,
        offre,
        controle=controle,
        apports=consolidation.apports,
        partages=consolidation.partages,
        minimum=minimum,
    )


def drop_parts(passee: Publication, plan: Plan) -> Publication:
    """Whom a figure comes from is no secret for readers who are shown that figure dispositif by dispositif: an earlier release,
    made for readers who are not, asks them nothing more (R-68). Of another year, or of an axis that stops at regions, it does."""
    dites = {cle for tableau in plan.tableaux for cle in _list_dites(tableau, plan)}
    tableaux = []
    for tableau in passee.tableaux:
        cellules = {
            place: replace(cellule, parts=()) if cellule.parts and tableau.get_cle(place) in dites else cellule
            for place, cellule in tableau.cellules.items()
        }
        is_autre = tableau.contributeurs is not Contributeurs.DISPOSITIFS
        tableaux.append(tableau if is_autre else replace(tableau, cellules=cellules))
    return replace(passee, tableaux=tuple(tableaux))


def _list_dites(tableau: Tableau, plan: Plan) -> Iterator[CleSecret]:
    """Every cell, at any level, of what the table shows of some dispositif."""
    if not tableau.axes or tableau.axes[0].code != AXE:
        return
    shown = {
        place[1:]
        for place, cellule in tableau.cellules.items()
        if cellule.is_offerte and place[0] in plan.territoires.lieux
    }
    yield from (tableau.get_cle(place) for place in tableau.cellules if place[1:] in shown)
