"""Several releases of one year: every difference is nobody or enough people, and nothing shown once is forgotten (R-69)."""

from dataclasses import replace
from decimal import Decimal

import pytest

from maillage.consolidation.secret.nomenclatures import Statut
from maillage.consolidation.secret.protection import count
from maillage.consolidation.secret.tableaux import Cle, Pourcentage, Publication, TableauRefuse
from tests.consolidation.petits_tableaux import EXEMPLE, LIEUX, SORTIES, attack_all, make_tableau, release

GRAND = {place: nombre + 20 for place, nombre in EXEMPLE.items()}


def make(feuilles, code="v1", **options):
    return Publication(code, (make_tableau((LIEUX, SORTIES), feuilles, **options),))


def test_r69_republier_le_meme_millesime_garde_le_meme_masque():
    masque, sortie = release(make(EXEMPLE))
    again, encore = release(make(EXEMPLE, "v2"), [sortie])
    assert list(again.list_masquees()) == list(masque.list_masquees())
    assert attack_all(sortie, encore)["verdict"] == "conforme"


def test_r69_une_correction_d_une_personne_garde_les_anciennes_valeurs():
    _, sortie = release(make(GRAND))
    masque, corrigee = release(make(GRAND | {("A", "cdi"): GRAND["A", "cdi"] + 1}, "v2"), [sortie])
    cle = Cle("sorties", "2019", (("lieu", "A"), ("sortie", "cdi")))
    assert masque.get_etat(cle).statut is Statut.ANCIENNE
    assert masque.read(cle).valeur == GRAND["A", "cdi"]
    assert masque.read(cle).publication == "v1"
    assert not list(masque.list_masquees()), "rien n’est perdu : l’ancienne valeur reste"
    assert attack_all(sortie, corrigee)["verdict"] == "conforme"


def test_r69_une_correction_d_assez_de_personnes_se_publie():
    _, sortie = release(make(GRAND))
    masque, corrigee = release(make(GRAND | {("A", "cdi"): GRAND["A", "cdi"] + 7}, "v2"), [sortie])
    assert count(masque) == {Statut.MONTREE: 20}
    assert attack_all(sortie, corrigee)["verdict"] == "conforme"


def test_r69_publier_la_correction_sans_precaution_est_refuse():
    _, sortie = release(make(GRAND))
    naive = make(GRAND | {("A", "cdi"): GRAND["A", "cdi"] + 1}, "v2")
    naive = replace(naive, montrees=sortie.montrees)
    certificat = attack_all(sortie, naive)
    assert certificat["verdict"] == "refusé"
    assert {tuple(p["causes"]) for p in certificat["primaires"]} == {("difference",)}


def test_r69_deux_corrections_qui_se_compensent_ne_se_lisent_pas():
    """The totals do not move: four people more here, three less there, one less elsewhere."""
    _, sortie = release(make(GRAND))
    corrections: dict[tuple[str, ...], int] = {("A", "cdi"): 4, ("A", "cdd"): -4, ("B", "cdi"): -4, ("B", "cdd"): 4}
    masque, corrigee = release(make({p: n + corrections.get(p, 0) for p, n in GRAND.items()}, "v2"), [sortie])
    assert masque.get_etat(Cle("sorties", "2019", (("lieu", "A"), ("sortie", "cdi")))).statut is Statut.ANCIENNE
    assert attack_all(sortie, corrigee)["verdict"] == "conforme"


def test_une_case_cachee_d_abord_le_reste_a_cote_de_ce_qui_etait_montre():
    """The first release hid other cells than a fresh look would: what it showed stays known."""
    masque, sortie = release(make(EXEMPLE))
    autrement = replace(sortie, montrees=sortie.montrees - {Cle("sorties", "2019", (("lieu", "C"), ("sortie", "cdd")))})
    suite, nouvelle = release(make(EXEMPLE, "v2"), [autrement])
    assert set(masque.list_masquees()) <= set(suite.list_masquees())
    assert attack_all(autrement, nouvelle)["verdict"] == "conforme"


def test_un_pourcentage_deja_imprime_resserre_l_attaque_et_le_masque_en_tient_compte():
    """« 5 % des sorties de A » printed last year, of 78: between 3.5 and 4.3 people. Nothing can hide that any more."""
    tableau = make_tableau((LIEUX, SORTIES), EXEMPLE)
    cachee, total = (Cle("sorties", "2019", c) for c in ((("lieu", "A"), ("sortie", "autres")), (("lieu", "A"),)))
    _, sortie = release(Publication("v0", (tableau,)))
    imprimee = replace(sortie, pourcentages=(Pourcentage(cachee, total, Decimal(4)),))
    masque, nouvelle = release(Publication("v1", (tableau,)), [imprimee])
    assert masque.echecs
    (primaire,) = attack_all(imprimee, nouvelle)["primaires"]
    assert primaire["verdict"] == "retrouvée"
    assert 2.7 < primaire["intervalle"][0] <= 3 <= primaire["intervalle"][1] < 3.6


def test_un_pourcentage_imprime_que_les_cases_dementent_est_refuse():
    tableau = make_tableau((LIEUX, SORTIES), EXEMPLE)
    cdi, total = (Cle("sorties", "2019", c) for c in ((("lieu", "A"), ("sortie", "cdi")), (("lieu", "A"),)))
    fausse = Publication("v0", (tableau,), pourcentages=(Pourcentage(cdi, total, Decimal(60)),))
    with pytest.raises(TableauRefuse, match=r"annonce 60 % .* démentent"):
        release(Publication("v1", (tableau,)), [fausse])


def test_d_une_annee_sur_l_autre_les_memes_cases_se_masquent_de_preference():
    """B and C are as cheap to hide one year; the next, the one that was hidden is a little dearer than the other."""
    egales = EXEMPLE | {("C", "formation"): 7, ("C", "autres"): 6}
    premier, sortie = release(make(egales))
    (lieu,) = {dict(cle.coordonnees)["lieu"] for cle in premier.list_masquees()} - {"A"}
    suivante = make(egales | {(lieu, "formation"): 8, (lieu, "autres"): 7}, periode="2020")

    def list_places(found):
        return {cle.coordonnees for cle in found.list_masquees()}

    assert list_places(release(suivante, [sortie])[0]) == list_places(premier)
    assert list_places(release(suivante)[0]) != list_places(premier)
