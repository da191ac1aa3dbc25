"""R8: hours that seem told twice, on one lot or on several; what a pay slip says; what a decision still covers."""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from maillage.clause.nomenclatures.partage import RaisonDoublon
from maillage.clause.rules.doublons import (
    Bulletin,
    Constat,
    Ligne,
    Limite,
    compute_limite,
    find_soupcons,
    is_couvert,
)

D = Decimal
MARS = date(2024, 3, 1)
GROUPE = ("P2", "111111111", MARS)


def ligne(
    cle: int, *, siren: str = "111111111", mois: date = MARS, lot: int = 1, structure: int = 1, heures: int = 50
) -> Ligne:
    return Ligne(cle, "P2", siren, mois, lot, structure, D(heures))


def paye(heures: int) -> dict:
    return {GROUPE: Limite(D(heures), is_payee=True)}


def list_cles(lignes, **options) -> list[frozenset[int]]:
    return [soupcon.cles for soupcon in find_soupcons(lignes, **options)]


class TestSoupcons:
    def test_r8_le_meme_mois_chez_le_meme_employeur_sur_le_meme_lot_est_bloque_des_deux_cotes(self):
        [found] = find_soupcons([ligne(1, structure=1), ligne(2, structure=2)])
        assert (found.cles, found.structures, found.raison) == ({1, 2}, {1, 2}, RaisonDoublon.MEME_LOT)

    def test_deux_lots_du_meme_employeur_sont_licites_tant_que_les_heures_sont_payees(self):
        lignes = [ligne(1, lot=1, heures=100), ligne(2, lot=2, structure=2, heures=52)]
        assert list_cles(lignes) == []
        assert list_cles(lignes, limites=paye(152)) == []
        [found] = find_soupcons(lignes, limites=paye(151))
        assert (found.cles, found.total, found.limite) == ({1, 2}, 152, 151)
        assert found.raison is RaisonDoublon.HEURES_PAYEES

    def test_sans_bulletin_le_plafond_du_mois_reste(self):
        lignes = [ligne(1, lot=1, heures=180), ligne(2, lot=2, structure=2, heures=170)]
        [found] = find_soupcons(lignes, limites={GROUPE: Limite(D(300), is_payee=False)})
        assert found.raison is RaisonDoublon.PLAFOND

    def test_deux_employeurs_ou_deux_mois_sont_licites(self):
        autres = [ligne(1), ligne(2, siren="222222222"), ligne(3, mois=date(2024, 4, 1))]
        assert list_cles(autres, limites=paye(10)) == []

    def test_une_structure_qui_a_tout_repris_ne_dit_plus_rien_deux_fois(self):
        reprise = [ligne(2, structure=2, heures=60), ligne(3, structure=2, heures=-60)]
        assert list_cles([ligne(1, heures=60), *reprise], limites=paye(50)) == []
        assert list_cles([ligne(1, lot=2, heures=60), *reprise], limites=paye(100)) == []

    @given(
        st.lists(st.tuples(st.integers(1, 3), st.integers(1, 3), st.integers(1, 200)), min_size=2, max_size=8),
        st.integers(1, 600),
    )
    def test_plus_d_heures_que_payees_bloque_toutes_les_lignes_ou_aucune(self, faits, payees):
        lignes = [ligne(k, lot=lot, structure=s, heures=h) for k, (lot, s, h) in enumerate(faits)]
        total = sum(h for _, _, h in faits)
        found = find_soupcons(lignes, limites=paye(payees))
        if total > payees:
            assert [s.cles for s in found] == [frozenset(range(len(faits)))]
        else:
            assert all(s.raison is RaisonDoublon.MEME_LOT for s in found)


def bulletin(structure: int, payees: str | None, *, du: int = 1, au: int | None = None) -> Bulletin:
    return Bulletin(
        structure, date(2024, 3, du), date(2024, 3, au) if au else None, D(payees) if payees is not None else None
    )


class TestLimite:
    def test_le_meme_bulletin_lu_par_deux_structures_ne_compte_qu_une_fois(self):
        found = compute_limite([bulletin(1, "151.67"), bulletin(2, "151.67", du=3)], mois=MARS)
        assert (found.heures, found.is_payee) == (D("151.67"), True)

    def test_une_structure_qui_n_a_pas_vu_le_bulletin_suit_celle_qui_l_a_vu(self):
        assert compute_limite([bulletin(1, "151.67"), bulletin(2, None)], mois=MARS).heures == D("151.67")

    def test_deux_structures_en_desaccord_le_plus_grand_nombre_tient(self):
        """The benefit of the doubt: a pay slip read short must not block hours that were paid."""
        assert compute_limite([bulletin(1, "140"), bulletin(2, "151.67")], mois=MARS).heures == D("151.67")

    def test_deux_missions_qui_se_suivent_ont_chacune_leur_bulletin(self):
        found = compute_limite([bulletin(1, "70", du=1, au=10), bulletin(2, "80", du=11, au=31)], mois=MARS)
        assert found.heures == 150

    def test_deux_contrats_d_une_seule_structure_s_ajoutent(self):
        assert compute_limite([bulletin(1, "70"), bulletin(1, "60")], mois=MARS).heures == 130

    def test_un_bulletin_que_personne_n_a_vu_laisse_le_plafond_du_mois(self):
        for unknown in ([], [bulletin(1, None)], [bulletin(1, "70", au=10), bulletin(2, None, du=11)]):
            assert compute_limite(unknown, mois=MARS) == Limite(D(300), is_payee=False)

    @given(
        st.lists(st.tuples(st.integers(1, 3), st.integers(0, 40), st.integers(0, 30), st.integers(0, 200)), min_size=1)
    )
    def test_l_ordre_ne_change_rien_et_la_limite_ne_depasse_jamais_la_somme(self, faits):
        bulletins = [Bulletin(s, MARS + timedelta(days=d), MARS + timedelta(days=d + n), D(h)) for s, d, n, h in faits]
        found = compute_limite(bulletins, mois=MARS)
        assert found == compute_limite(reversed(bulletins), mois=MARS)
        assert max(h for _, _, _, h in faits) <= found.heures <= sum(h for _, _, _, h in faits)


class TestCouverture:
    vu = Constat(RaisonDoublon.HEURES_PAYEES, D(150), {1: D(100), 2: D(60)})

    def get(self, **values) -> Constat:
        return Constat(**{"raison": self.vu.raison, "limite": self.vu.limite, "nets": self.vu.nets, **values})

    def test_ce_qui_est_decide_tient_tant_que_rien_ne_s_ajoute(self):
        assert is_couvert(self.vu, self.vu)
        assert is_couvert(self.vu, self.get(nets={1: D(80)}))
        assert is_couvert(self.vu, self.get(raison=RaisonDoublon.MEME_LOT, limite=None))

    def test_des_heures_de_plus_une_structure_de_plus_ou_un_bulletin_plus_court_se_decident_a_nouveau(self):
        assert not is_couvert(self.vu, self.get(nets={1: D(101), 2: D(60)}))
        assert not is_couvert(self.vu, self.get(nets={1: D(100), 3: D(1)}))
        assert not is_couvert(self.vu, self.get(limite=D(149)))

    def test_deux_heures_distinctes_sur_un_lot_ne_disent_rien_d_un_bulletin_depasse(self):
        assert not is_couvert(self.get(raison=RaisonDoublon.MEME_LOT, limite=None), self.vu)
