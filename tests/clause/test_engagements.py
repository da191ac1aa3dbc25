"""The versions of a commitment, and what the law and the contract ask of a clause."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.clause.nomenclatures.engagements import LIBELLES_ORIGINE, Origine
from maillage.clause.nomenclatures.obligations import LIBELLES_DEROGATION, LIBELLES_MENTION, Achat, Acheteur, Derogation
from maillage.clause.rules.engagements import (
    Version,
    check_version,
    choose_engagement,
    find_en_vigueur,
    propose_resiliation,
)
from maillage.clause.rules.obligations import Mentions, check_derogation, find_obligation, list_manquantes

D = Decimal
DEPART = Version(1, date(2025, 1, 1), D("833.33"), Origine.INITIAL)
AVENANT = Version(2, date(2025, 6, 1), D("933.33"), Origine.AVENANT)


class TestVersions:
    def test_l_engagement_d_un_jour_est_la_derniere_version_commencee(self):
        for day, attendue in ((date(2024, 12, 31), None), (date(2025, 5, 31), DEPART), (date(2025, 6, 1), AVENANT)):
            assert find_en_vigueur([AVENANT, DEPART], on=day) is attendue

    def test_de_deux_versions_du_meme_jour_la_seconde_l_emporte(self):
        corrigee = Version(3, AVENANT.du, D(900), Origine.AVENANT)
        assert find_en_vigueur([DEPART, corrigee, AVENANT], on=date(2026, 1, 1)) is corrigee

    def test_une_clause_et_un_critere_engagent_au_plus_eleve(self):
        assert choose_engagement(exigees=D(500), offertes=D(650)) == 650
        assert choose_engagement(exigees=D(500), offertes=D(400)) == 500
        assert choose_engagement(exigees=D(500), offertes=None) == 500

    @pytest.mark.parametrize(
        ("versions", "nouvelle", "dit"),
        [
            ([], AVENANT, "engagement de départ"),
            ([DEPART], Version(2, date(2025, 2, 1), D(1), Origine.INITIAL), "déjà"),
            ([DEPART, AVENANT], Version(3, date(2025, 5, 1), D(1), Origine.AVENANT), "avant la précédente"),
            ([DEPART], Version(2, date(2025, 2, 1), D(-1), Origine.AVENANT), "négatif"),
            (
                [DEPART, Version(2, date(2025, 7, 1), D(400), Origine.RESILIATION)],
                Version(3, date(2025, 8, 1), D(1), Origine.AVENANT),
                "résilié depuis le 01/07/2025",
            ),
        ],
    )
    def test_une_version_qui_reecrirait_le_passe_est_refusee(self, versions, nouvelle, dit):
        assert dit in (check_version(versions, nouvelle) or "")

    def test_une_version_qui_suit_est_acceptee(self):
        assert check_version([], DEPART) is None
        assert check_version([DEPART], AVENANT) is None

    def test_chaque_origine_a_son_nom(self):
        assert set(LIBELLES_ORIGINE) == set(Origine)

    def test_une_resiliation_a_mi_chemin_garde_la_moitie(self):
        debut = date(2025, 1, 1)
        assert (
            propose_resiliation(
                D(800), debut=debut, fin_prevue=debut + timedelta(100), resilie_le=debut + timedelta(50)
            )
            == 400
        )

    @given(st.decimals(0, 10_000, places=2), st.integers(0, 900), st.integers(-50, 1000))
    def test_une_resiliation_n_ajoute_jamais_d_heures(self, heures, duree, passes):
        debut = date(2025, 1, 1)
        reste = propose_resiliation(
            heures, debut=debut, fin_prevue=debut + timedelta(duree), resilie_le=debut + timedelta(passes)
        )
        assert 0 <= reste <= heures


class TestObligations:
    @pytest.mark.parametrize(
        ("achat", "acheteur", "montant", "jour", "due"),
        [
            (Achat.FOURNITURES_SERVICES, Acheteur.COLLECTIVITE, 216_000, date(2026, 8, 22), True),
            (Achat.FOURNITURES_SERVICES, Acheteur.COLLECTIVITE, 215_999, date(2026, 8, 22), False),
            (Achat.FOURNITURES_SERVICES, Acheteur.COLLECTIVITE, 900_000, date(2026, 8, 21), False),
            (Achat.FOURNITURES_SERVICES, Acheteur.ETAT, 140_000, date(2026, 9, 1), True),
            (Achat.TRAVAUX, Acheteur.COLLECTIVITE, 5_000_000, date(2026, 9, 1), False),
            (Achat.TRAVAUX, Acheteur.ETAT, 5_404_000, date(2026, 9, 1), True),
        ],
    )
    def test_la_consideration_sociale_est_due_au_seuil_a_partir_du_22_aout_2026(
        self, achat, acheteur, montant, jour, due
    ):
        assert find_obligation(achat=achat, acheteur=acheteur, montant_ht=D(montant), engagee_le=jour).est_due is due

    def test_la_reponse_dit_son_seuil_et_son_jour(self):
        dit = find_obligation(
            achat=Achat.TRAVAUX, acheteur=Acheteur.ETAT, montant_ht=D(1), engagee_le=date(2026, 9, 1)
        ).phrase
        assert "5\u202f404\u202f000 € HT depuis le 01/01/2026" in dit

    def test_se_dispenser_demande_un_motif_et_des_mots(self):
        assert "motif légal" in (check_derogation(None, justification="x") or "")
        assert "écrivez ce qui le justifie" in (check_derogation(Derogation.CONCURRENCE, justification="  ") or "")
        assert check_derogation(Derogation.CONCURRENCE, justification="un seul opérateur") is None
        assert set(LIBELLES_DEROGATION) == set(Derogation)

    def test_les_quatre_mentions_manquantes_sont_dites_ensemble(self):
        assert list_manquantes(Mentions()) == list(LIBELLES_MENTION.values())
        assert list_manquantes(Mentions("lot 2", "Agence", " ", "833 h")) == ["les publics éligibles"]
        assert list_manquantes(Mentions("a", "b", "c", "d")) == []
