"""While offers come: the weight of a criterion; what a buyer publishes of a year; the texts of a clause."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.clause.nomenclatures.lots import FormeClause
from maillage.clause.rules.modeles import MODELES, PAR_CODE, list_modeles
from maillage.clause.rules.ponderations import Offre, OffreRefusee, Poids, find_bascule, rank_offres
from maillage.clause.rules.redaction import VARIABLES, fill
from maillage.clause.rules.spaser import Consideration, Contrat, find_consideration, sum_contrats

D = Decimal
F = FormeClause
MOINS_CHERE = Offre("Moins chère", D(100_000), D(8))
SOCIALE = Offre("Plus sociale", D(110_000), D(18))


def test_le_prix_le_plus_bas_a_vingt_et_les_autres_en_proportion():
    rangs = rank_offres([SOCIALE, MOINS_CHERE], Poids(D(0)))
    assert [(r.offre.nom, r.rang, r.prix) for r in rangs] == [
        ("Moins chère", 1, D("20.00")), ("Plus sociale", 2, D("18.18")),
    ]  # fmt: skip


def test_le_poids_de_l_insertion_peut_changer_l_offre_en_tete_et_la_phrase_le_dit():
    assert rank_offres([SOCIALE, MOINS_CHERE], Poids(D(5)))[0].offre == MOINS_CHERE
    assert rank_offres([SOCIALE, MOINS_CHERE], Poids(D(20)))[0].offre == SOCIALE
    phrase = find_bascule([SOCIALE, MOINS_CHERE], [Poids(D(5)), Poids(D(20))])
    assert "5 % : Moins chère" in phrase
    assert "20 % : Plus sociale" in phrase
    assert "ne change pas le premier" in find_bascule([SOCIALE, MOINS_CHERE], [Poids(D(1)), Poids(D(5))])
    assert rank_offres([], Poids(D(5))) == []


def test_deux_offres_du_meme_total_partagent_leur_rang():
    rangs = rank_offres([Offre("A", D(100), D(10)), Offre("B", D(100), D(10)), Offre("C", D(200), D(0))], Poids(D(10)))
    assert [r.rang for r in rangs] == [1, 1, 3]


@pytest.mark.parametrize(
    ("make", "dit"),
    [
        (lambda: Offre("A", D(0), D(1)), "le prix doit dépasser zéro"),
        (lambda: Offre("A", D(1), D(21)), "de 0 à 20"),
        (lambda: Poids(D(60), D(50)), "ne dépassent pas cent"),
    ],
)
def test_une_offre_ou_un_poids_impossible_se_dit(make, dit):
    with pytest.raises(OffreRefusee, match=dit):
        make()


@given(
    st.lists(st.builds(Offre, st.sampled_from("ABCDE"), st.integers(1, 10**7).map(D), st.integers(0, 20).map(D)), min_size=1, max_size=6),
    st.integers(0, 100).map(D),
)  # fmt: skip
def test_un_classement_garde_toutes_les_offres_et_leurs_totaux_decroissent(offres, poids):
    rangs = rank_offres(offres, Poids(poids))
    assert len(rangs) == len(offres)
    assert [r.total for r in rangs] == sorted((r.total for r in rangs), reverse=True)
    assert all(0 <= r.total <= 20 for r in rangs)


@pytest.mark.parametrize(
    ("formes", "attendue"),
    [
        ([F.CONDITION_EXECUTION], Consideration.CLAUSE),
        ([F.CRITERE], Consideration.CRITERE),
        ([F.CONDITION_EXECUTION, F.CRITERE], Consideration.CLAUSE_ET_CRITERE),
        ([F.RESERVE_IAE, F.CONDITION_EXECUTION], Consideration.RESERVE),
        ([], Consideration.AUCUNE),
    ],
)
def test_la_consideration_d_un_contrat_suit_les_donnees_essentielles(formes, attendue):
    assert find_consideration(Contrat(formes, D(1))) is attendue
    assert find_consideration(Contrat(formes, D(1), is_sans_clause=True)) is Consideration.AUCUNE


def test_le_bilan_d_une_annee_dit_sa_base_et_ce_qui_n_a_pas_de_montant():
    bilan = sum_contrats(
        [
            Contrat([F.CONDITION_EXECUTION], D(300)), Contrat([F.CRITERE], None), Contrat([], D(100), is_estime=True),
            Contrat([F.CRITERE], D(600), is_sans_clause=True),
        ]
    )  # fmt: skip
    assert (bilan.contrats, bilan.sociaux, bilan.montant, bilan.montant_social) == (4, 2, D(1_000), D(300))
    assert (bilan.inconnus, bilan.estimes) == (1, 1)
    assert (bilan.part_contrats, bilan.part_montant) == (D("0.5"), D("0.3"))
    assert sum(ligne.contrats for ligne in bilan.lignes) == 4
    assert sum_contrats([]).part_contrats is None


def test_chaque_forme_a_un_modele_et_aucun_modele_n_emploie_une_variable_inconnue():
    assert {forme for modele in MODELES for forme in modele.formes} == set(FormeClause)
    assert len(PAR_CODE) == len(MODELES)
    for modele in MODELES:
        assert fill(modele.texte, {}).inconnues == ()
        assert fill(modele.texte, dict.fromkeys(VARIABLES, "x")).manquantes == ()
    assert [m.code for m in list_modeles(frozenset({F.RESERVE_IAE}))] == ["reserve-iae"]
    assert len(list_modeles(frozenset())) == len(MODELES)


def test_ce_qui_manque_reste_visible_et_une_accolade_inconnue_ne_disparait_pas():
    rempli = fill(
        "{acheteur} demande {heures} heures, {prix} et { publics }.",
        {"acheteur": "La ville {heures}", "publics": "RSA"},
    )
    assert rempli.texte == "La ville {heures} demande [à compléter : les heures demandées] heures, {prix} et RSA."
    assert (rempli.manquantes, rempli.inconnues) == (("heures",), ("prix",))
    assert fill("Un.\r\n\r\nDeux.", {}).paragraphes == ["Un.", "Deux."]
