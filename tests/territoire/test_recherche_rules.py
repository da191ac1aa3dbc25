"""How a commune is looked for: what is forgiven, what comes first."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from maillage.territoire import rules
from maillage.territoire.jeu import read_jeu_livre
from maillage.territoire.rules import Candidate

NOMS = sorted({row["nom"] for row in read_jeu_livre().communes})
noms = st.sampled_from(NOMS)
LETTRES = "abcdefghijklmnopqrstuvwxyz"


@pytest.mark.parametrize(
    ("tape", "nom"),
    [
        ("st denis", "Saint-Denis"),
        ("STE FOY LES LYON", "Sainte-Foy-lès-Lyon"),
        ("saint-étienne", "Saint-Étienne"),
        ("L'Haÿ les Roses", "L'Haÿ-les-Roses"),
        ("l’hay-les-roses", "L'Haÿ-les-Roses"),
        ("chalon s/ saone", "Chalon-sur-Saône"),
        ("villeneuve lez avignon", "Villeneuve-lès-Avignon"),
        ("oeuilly", "Œuilly"),
        ("  Le   HAVRE ", "Le Havre"),
    ],
)
def test_accents_tirets_apostrophes_saints_et_casse_ne_comptent_pas(tape, nom):
    assert rules.normalize(tape) == rules.normalize(nom)


@given(noms)
def test_normaliser_deux_fois_ne_change_rien(nom):
    assert rules.normalize(rules.normalize(nom)) == rules.normalize(nom)


@given(st.text(max_size=60))
def test_tout_texte_se_normalise_en_mots_simples(texte):
    clean = rules.normalize(texte)
    assert set(clean) <= set(LETTRES + "0123456789 ")
    assert clean == " ".join(clean.split())


@given(noms)
def test_un_nom_entier_se_trouve_exactement(nom):
    demande = rules.parse_demande(nom)
    assume(demande.nom == rules.normalize(nom))  # a few names hold a number
    assert rules.score(demande, Candidate("00000", nom, 0)) == 95


@given(noms, st.data())
def test_le_debut_d_un_nom_le_trouve(nom, data):
    normal = rules.normalize(nom)
    assume(not any(c.isdigit() for c in normal))
    debut = normal[: data.draw(st.integers(2, len(normal)))] if len(normal) > 2 else normal
    demande = rules.parse_demande(debut)
    assume(demande.nom == debut.strip())
    found = rules.score(demande, Candidate("00000", nom, 0))
    assert found is not None
    assert found >= 80


def _slip(draw, texte: str) -> str:
    """One letter dropped, added, changed, or two neighbours swapped."""
    rank = draw(st.integers(0, len(texte) - 1))
    kind = draw(st.sampled_from(["drop", "add", "change", "swap"]))
    if kind == "drop":
        return texte[:rank] + texte[rank + 1 :]
    if kind == "add":
        return texte[:rank] + draw(st.sampled_from(LETTRES)) + texte[rank:]
    if kind == "change":
        return texte[:rank] + draw(st.sampled_from(LETTRES)) + texte[rank + 1 :]
    return texte[:rank] + texte[rank : rank + 2][::-1] + texte[rank + 2 :]


@given(noms, st.data())
def test_une_faute_de_frappe_est_pardonnee_et_l_index_garde_de_quoi_la_trouver(nom, data):
    cle = rules.strip_article(rules.normalize(nom))
    assume(len(cle) >= 5)
    tape = _slip(data.draw, cle)
    # A slip beside a space or a saint may change how the words are read: not what is tested here.
    demande = rules.Demande(nom=tape, cle=tape)
    assume(len(tape) >= 4)
    assert rules.score(demande, Candidate("00000", nom, 0)) is not None
    halves = rules.split_for_slip(tape)
    assert halves is not None
    assert cle.startswith(halves[0]) or cle.endswith(halves[1])


def test_la_meilleure_reponse_d_abord_puis_la_plus_peuplee():
    communes = [
        Candidate("11339", "Saint-Denis", 523),
        Candidate("97411", "Saint-Denis", 155_634),
        Candidate("45274", "Saint-Denis-en-Val", 900_000),
        Candidate("33000", "Sint-Denis", 1),
        Candidate("59350", "Lille", 238_246),
    ]
    found = rules.sort_candidates(rules.parse_demande("saint denis"), communes, limit=10)
    assert [c.code for c in found] == ["97411", "11339", "45274", "33000"]


def test_l_article_est_facultatif_mais_departage():
    assert rules.parse_demande("havre").cle == rules.parse_demande("le havre").cle == "havre"
    rochelle = [Candidate("1", "La Rochelle", 10), Candidate("2", "Rochelle", 5)]
    assert [c.code for c in rules.sort_candidates(rules.parse_demande("rochelle"), rochelle, limit=2)] == ["2", "1"]
    assert rules.parse_demande("les").cle == "les"


def test_un_code_a_cote_d_un_nom_departage_sans_exclure():
    demande = rules.parse_demande("saint denis 93")
    dyonisien = Candidate("93066", "Saint-Denis", 149_077, frozenset({"93200"}))
    reunionnais = Candidate("97411", "Saint-Denis", 155_634, frozenset({"97400"}))
    assert [c.code for c in rules.sort_candidates(demande, [reunionnais, dyonisien], limit=2)] == ["93066", "97411"]


@pytest.mark.parametrize("tape", ["Paris 12e", "paris 12", "Paris 12eme"])
def test_un_arrondissement_trouve_sa_ville(tape):
    assert rules.score(rules.parse_demande(tape), Candidate("75056", "Paris", 1, frozenset({"75012"}))) is not None


def test_un_code_insee_se_lit_avec_ou_sans_majuscule():
    assert rules.parse_demande("2a004").code == "2A004"
    assert rules.score(rules.parse_demande("2a004"), Candidate("2A004", "Ajaccio", 1)) == 100


@given(st.text(max_size=8), st.text(max_size=8))
def test_la_distance_est_symetrique_et_nulle_pour_un_meme_mot(left, right):
    assert rules.recherche.distance(left, right, limit=8) == rules.recherche.distance(right, left, limit=8)
    assert rules.recherche.distance(left, left, limit=0) == 0
    assert (rules.recherche.distance(left, right, limit=0) == 0) == (left == right)
