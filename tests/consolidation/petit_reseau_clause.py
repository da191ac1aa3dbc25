"""A small fictitious network of services of the clause, its facts in a folder of their own: companies, people, hours, posts."""

from collections.abc import Mapping
from datetime import date, timedelta
from random import Random
from typing import Any
from uuid import UUID, uuid5

from maillage.clause.nomenclatures.emplois import LIBELLES_CONTRAT, LIBELLES_MODE, Profil
from maillage.clause.nomenclatures.facilitateurs import Financement
from maillage.clause.nomenclatures.lots import FormeClause
from maillage.clause.nomenclatures.marches import LIBELLES_DONNEUR_ORDRE
from maillage.clause.nomenclatures.suivi import SituationSortie
from maillage.consolidation.catalogue.clause.catalogue import CLAUSE
from maillage.consolidation.cellules.comptage import Consolidation, count_millesime
from maillage.consolidation.cellules.territoires import regroup
from maillage.consolidation.faits import tables_clause as t
from maillage.consolidation.faits.codage import Faits
from maillage.consolidation.faits.extraction import find_racine
from maillage.consolidation.faits.fichiers import write_faits
from maillage.indicateurs.ecriture import list_lignes
from maillage.indicateurs.tables import Table
from maillage.reseau.models import Dispositif
from maillage.reseau.nomenclatures import TypeDispositif
from tests.consolidation.petit_reseau import MINIMUM

ANNEE = 2025
ESPACE = UUID(int=17)
LIEUX = (("84", "38"), ("84", "38"), ("84", "42"), ("84", "42"), ("32", "59"), ("32", "59"), ("32", "62"), ("32", "62"),
         ("11", "93"), ("11", "93"), ("11", "94"), ("11", "94"), ("53", "35"), ("52", "44"))  # fmt: skip
Lignes = dict[Table, list[dict[str, Any]]]
STATUTS = (None, "aucun", "ei", "aci", "etti", "geiq")


def make_lignes(
    cle: str, chance: Random, *, lots: int = 24, personnes: int = 90, entreprises: int = 30, is_premier: bool = True
) -> Lignes:
    """A year of one service. `is_premier`: it leads the lots that all of them follow."""
    rows: Lignes = {table: [] for table in t.TABLES_CLAUSE}
    marches = [_make_lot(cle, rang, entreprises, is_premier) for rang in range(lots)]
    for lot in marches:
        rows[t.LOTS].append(lot["lot"])
        own = {"dispositif": cle, "lot": lot["lot"]["lot"]}
        role = "pilote" if lot["lot"]["is_pilote"] else "participante"
        rows[t.SUIVIS].append(own | {"role": role, "du": date(2024, 1, 1), "au": None})
        rows[t.ENGAGEMENTS].append(own | {"du": date(2024, 1, 1), "au": None, "centiemes": lot["engagees"]})
        rows[t.ENTREPRISES].append(
            own | {"entreprise": lot["entreprise"], "role": "titulaire_unique", "du": date(2024, 1, 1), "au": None}
        )
        rows[t.REDEVABLES] += [rows[t.ENGAGEMENTS][-1] | one for one in lot["redevables"]]
        if lot["lot"]["is_pilote"]:
            _add_realises(rows, own, chance, lot["engagees"], personnes)
    for personne in range(personnes):
        profil = _draw_profil(chance)
        for _ in range(chance.choice((1, 1, 1, 2))):
            _add_contrat(rows, cle, chance, personne, profil, chance.choice(marches))
    for rang in range(chance.choice((0, 1, 2, 3))):
        rows[t.POSTES].append({
            "dispositif": cle, "poste": rang, "fonction": "facilitateur" if rang < 2 else "coordinateur",
            "financement": chance.choice(list(Financement)).value, "dix_milliemes": chance.choice((5_000, 8_000, 10_000)),
            "du": date(2023, 1, 1), "au": None,
        })  # fmt: skip
    for contrat in range(personnes // 2):
        rows[t.SORTIES].append({
            "dispositif": cle, "contrat": contrat, "jalon": chance.choice((6, 12)), "prevu_le": date(ANNEE, 1, 10) + timedelta(contrat),
            "situation": chance.choice([None, *(s.value for s in SituationSortie if s is not SituationSortie.INJOIGNABLE)]),
        })  # fmt: skip
    return rows


def _add_realises(rows: Lignes, own: dict[str, Any], chance: Random, engagees: int, personnes: int) -> None:
    """By people that the service knows, and by others."""
    qui = [*chance.sample(range(personnes), min(6, personnes)), None]
    for personne in qui:
        part = int(engagees * chance.uniform(0.3, 1.3)) // len(qui)
        rows[t.REALISES].append(own | {"personne": personne, "mois": date(ANNEE, 3, 1), "centiemes": part})


def _make_lot(cle: str, rang: int, entreprises: int, is_premier: bool) -> Mapping[str, Any]:
    """The first two are also those of the other services: shared."""
    numero = rang if rang < 2 else hash_petit(cle) * 1000 + rang
    stable = Random(numero)
    lot = {
        "dispositif": cle, "lot": numero, "marche": numero // 2, "acheteur": stable.randrange(40),
        "maitre_ouvrage": stable.randrange(40), "operation": None, "programme": "aucun",
        "achat": stable.choice(("travaux", "travaux", "services", "services", "fournitures")),
        "donneur": stable.choice(list(LIBELLES_DONNEUR_ORDRE)).value, "notifie_le": date(2024, 1, 1),
        "debut": date(2024, 1, 1), "fin": stable.choice((date(ANNEE, 6, 30), date(ANNEE + 1, 6, 30))), "resilie_le": None,
        "is_pilote": rang >= 2 or is_premier, **{forme.value: stable.random() < 0.4 for forme in FormeClause},
    }  # fmt: skip
    entreprise = stable.randrange(entreprises) + numero % 7
    redevables = [{"entreprise": entreprise if stable.random() < 0.95 else None, "is_tete": True}]
    if stable.random() < 0.2:
        redevables.append({"entreprise": entreprise + 1, "is_tete": False})
    return {
        "lot": lot, "engagees": stable.randrange(5, 90) * 10_000, "redevables": redevables, "entreprise": entreprise, "effectif": stable.choice((None, "moins_200", "200_249", "250_plus")),
        "entreprise_statut": stable.choice(STATUTS),
    }  # fmt: skip


def hash_petit(cle: str) -> int:
    return int(cle[:6], 16) % 10_000 + 1


def _draw_profil(chance: Random) -> dict[str, bool | None]:
    if chance.random() < 0.08:
        return dict.fromkeys((one.value for one in Profil), None)
    femme, age = chance.random() < 0.3, chance.choice(("moins_26", "", "", "senior"))
    said = {"femme": femme, "homme": not femme, "moins_26": age == "moins_26", "senior": age == "senior"}
    return {one.value: said.get(one.value, chance.random() < 0.35) for one in Profil}


def _add_contrat(
    rows: Lignes, cle: str, chance: Random, personne: int, profil: Mapping[str, bool | None], lot: Mapping[str, Any]
) -> None:
    numero = len(rows[t.CONTRATS])
    described = {
        "type": chance.choice(list(LIBELLES_CONTRAT)[:4]).value, "mode": chance.choice(list(LIBELLES_MODE)[:4]).value,
        "domaine": chance.choice((None, "F", "F", "N")), **profil, "qpv_adresse": chance.choice((None, True, False, False)),
    }  # fmt: skip
    debut = date(ANNEE, 1, 1) + timedelta(chance.randrange(150))
    rows[t.CONTRATS].append({
        "dispositif": cle, "contrat": numero, "personne": personne, "rang": numero + 1, "debut": debut, "is_gere": True,
        "is_sur_lot": True, "employeur": lot["entreprise"], "fin": debut + timedelta(chance.randrange(1, 400)),
        "is_fin_dite": chance.random() < 0.9, **described,
    })  # fmt: skip
    for mois in range(chance.randrange(1, 5)):
        rows[t.HEURES].append({
            "dispositif": cle, "lot": lot["lot"]["lot"], "marche": lot["lot"]["marche"], "is_agregee": False,
            "contrat": numero, "personne": personne, "externe": None, "mois": date(ANNEE, debut.month + mois, 1),
            "centiemes": chance.randrange(20, 150) * 100, "type_heures": "travail", "achat": lot["lot"]["achat"],
            "donneur": lot["lot"]["donneur"], "entreprise": lot["entreprise"], "effectif": lot["effectif"],
            "employeur_statut": lot["entreprise_statut"], "entreprise_statut": lot["entreprise_statut"], **described,
        })  # fmt: skip


def make_services(*, graine: int = 1, nombre: int = len(LIEUX), **values: Any) -> list[tuple[Dispositif, Lignes]]:
    """Services that nobody saved, and their rows."""
    found = []
    for rang, (region, departement) in enumerate(LIEUX[:nombre]):
        one = Dispositif(
            pk=rang + 1, uuid=uuid5(ESPACE, f"{graine}-{rang}"), slug=f"clause-{rang}", nom=f"Service {rang}",
            type=TypeDispositif.CLAUSE, region_id=region, departement_id=departement, is_fictif=False,
        )  # fmt: skip
        rows = make_lignes(str(one.uuid), Random(f"{graine}:{rang}"), is_premier=not rang, **values)
        found.append((one, rows))
    return found


def write(service: Dispositif, rows: Lignes, *, origine: str = "") -> None:
    lignes = {table: sorted(list_lignes(table, rows[table]), key=repr) for table in t.TABLES_CLAUSE}
    write_faits(find_racine(), service.uuid, Faits(lignes), origine=origine)


def count(services: list[tuple[Dispositif, Lignes]]) -> Consolidation:
    for service, rows in services:
        write(service, rows)
    return regroup(count_millesime([one for one, _ in services], millesime=ANNEE, catalogue=CLAUSE), minimum=MINIMUM)
