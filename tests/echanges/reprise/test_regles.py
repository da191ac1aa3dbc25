"""Columns are recognised, chosen, remembered; a row tells everything that is wrong in it; a file that shrank is asked about."""

from datetime import date, datetime
from decimal import Decimal
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.echanges.reprise.nomenclatures import EN_COURS, SUITES, EtatDepot, Nature
from maillage.echanges.reprise.rules import colonnes as col
from maillage.echanges.reprise.rules import correspondances
from maillage.echanges.reprise.rules.gabarits import GABARITS
from maillage.echanges.reprise.rules.parcours import list_passages
from maillage.echanges.reprise.rules.volumes import ask_confirmation
from maillage.parcours.nomenclatures.etats import EtatParcours
from maillage.parcours.nomenclatures.sorties import TYPES
from maillage.parcours.rules import etats
from tests.echanges.reprise.usine import JOUR, PARCOURS, PERSONNE

TOUS = sorted(GABARITS)


def read(nature, values, *, ligne=2):
    gabarit = GABARITS[nature]
    places = {name: place for place, name in enumerate(values)}
    return col.Plan(gabarit, places, JOUR).read([(ligne, list(values.values()))])[0]


@pytest.mark.parametrize("nature", TOUS)
def test_les_titres_du_modele_sont_tous_reconnus_et_son_exemple_est_juste(nature):
    gabarit = GABARITS[nature]
    places = correspondances.guess([c.libelle for c in gabarit.colonnes], gabarit)
    assert places == {c.code: place for place, c in enumerate(gabarit.colonnes)}
    [(valeurs, anomalies)] = col.Plan(gabarit, places, JOUR).read([(2, [c.exemple for c in gabarit.colonnes])])
    assert (anomalies, set(valeurs)) == ([], {c.code for c in gabarit.colonnes})
    assert col.load(gabarit, col.dump(valeurs)) == valeurs


@pytest.mark.parametrize("nature", TOUS)
@given(graine=st.integers(), data=st.data())
def test_l_ordre_les_accents_et_la_casse_des_titres_ne_changent_rien(nature, graine, data):
    gabarit = GABARITS[nature]
    colonnes = list(gabarit.colonnes)
    Random(graine).shuffle(colonnes)
    ecrire = data.draw(st.sampled_from([str, str.upper, str.lower, col.fold_entete, lambda t: f"  {t} "]))
    entetes = [ecrire(c.libelle) for c in colonnes]
    assert correspondances.guess(entetes, gabarit) == {c.code: place for place, c in enumerate(colonnes)}


@pytest.mark.parametrize("nature", TOUS)
@given(entetes=st.lists(st.text(max_size=20), max_size=30))
def test_une_colonne_du_fichier_ne_sert_qu_une_fois_et_le_choix_se_retrouve(nature, entetes):
    gabarit = GABARITS[nature]
    places = correspondances.guess(entetes, gabarit)
    assert len(set(places.values())) == len(places)
    memoire = correspondances.remember(entetes, places)
    assert correspondances.guess(entetes, gabarit, memoire) == places


def test_ce_qui_a_ete_laisse_de_cote_le_reste_la_fois_suivante():
    gabarit = GABARITS[Nature.PERSONNES]
    memoire = correspondances.remember(["Nom", "Sexe"], {"nom_usage": 0})
    assert correspondances.guess(["SEXE", "nom"], gabarit, memoire) == {"nom_usage": 1}


def test_une_colonne_obligatoire_absente_ou_une_colonne_prise_deux_fois_est_dite():
    refus = correspondances.check({"identifiant": 0, "nom_naissance": 1, "prenoms": 1}, GABARITS[Nature.PERSONNES])
    assert set(refus) == {"date_naissance", "nom_naissance", "prenoms"}


def test_tout_ce_qui_est_faux_dans_une_ligne_est_dit_d_un_coup():
    _, anomalies = read(
        Nature.PERSONNES, PERSONNE | {"nom_naissance": "", "sexe": "x", "courriel": "camille", "enfants": "beaucoup"}
    )
    assert {a.colonne for a in anomalies} == {"Sexe", "Nom de naissance", "Courriel", "Enfants à charge"}
    assert all(a.ligne == 2 and a.message for a in anomalies)


def test_un_numero_de_securite_sociale_n_est_pas_repete_dans_la_liste_des_erreurs():
    _, anomalies = read(Nature.PERSONNES, PERSONNE | {"identifiant": "184057800608443"})
    assert [a.valeur for a in anomalies] == ["(numéro masqué)"]


@pytest.mark.parametrize(
    ("change", "colonne"),
    [
        ({"date_naissance": "01/01/2030"}, "Date de naissance"),
        ({"date_naissance": "01/01/1902"}, "Date de naissance"),
        ({"brsa": "oui"}, "Situation au"),
        ({"situation_au": "01/01/2030"}, "Situation au"),
        ({"situation_au": "01/01/1980"}, "Situation au"),
        ({"situation_au": "01/01/2025", "inscrit_le": "01/06/2025"}, "Inscrit à France Travail le"),
    ],
)
def test_les_dates_d_une_personne_se_suivent(change, colonne):
    assert [a.colonne for a in read(Nature.PERSONNES, PERSONNE | change)[1]] == [colonne]


@pytest.mark.parametrize(
    ("change", "colonne"),
    [
        ({"date_entree": "01/01/2030"}, "Date d’entrée"),
        ({"date_signature": "01/03/2025"}, "Contrat signé le"),
        ({"date_sortie": "01/03/2025", "type_sortie": "ED-CDI"}, "Date de sortie"),
        ({"date_sortie": "01/06/2025"}, "Type de sortie"),
        ({"type_sortie": "ED-CDI"}, "Date de sortie"),
        ({"date_signature": "01/09/2025", "date_sortie": "01/06/2025", "type_sortie": "ED-CDI"}, "Contrat signé le"),
    ],
)
def test_les_dates_d_un_parcours_se_suivent(change, colonne):
    assert [a.colonne for a in read(Nature.PARCOURS, PARCOURS | change)[1]] == [colonne]


@given(
    signe=st.booleans(), sortie=st.one_of(st.none(), st.sampled_from(sorted(TYPES))),
    entree=st.dates(date(2015, 1, 1), date(2026, 1, 1)),
)  # fmt: skip
def test_les_etats_repris_sont_ceux_que_la_machine_permet(signe, sortie, entree):
    valeurs = {"date_entree": entree}
    if signe:
        valeurs["date_signature"] = entree
    if sortie:
        valeurs |= {"date_sortie": date(2026, 6, 1), "type_sortie": sortie}
    passages = list_passages(valeurs)
    for (_, atteint, avant), (de, vers, le) in pairwise(passages):
        assert (de, le >= avant) == (atteint, True)
        assert etats.check_passage(etats.PARCOURS, de=EtatParcours(de), vers=EtatParcours(vers)) is None
    assert str(passages[-1][1]).startswith("sorti_") == bool(sortie)


@given(precedent=st.integers(1, 10_000), lignes=st.integers(0, 20_000))
def test_une_baisse_de_quarante_pour_cent_se_confirme(precedent, lignes):
    asked = bool(ask_confirmation(lignes, precedent, on=JOUR))
    assert asked == (100 * (precedent - lignes) // precedent >= 40)
    assert ask_confirmation(lignes, None, on=JOUR) == ""


def test_chaque_etat_d_un_fichier_dit_ses_suites():
    assert set(SUITES) == set(EtatDepot)
    assert {etat for etat in EtatDepot if EtatDepot.ABANDONNE in SUITES[etat]} == EN_COURS


@given(rang=st.integers(0, 20_000))
def test_une_colonne_sans_titre_porte_ses_lettres(rang):
    lettres = col.write_lettres(rang)
    valeur = 0
    for lettre in lettres:
        valeur = valeur * 26 + ord(lettre) - 64
    assert valeur - 1 == rang


def test_ce_qui_est_garde_le_temps_de_l_import_revient_tel_quel():
    valeurs = {"a": date(2025, 1, 2), "b": datetime(2025, 1, 2, 9), "c": Decimal("3.50"), "d": (7, True), "e": "x"}  # noqa: DTZ001
    genres = (col.Genre.DATE, col.Genre.INSTANT, col.Genre.HEURES, col.Genre.NIVEAU, col.Genre.TEXTE)
    gabarit = col.Gabarit(
        Nature.PERSONNES, "", tuple(col.Colonne(c, c, "", str, g) for c, g in zip("abcde", genres, strict=True)),
        lambda valeurs, today: (),
    )  # fmt: skip
    assert col.load(gabarit, col.dump(valeurs)) == valeurs
