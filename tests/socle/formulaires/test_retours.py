"""Back to the list one came from, and nowhere else."""

import pytest
from django.test import RequestFactory

from maillage.socle.formulaires.retours import add_retour, find_retour


@pytest.mark.parametrize("liste", ["/ma-consolidation/manques/secteur/?annee=2026&q=N%27Diaye", "/dossiers/"])
def test_on_revient_a_la_liste_avec_ses_filtres(liste):
    adresse = add_retour("/emplois/1/", liste)
    assert find_retour(RequestFactory().get(adresse)) == liste
    assert find_retour(RequestFactory().post(adresse)) == liste


@pytest.mark.parametrize(
    "ailleurs", ["https://ailleurs.example/", "//ailleurs.example/", "/\\ailleurs.example/", "javascript:alert(1)", "accueil/", ""]
)  # fmt: skip
def test_une_adresse_ecrite_par_un_autre_n_envoie_personne_ailleurs(ailleurs):
    assert find_retour(RequestFactory().get("/emplois/1/", {"de": ailleurs})) == ""


def test_sans_liste_l_adresse_reste_la_sienne():
    assert add_retour("/emplois/1/", "") == "/emplois/1/"
