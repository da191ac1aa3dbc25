"""The door: what is wrong with a deposit is said, one sentence a fault, and nothing of it is kept."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.consolidation.catalogue import egalites
from maillage.consolidation.catalogue.plie import PLIE
from maillage.consolidation.depots.rules.documents import (
    FORMAT,
    OCTETS_MAX,
    EnTete,
    compute_empreinte,
    read_annee,
    read_document,
    write_document,
)
from tests.consolidation.depots.usine import ANNEE, ESSAI, count_cellules

ENTETE = EnTete(ESSAI, "plie", ANNEE, True)


@pytest.fixture(scope="module")
def contenu() -> bytes:
    return write_document(ENTETE, PLIE, count_cellules())


def read(contenu, **changes):
    data = json.loads(contenu)
    change = changes.pop("change", None)
    if change:
        change(data)
    data |= changes
    return read_document(json.dumps(data).encode(), attendu=ENTETE, catalogue=PLIE, egalites=egalites.PLIE)


def find(data, code, ventilation="", modalite=""):
    return next(row for row in data["cellules"] if row[:3] == [code, ventilation, modalite])


def test_un_depot_juste_rend_ses_cellules(contenu):
    lecture = read_document(contenu, attendu=ENTETE, catalogue=PLIE, egalites=egalites.PLIE)
    assert lecture.refus == ()
    assert sorted(lecture.cellules, key=lambda c: c.cle) == sorted(count_cellules(), key=lambda c: c.cle)
    assert read_annee(contenu) == ("plie", ANNEE)


def test_les_memes_cellules_ont_la_meme_empreinte_dans_n_importe_quel_ordre(contenu):
    again = write_document(ENTETE, PLIE, reversed(count_cellules()))
    assert compute_empreinte(again) == compute_empreinte(contenu)


def test_un_fichier_coupe_un_tableur_un_autre_json(contenu):
    for wrong in (contenu[: len(contenu) // 2], b"PK\x03\x04", b"", b"[" * 100_000, b"\xff\xfe"):
        [phrase] = read_document(wrong, attendu=ENTETE, catalogue=PLIE).refus
        assert "incomplet, ou n’est pas un dépôt" in phrase
        assert read_annee(wrong) is None
    [phrase] = read_document(b"{}", attendu=ENTETE, catalogue=PLIE).refus
    assert "n’est pas un dépôt de Maillage" in phrase
    [phrase] = read_document(b" " * (OCTETS_MAX + 1), attendu=ENTETE, catalogue=PLIE).refus
    assert "dépasse 2 Mo" in phrase


def test_une_autre_version_du_format(contenu):
    [phrase] = read(contenu, format="maillage.depot/9").refus
    assert "maillage.depot/9" in phrase and FORMAT in phrase  # noqa: PT018


def test_un_autre_dispositif_une_autre_annee_du_reel_pour_du_fictif(contenu):
    lecture = read(contenu, dispositif="autre", millesime=2019, fictif=False, catalogue="clause")
    assert len(lecture.refus) == 4
    assert lecture.cellules == ()


def test_une_definition_d_une_autre_version_ou_inconnue(contenu):
    def change(data):
        data["definitions"]["plie.entrees"] += 1
        data["definitions"]["plie.inventee"] = 1

    phrases = read(contenu, change=change).refus
    assert any("« Entrées » est compté avec la version 2" in phrase for phrase in phrases)
    assert any("« plie.inventee », que le réseau ne définit pas" in phrase for phrase in phrases)


def test_une_cellule_negative(contenu):
    def change(data):
        find(data, "plie.entrees", "sexe", "f")[3] = -1

    [phrase] = read(contenu, change=change).refus
    assert "Le nombre « Entrées / Sexe / Femmes » est négatif" in phrase


@pytest.mark.parametrize("value", [1.5, "12", None, True, 2**60])
def test_une_cellule_qui_n_est_pas_un_nombre_entier(contenu, value):
    def change(data):
        find(data, "plie.entrees")[3] = value

    [phrase] = read(contenu, change=change).refus
    assert "ne se lit pas" in phrase


def test_une_cellule_en_double_en_trop_ou_absente(contenu):
    [phrase] = read(contenu, change=lambda data: data["cellules"].append(data["cellules"][0])).refus
    assert "écrit deux fois" in phrase
    [phrase] = read(contenu, change=lambda data: data["cellules"].pop()).refus
    assert "Il manque 1 nombre : «" in phrase
    [phrase] = read(
        contenu, change=lambda data: data["cellules"].append(["plie.entrees", "sexe", "x", 0, 0, 0, []])
    ).refus
    assert "« Entrées / Sexe / x » n’est pas de ceux" in phrase


def test_un_total_que_ses_parts_contredisent(contenu):
    def change(data):
        row = find(data, "plie.entrees", "sexe", "f")
        row[3] += 2
        row[4] += 2

    [phrase] = read(contenu, change=change).refus
    assert phrase == "« Entrées » : « Sexe » fait 42, le total dit 40. Recomptez."


def test_un_public_plus_nombreux_que_le_total_et_une_part_plus_que_sa_base(contenu):
    def change(data):
        find(data, "plie.entrees", "publics", "brsa")[3:5] = [99, 99]
        find(data, "plie.neutralisees")[4] = 0

    publics, base = sorted(read(contenu, change=change).refus, key=lambda phrase: "sur" in phrase)
    assert "un public de « Publics » (99) dépasse le total (40)" in publics
    assert "« Sorties neutralisées » : 8 sur 0" in base


def test_des_sorties_qui_ne_font_pas_leur_somme(contenu):
    def change(data):
        find(data, "plie.autres_positives")[3] = 3

    assert read(contenu, change=change).refus == (
        "« Sorties positives » vaut 16, mais « Sorties en emploi durable » + « Sorties en formation validée » + "
        "« Autres sorties positives » font 19. Recomptez.",
    )


def test_un_histogramme_qui_ne_fait_pas_sa_base(contenu):
    def change(data):
        row = find(data, "plie.duree_mediane")
        row[6] = row[6][1:]

    [phrase] = read(contenu, change=change).refus
    assert "ne fait pas sa base" in phrase


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4),
    max_leaves=8,
)


@given(st.sampled_from(["dispositif", "catalogue", "millesime", "fictif", "definitions", "cellules", "format"]), JSON)
def test_quoi_que_l_on_ecrive_la_porte_repond_une_phrase(champ, value):
    data = json.loads(write_document(ENTETE, PLIE, count_cellules())) | {champ: value}
    lecture = read_document(json.dumps(data).encode(), attendu=ENTETE, catalogue=PLIE, egalites=egalites.PLIE)
    assert bool(lecture.refus) is not bool(lecture.cellules)


@given(st.data())
def test_un_depot_juste_dont_un_nombre_change_est_refuse_ou_reste_coherent(data):
    """Whatever passes the door adds up."""
    document = json.loads(write_document(ENTETE, PLIE, count_cellules()))
    row = data.draw(st.sampled_from(document["cellules"]))
    row[data.draw(st.integers(3, 5))] += data.draw(st.integers(-3, 3))
    lecture = read_document(json.dumps(document).encode(), attendu=ENTETE, catalogue=PLIE, egalites=egalites.PLIE)
    known = {(c.code, c.ventilation, c.modalite): c for c in lecture.cellules}
    if known:
        assert all(c.numerateur >= 0 and c.base >= 0 for c in known.values())
        sexes = [known["plie.entrees", "sexe", modalite].numerateur for modalite in ("f", "h", "")]
        assert sum(sexes) == known["plie.entrees", "", ""].numerateur
