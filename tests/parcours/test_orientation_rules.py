"""What an orientation needs: to be sent, to be receivable, to be answered in time."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.parcours.nomenclatures.etats import ORIENTATIONS_CLOSES, EtatOrientation
from maillage.parcours.nomenclatures.orientation import Critere
from maillage.parcours.rules import etude, refus
from maillage.parcours.rules import orientation as regles
from maillage.parcours.rules.etats import ORIENTATIONS
from maillage.parcours.rules.etude import Constat, Gravite
from maillage.parcours.rules.orientation import Fiche
from maillage.participants.nomenclatures.niveaux import Niveau
from maillage.reseau.nomenclatures import Couverture

JOUR = date(2026, 11, 25)
COMPLETE: dict[str, Any] = {
    "nom_naissance": "Témoin", "prenoms": "Alix", "date_naissance": date(1985, 3, 2), "telephone": "0100000000",
    "has_commune": True, "criteres": [Critere.BRSA], "consentement_le": JOUR, "consentement_support": "gardee",
    "signee_le": JOUR,
}  # fmt: skip


def list_champs(**values):
    return [m.champ for m in regles.list_manques(Fiche(**COMPLETE | values), today=JOUR)]


def study(*, couverture=Couverture.COUVERT, has_parcours_ouvert=False, **values):
    return etude.study(
        Fiche(**COMPLETE | values), couverture=couverture, commune="Valombre",
        has_parcours_ouvert=has_parcours_ouvert, today=JOUR,
    )  # fmt: skip


def refuse(constats, *, derogation=""):
    """The fields that a reception is refused for."""
    found = refus.list_refus_reception(constats, derogation=derogation, le=JOUR, prescription=JOUR, today=JOUR)
    return [manque.champ for manque in found]


def list_doutes(**values):
    return [c.titre for c in study(**values) if c.gravite is Gravite.VERIFIE]


class TestTransmettre:
    def test_une_fiche_complete_part(self):
        assert list_champs() == []

    @pytest.mark.parametrize(
        ("champ", "absent"),
        [
            ("nom_naissance", {"nom_naissance": ""}), ("prenoms", {"prenoms": ""}),
            ("date_naissance", {"date_naissance": None}), ("telephone", {"telephone": ""}),
            ("commune", {"has_commune": False}), ("criteres", {"criteres": []}),
            ("consentement_le", {"consentement_le": None}), ("consentement_support", {"consentement_support": ""}),
            ("signee_prescripteur_le", {"signee_le": None}),
        ],
    )  # fmt: skip
    def test_ce_qui_manque_est_dit_a_son_champ(self, champ, absent):
        assert list_champs(**absent) == [champ]

    def test_un_seul_moyen_de_joindre_suffit(self):
        assert list_champs(telephone="", courriel="alix@exemple.test") == []
        assert list_champs(telephone="", voie="1 rue de l’Exemple") == []

    def test_des_difficultes_multiples_se_disent(self):
        assert list_champs(criteres=[Critere.DIFFICULTES]) == ["argument"]
        assert list_champs(criteres=[Critere.DIFFICULTES], argument="Sans solution de garde") == []

    def test_une_date_dans_le_futur_est_refusee(self):
        assert list_champs(consentement_le=JOUR + timedelta(days=1)) == ["consentement_le"]

    def test_une_personne_de_moins_de_seize_ans_n_est_pas_orientee(self):
        assert list_champs(date_naissance=date(2010, 11, 26)) == ["date_naissance"]
        assert list_champs(date_naissance=date(2010, 11, 25)) == []

    @given(
        values=st.fixed_dictionaries(
            {},
            optional={
                "nom_naissance": st.just(""), "criteres": st.just([]), "consentement_le": st.just(None),
                "signee_le": st.just(None), "has_commune": st.just(False),
            },
        )
    )  # fmt: skip
    def test_il_manque_exactement_ce_qui_est_absent(self, values):
        assert len(list_champs(**values)) == len(values)


class TestRecevabilite:
    def test_une_commune_du_territoire_et_un_critere_suffisent(self):
        assert {c.gravite for c in study()} == {Gravite.BON}
        assert refuse(study()) == []

    def test_hors_du_territoire_il_faut_une_derogation_ecrite(self):
        constats = study(couverture=Couverture.NON_COUVERT)
        assert refuse(constats, derogation=" ") == ["derogation"]
        assert refuse(constats, derogation="déménage le mois prochain") == []

    def test_un_territoire_non_declare_se_verifie_et_n_arrete_pas(self):
        constats = study(couverture=Couverture.NON_RENSEIGNE)
        assert constats[0].gravite is Gravite.VERIFIE
        assert refuse(constats) == []

    def test_aucun_critere_demande_une_derogation(self):
        assert refuse(study(criteres=[])) == ["derogation"]

    def test_un_parcours_ouvert_ici_l_interdit_quoi_qu_on_ecrive(self):
        constats = study(has_parcours_ouvert=True)
        assert refuse(constats, derogation="tout de même") == ["identite"]

    def test_plusieurs_criteres_sont_verifies_ensemble(self):
        doutes = list_doutes(
            criteres=[Critere.SENIOR, Critere.PEU_QUALIFIE, Critere.DELD], niveau=Niveau.N5,
            inscrit_le=date(2026, 6, 1),
        )  # fmt: skip
        assert doutes == [
            "« Senior » est à vérifier", "« Peu ou pas qualifié » est à vérifier", "« Longue durée » est à vérifier",
        ]  # fmt: skip

    def test_au_jour_anniversaire_de_douze_mois_l_inscription_est_longue(self):
        assert list_doutes(criteres=[Critere.DELD], inscrit_le=date(2025, 11, 26)) != []
        assert list_doutes(criteres=[Critere.DELD], inscrit_le=date(2025, 11, 25)) == []

    def test_ce_qui_n_est_pas_dit_n_est_pas_un_doute(self):
        assert list_doutes(criteres=[Critere.SENIOR, Critere.DELD], date_naissance=None) == []

    @given(constats=st.lists(st.sampled_from(Gravite).map(lambda g: Constat(g, "Un point"))))
    def test_une_derogation_ne_rend_jamais_plus_severe(self, constats):
        with_it, without = (refuse(constats, derogation=said) for said in ("écrite", ""))
        assert set(with_it) <= set(without)


class TestDelai:
    def test_la_reponse_est_promise_a_compter_de_la_transmission_puis_du_complement(self):
        sent, complete = date(2026, 10, 1), date(2026, 10, 20)
        assert regles.get_echeance(sent, None) == date(2026, 10, 31)
        assert regles.get_echeance(sent, complete) == date(2026, 11, 19)

    def test_le_jour_promis_et_le_retard_se_disent(self):
        assert regles.write_echeance(None, on=JOUR) == ""
        assert regles.write_echeance(JOUR, on=JOUR) == "le 25/11/2026"
        assert regles.write_echeance(JOUR, on=JOUR + timedelta(days=1)) == "le 25/11/2026, en retard de 1 jour"
        assert regles.write_echeance(JOUR, on=JOUR + timedelta(days=12)) == "le 25/11/2026, en retard de 12 jours"

    @pytest.mark.parametrize("etat", set(EtatOrientation) - {EtatOrientation.TRANSMISE})
    def test_rien_n_est_attendu_de_ce_qui_a_une_reponse(self, etat):
        assert regles.find_echeance(etat, prescription=JOUR, complete=None) is None

    def test_un_lien_ne_sert_pas_sans_fin_en_un_jour(self):
        assert regles.check_debit(19, today=JOUR) is None
        assert "demain" in str(regles.check_debit(20, today=JOUR))


def test_toute_orientation_ouverte_peut_recevoir_une_reponse():
    """Whatever its state, an end can be reached: nobody waits for ever."""
    ends = {EtatOrientation.REFUSEE, EtatOrientation.SANS_SUITE, EtatOrientation.AGREEE}
    assert all(ends & set(ORIENTATIONS[etat]) for etat in regles.OUVERTES - {EtatOrientation.AGREEE})
    assert not any(ORIENTATIONS[etat] for etat in ORIENTATIONS_CLOSES)
