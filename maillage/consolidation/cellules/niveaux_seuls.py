"""The tables of what is no sum of the level below: one for each territory where it is counted, and bound to nothing but what is said here."""

from dataclasses import replace
from typing import TYPE_CHECKING

from maillage.consolidation.cellules.niveaux import NATION as NATION_CODE
from maillage.consolidation.cellules.pesees import list_apports, share_parts
from maillage.consolidation.cellules.places import Place
from maillage.consolidation.cellules.territoires import NATION
from maillage.consolidation.secret.nomenclatures import Nature
from maillage.consolidation.secret.tableaux import Cellule, Cle, Identite, Tableau
from maillage.indicateurs.apports import Apport, name_cas
from maillage.indicateurs.calcul import FRANCE

if TYPE_CHECKING:
    from maillage.consolidation.cellules.tableaux import Plan


def name_distincte(racine: str, noeud: str) -> str:
    """What no sum gives is one measure in each territory: nothing binds them."""
    return f"{racine}@{noeud}"


def add_distinctes(plan: "Plan") -> None:
    for place, found in sorted(plan.comptes.distincts.items()):
        if place.racine not in plan.controle.distinctes:
            continue
        for (niveau, territoire), valeur in sorted(found.items()):
            noeud = plan.territoires.find(niveau, territoire)
            if noeud is not None and plan.offre.is_offert(niveau, place):
                mesure = name_distincte(place.racine, noeud)
                plan.tableaux.append(Tableau(mesure, mesure, plan.periode, (), {(): Cellule(valeur)}))


def add_nationales(plan: "Plan") -> None:
    """Where those counted and the others are nobody, or enough dispositifs: neither they nor the rest are a few (R-67)."""
    for code, entier in plan.controle.nationales.items():
        valeurs, whole = plan.comptes.valeurs.get(Place(code), {}), plan.comptes.valeurs.get(Place(entier), {})
        others = [membre for membre, valeur in whole.items() if valeur != valeurs.get(membre, 0)]
        counted = [membre for membre, valeur in valeurs.items() if valeur]
        is_offerte = all(len(one) == 0 or len(one) >= plan.minimum for one in (counted, others))
        cellule = Cellule(sum(valeurs.values()), (), is_offerte)
        mesure, racine = name_distincte(code, NATION), plan.controle.racines[entier]
        tableau = Tableau(mesure, mesure, plan.periode, (), {(): cellule}, racine.nature)
        plan.tableaux.append(tableau)
        for genre in racine.genres:
            told = list(list_apports(plan.apports, valeurs, counted, (name_cas(code), genre.value)))
            weighed: dict[tuple[str, ...], Cellule] = {
                (): replace(cellule, parts=share_parts(genre, int(cellule.valeur), told))
            }
            plan.tableaux.append(
                replace(tableau, code=f"{mesure}:{genre.value}", contributeurs=genre, cellules=weighed)
            )


def add_partage(plan: "Plan") -> None:
    """What several dispositifs follow, of the nation alone, and what it has besides what one of them leads: each is somebody's."""
    partage = plan.controle.partage
    nation = plan.comptes.distincts.get(Place(partage.code), {}).get((FRANCE, NATION_CODE)) if partage else None
    pilotees = sum(plan.comptes.valeurs.get(Place(partage.pilotee), {}).values()) if partage else 0
    if partage is None or nation is None or nation < pilotees:
        return  # what one leads is followed: files that are not of one day say otherwise, and the figure is not shown
    cles = []
    for code, valeur, is_offerte in ((partage.code, nation, True), (partage.reste, nation - pilotees, False)):
        mesure = name_distincte(code, NATION)
        for genre in plan.controle.racines[partage.pilotee].genres:
            told = [one for one in plan.partages if (one.cas, one.genre) == (code, genre.value)]
            parts = share_parts(genre, valeur, told or [Apport(code, genre.value, 1, valeur)])
            nom, cellule = f"{mesure}:{genre.value}", Cellule(valeur, parts, is_offerte)
            plan.tableaux.append(
                Tableau(nom, mesure, plan.periode, (), {(): cellule}, Nature.GRANDEUR, contributeurs=genre)
            )
        cles.append(Cle(mesure, plan.periode))
    pilotee = plan.find_cle(Place(partage.pilotee), NATION)
    if pilotee is not None and pilotee in plan.list_cles():
        plan.identites.append(Identite(((1, cles[0]), (-1, pilotee), (-1, cles[1]))))
