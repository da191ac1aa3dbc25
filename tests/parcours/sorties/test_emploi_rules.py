"""Six months in a job: what counts, what breaks, which exit it leads to. Cases, and what always holds."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.parcours.nomenclatures.sorties import TYPES, ContratTravail
from maillage.parcours.rules import emploi
from maillage.parcours.rules.emploi import Contrat, Periode
from maillage.socle.dates import add_months

C = ContratTravail
JOUR = date(2026, 11, 25)
ZERO = emploi.Seuils(mois=6, tolerance=0, quotite=Decimal("0.5"))
SEPT = replace(ZERO, tolerance=7)
DEBUT = date(2026, 1, 5)
UN = timedelta(days=1)


def cdi(debut=DEBUT, fin=None, **values):
    return Contrat(C.CDI, debut, fin, **values)


def assess(*contrats, on=JOUR, seuils=ZERO, depuis=DEBUT):
    return emploi.assess(contrats, depuis=depuis, on=on, seuils=seuils)


# --- continuity ---------------------------------------------------------------------------------------------------


def test_un_cdi_tient_six_mois_le_jour_ou_ils_sont_revolus_et_pas_la_veille():
    assert not assess(cdi(), on=date(2026, 7, 4)).is_tenu
    etat = assess(cdi(), on=date(2026, 7, 5))
    assert (etat.is_tenu, etat.validation) == (True, date(2026, 7, 5))


def test_un_contrat_fini_la_veille_de_la_validation_les_tient_un_jour_plus_tot_non():
    assert assess(cdi(fin=date(2026, 7, 4))).is_tenu
    etat = assess(cdi(fin=date(2026, 7, 3)))
    assert (etat.is_tenu, etat.is_rompu) == (False, True)


def test_embauche_un_trente_et_un_aout_six_mois_le_dernier_jour_de_fevrier():
    assert emploi.compute_validation(date(2025, 8, 31), seuils=ZERO) == date(2026, 2, 28)


@pytest.mark.parametrize("type", [C.CDI, C.CDD, C.INTERIM, C.ALTERNANCE, C.FONCTION_PUBLIQUE, C.PARTICULIER])
def test_deux_contrats_a_la_suite_s_ajoutent_chez_un_ou_plusieurs_employeurs(type):
    first = Contrat(type, DEBUT, date(2026, 3, 31))
    second = Contrat(C.CDD, date(2026, 4, 1), date(2026, 8, 31))
    assert assess(first, second).is_tenu


def test_un_jour_de_trou_fait_repartir_le_compteur_sauf_tolerance():
    first, second = cdi(fin=date(2026, 3, 31)), cdi(debut=date(2026, 4, 2))
    etat = assess(first, second, on=date(2026, 7, 20))
    assert (etat.debut, etat.is_tenu) == (date(2026, 4, 2), False)
    assert assess(first, second, on=date(2026, 7, 20), seuils=SEPT).is_tenu
    assert assess(first, second, on=date(2026, 10, 2)).is_tenu


def test_la_tolerance_compte_les_jours_sans_contrat_et_pas_un_de_plus():
    first = cdi(fin=date(2026, 3, 31))
    assert assess(first, cdi(debut=date(2026, 4, 8)), on=date(2026, 7, 20), seuils=SEPT).is_tenu
    assert not assess(first, cdi(debut=date(2026, 4, 9)), on=date(2026, 7, 20), seuils=SEPT).is_tenu


def test_des_missions_d_interim_qui_se_suivent_sans_trou_valent_un_contrat():
    starts = [DEBUT + timedelta(days=14 * n) for n in range(14)]
    missions = [Contrat(C.INTERIM, start, start + timedelta(days=13)) for start in starts]
    assert assess(*missions).is_tenu
    assert not assess(*missions[:5], *missions[6:], on=starts[-1] + timedelta(days=13)).is_tenu


def test_apres_une_rupture_le_compteur_repart_de_zero():
    etat = assess(cdi(fin=date(2026, 6, 1)), cdi(debut=date(2026, 9, 1)), on=date(2026, 11, 1))
    assert (etat.debut, etat.validation, etat.is_tenu) == (date(2026, 9, 1), date(2027, 3, 1), False)


def test_six_mois_tenus_restent_acquis_apres_la_perte_de_l_emploi():
    assert assess(cdi(fin=date(2026, 9, 30)), on=date(2026, 11, 25)).is_tenu


# --- quotité ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("quotite", "is_choisi", "tenu"),
    [("1", True, True), ("0.8", True, True), ("0.5", True, True), ("0.49", True, False), ("0.8", False, False)],
)
def test_un_mi_temps_choisi_suffit_un_temps_partiel_subi_jamais(quotite, is_choisi, tenu):
    assert assess(cdi(quotite=Decimal(quotite), is_choisi=is_choisi)).is_tenu is tenu


def test_les_quotites_de_plusieurs_employeurs_s_ajoutent_le_meme_jour():
    part = cdi(quotite=Decimal("0.3"))
    assert not assess(part).is_tenu
    assert assess(part, part).is_tenu


def test_deux_temps_subis_qui_font_un_temps_plein_comptent():
    half = cdi(quotite=Decimal("0.5"), is_choisi=False)
    assert not assess(half).is_tenu
    assert assess(half, half).is_tenu


def test_la_seconde_moitie_perdue_la_continuite_s_arrete_ce_jour_la():
    part = cdi(quotite=Decimal("0.3"))
    etat = assess(part, replace(part, fin=date(2026, 5, 31)), on=date(2026, 8, 1))
    assert (etat.is_tenu, etat.is_rompu) == (False, True)


def test_l_iae_et_un_contrat_aide_hors_liste_ne_comptent_pas():
    assert not assess(Contrat(C.IAE, DEBUT)).is_tenu
    assert not assess(Contrat(C.AI, DEBUT)).is_tenu
    assert not assess(Contrat(C.AIDE, DEBUT)).is_tenu
    assert assess(Contrat(C.AIDE, DEBUT, is_aide_eligible=True)).is_tenu


@pytest.mark.parametrize(
    ("contrat", "phrase"),
    [
        (Contrat(C.IAE, DEBUT), "étape"),
        (Contrat(C.AIDE, DEBUT), "liste"),
        (cdi(quotite=Decimal("0.3")), "50 %"),
        (cdi(quotite=Decimal("0.8"), is_choisi=False), "subi"),
    ],
)
def test_t12_refuse_en_disant_pourquoi(contrat, phrase):
    assert phrase in (emploi.check_candidat(contrat, seuils=ZERO) or "")
    assert emploi.check_candidat(cdi(), seuils=ZERO) is None


contrats = st.builds(
    lambda type, debut, duree, quotite, choisi: Contrat(
        type, DEBUT + timedelta(days=debut), DEBUT + timedelta(days=debut + duree), Decimal(quotite) / 10, choisi
    ),
    st.sampled_from([C.CDI, C.CDD, C.INTERIM, C.SAISONNIER, C.IAE]),
    st.integers(0, 400), st.integers(0, 300), st.integers(1, 10), st.booleans(),
)  # fmt: skip
listes = st.lists(contrats, max_size=6)


def is_in(periodes, jour):
    return any(p.debut <= jour and (p.fin is None or jour <= p.fin) for p in periodes)


@given(listes, st.integers(-5, 720))
def test_un_jour_est_dans_l_union_si_et_seulement_s_il_compte(liste, ecart):
    jour = DEBUT + timedelta(days=ecart)
    assert is_in(emploi.build_periodes(liste, seuils=ZERO), jour) is emploi.holds(liste, jour, seuils=ZERO)


@given(listes)
def test_les_periodes_sont_dans_l_ordre_et_separees_d_un_jour_au_moins(liste):
    periodes = emploi.build_periodes(liste, seuils=ZERO)
    for before, after in pairwise(periodes):
        assert before.fin is not None
        assert after.debut > before.fin + UN


@given(listes, st.randoms())
def test_l_ordre_de_saisie_ne_change_rien(liste, chance):
    autre = list(liste)
    chance.shuffle(autre)
    assert emploi.build_periodes(autre, seuils=SEPT) == emploi.build_periodes(liste, seuils=SEPT)


@given(listes, st.integers(0, 60), st.integers(0, 60), st.integers(0, 700))
def test_plus_de_tolerance_ne_fait_jamais_perdre_les_six_mois(liste, petite, grande, jours):
    petite, grande = sorted((petite, grande))
    on = DEBUT + timedelta(days=jours)
    if assess(*liste, on=on, seuils=replace(ZERO, tolerance=petite)).is_tenu:
        assert assess(*liste, on=on, seuils=replace(ZERO, tolerance=grande)).is_tenu


@given(listes, contrats, st.integers(0, 700))
def test_un_contrat_de_plus_ne_fait_jamais_perdre_les_six_mois(liste, contrat, jours):
    on = DEBUT + timedelta(days=jours)
    if assess(*liste, on=on).is_tenu:
        assert assess(*liste, contrat, on=on).is_tenu


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(0, 400))
def test_un_seul_contrat_est_tenu_exactement_quand_il_va_au_bout_des_six_mois(debut, jours):
    fin = debut + timedelta(days=jours)
    expected = fin >= add_months(debut, 6) - UN
    assert assess(cdi(debut, fin), depuis=debut, on=date(2032, 1, 1)).is_tenu is expected


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)))
def test_les_points_de_suivi_avancent_et_finissent_a_la_validation(debut):
    points = emploi.list_points(debut, on=JOUR)
    assert points == sorted(set(points))
    assert (points[0], points[-1]) == (debut + timedelta(days=15), emploi.compute_validation(debut, seuils=ZERO))
    assert len(points) == 5


# --- seasonal, AI, which type --------------------------------------------------------------------------------------


def saison(debut, fin):
    return Contrat(C.SAISONNIER, debut, fin)


def test_huit_mois_sur_douze_meme_coupes_et_pas_sept():
    winter, summer = saison(date(2025, 12, 1), date(2026, 3, 31)), saison(date(2026, 5, 1), date(2026, 8, 30))
    assert emploi.is_saison_tenue([winter, summer], on=date(2026, 11, 25), seuils=ZERO) is False
    longer = saison(date(2026, 5, 1), date(2026, 9, 15))
    assert emploi.is_saison_tenue([winter, longer], on=date(2026, 11, 25), seuils=ZERO)


def test_les_saisons_d_avant_la_fenetre_ne_comptent_pas():
    old = saison(date(2024, 1, 1), date(2025, 10, 31))
    assert not emploi.is_saison_tenue([old], on=JOUR, seuils=ZERO)


@given(listes)
def test_les_jours_comptes_ne_depassent_jamais_la_fenetre(liste):
    du, au = date(2026, 1, 1), date(2027, 1, 1)
    jours = emploi.count_jours(emploi.build_periodes(liste, seuils=ZERO), du=du, au=au)
    assert 0 <= jours <= (au - du).days


def missions(**values):
    return [Contrat(C.AI, date(2024, 1, 1), None, **({"quotite": Decimal("0.4")} | values))]


@pytest.mark.parametrize(
    ("naissance", "values", "souhaite", "tenue"),
    [
        (date(1970, 1, 1), {}, True, True),
        (date(1970, 1, 1), {}, False, False),
        (date(1971, 11, 25), {}, True, False),
        (date(1971, 11, 24), {}, True, True),
        (date(1970, 1, 1), {"quotite": Decimal("0.3")}, True, False),
        (date(1970, 1, 1), {"debut": date(2025, 6, 1)}, True, False),
        (None, {}, True, False),
    ],
)
def test_association_intermediaire_apres_55_ans_les_quatre_conditions_ensemble(naissance, values, souhaite, tenue):
    given_missions = [replace(missions()[0], **values)]
    assert emploi.is_ai_tenue(given_missions, naissance=naissance, souhaite=souhaite, on=JOUR) is tenue


@pytest.mark.parametrize(("contrat", "type"), [(C.CDI, "ED-CDI"), (C.INTERIM, "ED-INT"), (C.CREATION, "ED-CRE")])
def test_le_type_de_sortie_suit_le_contrat(contrat, type):
    assert emploi.find_type([Contrat(contrat, DEBUT)], on=JOUR) == type


def test_un_particulier_employeur_est_un_cdi_ou_un_cdd():
    assert emploi.find_type([Contrat(C.PARTICULIER, DEBUT)], on=JOUR) == "ED-CDI"
    assert emploi.find_type([Contrat(C.PARTICULIER, DEBUT, fin_prevue=date(2026, 12, 31))], on=JOUR) == "ED-CDD"


def test_un_cdd_suivi_d_un_cdi_sort_en_cdi():
    chain = [Contrat(C.CDD, DEBUT, date(2026, 3, 31)), cdi(date(2026, 4, 1))]
    assert emploi.find_type(chain, on=JOUR) == "ED-CDI"


def test_chaque_contrat_mene_a_un_type_connu():
    for type in C:
        known = emploi.TYPE_PAR_CONTRAT.get(type)
        assert known in TYPES or type in {C.PARTICULIER, C.IAE}


def test_la_periode_d_un_jour_se_retrouve():
    assert emploi.find_periode([cdi()], JOUR, seuils=ZERO) == Periode(DEBUT, None)
    assert emploi.find_periode([cdi()], DEBUT - UN, seuils=ZERO) is None
