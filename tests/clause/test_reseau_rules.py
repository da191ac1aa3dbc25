"""The network counted at each level, and what of its territories is not shown (R10; protection des données § 8)."""

from collections.abc import Hashable, Mapping
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.clause.nomenclatures.marches import TypeAchat, TypeDonneurOrdre
from maillage.clause.rules.activite.faits import Faits, LigneComptee, LotCompte
from maillage.clause.rules.activite.reseau import Lieu, build_reseau
from maillage.clause.rules.activite.secret import Case, Seuils, hide, mask, merge
from maillage.clause.rules.postes import Periode

AN, AVANT = Periode(date(2026, 1, 1), date(2026, 12, 31)), Periode(date(2025, 1, 1), date(2025, 12, 31))
SEUILS = Seuils(personnes=5, structures=3, part=85)
SANS = Seuils(personnes=0, structures=0, part=100)
LIEUX: Mapping[Hashable, Lieu] = {
    "a": Lieu("84", "69"), "b": Lieu("84", "69"), "c": Lieu("84", "42"), "d": Lieu("32", "59"), "e": Lieu("32", ""),
}  # fmt: skip


def make_case(personnes: int, *heures: int, de: str = "s") -> Case:
    """So many people, and the hours of so many structures."""
    return Case(
        frozenset(f"{de}{rang}" for rang in range(personnes)),
        {f"{de}{rang}": Decimal(one) for rang, one in enumerate(heures)},
    )


def make_ligne(structure: str, personne: str, heures: int = 10, **values: object) -> LigneComptee:
    return LigneComptee(**{
        "structure": structure, "marche": "m", "contrat": f"{structure}{personne}", "personne": personne,
        "mois": date(2026, 4, 1), "heures": Decimal(heures), "achat": TypeAchat.TRAVAUX,
        "donneur": TypeDonneurOrdre.COMMUNE, **values,
    })  # type: ignore[arg-type]  # fmt: skip


def make_lot(structure: str, *, marche: str = "m", lot: str = "l") -> LotCompte:
    jour = date(2026, 2, 1)
    return LotCompte(structure, lot, marche, "s1", "s1", jour, jour)


class TestSecret:
    @pytest.mark.parametrize(
        ("case", "is_petite"),
        [
            (make_case(0), False),
            (make_case(5, 10, 10, 10), False),
            (make_case(4, 10, 10, 10), True),
            (make_case(50, 10, 10), True),
            (make_case(50, 850, 75, 75), False),
            (make_case(50, 860, 70, 70), True),
            (make_case(50, 100, 0, 0), True),
        ],
        ids=["personne", "assez", "peu de personnes", "deux structures", "85 %", "86 %", "deux sans heures"],
    )
    def test_une_case_est_petite_par_ses_personnes_ses_structures_ou_celle_qui_pese_presque_tout(self, case, is_petite):
        assert case.is_petite(SEUILS) is is_petite

    def test_une_case_cachee_seule_se_retrouverait_par_soustraction(self):
        cases = {"petite": make_case(3, 9, 9, 9, de="p"), "moyenne": make_case(8, 9, 9, 9, de="m"),
                 "grande": make_case(90, 9, 9, 9, de="g")}  # fmt: skip
        assert hide(cases, SEUILS) == {"petite", "moyenne"}

    def test_deux_petites_ensemble_encore_petites_en_cachent_une_troisieme(self):
        cases = {"une": make_case(1, 9, de="a"), "deux": make_case(2, 9, de="b"),
                 "trois": make_case(30, 9, 9, 9, de="c"), "quatre": make_case(40, 9, 9, 9, de="d")}  # fmt: skip
        assert hide(cases, SEUILS) == {"une", "deux", "trois"}

    def test_une_region_cachee_cache_tous_ses_departements(self):
        petite = {"59": make_case(3, 9, 9, 9, de="p")}
        autre = {"42": make_case(9, 9, 9, 9, de="q"), "69": make_case(20, 9, 9, 9, de="r")}
        grande = {"75": make_case(90, 9, 9, 9, de="g")}
        found = mask({"32": petite, "84": autre, "11": grande}, SEUILS)
        assert (found.is_total, found.regions) == (False, {"32", "84"})
        assert found.departements == {("32", "59"), ("84", "42"), ("84", "69")}

    def test_un_reseau_de_trop_peu_ne_montre_rien(self):
        found = mask({"32": {"59": make_case(40, 9, de="p")}, "84": {"42": make_case(40, 9, de="q")}}, SEUILS)
        assert (found.is_total, found.regions, len(found.departements)) == (True, {"32", "84"}, 2)

    # Hours are somebody's: a territory has both, or neither.
    case: st.SearchStrategy[tuple[int, list[int]]] = st.just((0, [])) | st.tuples(
        st.integers(1, 12), st.lists(st.integers(1, 40), min_size=1, max_size=4)
    )
    cellules = st.dictionaries(
        st.sampled_from("ABCDE"), st.dictionaries(st.sampled_from("12345"), case, max_size=5), max_size=5
    )

    @given(cellules=cellules)
    def test_aucune_soustraction_ne_rend_une_petite_case(self, cellules):
        regions = {
            region: {code: make_case(n, *heures, de=f"{region}{code}-") for code, (n, heures) in cases.items()}
            for region, cases in cellules.items()
        }
        found = mask(regions, SEUILS)
        wholes = {region: merge(cases.values()) for region, cases in regions.items()}
        if found.is_total:
            assert found.regions == set(regions)
            return
        # What a reader gets: the total less the regions shown; a region shown less its départements shown.
        equations = [(wholes, found.regions)] + [
            (cases, {code for one, code in found.departements if one == region})
            for region, cases in regions.items()
            if region not in found.regions
        ]
        for cases, hidden in equations:
            assert not any(case.is_petite(SEUILS) for cle, case in cases.items() if cle not in hidden)
            full = [cle for cle in hidden if cases[cle].personnes and sum(cases[cle].heures.values())]
            if full:
                assert len(full) > 1 or len(hidden) > 1
                assert not merge(cases[cle] for cle in hidden).is_petite(SEUILS)
        for region in found.regions:
            assert {code for one, code in found.departements if one == region} == set(regions[region])


class TestReseau:
    def test_r10_chaque_niveau_se_compte_une_fois_et_l_ecart_se_dit(self):
        faits = Faits(
            structures=frozenset(LIEUX),
            lots=[make_lot("a"), make_lot("b"), make_lot("d", marche="n", lot="k")],
            lignes=[make_ligne("a", "p1"), make_ligne("a", "p2", 60), make_ligne("b", "p2", 40), make_ligne("b", "p3"),
                    make_ligne("d", "p3", 5)],
        )  # fmt: skip
        found = build_reseau(faits, LIEUX, periode=AN, avant=AVANT, seuils=SANS)
        assert (found.total.comptes.participants, found.total.comptes.marches, found.total.comptes.heures) == (
            3,
            2,
            125,
        )
        assert {one.code: one.comptes.participants for one in found.regions} == {"84": 3, "32": 1}
        assert {one.code: one.comptes.marches for one in found.departements["84"]} == {"69": 1, "42": 0}
        ecarts = {one.libelle: one for one in found.list_ecarts()}
        assert (ecarts["Personnes employées"].somme, ecarts["Personnes employées"].ecart) == (5, 2)
        assert (ecarts["Marchés en cours"].somme, ecarts["Marchés en cours"].ecart) == (3, 1)
        assert (ecarts["Heures validées"].ecart, ecarts["Heures validées"].is_additif) == (0, True)
        assert {one.libelle: one.ecart for one in found.list_ecarts("84")}["Personnes employées"] == 1

    def test_la_couverture_compte_les_structures_qui_existent_et_celles_dont_quelque_chose_se_compte(self):
        faits = Faits(structures=frozenset(LIEUX), lots=[make_lot("a")], lignes=[make_ligne("d", "p1")])
        found = build_reseau(faits, LIEUX, periode=AN, avant=AVANT, seuils=SANS)
        assert (found.total.contributrices, found.total.structures) == (2, 5)
        assert {one.code: (one.contributrices, one.structures) for one in found.regions} == {"84": (1, 3), "32": (1, 2)}
        assert {one.code: one.structures for one in found.departements["32"]} == {"59": 1, "": 1}

    def test_ce_qui_est_cache_n_est_dans_aucun_ecart(self):
        faits = Faits(structures=frozenset(LIEUX), lots=[make_lot("a")], lignes=[make_ligne("a", "p1")])
        found = build_reseau(faits, LIEUX, periode=AN, avant=AVANT, seuils=SEUILS)
        assert found.total.is_masque
        hidden = {one.libelle for one in found.list_ecarts() if one.reseau is None and one.ecart is None}
        assert hidden == {"Heures validées", "Personnes employées", "Contrats actifs"}

    def test_couper_puis_joindre_ne_change_rien(self):
        faits = Faits(structures=frozenset("ab"), equipees=frozenset("a"), lots=[make_lot("a"), make_lot("b")],
                      lignes=[make_ligne("a", "p1"), make_ligne("b", "p2")])  # fmt: skip
        joined = Faits.join(faits.split().values())
        assert (joined.structures, joined.equipees) == (faits.structures, faits.equipees)
        assert sorted(map(str, joined.lignes)) == sorted(map(str, faits.lignes))
