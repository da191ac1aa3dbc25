"""Reading a file of zonings: everything that is wrong is listed, with what to do."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.territoire.modele import LIGNES, write_modele
from maillage.territoire.rules.zonages import read_fichier
from maillage.territoire.rules.zonages_controle import check_chevauchements, check_communes
from maillage.territoire.rules.zonages_types import COLONNES, OBLIGATOIRES, Connu

ENTETE = ";".join(COLONNES)
BONNE = "qpv;QN1;Les Tanneries;2024;2024-01-01;;Décret 2023-1314;59350;0,12"


def _read(*lignes: str, entete: str = ENTETE, fin: str = "\n"):
    return read_fichier(fin.join((entete, *lignes)).encode())


def _only(lecture):
    (erreur,) = lecture.erreurs
    return erreur


class TestBonFichier:
    def test_une_ligne_par_commune_fait_un_zonage(self):
        lecture = _read(BONNE, BONNE.replace("59350;0,12", "59512;"))
        (zonage,) = lecture.zonages
        assert not lecture.erreurs
        assert (zonage.cle, zonage.du, zonage.au) == (("qpv", "QN1", 2024), date(2024, 1, 1), None)
        assert zonage.communes == {"59350": Decimal("0.12000"), "59512": None}

    def test_le_modele_propose_est_lui_meme_juste(self):
        lecture = read_fichier(write_modele().encode())
        assert not lecture.erreurs
        assert [sorted(z.communes) for z in lecture.zonages] == [["59350", "59512"]]

    def test_le_format_explique_est_le_format_lu(self):
        assert tuple(ligne.colonne for ligne in LIGNES) == COLONNES
        assert tuple(ligne.colonne for ligne in LIGNES if ligne.obligatoire) == OBLIGATOIRES

    @pytest.mark.parametrize("separateur", [";", ",", "\t"])
    @pytest.mark.parametrize("encodage", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
    @pytest.mark.parametrize("fin", ["\n", "\r\n", "\r"])
    def test_separateurs_encodages_et_fins_de_ligne_se_reconnaissent(self, separateur, encodage, fin):
        texte = fin.join((ENTETE, BONNE.replace("0,12", "0.12"))).replace(";", separateur)
        lecture = read_fichier(texte.encode(encodage))
        assert not lecture.erreurs
        assert lecture.zonages[0].source == "Décret 2023-1314"
        assert bool(lecture.remarques) == (encodage in {"cp1252", "utf-16"})

    def test_colonnes_dans_un_autre_ordre_accentuees_et_facultatives_absentes(self):
        lecture = _read(
            "59350;Décret;01/01/2024;2024;Les Tanneries;QN1;QPV",
            entete="Commune;Source;Du;Millésime;Libellé;Code;Type",
        )
        assert not lecture.erreurs
        assert lecture.zonages[0].du == date(2024, 1, 1)

    def test_les_lignes_vides_ne_comptent_pas(self):
        assert not _read(BONNE, "", ";;;;;;;;").erreurs

    def test_un_texte_entre_guillemets_peut_contenir_le_separateur(self):
        lecture = _read('qpv;QN1;"Les Tanneries ; nord";2024;2024-01-01;;Décret;59350;')
        assert lecture.zonages[0].libelle == "Les Tanneries ; nord"


class TestFichierIllisible:
    @pytest.mark.parametrize(
        ("contenu", "dit"),
        [
            (b"", "vide"),
            (b"\xef\xbb\xbf\r\n", "vide"),
            (b"\xfe\xff", "vide"),
            (b"PK\x03\x04\x14\x00", "classeur"),
            (b"\xd0\xcf\x11\xe0\xa1", "classeur Excel"),
            (b"%PDF-1.7", "PDF"),
            (b"abc\x00def\x00", "pas du texte"),
            (b"bonjour\nle monde", "en-tête attendu"),
            (ENTETE.replace(";", "|").encode(), "en-tête attendu"),
            (ENTETE.encode(), "aucune ligne"),
            (f'{ENTETE}\nqpv;QN1;"Les Tanneries;2024'.encode(), "guillemet"),
        ],
    )
    def test_une_phrase_dit_pourquoi_et_que_faire(self, contenu, dit):
        assert dit in _only(read_fichier(contenu)).message

    def test_une_colonne_absente_en_trop_ou_double_se_dit_sans_lire_la_suite(self):
        lecture = _read("n’importe quoi", entete=ENTETE.replace("commune", "insee") + ";code")
        assert sorted((e.colonne, e.ligne) for e in lecture.erreurs) == [("code", 1), ("commune", 1), ("insee", 1)]


class TestCellules:
    @pytest.mark.parametrize(
        ("ancienne", "nouvelle", "colonne", "dit"),
        [
            ("qpv", "zus", "type", "Types possibles : qpv"),
            ("QN1", "", "code", "obligatoire"),
            ("Les Tanneries", "x" * 301, "libelle", "300 caractères"),
            ("Les Tanneries", "Les\u0007Tanneries", "libelle", "invisible"),
            ("2024;2024", "24;2024", "millesime", "quatre chiffres"),
            ("2024;2024", "1024;2024", "millesime", "quatre chiffres"),
            ("2024-01-01", "2024-13-01", "du", "2024-01-01 ou 01/01/2024"),
            ("2024-01-01", "30/02/2024", "du", "n’existe pas"),
            ("2024-01-01;", ";", "du", "obligatoire"),
            ("2024-01-01;", "2024-01-01;2023-01-01", "au", "précède le début"),
            ("59350", "1004", "commune", "écrivez 01004"),
            ("59350", "Lille", "commune", "code Insee"),
            ("0,12", "12 %", "part", "entre 0 et 1"),
            ("0,12", "1,2", "part", "entre 0 et 1"),
            ("0,12", "0", "part", "entre 0 et 1"),
            ("0,12", "0,000001", "part", "entre 0 et 1"),
            ("0,12", "NaN", "part", "entre 0 et 1"),
            ("0,12", "1e400", "part", "entre 0 et 1"),
        ],
    )
    def test_chaque_cellule_fausse_est_nommee(self, ancienne, nouvelle, colonne, dit):
        erreur = _only(_read(BONNE.replace(ancienne, nouvelle, 1)))
        assert (erreur.ligne, erreur.colonne) == (2, colonne)
        assert dit in erreur.message

    def test_toutes_les_erreurs_de_toutes_les_lignes_sont_dites_ensemble(self):
        lecture = _read("zus;;x;2024;2024-01-01;;s;59350;", BONNE, "qpv;QN9;x;deux mille;hier;;s;1;2")
        assert [(e.ligne, e.colonne) for e in lecture.erreurs] == [
            (2, "type"), (2, "code"), (4, "millesime"), (4, "du"), (4, "commune"), (4, "part"),
        ]  # fmt: skip

    def test_une_cellule_de_trop_dit_qu_un_separateur_est_de_trop(self):
        assert "10 cellules et l’en-tête 9" in _only(_read(BONNE + ";x")).message

    def test_une_commune_deux_fois_dans_un_zonage_renvoie_a_la_premiere(self):
        erreur = _only(_read(BONNE, BONNE))
        assert (erreur.ligne, erreur.colonne) == (3, "commune")
        assert "déjà dans ce zonage, ligne 2" in erreur.message

    def test_un_zonage_qui_se_contredit_renvoie_a_l_autre_ligne(self):
        erreur = _only(_read(BONNE, BONNE.replace("59350", "59512").replace("Les Tanneries", "Tanneries")))
        assert (erreur.ligne, erreur.colonne, erreur.valeur) == (3, "libelle", "Tanneries")
        assert "ligne 2 (« Les Tanneries »)" in erreur.message

    def test_les_numeros_de_ligne_sont_ceux_du_tableur(self):
        assert _only(_read(BONNE, "", BONNE.replace("59350", "abc"))).ligne == 4


class TestControle:
    def test_une_commune_fusionnee_donne_son_nouveau_code(self):
        lecture = _read(BONNE.replace("59350", "59298"))
        (erreur,) = check_communes(lecture, existantes={"59350": "Lille"}, anciennes={"59298": "59350"})
        assert "désormais 59350 (Lille)" in erreur.message

    def test_et_si_le_nouveau_code_y_est_deja_elle_le_dit(self):
        lecture = _read(BONNE, BONNE.replace("59350", "59298"))
        (erreur,) = check_communes(lecture, existantes={"59350": "Lille"}, anciennes={"59298": "59350"})
        assert (erreur.ligne, "déjà ligne 2 : retirez" in erreur.message) == (3, True)

    def test_une_commune_inconnue_se_dit(self):
        (erreur,) = check_communes(_read(BONNE), existantes={}, anciennes={})
        assert "Aucune commune ne porte ce code" in erreur.message

    def test_deux_millesimes_du_meme_zonage_ne_se_chevauchent_pas(self):
        ancien = Connu("qpv", "QN1", 2015, date(2015, 1, 1), None)
        (erreur,) = check_chevauchements(_read(BONNE), [ancien])
        assert "millésime 2015 (déjà dans Maillage) est encore en vigueur" in erreur.message
        clos = Connu("qpv", "QN1", 2015, date(2015, 1, 1), date(2023, 12, 31))
        assert not check_chevauchements(_read(BONNE), [clos])

    def test_le_fichier_peut_fermer_lui_meme_l_ancien_millesime(self):
        ferme = BONNE.replace(";2024;2024-01-01;;", ";2015;2015-01-01;2023-12-31;")
        assert not check_chevauchements(_read(ferme, BONNE), [Connu("qpv", "QN1", 2015, date(2015, 1, 1), None)])

    def test_un_ancien_millesime_ajoute_apres_coup_est_compare_aussi(self):
        ancien = BONNE.replace(";2024;2024-01-01;;", ";2015;2015-01-01;;")
        (erreur,) = check_chevauchements(_read(ancien), [Connu("qpv", "QN1", 2024, date(2024, 1, 1), None)])
        assert "millésime 2024" in erreur.message


@given(st.binary(max_size=400) | st.text(max_size=200).map(lambda t: f"{ENTETE}\n{t}".encode(errors="replace")))
def test_aucun_fichier_ne_fait_tomber_la_lecture(contenu):
    lecture = read_fichier(contenu)
    assert lecture.erreurs or lecture.zonages
    assert all(erreur.message for erreur in lecture.erreurs)
