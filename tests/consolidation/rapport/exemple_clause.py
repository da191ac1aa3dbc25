"""A fictitious country of the clause as a book: twenty services of six regions, their lots, their contracts, drawn once for all."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

from maillage.clause.nomenclatures.emplois import ModeRealisation, Profil, TypeContrat
from maillage.clause.nomenclatures.facilitateurs import Financement, FonctionPoste
from maillage.clause.nomenclatures.heures import TypeHeures
from maillage.clause.nomenclatures.lots import FormeClause
from maillage.clause.nomenclatures.marches import TypeAchat, TypeDonneurOrdre
from maillage.clause.nomenclatures.partage import RoleSuivi
from maillage.clause.nomenclatures.suivi import SituationSortie
from maillage.consolidation.catalogue.clause.catalogue import CLAUSE
from maillage.consolidation.cellules.comptage import Consolidation
from maillage.consolidation.cellules.niveaux import Lieu, add_niveaux, list_niveaux
from maillage.consolidation.faits.codage_clause import A_PARTIR_DE_250, DE_200_A_249, MOINS_200
from maillage.consolidation.faits.tables_clause import (
    CONTRATS,
    ENGAGEMENTS,
    ENTREPRISES,
    HEURES,
    LOTS,
    POSTES,
    REALISES,
    REDEVABLES,
    SORTIES,
    SUIVIS,
    TABLES_CLAUSE,
)
from maillage.consolidation.rapport.annees import AnneePubliee, Perimetres
from maillage.consolidation.rapport.branchement import name_lieux
from maillage.consolidation.rapport.livre import Livre, Parametre, Participant
from maillage.indicateurs.calcul import compute, compute_distinctes
from maillage.indicateurs.cellules import Cellule
from maillage.indicateurs.ecriture import list_lignes, write_parquet
from maillage.indicateurs.moteurs.parquet import MoteurDuckdb
from maillage.indicateurs.periodes import make_annee
from maillage.indicateurs.tables import Table
from tests.consolidation.rapport.exemple import publish

Row = dict[str, Any]
ANNEE = 2019
REGIONS = (("32", "59", 6), ("84", "69", 4), ("11", "93", 4), ("93", "13", 3), ("53", "35", 2), ("04", "974", 1))
NOMS = ("du Val d’Orme", "des Trois Rives", "du Pays de Brume", "de la Haute Lande", "des Tisserands")
LIEUX = {
    f"service-{rang:02}": lieu
    for rang, lieu in enumerate(Lieu(dep, region) for region, dep, count in REGIONS for _ in range(count))
}
FINS = (date(2019, 5, 3), date(2019, 8, 2), date(2019, 11, 29), None)
LOTS_PAR_SERVICE, CONTRATS_PAR_SERVICE = 6, 24


def pick(draw: Random, values: Any) -> Any:
    """The first of them more often than the last."""
    listed = [getattr(one, "value", one) for one in values]
    return listed[int(len(listed) * draw.random() ** 2)]


def list_rows(draw: Random) -> dict[Table, list[Row]]:
    rows: dict[Table, list[Row]] = {table: [] for table in TABLES_CLAUSE}
    for rang, service in enumerate(LIEUX):
        lots = [_add_lot(rows, draw, service, rang * LOTS_PAR_SERVICE + one) for one in range(LOTS_PAR_SERVICE)]
        if rang:  # one market that the service before leads, and this one takes part in
            shared = {**next(row for row in rows[LOTS] if row["lot"] == lots[0]["lot"] - 1), "dispositif": service}
            rows[LOTS].append({**shared, "is_pilote": False})
            _follow(rows, service, shared["lot"], RoleSuivi.PARTICIPANTE)
        for one in range(CONTRATS_PAR_SERVICE):
            _add_contrat(rows, draw, service, rang * 100 + one, draw.choice(lots))
        if rang % 5 != 4:
            for fonction, part in ((FonctionPoste.FACILITATEUR, 8_000), (FonctionPoste.COORDINATEUR, 1_500)):
                rows[POSTES].append({
                    "dispositif": service, "poste": rang * 10 + part, "fonction": fonction.value,
                    "financement": pick(draw, Financement), "dix_milliemes": part, "du": date(2018, 3, 1), "au": None,
                })  # fmt: skip
    return rows


def _add_lot(rows: dict[Table, list[Row]], draw: Random, service: str, lot: int) -> Row:
    debut, fin = date(2018, draw.randint(1, 12), 1), draw.choice([date(2019, 6, 30), date(2020, 6, 30), None])
    acheteur, engagees = draw.randint(1, 40), draw.randint(20, 90) * 10_000
    row: Row = {
        "dispositif": service, "lot": lot, "marche": lot - lot % 2, "acheteur": acheteur, "maitre_ouvrage": acheteur + lot % 3,
        "operation": lot if lot % 4 == 0 else None, "programme": "npnru" if lot % 8 == 0 else "aucun",
        "achat": pick(draw, TypeAchat), "donneur": list(TypeDonneurOrdre)[acheteur % 13].value, "notifie_le": debut,
        "debut": debut, "fin": fin, "resilie_le": None, "is_pilote": True,
        **{forme.value: draw.random() < (0.9 if forme is FormeClause.CONDITION_EXECUTION else 0.08) for forme in FormeClause},
    }  # fmt: skip
    rows[LOTS].append(row)
    _follow(rows, service, lot, RoleSuivi.PILOTE)
    rows[ENGAGEMENTS].append({"dispositif": service, "lot": lot, "du": debut, "au": None, "centiemes": engagees})
    entreprise = draw.randint(1, 60)
    for role in ("titulaire_unique", "sous_traitant"):
        rows[ENTREPRISES].append({
            "dispositif": service, "lot": lot, "entreprise": entreprise if role == "titulaire_unique" else draw.randint(1, 60), "role": role, "du": debut, "au": None,
        })  # fmt: skip
    rows[REDEVABLES].append({
        "dispositif": service, "lot": lot, "entreprise": entreprise if lot % 11 else None, "is_tete": True, "du": debut, "au": None,
        "centiemes": engagees,
    })  # fmt: skip
    for mois in (3, 9):
        rows[REALISES].append({
            "dispositif": service, "lot": lot, "personne": None, "mois": date(2019, mois, 1),
            "centiemes": int(engagees * draw.uniform(0.3, 0.7)),
        })  # fmt: skip
    return row


def _follow(rows: dict[Table, list[Row]], service: str, lot: int, role: RoleSuivi) -> None:
    rows[SUIVIS].append({"dispositif": service, "lot": lot, "role": role.value, "du": date(2018, 1, 1), "au": None})


def _add_contrat(rows: dict[Table, list[Row]], draw: Random, service: str, contrat: int, lot: Row) -> None:
    personne = contrat - contrat % 3 if contrat % 7 == 0 else contrat
    is_su = draw.random() < 0.9
    profil = {one.value: draw.random() < 0.3 if is_su else None for one in Profil}
    own: Row = {
        "type": pick(draw, TypeContrat), "mode": pick(draw, ModeRealisation), "domaine": pick(draw, ["F", "K", "A", "N", None]),
        **profil, "qpv_adresse": draw.choice([True, False, False, None]),
    }  # fmt: skip
    if own["femme"] is not None:
        own["homme"] = not own["femme"]
        own["senior"] = own["senior"] and not own["moins_26"]
    rows[CONTRATS].append({
        "dispositif": service, "contrat": contrat, "personne": personne, "rang": contrat, "debut": date(2019, 2, 4),
        "is_gere": True, "is_sur_lot": True, "employeur": draw.randint(1, 50),
        "fin": FINS[contrat % len(FINS)], "is_fin_dite": contrat % 10 != 3, **own,
    })  # fmt: skip
    insertion = draw.choice(["etti", "ei", "geiq", None])
    for mois in draw.sample(range(1, 13), draw.randint(1, 6)):
        rows[HEURES].append({
            "dispositif": service, "lot": lot["lot"], "marche": lot["marche"], "is_agregee": False, "contrat": contrat,
            "personne": personne, "externe": None, "mois": date(2019, mois, 1), "centiemes": draw.randint(2_000, 15_165),
            "type_heures": pick(draw, TypeHeures), "achat": lot["achat"], "donneur": lot["donneur"],
            "entreprise": draw.randint(1, 60), "effectif": pick(draw, [MOINS_200, A_PARTIR_DE_250, DE_200_A_249, None]),
            "employeur_statut": insertion, "entreprise_statut": draw.choice([insertion, None, None]), **own,
        })  # fmt: skip
    for jalon, le in ((6, date(2019, 8, 4)), (12, date(2019, 11, 4))):
        situations = [one for one in SituationSortie if one is not SituationSortie.INJOIGNABLE]
        rows[SORTIES].append({
            "dispositif": service, "contrat": contrat, "jalon": jalon, "prevu_le": le,
            "situation": pick(draw, situations) if draw.random() < 0.6 else None,
        })  # fmt: skip


def count(dossier: Path, rows: Mapping[Table, Sequence[Row]], lieux: Mapping[str, Lieu]) -> list[Cellule]:
    """Every level, what is shared counted once at each of them."""
    sources = {}
    for table in TABLES_CLAUSE:
        write_parquet(table, list_lignes(table, rows[table]), dossier / f"{table.nom}.parquet")
        sources[table] = [dossier / f"{table.nom}.parquet"]
    annee = [make_annee(ANNEE)]
    with MoteurDuckdb(sources) as moteur:
        cellules = compute(CLAUSE, moteur, annee, list(lieux))
        distinctes = [*_count_distinctes(moteur, lieux)]
    return add_niveaux(cellules, lieux, catalogue=CLAUSE, distinctes=distinctes)


def _count_distinctes(moteur: MoteurDuckdb, lieux: Mapping[str, Lieu]) -> Iterator[Cellule]:
    for niveau, places in list_niveaux(lieux).items():
        yield from compute_distinctes(CLAUSE, moteur, [make_annee(ANNEE)], niveau=niveau, lieux=places)


def make_livre(cellules: Sequence[Cellule], lieux: Mapping[str, Lieu] = LIEUX, **changes: Any) -> Livre:
    participants = [
        Participant(cle, f"Clause {NOMS[rang % len(NOMS)]} {chr(65 + rang)}", lieu.region, lieu.departement)
        for rang, (cle, lieu) in enumerate(lieux.items())
    ]
    noms = {one.cle: one.nom for one in participants}
    found = Consolidation(ANNEE, cellules, noms, is_fictive=True, catalogue=CLAUSE, lieux=lieux)
    return Livre(
        found, participants=participants, lieux={**name_lieux(), **{("dispositif", cle): nom for cle, nom in noms.items()}},
        parametres=(Parametre("recenses", "services recensés", len(lieux) + 3, "annuaire du réseau"),),
        perimetres=make_perimetres(lieux), **changes,
    )  # fmt: skip


def make_pays(dossier: Path) -> Livre:
    return make_livre(count(dossier, list_rows(Random(2019)), LIEUX))


def make_perimetres(lieux: Mapping[str, Lieu]) -> Perimetres:
    """Everybody tells every figure."""
    membres: dict[tuple[str, str], set[str]] = {}
    for cle, lieu in lieux.items():
        for ou in (("france", "FR"), ("region", lieu.region), ("departement", lieu.departement), ("dispositif", cle)):
            membres.setdefault(ou, set()).add(cle)
    couverture = {(code, *ou): len(cles) for ou, cles in membres.items() for code in CLAUSE.mesures}
    return Perimetres({ou: frozenset(cles) for ou, cles in membres.items()}, couverture)


def make_avant(livre: Livre) -> AnneePubliee:
    """The same cells a year before, a little fewer, as they were released: something to compare with."""
    cellules = [
        one._replace(periode=str(ANNEE - 1), numerateur=one.numerateur * 91 // 100, base=one.base * 95 // 100)
        for one in livre.consolidation.cellules
    ]
    return publish(replace(livre, consolidation=replace(livre.consolidation, millesime=ANNEE - 1, cellules=cellules)))
