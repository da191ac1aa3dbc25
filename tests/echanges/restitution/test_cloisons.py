"""Nothing of another dispositif leaves, whatever is open; nothing of one's own is forgotten (R-01)."""

import csv
import io
import json
import re
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, models
from django.test.utils import CaptureQueriesContext

from maillage.demonstration.actions import GRAINE
from maillage.demonstration.cles import make_cle
from maillage.demonstration.parcours.actions import Taille, fill_parcours
from maillage.demonstration.personnages import VALOMBRE
from maillage.echanges.restitution import archive, extraction, schema
from maillage.echanges.restitution.nomenclatures import COLONNES_LAISSEES, LAISSES, Genre, Portee
from maillage.echanges.restitution.scelles import make_sceau
from maillage.parcours.models import Note
from maillage.participants.models import Personne
from maillage.reseau.models import Dispositif
from maillage.socle.acteur import Acteur
from maillage.socle.contexte import open_contexte
from maillage.socle.journal import actions as journal
from tests.echanges.restitution import dossiers
from tests.socle.pieces.fichiers import make_piece
from tests.usine import make_compte

pytestmark = pytest.mark.django_db
UUIDS = re.compile(rb"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


@pytest.fixture(scope="module")
def voisin(petit, django_db_blocker) -> Dispositif:
    """Another dispositif, as full, with a pièce and a journal of its own."""
    with django_db_blocker.unblock():
        fill_parcours(graine=GRAINE, today=dossiers.JOUR, tailles=(Taille(VALOMBRE, 12, 4, 0.1, 0.1),))
        found = Dispositif.objects.get(uuid=make_cle(GRAINE, "dispositif", VALOMBRE))
        make_piece(dispositif=found, compte=make_compte(nom="Voisine"), contenu=b"%PDF-1.7 du voisin")
        acteur = Acteur(dispositif=found.pk, dispositifs=frozenset({found.pk}))
        journal.write(by=acteur, event="essai.voisin", target=found)
        return found


@pytest.fixture(scope="module")
def membres(petit, voisin, django_db_blocker) -> dict[str, bytes]:
    historique = archive.Etablissement("Claire Essai", dossiers.JOUR, "Le dispositif ferme", historique=True)
    with django_db_blocker.unblock():
        return dossiers.read(dossiers.take(petit, etablissement=historique))


def list_numeros(dispositif: Dispositif) -> Iterator[UUID]:
    """The public numbers of every compartmented row of a dispositif."""
    for model in schema.list_compartimentes():
        if any(f.name == "uuid" for f in model._meta.concrete_fields):
            yield from model._base_manager.filter(dispositif=dispositif).values_list("uuid", flat=True)


def list_textes(dispositif: Dispositif) -> Iterator[str]:
    """What somebody wrote in the compartment of a dispositif, sealed or not, that nothing else could say."""
    for table in schema.list_tables():
        if table.portee is not Portee.COMPARTIMENT:
            continue
        rows = table.modele._base_manager.filter(dispositif=dispositif)
        for colonne in table.colonnes:
            if colonne.genre is Genre.TEXTE and colonne.nom in {"pseudonyme", "sha256", "telephone", "voie"}:
                yield from (text for text in rows.values_list(colonne.champ.attname, flat=True) if len(text) > 12)


def test_r01_aucune_ligne_d_un_autre_dispositif_n_est_dans_l_archive(petit, voisin, membres):
    here, there = set(list_numeros(petit)), set(list_numeros(voisin))
    assert len(there) > 500
    whole = b"\n".join(membres.values())
    written = {UUID(found.decode()) for found in UUIDS.findall(whole)}
    assert written & there == set()
    assert len(written & here) > 500
    mine = set(list_textes(petit))
    found = [t for t in set(list_textes(voisin)) - mine if t.encode() in whole]
    # « 3 cité des Ormes » lies inside « 13 cité des Ormes »: a whole text only is somebody's.
    strangers = [t for t in found if re.search(rb"(?<!\w)" + re.escape(t.encode()) + rb"(?!\w)", whole)]
    assert strangers == []
    assert b"essai.voisin" not in whole
    assert b"du voisin" not in whole


def test_r01_meme_quand_plusieurs_dispositifs_sont_ouverts(petit, voisin, membres):
    """The direction of two dispositifs, or an OI: the archive is of one alone."""
    both = Acteur(dispositif=petit.pk, dispositifs=frozenset({petit.pk, voisin.pk}))
    historique = archive.Etablissement("Claire Essai", dossiers.JOUR, "Le dispositif ferme", historique=True)
    with open_contexte(both):
        assert dossiers.read(dossiers.take(petit, etablissement=historique)) == membres


@pytest.mark.postgres
def test_r01_la_base_elle_meme_ne_montrerait_rien_d_un_dispositif_ferme(petit, voisin):
    sceau = make_sceau(dossiers.PHRASE, voisin.uuid)
    with open_contexte(Acteur(dispositif=petit.pk, dispositifs=frozenset({petit.pk}))):
        for table in schema.list_tables():
            if table.portee is Portee.COMPARTIMENT:
                assert extraction.read_lot(table, voisin, sceau, apres=0, rang=0).lignes == 0, table.nom


def test_chaque_table_cloisonnee_est_dans_l_archive_ou_sa_raison_est_dite(membres):
    told = {t["table"] for t in json.loads(membres[archive.SCHEMA])["tables"]}
    labels = {m._meta.label_lower for m in schema.list_compartimentes()}
    assert labels - told == set(LAISSES)
    notice = membres[archive.NOTICE].decode()
    assert all(raison in notice for raison in LAISSES.values())


def test_chaque_ligne_du_dispositif_est_dans_l_archive(petit, membres):
    for table in schema.list_tables():
        if table.portee in {Portee.COMPARTIMENT, Portee.ANNUAIRE}:
            rows = list(csv.reader(io.StringIO(membres[table.fichier].decode(), newline="")))
            assert len(rows) - 1 == table.modele._base_manager.filter(dispositif=petit).count(), table.nom


def test_chaque_colonne_est_prise_scellee_ou_derivee():
    for model in schema.list_compartimentes():
        if (label := model._meta.label_lower) in LAISSES:
            continue
        taken = {c.champ.name for t in schema.list_tables() if t.nom == label for c in t.colonnes}
        left = {f.name for f in model._meta.concrete_fields} - taken
        derived = {f"{s.colonne.removesuffix('_scelle')}_empreinte" for s in schema.find_scelles(model)}
        assert left - derived == {"id", "dispositif"} | COLONNES_LAISSEES.get(label, frozenset()), label


def test_un_entier_long_est_toujours_un_compte():
    """An account kept as a number must be told by its public number: the number alone means nothing elsewhere."""
    for table in schema.list_tables():
        for colonne in table.colonnes:
            if type(colonne.champ) is models.BigIntegerField:
                assert re.search(r"compte|par$", str(colonne.champ.verbose_name)), colonne


def test_aucune_cle_de_la_base_ne_sort(membres):
    told = json.loads(membres[archive.SCHEMA])
    assert not [c for t in told["tables"] for c in t["colonnes"] if c["nom"] in {"id", "pk", "dispositif"}]


def test_le_schema_dit_chaque_code_et_chaque_classe_de_conservation(membres):
    told = {t["table"]: {c["nom"]: c for c in t["colonnes"]} for t in json.loads(membres[archive.SCHEMA])["tables"]}
    assert told["participants.personne"]["sexe"]["codes"]["f"]
    assert told["participants.personne"]["nom_naissance"]["libelle"] == "nom de naissance"
    assert told["participants.personne"]["nom_naissance"]["conservation"] == "T2"
    assert told["parcours.note"]["faits"] | {"libelle": ""} == {
        "nom": "faits", "libelle": "", "genre": "scellé", "peut_etre_vide": True, "categorie": "C5",
        "finalite": told["parcours.note"]["faits"]["finalite"], "sensibilite": 3, "conservation": "T3",
    }  # fmt: skip
    assert told["parcours.parcours"]["personne"]["renvoie_a"] == "participants.personne"


def test_ce_qui_est_scelle_en_base_le_reste_dans_l_archive(petit, membres):
    whole = b"\n".join(membres.values())
    texts = [n.faits for n in Note.objects.filter(dispositif=petit) if len(n.faits) > 20]
    assert texts
    assert not [t for t in texts if t[:20].encode() in whole]
    assert b"1234567A" not in whole
    secrets = [bytes(n.faits_scelle) for n in Note.objects.filter(dispositif=petit) if n.faits_scelle]
    assert not [s for s in secrets if s in whole]


def test_la_meme_phrase_ouvre_la_case_a_sa_place_et_nulle_part_ailleurs(petit, membres):
    from maillage.echanges.restitution.scelles import SceauIllisible

    rows = list(csv.reader(io.StringIO(membres["donnees/participants.personne.csv"].decode(), newline="")))
    place = rows[0].index("france_travail")
    sceau = make_sceau(dossiers.PHRASE, petit.uuid)
    first = Personne.objects.filter(dispositif=petit).order_by("pk")[0]
    assert sceau.unseal(rows[1][place], "participants.personne.france_travail", 1) == first.france_travail == "1234567A"
    for colonne, rang in (("participants.personne.allocataire", 1), ("participants.personne.france_travail", 2)):
        with pytest.raises(SceauIllisible):
            sceau.unseal(rows[1][place], colonne, rang)


def test_une_table_se_lit_avec_autant_de_requetes_pour_2_lignes_que_pour_20(petit, monkeypatch):
    sceau = make_sceau(dossiers.PHRASE, petit.uuid)
    for table in schema.list_tables():
        counts = []
        for lot in (2, 20):
            monkeypatch.setattr(extraction, "LOT", lot)
            with CaptureQueriesContext(connection) as captured:
                extraction.read_lot(table, petit, sceau, apres=0, rang=0)
            counts.append(len(captured))
        assert max(counts) <= 2, table.nom


def test_la_memoire_d_un_lot_ne_depend_pas_de_la_table(petit: Any, monkeypatch):
    """Whatever the lot, the same file: nothing but the lot is ever held."""
    table = next(t for t in schema.list_tables() if t.nom == "parcours.entretien")
    sceau, parts = make_sceau(dossiers.PHRASE, petit.uuid), {}
    for size in (7, 500):
        monkeypatch.setattr(extraction, "LOT", size)
        apres: int | None = 0
        content, rang, biggest = b"", 0, 0
        while apres is not None:
            lot = extraction.read_lot(table, petit, sceau, apres=apres, rang=rang)
            content, rang, apres = content + lot.contenu, rang + lot.lignes, lot.suite
            biggest = max(biggest, lot.lignes)
        assert biggest <= size
        parts[size] = content
    assert parts[7] == parts[500]
