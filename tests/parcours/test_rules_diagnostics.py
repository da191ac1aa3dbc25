"""What the freins say over time: one by one, day by day, and never as a score."""

import ast
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import maillage
from maillage.parcours.nomenclatures.accompagnement import FAMILLES, FREINS, Frein, MomentDiagnostic, NiveauFrein
from maillage.parcours.rules import diagnostics
from maillage.parcours.rules.diagnostics import Evaluation, Levee, Sens

JOUR = date(2026, 11, 25)
JANVIER, JUIN, OCTOBRE = date(2026, 1, 12), date(2026, 6, 1), date(2026, 10, 5)
niveaux = st.sampled_from(NiveauFrein)
evaluations = st.lists(
    st.builds(
        Evaluation, st.sampled_from(Frein), niveaux, st.dates(date(2024, 1, 1), JOUR), st.integers(1, 500)
    ),
    max_size=30,
    unique_by=lambda e: (e.frein, e.le, e.rang),
)  # fmt: skip


def mob(niveau: int, le: date, rang: int = 1) -> Evaluation:
    return Evaluation(Frein.MOB, NiveauFrein(niveau), le, rang)


def test_la_valeur_d_un_jour_est_la_derniere_evaluation_de_ce_jour_ou_d_avant():
    known = [mob(3, JANVIER), mob(1, OCTOBRE)]
    assert diagnostics.list_niveaux(known, on=date(2026, 1, 11)) == {}
    assert diagnostics.list_niveaux(known, on=JUIN) == {Frein.MOB: 3}
    assert diagnostics.list_niveaux(known, on=OCTOBRE) == {Frein.MOB: 1}


def test_deux_evaluations_du_meme_jour_la_seconde_ecrite_vaut():
    assert diagnostics.list_niveaux([mob(1, JUIN, 2), mob(4, JUIN, 1)], on=JUIN) == {Frein.MOB: 1}


@given(evaluations, st.dates(date(2024, 1, 1), JOUR))
def test_ce_qui_est_evalue_apres_ne_change_pas_le_passe(known, on):
    later = [e for e in known if e.le > on]
    assert diagnostics.list_niveaux(known, on=on) == diagnostics.list_niveaux(
        [e for e in known if e not in later], on=on
    )


@given(evaluations)
def test_l_ordre_de_lecture_ne_change_rien(known):
    assert diagnostics.list_niveaux(known[::-1], on=JOUR) == diagnostics.list_niveaux(
        sorted(known, key=lambda e: (e.le, e.rang)), on=JOUR
    )


def test_un_frein_est_leve_quand_il_passe_de_deux_et_plus_a_un_et_moins():
    known = [mob(3, JANVIER), mob(2, JUIN), mob(1, OCTOBRE)]
    assert diagnostics.list_levees(known, on=JOUR) == [Levee(Frein.MOB, JANVIER, OCTOBRE)]
    assert diagnostics.list_levees(known, on=JUIN) == []
    assert Levee(Frein.MOB, JANVIER, OCTOBRE).jours == 266


@pytest.mark.parametrize("suite", [(1, 0), (3, 2), (0, 3), (1, 1)])
def test_sans_passage_sous_le_seuil_rien_n_est_leve(suite):
    assert diagnostics.list_levees([mob(suite[0], JANVIER), mob(suite[1], JUIN)], on=JOUR) == []


def test_un_frein_revenu_peut_etre_leve_de_nouveau():
    known = [mob(2, JANVIER), mob(0, JUIN), mob(4, date(2026, 8, 1)), mob(1, OCTOBRE)]
    assert [levee.leve_le for levee in diagnostics.list_levees(known, on=JOUR)] == [JUIN, OCTOBRE]


@given(evaluations)
def test_une_levee_ne_precede_jamais_le_frein_et_les_levees_d_un_frein_ne_se_chevauchent_pas(known):
    levees = diagnostics.list_levees(known, on=JOUR)
    for frein in Frein:
        mine = [levee for levee in levees if levee.frein is frein]
        assert all(levee.present_le <= levee.leve_le for levee in mine)
        assert all(a.leve_le <= b.present_le for a, b in pairwise(mine))


def test_le_delai_moyen_dit_sa_base():
    levees = [Levee(Frein.MOB, JANVIER, JANVIER + timedelta(days=n)) for n in (10, 30)]
    assert diagnostics.compute_delai(levees).valeur == 20
    assert diagnostics.compute_delai(levees).base == 2
    assert diagnostics.compute_delai([]).valeur is None


def test_le_nombre_moyen_de_freins_ignore_qui_n_a_pas_ete_evalue():
    moyenne = diagnostics.compute_moyenne_presents(
        [{Frein.MOB: NiveauFrein.FORT, Frein.LNG: NiveauFrein.A_SURVEILLER}, {Frein.MOB: NiveauFrein.AUCUN}, {}],
        on=JOUR,
    )
    assert (moyenne.total, moyenne.base, moyenne.valeur) == (1, 2, 0.5)


@given(st.lists(st.dictionaries(st.sampled_from(Frein), niveaux)))
def test_aucun_score_un_frein_fort_ne_pese_pas_plus_qu_un_frein_modere(personnes):
    """What is counted is how many freins are present, not how high they stand."""
    flat = [{f: min(n, NiveauFrein.MODERE) for f, n in known.items()} for known in personnes]
    assert diagnostics.compute_moyenne_presents(personnes, on=JOUR) == diagnostics.compute_moyenne_presents(
        flat, on=JOUR
    )


def test_aucun_score_rien_dans_le_produit_n_additionne_des_niveaux_de_frein():
    adders = {"sum", "fsum", "mean", "fmean", "median", "Sum", "Avg", "StdDev"}
    said = []
    for path in sorted(Path(maillage.__file__).parent.rglob("*.py")):
        if "niveau" not in (source := path.read_text(encoding="utf-8")):
            continue
        for call in ast.walk(ast.parse(source)):
            if isinstance(call, ast.Call) and (
                getattr(call.func, "id", "") in adders or getattr(call.func, "attr", "") in adders
            ):
                said += [f"{path}:{call.lineno}"] if "niveau" in ast.unparse(call) else []
    assert said == []


def test_aucun_score_le_mot_employabilite_n_est_ecrit_sur_aucune_page():
    root = Path(maillage.__file__).parent
    pages = [*root.rglob("*.html"), *root.rglob("*.typ"), *root.rglob("*.py")]
    assert [p for p in pages if "employabilit" in p.read_text(encoding="utf-8").lower()] == []


def test_comparer_deux_jours_dit_le_sens_de_chaque_frein():
    avant = {Frein.MOB: NiveauFrein.FORT, Frein.LNG: NiveauFrein.MODERE, Frein.NUM: NiveauFrein.AUCUN}
    apres = avant | {Frein.MOB: NiveauFrein.A_SURVEILLER, Frein.NUM: NiveauFrein.MODERE, Frein.LOG: NiveauFrein.FORT}
    found = {ecart.frein: ecart.sens for ecart in diagnostics.compare(avant, apres, on=JOUR)}
    assert found == {Frein.MOB: Sens.LEVE, Frein.LNG: Sens.EGAL, Frein.NUM: Sens.HAUSSE, Frein.LOG: Sens.PREMIER}
    assert [
        e.libelle_sens
        for e in diagnostics.compare({Frein.MOB: NiveauFrein.BLOQUANT}, {Frein.MOB: NiveauFrein.FORT}, on=JOUR)
    ] == ["Gêne moins"]


def test_un_diagnostic_est_du_chaque_annee():
    assert diagnostics.compute_echeance(None, entree=JANVIER, on=JOUR) == JANVIER
    assert diagnostics.compute_echeance(JANVIER, entree=JANVIER, on=JOUR) == date(2027, 1, 12)
    assert diagnostics.DIAGNOSTIC_MOIS.get(on=JOUR).is_a_confirmer


@pytest.mark.parametrize(
    ("values", "phrase"),
    [
        ({"le": date(2026, 12, 1)}, "futur"),
        ({"precedents": [JANVIER]}, "existe déjà"),
        ({"moment": MomentDiagnostic.INTERMEDIAIRE}, "premier diagnostic"),
        ({"moment": MomentDiagnostic.INTERMEDIAIRE, "le": JANVIER, "precedents": [JUIN]}, "précéder"),
        ({"moment": MomentDiagnostic.INTERMEDIAIRE, "precedents": [JANVIER], "is_ouvert": False}, "terminé"),
    ],
)
def test_un_diagnostic_impossible_dit_pourquoi(values, phrase):
    defaults: dict[str, Any] = {
        "moment": MomentDiagnostic.INITIAL,
        "le": JOUR,
        "precedents": [],
        "is_ouvert": True,
        "today": JOUR,
    }
    assert diagnostics.check_diagnostic(**defaults) is None
    refus = diagnostics.check_diagnostic(**(defaults | values))
    assert refus is not None
    assert phrase in refus[1]


def test_la_grille_a_23_freins_chacun_dans_une_famille_et_les_sensibles_ensemble():
    assert len(FREINS) == 23
    assert sorted(f for freins in FAMILLES.values() for f in freins) == sorted(Frein)
    assert {f for f, d in FREINS.items() if d.is_sensible} == set(FAMILLES["Données sensibles"])
