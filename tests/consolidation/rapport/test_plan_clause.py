"""The report of the clause: its chapters, its sentences at nothing, at one and at many, and what it does not say."""

import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from maillage.consolidation.catalogue.clause.catalogue import CLAUSE
from maillage.consolidation.cellules.niveaux import Lieu
from maillage.consolidation.depots.rules.sommes import list_codes
from maillage.consolidation.faits.tables_clause import CONTRATS, HEURES, POSTES, SORTIES, TABLES_CLAUSE
from maillage.consolidation.rapport.blocs import Dessin, Liste, Tableau, Texte
from maillage.consolidation.rapport.lieux import Colonne, list_lieux
from maillage.consolidation.rapport.livre import ENTIER, Livre
from maillage.consolidation.rapport.nombres import read_texte
from maillage.consolidation.rapport.plans import compose
from maillage.consolidation.rapport.plans.clause import PLAN
from maillage.consolidation.rapport.rendus.page import render_autonome
from maillage.consolidation.rapport.rendus.papier import render_papier
from tests.consolidation.rapport.exemple import JOUR
from tests.consolidation.rapport.exemple_clause import count, make_livre
from tests.consolidation.rapport.lecture import Page, list_cites, list_definis

CHAPITRES = [
    "synthese", "introduction", "marches", "heures", "employeurs", "personnes", "contrats", "apres", "equipes", "territoires", "evolutions",
    "participants", "methode", "definitions", "sigles",
]  # fmt: skip
QUI: dict[str, Any] = {
    "type": "cdd", "mode": "embauche_directe", "domaine": "F", "qpv_adresse": True, "femme": True, "homme": False,
    "moins_26": True, "senior": False, "deld": True, "brsa": False, "qpv": True, "handicap": False, "niveau_3": True,
}  # fmt: skip
LIEU = {"service": Lieu("59", "32")}


def list_phrases(livre: Livre) -> list[str]:
    found = compose(PLAN, livre, edite_le=JOUR)
    blocs = [bloc for bloc in found.list_blocs() if isinstance(bloc, Texte | Liste)]
    return [read_texte(found.chapeau)] + [
        read_texte(phrase) for bloc in blocs for phrase in ([bloc.phrase] if isinstance(bloc, Texte) else bloc.phrases)
    ]


def read_tout(livre: Livre) -> str:
    return " ".join(list_phrases(livre)).replace("\u202f", " ")


@pytest.fixture(scope="module")
def vide(tmp_path_factory) -> Livre:
    """A year of one service without any file."""
    cellules = count(tmp_path_factory.mktemp("vide"), {table: [] for table in TABLES_CLAUSE}, LIEU)
    return make_livre(cellules, LIEU)


@pytest.fixture(scope="module")
def unique(tmp_path_factory) -> Livre:
    """One person, one contract, one hour, one post, one answer."""
    rows: dict[Any, list[dict[str, Any]]] = {table: [] for table in TABLES_CLAUSE}
    rows[CONTRATS] = [{
        "dispositif": "service", "contrat": 1, "personne": 1, "rang": 1, "debut": date(2019, 2, 4), "is_gere": True,
        "is_sur_lot": True, "employeur": 1, "fin": date(2019, 2, 4), "is_fin_dite": True, **QUI,
    }]  # fmt: skip
    rows[HEURES] = [{
        "dispositif": "service", "lot": 1, "marche": 1, "is_agregee": False, "contrat": 1, "personne": 1, "externe": None,
        "mois": date(2019, 3, 1), "centiemes": 100, "type_heures": "travail", "achat": "travaux", "donneur": "commune",
        "entreprise": 1, "effectif": "moins_200", "employeur_statut": "ei", "entreprise_statut": None, **QUI,
    }]  # fmt: skip
    rows[POSTES] = [{
        "dispositif": "service", "poste": 1, "fonction": "facilitateur", "financement": "etat", "dix_milliemes": 10_000,
        "du": date(2018, 1, 1), "au": None,
    }]  # fmt: skip
    rows[SORTIES] = [
        {"dispositif": "service", "contrat": 1, "jalon": 6, "prevu_le": date(2019, 9, 1), "situation": "cdi"}
    ]
    return make_livre(count(tmp_path_factory.mktemp("unique"), rows, LIEU), LIEU)


class TestLePlan:
    def test_un_chapitre_pour_ce_que_le_lecteur_cherche(self, rapport_clause):
        assert [partie.code for partie in rapport_clause.parties] == CHAPITRES

    def test_il_ne_parle_d_aucun_plie(self, clause):
        found = compose(replace(PLAN, chapitres=PLAN.chapitres[:-2]), clause, edite_le=JOUR)
        assert "PLIE" not in render_autonome(found, {})

    def test_chaque_chiffre_cite_a_sa_definition_et_aucun_autre(self, rapport_clause):
        assert "clause.heures" in list_definis(rapport_clause)
        assert list_definis(rapport_clause) == list_cites(rapport_clause)

    def test_la_liste_des_services_est_aussi_longue_que_le_nombre_imprime(self, clause, rapport_clause):
        partie = next(partie for partie in rapport_clause.parties if partie.code == "participants")
        assert sum(len(tableau.lignes) for tableau in partie.blocs[1:]) == len(clause.participants) == 20
        assert read_texte(partie.blocs[0].phrase) == "20 services ont été comptés en 2019."


class TestLesPhrases:
    def test_de_beaucoup(self, clause_seule):
        said = read_tout(clause_seule)
        assert "Les services suivaient en 2019 60 marchés en cours (120 lots), passés par 36 donneurs d’ordre" in said
        assert "438 personnes ont travaillé" in said
        assert "480 contrats ont eu des heures en 2019." in said
        assert "12,80 équivalents temps plein de facilitateurs" in said

    def test_d_un_seul(self, unique):
        said = read_tout(unique)
        assert "compté dans ses dossiers" in said
        assert "En 2019, 1 heure d’insertion a été validée." in said
        assert "1 personne a travaillé, 1 heure en moyenne." in said
        assert "1 contrat a eu des heures en 2019. Cela fait 1,00 contrat par personne employée." in said
        assert (
            "1 personne était en contrat de travail ou en formation qualifiante, sur 1 situation connue : 100 %."
            in said
        )
        assert "Femmes : 100 %, sur 1 réponse" in said
        assert not {"1 heures", "1 personnes", "1 contrats", "1 réponses", "1 situations", "1 postes"} & {
            f"{one} {other}" for one, other in zip(said.split(), said.split()[1:], strict=False)
        }  # fmt: skip

    def test_de_rien(self, vide):
        said = read_tout(vide)
        assert "Aucune heure d’insertion n’a été validée en 2019." in said
        assert "Aucun service n’a déclaré de poste de facilitation dans l’année." in said
        assert "personne n’est arrivé à cette échéance dans l’année" in said
        page = render_autonome(compose(PLAN, vide, edite_le=JOUR), {})
        assert "NaN" not in page
        assert render_papier(compose(PLAN, vide, edite_le=JOUR)).startswith(b"%PDF")

    def test_chaque_evolution_dit_de_quelle_annee(self, clause, clause_seule):
        assert "qu’en 2018" in read_tout(clause)
        assert "2018" not in read_tout(clause_seule)

    def test_une_phrase_dont_un_nombre_est_masque_le_dit_et_rien_d_autre(self, clause_seule):
        hidden = replace(clause_seule, masquees=frozenset({clause_seule.get_case("clause.heures").cle}))
        said = list_phrases(hidden)
        assert (
            "Heures d’insertion\u202f: masqué, pour que personne ne puisse être reconnu. Heures par personne\u202f: masqué, pour que "
            "personne ne puisse être reconnu."
        ) in said
        assert not any("heures d’insertion ont été validées" in phrase for phrase in said)

    def test_ce_que_toutes_n_ont_pas_dit_n_est_pas_un_secret(self, clause_seule):
        cle = clause_seule.get_case("clause.etp_facilitateurs").cle
        said = list_phrases(replace(clause_seule, incompletes=frozenset({cle})))
        assert "Facilitateurs\u202f: non publié, car toutes les structures ne l’ont pas dit." in said
        assert not any("masqué" in phrase and "Charge" in phrase for phrase in said)


@pytest.fixture(scope="module")
def somme(clause_seule) -> Livre:
    """From deposits alone, what several services follow together has no cell above them."""
    seules = {mesure.code for mesures in CLAUSE.distinctes.values() for mesure in mesures}
    kept = [
        one for one in clause_seule.consolidation.cellules
        if one.niveau == "dispositif" or not list_codes(CLAUSE.mesures[one.code]) & seules
    ]  # fmt: skip
    return replace(clause_seule, consolidation=replace(clause_seule.consolidation, cellules=kept))


class TestDesDepots:
    def test_ce_qui_ne_s_additionne_pas_n_est_pas_imprime(self, somme):
        found = compose(PLAN, somme, edite_le=JOUR)
        assert [partie.code for partie in found.parties] == [code for code in CHAPITRES if code != "evolutions"]
        page = Page(render_autonome(found, {}))
        seules = {mesure.code for mesures in CLAUSE.distinctes.values() for mesure in mesures}
        assert not {cle.split("|")[0] for cle, _ in page.lies} & seules

    def test_les_lots_se_lisent_chez_qui_les_pilote(self, somme):
        said = read_tout(somme)
        assert "120 lots étaient en cours en 2019, chacun compté chez le service qui le pilote." in said
        assert "seuls se lisent les lots" in said
        assert "travaille en moyenne avec" not in said
        assert "Un facilitateur à temps plein suscite en moyenne" in said


def test_une_moyenne_d_un_tableau_a_sa_base_et_un_compte_n_en_a_pas(clause_seule):
    blocs = list(compose(PLAN, clause_seule, edite_le=JOUR).list_blocs())
    heures = next(b for b in blocs if isinstance(b, Tableau) and read_texte(b.legende) == "Les heures de l’année")
    lues = {read_texte(ligne[0]): read_texte(ligne[1]) for ligne in heures.lignes}
    assert lues["Heures par personne employée"].endswith(" (438)")
    assert "(" not in lues["Heures d’insertion validées"]
    assert read_texte(heures.notes[0]).startswith("Entre parenthèses, la base")


def test_un_taux_de_l_annee_d_avant_a_sa_base_lui_aussi(clause):
    blocs = [bloc for bloc in compose(PLAN, clause, edite_le=JOUR).list_blocs() if isinstance(bloc, Tableau)]
    [heures] = [bloc for bloc in blocs if read_texte(bloc.legende) == "Les heures de l’année"]
    avant = {read_texte(ligne[0]): read_texte(ligne[2]) for ligne in heures.lignes}
    assert re.fullmatch(r"[\d\u202f,]+ \([\d\u202f]+\)", avant["Heures par personne employée"])
    assert "(" not in avant["Heures d’insertion validées"]


def test_aucun_total_declare_fait_zero_et_non_une_reponse_inconnue(vide):
    blocs = [bloc for bloc in compose(PLAN, vide, edite_le=JOUR).list_blocs() if isinstance(bloc, Tableau)]
    [heures] = [bloc for bloc in blocs if read_texte(bloc.legende) == "Les heures de l’année"]
    lues = {read_texte(ligne[0]): read_texte(ligne[1]) for ligne in heures.lignes}
    assert (lues["Heures déclarées en un seul total"], lues["Heures en tout, totaux déclarés compris"]) == ("0", "0")
    # A service that declared one total says nothing of those followed one by one: no cell tells this from having none.
    assert lues["Heures d’insertion validées"] == "non renseigné"


class TestLesArrondis:
    """Two hours and a half of each of two kinds are three and three, of five."""

    UN_A_UN = "Les nombres sont arrondis un à un"

    def list_tableaux(self, tmp_path, *centiemes):
        own = QUI | dict.fromkeys(("contrat", "personne", "entreprise", "lot", "marche"), 1) | {"dispositif": "service"}
        rows: dict[Any, list[dict[str, Any]]] = {table: [] for table in TABLES_CLAUSE}
        rows[HEURES] = [
            own | {
                "is_agregee": False, "externe": None, "mois": date(2019, mois, 1), "centiemes": found, "type_heures": type_, "achat": achat,
                "donneur": "commune", "effectif": "moins_200", "employeur_statut": "ei", "entreprise_statut": None,
            }
            for mois, (found, type_, achat) in enumerate(zip(centiemes, ("travail", "tutorat"), ("travaux", "services"), strict=True), 1)
        ]  # fmt: skip
        livre = make_livre(count(tmp_path, rows, LIEU), LIEU)
        for bloc in compose(PLAN, livre, edite_le=JOUR).list_blocs():
            tableau = bloc.tableau if isinstance(bloc, Dessin) else bloc
            if isinstance(tableau, Tableau):
                yield read_texte(tableau.colonnes[0]), " ".join(read_texte(note) for note in tableau.notes)

    def test_des_heures_qui_ne_font_pas_leur_total_le_disent(self, tmp_path):
        notes = dict(self.list_tableaux(tmp_path, 250, 250))
        assert self.UN_A_UN in notes["Type d’heures"]  # parts of a total
        assert self.UN_A_UN in notes["Nature de l’achat"]  # parts of a rate
        assert self.UN_A_UN not in notes["Mode de réalisation"]  # a single part is its total

    def test_celles_qui_le_font_se_taisent(self, tmp_path):
        assert not [colonne for colonne, notes in self.list_tableaux(tmp_path, 240, 260) if self.UN_A_UN in notes]

    def test_un_pays_qui_n_est_pas_la_somme_imprimee_de_ses_regions_le_dit(self, clause_seule):
        codes = [("region", code) for code in clause_seule.territoires["region"]]
        colonnes = [Colonne("clause.heures", "Heures")]

        def list_notes(ajout, pays):
            ronds = {ou: clause_seule.get_case("clause.heures", ou=ou).cellule.numerateur // 100 * 100 for ou in codes}
            told = {ou: rond + (ajout if ou in codes[:2] else 0) for ou, rond in ronds.items()} | {
                ENTIER: sum(ronds.values()) + pays
            }
            consolidation = clause_seule.consolidation
            cellules = [
                c._replace(numerateur=told[c.niveau, c.territoire])
                if c.code == "clause.heures" and not c.ventilation and (c.niveau, c.territoire) in told else c
                for c in consolidation.cellules
            ]  # fmt: skip
            livre = replace(clause_seule, consolidation=replace(consolidation, cellules=cellules))
            return " ".join(
                read_texte(note) for note in list_lieux(livre, [*codes, ENTIER], colonnes, titre=("",)).notes
            )

        assert self.UN_A_UN not in list_notes(0, 0)
        assert self.UN_A_UN in list_notes(50, 100)
        assert self.UN_A_UN not in list_notes(50, 0)  # they are not the whole: no rounding explains it


class TestLesQuartiers:
    def test_la_part_est_de_qui_a_une_adresse_situee_et_le_reste_est_dit(self, clause_seule):
        partie = next(one for one in compose(PLAN, clause_seule, edite_le=JOUR).parties if one.code == "personnes")
        dessin = next(
            b for b in partie.list_blocs() if isinstance(b, Dessin) and "l’adresse est située" in read_texte(b.base)
        )
        oui, non, inconnu = (
            clause_seule.get_case("clause.participants", "qpv_adresse", code).cellule.numerateur
            for code in ("oui", "non", "")
        )
        assert inconnu > 0
        assert read_texte(dessin.base).startswith(f"Sur {oui + non} ")
        lues = {read_texte(ligne[0]): [read_texte(cell) for cell in ligne[1:]] for ligne in dessin.tableau.lignes}
        assert lues["Non renseigné"] == [str(inconnu), ""]
        assert lues["En quartier prioritaire"][1] == f"{round(100 * oui / (oui + non))}\u202f%"


def test_un_dessin_dont_tout_est_cache_est_une_phrase(clause_seule):
    def list_dessins(livre):
        blocs = list(compose(PLAN, livre, edite_le=JOUR).list_blocs())
        return [b for b in blocs if isinstance(b, Dessin) and "Embauche directe" in b.figure.description]

    cles = frozenset(c.cle for c in clause_seule.consolidation.cellules if c.ventilation == "mode")
    cache = replace(clause_seule, masquees=cles)
    assert list_dessins(clause_seule)
    assert not list_dessins(cache)
    assert "Mode de réalisation : parts des heures : masqué, pour que personne ne puisse être reconnu." in read_tout(
        cache
    ).replace("\u202f", " ")


class TestLesTerritoires:
    def test_une_region_cachee_est_hachuree_comme_celle_sans_service(self, clause_seule):
        cles = {c.cle for c in clause_seule.consolidation.cellules if c.niveau == "region" and c.territoire == "04"}
        found = compose(PLAN, replace(clause_seule, masquees=frozenset(cles)), edite_le=JOUR)
        carte = next(bloc for bloc in found.list_blocs() if isinstance(bloc, Dessin) and bloc.echelle)
        assert read_texte(carte.titre) == "Les heures validées dans les régions"
        ligne = next(ligne for ligne in carte.tableau.lignes if read_texte(ligne[0]) == "La Réunion")
        assert {read_texte(cell) for cell in ligne[1:]} == {"masqué"}
        assert "masqué ou non compté" in str(carte.figure.spec)

    def test_ou_rien_ne_se_peint_le_tableau_est_seul(self, clause_seule):
        cles = frozenset(c.cle for c in clause_seule.consolidation.cellules if c.niveau in ("region", "departement"))
        found = compose(PLAN, replace(clause_seule, masquees=cles), edite_le=JOUR)
        [partie] = [one for one in found.parties if one.code == "territoires"]
        blocs = list(partie.list_blocs())
        assert not [bloc for bloc in blocs if isinstance(bloc, Dessin)]
        assert "Heures, personnes et contrats par région" in [
            read_texte(b.legende) for b in blocs if isinstance(b, Tableau)
        ]

    def test_sans_chiffre_d_un_service_pas_de_tableau_des_services(self, clause_seule):
        cles = {c.cle for c in clause_seule.consolidation.cellules if c.niveau == "dispositif"}
        said = read_tout(replace(clause_seule, masquees=frozenset(cles)))
        assert "Les chiffres d’un seul service ou d’un seul département ne sont pas publiés" in said

    def test_ce_que_certaines_n_ont_pas_dit_ne_se_lit_qu_au_pays(self, clause_seule):
        """As a publication prepares it: the figure is left out below the country, and not published there."""
        code = "clause.etp_facilitateurs"
        kept = [c for c in clause_seule.consolidation.cellules if c.code != code or c.niveau == "france"]
        livre = replace(
            clause_seule, consolidation=replace(clause_seule.consolidation, cellules=kept),
            incompletes=frozenset({clause_seule.get_case(code).cle}),
        )  # fmt: skip
        found = compose(PLAN, livre, edite_le=JOUR)
        carte = next(bloc for bloc in found.list_blocs() if isinstance(bloc, Dessin) and bloc.echelle)
        assert "Facilitateurs (ETP)" not in [read_texte(head) for head in carte.tableau.colonnes]
        assert "non publié, car toutes les structures ne l’ont pas dit" in read_tout(livre)


def test_les_heures_et_leurs_parts_se_comparent_a_l_annee_publiee(clause):
    """Hours as hours, not as the hundredths that they are counted in; a share as both years printed it."""
    partie = next(one for one in compose(PLAN, clause, edite_le=JOUR).parties if one.code == "evolutions")
    tableau = next(bloc for bloc in partie.blocs if isinstance(bloc, Tableau))
    lignes = {read_texte(ligne[0]): [read_texte(cell) for cell in ligne[1:4]] for ligne in tableau.lignes}
    now = clause.get_case("clause.heures").valeur.texte
    assert lignes["Heures d’insertion validées"][1:] == [now, "+10\u202f%"]
    part = lignes["Part des heures employées par l’insertion par l’activité économique"]
    assert part[1] == clause.get_case("clause.part_siae").valeur.texte
    assert part[2].endswith(("point", "points"))
    assert len(lignes) == 11


class TestLesEngagements:
    def test_ce_qui_etait_engage_et_ce_qui_a_ete_fait_se_lisent_cote_a_cote(self, clause_seule):
        said = read_tout(clause_seule)
        taux, sans = (
            clause_seule.get_case("clause.taux_realisation"),
            clause_seule.get_case("clause.lots_echus_sans_entreprise"),
        )
        base, tenues = (one.texte.replace("\u202f", " ") for one in (taux.base, taux.effectif))
        part = taux.valeur.texte.replace("\u202f", " ")
        assert f"Sur les {base} heures qu’ils engageaient, {tenues} ont été tenues : un taux de {part}." in said
        assert sans.valeur.valeur > 1
        assert f"De {sans.valeur.texte} lots, aucune entreprise n’est connue" in said
        partie = next(one for one in compose(PLAN, clause_seule, edite_le=JOUR).parties if one.code == "marches")
        tableau = next(
            bloc
            for bloc in partie.list_blocs()
            if isinstance(bloc, Tableau) and "depuis leur début" in read_texte(bloc.legende)
        )
        lues = {read_texte(ligne[0]): read_texte(ligne[1]) for ligne in tableau.lignes}
        assert lues["Heures engagées des lots échus"] == taux.base.texte
        assert lues["Heures tenues sur les lots échus"] == taux.effectif.texte
        assert {"Heures réalisées des lots échus", "Heures qui manquent aux lots échus"} <= lues.keys()

    def test_un_taux_masque_ne_laisse_pas_sa_base(self, clause_seule):
        cle = clause_seule.get_case("clause.taux_realisation").cle
        said = list_phrases(replace(clause_seule, masquees=frozenset({cle})))
        assert "Engagements tenus\u202f: masqué, pour que personne ne puisse être reconnu." in said
        assert not any("qu’ils engageaient" in phrase for phrase in said)

    def test_sans_lot_fini_rien_n_est_dit_du_taux(self, vide):
        assert "Aucun lot qui demandait des heures n’a fini dans l’année." in read_tout(vide)


class TestLesDurees:
    def test_la_moyenne_la_mediane_leur_base_et_ce_qui_n_est_pas_connu(self, clause_seule):
        said = read_tout(clause_seule)
        moyenne, mediane = (clause_seule.get_case(f"clause.duree_contrats_{quoi}") for quoi in ("moyenne", "mediane"))
        finis = clause_seule.get_case("clause.contrats_finis").valeur.valeur
        assert moyenne.cellule.base + moyenne.cellule.non_reponse == finis
        assert (
            f"La moitié d’entre eux a duré {mediane.valeur.texte} jours au plus. La moyenne est de {moyenne.valeur.texte} jours"
            in said
        )
        assert f"de {moyenne.base.texte} contrats dont la fin réelle est connue" in said
        assert (
            f"De {moyenne.non_reponse.texte} autres contrats, seule la fin prévue est connue : ils sont comptés à part."
            in said
        )

    def test_un_contrat_d_un_jour_dure_un_jour(self, unique):
        said = read_tout(unique)
        assert "1 contrat a fini dans l’année." in said
        assert "La moitié d’entre eux a duré 1 jour au plus. La moyenne est de 1 jour" in said

    def test_sans_contrat_fini_il_le_dit(self, vide):
        assert "Aucun contrat n’a fini dans l’année." in read_tout(vide)


def test_ceux_que_l_on_compare_sont_des_services(clause):
    """A report of the clause adds up services; « dispositif » is the word of the other one."""
    rapport = compose(PLAN, clause, edite_le=JOUR)
    tableaux = [bloc for bloc in rapport.list_blocs() if isinstance(bloc, Tableau)]
    dessins = [bloc.tableau for bloc in rapport.list_blocs() if isinstance(bloc, Dessin)]
    heads = {read_texte(head) for tableau in (*tableaux, *dessins) for head in tableau.colonnes}
    assert "Services" in heads
    assert "Dispositifs" not in heads
    assert "Les mêmes services (20) sont comptés en 2018 et en 2019." in read_tout(clause)
    assert "dispositif" not in read_tout(clause)


def test_aucune_definition_imprimee_ne_parle_de_centiemes(rapport_clause):
    page = render_autonome(rapport_clause, {})
    assert "centièmes d’heure" not in page
    assert "millionièmes" not in page
