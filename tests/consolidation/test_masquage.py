"""A year masked and attacked through the whole path: from facts to files, on a small fictitious network."""

import csv
import json
import subprocess
import sys
import time
from dataclasses import replace
from itertools import product
from typing import Any

import pytest
import python_calamine

from maillage.consolidation.attaque.certificats import CONFORME, certify
from maillage.consolidation.cellules.comptes import ChiffreContraire, read_comptes
from maillage.consolidation.cellules.diffusion import write_release
from maillage.consolidation.cellules.fichiers import MASQUEE
from maillage.consolidation.cellules.masquage import find_cles
from maillage.consolidation.cellules.places import Place
from maillage.consolidation.cellules.plans import make_plan
from maillage.consolidation.cellules.plie.controle import CONTROLE_PLIE
from maillage.consolidation.secret.dossiers import write_dossier
from maillage.consolidation.secret.masques import MASQUE
from maillage.consolidation.secret.nomenclatures import Diffusion, Statut
from maillage.consolidation.secret.regroupements import RegroupementRefuse
from tests.consolidation.petit_reseau import INSTANT, JOUR, count, hide, make_reseau

RESTREINTE = Diffusion.RESTREINTE
ESSAIS = 5


@pytest.fixture(scope="module")
def reseau(racine):
    return count(make_reseau())


@pytest.fixture(scope="module")
def masquage(reseau):
    return hide(reseau, RESTREINTE)


@pytest.fixture(scope="module")
def fichiers(reseau, masquage, tmp_path_factory):
    dossier = tmp_path_factory.mktemp("sortie")
    write_release(dossier, reseau, masquage, diffusion=RESTREINTE, today=JOUR, regions=name_regions(reseau))
    return dossier


def name_regions(reseau):
    return {lieu.region: f"Région {lieu.region}" for lieu in reseau.lieux.values()}


def read(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_la_publication_est_masquee_et_l_attaque_ne_retrouve_rien(masquage):
    assert masquage.is_conforme
    assert masquage.certificat["comptes"]["primaires"] > 0
    assert masquage.masquees > masquage.hors


def test_le_classeur_nomme_les_regions_et_ses_feuilles_en_entier(fichiers, reseau):
    book = python_calamine.CalamineWorkbook.from_path(str(fichiers / "tableaux.xlsx"))
    lieux = {ligne[3] for nom in book.sheet_names[:3] for ligne in book.get_sheet_by_name(nom).to_python()[1:]}
    assert "France" in lieux
    assert any(str(lieu).startswith("Région ") for lieu in lieux)
    assert lieux.isdisjoint(lieu.region for lieu in reseau.lieux.values())
    libelles = [chapitre.libelle for chapitre in reseau.catalogue.chapitres]
    for nom, libelle in zip(book.sheet_names, libelles, strict=False):
        assert nom == libelle or libelle.startswith(f"{nom.removesuffix('…')} ")


def test_chaque_mesure_du_catalogue_dit_ce_qu_elle_compte(reseau):
    assert read_comptes(reseau).inconnues == CONTROLE_PLIE.non_publiees.keys(), (
        "dites dans cellules/plie/places.py ce que compte chaque mesure : sans cela elle ne se publie pas"
    )


def test_une_cellule_montree_ne_laisse_lire_que_des_cases_montrees(reseau, masquage):
    plan = make_plan(reseau, diffusion=RESTREINTE, on=JOUR)
    shown = [cellule for cellule in reseau.cellules if cellule.cle not in masquage.masquees]
    assert len(shown) > 1_000
    for cellule in shown:
        cles = find_cles(cellule, plan)
        assert cles is not None
        assert set(cles) <= masquage.publication.montrees, cellule


def test_aucun_chiffre_masque_n_est_dans_les_fichiers(reseau, masquage, fichiers):
    noms = {(c.code, c.niveau, reseau.noms.get(c.territoire, c.territoire), c.ventilation, c.modalite) for c in reseau.cellules
            if c.cle in masquage.masquees - masquage.hors}  # fmt: skip
    found = set()
    for ligne in read(fichiers / "cellules.csv"):
        if ligne["statut"] == MASQUEE:
            assert (ligne["valeur"], ligne["base"], ligne["non_reponse"]) == ("", "", "")
            found.add((ligne["code"], ligne["niveau"], ligne["territoire"], ligne["ventilation"], ligne["modalite"]))
    assert found == noms


def test_le_classeur_dit_les_memes_chiffres_que_le_fichier_et_masque_les_memes(fichiers):
    lignes = [ligne for ligne in read(fichiers / "cellules.csv") if ligne["niveau"] in {"france", "region"}]
    said: dict[str, list[str]] = {}
    for ligne in lignes:
        said.setdefault(ligne["libelle"], []).append(ligne["valeur"] or (MASQUE if ligne["statut"] == MASQUEE else ""))
    book = python_calamine.CalamineWorkbook.from_path(str(fichiers / "tableaux.xlsx"))
    assert book.sheet_names[-2:] == ["Définitions", "À propos"]
    shown: dict[Any, list[Any]] = {}
    for name in book.sheet_names[:-2]:
        for row in book.get_sheet_by_name(name).to_python()[1:]:
            row += [""] * (8 - len(row))
            if row[4] == MASQUE:
                assert row[6:8] == ["", ""]
            shown.setdefault(row[0], []).append(row[4])
    assert shown.keys() >= said.keys()
    for libelle, valeurs in said.items():
        as_numbers = sorted(str(v) if isinstance(v, str) else f"{v:g}" for v in shown[libelle])
        assert sorted(v if v in {MASQUE, ""} else f"{float(v):g}" for v in valeurs) == [
            v for v in as_numbers if v != "" or "" in valeurs
        ]


def test_le_certificat_joint_ne_dit_pas_quelles_cases_sont_petites(fichiers):
    certificat = json.loads((fichiers / "certificat.json").read_text(encoding="utf-8"))
    assert certificat["verdict"] == CONFORME
    assert "primaires" not in certificat
    assert "fuites" not in certificat


def test_r68_aucun_plie_n_est_nomme_dans_une_publication_publique():
    offre = CONTROLE_PLIE.read_offre(Diffusion.PUBLIQUE, on=JOUR)
    for racine, axe in product(CONTROLE_PLIE.racines, CONTROLE_PLIE.axes):
        place = Place(racine, axe=axe)
        assert not offre.is_offert("dispositif", place)
        assert not offre.is_offert("departement", place)
        assert offre.is_offert("region", place)


def test_en_diffusion_restreinte_les_dispositifs_se_comparent_par_larges_categories(reseau, masquage):
    """Who comes in, what is done, for how long; neither each age nor each kind of étape, which regions alone show."""
    shown = {
        (c.code, c.modalite) for c in reseau.cellules if c.niveau == "dispositif" and c.cle not in masquage.masquees
    }
    assert shown >= {
        ("plie.taux_neutralise", ""), ("plie.etapes_par_participant", ""), ("plie.entrees.part_femmes", ""),
        ("plie.entrees.ages", "45_plus"), ("plie.entrees.publics", "brsa"), ("plie.entrees.part_peu_qualifies", ""),
        ("plie.part_contrats", ""), ("plie.part_iae", ""), ("plie.part_sans_etape", ""), ("plie.duree_moyenne", ""),
    }  # fmt: skip
    fins = {
        c.cle for c in reseau.cellules if c.niveau == "dispositif" and c.modalite in ("45_54", "mobilisation", "ACI")
    }
    croises = {
        c.cle
        for c in reseau.cellules
        if c.niveau == "dispositif" and (c.code, c.ventilation) == ("plie.sorties", "sexe")
    }
    assert fins
    assert croises
    assert fins | croises <= masquage.hors


def test_ce_qui_est_cache_au_public_ne_l_est_pas_au_reseau_pour_autant(reseau, masquage):
    """The public release, that the network reads too, keeps whom a total comes from; the network is shown it, dispositif by dispositif."""
    suite = hide(reseau, RESTREINTE, hide(reseau, Diffusion.PUBLIQUE).publication)
    assert suite.is_conforme

    def count_shown(found):
        return sum(c.niveau == "dispositif" and c.cle not in found.masquees for c in reseau.cellules)

    assert count_shown(suite) > 0.85 * count_shown(masquage)


def test_une_region_de_trop_peu_de_plie_n_est_jamais_seule(reseau):
    territoires = {cellule.territoire for cellule in reseau.cellules if cellule.niveau == "region"}
    assert territoires == {"84", "32", "11", "bre-pdl"}


def test_deux_plie_ne_publient_rien(racine):
    deux = make_reseau()[:2]
    with pytest.raises(RegroupementRefuse, match="2 dispositif"):
        count(deux)


def test_un_chiffre_qui_contredit_les_autres_arrete_tout(reseau):
    cellules = list(reseau.cellules)
    rang = next(
        i for i, c in enumerate(cellules) if c.code == "plie.taux_brut" and c.niveau == "dispositif" and c.base > 1
    )
    cellules[rang] = cellules[rang]._replace(base=cellules[rang].base - 1)
    with pytest.raises(ChiffreContraire, match="plie"):
        read_comptes(replace(reseau, cellules=cellules))


def count_refus(masquage, cles) -> int:
    """How many of these cells, shown again alone, make the attack refuse."""
    refus = 0
    for cle in cles:
        shown = replace(masquage.publication, montrees=masquage.publication.montrees | {cle})
        dossier = write_dossier([shown], masquage.masque.seuils, diffusion=RESTREINTE)
        refus += certify(dossier, now=INSTANT)["verdict"] != CONFORME
    return refus


def list_secondaires(masquage):
    return sorted(cle for cle, etat in masquage.masque.etats.items() if etat.statut is Statut.SECONDAIRE)


def test_une_secondaire_montree_et_l_attaque_refuse(masquage):
    secondaires = list_secondaires(masquage)
    chosen = secondaires[:: max(1, len(secondaires) // ESSAIS)][:ESSAIS]
    assert count_refus(masquage, chosen) == len(chosen) == ESSAIS


@pytest.mark.lent
def test_presque_toute_secondaire_est_necessaire(masquage):
    secondaires = list_secondaires(masquage)
    assert count_refus(masquage, secondaires) >= 0.95 * len(secondaires)


def test_tue_pendant_qu_elle_ecrit_puis_relancee_elle_donne_les_memes_fichiers(
    reseau, masquage, fichiers, tmp_path, racine
):
    script = (
        "import django; django.setup(); import pickle, sys, pathlib, datetime;"
        "from maillage.consolidation.cellules.fichiers import write_cellules;"
        "from tests.consolidation.petit_reseau import count, make_reseau;"
        "from django.conf import settings; settings.VAR = pathlib.Path(sys.argv[2]);"
        "found = count(make_reseau()); d = pathlib.Path(sys.argv[1]); d.mkdir(exist_ok=True);\n"
        "while True: write_cellules(d / 'cellules.csv', found)"
    )
    dossier = tmp_path / "sortie"
    with subprocess.Popen([sys.executable, "-c", script, str(dossier), str(tmp_path / "var")]) as process:
        while process.poll() is None and not list(dossier.glob(".*.ecriture")):
            time.sleep(0.01)
        process.kill()
    assert process.returncode == -9
    write_release(dossier, reseau, masquage, diffusion=RESTREINTE, today=JOUR, regions=name_regions(reseau))
    names = ("cellules.csv", "tableaux.xlsx", "certificat.json")
    assert {path.name for path in dossier.iterdir()} == set(names)
    assert [(dossier / name).read_bytes() for name in names] == [(fichiers / name).read_bytes() for name in names]


def test_deux_fois_les_memes_faits_le_meme_masque(reseau, masquage):
    shuffled = replace(reseau, cellules=reseau.cellules[::-1])
    assert hide(shuffled, RESTREINTE).masquees == masquage.masquees


def test_le_stock_de_l_annee_d_avant_lie_deux_publications(racine):
    dispositifs = make_reseau(graine=3, premiere=2018)
    avant = hide(count(dispositifs, 2018), RESTREINTE)
    apres = hide(count(dispositifs, 2019), RESTREINTE, avant.publication)
    assert {t.periode for t in apres.publication.tableaux if t.mesure == "plie.stock"} == {"2018", "2019"}
    assert apres.is_conforme
