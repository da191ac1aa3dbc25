"""The facts of one fictitious service of the clause as coded rows: lots, companies, contracts, hours by month, posts, what came after.

Its hours, contracts, people, markets of a year are exactly its part of what was published; the shares are those of
`marches/calage.py`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from maillage.clause.nomenclatures.amont import Programme
from maillage.clause.nomenclatures.emplois import ALTERNANCE
from maillage.clause.nomenclatures.emplois import ModeRealisation as M
from maillage.clause.nomenclatures.emplois import StatutInsertion as S
from maillage.clause.nomenclatures.emplois import TypeContrat as T
from maillage.clause.nomenclatures.facilitateurs import Financement, FonctionPoste
from maillage.clause.nomenclatures.heures import TypeHeures
from maillage.clause.nomenclatures.lots import FormeClause
from maillage.clause.nomenclatures.partage import RoleSuivi
from maillage.clause.nomenclatures.suivi import SituationSortie
from maillage.consolidation.faits import tables_clause as t
from maillage.consolidation.faits.codage import Faits
from maillage.consolidation.faits.codage_clause import A_PARTIR_DE_250, DE_200_A_249, MOINS_200
from maillage.demonstration.marches import calage
from maillage.demonstration.marches.contrats import TYPES
from maillage.demonstration.reseau.annees_clause import AnneeClause
from maillage.demonstration.reseau.profils import scatter
from maillage.indicateurs.ecriture import list_lignes
from maillage.indicateurs.tables import Table
from maillage.socle.dates import add_months
from maillage.socle.repartitions import share

Rows = dict[Table, list[dict[str, Any]]]
Realises = dict[int, dict[tuple[date, int], int]]  # of each lot, by month and person
PREMIER_JOUR = date(2012, 1, 1)
MODES = {
    S.ETTI: M.MAD_ETTI, S.AI: M.MAD_AI, S.EI: M.SOUSTRAITANCE_SIAE, S.ACI: M.MARCHE_RESERVE, S.GEIQ: M.MAD_GEIQ,
    S.RQ: M.SOUSTRAITANCE_SIAE, S.ETT: M.INTERIM_ETT, S.AUCUN: M.EMBAUCHE_DIRECTE,
}  # fmt: skip
# Per thousand, or in percent, of what they are shares of: choisi, but TPE-PME, published.
EFFECTIFS: dict[str | None, int] = {MOINS_200: calage.TPE_PME, DE_200_A_249: 4, A_PARTIR_DE_250: 13, None: 3}
DOMAINES: dict[str | None, int] = {"F": 55, "A": 9, "K": 13, "N": 8, "I": 5, "H": 3, "G": 2, None: 5}
FORMES = {FormeClause.CONDITION_EXECUTION: 88, FormeClause.CRITERE: 12, FormeClause.RESERVE_IAE: 3}
FINANCEMENTS = {
    Financement.STRUCTURE: 30,
    Financement.INTERCOMMUNALITE: 18,
    Financement.ETAT: 34,
    Financement.FSE: 14,
    Financement.AUTRE: 4,
}
SITUATIONS: dict[SituationSortie | None, int] = {
    SituationSortie.CDI: 14, SituationSortie.CDD_6M_PLUS: 10, SituationSortie.CDD_MOINS_6M: 8, SituationSortie.INTERIM: 10,
    SituationSortie.FORMATION_QUALIFIANTE: 5, SituationSortie.SANS_EMPLOI: 12, SituationSortie.AUTRE: 6, None: 35,
}  # fmt: skip
SANS_PROFIL = 4  # in percent, left unknown on purpose
FINS_DITES = 92  # contracts of which the end was written down; of the others, only the one foreseen is known
COORDINATION = 30  # services in percent that have a post of it, of a fifth to a half of a full time (choisi)
SIEGES = 1_000_000  # numbers of companies and buyers set aside for each service


@dataclass(frozen=True, slots=True)
class LotFictif:
    """`statut`: what the company bound is recognised as."""

    numero: int
    entreprise: int
    achat: str
    donneur: str
    effectif: str | None
    statut: S


def write_service(cle: str, rang: int, annees: Iterable[AnneeClause], chance: Random) -> Faits:
    """`rang`: of the service, so that no two of them have a lot, a company or a buyer in common."""
    rows: Rows = {table: [] for table in t.TABLES_CLAUSE}
    personnes = contrats = 0
    for one in annees:
        lots = list(_draw_lots(rows, cle, rang, one, chance))
        profils = list(_draw_profils(one.personnes, chance))
        contrats = _write_contrats(rows, cle, one, lots, profils, premier=contrats, personne=personnes, chance=chance)
        personnes += one.personnes
    _write_postes(rows, cle, list(annees), chance)
    return Faits({table: list_lignes(table, rows[table]) for table in t.TABLES_CLAUSE})


def _draw_lots(rows: Rows, cle: str, rang: int, one: AnneeClause, chance: Random) -> Iterator[LotFictif]:
    """One lot a market; each company and each buyer has one at least, as far as there are lots."""
    base = rang * SIEGES
    achats = scatter(one.marches, dict(calage.ACHATS), chance)
    donneurs = scatter(one.marches, dict(calage.DONNEURS), chance)
    effectifs = scatter(one.marches, dict(EFFECTIFS), chance)
    for numero in range(one.marches):
        debut = date(one.annee, 1, 1) + timedelta(chance.randrange(120))
        fin = date(one.annee, 12, 31) - timedelta(chance.randrange(60))
        statut = chance.choice((S.EI, S.ACI, S.RQ)) if chance.randrange(100) < 20 else S.AUCUN
        lot = LotFictif(
            base + (one.annee - PREMIER_JOUR.year) * 10_000 + numero, base + numero % max(1, one.entreprises), achats[numero].value,
            donneurs[numero].value, effectifs[numero], statut,
        )  # fmt: skip
        acheteur = base + numero % max(1, one.donneurs)
        own = {"dispositif": cle, "lot": lot.numero}
        rows[t.LOTS].append(
            own | {
                "marche": lot.numero, "acheteur": acheteur, "maitre_ouvrage": acheteur, "operation": None,
                "programme": Programme.AUCUN.value, "achat": lot.achat, "donneur": lot.donneur, "notifie_le": debut, "debut": debut,
                "fin": fin, "resilie_le": None, "is_pilote": True,
                **{forme.value: chance.randrange(100) < FORMES.get(forme, 0) for forme in FormeClause},
            }
        )  # fmt: skip
        rows[t.SUIVIS].append(own | {"role": RoleSuivi.PILOTE.value, "du": debut, "au": None})
        rows[t.ENTREPRISES].append(
            own | {"entreprise": lot.entreprise, "role": "titulaire_unique", "du": debut, "au": None}
        )
        yield lot


def _draw_profils(combien: int, chance: Random) -> Iterator[dict[str, bool | None]]:
    parts = (
        ("femme", calage.FEMMES), ("moins_26", calage.MOINS_26), ("deld", calage.DELD), ("brsa", calage.BRSA), ("qpv", calage.QPV),
        ("handicap", calage.HANDICAP), ("niveau_3", calage.NIVEAU_3),
    )  # fmt: skip
    sus = combien - combien * SANS_PROFIL // 100
    tires = {nom: scatter(sus, {True: part, False: 100 - part}, chance) for nom, part in parts}
    for rang in range(sus):
        known = {nom: values[rang] for nom, values in tires.items()}
        yield known | {
            "homme": not known["femme"], "senior": not known["moins_26"] and chance.randrange(100) < 18,
            "qpv_adresse": known["qpv"] if chance.randrange(100) < 94 else None,
        }  # fmt: skip
    for _ in range(combien - sus):
        yield dict.fromkeys(
            ("femme", "homme", "moins_26", "senior", "deld", "brsa", "qpv", "handicap", "niveau_3", "qpv_adresse")
        )


def _write_contrats(
    rows: Rows, cle: str, one: AnneeClause, lots: list[LotFictif], profils: list[dict[str, bool | None]], *, premier: int,
    personne: int, chance: Random,
) -> int:  # fmt: skip
    """Everybody has one, some have more; each has a line a month, of hours that add up to those of the year. The next number."""
    qui = [*range(one.personnes), *(chance.randrange(one.personnes) for _ in range(one.contrats - one.personnes))]
    statuts = scatter(one.contrats, dict(calage.EMPLOYEURS), chance)
    domaines = scatter(one.contrats, dict(DOMAINES), chance)
    todo: list[dict[str, Any]] = []
    fins: dict[int, tuple[date, int]] = {}
    realises: Realises = {}
    for rang in range(one.contrats):
        lot, statut, numero = lots[chance.randrange(len(lots))], statuts[rang], premier + rang
        duree = chance.choices(calage.LIGNES, weights=calage.PART_LIGNES)[0]
        mois = chance.randrange(1, 14 - duree)
        debut, fin = date(one.annee, mois, chance.randrange(1, 20)), add_months(date(one.annee, mois, 28), duree - 1)
        types, poids = zip(*TYPES[statut], strict=True)
        type_ = chance.choices(types, weights=poids)[0]
        decrit = {
            "type": type_.value, "mode": _find_mode(statut, type_).value, "domaine": domaines[rang], **profils[qui[rang]],
        }  # fmt: skip
        own = {"dispositif": cle, "contrat": numero, "personne": personne + qui[rang]}
        employeur = (
            lot.entreprise if statut is S.AUCUN else lot.numero // SIEGES * SIEGES + SIEGES - 1 - list(S).index(statut)
        )
        rows[t.CONTRATS].append(
            own
            | {
                "rang": numero + 1,
                "debut": debut,
                "is_gere": True,
                "is_sur_lot": True,
                "employeur": employeur,
                "fin": fin,
                "is_fin_dite": numero % 100 < FINS_DITES,
                **decrit,
            }
        )
        fins[qui[rang]] = max(fins.get(qui[rang], (fin, numero)), (fin, numero))
        for pas in range(duree):
            todo.append(
                own | decrit | {
                    "lot": lot.numero, "marche": lot.numero, "is_agregee": False, "externe": None, "mois": date(one.annee, mois + pas, 1),
                    "type_heures": TypeHeures.TRAVAIL.value, "achat": lot.achat, "donneur": lot.donneur,
                    "entreprise": lot.entreprise, "effectif": lot.effectif, "employeur_statut": statut.value,
                    "entreprise_statut": lot.statut.value,
                }
            )  # fmt: skip
    for row, centiemes in zip(todo, share(one.heures * 100, [chance.randrange(50, 150) for _ in todo]), strict=True):
        rows[t.HEURES].append(row | {"centiemes": centiemes})
        du_lot = realises.setdefault(row["lot"], {})
        ou = (row["mois"], row["personne"])
        du_lot[ou] = du_lot.get(ou, 0) + centiemes
    _write_realises(rows, cle, lots, realises, annee=one.annee, chance=chance)
    _write_sorties(rows, cle, fins.values(), chance)
    return premier + one.contrats


def _find_mode(statut: S, type_: T) -> M:
    return M.ALTERNANCE if statut is S.AUCUN and type_ in ALTERNANCE else MODES[statut]


def _write_realises(
    rows: Rows, cle: str, lots: list[LotFictif], realises: Realises, *, annee: int, chance: Random
) -> None:
    """What each lot bound itself to: a little more or a little less than what it did."""
    for lot in lots:
        known = realises.get(lot.numero, {})
        rows[t.REALISES] += [
            {"dispositif": cle, "lot": lot.numero, "personne": personne, "mois": mois, "centiemes": n}
            for (mois, personne), n in sorted(known.items())
        ]
        fait = sum(known.values()) or 20_000
        engage = {
            "dispositif": cle, "lot": lot.numero, "du": date(annee, 1, 1), "au": None,
            "centiemes": fait * (chance.randrange(105, 150) if chance.randrange(100) < calage.COURTS else chance.randrange(70, 100)) // 100,
        }  # fmt: skip
        rows[t.ENGAGEMENTS].append(engage)
        rows[t.REDEVABLES].append(engage | {"entreprise": lot.entreprise, "is_tete": True})


def _write_sorties(rows: Rows, cle: str, fins: Iterable[tuple[date, int]], chance: Random) -> None:
    for fin, contrat in fins:
        for jalon in (6, 12):
            situation = chance.choices(list(SITUATIONS), weights=list(SITUATIONS.values()))[0]
            rows[t.SORTIES].append({
                "dispositif": cle, "contrat": contrat, "jalon": jalon, "prevu_le": add_months(fin, jalon),
                "situation": situation.value if situation else None,
            })  # fmt: skip


def _write_postes(rows: Rows, cle: str, annees: list[AnneeClause], chance: Random) -> None:
    """Those of each year, for its days; a full time at most each."""
    numero = 0

    def write(one: AnneeClause, fonction: FonctionPoste, temps: int) -> None:
        nonlocal numero
        rows[t.POSTES].append({
            "dispositif": cle, "poste": numero, "fonction": fonction.value,
            "financement": chance.choices(list(FINANCEMENTS), weights=list(FINANCEMENTS.values()))[0].value,
            "dix_milliemes": temps, "du": date(one.annee, 1, 1), "au": date(one.annee, 12, 31),
        })  # fmt: skip
        numero += 1

    for one in annees:
        reste = one.etp * 100
        while reste > 0:
            temps = min(reste, chance.choice((6_000, 8_000, 10_000)))
            write(one, FonctionPoste.FACILITATEUR, temps)
            reste -= temps
    if chance.randrange(100) < COORDINATION:
        temps = chance.choice((2_000, 3_000, 5_000))
        for one in annees:
            write(one, FonctionPoste.COORDINATEUR, temps)
