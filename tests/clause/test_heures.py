"""The hours: whose they are, how long they count, and which ones were told twice."""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from maillage.clause.nomenclatures.heures import TypeHeures
from maillage.clause.rules.denombrements import count_distincts, make_cle_reseau
from maillage.clause.rules.eligibilite import check_constat, open_fenetre, split_mois
from maillage.clause.rules.heures import check_mois, choose_creditrice, is_comptee

D = Decimal
MARS = date(2024, 3, 1)


class TestEligibilite:
    def test_la_fenetre_dure_vingt_quatre_mois_depuis_la_premiere_mise_a_l_emploi(self):
        fenetre = open_fenetre(date(2022, 3, 15))
        assert fenetre.au == date(2024, 3, 14)
        assert date(2024, 3, 14) in fenetre
        assert date(2024, 3, 15) not in fenetre

    def test_une_decision_prolonge_et_ne_raccourcit_pas(self):
        assert open_fenetre(date(2022, 3, 15), prolongee_au=date(2024, 9, 30)).au == date(2024, 9, 30)
        assert open_fenetre(date(2022, 3, 15), prolongee_au=date(2023, 1, 1)).au == date(2024, 3, 14)

    def test_le_constat_precede_l_embauche(self):
        assert check_constat(constat=date(2024, 3, 1), mise_emploi=date(2024, 3, 1)) is None
        assert "après la mise à l’emploi" in (
            check_constat(constat=date(2024, 3, 2), mise_emploi=date(2024, 3, 1)) or ""
        )
        assert "n’est pas constatée" in (check_constat(constat=None, mise_emploi=date(2024, 3, 1)) or "")

    def test_un_mois_coupe_par_la_fin_se_partage_par_jours_ouvres(self):
        """March 2024 has 21 working days, ten of which up to the 14th."""
        assert split_mois(D(105), mois=MARS, fenetre=open_fenetre(date(2022, 3, 15))) == (D("50.00"), D("55.00"))

    @given(st.decimals(0, 300, places=2), st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(-40, 800))
    def test_ce_qui_compte_et_ce_qui_ne_compte_pas_font_le_mois(self, heures, premiere, jours):
        comptees, autres = split_mois(heures, mois=premiere + timedelta(days=jours), fenetre=open_fenetre(premiere))
        assert comptees + autres == heures
        assert min(comptees, autres) >= 0


class TestControles:
    def test_chaque_heure_ne_compte_que_sur_un_marche(self):
        assert check_mois(D("151.67"), mois=MARS, payees=D("151.67")).refus == ""
        assert "Retirez 151,67 h" in check_mois(D("303.34"), mois=MARS, payees=D("151.67")).refus

    def test_deux_cent_vingt_heures_alertent_et_trois_cents_bloquent(self):
        assert check_mois(D(220), mois=MARS) == check_mois(D(10), mois=MARS)
        assert "vérifiez le relevé" in check_mois(D("220.01"), mois=MARS).alerte
        assert check_mois(D(300), mois=MARS).refus == ""
        assert "300 h" in check_mois(D("300.01"), mois=MARS).refus

    def test_des_heures_negatives_renvoient_a_la_contre_passation(self):
        assert "contre-passez" in check_mois(D(-1), mois=MARS).refus

    def test_le_tutorat_ne_compte_que_si_le_marche_le_prevoit(self):
        assert is_comptee(TypeHeures.TRAVAIL)
        assert is_comptee(TypeHeures.FORMATION_CONTRAT)
        assert not is_comptee(TypeHeures.TUTORAT)
        assert is_comptee(TypeHeures.TUTORAT, prevus=frozenset({TypeHeures.TUTORAT}))


class TestCredit:
    def test_r6_celle_qui_a_valide_si_elle_suit_le_lot_sinon_le_lieu_sinon_le_pilote(self):
        suivent = frozenset({1, 2, 3})
        assert choose_creditrice(validatrice=2, territoire=3, pilote=1, suivent=suivent) == 2
        assert choose_creditrice(validatrice=9, territoire=3, pilote=1, suivent=suivent) == 3
        assert choose_creditrice(validatrice=9, territoire=8, pilote=1, suivent=suivent) == 1
        assert choose_creditrice(validatrice=9, territoire=None, pilote=1, suivent=suivent) == 1


class TestDenombrements:
    def test_r10_deux_structures_qui_suivent_la_meme_personne_ne_la_comptent_qu_une_fois(self):
        participants = count_distincts([(1, "P1"), (1, "P2"), (2, "P2"), (2, "P3"), (1, "P2")])
        assert (participants.reseau, participants.par_structure, participants.ecart) == (3, {1: 2, 2: 2}, 1)
        marches = count_distincts([(1, "M"), (2, "M")])
        assert (marches.reseau, marches.ecart) == (1, 1)

    def test_rien_se_compte_zero(self):
        assert count_distincts([]).reseau == 0

    @given(st.lists(st.tuples(st.integers(1, 4), st.integers(1, 20))))
    def test_l_ordre_et_la_repetition_ne_changent_rien(self, faits):
        compte = count_distincts(faits)
        assert compte == count_distincts([*reversed(faits), *faits])
        assert compte.ecart >= 0
        assert max(compte.par_structure.values(), default=0) <= compte.reseau

    def test_r9_la_cle_ignore_accents_tirets_et_casse_et_depend_du_secret(self):
        ici = make_cle_reseau(b"secret", nom="Le Goff-L’Exemple", prenom="Éloïse", naissance=date(1990, 1, 2), sexe="F")
        la = make_cle_reseau(b"secret", nom="LE GOFF L'EXEMPLE", prenom="eloise", naissance=date(1990, 1, 2), sexe="F")
        assert ici == la
        assert len(ici) == 64
        others = {
            make_cle_reseau(b"autre", nom="Le Goff L Exemple", prenom="Eloise", naissance=date(1990, 1, 2), sexe="F"),
            make_cle_reseau(b"secret", nom="Le Goff", prenom="Exemple Eloise", naissance=date(1990, 1, 2), sexe="F"),
            make_cle_reseau(b"secret", nom="Le Goff L Exemple", prenom="Eloise", naissance=date(1990, 2, 1), sexe="F"),
        }
        assert len(others | {ici}) == 4
