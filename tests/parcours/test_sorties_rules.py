"""Six months in a job, an abandon, a suspension, an exit: cases, and what always holds."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.parcours.nomenclatures.sorties import TYPES, Classe, ContratTravail, Piece, SousMotif
from maillage.parcours.rules import emploi, sorties
from maillage.parcours.rules.emploi import Contrat, Periode
from maillage.parcours.rules.sorties import Faits, Rappel
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


# --- exits --------------------------------------------------------------------------------------------------------

FAITS = Faits(entree=date(2025, 1, 6), le=JOUR)


def refus(code: str, **values: Any) -> Any:
    return sorties.list_refus(TYPES[code], replace(FAITS, **values), on=JOUR)


@pytest.mark.parametrize("code", sorted(sorties.SIX_MOIS - {"ED-CRE"}))
def test_un_emploi_sort_avec_ses_six_mois_et_jamais_sans(code):
    assert refus(code) == ["Les six mois d’emploi ne sont pas tenus sans interruption."]
    assert refus(code, validation=date(2026, 11, 1)) == []


def test_une_creation_est_immatriculee():
    assert "SIRET" in refus("ED-CRE", validation=JOUR)[0]
    assert refus("ED-CRE", validation=JOUR, is_immatriculee=True) == []


def test_la_chronologie_tient():
    assert "précède l’entrée" in refus("SS-DEM", le=date(2025, 1, 5))[0]
    assert "futur" in refus("SS-DEM", le=JOUR + UN)[0]
    assert "après la sortie" in refus("SS-DEM", derniere_etape=JOUR + UN)[0]
    assert refus("SS-DEM") == []


@pytest.mark.parametrize("code", sorted(sorties.A_PRECISER))
def test_ce_qui_ne_se_comprend_pas_seul_est_precise(code):
    assert refus(code) == [sorties.A_PRECISER[code]]
    assert refus(code, precision="Cap emploi, le 3 novembre") == []


def test_une_certification_sort_obtenue_et_jamais_en_cours():
    assert "certification" in refus("FQ-CERT", formation_debut=DEBUT)[0]
    assert refus("FQ-CERT", obtenue_le=JOUR) == []


@pytest.mark.parametrize(
    ("fin_prevue", "debut", "phrase"),
    [
        (None, None, "Aucune formation"),
        (date(2026, 10, 5), DEBUT, "ne dépasse pas 9 mois"),
        (date(2027, 6, 30), date(2026, 6, 1), "ne sont pas révolus"),
        (date(2026, 10, 6), DEBUT, None),
        (date(2027, 6, 30), date(2026, 5, 25), None),
    ],
)
def test_une_formation_longue_sort_apres_six_mois(fin_prevue, debut, phrase):
    said = refus("FQ-LONG", formation_debut=debut, formation_fin_prevue=fin_prevue)
    assert bool(said) is bool(phrase)
    assert phrase is None or phrase in said[0]


RAPPELS = (
    Rappel(date(2026, 9, 1), "telephone"),
    Rappel(date(2026, 10, 1), "sms"),
    Rappel(date(2026, 10, 5), "courrier", is_avertissement=True),
)


def test_un_abandon_a_ses_relances_son_courrier_et_son_delai():
    assert refus("SS-ABA", rappels=RAPPELS) == []


@pytest.mark.parametrize(
    ("rappels", "phrase"),
    [
        ((), "moyens différents"),
        ((RAPPELS[0], replace(RAPPELS[1], canal="telephone"), RAPPELS[2]), "moyens différents"),
        ((replace(RAPPELS[0], le=date(2026, 9, 2)), *RAPPELS[1:]), "30 jours"),
        (RAPPELS[:2], "courrier d’avertissement"),
        ((*RAPPELS[:2], replace(RAPPELS[2], le=date(2026, 11, 11))), "26/11/2026"),
    ],
)
def test_un_abandon_incomplet_dit_ce_qui_manque(rappels, phrase):
    assert phrase in refus("SS-ABA", rappels=rappels)[0]


def test_un_contact_tenu_efface_les_relances_d_avant():
    assert refus("SS-ABA", rappels=RAPPELS, dernier_contact=date(2026, 10, 20))


def test_un_abandon_declare_par_la_personne_ne_demande_rien_d_autre():
    assert refus("SS-ABA", sous_motif=SousMotif.DECLARE) == []
    assert sorties.list_manquantes(TYPES["SS-ABA"], [], sous_motif=SousMotif.DECLARE) == []
    assert sorties.list_manquantes(TYPES["SS-ABA"], []) == [Piece.AVERTISSEMENT]


def test_la_duree_maximale_n_existe_que_si_le_dispositif_en_a_une():
    assert "pas de durée maximale" in refus("SS-DUR")[0]
    assert "ne sont pas écoulés" in refus("SS-DUR", duree_max_mois=36)[0]
    assert refus("SS-DUR", duree_max_mois=22) == []


def test_seuls_demenagement_deces_et_retraite_sont_neutralises():
    assert {code for code in TYPES if sorties.is_neutralisee(code)} == {"SS-DEM", "SS-DEC", "SS-RET"}
    assert not any(sorties.is_positive(code) for code in TYPES if code.startswith("SS-"))


@given(st.sampled_from(sorted(TYPES)), st.sets(st.sampled_from(list(Piece))), st.sampled_from(list(Piece)))
def test_une_piece_de_plus_n_en_fait_jamais_manquer_davantage(code, presentes, piece):
    before = sorties.list_manquantes(TYPES[code], presentes)
    assert set(sorties.list_manquantes(TYPES[code], presentes | {piece})) == set(before) - {piece}


def test_sans_piece_il_faut_un_motif():
    assert sorties.check_pieces([Piece.CONTRAT], "  ")
    assert sorties.check_pieces([Piece.CONTRAT], "employeur liquidé") is None
    assert sorties.check_pieces([], "") is None


# --- the year, undoing, coming back ---------------------------------------------------------------------------------


def date_sortie(code, validation=None, decidee=date(2026, 2, 3), closes=()):
    return sorties.compute_date_sortie(TYPES[code], validation=validation, decidee=decidee, closes=closes)


def test_une_embauche_du_premier_octobre_2019_sort_en_2020():
    validation = emploi.compute_validation(date(2019, 10, 1), seuils=ZERO)
    assert date_sortie("ED-CDI", validation=validation, decidee=date(2020, 5, 1)) == date(2020, 4, 1)


def test_sans_suite_compte_l_annee_de_la_decision():
    assert date_sortie("SS-DEM", validation=date(2025, 1, 1)) == date(2026, 2, 3)


def test_une_annee_close_renvoie_au_premier_jour_de_la_suivante():
    assert date_sortie("ED-CDI", validation=date(2025, 11, 2), closes=[2025]) == date(2026, 1, 1)
    assert date_sortie("ED-CDI", validation=date(2024, 11, 2), closes=[2024, 2025]) == date(2026, 1, 1)


@given(st.sampled_from(sorted(TYPES)), st.dates(date(2015, 1, 1), date(2030, 1, 1)), st.sets(st.integers(2010, 2035)))
def test_une_sortie_ne_tombe_jamais_dans_une_annee_close_ni_avant_son_fait(code, jour, closes):
    found = date_sortie(code, validation=jour, decidee=jour, closes=closes)
    assert found.year not in closes
    assert found >= jour


def annulation(**values: Any) -> Any:
    base: dict[str, Any] = {
        "decidee_le": date(2026, 10, 1),
        "date_sortie": date(2026, 9, 15),
        "closes": (),
        "has_suivant": False,
    }
    return sorties.check_annulation(**(base | values), on=JOUR)


def test_t20_une_sortie_s_annule_dans_les_soixante_jours():
    assert annulation() is None
    assert annulation(decidee_le=date(2026, 9, 26)) is None
    assert "25/11/2026" not in (said := annulation(decidee_le=date(2026, 9, 25)))
    assert "24/11/2026" in said


def test_t20_jamais_dans_une_annee_close_ni_apres_un_retour():
    assert "close" in annulation(closes=(2026,))
    assert "nouveau parcours" in annulation(has_suivant=True)


def test_t21_un_retour_suit_la_sortie():
    assert sorties.check_reintegration(date_sortie=JOUR, entree=JOUR, on=JOUR) is None
    assert sorties.check_reintegration(date_sortie=JOUR, entree=JOUR - UN, on=JOUR)


# --- suspension -----------------------------------------------------------------------------------------------------


def suspension(**values: Any) -> Any:
    base: dict[str, Any] = {"du": date(2026, 11, 1), "fin_prevue": date(2027, 5, 1), "etapes_en_cours": 0}
    return sorties.check_suspension(**(base | values), on=JOUR)


def test_une_suspension_dure_six_mois_au_plus_sans_etape_en_cours():
    assert suspension() is None
    assert "01/05/2027" in suspension(fin_prevue=date(2027, 5, 2))
    assert "étape" in suspension(etapes_en_cours=1)
    assert "futur" in suspension(du=JOUR + UN)
    assert "suit le début" in suspension(fin_prevue=date(2026, 11, 1))


def prolongation(nouvelle: date, *, is_prolongee: bool = False) -> Any:
    return sorties.check_prolongation(
        fin_prevue=date(2027, 5, 1), nouvelle_fin=nouvelle, is_prolongee=is_prolongee, on=JOUR
    )


def test_elle_se_prolonge_une_fois_et_pas_deux():
    assert prolongation(date(2027, 11, 1)) is None
    assert "01/11/2027" in prolongation(date(2027, 11, 2))
    assert "déjà" in prolongation(date(2027, 6, 1), is_prolongee=True)
    assert "suit le" in prolongation(date(2027, 5, 1))


def test_une_annee_se_clot_finie_et_une_seule_fois():
    assert sorties.check_cloture(2025, closes=(), on=JOUR) is None
    assert "pas finie" in (sorties.check_cloture(2026, closes=(), on=JOUR) or "")
    assert "déjà close" in (sorties.check_cloture(2025, closes=(2025,), on=JOUR) or "")


def test_chaque_sortie_en_emploi_a_sa_condition():
    for code, type in TYPES.items():
        if type.classe is Classe.EMPLOI_DURABLE:
            assert sorties.check_condition(type, FAITS, on=JOUR), code
