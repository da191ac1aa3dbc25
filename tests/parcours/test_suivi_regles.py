"""Whom to see this week and why: the alerts of contact and the reasons, said in words."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.parcours.nomenclatures.etats import EN_FILE_ACTIVE, EtatParcours
from maillage.parcours.nomenclatures.suivi import ICONES_MOTIF, LIBELLES_MOTIF, LIBELLES_THEME, TONS_MOTIF, Motif
from maillage.parcours.rules.contacts import GRAVITES, Niveau, assess_contact
from maillage.parcours.rules.priorites import RANGS, Signaux, find_fin_de_semaine, get_cle, list_raisons

JOUR = date(2026, 11, 25)  # a Wednesday
ENTREE = date(2026, 1, 12)
VU = Signaux(etat=EtatParcours.ACTIF, entree=ENTREE, frequence=31, dernier=JOUR)
jours = st.dates(date(2020, 1, 1), date(2030, 12, 31))


def assess(dernier, *, prochain=None, etat=EtatParcours.ACTIF, on=JOUR, frequence=31):
    return assess_contact(etat=etat, entree=ENTREE, dernier=dernier, frequence=frequence, prochain=prochain, on=on)


@pytest.mark.parametrize(
    ("sans_contact", "niveau"),
    [
        (0, Niveau.AUCUN),
        (30, Niveau.AUCUN),
        (31, Niveau.A_PREVOIR),
        (44, Niveau.A_PREVOIR),
        (45, Niveau.ORANGE),
        (89, Niveau.ORANGE),
        (90, Niveau.ROUGE),
        (200, Niveau.ROUGE),
    ],
)
def test_l_alerte_est_orange_a_45_jours_et_rouge_a_90(sans_contact, niveau):
    assert assess(JOUR - timedelta(days=sans_contact)).niveau is niveau


def test_un_rendez_vous_pris_evite_le_rappel_mais_pas_l_alerte_orange():
    demain = JOUR + timedelta(days=1)
    assert assess(JOUR - timedelta(days=40), prochain=demain).niveau is Niveau.AUCUN
    assert assess(JOUR - timedelta(days=50), prochain=demain).niveau is Niveau.ORANGE


def test_une_suspension_fait_taire_l_alerte():
    assert assess(None, etat=EtatParcours.SUSPENDU).niveau is Niveau.AUCUN


def test_sans_aucun_contact_le_delai_court_depuis_l_entree_et_la_phrase_le_dit():
    alerte = assess(None)
    assert alerte.niveau is Niveau.ROUGE
    assert alerte.phrase == (
        "Aucun contact réalisé depuis l’entrée, il y a 317 jours : plus de 90 jours, alerte rouge."
    )


def test_qui_entre_aujourd_hui_n_a_pas_ete_vu_pour_autant():
    assert assess(None, on=ENTREE).phrase == "Aucun contact réalisé depuis l’entrée, aujourd’hui."
    assert assess(JOUR - timedelta(days=1)).phrase == "Dernier contact réalisé hier."


@given(jours, st.integers(0, 400), st.sampled_from(sorted(EN_FILE_ACTIVE)), st.integers(7, 90))
def test_attendre_n_allege_jamais_une_alerte(dernier, attente, etat, frequence):
    before = assess(dernier, etat=etat, on=max(dernier, ENTREE), frequence=frequence)
    after = assess(dernier, etat=etat, on=max(dernier, ENTREE) + timedelta(days=attente), frequence=frequence)
    assert GRAVITES[before.niveau] <= GRAVITES[after.niveau]
    assert after.phrase


def test_qui_vient_d_etre_vu_et_n_a_rien_a_echeance_peut_attendre():
    assert list_raisons(VU, on=JOUR) == []


@pytest.mark.parametrize(
    ("signaux", "phrase"),
    [
        (replace(VU, prochain=datetime(2026, 11, 26, 14, 0, tzinfo=UTC)), "Rendez-vous demain à 14\u00a0h"),
        (replace(VU, prochain=datetime(2026, 11, 25, 9, 30, tzinfo=UTC)), "Rendez-vous aujourd’hui à 9\u00a0h\u00a030"),
        (replace(VU, prochain=datetime(2026, 11, 27, 13, 0, tzinfo=UTC)), "Rendez-vous vendredi à 13\u00a0h"),
        (replace(VU, a_renseigner=date(2026, 11, 24)), "Présence au rendez-vous (hier) à renseigner"),
        (replace(VU, dernier=JOUR - timedelta(days=52)), "52 jours sans contact"),
        (replace(VU, contrat_depuis=date(2026, 11, 20)), "Contrat à signer, prêt le 20/11/2026"),
        (replace(VU, contrat_terme=date(2026, 11, 24)), "Contrat prévu jusqu’au 24/11/2026\u00a0: à renouveler"),
        (replace(VU, etape_fin=date(2026, 11, 27)), "Étape qui se termine (vendredi 27 novembre)"),
        (replace(VU, suivi_le=date(2026, 11, 27)), "Point de suivi en emploi (vendredi 27 novembre)"),
        (replace(VU, titre_echeance=date(2026, 12, 24)), "Titre de séjour à renouveler (jeudi 24 décembre)"),
        (replace(VU, objectif_le=date(2026, 11, 26)), "Objectif à échéance (demain)"),
    ],
)
def test_chaque_raison_se_lit(signaux, phrase):
    assert [raison.phrase for raison in list_raisons(signaux, on=JOUR)] == [phrase]


def test_un_contrat_se_renouvelle_apres_son_dernier_jour_et_jamais_quand_l_avenant_attend_d_etre_signe():
    assert list_raisons(replace(VU, contrat_terme=JOUR), on=JOUR) == []
    (raison,) = list_raisons(replace(VU, contrat_terme=JOUR - timedelta(days=1), contrat_depuis=JOUR), on=JOUR)
    assert raison.motif is Motif.CONTRAT


def test_le_rendez_vous_d_apres_dimanche_attend_sa_semaine():
    assert find_fin_de_semaine(JOUR) == date(2026, 11, 29)
    assert list_raisons(replace(VU, prochain=datetime(2026, 11, 30, 9, 0, tzinfo=UTC)), on=JOUR) == []


def test_le_contact_tres_en_retard_passe_avant_le_contrat_et_le_contrat_avant_l_etape():
    rouge = replace(VU, dernier=JOUR - timedelta(days=100))
    contrat, etape = replace(VU, contrat_depuis=JOUR), replace(VU, etape_fin=JOUR)
    cles = [get_cle(list_raisons(signaux, on=JOUR)) for signaux in (rouge, contrat, etape)]
    assert cles == sorted(cles)


def test_les_rendez_vous_d_un_jour_se_lisent_dans_l_ordre_des_heures():
    heures = [datetime(2026, 11, 25, heure, 30, tzinfo=UTC) for heure in (9, 10, 16)]
    cles = [get_cle(list_raisons(replace(VU, prochain=heure), on=JOUR)) for heure in heures]
    assert cles == sorted(cles)
    assert len(set(cles)) == 3


signaux_quelconques = st.builds(
    Signaux, etat=st.sampled_from(EtatParcours), entree=jours, frequence=st.integers(7, 90), dernier=st.none() | jours,
    prochain=st.none() | jours.map(lambda jour: datetime(jour.year, jour.month, jour.day, 9, tzinfo=UTC)),
    a_renseigner=st.none() | jours, contrat_depuis=st.none() | jours, contrat_terme=st.none() | jours, etape_fin=st.none() | jours,
    suivi_le=st.none() | jours, titre_echeance=st.none() | jours, objectif_le=st.none() | jours,
)  # fmt: skip


@given(signaux_quelconques)
def test_les_raisons_sont_ordonnees_et_chaque_motif_n_est_dit_qu_une_fois(signaux):
    raisons = list_raisons(signaux, on=JOUR)
    assert [RANGS[r.motif] for r in raisons] == sorted({RANGS[r.motif] for r in raisons})
    assert all(r.phrase for r in raisons)


@given(signaux_quelconques)
def test_une_raison_de_plus_ne_fait_jamais_reculer_quelqu_un(signaux):
    before = list_raisons(signaux, on=JOUR)
    after = list_raisons(replace(signaux, prochain=datetime(2026, 11, 25, 9, tzinfo=UTC)), on=JOUR)
    assert not before or get_cle(after)[0] <= get_cle(before)[0]


def test_chaque_motif_a_son_libelle_son_ton_et_son_icone():
    assert set(LIBELLES_MOTIF) == set(TONS_MOTIF) == set(ICONES_MOTIF) == set(Motif)


def test_r54_la_sante_n_est_pas_un_theme_d_entretien():
    said = {mot for libelle in LIBELLES_THEME.values() for mot in libelle.lower().split()}
    assert not said & {"santé", "soins", "handicap", "addictions"}
