"""Writes the markets of one service: its buyers and companies, then each lot, its contracts and the people they employ."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from random import Random

from maillage.clause.models import DonneurOrdre, Entreprise, Marche, MiseEmploi, StatutEntreprise
from maillage.clause.nomenclatures.emplois import StatutInsertion as S
from maillage.clause.nomenclatures.lots import EtatLot
from maillage.demonstration.marches.cadres import Cadre, draw_engage, draw_fin, list_lots
from maillage.demonstration.marches.calage import SUR_LE_LOT, TPE_PME
from maillage.demonstration.marches.contrats import ContratFictif, Volumes, draw_contrats, open_lot
from maillage.demonstration.marches.lignes import Bureau, add_contrat, add_entreprises, add_lot, add_marche
from maillage.demonstration.marches.objets import LIEUX, OBJETS, Objet
from maillage.demonstration.marches.personnes import Employee, Vallee, add_employee, decide
from maillage.demonstration.marches.plans import draw_lot

CENT = 100
INSERTION = frozenset(S) - {S.AUCUN, S.ETT}


@dataclass(slots=True)
class Carnet:
    """Those a service works with. `titulaires`: by sector, or by nature of what is bought where no sector has its own.

    `employeurs`: whoever lends or inserts, by what it is recognised as.
    """

    donneurs: Sequence[DonneurOrdre]
    titulaires: Mapping[str, Sequence[Entreprise]]
    employeurs: Mapping[S, Entreprise]
    usages: Counter[int] = field(default_factory=Counter)

    def choose_titulaires(self, chance: Random, objet: Objet) -> list[Entreprise]:
        """Whoever had least so far first, so that none is there for nothing; and another trade, for a group."""
        offerts = self.titulaires.get(objet.secteur) or self.titulaires[objet.achat]
        first = min(offerts, key=lambda one: (self.usages[id(one)], chance.random()))
        self.usages[id(first)] += 1
        second = chance.choice(self.titulaires[chance.choice(sorted(self.titulaires))])
        return [first] if second is first else [first, second]


@dataclass(slots=True)
class Ecrit:
    """What was written: for what comes after."""

    lots: int = 0
    employees: dict[int, Employee] = field(default_factory=dict)
    emplois: list[tuple[ContratFictif, MiseEmploi]] = field(default_factory=list)


def draw_effectif(chance: Random) -> int | None:
    """Most companies are small; of some, nobody said."""
    if chance.randrange(CENT) < 6:
        return None
    return chance.randint(3, 180) if chance.randrange(CENT) < TPE_PME else chance.randint(200, 4000)


def draw_cadre(
    chance: Random, donneurs: Sequence[DonneurOrdre], achat: str, debut: date, *, arrive_a: EtatLot | None = None
) -> Cadre:
    """What this buyer, or any of them, buys of that nature."""
    rang = chance.randrange(len(donneurs))
    type = donneurs[rang].type
    offerts = [o for o in OBJETS if o.achat == achat and (not o.types or type in o.types)]
    objet = chance.choice(offerts)
    fin = draw_fin(chance, objet, debut)
    lots = chance.choices((1, 2, 3), weights=(88, 8, 4))[0] if arrive_a is None else 1
    return Cadre(objet, chance.choice(LIEUX), rang, draw_engage(chance, debut), debut, fin, lots, arrive_a)


def write_service(
    bureau: Bureau, carnet: Carnet, cadres: Sequence[Cadre], volumes: Volumes, vallee: Vallee, *, premier: date,
    dernier: date, sans: float, numero: int = 1, prefixe: str = "",
) -> Ecrit:  # fmt: skip
    """`premier`, `dernier`: the months whose hours are told; `numero`: of the first file; `prefixe`: of the markets' numbers."""
    chance, lots = bureau.chance, list_lots(cadres)
    ecrit = Ecrit(len(lots))
    vivants = [(cadre, rang) for cadre, rang in lots if cadre.arrive_a is None]
    ouverts = [open_lot(cadre.debut, cadre.fin, premier=premier, dernier=dernier) for cadre, _ in vivants]
    contrats = draw_contrats(chance, ouverts, volumes, today=bureau.today, sans=sans)
    _name_personnes(bureau, vallee, contrats, ecrit, numero=numero)
    par_lot: dict[int, list[ContratFictif]] = {}
    for contrat in contrats:
        par_lot.setdefault(contrat.lot, []).append(contrat)
    rang_vivant = 0
    marches: dict[int, Marche] = {}
    for cadre, rang in lots:
        mine: list[ContratFictif] = []
        if cadre.arrive_a is None:
            mine = par_lot.get(rang_vivant, [])
            rang_vivant += 1
        fiche = draw_lot(chance, cadre, rang, mine, recent=bureau.recent, today=bureau.today)
        if id(cadre) not in marches:
            marches[id(cadre)] = add_marche(
                bureau,
                fiche,
                carnet.donneurs[cadre.donneur],
                numero=f"{prefixe}{cadre.engage.year}-{len(marches) + 1:03d}",
            )
        lot = add_lot(bureau, fiche, marches[id(cadre)])
        siae = {statut: one for statut, one in carnet.employeurs.items() if statut in SUR_LE_LOT}
        bound = add_entreprises(bureau, fiche, lot, carnet.choose_titulaires(chance, cadre.objet), siae)
        for contrat in mine:
            employeur = carnet.employeurs.get(contrat.employeur, bound[0])
            emploi = add_contrat(
                bureau, fiche, lot, contrat, ecrit.employees[contrat.personne], employeur, bound,
                is_constate=contrat.personne not in bureau.sans_constat,
            )  # fmt: skip
            ecrit.emplois.append((contrat, emploi))
    return ecrit


def _name_personnes(
    bureau: Bureau, vallee: Vallee, contrats: Sequence[ContratFictif], ecrit: Ecrit, *, numero: int
) -> None:
    """Each with her decision; of some who have just begun, nobody has found it yet."""
    premiers: dict[int, ContratFictif] = {}
    for contrat in contrats:
        premiers.setdefault(contrat.personne, contrat)
    for personne, contrat in premiers.items():
        employee = add_employee(bureau.rangees, bureau.chance, vallee, numero=numero + personne, debut=contrat.debut)
        ecrit.employees[personne] = employee
        if contrat.debut >= bureau.recent and bureau.chance.randrange(CENT) < 25:
            bureau.sans_constat.add(personne)
            continue
        decide(bureau.rangees, bureau.chance, employee, debut=contrat.debut, is_siae=contrat.employeur in INSERTION)


def add_employeurs(bureau: Bureau, noms: Mapping[S, str], *, du: date) -> dict[S, Entreprise]:
    found = {}
    for statut, nom in noms.items():
        row = bureau.rangees.add(Entreprise, nom=nom, effectif=bureau.chance.randint(8, 120))
        found[statut] = row
        bureau.rangees.add(StatutEntreprise, entreprise=row, statut=statut, du=du)
    return found
