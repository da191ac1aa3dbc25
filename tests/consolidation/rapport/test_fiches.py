"""The page of a territory: written with what was told, saying what was not, and with whom a region is published."""

from dataclasses import replace

import pytest

from maillage.consolidation.cellules.territoires import regroup
from maillage.consolidation.rapport.blocs import Dessin, Encadre, Tableau
from maillage.consolidation.rapport.fiches import compose_fiche, list_fiches, list_lieux, name_fiche
from maillage.consolidation.rapport.nombres import read_texte
from maillage.consolidation.rapport.plans.plie import PLAN
from maillage.consolidation.rapport.plans.plie.territoires import write_territoires
from tests.consolidation.rapport.exemple import JOUR
from tests.consolidation.rapport.exemple import list_lieux as list_places

NORD = ("region", "32")
TAUX, ETAPES = "plie.taux_neutralise", "plie.etapes_par_participant"


def leave_out(livre, *codes):
    """As a publication prepares what some structures did not tell: of the country alone, and not published there."""
    kept = [c for c in livre.consolidation.cellules if c.code not in codes or c.niveau == "france"]
    tues = frozenset(c.cle for c in kept if c.code in codes)
    return replace(livre, consolidation=replace(livre.consolidation, cellules=kept), incompletes=tues)


def read_blocs(livre, ou):
    return compose_fiche(livre, ou, plan=PLAN, edite_le=JOUR).parties[0].blocs


def find(blocs, genre):
    return [bloc for bloc in blocs if isinstance(bloc, genre)]


@pytest.fixture
def groupe(livre):
    found = regroup(replace(livre.consolidation, lieux=list_places()), minimum=4)
    return replace(livre, consolidation=found)


class TestUneAnneeDiteEnPartie:
    def test_la_fiche_s_ecrit_et_dit_ce_qui_manque(self, livre):
        blocs = read_blocs(leave_out(livre, ETAPES), NORD)
        [tableau], [encadre] = find(blocs, Tableau), find(blocs, Encadre)
        lignes = [read_texte(ligne[0]) for ligne in tableau.lignes]
        assert "Étapes par participant" not in lignes
        assert "Formation validée" in lignes
        assert encadre.titre == "Ce que cette fiche ne dit pas"
        assert read_texte(encadre.phrase).startswith("Étapes par participant. Des structures n’ont dit qu’une partie")

    def test_sans_son_taux_elle_n_a_pas_de_dessin_et_ses_chiffres_cles_le_disent(self, livre):
        blocs = read_blocs(leave_out(livre, TAUX), NORD)
        assert not find(blocs, Dessin)
        assert blocs[0].chiffres[-1].valeur.texte == "non publié"
        assert blocs[0].chiffres[0].valeur.is_montre
        said = read_texte(find(blocs, Encadre)[0].phrase)
        assert said.count("aux neutralisé") + said.count("positives, neutralisé") == 2

    def test_complete_elle_n_annonce_aucun_manque(self, livre):
        assert not find(read_blocs(livre, NORD), Encadre)

    def test_le_chapitre_des_territoires_ecarte_la_colonne_et_la_nomme(self, livre):
        partie = write_territoires(leave_out(livre, TAUX, ETAPES))
        assert partie is not None
        tableaux = {read_texte(one.legende): one for one in partie.list_blocs() if isinstance(one, Tableau)}
        suites = tableaux["Ce que deviennent les parcours dans les régions"]
        heads = [read_texte(head) for head in suites.colonnes]
        assert "Taux neutralisé (base)" not in heads
        assert "Formation, sur les positives (base)" in heads
        notes = " ".join(read_texte(note) for note in suites.notes)
        assert "Ne sont pas dans ce tableau" in notes
        assert "Taux neutralisé\u202f; Étapes par personne" in notes
        # Of a map that would paint nothing, its table alone.
        assert not [one for one in partie.list_blocs() if isinstance(one, Dessin)]
        assert "Taux neutralisé (base)" not in [
            read_texte(h) for h in tableaux["Entrées et sorties dans les régions"].colonnes
        ]


class TestLesTerritoiresQuiOntUneFiche:
    def test_des_regions_publiees_ensemble_disent_lesquelles(self, groupe):
        said = " ".join(
            read_texte(phrase) for bloc in read_blocs(groupe, ("region", "bre-pdl"))
            for phrase in [getattr(bloc, "phrase", ())]
        )  # fmt: skip
        assert "Publiées ensemble\u202f: Bretagne\u202f; Pays de la Loire." in said
        assert "Publiées ensemble" not in str(read_blocs(groupe, NORD))

    def test_un_dispositif_se_compare_au_groupe_ou_sa_region_est_publiee(self, groupe):
        breton = next(one.cle for one in groupe.participants if one.region == "53")
        assert list_lieux(groupe, ("dispositif", breton))[1] == ("region", "bre-pdl")

    def test_un_territoire_dont_rien_ne_se_lit_n_en_a_pas(self, livre):
        """Public: neither a département nor a dispositif; hidden, a region keeps its page, which says so."""
        fins = {c.cle for c in livre.consolidation.cellules if c.niveau in ("departement", "dispositif")}
        cachee = {c.cle for c in livre.consolidation.cellules if c.niveau == "region" and c.territoire == "04"}
        found = list_fiches(replace(livre, masquees=frozenset(fins | cachee)), plan=PLAN)
        assert {niveau for niveau, _ in found} == {"france", "region"}
        assert ("region", "04") in found
        assert {niveau for niveau, _ in list_fiches(livre, plan=PLAN)} == {
            "france",
            "region",
            "departement",
            "dispositif",
        }

    def test_chacun_a_son_nom_dans_les_adresses(self, livre):
        noms = [name_fiche(livre, ou) for ou in list_fiches(livre, plan=PLAN)]
        assert len(noms) == len(set(noms))
        assert {"france", "la-reunion", "departement-la-reunion"} <= set(noms)
