"""The figures of the survey, counted by the language: respondents, means, shares, ratios of sums; those of 2019 that erred."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.consolidation.catalogue.enquete.catalogue import ENQUETE
from maillage.consolidation.catalogue.enquete.delais import get_mediane, get_neuf_sur_dix
from maillage.consolidation.catalogue.enquete.rapports import RAPPORTS
from maillage.consolidation.catalogue.enquete.repartitions import FINANCEURS, NATURES, REPARTITIONS
from maillage.consolidation.enquetes.comptage import count_ensemble
from maillage.consolidation.enquetes.rules.delais import DELAIS
from maillage.consolidation.enquetes.rules.questions import ADDITIFS, NOMBRES
from maillage.indicateurs.mesures import Taux
from maillage.indicateurs.valeurs import derive, derive_exacte
from tests.consolidation.enquetes.usine import MILLESIME, count, finance, lue

# Domaine 03 § 4.5, example 3, in thousands of euros.
MAQUETTE = {
    "A": (1200, 1150, 1140, 1060, 1030, 900, 850), "B": (1000, 1000, 980, 975, 960, 960, 800), "C": (800, 560, 540, 470, 455, 300, 300),
}  # fmt: skip
TAUX = {
    "A": ("95.8", "95.0", "93.0", "85.8", "2.8"), "B": ("100.0", "98.0", "99.5", "96.0", "1.5"),
    "C": ("70.0", "67.5", "87.0", "56.9", "3.2"), "FR": ("90.3", "88.7", "94.2", "81.5", "2.4"),
}  # fmt: skip
TERMES = ("fse_enveloppe", "fse_programme", "fse_conventionne", "fse_declare", "fse_retenu", "fse_paye", "fse_ue")


def value(cellules, code, territoire="FR"):
    return derive(ENQUETE.mesures[f"enquete.{code}"], cellules[f"enquete.{code}", territoire, ""])


def test_la_maquette_du_referentiel_se_retrouve():
    """Each PLIE in a territory of its own: its rates, then those of the sums, which are not the means of rates."""
    cellules = count(
        *(lue(cle, cle, **{code: v * 1000 for code, v in zip(TERMES, valeurs, strict=True)}) for cle, valeurs in MAQUETTE.items())
    )  # fmt: skip
    for lieu, attendus in TAUX.items():
        found = [
            value(cellules, code, lieu)
            for code in ("programmation", "conventionnement", "realisation", "consommation", "correction")
        ]
        assert [str(one) for one in found] == list(attendus), lieu
    assert value(cellules, "sous_realisation") == Decimal("8.1")  # (2 660 − 2 445) ÷ 2 660
    assert value(cellules, "paiement") == Decimal("88.3")
    assert value(cellules, "certification") == Decimal("79.8")


def test_un_taux_ne_compte_que_qui_a_donne_ses_deux_termes():
    cellules = count(
        lue("a", fse_enveloppe=100, fse_programme=50), lue("b", fse_enveloppe=900), lue("c", fse_programme=10)
    )
    assert value(cellules, "programmation") == 50
    assert cellules["enquete.fse_enveloppe.avec_fse_programme", "FR", ""].base == 1
    assert cellules["enquete.fse_enveloppe", "FR", ""].base == 2


def test_les_couts_sont_ceux_du_cout_total_et_non_du_seul_fse():
    cellules = count(
        lue("a", fse_cout_retenu=300_000, fse_retenu=150_000, fse_participants=150, fse_sorties_positives=50)
    )
    assert (value(cellules, "cout_participant"), value(cellules, "cout_sortie_positive")) == (2000, 6000)


def test_99_millions_de_74_plie_font_1_million_337_838_chacun_et_non_1():
    """2019 printed « 1 M€, dont 700 000 € »: domaine 03 § 9, check 2."""
    lues = [
        lue(f"p{rang}", fse=54_000_000 if not rang else 0, bloc_communal=14_850_000 if not rang else 0, departement=0, region=0,
            etat=30_150_000 if not rang else 0, autres_publics=0, prives=0)
        for rang in range(74)
    ]  # fmt: skip
    cellules = count(*lues)
    assert cellules["enquete.financements", "FR", ""].base == 74
    assert value(cellules, "financements.moyenne") == 1_337_838
    assert value(cellules, "financements.fse.moyenne") == 729_730
    assert value(cellules, "levier_fse") == Decimal("3.6")  # on unrounded amounts; 3,7 came from rounded shares
    assert value(cellules, "levier_total") == Decimal("6.7")


def test_752_etp_de_62_plie_font_12_et_non_5():
    lues = [lue("p", referents_externes=901, referents_externes_etp=752)]
    lues += [lue(f"p{rang}", referents_externes=0, referents_externes_etp=0) for rang in range(61)]
    cellules = count(*lues)
    assert value(cellules, "referents_externes_etp.moyenne") == Decimal("12.1")
    assert value(cellules, "referents_externes.moyenne") == Decimal("14.5")
    assert cellules["enquete.referents_externes", "FR", ""].base == 62


def test_les_parts_sont_de_ceux_qui_ont_donne_chaque_financement():
    cellules = count(lue("a", **finance()), lue("b", fse=1_000_000), lue("c", **(finance() | {"prives": 0})))
    assert cellules["enquete.financements", "FR", ""].base == 2
    assert cellules["enquete.financements", "FR", ""].non_reponse == 1
    assert value(cellules, "financements.part_fse") == 56  # of 1 970 000
    assert value(cellules, "financements.part_collectivites") == 26
    assert (cellules["enquete.fse", "FR", ""].numerateur, cellules["enquete.fse", "FR", ""].base) == (2_100_000, 3)


def test_le_delai_moyen_du_reseau_est_celui_des_operations_et_non_des_dispositifs():
    """Ten operations at thirty days and thirty at seventy: sixty, where the mean of the two means is fifty."""
    cellules = count(
        lue("a", delai_comite=10, delai_comite_moyenne=30), lue("b", delai_comite=30, delai_comite_moyenne=70),
        lue("c", delai_comite=500), lue("d", delai_comite_moyenne=900),
    )  # fmt: skip
    assert value(cellules, "delai_comite.moyen") == 60
    assert cellules["enquete.delai_comite.moyen", "FR", ""].base == 40
    assert cellules["enquete.delai_comite.avec_delai_comite_moyenne", "FR", ""].base == 2  # dispositifs


def test_la_mediane_du_reseau_est_de_dispositifs_qui_comptent_chacun_une_fois():
    jours = (20, 30, 40, 50, 60, 70, 80, 90, 100, 400)
    cellules = count(*(lue(f"d{rang}", delai_csf=rang * 10, delai_csf_mediane=one) for rang, one in enumerate(jours)))
    assert value(cellules, "delai_csf.median") == 65
    assert value(cellules, "delai_csf.p90") == 100


def test_les_types_d_operation_font_le_total_alloue():
    natures = {code: 1000 * (rang + 1) for rang, code in enumerate(NATURES.postes)}
    cellules = count(lue("a", **natures), lue("b", alloues=7_000_000))
    assert (cellules[NATURES.total, "FR", ""].numerateur, cellules[NATURES.total, "FR", ""].base) == (45_000, 1)
    assert cellules["enquete.alloues", "FR", ""].numerateur == 7_045_000  # the detail of the first gives its total
    assert value(cellules, "natures.part_op_autres") == 20


def test_le_mode_de_gestion_dit_combien_et_sur_combien():
    cellules = count(lue("a", portage="etat"), lue("b", portage="etat"), lue("c", fse=1))
    assert (cellules["enquete.portages", "FR", "etat"].numerateur, cellules["enquete.portages", "FR", "etat"].base) == (
        2,
        2,
    )


def test_chaque_taux_a_ses_repondants():
    """A rate is divided by an amount: how many gave it is in the sum it is divided by, which is a figure of its own."""
    for mesure in ENQUETE.mesures.values():
        if isinstance(mesure, Taux):
            assert mesure.denominateur.code in ENQUETE.mesures, mesure.code
    assert {f"enquete.{rapport.code}" for rapport in RAPPORTS} <= set(ENQUETE.mesures)


REPONSES = st.dictionaries(st.sampled_from(sorted(NOMBRES)), st.integers(0, 10**6), max_size=12)


@settings(max_examples=20, deadline=None)
@given(st.lists(REPONSES, min_size=1, max_size=6))
def test_les_cellules_sont_celles_d_une_lecture_naive(reponses):
    lues = [lue(f"d{rang}", "84" if rang % 2 else "11", **one) for rang, one in enumerate(reponses)]
    cellules = count(*lues)
    told = [one.entiers for one in lues]
    for code in ADDITIFS:
        cellule = cellules[f"enquete.{code}", "FR", ""]
        own = [one[code] for one in told if code in one]
        assert (cellule.numerateur, cellule.base, cellule.non_reponse) == (sum(own), len(own), len(told) - len(own))
    for repartition in REPARTITIONS:
        whole = [one for one in told if all(code in one for code in repartition.postes)]
        cellule = cellules[repartition.total, "FR", ""]
        assert (cellule.numerateur, cellule.base) == (
            sum(one[c] for one in whole for c in repartition.postes),
            len(whole),
        )
    for delai in DELAIS:
        own = sorted(one[delai.mediane] for one in told if delai.mediane in one)
        median, neuf = (cellules[code, "FR", ""] for code in (get_mediane(delai), get_neuf_sur_dix(delai)))
        assert (median.base, neuf.base) == (len(own), len(own))
        if own:
            milieu = Decimal(own[(len(own) - 1) // 2] + own[len(own) // 2]) / 2
            assert derive_exacte(ENQUETE.mesures[median.code], median) == milieu
            assert derive_exacte(ENQUETE.mesures[neuf.code], neuf) == own[-(-9 * len(own) // 10) - 1]
    for rapport in RAPPORTS:
        one, other = rapport.termes
        both = [t for t in told if one in t and other in t]
        above = sum(
            t[other] - t[one] if rapport.moins else t[one] * t[other] if rapport.is_pondere else t[one] for t in both
        )
        cellule = cellules[f"enquete.{rapport.code}", "FR", ""]
        assert (cellule.numerateur, cellule.base) == (above, sum(t[other] for t in both))


def test_lues_ensemble_ou_additionnees_les_cellules_sont_les_memes():
    lues = [lue("a", **finance()), lue("b", "11", **finance(2)), lue("c", interne=4, portage="etat")]
    added = {cle: (c.numerateur, c.base, c.non_reponse) for cle, c in count(*lues).items() if cle[1] == "FR"}
    read = {
        (c.code, "FR", c.modalite): (c.numerateur, c.base, c.non_reponse)
        for c in count_ensemble(lues, millesime=MILLESIME)
    }
    assert added == read


@pytest.mark.parametrize("poste", FINANCEURS.postes)
def test_les_montants_font_le_total(poste):
    cellules = count(lue("a", **finance()), lue("b", **finance(3)))
    total = sum(cellules[FINANCEURS.get_code(code), "FR", ""].numerateur for code in FINANCEURS.postes)
    assert total == cellules[FINANCEURS.total, "FR", ""].numerateur == 4_000_000
    assert cellules[FINANCEURS.get_code(poste), "FR", ""].base == 2
