"""The rules of the étapes: states, what counts, local types, places, hours, the three counts."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.parcours.nomenclatures.etapes import (
    COMPTES,
    TYPES,
    VIVANTS,
    EtatPositionnement,
    Financement,
)
from maillage.parcours.rules import etapes, etats
from maillage.parcours.rules.chronologie import check_etape
from maillage.parcours.rules.etapes import Attente, Etape, Presence, Rattachement

E = EtatPositionnement
JOUR = date(2026, 11, 25)
jours = st.dates(date(2024, 1, 1), date(2027, 12, 31))
un_etat = st.sampled_from(E)


def test_la_table_couvre_tous_les_etats_et_tous_sont_atteints():
    assert set(etapes.POSITIONNEMENTS) == set(E)
    reached = {vers for suites in etapes.POSITIONNEMENTS.values() for vers in suites}
    assert reached == set(E) - {E.PROPOSE}


def test_une_etape_vivante_a_une_suite_une_etape_finie_n_en_a_pas():
    assert {etat for etat, suites in etapes.POSITIONNEMENTS.items() if suites} == VIVANTS


@given(de=un_etat, vers=un_etat)
def test_un_passage_est_permis_si_et_seulement_si_la_table_le_dit(de, vers):
    refus = etats.check_passage(etapes.POSITIONNEMENTS, de=de, vers=vers)
    assert (refus is None) == (vers in etapes.POSITIONNEMENTS[de])


def test_un_refus_dit_ce_que_l_on_peut_faire():
    refus = etats.check_passage(etapes.POSITIONNEMENTS, de=E.PROPOSE, vers=E.TERMINE)
    assert refus is not None
    assert "« proposée » ne mène pas à « terminée »" in refus
    assert "« accepter »" in refus


@given(etat=un_etat, debut=st.none() | jours)
def test_une_etape_compte_quand_elle_a_vraiment_commence(etat, debut):
    assert etapes.is_commencee(etat, debut) == (etat in COMPTES and debut is not None)


@given(etat=un_etat, debut=st.none() | jours, duree=st.none() | st.integers(0, 400), du=jours, plus=st.integers(0, 400))
def test_i20_une_etape_d_une_periode_l_est_de_toute_periode_qui_la_contient(etat, debut, duree, du, plus):
    fin = debut + timedelta(days=duree) if debut and duree is not None else None
    if etapes.is_dans(etat, debut=debut, fin=fin, du=du, au=du):
        assert etapes.is_dans(etat, debut=debut, fin=fin, du=du - timedelta(days=plus), au=du + timedelta(days=plus))


def test_une_etape_commencee_avant_l_entree_est_la_porte_d_entree_ou_une_erreur():
    dates: dict[str, Any] = {"debut": date(2026, 1, 5), "fin": None, "entree": date(2026, 1, 12), "sortie": None}
    assert "porte d’entrée" in (check_etape(**dates, avant_entree=False) or "")
    assert check_etape(**dates, avant_entree=True) is None


# --- Local types


ATELIER = Rattachement("MOB-RED", date(2026, 1, 1), date(2026, 6, 30))


def test_un_type_local_change_de_type_national_a_une_date():
    suite = Rattachement("FOR-PRE", date(2026, 7, 1))
    assert etapes.check_rattachement([ATELIER], suite) is None
    assert etapes.find_national([ATELIER, suite], on=date(2026, 6, 30)) == "MOB-RED"
    assert etapes.find_national([ATELIER, suite], on=date(2026, 7, 1)) == "FOR-PRE"
    assert etapes.find_national([ATELIER, suite], on=date(2025, 12, 31)) is None


def test_un_type_local_ne_compte_pas_deux_fois_le_meme_jour():
    refus = etapes.check_rattachement([ATELIER], Rattachement("FOR-PRE", date(2026, 6, 30)))
    assert refus is not None
    assert "Redynamisation" in refus


def test_un_type_local_se_rattache_a_un_type_national_qui_existe():
    assert etapes.check_rattachement([], Rattachement("LOCAL-1", JOUR)) == "Le type national « LOCAL-1 » n’existe pas."


rattachements = st.builds(
    lambda national, du, duree: Rattachement(national, du, None if duree is None else du + timedelta(days=duree)),
    st.sampled_from(sorted(TYPES)), jours, st.none() | st.integers(0, 500),
)  # fmt: skip


@given(candidats=st.lists(rattachements, max_size=8), on=jours)
def test_quoi_qu_on_declare_un_type_local_a_un_seul_type_national_par_jour(candidats, on):
    kept: list[Rattachement] = []
    for candidat in candidats:
        if etapes.check_rattachement(kept, candidat) is None:
            kept.append(candidat)
    assert sum(r.du <= on and (r.au is None or on <= r.au) for r in kept) <= 1
    assert etapes.find_national(kept, on=on) in {None, *(r.national for r in kept)}


# --- Places and waiting list


attentes = st.lists(
    st.builds(Attente, st.integers(1, 10_000), jours.filter(lambda d: d <= JOUR), st.booleans(), st.integers(0, 4)),
    max_size=12, unique_by=lambda a: a.cle,
)  # fmt: skip


def test_la_place_revient_d_abord_a_qui_n_en_avait_pas_eu_et_on_dit_pourquoi():
    ancienne = Attente(1, date(2026, 1, 5), etapes=2)
    sans_etape = Attente(2, date(2026, 11, 1))
    reportee = Attente(3, date(2026, 11, 24), reporte=True, etapes=1)
    rangs = etapes.rank_attente([ancienne, sans_etape, reportee], today=JOUR)
    assert [r.cle for r in rangs] == [3, 2, 1]
    assert rangs[0].raisons == ("n’avait pas eu de place à une session précédente", "attend depuis hier")
    assert rangs[1].raisons == ("n’a commencé aucune étape depuis son entrée", "attend depuis 24 jours")
    assert rangs[2].raisons == ("attend depuis 324 jours",)


@given(attentes=attentes, data=st.data())
def test_l_ordre_ne_depend_pas_de_celui_de_la_liste(attentes, data):
    shuffled = data.draw(st.permutations(attentes))
    assert etapes.rank_attente(attentes, today=JOUR) == etapes.rank_attente(shuffled, today=JOUR)


@given(attentes=attentes, cle=st.integers(10_001, 20_000), depuis=jours.filter(lambda d: d <= JOUR))
def test_une_personne_de_plus_ne_change_pas_l_ordre_des_autres(attentes, cle, depuis):
    before = [r.cle for r in etapes.rank_attente(attentes, today=JOUR)]
    after = [r.cle for r in etapes.rank_attente([*attentes, Attente(cle, depuis)], today=JOUR)]
    assert [k for k in after if k != cle] == before


@given(attentes=attentes)
def test_a_situation_egale_attendre_depuis_plus_longtemps_ne_fait_jamais_reculer(attentes):
    rangs = {r.cle: r.rang for r in etapes.rank_attente(attentes, today=JOUR)}
    for a in attentes:
        for b in attentes:
            if (a.reporte, a.etapes > 0) == (b.reporte, b.etapes > 0) and a.depuis < b.depuis:
                assert rangs[a.cle] < rangs[b.cle]


@given(places=st.integers(0, 50), occupants=st.lists(un_etat, max_size=60))
def test_il_reste_les_places_que_personne_n_occupe(places, occupants):
    libres = etapes.count_places(places, occupants)
    assert 0 <= libres <= places
    assert etapes.count_places(places, [*occupants, E.REFUSE, E.NON_VENU, E.EN_ATTENTE, E.PROPOSE]) == libres


# --- Hours


presences = st.lists(st.builds(Presence, jours, st.decimals(0, 12, places=2), st.booleans()))


@given(presences=presences)
def test_les_heures_realisees_sont_celles_des_presences(presences):
    assert etapes.sum_heures(presences) == sum((p.heures for p in presences if p.is_present), Decimal(0))
    assert etapes.sum_heures([p for p in presences if p.is_present]) == etapes.sum_heures(presences)


@pytest.mark.parametrize(
    ("le", "heures", "dit"),
    [
        (date(2026, 11, 26), "3.5", "dans le futur"),
        (date(2026, 10, 30), "3.5", "précède le début"),
        (date(2026, 11, 24), "3.5", "suit la fin"),
        (date(2026, 11, 10), "-1", "négatif"),
        (date(2026, 11, 10), "9", "Plus de 12 heures"),
    ],
)
def test_une_presence_impossible_est_refusee(le, heures, dit):
    refus = etapes.check_presence(
        le, Decimal(heures), du=date(2026, 11, 2), au=date(2026, 11, 20), today=JOUR, autres=Decimal("3.5")
    )
    assert refus is not None
    assert dit in refus


# --- One entry, three counts


def explain(**values):
    known: dict[str, Any] = {"type": "IAE-ACI", "etat": E.EN_COURS, "debut": JOUR}
    return etapes.explain_comptes(Etape(**known | values))


def test_une_seule_saisie_compte_trois_fois_et_dit_pourquoi():
    reseau, fse, clause = explain(financement=Financement.PLIE_FSE, operation_fse="OP-12", clause="C-7")
    assert [c.is_compte for c in (reseau, fse, clause)] == [True, True, True]
    assert "« Insertion par l’activité économique » (IAE-ACI)" in reseau.phrase
    assert "contrats de travail" in reseau.phrase
    assert fse.phrase == "Compte dans l’opération OP-12."
    assert clause.phrase == "Compte par le contrat C-7."


def test_une_etape_de_droit_commun_ne_compte_que_dans_la_consolidation():
    reseau, fse, clause = explain(type="FOR-QUA")
    assert [c.is_compte for c in (reseau, fse, clause)] == [True, False, False]
    assert "hors FSE" in fse.phrase


def test_une_etape_fse_sans_operation_ne_compte_pas_encore():
    assert "son opération n’est pas indiquée" in explain(financement=Financement.PLIE_FSE)[1].phrase


def test_la_clause_ne_compte_qu_un_contrat_de_travail():
    assert "pas un contrat de travail" in explain(type="FOR-QUA", clause="C-7")[2].phrase


@given(
    type=st.sampled_from(sorted(TYPES)), etat=un_etat, debut=st.none() | jours,
    financement=st.sampled_from(Financement), operation_fse=st.sampled_from(["", "OP-1"]),
    clause=st.sampled_from(["", "C-1"]),
)  # fmt: skip
def test_qui_ne_compte_pas_dans_la_consolidation_ne_compte_nulle_part(**values):
    reseau, fse, clause = etapes.explain_comptes(Etape(**values))
    assert reseau.is_compte or not (fse.is_compte or clause.is_compte)
    assert all(c.phrase.startswith("Compte" if c.is_compte else "Ne compte pas") for c in (reseau, fse, clause))
