"""The rules of commissions, of the load of référents, and of who answers for a parcours."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.parcours.nomenclatures.charge import Charge
from maillage.parcours.nomenclatures.orientation import EtatCommission
from maillage.parcours.nomenclatures.reglages import REGLAGES
from maillage.parcours.rules import affectations, charge, commission
from maillage.parcours.rules.affectations import Tenue
from maillage.parcours.rules.charge import Candidat, Jauge
from maillage.parcours.rules.commission import LIBELLES_REGLE_ENTREE, Entree, RegleEntree

JOUR = date(2026, 11, 25)
SEUILS = charge.get_seuils(on=JOUR)
JOURS = st.dates(date(2020, 1, 1), date(2027, 12, 31))


def jauge(suivis: int, etp: str = "1") -> Jauge:
    return Jauge(suivis, Decimal(etp), SEUILS)


class TestCharge:
    @pytest.mark.parametrize(
        ("suivis", "etat"),
        [(0, Charge.SOUS_CAPACITE), (59, Charge.SOUS_CAPACITE), (60, Charge.NORMAL), (89, Charge.NORMAL),
         (90, Charge.TENSION), (100, Charge.TENSION), (101, Charge.DEPASSEMENT)],
    )  # fmt: skip
    def test_la_norme_est_de_60_a_100_par_temps_plein(self, suivis, etat):
        assert jauge(suivis).etat is etat

    def test_a_mi_temps_la_capacite_est_de_moitie(self):
        assert jauge(51, "0.5").etat is Charge.DEPASSEMENT
        assert jauge(40, "0.5").bornes == "capacité 30 à 50"

    def test_sans_temps_de_travail_une_seule_personne_est_de_trop(self):
        assert (jauge(1, "0").etat, jauge(0, "0").places) == (Charge.DEPASSEMENT, 0)

    @given(suivis=st.integers(0, 300), etp=st.decimals("0.05", "1", places=2))
    def test_une_personne_de_plus_n_allege_jamais_la_charge(self, suivis, etp):
        ranks = list(Charge)
        before, after = Jauge(suivis, etp, SEUILS).etat, Jauge(suivis + 1, etp, SEUILS).etat
        assert ranks.index(after) >= ranks.index(before)

    @given(suivis=st.integers(0, 300), etp=st.decimals("0", "1", places=2))
    def test_il_reste_une_place_exactement_quand_une_affectation_passe_sans_motif(self, suivis, etp):
        found = Jauge(suivis, etp, SEUILS)
        assert (found.places > 0) == (charge.check_place(found, motif="") is None)
        assert charge.check_place(found, motif="  ") == charge.check_place(found, motif="")
        assert charge.check_place(found, motif="convenu en équipe") is None

    def test_le_refus_dit_combien_et_comment_faire(self):
        refus = charge.check_place(jauge(100), motif="")
        assert refus is not None
        assert "100 personnes, pour 100 au plus" in refus
        assert "dites pourquoi" in refus


class TestAideALAffectation:
    def test_la_place_passe_avant_tout_puis_qui_connait_la_personne_puis_le_voisinage(self):
        plein = Candidat(1, "Plein", jauge(100), connu="a déjà suivi la personne", voisins=9)
        connu = Candidat(2, "Connu", jauge(80), connu="l’a accueillie")
        voisin = Candidat(3, "Voisin", jauge(80), voisins=3)
        libre = Candidat(4, "Libre", jauge(10))
        absent = Candidat(5, "Absent", jauge(0), absent_jusqu_au=JOUR)
        ranked = charge.rank_candidats([absent, libre, plein, voisin, connu])
        assert [c.nom for c in ranked] == ["Connu", "Voisin", "Libre", "Absent", "Plein"]

    def test_les_raisons_se_lisent(self):
        said = charge.explain_candidat(
            Candidat(1, "A", jauge(74), connu="l’a accueillie", voisins=1, absent_jusqu_au=JOUR)
        )
        assert said == (
            "26 places (74 suivies, capacité 60 à 100) ; en absence jusqu’au 25/11/2026 ; l’a accueillie ; "
            "suit 1 personne de la même commune"
        )
        assert charge.explain_candidat(Candidat(1, "A", jauge(50, "0.5"))).startswith("plus de place (50 suivies")

    @given(
        st.lists(
            st.builds(Candidat, st.integers(0, 99), st.just("A"), st.builds(jauge, st.integers(0, 150))),
            unique_by=lambda c: c.cle,
        )
    )
    def test_l_ordre_ne_perd_personne_et_ne_depend_pas_de_l_ordre_recu(self, candidats):
        ranked = charge.rank_candidats(candidats)
        assert sorted(ranked, key=id) == sorted(candidats, key=id)
        assert charge.rank_candidats(reversed(candidats)) == ranked


class TestAffectations:
    @given(entree=JOURS, ecarts=st.lists(st.integers(1, 400), max_size=6), jour=st.integers(0, 2000))
    def test_un_seul_referent_repond_chaque_jour_depuis_l_entree(self, entree, ecarts, jour):
        """Changes that the rule accepts one after the other leave no gap, and never two at once."""
        tenues, today = [Tenue(0, entree)], entree + timedelta(days=3000)
        for rank, ecart in enumerate(ecarts, start=1):
            du = tenues[-1].du + timedelta(days=ecart)
            assert affectations.check_changement(du, depuis=tenues[-1].du, today=today) is None
            tenues.append(Tenue(rank, du))
        assert affectations.check_tenues(tenues, entree=entree) is None
        on = entree + timedelta(days=jour)
        holding = [t for t, n in zip(tenues, [*tenues[1:], None], strict=True) if t.du <= on and (not n or on < n.du)]
        assert [t.referent for t in holding] == [affectations.find_referent(tenues, on=on)]

    def test_un_trou_a_l_entree_et_deux_referents_le_meme_jour_sont_refuses(self):
        assert "Personne ne répond" in str(affectations.check_tenues([], entree=JOUR))
        late = [Tenue(1, JOUR + timedelta(days=1))]
        assert "Personne ne répond" in str(affectations.check_tenues(late, entree=JOUR))
        assert "un seul" in str(affectations.check_tenues([Tenue(1, JOUR), Tenue(2, JOUR)], entree=JOUR))

    @given(du=JOURS, depuis=JOURS, today=JOURS)
    def test_un_changement_est_apres_le_precedent_et_jamais_a_venir(self, du, depuis, today):
        assert (affectations.check_changement(du, depuis=depuis, today=today) is None) == (depuis < du <= today)

    def test_un_referent_ne_part_pas_en_laissant_des_personnes(self):
        assert "3 personnes lui sont confiées" in str(affectations.check_depart(JOUR, du=date(2020, 1, 1), suivis=3))
        assert affectations.check_depart(JOUR, du=date(2020, 1, 1), suivis=0) is None

    @given(st.tuples(JOURS, JOURS), st.tuples(JOURS, JOURS))
    def test_deux_remplacements_de_la_meme_absence_ne_se_chevauchent_pas(self, one, two):
        (du, au), autre = sorted(one), tuple(sorted(two))
        disjoint = au < autre[0] or autre[1] < du
        assert (affectations.check_remplacement(du, au, memes=[autre]) is None) == disjoint
        assert (affectations.check_remplacement(du, au, memes=[], remplacant_absent=[autre]) is None) == disjoint


class TestCommission:
    @given(presents=st.integers(0, 30), quorum=st.integers(0, 30))
    def test_le_quorum_est_atteint_ou_se_dit(self, presents, quorum):
        refus = commission.check_quorum(presents, quorum=quorum)
        assert (refus is None) == (presents >= quorum)
        assert refus is None or f"il en faut {quorum}" in refus

    def test_un_membre_est_ecrit_une_fois_et_le_quorum_reste_possible(self):
        assert "deux fois" in str(commission.check_composition(["A", "B", "A"], quorum=1))
        assert "jamais atteint" in str(commission.check_composition(["A"], quorum=2))
        assert commission.check_composition(["A", "B"], quorum=2) is None

    def test_rien_ne_se_decide_avant_le_jour_ni_avant_l_appel_ni_apres_la_signature(self):
        demain = JOUR + timedelta(days=1)
        assert "le jour venu" in str(commission.check_seance(EtatCommission.PREPAREE, le=demain, today=JOUR))
        assert "qui est présent" in str(commission.check_seance(EtatCommission.PREPAREE, le=JOUR, today=JOUR))
        assert "signé" in str(commission.check_seance(EtatCommission.CLOSE, le=JOUR, today=JOUR))
        assert commission.check_seance(EtatCommission.TENUE, le=JOUR, today=JOUR) is None

    def test_seule_une_commission_en_preparation_se_modifie(self):
        assert [etat for etat in EtatCommission if commission.check_modifiable(etat) is None] == ["preparee"]

    @given(dossiers=st.integers(0, 50), decides=st.integers(0, 50))
    def test_on_signe_quand_tout_est_decide(self, dossiers, decides):
        decides = min(dossiers, decides)
        accepted = commission.check_signature(dossiers=dossiers, decides=decides) is None
        assert accepted == (dossiers > 0 and dossiers == decides)

    def test_par_defaut_l_entree_est_le_jour_de_la_commission(self):
        assert commission.REGLE_DATE_ENTREE.get(on=JOUR).valeur == RegleEntree.COMMISSION
        assert find(RegleEntree.COMMISSION, signature=JOUR + timedelta(days=9)) == Entree(JOUR)

    def test_l_entree_attend_la_signature_ou_le_premier_entretien_si_la_regle_le_dit(self):
        signature, entretien = JOUR + timedelta(days=9), JOUR + timedelta(days=4)
        assert find(RegleEntree.SIGNATURE) == find(RegleEntree.PREMIER_ENTRETIEN) == Entree(JOUR, is_provisoire=True)
        assert find(RegleEntree.SIGNATURE, premier_entretien=entretien) == Entree(JOUR, is_provisoire=True)
        assert find(RegleEntree.SIGNATURE, signature=signature, premier_entretien=entretien) == Entree(signature)
        assert find(RegleEntree.PREMIER_ENTRETIEN, signature=signature, premier_entretien=entretien) == Entree(
            entretien
        )

    def test_sans_entretien_avant_elle_la_signature_vaut_entree(self):
        signature = JOUR + timedelta(days=9)
        assert find(RegleEntree.PREMIER_ENTRETIEN, signature=signature) == Entree(signature)

    def test_une_etape_commencee_avant_vaut_entree(self):
        etape, signature = JOUR + timedelta(days=2), JOUR + timedelta(days=9)
        assert find(RegleEntree.SIGNATURE, signature=signature, premiere_etape=etape) == Entree(etape)

    def test_l_entree_attend_la_premiere_etape_si_la_regle_le_dit(self):
        etape, signature = JOUR + timedelta(days=4), JOUR + timedelta(days=9)
        assert find(RegleEntree.PREMIERE_ETAPE, premier_entretien=JOUR) == Entree(JOUR, is_provisoire=True)
        assert find(RegleEntree.PREMIERE_ETAPE, premiere_etape=etape) == Entree(etape)
        assert find(RegleEntree.PREMIERE_ETAPE, premiere_etape=etape, signature=signature) == Entree(etape)
        assert find(RegleEntree.PREMIERE_ETAPE, signature=signature) == Entree(signature)

    def test_chaque_regle_d_entree_se_choisit_dans_les_reglages(self):
        proposees = [valeur for valeur, _ in REGLAGES[commission.REGLE_DATE_ENTREE.code].choix]
        assert proposees == [str(regle.value) for regle in RegleEntree] == [str(r.value) for r in LIBELLES_REGLE_ENTREE]

    @given(
        signature=st.none() | JOURS, entretien=st.none() | JOURS, etape=st.none() | JOURS,
        regle=st.sampled_from(RegleEntree),
    )  # fmt: skip
    def test_l_entree_ne_precede_jamais_la_commission_ni_ne_suit_la_signature(self, signature, entretien, etape, regle):
        found = find(regle, signature=signature, premier_entretien=entretien, premiere_etape=etape)
        assert found.le >= JOUR
        assert signature is None or signature < JOUR or found.le <= signature
        assert not (found.is_provisoire and regle is RegleEntree.COMMISSION)
        assert not (found.is_provisoire and signature)


def find(regle: RegleEntree, **values: Any) -> Entree:
    return commission.find_date_entree(regle=regle, commission=JOUR, **values)
