"""What holds of the indicators whatever the files."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from maillage.parcours.nomenclatures.etapes import TYPES as ETAPES
from maillage.parcours.nomenclatures.sorties import TYPES
from maillage.parcours.rules.indicateurs import etapes, flux, nombres, profils, suivi
from maillage.parcours.rules.indicateurs.faits import EtapeComptee, ParcoursCompte, Profil
from maillage.parcours.rules.indicateurs.nombres import Part, Periode

JOURS = st.dates(date(2023, 1, 1), date(2026, 12, 31))
OUI_NON = st.sampled_from((True, False, None))
PROFILS = st.builds(
    Profil, OUI_NON, st.none() | st.integers(16, 70), st.none() | st.integers(1, 8), OUI_NON, OUI_NON, OUI_NON, OUI_NON
)


@st.composite
def parcours(draw: st.DrawFn) -> ParcoursCompte:
    entree = draw(JOURS)
    sortie = draw(st.none() | st.integers(0, 900).map(lambda days: entree + timedelta(days=days)))
    return ParcoursCompte(
        draw(st.integers(1, 40)), draw(st.integers(1, 12)), entree, sortie,
        draw(st.sampled_from(sorted(TYPES))) if sortie else "", draw(PROFILS), is_erreur=draw(st.booleans()),
    )  # fmt: skip


@st.composite
def periodes(draw: st.DrawFn) -> Periode:
    debut = draw(JOURS)
    return Periode(debut, debut + timedelta(days=draw(st.integers(0, 800))))


FAITS = st.lists(parcours(), max_size=30)
ETAPES_TIREES = st.lists(
    st.builds(EtapeComptee, st.integers(1, 40), st.integers(1, 12), st.sampled_from(sorted(ETAPES)), JOURS, st.none()),
    max_size=30,
)


@given(faits=FAITS, periode=periodes())
def test_le_stock_d_hier_plus_les_entrees_moins_les_sorties_fait_le_stock(faits, periode):
    before, after = flux.count_stock(faits, periode.veille), flux.count_stock(faits, periode.fin)
    # Entered and gone on the same day: one entry, one exit, never in the stock.
    assert before + flux.count_entrees(faits, periode) - flux.count_sorties(faits, periode).total == after


@given(faits=FAITS, periode=periodes())
def test_les_sorties_sont_la_somme_de_leurs_classes(faits, periode):
    sorties = flux.count_sorties(faits, periode)
    assert sorties.total == len(flux.list_sorties(faits, periode)) == sorties.positives + sorties.sans_suite
    assert sorties.neutralisees <= sorties.sans_suite
    assert sum(part.effectif for part in sorties.causes.values()) == sorties.sans_suite
    brut, neutralise = sorties.taux.taux, sorties.taux_neutralise.taux
    assert brut is None or neutralise is None or brut <= neutralise


@given(faits=FAITS, periode=periodes())
def test_les_accompagnes_sont_des_personnes_du_stock_et_des_entrees(faits, periode):
    accompagnes = flux.count_accompagnes(faits, periode)
    assert accompagnes <= flux.count_stock(faits, periode.veille) + flux.count_entrees(faits, periode)
    assert profils.describe_accompagnes(faits, periode).effectif == accompagnes


@given(faits=FAITS, periode=periodes())
def test_les_tranches_d_age_couvrent_tous_les_ages_connus(faits, periode):
    groupe = profils.describe_entrees(faits, periode)
    parts = list(groupe.ages.values())
    assert sum(part.effectif for part in parts) == parts[0].base
    assert all(part.base + part.inconnus == groupe.effectif for part in parts)


@given(rows=ETAPES_TIREES, periode=periodes())
def test_les_familles_font_toutes_les_etapes_et_l_iae_est_faite_de_contrats(rows, periode):
    held = etapes.list_etapes(rows, periode)
    assert sum(part.effectif for part in etapes.share_familles(held).values()) == len(held)
    assert etapes.compute_iae(held).effectif <= etapes.compute_contrats(held).effectif
    assert sum(part.effectif for part in etapes.share_iae(held).values()) == etapes.compute_iae(held).effectif
    assert set(etapes.list_etapes(rows, periode, etapes.Convention.DEBUT)) <= set(held)


@given(effectif=st.integers(0, 50_000), reste=st.integers(0, 50_000))
def test_une_part_et_son_complement_ne_s_ecartent_de_cent_que_par_l_arrondi(effectif, reste):
    one, other = Part(effectif, effectif + reste).pourcentage, Part(reste, effectif + reste).pourcentage
    if one is None or other is None:
        assert effectif + reste == 0
    else:
        assert one + other in (100, 101)


@given(values=st.lists(st.integers(0, 2000), min_size=1))
def test_un_resume_reste_entre_le_plus_petit_et_le_plus_grand(values):
    resume = nombres.summarize(values)
    assert resume.moyenne is not None
    assert resume.mediane is not None
    assert resume.p90 is not None
    for value in (resume.moyenne, resume.mediane, resume.p90):
        assert min(values) <= round(value, 6) <= max(values)
    assert sum(value <= resume.p90 for value in values) * 10 >= len(values) * 9


@given(effectifs=st.dictionaries(st.text(min_size=1, max_size=3), st.integers(0, 30), max_size=8))
def test_ce_qui_est_masque_ne_se_retrouve_pas_par_soustraction(effectifs):
    masked = nombres.mask(effectifs, seuil=5)
    assert all(shown is None or shown == 0 or shown >= 5 for shown in masked.values())
    hidden = [cle for cle, shown in masked.items() if shown is None]
    others = [cle for cle in effectifs if effectifs[cle]]
    assert len(hidden) != 1 or len(others) == 1


@given(faits=FAITS, on=JOURS)
def test_qui_est_sans_contact_depuis_90_jours_l_est_depuis_45(faits, on):
    court, long = (suivi.compute_sans_contact(faits, on, jours=jours) for jours in (45, 90))
    assert long.effectif <= court.effectif <= court.base == len(suivi.list_file_active(faits, on))
