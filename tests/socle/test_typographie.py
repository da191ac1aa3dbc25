"""How numbers, dates and durations read in French."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.socle import typographie as t


def lisible(texte: str) -> str:
    return texte.replace(t.FINE, " ")


dates = st.dates(date(1990, 1, 1), date(2060, 12, 31))


@pytest.mark.parametrize(
    ("value", "decimales", "texte"),
    [
        (31555, None, "31 555"), (0, None, "0"), (-1200, None, "−1 200"), (None, None, "–"),
        (2.5, None, "2,5"), (2.5, 2, "2,50"), (1234567.891, 1, "1 234 567,9"), (0.5, 0, "1"),
        (Decimal("3.140"), None, "3,14"), (999.5, 0, "1 000"), (-0.2, 0, "0"),
    ],
)  # fmt: skip
def test_les_nombres_se_lisent_en_francais(value, decimales, texte):
    assert lisible(t.write_nombre(value, decimales)) == texte


@given(st.integers(-(10**12), 10**12))
def test_un_nombre_entier_se_relit_sans_perte(value):
    written = t.write_nombre(value)
    assert int(written.replace(t.FINE, "").replace("−", "-")) == value
    assert " " not in written, "only no-break spaces: a number is never cut at the end of a line"


@given(st.decimals(-(10**9), 10**9, places=3), st.integers(0, 4))
def test_l_arrondi_reste_au_plus_pres(value, decimales):
    written = Decimal(t.write_nombre(value, decimales).replace(t.FINE, "").replace("−", "-").replace(",", "."))
    assert abs(written - value) <= Decimal(1).scaleb(-decimales) / 2


def test_les_pourcentages_portent_une_espace_fine():
    assert t.write_pourcentage(0.47) == f"47{t.FINE}%"
    assert lisible(t.write_pourcentage(Decimal("0.4755"), 1)) == "47,6 %"
    assert t.write_pourcentage(None) == "–"


@pytest.mark.parametrize(
    ("day", "texte"),
    [
        (date(2026, 3, 1), "aujourd’hui"), (date(2026, 3, 2), "demain"), (date(2026, 2, 28), "hier"),
        (date(2026, 3, 3), "mardi 3 mars"), (date(2026, 4, 1), "mercredi 1er avril"),
        (date(2024, 3, 3), "3 mars 2024"), (date(2027, 1, 1), "1er janvier 2027"),
    ],
)  # fmt: skip
def test_une_date_proche_se_dit_avec_son_jour(day, texte):
    assert t.write_date_proche(day, today=date(2026, 3, 1)) == texte


@given(dates, dates)
def test_une_date_ecrite_est_toujours_reconnaissable(day, today):
    written = t.write_date_proche(day, today=today)
    distance = abs((day - today).days)
    assert (written in t.PROCHES.values()) == (distance <= 1)
    assert (str(day.year) in written) == (distance > t.PROCHE)


@given(dates)
def test_une_date_courte_a_toujours_dix_signes(day):
    assert t.write_date_courte(day) == day.strftime("%d/%m/%Y")


@pytest.mark.parametrize(
    ("jours", "texte"),
    [(0, "aujourd’hui"), (1, "depuis 1 jour"), (52, "depuis 52 jours"), (90, "depuis 90 jours"),
     (100, "depuis 3 mois"), (310, "depuis 10 mois"), (800, "depuis 2 ans")],
)  # fmt: skip
def test_une_duree_se_dit_dans_son_unite(jours, texte):
    today = date(2026, 11, 21)
    assert t.write_depuis(today - timedelta(days=jours), today=today) == texte


@given(dates, st.integers(0, 20000))
def test_une_duree_ne_surestime_jamais(day, jours):
    nombre, unite = t.write_duree(day, today=day + timedelta(days=jours)).split()
    assert int(nombre) * {"jour": 1, "jours": 1, "mois": 28, "ans": 365}[unite] <= jours


def test_une_duree_a_venir_est_refusee():
    with pytest.raises(ValueError, match="avant aujourd’hui"):
        t.write_duree(date(2026, 1, 2), today=date(2026, 1, 1))


def test_le_pluriel_commence_a_deux():
    assert t.write_accord(0, "personne") == "0 personne"
    assert t.write_accord(1, "personne") == "1 personne"
    assert t.write_accord(1.5, "jour") == "1,5 jour"
    assert t.write_accord(74, "personne") == "74 personnes"


def test_une_unite_s_accorde_par_son_premier_mot():
    assert t.write_unite("jours", 1) == "jour"
    assert t.write_unite("contrats par personne", Decimal("1.4")) == "contrat par personne"
    assert t.write_unite("heures par personne", 74) == "heures par personne"
    assert t.write_unite("mois", 1) == "mois"
    assert t.write_unite("ETP", 1) == "ETP"
    assert lisible(t.write_accord(3000, "cheval", "chevaux")) == "3 000 chevaux"


def test_deux_facons_d_ecrire_les_memes_mots_se_replient_pareil():
    assert t.fold("  Élève de l’Œuvre-Neuve ") == t.fold("ELEVE DE L'OEUVRE NEUVE") == "eleve de l oeuvre neuve"
    assert t.fold("…") == ""
