"""Writes the fictitious services of the clause of a country, one after the other, each in its own transaction."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from maillage.clause.models import DonneurOrdre, Entreprise, LigneHeures, Marche, PosteFacilitateur
from maillage.clause.nomenclatures.emplois import StatutInsertion as S
from maillage.clause.nomenclatures.facilitateurs import Financement, FonctionPoste
from maillage.clause.nomenclatures.marches import TypeAchat as A
from maillage.clause.rules.planning import get_dernier_jour
from maillage.demonstration.france.actions import make_comptes
from maillage.demonstration.france.calage_clause import EN_ETP, FRANCE_2021, CalageClause, ServiceFictif, list_services
from maillage.demonstration.france.dispositifs import OUVERTURE, make_dispositif
from maillage.demonstration.france.noms import PAYS
from maillage.demonstration.marches.cadres import Cadre, draw_debut, find_atteint
from maillage.demonstration.marches.calage import ACHATS, SANS_CONTRAT
from maillage.demonstration.marches.contrats import Volumes, find_ouvre
from maillage.demonstration.marches.lignes import Bureau
from maillage.demonstration.marches.objets import NOMS_DONNEURS, NOMS_ENTREPRISES
from maillage.demonstration.marches.personnes import Vallee
from maillage.demonstration.marches.service import Carnet, add_employeurs, draw_cadre, draw_effectif, write_service
from maillage.demonstration.parcours.lot import Lot as Rangees
from maillage.demonstration.personnages import EPCIS
from maillage.participants.parametres import QPV
from maillage.participants.rules.notices import get_notice
from maillage.reseau.nomenclatures import TypeDispositif
from maillage.socle.contexte import open_service
from maillage.socle.dates import add_months
from maillage.socle.roles import Role

COMPTES = ((Role.FACILITATEUR, "Facilitateur·rice"), (Role.DIRECTEUR, "Direction de la clause"))
AVEC_COMPTES = {1: "clause", 2: "clause.grand"}
INSERTION = {
    S.ETTI: "Intérim d’insertion", S.AI: "Association intermédiaire", S.EI: "Entreprise d’insertion",
    S.ACI: "Chantier d’insertion", S.GEIQ: "GEIQ", S.RQ: "Régie de quartier", S.ETT: "Agence d’intérim",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class AvancementClause:
    """After one service; nothing written when it was already there."""

    fait: int
    total: int
    marches: int
    lignes_heures: int
    lignes: int


@dataclass(frozen=True, slots=True)
class Fenetre:
    """The twelve months whose hours are told, by their first days; `recent`: from which they still wait for a decision."""

    premier: date
    dernier: date
    recent: date


def make_fenetre(annee: int | None, *, today: date) -> Fenetre:
    """A year that is over, all decided; or the twelve months before this one, so that work is under way today."""
    mois = today.replace(day=1)
    if annee is None:
        return Fenetre(add_months(mois, -12), add_months(mois, -1), add_months(mois, -1))
    return Fenetre(date(annee, 1, 1), date(annee, 12, 1), mois)


def fill_france_clause(
    calage: CalageClause, *, graine: int, fenetre: Fenetre, today: date
) -> Iterator[AvancementClause]:
    """The markets under way in these months, and their hours alone. Memory holds one service."""
    services = list_services(calage, Random(f"{graine}:france-clause"))  # noqa: S311  a seed is the point
    for fait, fiche in enumerate(services, 1):
        with open_service("démonstration à l’échelle de la France"):
            written = _fill_service(fiche, graine=graine, fenetre=fenetre, today=today)
        yield AvancementClause(fait, len(services), *written)


def _fill_service(fiche: ServiceFictif, *, graine: int, fenetre: Fenetre, today: date) -> tuple[int, int, int]:
    dispositif = make_dispositif(
        TypeDispositif.CLAUSE, fiche.rang, graine, cle="france-clause", nom="Clause sociale fictive"
    )
    if Marche.objects.filter(dispositif=dispositif).exists():
        return 0, 0, 0
    chance = Random(f"{graine}:france-clause:{fiche.rang}")  # noqa: S311
    rangees = Rangees(dispositif, f"{graine}:france-clause:{fiche.rang}:numeros")
    bureau = Bureau(rangees, chance, today, recent=fenetre.recent)
    if fiche.rang in AVEC_COMPTES:
        make_comptes(dispositif, COMPTES, graine, prefixe=f"france.{AVEC_COMPTES[fiche.rang]}", du=OUVERTURE)
    _add_postes(rangees, fiche)
    carnet = _open_carnet(bureau, fiche)
    cadres = _list_cadres(chance, fiche, carnet, fenetre=fenetre, today=today)
    write_service(
        bureau, carnet, cadres, Volumes(fiche.contrats, fiche.lignes, fiche.personnes, fiche.heures), _describe(fiche, today),
        premier=fenetre.premier, dernier=fenetre.dernier, sans=SANS_CONTRAT / 100,
    )  # fmt: skip
    lignes_heures = rangees.count(LigneHeures)
    return len(cadres), lignes_heures, rangees.write()


def _list_cadres(chance: Random, fiche: ServiceFictif, carnet: Carnet, *, fenetre: Fenetre, today: date) -> list[Cadre]:
    """Begun within a year and a half, and still there on the first day; then those that are still being prepared."""
    du, au = add_months(fenetre.premier, -18), min(get_dernier_jour(fenetre.dernier), today - timedelta(days=7))
    found: list[Cadre] = []
    for _ in range(fiche.marches):
        achat = _draw_achat(chance)
        while (cadre := draw_cadre(chance, carnet.donneurs, achat, draw_debut(chance, du, au))).fin < fenetre.premier:
            pass
        found.append(cadre)
    for _ in range(fiche.a_venir):
        debut = find_ouvre(today + timedelta(days=chance.randint(10, 140)))
        cadre = draw_cadre(chance, carnet.donneurs, _draw_achat(chance), debut)
        found.append(replace(cadre, lots=1, arrive_a=find_atteint(cadre, on=today)))
    return sorted(found, key=lambda cadre: cadre.engage)


def _draw_achat(chance: Random) -> A:
    return chance.choices(list(ACHATS), weights=list(ACHATS.values()))[0]


def _open_carnet(bureau: Bureau, fiche: ServiceFictif) -> Carnet:
    """Works and services have their own companies; whoever lends or inserts comes on top."""
    rangees, du = bureau.rangees, OUVERTURE
    donneurs = [
        rangees.add(
            DonneurOrdre, nom=f"{bureau.chance.choice(NOMS_DONNEURS[type])} n° {fiche.rang}-{rang} (fictif)", type=type
        )
        for rang, type in enumerate(fiche.donneurs, 1)
    ]
    employeurs = add_employeurs(
        bureau, {statut: f"{nom} n° {fiche.rang} (fictif)" for statut, nom in INSERTION.items()}, du=du
    )
    combien = max(2, fiche.entreprises)
    entreprises = [
        rangees.add(
            Entreprise, nom=f"{NOMS_ENTREPRISES[rang % len(NOMS_ENTREPRISES)]} n° {fiche.rang}-{rang} (fictive)",
            effectif=draw_effectif(bureau.chance),
        )
        for rang in range(combien)
    ]  # fmt: skip
    travaux = max(1, round(combien * ACHATS[A.TRAVAUX] / 1000))
    autres = entreprises[travaux:] or entreprises
    titulaires: dict[str, list[Entreprise]] = {
        achat: entreprises[:travaux] if achat is A.TRAVAUX else autres for achat in A
    }
    return Carnet(donneurs, titulaires, employeurs)


def _add_postes(rangees: Rangees, fiche: ServiceFictif) -> None:
    """Two thirds of a full time each, on average."""
    quotites = ("0.5", "0.6", "0.7", "0.7", "0.8")
    assert abs(sum(map(float, quotites)) / len(quotites) - EN_ETP / FRANCE_2021.facilitateurs) < 0.02
    for rang in range(fiche.facilitateurs):
        rangees.add(
            PosteFacilitateur, nom=f"Facilitateur·rice n° {rang + 1} (personne fictive)", fonction=FonctionPoste.FACILITATEUR,
            quotite=Decimal(quotites[(fiche.rang + rang) % len(quotites)]), financement=Financement.STRUCTURE, du=OUVERTURE,
        )  # fmt: skip


def _describe(fiche: ServiceFictif, today: date) -> Vallee:
    codes = tuple(code for code, *_ in EPCIS[fiche.rang % len(EPCIS)].communes)
    return Vallee(codes, PAYS, QPV.get(on=today).valeur, get_notice(today).version)
