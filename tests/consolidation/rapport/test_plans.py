"""A plan is a list of chapters: others add theirs, and a second plan is a second list."""

from dataclasses import replace

import pytest

from maillage.consolidation.catalogue.flux import FLUX
from maillage.consolidation.catalogue.plie import PLIE
from maillage.consolidation.cellules.niveaux import Lieu
from maillage.consolidation.rapport.blocs import Definitions, Dessin, Partie, Tableau, Texte
from maillage.consolidation.rapport.nombres import Dit, Nombre, Origine, Role, read_texte
from maillage.consolidation.rapport.phrases import write
from maillage.consolidation.rapport.plans import Ecrit, Plan, PlanSansChapitre, add_chapitre, compose, remove_chapitre
from maillage.consolidation.rapport.plans.choix import find_plan
from maillage.consolidation.rapport.plans.plie import PLAN
from maillage.indicateurs.catalogue import Catalogue
from maillage.indicateurs.dictionnaire import describe
from maillage.indicateurs.mesures import Mediane, Moyenne, Taux
from tests.consolidation.rapport.exemple import JOUR
from tests.consolidation.rapport.lecture import list_cites, list_definis


def write_fiches(livre):
    said = Dit("Un collectif de 12 participants se réunit chaque mois.", Origine.CITATION, "fiche-accueillir")
    return Partie("fiches", "Ce que font les PLIE", (Texte(write("{dit}", dit=said)),))


@pytest.fixture
def fiches():
    chapitre = Ecrit("fiches", write_fiches)
    add_chapitre("plie", chapitre, apres="territoires")
    yield chapitre
    remove_chapitre("plie", "fiches")


def list_codes(livre):
    return [partie.code for partie in compose(PLAN, livre, edite_le=JOUR).parties]


def test_le_plan_du_rapport_de_2019_partie_par_partie(livre):
    assert list_codes(livre) == [
        "synthese", "introduction", "entrees", "sorties", "contenu", "durees", "equipes", "territoires", "evolutions",
        "participants", "methode", "definitions", "sigles",
    ]  # fmt: skip


def test_un_chapitre_d_ailleurs_prend_sa_place(livre, fiches):
    codes = list_codes(livre)
    assert codes[codes.index("territoires") + 1] == "fiches"
    add_chapitre("plie", fiches, apres="territoires")
    assert list_codes(livre).count("fiches") == 1


def test_un_chapitre_qui_suit_ce_qui_n_existe_pas_se_refuse(livre):
    with pytest.raises(PlanSansChapitre, match="absent"):
        PLAN.insert(Ecrit("x", write_fiches), apres="absent")


def test_un_plan_ne_se_lit_que_dans_un_livre_qui_a_toutes_ses_mesures(livre):
    with pytest.raises(PlanSansChapitre, match="catalogues"):
        compose(find_plan("clause"), livre, edite_le=JOUR)


def test_un_livre_peut_en_dire_plus_que_son_plan(livre):
    autre = Plan(
        "flux",
        "Flux",
        Catalogue.make((FLUX,)),
        lambda one: write("Essai."),
        (Ecrit("fiches", write_fiches),),
        PLAN.essentiel,
    )
    for catalogue in (livre.consolidation.catalogue, autre.catalogue):
        compte = replace(livre.consolidation, catalogue=catalogue)
        found = compose(autre, replace(livre, consolidation=compte), edite_le=JOUR)
        assert [partie.code for partie in found.parties] == ["fiches"]


def test_la_liste_des_dispositifs_est_aussi_longue_que_le_nombre_imprime(livre, rapport):
    partie = next(partie for partie in rapport.parties if partie.code == "participants")
    lignes = [ligne for tableau in partie.blocs[1:] for ligne in tableau.lignes]
    assert len(lignes) == len(livre.participants) == 127
    assert read_texte(partie.blocs[0].phrase).startswith("127 dispositifs")


def test_sans_liste_pas_d_annexe(livre):
    assert "participants" not in list_codes(replace(livre, participants=()))


def test_chaque_chiffre_cite_a_sa_definition_et_aucun_autre(rapport):
    assert list_definis(rapport) == list_cites(rapport)
    assert "plie.taux_neutralise" in list_definis(rapport)
    assert "plie.sans_contact_45" not in list_definis(rapport)  # of the steering of a dispositif


def test_ce_que_toutes_les_definitions_d_un_bloc_disent_n_est_dit_qu_une_fois(rapport):
    blocs = [bloc for bloc in rapport.list_blocs() if isinstance(bloc, Definitions)]
    assert any(bloc.communs for bloc in blocs)
    by_code = {mesure.code: mesure for chapitre in describe(PLIE) for mesure in chapitre.mesures}
    for bloc in blocs:
        for one in bloc.definitions:
            assert not {nom for nom, _ in bloc.communs} & {nom for nom, _ in one.champs}
            said = {read_texte(valeur) for _, valeur in (*bloc.communs, *one.champs)}
            assert {by_code[one.code].compte, by_code[one.code].source, by_code[one.code].arrondi} - {""} <= said


def test_un_chapitre_de_moins_des_definitions_de_moins(livre):
    court = replace(PLAN, chapitres=tuple(one for one in PLAN.chapitres if one.code != "contenu"))
    assert list_definis(compose(court, livre, edite_le=JOUR)) < list_definis(compose(PLAN, livre, edite_le=JOUR))


def test_les_deux_tiers_des_sorties_sans_suite_ne_sont_plus_la_moitie(rapport):
    said = " ".join(read_texte(bloc.phrase) for bloc in rapport.list_blocs() if isinstance(bloc, Texte))
    assert "Pour 65\u202f% des sorties sans suite, environ deux tiers, une suite est connue" in said
    assert "la moitié" not in said


def list_lieux_du_rapport(found):
    [partie] = [one for one in found.parties if one.code == "territoires"]
    tableaux = [bloc.tableau if isinstance(bloc, Dessin) else bloc for bloc in partie.list_blocs()]
    return [one for one in tableaux if isinstance(one, Tableau)]


def test_chaque_taux_d_un_territoire_a_sa_base_a_cote(livre):
    """A mean and a rate are out of something, a count is not."""
    tableaux = list_lieux_du_rapport(compose(PLAN, livre, edite_le=JOUR))
    assert len(tableaux) > 10
    for tableau in tableaux:
        for ligne in tableau.lignes:
            for colonne, cell in zip(tableau.colonnes[1:], ligne[1:], strict=True):
                nombres = [part for part in cell if isinstance(part, Nombre)]
                mesure = livre.catalogue.mesures[nombres[0].cles[0][0]]
                has_base = isinstance(mesure, Taux | Moyenne | Mediane)
                assert read_texte(colonne).endswith(" (base)") is has_base
                if nombres[0].is_montre:
                    assert [one.role for one in nombres] == [Role.VALEUR, Role.BASE][: 1 + has_base]


def test_un_dispositif_sans_region_est_sous_un_titre_qui_le_dit(livre):
    cle = livre.participants[0].cle
    lieux = dict(livre.consolidation.lieux) | {cle: Lieu()}
    participants = [replace(livre.participants[0], region=""), *livre.participants[1:]]
    sans = replace(livre, participants=participants, consolidation=replace(livre.consolidation, lieux=lieux))
    [partie] = [one for one in compose(PLAN, sans, edite_le=JOUR).parties if one.code == "territoires"]
    assert all(rubrique.titre for rubrique in partie.rubriques)
    [seule] = [r for r in partie.rubriques if r.titre == "Dispositif par dispositif : Région non renseignée"]
    tableau = seule.blocs[0]
    assert isinstance(tableau, Tableau)
    assert [read_texte(ligne[0]) for ligne in tableau.lignes] == [livre.participants[0].nom, "France"]
