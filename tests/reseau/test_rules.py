"""The rules of the network."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.reseau import rules
from maillage.reseau.nomenclatures import Couverture, NatureTerritoire
from maillage.reseau.rules import Declaration, Perimetre

JOUR = date(2026, 3, 2)
PLEIN, EXCLU = NatureTerritoire.PLEIN, NatureTerritoire.EXCLU


@pytest.mark.parametrize("siren", ["732829320", "356000000", "552100554"])
def test_un_siren_juste_est_accepte(siren):
    assert rules.check_siren(siren) is None


@pytest.mark.parametrize(
    "siren", ["732829321", "000000000", "73282932", "7328293200", "73282932a", "٧٣٢٨٢٩٣٢٠", "73282932²", ""]
)
def test_un_siren_faux_est_refuse(siren):
    assert rules.check_siren(siren)


@pytest.mark.parametrize("siret", ["73282932000074", "35600000000048", "35600000049837"])
def test_un_siret_juste_est_accepte_ceux_de_la_poste_aussi(siret):
    assert rules.check_siret(siret) is None


@pytest.mark.parametrize(
    "siret", ["73282932000075", "73282932100074", "7328293200007", "35600000049838", "00000000000000"]
)
def test_un_siret_faux_est_refuse(siret):
    assert rules.check_siret(siret)


@given(siren=st.from_regex(r"[0-9]{9}", fullmatch=True), rang=st.integers(0, 8), chiffre=st.integers(1, 9))
def test_un_chiffre_change_ne_passe_jamais(siren, rang, chiffre):
    """Luhn catches every single wrong digit."""
    if rules.is_luhn(siren):
        wrong = str((int(siren[rang]) + chiffre) % 10)
        assert not rules.is_luhn(siren[:rang] + wrong + siren[rang + 1 :])


def couverture(*perimetres: Perimetre, recense: bool = True, on: date = JOUR) -> Couverture:
    return rules.find_couverture(perimetres, commune="59350", epcis=frozenset({"245900410"}), on=on, is_recense=recense)


MUET = Perimetre([])
ICI = Perimetre([Declaration(PLEIN, date(2020, 1, 1), commune="59350")])
EPCI = Perimetre([Declaration(PLEIN, date(2020, 1, 1), epci="245900410")])
AILLEURS = Perimetre([Declaration(PLEIN, date(2020, 1, 1), commune="59512")])
EPCI_SANS_ICI = Perimetre([*EPCI.declarations, Declaration(EXCLU, date(2020, 1, 1), commune="59350")])


class TestCouverture:
    def test_une_commune_declaree_est_couverte(self):
        assert couverture(ICI) == couverture(EPCI) == Couverture.COUVERT

    def test_sans_declaration_rien_ne_se_conclut(self):
        assert couverture(MUET) == Couverture.NON_RENSEIGNE
        assert couverture() == Couverture.NON_RENSEIGNE

    def test_une_seule_structure_muette_interdit_de_conclure(self):
        assert couverture(AILLEURS, MUET) == Couverture.NON_RENSEIGNE

    def test_hors_de_tous_les_territoires_declares_la_commune_n_est_pas_couverte(self):
        assert couverture(AILLEURS, EPCI_SANS_ICI) == Couverture.NON_COUVERT

    def test_une_commune_retiree_de_l_epci_n_est_pas_couverte(self):
        assert couverture(EPCI_SANS_ICI) == Couverture.NON_COUVERT
        assert couverture(EPCI_SANS_ICI, ICI) == Couverture.COUVERT

    def test_un_type_que_personne_n_a_recense_n_est_jamais_dit_non_couvert(self):
        assert couverture(AILLEURS, recense=False) == Couverture.NON_RENSEIGNE

    def test_ne_dire_que_ce_qu_on_exclut_ne_dit_pas_ou_l_on_travaille(self):
        seulement_exclu = Perimetre([Declaration(EXCLU, date(2020, 1, 1), commune="59512")])
        assert couverture(seulement_exclu) == Couverture.NON_RENSEIGNE

    def test_une_structure_fermee_ne_couvre_ni_n_empeche(self):
        fermee = Perimetre(ICI.declarations, au=date(2025, 12, 31))
        assert couverture(fermee, AILLEURS) == Couverture.NON_COUVERT
        assert couverture(fermee, AILLEURS, on=date(2025, 12, 31)) == Couverture.COUVERT

    def test_un_territoire_quitte_ne_couvre_plus_le_lendemain(self):
        parti = Perimetre([Declaration(PLEIN, date(2020, 1, 1), date(2026, 3, 1), commune="59350")])
        assert couverture(parti, on=date(2026, 3, 1)) == Couverture.COUVERT
        assert couverture(parti, on=JOUR) == Couverture.NON_RENSEIGNE

    @given(
        st.lists(st.sampled_from([MUET, ICI, EPCI, AILLEURS, EPCI_SANS_ICI])),
        st.sampled_from([MUET, ICI, EPCI, AILLEURS]),
    )
    def test_une_declaration_de_plus_ne_decouvre_jamais(self, perimetres, de_plus):
        before = couverture(*perimetres)
        after = couverture(*perimetres, de_plus)
        assert after == Couverture.COUVERT or before != Couverture.COUVERT


def test_une_fiche_se_verifie_chaque_annee():
    assert rules.is_verification_due(None, on=JOUR)
    assert rules.is_verification_due(date(2025, 3, 2), on=JOUR)
    assert not rules.is_verification_due(date(2025, 3, 3), on=JOUR)


@pytest.mark.parametrize(
    "telephone", ["03 80 00 00 00", "0262.00.00.00", "+33 3 80 00 00 00", "+262 262 00 00 00", "3949"]
)
def test_un_numero_francais_est_accepte(telephone):
    assert rules.check_telephone(telephone) is None


@pytest.mark.parametrize("telephone", ["12", "03 80 00 00", "javascript:alert(1)", "00 80 00 00 00"])
def test_un_autre_texte_n_est_pas_un_numero(telephone):
    assert rules.check_telephone(telephone)


@pytest.mark.parametrize(
    "site",
    [
        "javascript:alert(1)",
        "ftp://a.fr",
        "https://",
        "https://exemple",
        'https://a.fr/"x',
        "http://[a",
        "https://a.fr/ b",
    ],
)
def test_seule_une_adresse_du_web_devient_un_lien(site):
    assert rules.check_site(rules.clean_site(site))


def test_une_adresse_sans_protocole_est_completee():
    assert rules.clean_site(" www.exemple.fr ") == "https://www.exemple.fr"
    assert rules.check_site("https://www.exemple.fr/plie?a=1") is None


def test_lille_est_a_une_douzaine_de_kilometres_de_roubaix():
    assert 8 < rules.measure_km(50.631, 3.071, 50.691, 3.174) < 14


def test_a_la_relecture_le_vide_se_dit_toujours_et_le_vieux_seulement_la_ou_les_gens_changent():
    vieux, recent = date(2025, 3, 2), date(2025, 3, 3)

    def read(**parties: date | None) -> list[str]:
        return list(rules.list_a_regarder(parties, on=JOUR))

    assert read(Contacts=vieux, Logiciels=vieux) == ["Contacts : rien n’a changé depuis le 02/03/2025."]
    assert read(Contacts=recent, Équipe=recent) == []
    assert read(Territoire=None) == ["Territoire : rien n’est déclaré."]
