"""The CSV as documented, as surveys of sources write it, and wrong in every way: one sentence each, none kept back."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.consolidation.relecture.lecture import read_fichier, read_paragraphes, read_texte
from maillage.consolidation.relecture.rules.chiffres import Rapport
from maillage.consolidation.relecture.rules.ecritures import read_nombre
from maillage.consolidation.relecture.rules.relire import relire
from tests.consolidation.relecture.outils import AUJOURD_HUI

# The layout of a survey of sources: no modality column, a free ventilation, the note of who copied.
RELEVE = """source_file,annee,indicateur,ventilation,valeur,unite,note
rapport,2019,Causes des sorties,"déménagement, décès, retraite, sur sorties sans suite",14,%,
rapport,2019,Taux de sorties positives,"/ total des sorties hors déménagement, décès, retraite",50,%,vérifié
rapport,2019,Entreprises partenaires régulières,"fiche 6, 63 PLIE",8154,entreprises,
rapport,2019,Salariés internes,près de 70 PLIE,651,personnes,
rapport,2019,Part des peu ou pas qualifiés,"entrées, §2.1",63,%,INCOHERENCE avec synthèse (62 %)
rapport,2019,Total financements mobilisés,74 PLIE,99,M€,
rapport,2019,Participants,"France, 127 PLIE",131000,personnes,arrondi au millier ; valeur exacte non publiée
rapport,2019,Jeunes en emploi d'avenir,Nord Essonne,60,personnes,"fiche 4, « plus de »"
rapport,2019,PLIE recensés,01/01/2019,138,PLIE,
calcul,2019,controle_somme,tableau,100,%,
rapport,2019,heures dérivées,calcul de contrôle,154,heures,
"""


def test_un_releve_de_sources_est_lu_tel_qu_il_est():
    lu = read_texte(RELEVE)
    assert lu.erreurs == []
    causes, taux, entreprises, salaries, qualifies, total, participants, jeunes, plie = lu.chiffres
    assert (causes.modalite, causes.base) == ("déménagement, décès, retraite", "sorties sans suite")
    assert (taux.modalite, taux.base) == ("", "total des sorties hors déménagement, décès, retraite")
    assert (entreprises.page, entreprises.base, entreprises.nombre_de_base) == ("fiche 6", "63 PLIE", 63)
    assert (salaries.base, salaries.approche) == ("près de 70 PLIE", "")
    assert (qualifies.page, qualifies.modalite, qualifies.note) == ("§ 2.1", "entrées", "")
    assert (total.unite, total.facteur) == ("€", 10**6)
    assert participants.arrondi == 1000
    assert jeunes.approche == "plancher"
    assert plie.jour == date(2019, 1, 1)


def test_un_historique_date_est_lu_tel_qu_il_est():
    lu = read_texte(
        "date,dispositif,indicateur,valeur,source,remarque\n2022-01-01,PLIE,nombre,138,rapport,\n2023-02,PLIE,nombre,138,carte,\n"
    )
    assert [(c.libelle, c.annee, c.jour) for c in lu.chiffres] == [
        ("PLIE : nombre", 2022, date(2022, 1, 1)),
        ("PLIE : nombre", 2023, None),
    ]


def test_les_cellules_d_une_consolidation_sont_lues_avec_l_annee_donnee():
    texte = "code,libelle,niveau,territoire,ventilation,modalite,valeur,base,non_reponse,statut,version\nI-2,Entrées,national,France,,,33711,,0,diffusé,1\n"
    lu = read_texte(texte, annee=2019)
    assert (lu.erreurs, lu.chiffres[0].annee, lu.chiffres[0].valeur) == ([], 2019, 33711)


@pytest.mark.parametrize(
    ("ecrit", "valeur"),
    [
        ("14766", 14766), ("14 766", 14766), ("14\u202f766", 14766), ("1,34", Fraction("1.34")), ("1.34", Fraction("1.34")), ("+17,5", Fraction("17.5")),
        ("−18", -18), ("-18", -18), ("47 %", 47), ("1/3", Fraction(1, 3)), ("10-12", 11), ("12a", None), ("1 2 3", None), ("1,2,3", None), ("1/0", None),
        ("", None), ("١٢", None), ("1e5", None),
    ],
)  # fmt: skip
def test_les_nombres_tels_qu_on_les_ecrit(ecrit: str, valeur: Fraction | None):
    read = read_nombre(ecrit)
    assert (read.valeur if read else None) == valeur


@pytest.mark.parametrize(
    ("texte", "dits"),
    [
        ("", ["est vide"]),
        ("libelle;valeur\n", ["ne contient aucun chiffre"]),
        ("libelle;truc\nA;1\n", ["« truc » n’est pas connue", "il manque la colonne « valeur »"]),
        ("libelle;valeur;valeur\nA;1;2\n", ["deux fois « valeur »"]),
        ("libelle;valeur;annee\nA;12a;20x\n;3;2019\n", ["Ligne 2, colonne « valeur » : « 12a »", "Ligne 2, colonne « annee » : « 20x »", "Ligne 3, colonne « libelle »"]),
        ("libelle,valeur\nA,1,5\n", ["Ligne 2 : 3 cases pour 2 colonnes"]),
        ('libelle;valeur\nA;1\n"B;2\n', ["un guillemet n’est pas refermé"]),
        ("libelle;valeur;calcul\nA;1;a +\nB;2;a b\nC;3;(a\nD;4;a ! b\n", ["il manque un terme", "« b » est de trop", "parenthèse", "« ! b »"]),
        (f"libelle;valeur;calcul\nA;1;{'(' * 5000}\n", ["elle dépasse 300 signes"]),
        (f"libelle;valeur\nA;{'9' * 5000}\n", ["n’est pas un nombre"]),
        ("libelle;valeur;arrondi;exclusive;approche\nA;1;zéro;bof;hum\n", ["colonne « arrondi »", "colonne « exclusive »", "colonne « approche »"]),
    ],
)  # fmt: skip
def test_chaque_faute_du_fichier_est_dite_en_une_phrase(texte: str, dits: list[str]):
    lu = read_texte(texte)
    assert len(lu.erreurs) == len(dits), lu.erreurs
    for erreur, dit in zip(lu.erreurs, dits, strict=True):
        assert dit in erreur
        assert erreur.endswith(".")


def test_plus_de_chiffres_qu_un_rapport_n_en_a_sont_refuses():
    (erreur,) = read_texte("libelle;valeur\n" + "A;1\n" * 2001).erreurs
    assert "2001 chiffres" in erreur


@pytest.mark.parametrize("contenu", [b"PK\x03\x04", b"%PDF-1.7", b"a\x00b", b"x" * (2 * 1024 * 1024 + 1)])
def test_ce_qui_n_est_pas_un_tableau_est_refuse(contenu: bytes):
    assert len(read_fichier(contenu).erreurs) == 1


ALPHABET = st.sampled_from(
    [
        *list('aéx;,"\n\t%/-−1234567890. «»#@()+*=…\x00\u202f'),
        "libelle",
        "valeur",
        "annee",
        "calcul",
        "note",
        "base",
        "sp",
        "xx",
    ]
)


@settings(max_examples=300)
@given(st.lists(ALPHABET, max_size=80), st.lists(ALPHABET, max_size=40))
def test_n_importe_quoi_se_lit_ou_se_refuse_sans_jamais_tomber(lignes: list[str], texte: list[str]):
    lu = read_texte("libelle;valeur;annee;unite;calcul;base;modalite;note\n" + "".join(lignes))
    assert all(erreur.endswith(".") for erreur in lu.erreurs)
    rapport = Rapport(tuple(lu.chiffres), tuple(read_paragraphes("".join(texte))), aujourd_hui=AUJOURD_HUI)
    assert all(constat.phrase.endswith(".") for constat in relire(rapport))


def test_l_encodage_d_un_vieux_tableur_est_lu():
    lu = read_fichier("libelle;valeur\nEntrées réussies;12\n".encode("cp1252"))
    assert lu.chiffres[0].libelle == "Entrées réussies"


def test_les_paragraphes_gardent_leur_chapitre_et_leur_ligne():
    found = read_paragraphes("Un.\nDeux.\n\n# § 2\nTrois.\n")
    assert [(p.numero, p.titre, p.texte) for p in found] == [(1, "", "Un. Deux."), (5, "§ 2", "Trois.")]
