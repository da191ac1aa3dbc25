"""The facts of one fictitious PLIE as coded rows: parcours, étapes, suspensions, working time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from maillage.consolidation.faits.codage import Faits
from maillage.consolidation.faits.tables import CONTACTS, EQUIPE, ETAPES, PARCOURS, SUSPENSIONS, TABLES
from maillage.demonstration.france.calage import PARTICIPANTS_PAR_ETP
from maillage.demonstration.reseau.annees import Annee
from maillage.demonstration.reseau.parcours import EMPLOIS, Plie, Suivi, make_profil
from maillage.demonstration.reseau.profils import scatter
from maillage.indicateurs.ecriture import list_lignes
from maillage.indicateurs.tables import Table
from maillage.parcours.nomenclatures.etapes import TYPES
from maillage.parcours.nomenclatures.sorties import Classe
from maillage.socle.repartitions import share

# 2019: 175 540 étapes of 131 000 people; 23 507, 50 683 and 15 775 were published as counts, the rest is choisi.
ETAPES_2019: dict[str, int] = {
    "mobilisation": 56_173, "mediation": 28_086, "formation": 23_507, "non_aide": 24_576, "aide": 10_332,
    "iae": 15_775, "autre": 17_091,
}  # fmt: skip
ACCOMPAGNES_2019 = 131_000
ATTENTES = (3, 8, 12, 15, 20, 24, 29, 33, 41, 52, 70, 110)  # days since the last contact of a year (choisi)
CODES: dict[str, dict[str, int]] = {
    "mobilisation": {"MOB-ACC": 3, "MOB-BIL": 3, "MOB-ORI": 2, "MOB-TRE": 3, "FRE-MOB": 2, "FRE-SAN": 1},
    "mediation": {"MED-IOD": 2, "MED-PRS": 2, "MED-CRE": 4, "IMM-PMS": 3},
    "formation": {"FOR-LIN": 2, "FOR-SBA": 2, "FOR-PRE": 2, "FOR-QUA": 4, "FOR-HAB": 2},
    "non_aide": {"CNA-CDD": 6, "CNA-INT": 4, "CNA-SAI": 1, "CNA-PAR": 1},
    "aide": {"CAI-CUI": 7, "ALT-APP": 1, "ALT-PRO": 2},
    "iae": {"IAE-ACI": 56, "IAE-EI": 13, "IAE-ETTI": 14, "IAE-AI": 17},  # as published
    "autre": {"ESA-ESAT": 1, "CRE-IMM": 2},
}  # fmt: skip
SANS_ETAPE = 0.4  # of the people followed in a year (choisi)
EN_PAUSE = 0.04  # of the parcours are suspended once (choisi)
TEMPS = (100, 100, 100, 80, 50)


@dataclass(frozen=True, slots=True)
class Etapes:
    """`codes`: the types of a year, in any order; each PLIE takes its part of them."""

    annee: int
    codes: list[str]


def count_etapes(annee: Annee) -> int:
    """1.34 a person."""
    return annee.accompagnes * sum(ETAPES_2019.values()) // ACCOMPAGNES_2019


def draw_etapes(annee: Annee, chance: Random) -> Etapes:
    familles = dict(zip(ETAPES_2019, share(count_etapes(annee), list(ETAPES_2019.values())), strict=True))
    codes = [code for famille, total in familles.items() for code in scatter(total, CODES[famille], chance)]
    chance.shuffle(codes)
    return Etapes(annee.annee, codes)


def share_etapes(annees: Sequence[Annee], plies: Sequence[Plie], *, graine: int) -> Iterator[list[Etapes]]:
    """Of each PLIE, its part of each year."""
    chance = Random(f"{graine}:reseau:etapes")  # noqa: S311  a seed is the point
    etapes = [draw_etapes(annee, chance) for annee in annees]
    parts = [share(len(one.codes), [plie.poids for plie in plies]) for one in etapes]
    starts = [0] * len(etapes)
    for rang in range(len(plies)):
        own = []
        for which, one in enumerate(etapes):
            own.append(Etapes(one.annee, one.codes[starts[which] : starts[which] + parts[which][rang]]))
            starts[which] += parts[which][rang]
        yield own


def write_plie(cle: str, plie: Plie, etapes: Sequence[Etapes], *, derniere: int, chance: Random) -> Faits:
    """`etapes`: those of this PLIE, a year each."""
    numeros = [chance.getrandbits(62) for _ in plie.suivis]
    first: dict[int, date] = {}
    rows_etapes = [
        {"dispositif": cle, "parcours": numeros[rang], "personne": numeros[rang]} | row
        for rang, row in _list_etapes(plie, etapes, derniere=derniere, first=first, chance=chance)
    ]
    pauses = [_draw_pause(suivi, derniere, chance) for suivi in plie.suivis]
    rows: dict[Table, list[dict[str, Any]]] = {
        PARCOURS: [
            {"dispositif": cle, "parcours": numeros[rang], "personne": numeros[rang]}
            | _write_parcours(suivi, first.get(rang), pauses[rang], chance)
            for rang, suivi in enumerate(plie.suivis)
        ],
        ETAPES: rows_etapes,
        SUSPENSIONS: [
            {"dispositif": cle, "parcours": numeros[rang], "du": pause[0], "repris": pause[1]}
            for rang, pause in enumerate(pauses)
            if pause
        ],
        EQUIPE: list(_list_equipe(cle, plie, etapes, chance)),
        CONTACTS: [
            {"dispositif": cle, "parcours": numeros[rang], "le": le}
            for rang, suivi in enumerate(plie.suivis)
            for le in _list_contacts(suivi, derniere, Random(f"{cle}-{rang}"))  # noqa: S311
        ],
    }
    return Faits({table: list_lignes(table, rows[table]) for table in TABLES})


def _write_parcours(
    suivi: Suivi, premiere: date | None, pause: tuple[date, date | None] | None, chance: Random
) -> dict[str, Any]:
    attente = chance.randint(15, 110)
    prescription = suivi.entree - timedelta(days=attente)
    suspendus = (pause[1] - pause[0]).days if pause and pause[1] else 0
    classe = suivi.issue if isinstance(suivi.issue, Classe) else Classe.SANS_SUITE if suivi.issue else None
    return {
        **make_profil(suivi, chance),
        **dict(zip(EMPLOIS, suivi.emploi, strict=True)),
        "entree": suivi.entree,
        "sortie": suivi.sortie,
        "classe": classe.value if classe else None,
        "cause": suivi.issue.value if suivi.issue and classe is Classe.SANS_SUITE else None,
        "prescription": prescription,
        "premier_rdv": prescription + timedelta(days=chance.randint(3, min(40, attente))),
        "commission": suivi.entree,
        "premiere_etape": premiere,
        "jours_suspendus": suspendus if suivi.sortie else None,
    }


def _list_contacts(suivi: Suivi, derniere: int, chance: Random) -> Iterator[date]:
    """The last one of each year: who waits for long at its end has none."""
    for annee in range(suivi.entree.year, (suivi.sortie.year if suivi.sortie else derniere + 1)):
        le = date(annee, 12, 31) - timedelta(days=chance.choice(ATTENTES))
        if le >= suivi.entree:
            yield le


def _draw_pause(suivi: Suivi, derniere: int, chance: Random) -> tuple[date, date | None] | None:
    """Over before the exit; of who is still there, perhaps not over."""
    if chance.random() >= EN_PAUSE:
        return None
    fin = suivi.sortie or date(derniere, 12, 31)
    room = (fin - suivi.entree).days
    if room < 60:
        return None
    du = suivi.entree + timedelta(days=chance.randrange(20, room - 20))
    repris = du + timedelta(days=chance.randint(15, 180))
    if repris <= fin:
        return du, repris
    return (du, fin) if suivi.sortie else (du, None)


def _list_etapes(
    plie: Plie, etapes: Sequence[Etapes], *, derniere: int, first: dict[int, date], chance: Random
) -> Iterator[tuple[int, dict[str, Any]]]:
    """Each within one year, and within the parcours: the count of a year is then that of the rows written for it."""
    for one in etapes:
        debut, fin = date(one.annee, 1, 1), date(one.annee, 12, 31)
        presents = [
            rang
            for rang, suivi in enumerate(plie.suivis)
            if suivi.entree <= fin and (suivi.sortie is None or suivi.sortie >= debut)
        ]
        actifs = chance.sample(presents, max(1, round(len(presents) * (1 - SANS_ETAPE)))) if one.codes else []
        for code, rang in zip(one.codes, chance.choices(actifs, k=len(one.codes)) if actifs else (), strict=True):
            suivi = plie.suivis[rang]
            low, high = max(debut, suivi.entree), min(fin, suivi.sortie or fin)
            du = low + timedelta(days=chance.randrange((high - low).days + 1))
            au = min(high, du + timedelta(days=chance.randint(1, 180)))
            is_ouverte = au == fin and one.annee == derniere and suivi.sortie is None
            first[rang] = min(du, first.get(rang, du))
            definition = TYPES[code]
            yield rang, {
                "type": code, "famille": definition.famille.value, "iae": definition.iae or None,
                "is_contrat": definition.is_contrat, "is_formation": definition.is_formation,
                "debut": du, "fin": None if is_ouverte else au,
            }  # fmt: skip


def _list_equipe(cle: str, plie: Plie, etapes: Sequence[Etapes], chance: Random) -> Iterator[dict[str, Any]]:
    """One full time for seventy people or so, in an ordinary year; nobody comes or goes."""
    annees = [one.annee for one in etapes]
    suivis = sum(
        s.entree.year <= annee and (s.sortie is None or s.sortie.year >= annee) for s in plie.suivis for annee in annees
    )
    reste = max(50, round(suivis * 100 / len(annees) / PARTICIPANTS_PAR_ETP))
    while reste > 0:
        temps = min(reste, chance.choice(TEMPS))
        yield {
            "dispositif": cle, "referent": chance.getrandbits(62), "du": date(annees[0], 1, 1) - timedelta(days=365),
            "au": None, "centiemes": temps,
        }  # fmt: skip
        reste -= temps
