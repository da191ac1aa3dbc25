"""Posts in equivalents of a full time, and the time noted: pure rules."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.clause.nomenclatures.facilitateurs import (
    FAMILLES,
    LIBELLES_FINANCEMENT,
    LIBELLES_POSTE,
    LIBELLES_TACHE,
    Financement,
    FonctionPoste,
    Tache,
    list_taches,
)
from maillage.clause.nomenclatures.lots import Phase
from maillage.clause.rules.postes import (
    Periode,
    Poste,
    check_cumul,
    check_quotite,
    compute_etp,
    count_jours_etp,
)
from maillage.clause.rules.temps import Temps, add_up, check_temps, find_lundi, read_duree, write_duree

F, C = FonctionPoste.FACILITATEUR, FonctionPoste.COORDINATEUR
ANNEE = Periode(date(2026, 1, 1), date(2026, 12, 31))
JOUR = date(2026, 6, 10)
jours = st.dates(date(2025, 1, 1), date(2027, 12, 31))
quotites = st.decimals("0.0001", "1", places=4)


def make_poste(cle=1, *, personne="a", fonction=F, quotite="1", du=date(2026, 1, 1), au=None) -> Poste:
    return Poste(cle, personne, fonction, Decimal(quotite), du, au)


@st.composite
def postes(draw):
    found = []
    for cle in range(draw(st.integers(0, 5))):
        du = draw(jours)
        duree = draw(st.none() | st.integers(0, 500))
        au = None if duree is None else du + timedelta(days=duree)
        found.append(Poste(cle, f"p{cle}", draw(st.sampled_from([F, C])), draw(quotites), du, au))
    return found


@st.composite
def periodes(draw):
    du, au = sorted((draw(jours), draw(jours)))
    return Periode(du, au)


class TestEtp:
    def test_un_plein_temps_toute_l_annee_fait_un_etp(self):
        assert compute_etp([make_poste()], periode=ANNEE) == 1

    def test_une_arrivee_au_premier_juillet_compte_ses_jours(self):
        found = compute_etp([make_poste(quotite="0.5", du=date(2026, 7, 1))], periode=ANNEE)
        assert found == Decimal("0.5") * 184 / 365

    def test_les_coordinateurs_se_comptent_a_part(self):
        tous = [make_poste(), make_poste(2, personne="b", fonction=C, quotite="0.2")]
        assert compute_etp(tous, periode=ANNEE) == 1
        assert compute_etp(tous, periode=ANNEE, fonction=C) == Decimal("0.2")

    def test_un_poste_hors_de_la_periode_ne_compte_pas(self):
        assert compute_etp([make_poste(au=date(2026, 1, 1))], periode=Periode(date(2026, 1, 2), JOUR)) == 0

    @given(tous=postes(), periode=periodes(), rang=st.integers(0, 2000))
    def test_couper_une_periode_ne_change_jamais_la_somme(self, tous, periode, rang):
        fin = periode.du + timedelta(days=rang % periode.jours)
        parts = [Periode(periode.du, fin)]
        if fin < periode.au:
            parts.append(Periode(fin + timedelta(days=1), periode.au))
        whole = count_jours_etp(tous, periode=periode, fonction=F)
        assert sum(count_jours_etp(tous, periode=part, fonction=F) for part in parts) == whole

    @given(poste=postes().filter(bool).map(lambda p: p[0]), periode=periodes(), rang=st.integers(1, 400))
    def test_couper_un_poste_ne_change_jamais_la_somme(self, poste, periode, rang):
        cut = poste.du + timedelta(days=rang)
        if poste.au is not None and cut > poste.au:
            return
        deux = [
            Poste("x", poste.personne, poste.fonction, poste.quotite, poste.du, cut - timedelta(days=1)),
            Poste("y", poste.personne, poste.fonction, poste.quotite, cut, poste.au),
        ]
        for fonction in (F, C):
            assert count_jours_etp(deux, periode=periode, fonction=fonction) == count_jours_etp(
                [poste], periode=periode, fonction=fonction
            )

    @given(tous=postes(), periode=periodes())
    def test_un_poste_n_est_jamais_compte_deux_fois(self, tous, periode):
        assert count_jours_etp(tous * 2, periode=periode, fonction=F) == count_jours_etp(
            tous, periode=periode, fonction=F
        )

    @given(tous=postes(), periode=periodes())
    def test_personne_ne_fait_plus_que_ses_postes(self, tous, periode):
        found = compute_etp(tous, periode=periode)
        assert 0 <= found <= sum(poste.quotite for poste in tous if poste.fonction is F)


class TestCumul:
    def test_un_plein_temps_et_un_mi_temps_de_la_meme_personne_se_refusent(self):
        refus = check_cumul([make_poste()], make_poste(2, fonction=C, quotite="0.5", du=date(2026, 3, 1)))
        assert refus is not None
        assert refus.startswith("Cette personne aurait 1,5 ETP le 01/03/2026")

    def test_deux_mi_temps_tiennent_et_deux_personnes_aussi(self):
        mi = make_poste(quotite="0.5")
        assert check_cumul([mi], make_poste(2, fonction=C, quotite="0.5")) is None
        assert check_cumul([make_poste()], make_poste(2, personne="b")) is None

    def test_un_poste_qui_finit_la_veille_laisse_la_place(self):
        avant = make_poste(au=date(2026, 5, 31))
        assert check_cumul([avant], make_poste(2, du=date(2026, 6, 1))) is None
        assert check_cumul([avant], make_poste(2, du=date(2026, 5, 31))) is not None

    @given(tous=postes())
    def test_ce_qui_est_accepte_ne_depasse_jamais_un_plein_temps(self, tous):
        kept: list[Poste] = []
        for poste in tous:
            mine = Poste(poste.cle, "la même", poste.fonction, poste.quotite, poste.du, poste.au)
            if check_cumul(kept, mine) is None:
                kept.append(mine)
        for day in {poste.du for poste in kept}:
            held = [poste for poste in kept if poste.du <= day and (poste.au is None or day <= poste.au)]
            assert sum(poste.quotite for poste in held) <= 1

    @pytest.mark.parametrize(("quotite", "tient"), [("0", False), ("0.0001", True), ("1", True), ("1.0001", False)])
    def test_un_temps_de_travail_va_de_plus_de_zero_a_un(self, quotite, tient):
        assert (check_quotite(Decimal(quotite)) is None) is tient


class TestDurees:
    @pytest.mark.parametrize(
        ("dit", "minutes"),
        [("45", 45), ("45 min", 45), ("5 min", 5), ("1h", 60), ("1 h 30", 90), ("1:05", 65), ("1,5 h", 90), ("1.5", 90),
         ("0,25h", 15), ("120", 120), ("2 heures", 120)],
    )  # fmt: skip
    def test_une_duree_s_ecrit_comme_elle_se_dit(self, dit, minutes):
        assert read_duree(dit) == minutes

    @pytest.mark.parametrize("dit", ["", "2", "une heure", "1h75", "-30", "1h30h", "99999"])
    def test_ce_qui_ne_dit_pas_une_duree_se_redemande(self, dit):
        assert read_duree(dit) is None

    @given(st.integers(10, 5999))
    def test_ce_qui_est_ecrit_se_relit(self, minutes):
        assert read_duree(write_duree(minutes)) == minutes


class TestTemps:
    def test_demain_n_est_pas_encore_passe(self):
        assert check_temps(minutes=30, deja=0, le=JOUR + timedelta(days=1), today=JOUR) == (
            "le", "Le 11/06/2026 n’est pas encore venu : notez ce temps une fois passé.",
        )  # fmt: skip

    def test_un_jour_ne_deborde_pas(self):
        assert check_temps(minutes=60, deja=12 * 60, le=JOUR, today=JOUR) is None
        champ, phrase = check_temps(minutes=61, deja=12 * 60, le=JOUR, today=JOUR) or ("", "")
        assert champ == "duree"
        assert "13 heures" in phrase

    @given(st.lists(st.tuples(st.sampled_from(list(Tache)), st.integers(1, 600)), max_size=20))
    def test_les_totaux_font_la_somme_et_le_plus_lourd_vient_d_abord(self, noted):
        lignes = [Temps(JOUR, tache, minutes) for tache, minutes in noted]
        totals = add_up(lignes, lambda ligne: ligne.tache)
        assert sum(totals.values()) == sum(minutes for _, minutes in noted)
        assert list(totals.values()) == sorted(totals.values(), reverse=True)

    @given(jours)
    def test_la_semaine_commence_un_lundi(self, jour):
        lundi = find_lundi(jour)
        assert lundi.weekday() == 0
        assert 0 <= (jour - lundi).days < 7


def test_chaque_code_a_son_libelle_et_chaque_tache_sa_place():
    assert set(LIBELLES_TACHE) == set(FAMILLES) == set(Tache)
    assert set(LIBELLES_POSTE) == set(FonctionPoste)
    assert set(LIBELLES_FINANCEMENT) == set(Financement)
    for phase in (None, *Phase):
        offered = [code for _, taches in list_taches(phase) for code, _ in taches]
        assert sorted(offered) == sorted(tache.value for tache in Tache)
    assert list_taches(Phase.AVAL)[0][0] == "Après l’attribution"
