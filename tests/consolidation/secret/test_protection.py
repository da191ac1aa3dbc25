"""What goes out of a protected table, in cases worked by hand."""

from dataclasses import replace

import pytest

from maillage.consolidation.secret.masques import CelluleInconnue, Lecture
from maillage.consolidation.secret.nomenclatures import Cause, Contributeurs, Nature, Statut
from maillage.consolidation.secret.protection import count, measure_perte
from maillage.consolidation.secret.tableaux import Cellule, Cle, Identite, Publication, Rapport
from tests.consolidation.petits_tableaux import (
    EXEMPLE,
    LIEUX,
    PUBLICS,
    SORTIES,
    attack_all,
    draw_tableau,
    make_plat,
    make_tableau,
    make_territoire,
    release,
)


def list_statuts(masque, statut):
    return {str(cle) for cle, etat in masque.etats.items() if etat.statut is statut}


def test_r66_l_exemple_calcule_de_la_reference():
    """Protection des données, R-66: the same four cells, and the same intervals."""
    masque, sortie = release(Publication("v1", (make_tableau((LIEUX, SORTIES), EXEMPLE),)))
    assert list_statuts(masque, Statut.PRIMAIRE) == {"sorties|2019|lieu=A|sortie=autres"}
    assert list_statuts(masque, Statut.SECONDAIRE) == {
        "sorties|2019|lieu=A|sortie=formation",
        "sorties|2019|lieu=B|sortie=formation",
        "sorties|2019|lieu=B|sortie=autres",
    }
    certificat = attack_all(sortie)
    assert certificat["verdict"] == "conforme"
    assert {c["cle"][13:]: c["intervalle"] for c in certificat["primaires"] + certificat["autres_cachees"]} == {
        "lieu=A|sortie=autres": [0, 9],
        "lieu=A|sortie=formation": [4, 13],
        "lieu=B|sortie=formation": [4, 13],
        "lieu=B|sortie=autres": [0, 9],
    }


def test_un_tableau_sans_petite_case_sort_entier():
    masque, sortie = release(
        Publication("v1", (make_tableau((LIEUX, SORTIES), {p: n + 9 for p, n in EXEMPLE.items()}),))
    )
    assert not list(masque.list_masquees())
    assert attack_all(sortie)["verdict"] == "conforme"


def test_le_meme_tableau_donne_toujours_le_meme_masque():
    tableau = draw_tableau(3, lignes=8, colonnes=6, axe="territoire")
    melange = replace(tableau, cellules=dict(sorted(tableau.cellules.items(), reverse=True)))
    assert release(Publication("v1", (tableau,)))[0].etats == release(Publication("v1", (melange,)))[0].etats


def test_une_hierarchie_se_protege_a_tous_ses_etages():
    """The small cell of one dispositif would be found from its region; the region's from the nation."""
    lieux = make_territoire({"r1": "abc", "r2": "def"}, "lieu")
    sexe = make_plat("sexe", "f", "h")
    feuilles = {(d, s): 20 for d in "abcdef" for s in ("f", "h")} | {("a", "f"): 2}
    masque, sortie = release(Publication("v1", (make_tableau((lieux, sexe), feuilles),)))
    assert count(masque)[Statut.SECONDAIRE] == 3
    assert not masque.read(Cle("sorties", "2019", (("lieu", "r1"), ("sexe", "f")))).is_masquee
    assert attack_all(sortie)["verdict"] == "conforme"


def test_des_tableaux_lies_se_protegent_ensemble():
    """Each table is safe alone. Together, the young of one give back those of the other, then its few old."""
    ages = make_tableau((LIEUX, make_plat("age", "jeunes", "ages")), {
        ("A", "jeunes"): 30, ("A", "ages"): 3, ("B", "jeunes"): 20, ("B", "ages"): 25, ("C", "jeunes"): 25, ("C", "ages"): 29,
    }, code="entrees")  # fmt: skip
    jeunes = make_tableau(
        (LIEUX, make_plat("sexe", "f", "h")),
        {("A", "f"): 14, ("A", "h"): 16, ("B", "f"): 9, ("B", "h"): 11, ("C", "f"): 12, ("C", "h"): 13},
        code="jeunes",
    )
    lieux = ((), *((("lieu", m),) for m in "ABC"))
    liens = tuple(
        Identite(((1, Cle("jeunes", "2019", lieu)), (-1, Cle("entrees", "2019", (("age", "jeunes"), *lieu)))))
        for lieu in lieux
    )
    separes = [release(Publication("v1", (tableau,)))[1] for tableau in (ages, jeunes)]
    assert all(attack_all(sortie)["verdict"] == "conforme" for sortie in separes)
    ensemble = Publication("v1", (ages, jeunes), identites=liens)
    naif = replace(ensemble, montrees=separes[0].montrees | separes[1].montrees)
    assert attack_all(naif)["primaires"][0]["intervalle"] == [3, 3]
    masque, sortie = release(ensemble)
    assert not masque.echecs
    assert attack_all(sortie)["verdict"] == "conforme"


def test_des_heures_se_masquent_par_entreprises():
    lots = make_plat("lot", "l1", "l2", "l3", "l4")
    lieux = make_plat("lieu", "n", "s")
    petit = Cellule(300, (("e1", 250), ("e2", 50)))

    def gros(rang):
        return Cellule(900 + rang, tuple((f"e{rang}{i}", 300 + (rang if i == 0 else 0)) for i in range(3)))

    feuilles = {(lot, lieu): gros(10 * i + j) for i, lot in enumerate(lots.feuilles) for j, lieu in enumerate("ns")}
    heures = make_tableau(
        (lots, lieux), feuilles | {("l1", "n"): petit}, code="heures", nature=Nature.GRANDEUR,
        contributeurs=Contributeurs.ENTREPRISES,
    )  # fmt: skip
    masque, sortie = release(Publication("v1", (heures,)))
    assert masque.get_etat(Cle("heures", "2019", (("lieu", "n"), ("lot", "l1")))).cause is Cause.CONTRIBUTEURS
    certificat = attack_all(sortie)
    (primaire,) = certificat["primaires"]
    bas, haut = primaire["intervalle"]
    assert certificat["verdict"] == "conforme"
    assert bas <= 300 - 37.5
    assert haut >= 300 + 37.5


def test_r65_un_pourcentage_dont_le_reste_est_petit_masque_son_numerateur():
    lieux = make_plat("lieu", "A", "B", "C")
    sorties = make_tableau((lieux,), {("A",): 50, ("B",): 60, ("C",): 70}, code="sorties")
    positives = make_tableau((lieux,), {("A",): 48, ("B",): 30, ("C",): 40}, code="positives")
    rapports = tuple(
        Rapport(Cle("positives", "2019", lieu), Cle("sorties", "2019", lieu))
        for lieu in ((), *((("lieu", m),) for m in "ABC"))
    )
    masque, sortie = release(Publication("v1", (sorties, positives), rapports))
    assert masque.write_pourcentage(rapports[1]) == "masqué"
    assert masque.write_pourcentage(rapports[0]) == "66\u202f%"
    assert attack_all(sortie)["verdict"] == "conforme"
    assert not attack_all(replace(sortie, rapports=()))["motifs"], (
        "sans le dire, personne ne saurait qu’il fallait le cacher"
    )


def test_r65_pas_de_pourcentage_sur_moins_de_vingt_personnes():
    lieux = make_plat("lieu", "A", "B")
    tableaux = (
        make_tableau((lieux,), {("A",): 18, ("B",): 60}, code="s"),
        make_tableau((lieux,), {("A",): 9, ("B",): 20}, code="p"),
    )
    masque, _ = release(Publication("v1", tableaux))
    few, enough = (Rapport(Cle("p", "2019", (("lieu", m),)), Cle("s", "2019", (("lieu", m),))) for m in "AB")
    assert masque.write_pourcentage(few) == "masqué"
    assert masque.write_pourcentage(enough) == "33\u202f%"


def test_une_case_vide_compte_pour_zero_et_un_zero_structurel_n_est_jamais_masque():
    feuilles = {p: n for p, n in EXEMPLE.items() if p != ("C", "autres")} | {
        ("B", "autres"): Cellule(0, is_structurelle=True)
    }
    masque, sortie = release(Publication("v1", (make_tableau((LIEUX, SORTIES), feuilles),)))
    assert masque.read(Cle("sorties", "2019", (("lieu", "B"), ("sortie", "autres")))) == Lecture(0)
    assert attack_all(sortie)["verdict"] == "conforme"


def test_un_stock_est_le_stock_d_avant_plus_les_entrees_moins_les_sorties():
    """The three figures of a place hide one another: the identity is one more way to find them."""
    lieux = make_plat("lieu", "A", "B", "C")
    counts = {"debut": (30, 40, 50), "entrees": (20, 25, 30), "sorties": (3, 15, 20), "fin": (47, 50, 60)}
    tableaux = tuple(
        make_tableau((lieux,), {(m,): n for m, n in zip("ABC", values, strict=True)}, code=code)
        for code, values in counts.items()
    )
    identites = tuple(
        Identite(
            tuple(
                (f, Cle(code, "2019", lieu)) for code, f in (("debut", 1), ("entrees", 1), ("sorties", -1), ("fin", -1))
            )
        )
        for lieu in ((), *((("lieu", m),) for m in "ABC"))
    )
    masque, sortie = release(Publication("v1", tableaux, identites=identites))
    assert masque.read(Cle("sorties", "2019", (("lieu", "A"),))).is_masquee
    assert attack_all(sortie)["verdict"] == "conforme"
    sans, sortie_sans = release(Publication("v1", tableaux))
    naif = replace(sortie, montrees=sortie_sans.montrees)
    assert len(list(sans.list_masquees())) < len(list(masque.list_masquees()))
    assert attack_all(naif)["verdict"] == "refusé"


def test_ce_que_rien_ne_protege_est_dit_et_l_attaque_refuse():
    """Everything else was printed before: nothing is left to hide beside the small cell."""
    tableau = make_tableau((LIEUX, SORTIES), EXEMPLE)
    tout = frozenset(tableau.get_cle(p) for p in tableau.list_places()) - {tableau.get_cle(("A", "autres"))}
    ancienne = Publication("v0", (tableau,), montrees=tout)
    masque, sortie = release(Publication("v1", (tableau,)), [ancienne])
    assert masque.echecs
    assert "quoi que l’on masque" in masque.echecs[0]
    assert attack_all(ancienne, sortie)["verdict"] == "refusé"


def test_une_petite_case_deja_publiee_est_dite():
    tableau = make_tableau((LIEUX, SORTIES), EXEMPLE)
    ancienne = Publication("v0", (tableau,), montrees=frozenset(tableau.get_cle(p) for p in tableau.list_places()))
    masque, sortie = release(Publication("v1", (tableau,)), [ancienne])
    assert any("déjà été publiée" in echec for echec in masque.echecs)
    assert attack_all(ancienne, sortie)["verdict"] == "refusé"


def test_rien_ne_sort_qui_n_ait_passe_le_controle():
    masque, _ = release(Publication("v1", (make_tableau((LIEUX, SORTIES), EXEMPLE),)))
    with pytest.raises(CelluleInconnue, match="n’a pas passé le contrôle"):
        masque.read(Cle("sorties", "2018"))


def test_le_lecteur_ne_sait_pas_laquelle_est_petite():
    masque, _ = release(Publication("v1", (make_tableau((LIEUX, SORTIES), EXEMPLE),)))
    hidden = {masque.read(cle) for cle in masque.list_masquees()}
    assert hidden == {Lecture(None)}
    assert str(hidden.pop()) == "masqué"
    assert {masque.get_etat(cle).explication for cle in masque.list_masquees()} != {""}


def test_le_public_masque_plus_que_la_diffusion_restreinte():
    publication = Publication("v1", (make_tableau((LIEUX, SORTIES), {p: n + 5 for p, n in EXEMPLE.items()}),))
    publique, sortie = release(publication, seuils=PUBLICS)
    restreinte, _ = release(publication)
    assert not list(restreinte.list_masquees())
    assert list(publique.list_masquees())
    assert attack_all(sortie, seuils=PUBLICS)["verdict"] == "conforme"


def test_s7_la_perte_se_mesure_et_les_marges_restent_montrees():
    tableau = draw_tableau(2, lignes=10, colonnes=5, moyenne=25, axe="territoire")
    publication = Publication("v1", (tableau,))
    masque, _ = release(publication)
    perte = measure_perte(publication, masque)
    assert perte.masquees == len(list(masque.list_masquees())) > 0
    assert 0 < perte.part < 0.5
    assert perte.masquees < perte.cout
    marges = [
        Cle("sorties", "2019", c) for c in ((), (("territoire", "r1"),), (("territoire", "r2"),), (("sortie", "s0"),))
    ]
    assert not any(masque.read(cle).is_masquee for cle in marges)
