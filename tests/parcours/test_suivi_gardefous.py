"""R-53 : what a free text must not hold, what deserves a second look; measured on annotated sentences."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.parcours.lexiques import load_lexiques
from maillage.parcours.rules.gardefous import Blocage, analyse, check_blocages, list_blocages

JEU = tomllib.loads((Path(__file__).parent / "jeu_gardefous.toml").read_text(encoding="utf-8"))["phrase"]
PRECISION_MIN, RAPPEL_MIN = 0.9, 0.9


def write_nir(number: int) -> str:
    return f"{number:013}{97 - number % 97:02}"


def test_r53_le_jeu_annote_est_retrouve_avec_precision_et_rappel(record_property):
    lexiques = load_lexiques()
    vrais = faux = manques = 0
    for phrase in JEU:
        found, attendu = set(analyse(phrase["texte"], lexiques).familles), set(phrase["familles"])
        vrais, faux, manques = (
            vrais + len(found & attendu), faux + len(found - attendu), manques + len(attendu - found),
        )  # fmt: skip
    precision, rappel = vrais / (vrais + faux), vrais / (vrais + manques)
    record_property("precision", f"{precision:.3f}")
    record_property("rappel", f"{rappel:.3f}")
    assert precision >= PRECISION_MIN, precision
    assert rappel >= RAPPEL_MIN, rappel


def test_le_jeu_annote_couvre_chaque_famille_et_des_phrases_sans_alerte():
    seen = {famille for phrase in JEU for famille in phrase["familles"]}
    assert seen == {famille.code for famille in load_lexiques().familles} | {"coordonnees"}
    assert sum(not phrase["familles"] for phrase in JEU) >= 20


@pytest.mark.parametrize(
    ("texte", "attendu"),
    [
        ("Son numéro : 2 69 05 49 588 157 80.", [Blocage.NIR]),
        ("NIR 269054958815780", [Blocage.NIR]),
        ("Sans la clé, 2 69 05 49 588 157, c’est encore lui.", [Blocage.NIR]),
        ("Une clé fausse, 2 69 05 49 588 157 81, n’en est pas un.", []),
        ("FR14 2004 1010 0505 0001 3M02 606", [Blocage.IBAN]),
        ("Virement sur FR1420041010050500013M02606, merci", [Blocage.IBAN]),
        ("FR14 2004 1010 0505 0001 3M02 607", []),
        ("Carte 4970 1012 3456 7894.", []),
        ("Carte 4111 1111 1111 1111.", [Blocage.CARTE]),
        ("SIRET 732 829 320 00074 de l’employeur", []),
        ("Téléphone 06 99 00 10 04", []),
        ("Vu le 12/03/2026 à 14 h 30, dossier 2026-00412", []),
    ],
)
def test_les_numeros_interdits_se_reconnaissent_a_leur_cle(texte, attendu):
    assert list_blocages(texte) == attendu
    assert bool(check_blocages(texte)) is bool(attendu)


@given(st.integers(1_000_000_000_000, 2_999_999_999_999), st.text(alphabet="abc éà,\n", max_size=20))
def test_tout_numero_dont_la_cle_est_juste_bloque_ou_qu_il_soit(number, autour):
    assert Blocage.NIR in list_blocages(f"{autour} {write_nir(number)} {autour}")


@given(st.text(max_size=300))
def test_aucun_texte_ne_fait_echouer_l_analyse(texte):
    analyse(texte, load_lexiques())


def test_une_alerte_cite_le_mot_et_dit_quoi_ecrire_a_la_place():
    (alerte,) = analyse("Il est en dépression depuis mars.", load_lexiques()).alertes
    assert (alerte.famille, alerte.extrait) == ("sante", "depression")
    assert "besoin" in alerte.conseil
