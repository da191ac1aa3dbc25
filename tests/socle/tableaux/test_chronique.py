"""The chronological mode: no sort can be declared or asked for, pages follow each other by key (R-33)."""

from dataclasses import replace

import pytest
from django.http import QueryDict
from django.utils.timezone import localdate

from maillage.socle.galerie.listes import CHRONIQUE, ETATS, TABLEAU, build_chronique_exemple
from maillage.socle.tableaux import Colonne, Filtre
from maillage.socle.tableaux.declaration import TableauMalDeclare
from maillage.socle.tableaux.etat import read_etat


def read(query: str):
    return build_chronique_exemple(QueryDict(query), today=localdate())


def test_r33_une_chronique_ne_peut_declarer_aucun_tri():
    sorting = Colonne("nom", "Nom", lambda p: p.nom, tri=("nom",))
    for changes in ({"colonnes": (sorting,)}, {"tri": "nom"}, {"tri": "-le"}):
        with pytest.raises(TableauMalDeclare):
            replace(CHRONIQUE, **changes)


def test_le_nom_avant_appartient_a_l_adresse():
    with pytest.raises(TableauMalDeclare):
        replace(CHRONIQUE, filtres=(Filtre("avant", "Avant", lambda rows, value: rows),))


def test_les_pages_se_suivent_sans_trou_ni_double_jusqu_a_la_derniere():
    query, seen, pages = "", [], 0
    while True:
        chronique = read(query)
        seen += [p.pk for p in chronique.lignes]
        pages += 1
        if not chronique.plus_ancien:
            break
        query = chronique.plus_ancien.removeprefix("?")
    assert seen == list(range(20, 0, -1))
    assert pages == 5


def test_on_remonte_au_plus_recent_en_gardant_la_taille_et_les_colonnes():
    chronique = read("par=8&col=le&col=nom&avant=9")
    assert chronique.plus_recent == "?par=8&col=le&col=nom"
    assert "Ce qui a été fait" not in chronique.entetes
    assert read("par=8").plus_recent == ""


@pytest.mark.parametrize("query", ["tri=nom", "tri=-pk", "page=3", "avant=abc", "avant=-4", f"avant={'9' * 40}"])
def test_une_adresse_hostile_donne_la_premiere_page(query):
    assert [p.pk for p in read(query).lignes] == [20, 19, 18, 17]


def test_seule_une_chronique_lit_avant():
    assert read_etat(TABLEAU, QueryDict("avant=3"), choix={"etat": ETATS}).avant is None
    assert read_etat(CHRONIQUE, QueryDict("avant=3"), choix={}).avant == 3
