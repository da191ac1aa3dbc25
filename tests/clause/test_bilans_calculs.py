"""What a bilan counts, and whom it does not tell of: the worked examples of the reference, then what always holds."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.clause.nomenclatures.bilans import Lecteur, Perimetre, TypeBilan
from maillage.clause.nomenclatures.emplois import ModeRealisation, Profil, StatutInsertion, TypeContrat
from maillage.clause.rules.bilans.faits import Faits, Ligne, Societe, Statut
from maillage.clause.rules.bilans.instantane import Instantane, freeze, read, restrict, seal, write
from maillage.clause.rules.bilans.mesures import INDICATEURS
from maillage.clause.rules.bilans.periodes import Periode, check_periode, make_periode, propose_periode
from maillage.clause.rules.bilans.phrases import list_changements, write_depuis, write_phrase
from maillage.clause.rules.petits_effectifs import hide
from tests.clause.usine_bilans import ANNEE, AVRIL, MAI, make_contrat, make_faits, make_ligne, make_lot

JOUR = date(2026, 11, 29)


def fige(faits: Faits) -> Instantane:
    return freeze(faits, on=JOUR)


def valeur(faits: Faits, code: str) -> Decimal | None:
    return fige(faits).get_valeur(code)


def test_f6_sur_un_lot_le_taux_est_brut():
    faits = make_faits([make_ligne(1, 700)], [make_contrat(1, "p1")])
    found = fige(faits).find("TAUX_REALISATION")
    assert found is not None
    assert found.ecrite == "84,0\u202f%"
    assert found.base == "des 833,33 h engagées"
    assert valeur(faits, "HEURES_MANQUANTES") == Decimal("133.33")
    trop = make_faits([make_ligne(1, 900)], [make_contrat(1, "p1")], [make_lot(valorisees=900)])
    assert valeur(trop, "TAUX_REALISATION") == Decimal("1.080004")
    assert valeur(trop, "EXCEDENT") == Decimal("66.67")


def test_f6_sur_plusieurs_lots_echus_un_excedent_ne_comble_pas_un_autre_lot():
    lots = [
        make_lot(1, engagees=100, valorisees=150, is_echu=True), make_lot(2, engagees=300, valorisees=100, is_echu=True),
        make_lot(3, engagees=1000, valorisees=0), make_lot(4, engagees=None, valorisees=50, is_echu=True),
    ]  # fmt: skip
    faits = make_faits([], [], lots, perimetre=Perimetre.ACHETEUR)
    assert valeur(faits, "TAUX_REALISATION") == Decimal("0.5")  # (100 + 100) ÷ 400, the lot under way left out
    assert valeur(faits, "AVANCEMENT") == Decimal("0.142857")
    assert (valeur(faits, "HEURES_MANQUANTES"), valeur(faits, "EXCEDENT")) == (1200, 50)


def test_f7_les_heures_manquantes_font_la_penalite_que_le_contrat_prevoit():
    faits = make_faits([make_ligne(1, 700)], [make_contrat(1, "p1")])
    manquantes = valeur(faits, "HEURES_MANQUANTES")
    assert manquantes is not None
    assert manquantes * 60 == Decimal("7999.80")


def test_f9_l_equivalent_temps_plein_est_sur_1607_heures_reelles():
    faits = make_faits([make_ligne(1, 18_640_857, valorisees=Decimal(99))], [make_contrat(1, "p1")])
    found = fige(faits).find("ETP")
    assert found is not None
    assert found.valeur is not None
    assert round(found.valeur, 1) == Decimal("11599.8")
    assert found.base == "à 1\u202f607 h par an"


def test_r10_une_personne_suivie_par_deux_structures_ne_compte_qu_une_fois():
    contrats = [
        make_contrat(1, "P1"),
        make_contrat(2, "P2"),
        make_contrat(3, "P2", employeur="horizon"),
        make_contrat(4, "P3"),
    ]
    lignes = [make_ligne(1, 20), make_ligne(2, 60), make_ligne(3, 40), make_ligne(4, 30)]
    faits = make_faits(lignes, contrats, perimetre=Perimetre.MARCHE)
    assert valeur(faits, "PARTICIPANTS") == 3
    assert valeur(faits, "HEURES") == 150
    assert valeur(faits, "CONTRATS_ACTIFS") == 4


def test_une_heure_ponderee_ne_compte_que_pour_l_engagement():
    faits = make_faits(
        [make_ligne(1, 100, valorisees=Decimal(150))], [make_contrat(1, "p1")], [make_lot(valorisees=150)]
    )
    assert (valeur(faits, "HEURES"), valeur(faits, "HEURES_VALORISEES")) == (100, 150)


def test_une_ligne_toute_contre_passee_n_est_plus_ni_un_contrat_ni_une_personne():
    faits = make_faits(
        [make_ligne(1, 100), make_ligne(1, -100), make_ligne(2, 50)], [make_contrat(1, "a"), make_contrat(2, "b")]
    )
    assert (valeur(faits, "HEURES"), valeur(faits, "PARTICIPANTS"), valeur(faits, "CONTRATS_ACTIFS")) == (50, 1, 1)


def test_les_contrats_signes_se_comptent_a_part_avec_ou_sans_heures():
    faits = make_faits([make_ligne(1, 10)], [make_contrat(1, "a"), make_contrat(2, "b")], signes=frozenset({2}))
    assert (valeur(faits, "CONTRATS_ACTIFS"), valeur(faits, "CONTRATS_SIGNES")) == (1, 1)


def test_la_part_des_structures_d_insertion_distingue_l_employeur_du_titulaire():
    contrats = [make_contrat(1, "a"), make_contrat(2, "b", employeur="horizon"), make_contrat(3, "c", employeur="geiq")]
    lignes = [make_ligne(1, 50), make_ligne(2, 30), make_ligne(3, 20, entreprise="horizon")]
    faits = make_faits(lignes, contrats)
    assert valeur(faits, "PART_SIAE_EMPLOYEUR") == Decimal("0.3")
    assert valeur(faits, "PART_SIAE_EMPLOYEUR_ELARGIE") == Decimal("0.5")
    assert valeur(faits, "PART_SIAE_MARCHE") == Decimal("0.2")


def test_le_statut_d_un_employeur_est_celui_du_mois_du_travail():
    passe = Statut(StatutInsertion.EI, date(2020, 1, 1), date(2026, 4, 30))
    societe = Societe("x", "X", None, (passe, Statut(StatutInsertion.AUCUN, date(2026, 5, 1))))
    assert societe.find_statut(AVRIL) is StatutInsertion.EI
    assert societe.find_statut(MAI) is StatutInsertion.AUCUN
    assert societe.find_statut(date(2019, 12, 1)) is None


def test_la_part_des_petites_entreprises_ne_compte_que_les_effectifs_connus():
    faits = make_faits([make_ligne(1, 40), make_ligne(1, 60, MAI, entreprise="geiq")], [make_contrat(1, "a")])
    found = fige(faits).find("PART_TPE_PME")
    assert found is not None
    assert found.valeur == 1
    assert found.base == "des 40 h dont l’effectif est connu ; 60 h sans réponse"


def test_le_profil_est_celui_du_premier_contrat_et_ce_qui_manque_est_dit():
    contrats = [
        make_contrat(1, "a", debut=date(2026, 4, 1), profil=frozenset({Profil.FEMME, Profil.QPV})),
        make_contrat(2, "a", debut=date(2026, 2, 1), profil=frozenset({Profil.FEMME})),
        make_contrat(3, "b", profil=frozenset({Profil.HOMME})), make_contrat(4, "c", profil=frozenset()),
    ]  # fmt: skip
    lignes = [make_ligne(cle, 10) for cle in (1, 2, 3, 4)]
    table = fige(make_faits(lignes, contrats)).find_table("PROFILS")
    assert table is not None
    found = {case.code: (case.personnes, case.part) for case in table.cases}
    assert found["femme"] == (1, 50)
    assert found["qpv"] == (0, 0)  # it is the second contract's, not the first's
    assert (table.base, table.inconnus) == ("2 participants de profil connu", 1)


def test_les_heures_des_quartiers_suivent_l_adresse_du_premier_jour_de_chaque_contrat():
    """Not the profile: somebody may have moved between two contracts. What nobody knows is left out of the base."""
    contrats = [
        make_contrat(1, "a", profil=frozenset(), is_qpv=True, qpv_millesime=2024), make_contrat(2, "a", is_qpv=False),
        make_contrat(3, "b", profil=frozenset({Profil.QPV})),
    ]  # fmt: skip
    found = fige(make_faits([make_ligne(1, 60), make_ligne(2, 40), make_ligne(3, 7)], contrats)).find("HEURES_QPV")
    assert found is not None
    assert (found.valeur, found.base) == (60, "sur 100 h d’adresse connue, quartiers de 2024")
    assert found.version == 2


class TestSecret:
    def test_une_seule_petite_case_en_cache_une_seconde(self):
        petite, moyenne, grande = frozenset("abc"), frozenset("defgh"), frozenset("ijklmnopq")
        assert hide([petite, moyenne, grande], seuil=5) == [True, True, False]

    def test_deux_petites_cases_qui_font_moins_que_le_seuil_en_cachent_une_troisieme(self):
        assert hide([frozenset("ab"), frozenset("ab"), frozenset("cdefgh"), frozenset()], seuil=5) == [
            True,
            True,
            True,
            False,
        ]

    def test_personne_ne_dit_rien_de_personne(self):
        assert hide([frozenset(), frozenset("abcde")], seuil=5) == [False, False]

    def test_a_l_exterieur_un_petit_lot_ne_montre_que_ce_que_le_contrat_demande(self):
        faits = make_faits([make_ligne(1, 300), make_ligne(2, 400, MAI)], [make_contrat(1, "a"), make_contrat(2, "b")])
        dehors = restrict(fige(faits), Lecteur.DIFFUSION)
        shown = {m.code for m in dehors.mesures if m.valeur is not None}
        assert shown == {"HEURES_ENGAGEES", "ENTREPRISES", "EMPLOYEURS", "CONTRATS_SIGNES"}  # none was signed
        assert all(case.heures is None for table in dehors.tables for case in table.cases if case.is_masquee)
        assert write_phrase(dehors) == (
            "Moins de 5 personnes ont travaillé sur ce lot. 833,33\xa0h d’insertion engagées. "
            "Leurs heures ne se diffusent pas."
        )
        assert "2 personnes ont travaillé sur ce lot, en 2 contrats" in write_phrase(fige(faits))

    def test_la_base_d_un_tableau_ne_compte_pas_non_plus_quelques_personnes(self):
        contrats = [make_contrat(n, f"p{n}", profil=frozenset({Profil.FEMME} if n else ())) for n in range(7)]
        faits = make_faits([make_ligne(n, 10) for n in range(7)], contrats)
        table = restrict(fige(faits), Lecteur.DIFFUSION).find_table("PROFILS")
        assert table is not None
        assert (table.base, table.inconnus) == ("", 0)  # the one who did not answer is not counted aloud

    def test_le_handicap_et_les_quartiers_demandent_onze_personnes(self):
        def count(combien: int) -> Instantane:
            tous = range(combien + 11)
            contrats = [
                make_contrat(
                    n, f"p{n}", is_qpv=n < combien,
                    profil=frozenset({Profil.HANDICAP, Profil.FEMME} if n < combien else {Profil.HOMME}),
                )
                for n in tous
            ]  # fmt: skip
            return restrict(fige(make_faits([make_ligne(n, 10) for n in tous], contrats)), Lecteur.DIFFUSION)

        for combien, is_lu in ((7, False), (11, True)):
            found = count(combien)
            table = found.find_table("PROFILS")
            assert table is not None
            cases = {case.code: case.personnes for case in table.cases}
            assert (cases["femme"], cases["handicap"]) == (combien, combien if is_lu else None)
            assert (found.get_valeur("HEURES_QPV") is not None) == is_lu

    def test_ce_qui_fut_fait_avant_la_periode_ne_se_retrouve_pas_par_difference(self):
        contrats = [make_contrat(n, f"p{n}") for n in range(6)]
        lignes = [make_ligne(n, 10, MAI) for n in range(6)]
        anciennes = (make_ligne(0, 33, AVRIL), make_ligne(1, 44, AVRIL))
        faits = make_faits(
            lignes, contrats, [make_lot(valorisees=137)], anciennes=anciennes, periode=make_periode(MAI, MAI)
        )
        dehors = restrict(fige(faits), Lecteur.DIFFUSION)
        assert dehors.get_valeur("HEURES") == 60
        assert dehors.get_valeur("HEURES_REALISEES_ENGAGEMENT") is None
        assert dehors.get_valeur("TAUX_REALISATION") is None
        assert dehors.avant is None

    def test_un_coefficient_ne_dit_pas_qui_l_a(self):
        contrats = [make_contrat(n, f"p{n}") for n in range(6)]
        lignes = [make_ligne(n, 10, valorisees=Decimal(15 if not n else 10)) for n in range(6)]
        dehors = restrict(fige(make_faits(lignes, contrats, [make_lot(valorisees=65)])), Lecteur.DIFFUSION)
        assert (dehors.get_valeur("HEURES"), dehors.get_valeur("HEURES_VALORISEES")) == (60, None)
        assert all(case.valorisees is None for table in dehors.tables for case in table.cases)

    def test_r64_que_tous_aient_un_profil_le_dirait_de_chacun(self):
        contrats = [make_contrat(n, f"p{n}", profil=frozenset({Profil.FEMME, Profil.BRSA})) for n in range(6)]
        table = restrict(
            fige(make_faits([make_ligne(n, 10) for n in range(6)], contrats)), Lecteur.DIFFUSION
        ).find_table("PROFILS")
        assert table is not None
        assert {case.code for case in table.cases if case.is_masquee} == {"femme", "brsa"}


class TestPeriode:
    def test_elle_va_par_mois_entiers(self):
        assert make_periode(date(2026, 2, 14), date(2026, 2, 3)) == Periode(date(2026, 2, 1), date(2026, 2, 28))

    def test_elle_se_propose_selon_le_bilan(self):
        assert propose_periode(TypeBilan.ANNUEL, debut=None, today=JOUR).libelle == "année 2025"
        assert propose_periode(TypeBilan.ANNUEL, debut=None, today=date(2026, 12, 3)).libelle == "année 2026"
        depuis = propose_periode(TypeBilan.FINAL, debut=date(2025, 10, 6), today=JOUR)
        assert depuis.libelle == "d’octobre 2025 à novembre 2026"

    @pytest.mark.parametrize(
        ("type", "perimetre", "periode", "champ"),
        [
            (TypeBilan.INTERMEDIAIRE, Perimetre.LOT, Periode(date(2026, 5, 1), date(2026, 4, 30)), "au"),
            (TypeBilan.INTERMEDIAIRE, Perimetre.LOT, Periode(date(2026, 5, 1), date(2026, 12, 31)), "au"),
            (TypeBilan.ANNUEL, Perimetre.LOT, Periode(date(2026, 1, 1), date(2026, 11, 30)), "du"),
            (TypeBilan.FINAL, Perimetre.ACHETEUR, Periode(date(2026, 1, 1), date(2026, 11, 30)), "type"),
        ],
    )
    def test_un_refus_dit_quel_champ_corriger(self, type, perimetre, periode, champ):
        refus = check_periode(type, perimetre, periode, today=JOUR)
        assert refus is not None
        assert refus.champ == champ

    def test_le_mois_en_cours_se_compte(self):
        assert (
            check_periode(TypeBilan.FINAL, Perimetre.LOT, Periode(date(2026, 1, 1), date(2026, 11, 30)), today=JOUR)
            is None
        )


def test_ce_qui_change_d_une_version_a_l_autre_est_dit():
    avant = fige(make_faits([make_ligne(1, 700)], [make_contrat(1, "a")]))
    apres = fige(make_faits([make_ligne(1, 712)], [make_contrat(1, "a")], [make_lot(valorisees=712)]))
    found = {c.libelle: (c.avant, c.apres, c.ecart) for c in list_changements(avant, apres)}
    assert found["Heures réalisées"] == ("700\xa0h", "712\xa0h", "+12 h")
    assert found["Taux de réalisation"] == ("84,0\u202f%", "85,4\u202f%", "+1,4 point")
    assert list_changements(avant, avant) == []
    assert write_depuis(Decimal(700), Decimal(712)) == "Depuis l’extraction : +12 h"
    assert write_depuis(Decimal(700), Decimal("696.5")) == "Depuis l’extraction : −3,5 h"
    assert write_depuis(Decimal(700), Decimal("700.00")) == ""


def test_chaque_indicateur_a_son_code_sa_phrase_et_sa_version():
    codes = [indicateur.code for indicateur in INDICATEURS]
    assert len(codes) == len(set(codes))
    assert all(i.definition.endswith(".") and i.version >= 1 for i in INDICATEURS)


# What always holds.
PERSONNES = st.sampled_from([f"p{n}" for n in range(9)])
CONTRATS = st.lists(
    st.tuples(
        PERSONNES, st.sampled_from(TypeContrat), st.sampled_from(ModeRealisation), st.sampled_from(["martel", "horizon", "geiq"]),
        st.frozensets(st.sampled_from(Profil), max_size=4),
    ),
    min_size=1, max_size=8,
)  # fmt: skip
HEURES = st.integers(1, 30_000).map(lambda centiemes: Decimal(centiemes) / 100)


@st.composite
def faits(draw: st.DrawFn) -> Faits:
    contrats = [
        make_contrat(n, p, type=t, mode=m, employeur=e, profil=profil)
        for n, (p, t, m, e, profil) in enumerate(draw(CONTRATS))
    ]
    lignes = draw(
        st.lists(
            st.builds(
                make_ligne, st.sampled_from([c.cle for c in contrats]), HEURES, st.integers(1, 12).map(lambda m: date(2026, m, 1)),
                lot=st.sampled_from([1, 2]), entreprise=st.sampled_from(["martel", "horizon", "geiq"]),
            ),
            max_size=14,
        )
    )  # fmt: skip
    return make_faits(lignes, contrats, [make_lot(1), make_lot(2)], perimetre=Perimetre.MARCHE)


@given(faits())
def test_la_somme_des_mois_comme_de_toute_ventilation_exclusive_est_le_total(faits):
    found = fige(faits)
    for table in found.tables:
        if table.code != "PROFILS":
            assert sum((case.heures or Decimal(0) for case in table.cases), Decimal(0)) == found.get_valeur("HEURES")


@given(faits())
def test_les_parts_d_une_ventilation_exclusive_font_cent(faits):
    for table in fige(faits).tables:
        if table.code != "PROFILS" and any(case.heures for case in table.cases):
            assert sum(case.part or 0 for case in table.cases) == 100


@given(faits())
def test_une_personne_a_deux_contrats_compte_une_fois(faits):
    counted = valeur(faits, "PARTICIPANTS")
    assert counted == len({faits.contrats[li.contrat].participant for li in faits.lignes})
    assert counted <= (valeur(faits, "CONTRATS_ACTIFS") or 0)


@given(faits(), st.integers(1, 11))
def test_couper_la_periode_ne_change_aucun_chiffre_additif(faits, mois):
    def cut(lignes: list[Ligne], periode: Periode) -> Faits:
        return make_faits(
            lignes, list(faits.contrats.values()), faits.lots, perimetre=Perimetre.MARCHE, periode=periode
        )

    milieu = date(2026, mois + 1, 1)
    debut = cut([li for li in faits.lignes if li.mois < milieu], make_periode(ANNEE.du, date(2026, mois, 1)))
    suite = cut([li for li in faits.lignes if li.mois >= milieu], make_periode(milieu, ANNEE.au))
    for code in ("HEURES", "HEURES_VALORISEES"):
        assert (valeur(debut, code) or 0) + (valeur(suite, code) or 0) == valeur(faits, code)
    mois_a_mois = [case.heures for part in (debut, suite) for case in fige(part).tables[0].cases]
    assert mois_a_mois == [case.heures for case in fige(faits).tables[0].cases]


@given(faits())
def test_ce_qui_est_fige_se_relit_pareil_et_son_sceau_avec(faits):
    found = fige(faits)
    kept = write(found)
    assert read(kept) == found
    assert seal(kept) == seal(write(read(kept)))


@given(faits())
def test_aucune_case_transmise_ne_parle_de_moins_de_cinq_personnes(faits):
    dehors = restrict(fige(faits), Lecteur.DIFFUSION)
    for table in dehors.tables:
        assert all(case.personnes == 0 or case.personnes >= 5 for case in table.cases if case.personnes is not None)
        hidden = [case for case in table.cases if case.is_masquee]
        if table.code != "PROFILS" and len(hidden) == 1:  # then nothing else tells of anybody: it is the whole
            assert not any(case.heures for case in table.cases)
    people = dehors.get_valeur("PARTICIPANTS")
    assert people is None or people == 0 or people >= 5
