"""A year of the clause masked and attacked: people by their number, hours by who gives them, and what is said of a lot left out."""

from collections import defaultdict
from dataclasses import replace
from datetime import date
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.consolidation.attaque.bornes import MARGE
from maillage.consolidation.attaque.certificats import CONFORME, certify
from maillage.consolidation.catalogue.clause.apports import APPORTS
from maillage.consolidation.catalogue.clause.catalogue import CLAUSE
from maillage.consolidation.cellules.clause.arbres import RACINES
from maillage.consolidation.cellules.clause.controle import CONTROLE_CLAUSE
from maillage.consolidation.cellules.clause.places import (
    ACTIFS,
    ECHUES,
    EXCEDENT,
    FINIS,
    HEURES,
    JALONS,
    MANQUANTES,
    PERSONNES,
    PILOTEES,
    REALISEES,
    SIGNES,
    TENUES,
)
from maillage.consolidation.cellules.comptes import read_comptes
from maillage.consolidation.cellules.diffusion import write_release
from maillage.consolidation.cellules.masquage import find_cles
from maillage.consolidation.cellules.pesees import share_parts
from maillage.consolidation.cellules.plans import make_plan
from maillage.consolidation.faits import tables_clause as t
from maillage.consolidation.secret.dossiers import write_dossier
from maillage.consolidation.secret.nomenclatures import Cause, Contributeurs, Diffusion, Statut
from maillage.consolidation.secret.tableaux import Cle
from maillage.indicateurs.apports import Apport, add_apports, list_cles
from tests.consolidation.petit_reseau import INSTANT, JOUR, hide
from tests.consolidation.petit_reseau_clause import ANNEE, count, make_services

RESTREINTE, PUBLIQUE = Diffusion.RESTREINTE, Diffusion.PUBLIQUE
ESSAIS = 5
RARE, GROSSE = 900_001, 900_002


@pytest.fixture(scope="module")
def services(racine):
    return make_services()


@pytest.fixture(scope="module")
def reseau(services):
    return count(services)


@pytest.fixture(scope="module")
def masquage(reseau):
    return hide(reseau, RESTREINTE)


def test_la_publication_est_masquee_et_l_attaque_ne_retrouve_rien(reseau, masquage):
    publique = hide(reseau, PUBLIQUE)
    for found in (masquage, publique):
        assert found.is_conforme, found.echecs
        assert found.certificat["comptes"]["primaires"] > 0
    shown = {c.niveau for c in reseau.cellules if c.cle not in publique.masquees}
    assert shown == {"france", "region"}


def test_chaque_mesure_dit_ce_qu_elle_compte_ou_pourquoi_elle_ne_se_publie_pas(reseau, masquage):
    assert read_comptes(reseau).inconnues == CONTROLE_CLAUSE.non_publiees.keys()
    assert all(len(raison) > 20 for raison in CONTROLE_CLAUSE.non_publiees.values())
    nommees = {c.code for c in reseau.cellules if c.niveau == "france" and c.cle not in masquage.hors}
    assert nommees == CLAUSE.mesures.keys() - CONTROLE_CLAUSE.non_publiees.keys()


def test_une_cellule_montree_ne_laisse_lire_que_des_cases_montrees(reseau, masquage):
    plan = make_plan(reseau, diffusion=RESTREINTE, on=JOUR)
    shown = [cellule for cellule in reseau.cellules if cellule.cle not in masquage.masquees]
    assert len(shown) > 1_000
    for cellule in shown:
        cles = find_cles(cellule, plan)
        assert cles is not None
        assert set(cles) <= masquage.publication.montrees, cellule


def test_chaque_somme_d_heures_du_controle_dit_qui_la_donne():
    """What is derived too: a rest that could be worked out has its own contributors."""
    attendues = {HEURES, "clause.heures_tenus", "clause.heures_agregees", "clause.heures_en_tout"}
    for axe, arbre in RACINES[HEURES].axes.items():
        assert arbre is not None
        noms = {nom for somme in arbre for nom in (somme.total, *somme.parts)} - {"total"}
        attendues |= {f"{HEURES}|{axe}|{nom}" for nom in noms}
    sommes = {(cas, genre) for cas in attendues for genre in ("entreprises", "personnes")}
    sommes -= {("clause.heures_agregees", "personnes"), ("clause.heures_en_tout", "personnes")}
    for code in (PILOTEES, ECHUES, REALISEES, TENUES, MANQUANTES, EXCEDENT):
        sommes |= {(code, genre.value) for genre in RACINES[code].genres}
    assert sorted(list_cles(APPORTS)) == sorted(sommes)


def test_les_contributeurs_sont_ceux_d_une_lecture_naive_des_lignes(services, reseau):
    service, rows = services[0]
    heures: dict[tuple[str, str], dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for ligne in rows[t.HEURES]:
        for cas in (HEURES, f"{HEURES}|achat|{ligne['achat']}", f"{HEURES}|donneur|{ligne['donneur']}"):
            heures[cas, "entreprises"][ligne["entreprise"]] += ligne["centiemes"]
            heures[cas, "personnes"][ligne["personne"]] += ligne["centiemes"]
    found = {(one.cas, one.genre): (one.nombre, one.plus_gros) for one in reseau.apports[str(service.uuid)]}
    assert len(found) == len(list_cles(APPORTS))
    for cle, parts in heures.items():
        assert found[cle] == (len(parts), max(parts.values())), cle


def add_heures(rows, *, entreprise, centiemes, personnes=20):
    """Of a kind of purchase that nobody else makes."""
    model = rows[t.HEURES][0]
    for personne in range(personnes):
        rows[t.HEURES].append(
            model | {
                "entreprise": entreprise, "achat": "prestations_intellectuelles", "centiemes": centiemes // personnes,
                "contrat": personne, "personne": personne,
            }
        )  # fmt: skip


def read_etat(found, region):
    coordonnees = (("achat", "prestations_intellectuelles"), ("territoire", region))
    return found.masque.get_etat(Cle(HEURES, str(ANNEE), coordonnees))


@pytest.mark.parametrize(("part", "cause"), [(60, None), (92, Cause.DOMINANCE)])
def test_une_entreprise_qui_domine_cache_ses_heures(racine, part, cause):
    services = make_services(graine=5)
    for service, rows in services:
        if service.region_id == "84":  # three services, five companies in each
            for rang in range(4):
                add_heures(rows, entreprise=RARE + rang, centiemes=(100 - part) * 100_000 // 4)
            add_heures(rows, entreprise=GROSSE, centiemes=part * 100_000)
    found = hide(count(services), RESTREINTE)
    assert found.is_conforme, found.echecs
    etat = read_etat(found, "84")
    assert etat.cause is cause
    assert etat.lecture.is_masquee is (cause is not None)


def test_deux_entreprises_seulement_cachent_leurs_heures_dans_tous_les_rendus(racine, tmp_path):
    services = make_services(graine=6)
    for service, rows in services:
        if service.region_id == "84":
            for rang in range(2):
                add_heures(rows, entreprise=RARE + rang, centiemes=4_000_000)
    reseau = count(services)
    found = hide(reseau, PUBLIQUE)
    assert found.is_conforme, found.echecs
    assert read_etat(found, "84").cause is Cause.CONTRIBUTEURS
    write_release(tmp_path, reseau, found, diffusion=PUBLIQUE, today=JOUR, regions={})
    lignes = (tmp_path / "cellules.csv").read_text(encoding="utf-8").splitlines()
    dites = [
        ligne
        for ligne in lignes
        if ",84," in ligne and ",prestations_intellectuelles," in ligne and "clause.heures," in ligne
    ]
    assert dites
    assert all("masquée" in ligne for ligne in dites)
    assert "plus_gros" not in (tmp_path / "cellules.csv").read_text(encoding="utf-8")


repartitions = st.lists(st.dictionaries(st.integers(0, 6), st.integers(1, 100), max_size=6), min_size=1, max_size=5)


@given(repartitions)
def test_de_plusieurs_depots_on_ne_suppose_jamais_plus_de_contributeurs_ni_un_plus_petit(depots):
    """Whether two of them share a company or not."""
    told = [Apport("x", "entreprises", len(one), max(one.values())) for one in depots if one]
    if not told:
        return
    reels: dict[int, int] = defaultdict(int)
    for one in depots:
        for entreprise, heures in one.items():
            reels[entreprise] += heures
    nombre, plus_gros = add_apports(told)
    assert nombre <= len(reels)
    assert plus_gros >= max(reels.values())
    parts = share_parts(Contributeurs.ENTREPRISES, sum(reels.values()), told)
    assert sum(poids for _, poids in parts) == sum(reels.values())
    assert len(parts) <= len(reels)


def test_qui_ne_dit_pas_ses_contributeurs_en_a_un_seul():
    assert share_parts(Contributeurs.ENTREPRISES, 700, [Apport("x", "entreprises", 1, 700)]) == (
        ("entreprises:1", 700),
    )


def test_ce_que_plusieurs_services_partagent_n_est_lie_a_aucune_somme(reseau, masquage):
    lus = {
        (c.niveau, c.territoire): c.numerateur
        for c in reseau.cellules
        if c.code == "clause.marches" and not c.ventilation and c.niveau in {"france", "region"}
    }
    assert set(lus) == {("france", "FR"), ("region", "84"), ("region", "32")}  # no group
    services = [c for c in reseau.cellules if (c.code, c.ventilation, c.niveau) == ("clause.marches", "", "dispositif")]
    assert lus["france", "FR"] < sum(c.numerateur for c in services)  # some are shared
    assert all(
        c.cle not in masquage.masquees for c in reseau.cellules if c.code == "clause.marches" and c.niveau == "region"
    )
    mesures = {tableau.mesure for tableau in masquage.publication.tableaux}
    assert {"clause.entreprises@france", "clause.entreprises@84"} <= mesures
    assert not any(mesure.startswith("clause.marches") for mesure in mesures)


@pytest.mark.parametrize(("sans", "is_montre"), [(0, True), (1, False), (3, False), (4, True)])
def test_une_part_des_services_ne_se_montre_que_si_le_reste_n_est_pas_celui_d_un_seul(racine, sans, is_montre):
    """All hours are shown, and so the difference with those of the services that declared a post."""
    services = make_services(graine=8, lots=6, personnes=40)
    for rang, (service, rows) in enumerate(services):
        poste = {
            "dispositif": str(service.uuid), "poste": 0, "fonction": "facilitateur", "financement": "fse",
            "dix_milliemes": 10_000, "du": date(2023, 1, 1), "au": None,
        }  # fmt: skip
        rows[t.POSTES] = [] if rang < sans else [poste]
    found = hide(count(services), PUBLIQUE)
    assert found.is_conforme, found.echecs
    etat = found.masque.get_etat(Cle("clause.heures_tenus@france", str(ANNEE)))
    assert etat.lecture.is_masquee is not is_montre


def count_refus(masquage, cles) -> int:
    refus = 0
    for cle in cles:
        shown = replace(masquage.publication, montrees=masquage.publication.montrees | {cle})
        refus += (
            certify(write_dossier([shown], masquage.masque.seuils, diffusion=RESTREINTE), now=INSTANT)["verdict"]
            != CONFORME
        )
    return refus


def list_secondaires(masquage):
    return sorted(cle for cle, etat in masquage.masque.etats.items() if etat.statut is Statut.SECONDAIRE)


def test_une_secondaire_montree_et_l_attaque_refuse(masquage):
    secondaires = list_secondaires(masquage)
    chosen = Random(1).sample(secondaires, ESSAIS)
    assert count_refus(masquage, chosen) == ESSAIS


@pytest.mark.lent
def test_presque_toute_secondaire_est_necessaire(masquage):
    secondaires = list_secondaires(masquage)
    assert count_refus(masquage, secondaires) >= 0.95 * len(secondaires)


def test_aucune_case_masquee_ne_se_retrouve_exactement(reseau, masquage):
    """What is found anyway is shown; only what no release prints (the complement of a share) may be found."""
    publique = hide(reseau, PUBLIQUE)
    for found in (masquage, publique, hide(reseau, RESTREINTE, publique.publication)):
        certificat = found.certificat
        offertes = [one for one in certificat["primaires"] if one["offerte"]] + certificat["autres_cachees"]
        assert len(offertes) == certificat["comptes"]["cachees"]
        assert all(haut is None or haut - bas > MARGE for bas, haut in (one["intervalle"] for one in offertes))


def test_en_public_une_region_garde_ses_totaux_quand_ses_parts_sont_montrees(reseau):
    """A département of two services, never named, hid them all (ADR 0042)."""
    publique = hide(reseau, PUBLIQUE)
    for racine in (PERSONNES, ACTIFS, SIGNES, FINIS, JALONS, HEURES, PILOTEES):
        for region in ("84", "32", "autres"):
            assert not publique.masque.read(Cle(racine, str(ANNEE), (("territoire", region),))).is_masquee, (
                racine,
                region,
            )


def test_deux_fois_les_memes_faits_le_meme_masque(reseau, masquage):
    assert hide(replace(reseau, cellules=reseau.cellules[::-1]), RESTREINTE).masquees == masquage.masquees
