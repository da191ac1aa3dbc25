"""An exit, an abandon, a year, a suspension: cases, and what always holds."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.parcours.nomenclatures.sorties import TYPES, Classe, ContratTravail, Piece, SousMotif
from maillage.parcours.rules import emploi, sorties
from maillage.parcours.rules.sorties import Faits, Rappel

C = ContratTravail
JOUR = date(2026, 11, 25)
ZERO = emploi.Seuils(mois=6, tolerance=0, quotite=Decimal("0.5"))
SEPT = replace(ZERO, tolerance=7)
DEBUT = date(2026, 1, 5)
UN = timedelta(days=1)


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
        "delai": 60,
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
    assert sorties.check_reintegration(date_sortie=JOUR, entree=JOUR, carence=0) is None
    assert sorties.check_reintegration(date_sortie=JOUR, entree=JOUR - UN, carence=0)


def test_t21_avec_une_carence_le_retour_attend():
    assert "25/12/2026" in str(sorties.check_reintegration(date_sortie=JOUR, entree=JOUR + UN, carence=30))
    assert sorties.check_reintegration(date_sortie=JOUR, entree=JOUR + timedelta(days=30), carence=30) is None


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
