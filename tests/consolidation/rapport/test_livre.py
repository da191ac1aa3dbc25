"""The book: what it gives, and what hides with what is hidden."""

import csv
import io
from dataclasses import replace

import pytest

from maillage.consolidation.catalogue.plie import PLIE
from maillage.consolidation.rapport.cases import add_arrondis, add_parts, subtract
from maillage.consolidation.rapport.evolutions import say_evolution
from maillage.consolidation.rapport.livre import Statut
from maillage.consolidation.rapport.nombres import read_texte
from maillage.consolidation.rapport.phrases import tell
from maillage.consolidation.rapport.rendus.donnees import write_cellules
from maillage.consolidation.rapport.tableaux import note_tues
from maillage.indicateurs.valeurs import derive
from tests.consolidation.rapport.exemple import make_2018

FR = ("2019", "france", "FR")


def find_cle(code, ventilation="", modalite=""):
    return (code, PLIE.mesures[code].version, *FR, ventilation, modalite)


def mask(livre, *cles):
    return replace(livre, masquees=frozenset(cles))


@pytest.mark.parametrize(
    ("code", "ventilation", "modalite", "ecrit", "base"),
    [
        ("plie.entrees", "", "", "33 711", "33 711"), ("plie.taux_brut", "", "", "47 %", "31 555"),
        ("plie.taux_neutralise", "", "", "50 %", "29 255"), ("plie.positives_sur_entrees", "", "", "44 %", "33 711"),
        ("plie.causes", "cause", "abandon", "35 %", "16 789"), ("plie.issues", "issue", "abandon", "18 %", "31 555"),
        ("plie.etapes_par_participant", "", "", "1,34", "131 000"), ("plie.tailles", "taille", "tpe", "29 %", "10 000"),
    ],
)  # fmt: skip
def test_un_chiffre_et_sa_base(livre, code, ventilation, modalite, ecrit, base):
    case = livre.get_case(code, ventilation, modalite)
    assert (case.valeur.texte, case.base.texte) == (ecrit.replace(" ", "\u202f"), base.replace(" ", "\u202f"))
    assert case.valeur.cles == (case.cle,)


def test_chaque_case_du_livre_est_celle_de_la_consolidation(livre):
    for cellule in livre.consolidation.cellules:
        if cellule.niveau == "region":
            case = livre.get_case(
                cellule.code, cellule.ventilation, cellule.modalite, ou=(cellule.niveau, cellule.territoire)
            )
            assert case.valeur.valeur == derive(PLIE.mesures[cellule.code], cellule)


def test_les_reponses_inconnues_se_disent_a_cote(livre):
    taille = livre.get_case("plie.tailles", "taille", "tpe")
    assert (taille.non_reponse.texte, taille.part_non_reponse.texte) == ("1\u202f786", "15\u202f%")
    handicap = livre.get_case("plie.entrees.publics", "publics", "boeth")
    assert (handicap.valeur.texte, handicap.base.texte, handicap.non_reponse.texte) == (
        "non renseigné",
        "0",
        "33\u202f711",
    )


class TestCeQuiSeCacheEnsemble:
    def test_un_taux_se_cache_avec_son_numerateur(self, livre):
        hidden = mask(livre, find_cle("plie.sorties_positives"))
        for code in ("plie.taux_brut", "plie.taux_neutralise", "plie.positives_sur_entrees", "plie.part_emploi"):
            case = hidden.get_case(code)
            assert {case.valeur.texte, case.effectif.texte, case.base.texte, case.non_reponse.texte} == {"masqué"}
        assert hidden.get_case("plie.entrees").valeur.is_montre

    def test_un_taux_se_cache_avec_son_denominateur(self, livre):
        hidden = mask(livre, find_cle("plie.sorties"))
        assert hidden.get_case("plie.taux_brut").is_masquee
        assert hidden.get_case("plie.issues", "issue", "abandon").is_masquee
        assert not hidden.get_case("plie.positives_sur_entrees").is_masquee

    def test_une_moyenne_se_cache_avec_le_nombre_de_ceux_qu_elle_compte(self, livre):
        hidden = mask(livre, find_cle("plie.sorties"))
        assert hidden.get_case("plie.duree_moyenne").is_masquee
        assert hidden.get_case("plie.duree_mediane").is_masquee

    def test_ceux_qui_n_ont_pas_repondu_se_liraient_dans_la_base(self, livre):
        hidden = mask(livre, find_cle("plie.emploi_durable", "taille", ""))
        assert hidden.get_case("plie.tailles", "taille", "tpe").is_masquee

    def test_une_case_montree_tait_les_inconnus_caches(self, livre):
        hidden = mask(livre, find_cle("plie.entrees", "sexe", ""))
        femmes = hidden.get_case("plie.entrees", "sexe", "f")
        assert (femmes.valeur.is_montre, femmes.non_reponse.texte) == (True, "masqué")

    def test_une_somme_dont_une_part_est_cachee_est_cachee(self, livre):
        hidden = mask(livre, find_cle("plie.causes", "cause", "neutre"))
        cases = [hidden.get_case("plie.causes", "cause", one) for one in ("neutre", "autre")]
        assert add_parts(cases).texte == "masqué"
        assert add_arrondis(cases) is None

    def test_rien_de_cache_rien_de_masque(self, livre):
        assert not any(livre.get_case(code).is_masquee for code in ("plie.entrees", "plie.taux_brut"))


class TestCeQueToutesNeDisentPas:
    def leave_out(self, livre, *cles, masquees=()):
        return replace(livre, incompletes=frozenset(cles), masquees=frozenset(masquees))

    def test_un_chiffre_incomplet_n_est_pas_dit_masque(self, livre):
        case = self.leave_out(livre, find_cle("plie.etapes")).get_case("plie.etapes")
        assert {case.valeur.texte, case.effectif.texte, case.base.texte, case.non_reponse.texte} == {"non publié"}
        assert read_texte(tell("{n} étapes.", sujet="Étapes", n=case.valeur)) == (
            "Étapes\u202f: non publié, car toutes les structures ne l’ont pas dit."
        )

    def test_un_taux_est_incomplet_avec_l_un_de_ses_termes(self, livre):
        incomplet = self.leave_out(livre, find_cle("plie.etapes"))
        assert incomplet.get_case("plie.etapes_par_participant").valeur.texte == "non publié"
        assert incomplet.get_case("plie.entrees").valeur.is_montre

    def test_le_secret_passe_devant(self, livre):
        cle = find_cle("plie.sorties_positives")
        both = self.leave_out(livre, cle, masquees=[find_cle("plie.sorties")])
        assert both.get_case("plie.taux_brut").valeur.texte == "masqué"
        assert both.get_case("plie.sorties_positives").valeur.texte == "non publié"

    def test_le_tableau_et_le_fichier_disent_pourquoi(self, livre):
        cles = [find_cle("plie.causes", "cause", "neutre"), find_cle("plie.causes", "cause", "autre")]
        incomplet = self.leave_out(livre, *cles, masquees=[find_cle("plie.causes", "cause", "abandon")])
        cases = incomplet.list_cases("plie.causes", "cause")
        assert [read_texte(note).partition(" ")[0] for note in note_tues(cases)] == ["Les", "Non"]
        assert add_parts(cases).texte == "masqué"
        assert add_parts([case for case in cases if case.cellule.modalite != "abandon"]).texte == "non publié"
        statuts = {row["statut"] for row in csv.DictReader(io.StringIO("".join(write_cellules(incomplet))))}
        assert statuts == {"masqué", "incomplet", "fictif"}


class TestEvolution:
    def test_une_evolution_est_la_difference_de_ce_qui_est_imprime(self, livre):
        femmes = livre.get_case("plie.entrees.part_femmes")
        assert read_texte(say_evolution(livre, femmes)) == ", soit 1 point de plus qu’en 2018 (53\u202f%)"

    def test_sans_annee_precedente_rien_n_est_dit(self, seul):
        assert say_evolution(seul, seul.get_case("plie.entrees")) == ()

    def test_une_valeur_cachee_l_an_passe_n_est_pas_dite(self, livre, seul):
        avant = make_2018(seul)
        cle = ("plie.entrees", 1, "2018", "france", "FR", "", "")
        hidden = replace(livre, precedents=(replace(avant, masquees=frozenset({cle})),))
        assert say_evolution(hidden, hidden.get_case("plie.entrees")) == ()

    def test_une_autre_definition_ne_se_compare_pas(self, livre):
        case = livre.get_case("plie.entrees")
        autre = replace(case, cellule=replace(case.cellule, version=2))
        assert subtract(case, autre) is None


def test_la_mention_dit_si_le_rapport_se_publie(livre):
    assert "interne" in livre.mention
    assert "fictifs" in livre.mention
    assert "masqué" in replace(livre, statut=Statut.PUBLIC).mention
