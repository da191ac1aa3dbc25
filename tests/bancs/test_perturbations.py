"""The set on which the search is judged: the same for a seed, of every kind, and found again by the rule."""

from datetime import date
from random import Random

from maillage.bancs.perturbations import GENRES, Requete, draw_requetes, measure_rappel, slip, swap_day
from maillage.participants.rules.identite import Identite, list_cles, list_cles_a_chercher

PERSONNES = [
    (1, Identite("Lefèvre", "", "Marie-Hélène", date(1984, 3, 5))),
    (2, Identite("El Hariri-Sab", "Oukachine", "Ana", date(1995, 8, 11))),
    (3, Identite("Nguessanou", "", "Jérôme", date(1970, 12, 28))),
]


def test_la_meme_graine_donne_le_meme_jeu_avec_autant_de_chaque_genre():
    drawn = draw_requetes(PERSONNES, nombre=100, graine=7)
    assert drawn == draw_requetes(PERSONNES, nombre=100, graine=7)
    assert drawn != draw_requetes(PERSONNES, nombre=100, graine=8)
    assert {genre: sum(r.genre == genre for r in drawn) for genre in GENRES} == dict.fromkeys(GENRES, 10)


def test_une_faute_change_le_mot_ou_le_rend_et_garde_sa_premiere_lettre():
    chance = Random(1)
    seen = {slip("Lefèvre", chance) for _ in range(200)}
    assert len(seen) > 20
    assert {word[0] for word in seen} == {"L"}
    assert slip("Li", chance) == "Li"


def test_jour_et_mois_ne_s_inversent_que_si_la_date_existe():
    assert swap_day(date(1984, 3, 5)) == date(1984, 5, 3)
    assert swap_day(date(1984, 3, 25)) == date(1984, 3, 25)


def test_chaque_requete_partage_une_cle_avec_sa_personne():
    known = dict(PERSONNES)
    for requete in draw_requetes(PERSONNES, nombre=500, graine=3):
        assert list_cles_a_chercher(requete.identite) & list_cles(known[requete.cible]), requete


def test_le_rappel_compte_les_personnes_retrouvees_et_le_dit_par_genre():
    requetes = [Requete("a", Identite(), 1), Requete("a", Identite(), 2), Requete("b", Identite(), 3)]
    assert measure_rappel(requetes, [[1], [9], [7, 3]]) == (2 / 3, {"a": 0.5, "b": 1.0})
