"""No number is printed that comes from no cell."""

import pytest

from maillage.consolidation.rapport.livre import ChiffreAbsent
from maillage.consolidation.rapport.nombres import Dit, Etat, Nombre, Origine, Phrase, read_texte, say_libelle
from maillage.consolidation.rapport.phrases import ChiffreLibre, enumerate_phrases, tell, write
from tests.consolidation.rapport.exemple import hide


def test_un_chiffre_ecrit_dans_les_mots_se_refuse():
    with pytest.raises(ChiffreLibre, match="47"):
        write("Le taux est de 47 %.")


def test_un_chiffre_glisse_dans_une_valeur_se_refuse():
    with pytest.raises(ChiffreLibre, match="33"):
        write("Il y a eu {nombre} entrées.", nombre="33 711")


def test_un_nom_que_rien_ne_donne_se_refuse():
    with pytest.raises(ChiffreLibre, match="entrees"):
        write("{entrees} entrées")


def test_un_chiffre_que_l_on_n_a_pas_compte_ne_s_imprime_pas(livre):
    with pytest.raises(ChiffreAbsent, match=r"plie\.inventes"):
        livre.get_case("plie.inventes")
    with pytest.raises(ChiffreAbsent, match="region"):
        livre.get_case("plie.entrees", ou=("region", "99"))


def test_un_libelle_du_catalogue_peut_porter_un_nombre():
    assert read_texte(write("{qui}", qui=say_libelle("Moins de 26 ans", "age"))) == "Moins de 26 ans"
    assert say_libelle("Femmes", "sexe") == "Femmes"


def test_la_ponctuation_haute_tient_a_son_mot():
    assert read_texte(write("Source : « a » ; b !")) == "Source\u202f: «\u202fa\u202f»\u202f; b\u202f!"


def test_une_phrase_dont_un_nombre_est_cache_ne_dit_rien_d_autre(livre):
    hidden = hide(livre, 33_711).get_case("plie.entrees").valeur
    said = read_texte(tell("{n} entrées, soit {m}", sujet="Entrées", n=hidden, m=hidden))
    assert said == "Entrées\u202f: masqué, pour que personne ne puisse être reconnu."


def test_une_phrase_dont_rien_n_est_connu_le_dit():
    inconnu = Nombre("non renseigné", (), etat=Etat.INCONNU)
    assert read_texte(tell("{n} entrées", sujet="Entrées", n=inconnu)) == "Entrées\u202f: non renseigné."


def test_une_enumeration_separe_des_libelles_qui_ont_des_virgules():
    parts: list[Phrase] = [("Déménagement, décès",), (), (Dit("45 ans", Origine.CATALOGUE, "age"),)]
    assert read_texte(enumerate_phrases(parts)) == "Déménagement, décès\u202f; 45 ans"
