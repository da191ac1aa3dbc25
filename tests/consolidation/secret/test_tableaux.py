"""Tables as pure data: shared margins, sums, and what is refused at the door."""

import pytest

from maillage.consolidation.secret.systeme import index
from maillage.consolidation.secret.tableaux import Axe, Cellule, Cle, Publication, Somme, Tableau, TableauRefuse
from tests.consolidation.petits_tableaux import EXEMPLE, LIEUX, SORTIES, make_plat, make_tableau


def test_deux_tableaux_qui_partagent_une_marge_partagent_ses_cases():
    sorties = make_tableau((LIEUX, SORTIES), EXEMPLE, mesure="m")
    sexes = make_tableau(
        (LIEUX, make_plat("sexe", "f", "h")), {("A", "f"): 78, ("B", "h"): 53, ("C", "h"): 60}, mesure="m"
    )
    shared = index(Publication("p", (sorties,))).keys() & index(Publication("p", (sexes,))).keys()
    assert {str(cle) for cle in shared} == {"m|2019", "m|2019|lieu=A", "m|2019|lieu=B", "m|2019|lieu=C"}


def test_deux_valeurs_pour_une_meme_case_sont_refusees():
    sexes = make_tableau(
        (LIEUX, make_plat("sexe", "f", "h")), {("A", "f"): 79, ("B", "h"): 53, ("C", "h"): 60}, mesure="m"
    )
    with pytest.raises(TableauRefuse, match=r"vaut 191 dans « sorties » et 192"):
        index(Publication("p", (make_tableau((LIEUX, SORTIES), EXEMPLE, mesure="m"), sexes)))


@pytest.mark.parametrize(
    ("cellules", "raison"),
    [
        ({("total",): Cellule(9), ("f",): Cellule(5), ("h",): Cellule(5)}, "vaut 9, ses parts font 10"),
        ({("total",): Cellule(0), ("f",): Cellule(-5), ("h",): Cellule(5)}, "négative"),
        ({("x",): Cellule(5)}, "n’est pas de ses variables"),
        ({("f",): Cellule(5, is_structurelle=True)}, "devrait être nulle"),
    ],
)
def test_un_tableau_qui_se_contredit_est_refuse_en_une_phrase(cellules, raison):
    with pytest.raises(TableauRefuse, match=raison):
        Tableau("t", "m", "2019", (make_plat("sexe", "f", "h"),), cellules)


def test_une_variable_peut_se_couper_de_deux_facons_et_n_a_qu_un_total():
    ages = Axe("age", (Somme("total", ("a", "b")), Somme("total", ("c", "d")), Somme("b", ("e", "f"))))
    assert ages.racine == "total"
    assert ages.feuilles == ("a", "c", "d", "e", "f")
    assert ages.rangs["e"] == 2
    with pytest.raises(TableauRefuse, match="un total et un seul"):
        Axe("age", (Somme("jeunes", ("a", "b")), Somme("autres", ("c", "d"))))


def test_la_cle_d_une_case_ne_depend_pas_de_l_ordre_des_variables():
    tableau = make_tableau((SORTIES, LIEUX), {(s, lieu): n for (lieu, s), n in EXEMPLE.items()}, mesure="m")
    assert tableau.get_cle(("cdi", "A")) == Cle("m", "2019", (("lieu", "A"), ("sortie", "cdi")))
