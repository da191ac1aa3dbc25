"""Who signed when, and until when a contract may wait."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.parcours.rules import contrats
from maillage.parcours.rules.contrats import Signatures

ENTREE, JOUR = date(2026, 1, 12), date(2026, 11, 25)
jours = st.dates(ENTREE, JOUR)


@given(jours, jours, jours)
def test_le_contrat_vaut_du_jour_de_la_derniere_des_trois_signatures(a, b, c):
    assert Signatures(a, b, c).derniere == max(a, b, c)
    assert contrats.check_signatures(Signatures(a, b, c), entree=ENTREE, today=JOUR) == []


@given(st.none() | jours, st.none() | jours)
def test_tant_qu_il_en_manque_une_le_contrat_ne_vaut_pas(a, b):
    assert Signatures(a, b, None).derniere is None
    assert "le PLIE" in Signatures(a, b, None).list_manquantes()


def test_une_signature_n_est_ni_dans_le_futur_ni_avant_l_entree():
    wrong = Signatures(personne=JOUR + timedelta(days=1), plie=ENTREE - timedelta(days=1))
    said = contrats.check_signatures(wrong, entree=ENTREE, today=JOUR)
    assert [champ for champ, _ in said] == ["personne", "plie"]
    assert "futur" in said[0][1]
    assert "précède l’entrée" in said[1][1]


def test_le_delai_de_signature_est_de_trente_jours():
    assert contrats.compute_echeance_signature(ENTREE, on=JOUR) == date(2026, 2, 11)


def test_le_terme_est_la_veille_du_meme_jour():
    assert contrats.compute_terme(ENTREE, 12) == date(2027, 1, 11)
    assert contrats.compute_terme(ENTREE, None) is None


@given(jours, jours)
def test_la_version_precedente_finit_la_veille_jamais_avant_son_debut(du, suivant):
    fin = contrats.compute_fin_du_precedent(du, suivant=suivant)
    assert fin >= du
    assert fin == suivant - timedelta(days=1) or fin == du


def test_le_contrat_ce_se_signe_dans_le_mois_de_la_notification():
    assert contrats.compute_echeance_ce(date(2026, 1, 31), on=JOUR) == date(2026, 2, 28)


@pytest.mark.parametrize(
    ("values", "champ"),
    [
        ({"notifie_le": date(2026, 12, 1)}, "notifie_le"),
        ({"signe_le": date(2026, 12, 1)}, "signe_le"),
        ({"signe_le": date(2026, 1, 1)}, "signe_le"),
        ({"heures": Decimal(8)}, "motif_reduction"),
        ({"heures": Decimal(40)}, "heures_semaine"),
    ],
)
def test_un_contrat_ce_impossible_dit_quoi_corriger(values, champ):
    defaults: dict[str, Any] = {
        "notifie_le": ENTREE, "signe_le": ENTREE, "heures": Decimal(15), "motif_reduction": "", "today": JOUR,
    }  # fmt: skip
    assert contrats.check_ce(**defaults) is None
    refus = contrats.check_ce(**(defaults | values))
    assert refus is not None
    assert refus[0] == champ


def test_moins_d_heures_avec_un_motif_convient():
    assert (
        contrats.check_ce(
            notifie_le=ENTREE, signe_le=None, heures=Decimal(6), motif_reduction="garde d’enfants", today=JOUR
        )
        is None
    )
