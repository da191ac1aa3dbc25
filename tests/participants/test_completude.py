"""Completeness, the quartier, the sensitive answers, the notice: pure rules."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.participants.nomenclatures.identite import MethodeQpv, Qpv
from maillage.participants.rules import notices, qpv, sensibles
from maillage.participants.rules.completude import ATTENDUS, Usage, compute_completude
from maillage.participants.rules.nir import is_nir
from maillage.participants.rules.notices import Notice

JOUR = date(2026, 6, 1)


def list_manquants(faits: dict, usage: Usage) -> set[str]:
    return {a.champ for etat in compute_completude(faits) if etat.usage is usage for a in etat.manquants}


class TestCompletude:
    def test_une_question_conditionnelle_ne_manque_que_si_elle_se_pose(self):
        assert "inscrit_le" not in list_manquants({"emploi": "inactif"}, Usage.FSE)
        assert "inscrit_le" in list_manquants({"emploi": "demandeur_emploi"}, Usage.FSE)

    def test_r43_un_refus_ne_manque_pas(self):
        assert "boeth" not in list_manquants({"boeth": "refus"}, Usage.CONSOLIDATION)

    @pytest.mark.parametrize(("champ", "value"), [("sexe", "nr"), ("qpv", "indetermine"), ("brsa", "")])
    def test_ce_qui_ne_dit_rien_manque(self, champ, value):
        assert champ in list_manquants({champ: value}, Usage.CONSOLIDATION)

    @pytest.mark.parametrize("champ", ["brsa", "parent_isole"])
    def test_ne_sait_pas_manque_encore(self, champ):
        assert champ in list_manquants({champ: "nsp"}, Usage.FSE)
        assert champ not in list_manquants({champ: "non"}, Usage.FSE)

    def test_zero_est_une_reponse(self):
        assert "enfants" not in list_manquants({"enfants": 0}, Usage.RECOMMANDE)
        assert "enfants_naissances" not in list_manquants({"enfants": 0}, Usage.RECOMMANDE)
        assert "enfants_naissances" in list_manquants({"enfants": 2}, Usage.RECOMMANDE)

    @given(faits=st.dictionaries(st.sampled_from([a.champ for a in ATTENDUS]), st.sampled_from(["", "oui", "non"])))
    def test_connus_et_manquants_font_le_compte(self, faits):
        for etat in compute_completude(faits):
            assert etat.connus + len(etat.manquants) == etat.attendus


class TestQpv:
    def test_la_geographie_suit_la_date(self):
        for jour, attendu in ((date(2023, 12, 31), 2015), (date(2024, 1, 1), 2024)):
            assert qpv.answer(qpv=Qpv.NON, code="", methode="", connus=None, on=jour).millesime == attendu

    def test_une_commune_sans_quartier_repond_non_une_liste_absente_ne_dit_rien(self):
        sans = qpv.answer(qpv=Qpv.INDETERMINE, code="", methode="", connus=[], on=JOUR)
        assert (sans.qpv, sans.methode) == (Qpv.NON, MethodeQpv.COMMUNE)
        assert qpv.answer(qpv=Qpv.INDETERMINE, code="", methode="", connus=None, on=JOUR).qpv is Qpv.INDETERMINE

    def test_un_code_d_une_autre_commune_est_refuse(self):
        assert qpv.check(qpv=Qpv.OUI, code="QN1", connus=["QN2"])
        assert qpv.check(qpv=Qpv.OUI, code="QN2", connus=["QN2"]) is None
        assert qpv.check(qpv=Qpv.OUI, code="QN1", connus=None) is None


class TestSensibles:
    def test_une_reponse_que_ferme_une_autre_n_est_pas_gardee(self):
        assert sensibles.clean_reponses({"boeth": "non", "boeth_types": ["rqth"]}) == {"boeth": "non"}

    @given(values=st.dictionaries(st.sampled_from([q.nom for q in sensibles.QUESTIONS]),
                                  st.sampled_from(["oui", "refus", "", "inconnu", "hotel", "aucune"])))  # fmt: skip
    def test_rien_d_inconnu_n_est_garde(self, values):
        for nom, value in sensibles.clean_reponses(values).items():
            assert sensibles.PAR_NOM[nom].describe(value)


class TestNotice:
    NOTICES = tuple(
        Notice(version, date(2026, mois, 1), majeure, ())
        for version, mois, majeure in (("1", 1, True), ("1.1", 3, False), ("2", 5, True))
    )

    @pytest.mark.parametrize(
        ("remise", "jour", "informee"),
        [("1", date(2026, 4, 1), True), ("1.1", date(2026, 4, 1), True), ("1.1", date(2026, 5, 1), False),
         ("2", date(2026, 5, 1), True)],
    )  # fmt: skip
    def test_r41_seule_une_version_majeure_se_remet_de_nouveau(self, remise, jour, informee):
        assert notices.is_informee({remise}, on=jour, notices=self.NOTICES) is informee

    def test_r40_la_notice_livree_dit_qui_pourquoi_combien_de_temps_et_les_droits(self):
        notice = notices.get_notice(JOUR)
        assert {"Pourquoi", "Qui les voit", "Combien de temps", "Vos droits"} <= {titre for titre, _ in notice.sections}


class TestNir:
    @pytest.mark.parametrize("texte", ["185057800608491", "1 85 05 78 006 084 91", "né en Corse : 2 70 12 2A 123 456 "])
    def test_r03_un_numero_et_sa_cle_se_reconnaissent(self, texte):
        if "2A" in texte:
            texte += f"{97 - int('2701219123456') % 97:02}"
        assert is_nir(texte)

    @pytest.mark.parametrize("texte", ["185057800608492", "06 01 02 03 04", "1234567890A", ""])
    def test_r03_un_autre_nombre_passe(self, texte):
        assert not is_nir(texte)
