"""Amounts tell of dispositifs: three at least, none above 85 %, and no two figures whose difference is one of them."""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.consolidation.attaque.certificats import REFUSE, certify
from maillage.consolidation.catalogue.enquete.repartitions import NATURES
from maillage.consolidation.cellules.comptes import ChiffreContraire
from maillage.consolidation.enquetes.comptage import count_enquete
from maillage.consolidation.enquetes.secret.masquage import check_cellules
from maillage.consolidation.enquetes.secret.tableaux import build_plan
from maillage.consolidation.secret.dossiers import write_dossier
from maillage.consolidation.secret.memoire import read_publication, write_publication
from maillage.consolidation.secret.nomenclatures import Diffusion, Nature
from maillage.consolidation.secret.parametres import read_seuils
from maillage.consolidation.secret.primaire import list_primaires
from tests.consolidation.enquetes.usine import JOUR, MILLESIME, NOW, finance, hide, list_masquees, lue


def is_montre(masquage, code, territoire="FR"):
    return (f"enquete.{code}", territoire) not in list_masquees(masquage)


def test_deux_dispositifs_ne_font_pas_un_total():
    masquage = hide(lue("a", entreprises=100), lue("b", entreprises=120))
    assert masquage.is_conforme
    assert not is_montre(masquage, "entreprises")
    assert not is_montre(masquage, "entreprises.moyenne")
    assert is_montre(hide(*(lue(cle, entreprises=100) for cle in "abc")), "entreprises")


def test_un_seul_qui_fait_presque_tout_s_y_reconnait():
    masquage = hide(lue("a", entreprises=1000), lue("b", entreprises=50), lue("c", entreprises=60))
    assert not is_montre(masquage, "entreprises")
    assert is_montre(hide(lue("a", entreprises=100), lue("b", entreprises=50), lue("c", entreprises=60)), "entreprises")


def test_la_region_de_deux_dispositifs_ne_se_retrouve_pas_par_soustraction():
    lues = [
        lue(f"{lieu}{rang}", lieu, entreprises=100 + rang)
        for lieu, combien in (("11", 4), ("84", 4), ("53", 2))
        for rang in range(combien)
    ]
    masquage = hide(*lues)
    assert masquage.is_conforme
    assert is_montre(masquage, "entreprises")
    assert not is_montre(masquage, "entreprises", "53")
    assert not (is_montre(masquage, "entreprises", "11") and is_montre(masquage, "entreprises", "84"))


def test_la_difference_de_deux_bases_ne_dit_pas_qui_les_separe():
    """Four gave the envelope, three of them what is programmed: both sums would tell the fourth."""
    lues = [
        lue(cle, fse_enveloppe=1000 + rang, fse_programme=900, fse_conventionne=800) for rang, cle in enumerate("abc")
    ]
    masquage = hide(*lues, lue("d", fse_enveloppe=1100, fse_conventionne=850))
    assert masquage.is_conforme
    assert not (is_montre(masquage, "programmation") and is_montre(masquage, "conventionnement"))
    tous = hide(*lues)
    assert is_montre(tous, "programmation")
    assert is_montre(tous, "conventionnement")


def test_une_correction_que_deux_ont_subie_ne_se_lit_pas_dans_la_difference_du_declare_et_du_retenu():
    lues = [lue(cle, fse_declare=1000 + rang, fse_retenu=1000 + rang) for rang, cle in enumerate("abcd")]
    assert is_montre(hide(*lues), "correction")
    masquage = hide(*lues[:2], *(lue(cle, fse_declare=1000, fse_retenu=900) for cle in "yz"))
    assert masquage.is_conforme
    assert not is_montre(masquage, "correction")


def test_les_parts_d_un_total_sont_protegees_avec_lui():
    """Two of them have private money: to hide it alone would be to leave it to a subtraction."""
    lues = [
        lue(cle, **(finance(rang + 2) | {"prives": 30_000 if cle in "ab" else 0})) for rang, cle in enumerate("abcde")
    ]
    masquage = hide(*lues)
    assert masquage.is_conforme
    assert not is_montre(masquage, "financements.prives")
    assert not is_montre(masquage, "financements.part_prives")
    hidden = {
        code for code, _ in list_masquees(masquage) if code.startswith("enquete.financements.") and ".part_" not in code
    }
    assert len(hidden) >= 2


def test_ce_que_chacun_a_repondu_a_part_reste_au_reseau():
    masquage = hide(*(lue(cle, **finance()) for cle in "abcd"))
    hors = {cle[0] for cle in masquage.hors}
    assert "enquete.fse" in hors
    assert "enquete.financements.fse" not in hors


def test_un_mode_de_gestion_que_deux_ont_ne_se_compte_pas():
    lues = [
        lue(f"d{rang}", portage="etat" if rang < 2 else "departement" if rang < 6 else "metropole")
        for rang in range(12)
    ]
    masquage = hide(*lues)
    assert masquage.is_conforme
    hidden = {cle[6] for cle in masquage.masquees - masquage.hors if cle[0] == "enquete.portages"}
    assert "etat" in hidden
    assert len(hidden) > 1


def list_delais(jours, **autres):
    return [
        lue(f"d{rang:02}", ("11", "84")[rang % 2], delai_comite=10 + rang, delai_comite_moyenne=one, delai_comite_mediane=one, **autres)
        for rang, one in enumerate(jours)
    ]  # fmt: skip


def test_le_delai_moyen_d_un_seul_ne_se_lit_pas_dans_celui_de_tous():
    assert is_montre(hide(*list_delais((60, 90, 120))), "delai_comite.moyen")
    assert not is_montre(hide(*list_delais((60, 90))), "delai_comite.moyen")
    # Who tells a count without a delay is in no mean: the counts alone stay with the network.
    masquage = hide(*list_delais((60, 90, 120)), lue("sans", delai_comite=7))
    assert is_montre(masquage, "delai_comite.moyen")
    assert "enquete.delai_comite" in {cle[0] for cle in masquage.hors}
    gros = [lue(cle, delai_csf=n, delai_csf_moyenne=50) for cle, n in (("a", 1000), ("b", 20), ("c", 30))]
    assert not is_montre(hide(*gros), "delai_csf.moyen")


def test_un_delai_n_est_dit_que_de_la_france():
    masquage = hide(*list_delais(range(60, 90)))
    hors = {(cle[0], cle[4]) for cle in masquage.hors}
    for suffixe in ("moyen", "median", "p90", "avec_delai_comite_moyenne"):
        assert (f"enquete.delai_comite.{suffixe}", "11") in hors
        assert (f"enquete.delai_comite.{suffixe}", "FR") not in hors


@pytest.mark.parametrize(
    ("combien", "median", "p90"), [(4, False, False), (5, True, False), (19, True, False), (20, True, True)]
)
def test_un_milieu_qui_a_moins_de_trois_dispositifs_d_un_cote_dirait_un_extreme(combien, median, p90):
    masquage = hide(*list_delais(range(60, 60 + combien)))
    assert masquage.is_conforme
    assert (is_montre(masquage, "delai_comite.median"), is_montre(masquage, "delai_comite.p90")) == (median, p90)


def test_une_revision_ne_deplace_pas_le_milieu_du_delai_d_un_seul():
    lues = list_delais(range(60, 70))
    first = hide(*lues)
    assert is_montre(first, "delai_comite.median")
    again = hide(
        *lues, lue("tard", delai_comite=3, delai_comite_moyenne=80, delai_comite_mediane=80), passees=remember(first)
    )
    assert again.is_conforme
    assert not is_montre(again, "delai_comite.median")
    assert not is_montre(again, "delai_comite.moyen")


def test_un_milieu_compte_autrement_que_controle_arrete_tout():
    lues = list_delais((60, 70, 80, 90, 100))
    lieux = {one.cle: one.region for one in lues}
    counted = count_enquete(lues, millesime=MILLESIME, lieux=lieux)
    plan = build_plan(
        str(MILLESIME), {one.cle: one.entiers | {"delai_comite_mediane": 61} for one in lues}, lieux, {"84"}
    )
    with pytest.raises(ChiffreContraire, match=r"delai_comite\.(median|p90)"):
        check_cellules(counted, plan)


def test_deux_types_d_operation_que_peu_financent_se_protegent_ensemble():
    """Two of five pay for mobility: it is hidden, and another with it."""
    lues = [
        lue(cle, **dict.fromkeys(NATURES.postes, 10000 + 100 * rang) | {"op_mobilite": 5_000 if cle in "ab" else 0})
        for rang, cle in enumerate("abcde")
    ]  # fmt: skip
    masquage = hide(*lues)
    assert masquage.is_conforme
    assert is_montre(masquage, "natures")
    assert not is_montre(masquage, "natures.op_mobilite")
    assert (
        sum(not is_montre(masquage, NATURES.get_code(poste).removeprefix("enquete.")) for poste in NATURES.postes) > 1
    )


def remember(masquage):
    return [read_publication(write_publication(masquage.publication))]


def test_une_revision_ne_dit_pas_qui_a_repondu_entre_temps():
    lues = [lue(f"d{rang}", entreprises=100 + rang, operateurs_conventionnes=10) for rang in range(5)]
    first = hide(*lues)
    assert is_montre(first, "entreprises")
    again = hide(*lues, lue("tard", entreprises=77, operateurs_conventionnes=10), passees=remember(first))
    assert again.is_conforme
    assert not is_montre(again, "entreprises")
    ensemble = hide(*lues, *(lue(f"tard{rang}", entreprises=77 + rang, operateurs_conventionnes=10) for rang in range(4)), passees=remember(first))  # fmt: skip
    assert is_montre(ensemble, "entreprises")


def test_une_publique_ne_dit_pas_qui_a_repondu_depuis_la_restreinte():
    """Whoever reads in restricted circulation reads the public one too."""
    lues = [lue(f"d{rang}", entreprises=100 + rang, operateurs_conventionnes=10) for rang in range(5)]
    restreinte = hide(*lues, diffusion=Diffusion.RESTREINTE)
    assert is_montre(restreinte, "entreprises")
    tard = lue("tard", entreprises=77, operateurs_conventionnes=10)
    assert is_montre(hide(*lues, tard), "entreprises")
    liee = hide(*lues, tard, reservees=remember(restreinte))
    assert liee.is_conforme
    assert not is_montre(liee, "entreprises")
    sans_changement = hide(*lues, reservees=remember(restreinte))
    assert sans_changement.is_conforme
    assert list_masquees(sans_changement) == list_masquees(hide(*lues))


def test_publiee_de_nouveau_sans_changement_rien_n_est_perdu():
    lues = [lue(f"d{rang}", entreprises=100 + rang) for rang in range(5)]
    first = hide(*lues)
    again = hide(*lues, passees=remember(first))
    assert again.is_conforme
    assert list_masquees(again) == list_masquees(first)


def test_une_autre_annee_n_est_pas_liee_a_celle_ci():
    lues = [lue(f"d{rang}", entreprises=100 + rang) for rang in range(5)]
    first = hide(*lues)
    again = hide(*lues, lue("tard", entreprises=77), millesime=MILLESIME + 1, passees=remember(first))
    assert again.is_conforme
    assert is_montre(again, "entreprises")


def test_ce_qui_est_compte_autrement_que_controle_arrete_tout():
    lues = [lue(cle, entreprises=100) for cle in "abc"]
    lieux = dict.fromkeys("abc", "84")
    counted = count_enquete(lues, millesime=MILLESIME, lieux=lieux)
    plan = build_plan(
        str(MILLESIME), {"a": {"entreprises": 99}, "b": {"entreprises": 100}, "c": {"entreprises": 100}}, lieux, {"84"}
    )
    with pytest.raises(ChiffreContraire, match="rien ne peut être publié"):
        check_cellules(counted, plan)


def test_les_montants_sont_des_grandeurs_et_leurs_contributeurs_des_dispositifs():
    masquage = hide(*(lue(cle, **finance(), portage="etat") for cle in "abcd"))
    assert {tableau.nature for tableau in masquage.publication.tableaux} == {Nature.GRANDEUR}
    assert all(
        len(cellule.parts) for t in masquage.publication.tableaux for cellule in t.cellules.values() if cellule.valeur
    )


@settings(max_examples=8, deadline=None)
@given(st.integers(0, 10**6))
def test_rien_de_ce_qui_parait_ne_rend_un_dispositif(graine):
    """The independent attack says so: answers drawn with holes, in three regions."""
    chance = Random(graine)
    lues = []
    for rang in range(12):
        told = {code: value for code, value in finance(chance.randint(1, 9)).items() if chance.random() < 0.9}
        enveloppe = chance.randint(500, 5000)
        gestion = {
            "fse_enveloppe": enveloppe,
            "fse_programme": enveloppe - chance.randint(0, 99),
            "fse_paye": enveloppe // 2,
        }
        told |= {code: value for code, value in gestion.items() if chance.random() < 0.7}
        lues.append(lue(f"d{rang:02}", ("11", "84", "53")[rang % 3], **told))
    masquage = hide(*lues)
    assert masquage.is_conforme, masquage.echecs


def test_montrer_une_case_masquee_pour_une_autre_fait_retrouver_celle_qu_elle_protege():
    """Mutation: each suppression made for another's sake is needed, says the attack, which shares no code with the mask."""
    lues = [
        lue(f"{lieu}{rang}", lieu, entreprises=100 + 7 * rang, **finance(rang + 2))
        for lieu, combien in (("11", 4), ("84", 5), ("53", 2)) for rang in range(combien)
    ]  # fmt: skip
    sortie = hide(*lues).publication
    seuils = read_seuils(Diffusion.PUBLIQUE, on=JOUR)
    primaires = {tableau.get_cle(place) for tableau in sortie.tableaux for place in list_primaires(tableau, seuils)}
    secondaires = [
        cle for tableau in sortie.tableaux for place, cellule in tableau.cellules.items()
        if cellule.is_offerte and (cle := tableau.get_cle(place)) not in sortie.montrees and cle not in primaires
    ]  # fmt: skip
    assert len(secondaires) > 5
    for cle in secondaires:
        mutee = replace(sortie, montrees=sortie.montrees | {cle})
        certificat = certify(write_dossier([mutee], seuils, diffusion=Diffusion.PUBLIQUE), now=NOW)
        assert certificat["verdict"] == REFUSE, cle
