"""The book: what it gives, and what hides with what is hidden."""

import csv
import io
from dataclasses import replace

import pytest

from maillage.consolidation.catalogue.plie import PLIE
from maillage.consolidation.rapport.annees import Lue, Perimetres
from maillage.consolidation.rapport.blocs import list_phrases
from maillage.consolidation.rapport.cases import add_arrondis, add_parts
from maillage.consolidation.rapport.comparaisons import compare
from maillage.consolidation.rapport.evolutions import draw_annees, say_evolution
from maillage.consolidation.rapport.livre import Statut
from maillage.consolidation.rapport.nombres import read_texte
from maillage.consolidation.rapport.phrases import tell, write
from maillage.consolidation.rapport.plans.depuis import say_fiche
from maillage.consolidation.rapport.plans.plie.evolutions import write_evolutions
from maillage.consolidation.rapport.rendus.donnees import write_cellules
from maillage.consolidation.rapport.tableaux import note_tues
from maillage.indicateurs.valeurs import derive
from tests.consolidation.rapport.exemple import make_2018

FR = ("2019", "france", "FR")


def find_cle(code, ventilation="", modalite=""):
    return (code, PLIE.mesures[code].version, *FR, ventilation, modalite)


def confront(livre, code):
    found = compare(livre, code)
    assert found is not None
    return found


def read_evolutions(livre):
    partie = write_evolutions(livre)
    assert partie is not None
    return [read_texte(phrase).replace("\u202f", " ") for bloc in partie.blocs for phrase in list_phrases(bloc)]


def draw_entrees(livre):
    dessin = draw_annees(livre, ["plie.entrees"], titre=write("Les entrées"))
    assert dessin is not None
    return dessin.tableau


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
        place = ("plie.entrees", "france", "FR", "", "")
        chiffres = {**avant.chiffres, place: Lue(1, None, None, is_masquee=True)}
        hidden = replace(livre, precedents=(replace(avant, chiffres=chiffres),))
        assert say_evolution(hidden, hidden.get_case("plie.entrees")) == ()

    def test_une_autre_definition_ne_se_compare_pas(self, livre, seul):
        avant = make_2018(seul)
        place = ("plie.entrees", "france", "FR", "", "")
        autre = replace(avant, chiffres={**avant.chiffres, place: replace(avant.chiffres[place], version=2)})
        changed = replace(livre, precedents=(autre,))
        assert say_evolution(changed, changed.get_case("plie.entrees")) == ()
        assert compare(changed, "plie.entrees") is None
        assert "Une définition a changé" in read_texte(draw_entrees(changed).notes[0])

    def test_la_derniere_annee_publiee_peut_etre_plus_ancienne(self, livre, seul):
        ancien = replace(
            livre, precedents=(replace(make_2018(seul), millesime=2016), replace(make_2018(seul), millesime=2015))
        )
        assert "2016" in read_texte(say_evolution(ancien, ancien.get_case("plie.entrees")))


class TestPerimetre:
    """`parti`: one dispositif of region 84 that answered in 2018 and not in 2019."""

    @pytest.fixture
    def change(self, livre, seul):
        avant = make_2018(seul)
        membres = {
            ou: cles | ({"parti"} if ou in (("france", "FR"), ("region", "84")) else set())
            for ou, cles in avant.perimetres.membres.items()
        }
        couverture = {(code, *ou): len(cles) for ou, cles in membres.items() for code in PLIE.mesures}
        return replace(livre, precedents=(replace(avant, perimetres=Perimetres(membres, couverture)),))

    def test_d_autres_dispositifs_ne_disent_aucune_evolution(self, change):
        assert say_evolution(change, change.get_case("plie.entrees")) == ()
        assert say_evolution(change, change.get_case("plie.entrees", ou=("region", "84"))) == ()

    def test_une_region_qui_garde_les_siens_en_dit_une(self, change):
        assert "2018" in read_texte(say_evolution(change, change.get_case("plie.entrees", ou=("region", "32"))))

    def test_la_france_ne_se_compare_que_sur_ces_regions_et_d_apres_ce_qui_a_ete_imprime(self, change):
        found = confront(change, "plie.taux_neutralise")
        lieux = [("region", code) for code in change.territoires["region"] if code != "84"]
        assert found.lieux == tuple(lieux)
        assert found.dispositifs == 127 - 14
        avant = change.precedents[0].chiffres
        positives = sum(avant["plie.sorties_positives", *ou, "", ""].valeur for ou in lieux)
        base = sum(avant["plie.taux_neutralise", *ou, "", ""].base for ou in lieux)
        assert found.bases[0].valeur == base
        assert found.avant.valeur == round(100 * positives / base)
        imprimees = {(cle[0], cle[3], cle[4]) for cle in found.avant.cles}
        assert all((*place, "", "") in avant for place in imprimees)

    def test_un_seul_territoire_se_compare_sur_ses_deux_valeurs_imprimees(self, livre):
        femmes = confront(livre, "plie.entrees.part_femmes")  # its numerator is no figure of the register
        assert (femmes.lieux, femmes.avant.texte, femmes.apres.texte) == ((("france", "FR"),), "53\u202f%", "54\u202f%")
        assert (femmes.ecart.texte, femmes.bases[0].texte) == ("+1 point", "33\u202f373")
        assert confront(livre, "plie.duree_moyenne").ecart is not None

    def test_une_region_masquee_n_y_compte_pas(self, change):
        cle = ("plie.entrees", PLIE.mesures["plie.entrees"].version, "2019", "region", "32", "", "")
        hidden = replace(change, masquees=frozenset({cle}))
        assert ("region", "32") not in confront(hidden, "plie.entrees").lieux
        assert ("region", "32") in confront(hidden, "plie.sorties").lieux

    def test_un_dispositif_qui_ne_dit_pas_ce_chiffre_en_change_le_perimetre(self, livre):
        couverture = {**livre.perimetres.couverture, ("plie.entrees", "france", "FR"): 126}
        court = replace(livre, perimetres=replace(livre.perimetres, couverture=couverture))
        assert say_evolution(court, court.get_case("plie.entrees")) == ()
        assert say_evolution(court, court.get_case("plie.sorties_positives")) != ()

    def test_le_chapitre_dit_qui_est_la_les_deux_annees(self, change, livre):
        dits = read_evolutions(change)
        assert dits[1] == "127 dispositifs sont comptés les deux années ; aucun en 2019 seulement, 1 en 2018 seulement."
        assert "additionnées de ce qui en a été publié" in dits[2]
        assert read_evolutions(livre)[1].startswith("Les mêmes dispositifs (127)")

    def test_sans_rien_de_commun_le_rapport_le_dit_et_ne_chiffre_rien(self, livre, seul):
        avant = make_2018(seul)
        autres = Perimetres({ou: frozenset({"x", "y"}) for ou in avant.perimetres.membres}, {})
        dits = read_evolutions(replace(livre, precedents=(replace(avant, perimetres=autres),)))
        assert "Aucune évolution n’est dite" in dits[-1]
        assert not any("%" in dit for dit in dits)

    def test_la_fiche_d_une_region_dit_son_evolution_ou_pourquoi_non(self, change):
        garde = read_texte(say_fiche(change, ("region", "32"), ("plie.taux_neutralise",)))
        assert garde.startswith("Depuis 2018, avec les mêmes dispositifs (24)\u202f: taux de sorties positives")
        assert "aucune évolution n’est dite" in read_texte(
            say_fiche(change, ("region", "84"), ("plie.taux_neutralise",))
        )
        assert say_fiche(replace(change, precedents=()), ("region", "32"), ("plie.taux_neutralise",)) == ()

    def test_la_courbe_des_annees_dit_que_les_dispositifs_changent(self, change, livre):
        tableau = draw_entrees(change)
        assert [read_texte(cell) for cell in tableau.lignes[0]] == ["2018", "33\u202f373", "128"]
        assert "Ce ne sont pas les mêmes dispositifs" in read_texte(tableau.notes[0])
        assert draw_entrees(livre).notes == ()


def test_la_mention_dit_si_le_rapport_se_publie(livre):
    assert "interne" in livre.mention
    assert "fictifs" in livre.mention
    assert "masqué" in replace(livre, statut=Statut.PUBLIC).mention
