"""The facts of a dispositif: coded, its own only, written when something changed and whole."""

import os
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from maillage.consolidation.faits.codage import code_faits, make_numero
from maillage.consolidation.faits.extraction import extract_faits, find_racine, read_faits
from maillage.consolidation.faits.fichiers import (
    MANIFESTE,
    FaitsIllisibles,
    find_dossier,
    find_fichier,
    list_sources,
    read_manifeste,
    write_faits,
)
from maillage.consolidation.faits.tables import EQUIPE, ETAPES, PARCOURS, TABLES
from maillage.indicateurs.ecriture import write_parquet
from maillage.parcours.models import Parcours
from maillage.parcours.nomenclatures.etapes import EtatPositionnement
from maillage.parcours.rules.indicateurs.faits import EtapeComptee, ParcoursCompte
from maillage.parcours.rules.indicateurs.suivi import Temps
from tests.parcours.usine import make_parcours, make_personne
from tests.parcours.usine_etapes import make_etape
from tests.usine import make_dispositif

NUMERO = make_numero(b"secret")
ENTREE = date(2025, 2, 3)


def parcours(cle: int = 1, **values: Any) -> ParcoursCompte:
    return ParcoursCompte(cle, values.pop("personne", cle), ENTREE, **values)


def code(faits, etapes=()) -> dict[str, list[dict[str, Any]]]:
    rows = code_faits("d1", faits, etapes, numero=NUMERO).lignes
    return {
        table.nom: [dict(zip(table.types, ligne, strict=True)) for ligne in rows[table]] for table in (PARCOURS, ETAPES)
    }


class TestCodage:
    def test_le_motif_sensible_d_une_sortie_ne_quitte_pas_le_dossier(self):
        (row,) = code([parcours(sortie=date(2025, 9, 1), type_sortie="SS-SAN")])["parcours"]
        assert (row["classe"], row["cause"]) == ("sans_suite", "autre")
        assert "SS-SAN" not in row.values()

    def test_ce_qui_est_ouvert_par_erreur_part_avec_ses_etapes(self):
        rows = code(
            [parcours(1), parcours(2, is_erreur=True)],
            [EtapeComptee(1, 1, "FOR-QUA", ENTREE), EtapeComptee(2, 2, "FOR-QUA", ENTREE)],
        )
        assert (len(rows["parcours"]), len(rows["etapes"])) == (1, 1)

    def test_un_texte_libre_ne_passe_pas_pour_une_taille(self):
        (row,) = code([parcours(taille="chez M. Durand, 12 salariés", contrat="cdi")])["parcours"]
        assert (row["taille"], row["contrat"]) == (None, "cdi")

    def test_la_premiere_etape_et_les_jours_suspendus(self):
        suspendu = parcours(
            sortie=date(2025, 9, 1), type_sortie="ED-CDI", suspensions=((date(2025, 5, 1), date(2025, 5, 11)),)
        )
        etapes = [EtapeComptee(1, 1, "IAE-ACI", date(2025, 4, 2)), EtapeComptee(1, 1, "MOB-ACC", date(2025, 3, 1))]
        rows = code([suspendu], etapes)
        assert (rows["parcours"][0]["jours_suspendus"], rows["parcours"][0]["premiere_etape"]) == (10, date(2025, 3, 1))
        assert {(r["famille"], r["iae"], r["is_contrat"]) for r in rows["etapes"]} == {
            ("iae", "ACI", True), ("mobilisation", None, False),
        }  # fmt: skip

    def test_un_temps_de_travail_va_jusqu_au_suivant_ou_au_depart(self):
        depart = date(2025, 9, 30)
        temps = [
            Temps(4, date(2025, 6, 1), Decimal("0.8"), depart), Temps(4, date(2024, 1, 1), Decimal(1), depart),
            Temps(5, date(2024, 1, 1), Decimal("0.5")),
        ]  # fmt: skip
        rows = code_faits("d1", [], [], temps, numero=NUMERO).lignes[EQUIPE]
        assert {row[2:] for row in rows} == {
            (date(2024, 1, 1), date(2025, 5, 31), 100), (date(2025, 6, 1), depart, 80), (date(2024, 1, 1), None, 50),
        }  # fmt: skip

    def test_ce_qui_n_est_pas_su_reste_vide(self):
        (row,) = code([parcours()])["parcours"]
        assert {row[nom] for nom in ("sexe", "age", "niveau", "brsa", "deld", "boeth", "qpv", "sortie", "classe")} == {
            None
        }

    def test_deux_installations_ne_donnent_pas_le_meme_numero(self):
        assert NUMERO("personne", 7) == make_numero(b"secret")("personne", 7) < 2**63
        assert len({NUMERO("personne", 7), NUMERO("parcours", 7), make_numero(b"autre")("personne", 7)}) == 3

    def test_l_ordre_de_la_base_ne_change_pas_l_empreinte(self):
        faits = [parcours(1), parcours(2)]
        un, deux = (code_faits("d1", order, (), numero=NUMERO) for order in (faits, faits[::-1]))
        assert un == deux
        assert un.empreinte == deux.empreinte != code_faits("d1", faits[:1], (), numero=NUMERO).empreinte


@pytest.fixture
def dispositif(settings, tmp_path):
    settings.VAR = tmp_path
    return make_dispositif("PLIE d’essai")


def list_fichiers(dispositif) -> dict[str, int]:
    """Their names, with what tells whether they were written again."""
    return {path.name: path.stat().st_ino for path in find_dossier(find_racine(), dispositif.uuid).iterdir()}


def age(dispositif) -> None:
    """As if all of its files had been there for long."""
    for path in find_dossier(find_racine(), dispositif.uuid).iterdir():
        os.utime(path, (0, 0))


def read_lignes(dispositif, table) -> list[dict[str, Any]]:
    (path,) = list_sources(find_racine(), [dispositif.uuid])[table]
    return pq.read_table(path).to_pylist()


@pytest.mark.django_db
class TestExtraction:
    def test_la_meme_base_ne_reecrit_rien_et_un_changement_reecrit_tout(self, dispositif):
        make_etape(make_parcours(dispositif), etat=EtatPositionnement.EN_COURS)
        first = extract_faits(dispositif=dispositif)
        before = list_fichiers(dispositif)
        assert first.is_ecrite
        assert first.manifeste.lignes == {"parcours": 1, "etapes": 1, "suspensions": 0, "equipe": 1, "contacts": 0}
        again = extract_faits(dispositif=dispositif)
        assert not again.is_ecrite
        assert list_fichiers(dispositif) == before
        make_parcours(dispositif)
        assert extract_faits(dispositif=dispositif).is_ecrite
        assert len(read_lignes(dispositif, PARCOURS)) == 2

    def test_qui_a_commence_a_lire_finit_puis_les_fichiers_d_avant_s_effacent(self, dispositif):
        make_parcours(dispositif)
        extract_faits(dispositif=dispositif)
        lues = list_sources(find_racine(), [dispositif.uuid])
        age(dispositif)
        make_parcours(dispositif)
        extract_faits(dispositif=dispositif)
        assert [pq.read_table(path).num_rows for path in lues[PARCOURS]] == [1]
        age(dispositif)
        assert not extract_faits(dispositif=dispositif).is_ecrite
        assert not any(path.exists() for path in lues[PARCOURS])
        assert len(read_lignes(dispositif, PARCOURS)) == 2
        assert len(list_fichiers(dispositif)) == 7  # five tables, the manifest, the lock

    def test_plusieurs_qui_ecrivent_a_la_fois_attendent_leur_tour(self, dispositif):
        """Two pages of one dispositif, opened at once after a correction."""
        faits = []
        for _ in range(3):
            make_parcours(dispositif)
            faits.append(read_faits(dispositif))
        with ThreadPoolExecutor(8) as bassin:
            made = list(
                bassin.map(lambda rang: write_faits(find_racine(), dispositif.uuid, faits[rang % 3])[0], range(48))
            )
        en_vigueur = read_manifeste(find_racine(), dispositif.uuid)
        assert en_vigueur in made
        assert len(read_lignes(dispositif, PARCOURS)) == en_vigueur.lignes["parcours"]

    def test_rien_ne_nomme_personne(self, dispositif):
        personne = make_personne(dispositif, nom_naissance="Quatremer", prenoms="Albertine")
        made = make_parcours(dispositif, personne=personne)
        extract_faits(dispositif=dispositif)
        (row,) = read_lignes(dispositif, PARCOURS)
        assert list(row) == list(PARCOURS.types)
        assert {row["parcours"], row["personne"]}.isdisjoint({made.pk, personne.pk})
        written = b"".join(p.read_bytes() for p in find_dossier(find_racine(), dispositif.uuid).iterdir())
        for said in ("Quatremer", "Albertine", str(personne.uuid), str(made.uuid)):
            assert said.encode() not in written

    def test_un_dispositif_ne_lit_que_ses_lignes(self, dispositif):
        make_parcours(dispositif)
        alone = read_faits(dispositif)
        other = make_dispositif("Un autre")
        make_etape(make_parcours(other), etat=EtatPositionnement.EN_COURS)
        assert read_faits(dispositif) == alone
        extract_faits(dispositif=other)
        assert {row["dispositif"] for row in read_lignes(other, PARCOURS)} == {str(other.uuid)}

    def test_l_extraction_coute_autant_de_requetes_a_2_et_a_20_dossiers(self, dispositif):
        counts = []
        for number in (2, 18):
            for _ in range(number):
                make_etape(make_parcours(dispositif), etat=EtatPositionnement.EN_COURS)
            with CaptureQueriesContext(connection) as captured:
                extract_faits(dispositif=dispositif)
            counts.append(len(captured))
        assert counts[0] == counts[1]

    def test_une_ecriture_qui_echoue_laisse_les_faits_en_vigueur(self, dispositif):
        """Where the second table should go, something else stands: the first is written, and counts for nothing."""
        make_parcours(dispositif)
        before = extract_faits(dispositif=dispositif).manifeste
        made = make_parcours(dispositif)
        empreinte = read_faits(dispositif).empreinte
        obstacle = find_dossier(find_racine(), dispositif.uuid) / f"etapes-{empreinte[:16]}.parquet"
        (obstacle / "plein").mkdir(parents=True)
        with pytest.raises(OSError, match="etapes-"):
            extract_faits(dispositif=dispositif)
        assert read_manifeste(find_racine(), dispositif.uuid) == before
        assert len(read_lignes(dispositif, PARCOURS)) == 1
        (obstacle / "plein").rmdir()
        obstacle.rmdir()
        assert extract_faits(dispositif=dispositif).is_ecrite
        assert len(read_lignes(dispositif, PARCOURS)) == 2
        assert Parcours.objects.filter(pk=made.pk).exists()

    def test_un_fichier_disparu_est_dit_puis_refait(self, dispositif):
        make_parcours(dispositif)
        manifeste = extract_faits(dispositif=dispositif).manifeste
        find_fichier(find_racine(), manifeste, ETAPES).unlink()
        with pytest.raises(FaitsIllisibles, match="manque au dossier des faits"):
            list_sources(find_racine(), [dispositif.uuid])
        assert extract_faits(dispositif=dispositif).is_ecrite

    def test_un_manifeste_abime_dit_quoi_faire(self, dispositif):
        extract_faits(dispositif=dispositif)
        (find_dossier(find_racine(), dispositif.uuid) / MANIFESTE).write_text('{"dispositif"', encoding="utf-8")
        with pytest.raises(FaitsIllisibles, match="Supprimez ce dossier"):
            extract_faits(dispositif=dispositif)

    def test_qui_n_a_rien_extrait_n_a_pas_de_fichier(self, dispositif):
        assert list_sources(find_racine(), [dispositif.uuid]) == {table: [] for table in TABLES}


def test_les_fichiers_ont_les_types_declares(tmp_path: Path):
    row = dict(zip(PARCOURS.types, code_faits("d1", [parcours()], (), numero=NUMERO).lignes[PARCOURS][0], strict=True))
    write_parquet(PARCOURS, [tuple(row.values())], tmp_path / "p.parquet")
    described = duckdb.connect().execute(f"DESCRIBE SELECT * FROM '{tmp_path / 'p.parquet'}'").fetchall()
    kinds = {"VARCHAR": "string", "DATE": "date", "INTEGER": "int32", "BIGINT": "int64", "BOOLEAN": "boolean"}
    assert {nom: kinds[kind] for nom, kind, *_ in described} == PARCOURS.types
