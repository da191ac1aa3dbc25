"""A campaign, and the cells of a small fictitious year, counted by the catalogue itself."""

import tempfile
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from maillage.consolidation.catalogue.plie import PLIE
from maillage.consolidation.depots.actions.depots import make_entete, receive_document
from maillage.consolidation.depots.models import Campagne, Depot
from maillage.consolidation.depots.nomenclatures import Consolide, EtatDepot, Origine
from maillage.consolidation.depots.rules.documents import EnTete, compute_empreinte, write_document
from maillage.consolidation.faits.tables import PARCOURS, TABLES
from maillage.indicateurs.calcul import compute
from maillage.indicateurs.cellules import Cellule
from maillage.indicateurs.ecriture import list_lignes, write_parquet
from maillage.indicateurs.moteurs.parquet import MoteurDuckdb
from maillage.indicateurs.periodes import make_annee
from maillage.reseau.models import Dispositif
from maillage.socle.acteur import Acteur
from tests.consolidation.calibrage import VIDE

ANNEE = 2025
LE = date(2026, 3, 2)
NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
ESSAI = "00000000-0000-4000-8000-000000000001"
SORTIES = (
    ("emploi_durable", None),
    ("formation", None),
    ("sans_suite", "abandon"),
    ("sans_suite", "neutre"),
    (None, None),
)


def make_campagne(*, annee: int = ANNEE, **values: Any) -> Campagne:
    defaults = {"ouverte_le": date(annee + 1, 2, 1), "close_le": date(annee + 1, 4, 30), "is_fictive": True}
    found, _ = Campagne.objects.get_or_create(consolide=Consolide.PLIE, millesime=annee, defaults=defaults | values)
    return found


@cache
def count_cellules(cle: str = ESSAI, *, nombre: int = 40, graine: int = 1, annee: int = ANNEE) -> tuple[Cellule, ...]:
    """So many parcours begun in the year, four fifths of them over."""
    chance = Random(graine)
    rows = []
    for rang in range(nombre):
        classe, cause = SORTIES[rang % len(SORTIES)]
        entree = date(annee, 1, 1) + timedelta(days=chance.randrange(150))
        rows.append(
            VIDE | {
                "dispositif": cle, "parcours": rang, "personne": rang, "entree": entree, "classe": classe, "cause": cause,
                "sortie": entree + timedelta(days=60) if classe else None, "sexe": chance.choice(("f", "h", None)),
                "age": chance.choice((22, 35, 50, None)), "niveau": chance.choice((1, 3, 4, 6, None)),
                "brsa": chance.choice((True, False, None)), "contrat": "cdi" if classe == "emploi_durable" else None,
            }
        )  # fmt: skip
    with tempfile.TemporaryDirectory() as dossier:
        sources = {}
        for table, found in ((PARCOURS, rows), *((one, []) for one in TABLES if one is not PARCOURS)):
            path = Path(dossier) / f"{table.nom}.parquet"
            write_parquet(table, list_lignes(table, found), path)
            sources[table] = [path]
        with MoteurDuckdb(sources) as moteur:
            return tuple(compute(PLIE, moteur, [make_annee(annee)], [cle]))


def write_essai(campagne: Campagne, dispositif: Dispositif, **values: Any) -> bytes:
    cellules = count_cellules(str(dispositif.uuid), annee=campagne.millesime, **values)
    return write_document(make_entete(campagne, dispositif), PLIE, cellules)


def make_acteur_de(dispositif: Dispositif) -> Acteur:
    return Acteur(dispositif=dispositif.pk, dispositifs=frozenset({dispositif.pk}))


def receive(campagne: Campagne, dispositif: Dispositif, contenu: bytes | None = None, **values: Any) -> Any:
    defaults: dict[str, Any] = {"origine": Origine.FICHIER, "now": NOW, "today": campagne.ouverte_le}
    return receive_document(
        by=make_acteur_de(dispositif), campagne=campagne, dispositif=dispositif,
        contenu=write_essai(campagne, dispositif) if contenu is None else contenu, **defaults | values,
    )  # fmt: skip


def make_depot(campagne: Campagne, dispositif: Dispositif, **values: Any) -> Depot:
    """The smallest valid row: its content is not read by who asks only for its state."""
    entete = EnTete(str(dispositif.uuid), campagne.consolide, campagne.millesime, campagne.is_fictive)
    contenu = write_document(entete, PLIE, [])
    defaults: dict[str, Any] = {
        "version": Depot.objects.filter(campagne=campagne, dispositif=dispositif).count() + 1, "etat": EtatDepot.EN_VIGUEUR,
        "origine": Origine.FICHIER, "contenu": contenu.decode(), "empreinte": compute_empreinte(contenu), "nombre": 0,
        "recu_le": NOW,
    }  # fmt: skip
    return Depot.objects.create(campagne=campagne, dispositif=dispositif, **defaults | values)
