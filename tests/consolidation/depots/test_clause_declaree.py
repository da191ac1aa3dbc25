"""A service of the clause without Maillage declares its year: what is refused, what is counted, what stays secret."""

from collections import defaultdict

import pytest

from maillage.consolidation.catalogue.clause import declarations as d
from maillage.consolidation.catalogue.clause.apports import APPORTS
from maillage.consolidation.catalogue.clause.catalogue import CLAUSE
from maillage.consolidation.catalogue.declarations import GROUPE
from maillage.consolidation.cellules.comptage import Consolidation
from maillage.consolidation.cellules.comptes import read_comptes
from maillage.consolidation.cellules.niveaux import Lieu, add_niveaux
from maillage.consolidation.cellules.places import INCONNUS
from maillage.consolidation.cellules.plans import make_plan
from maillage.consolidation.cellules.territoires import regroup
from maillage.consolidation.depots.catalogues import get_regles
from maillage.consolidation.depots.rules.agreges import MANQUE, TROP_GRAND
from maillage.consolidation.depots.rules.clause_totaux import SANS_DETAIL, SANS_LIGNE, check
from maillage.consolidation.depots.rules.documents import group_totaux, list_places
from maillage.consolidation.depots.rules.sauts import find_sauts
from maillage.consolidation.depots.rules.sommes import add_depots, list_partiels
from maillage.consolidation.secret.nomenclatures import Diffusion
from maillage.indicateurs.apports import list_cles
from maillage.indicateurs.mesures import list_comptees
from tests.consolidation.depots.test_regles import TOTAUX as PLIE
from tests.consolidation.depots.usine_clause import count_service
from tests.consolidation.depots.usine_totaux import CONTRIBUTEURS, DETAIL, SEULES, TOUT
from tests.consolidation.petit_reseau import JOUR, MINIMUM, hide
from tests.consolidation.petit_reseau_clause import ANNEE

DECLARATION = get_regles("clause").declaration
NON_DEMANDEES = {
    "clause.contrats_finis", "clause.duree_contrats_moyenne", "clause.duree_contrats_mediane",
}  # fmt: skip
DECLARE = "declare"


def plain(phrase):
    """Without its narrow spaces."""
    return phrase.replace("\u202f", " ")


def expand(totaux, cle=DECLARE):
    return DECLARATION.expand(totaux, millesime=ANNEE, dispositif=cle)


def index(cellules):
    return {(c.code, c.ventilation, c.modalite): c for c in cellules}


class TestRefus:
    def test_ce_qui_se_tient_ne_dit_rien(self):
        for totaux in (SEULES, SEULES | DETAIL, TOUT, SEULES | CONTRIBUTEURS, {d.HEURES: 0}):
            assert check({k: v for k, v in totaux.items() if k != d.PLUS_FORTE or d.PERSONNES in totaux}) == {}

    def test_les_heures_sont_toujours_demandees(self):
        assert check({}) == {d.HEURES: MANQUE}

    @pytest.mark.parametrize(
        "cle", [d.PERSONNES, d.PROFIL_CONNU, d.SIGNES, d.SIAE_MARCHE, "clause.participants:profils:brsa"]
    )
    def test_le_detail_se_donne_en_entier(self, cle):
        assert check({k: v for k, v in (SEULES | DETAIL).items() if k != cle})[cle] == GROUPE

    def test_une_liste_oubliee_se_dit_sur_sa_premiere_ligne(self):
        sans = {k: v for k, v in TOUT.items() if not k.startswith("clause.heures:donneur")}
        assert check(sans) == {"clause.heures:donneur:commune": SANS_LIGNE}

    @pytest.mark.parametrize(
        ("change", "cle", "dit"),
        [
            ({"clause.heures:achat:services": 400_000}, "clause.heures:achat:travaux",
             "Nature de l’achat : les lignes font 12 000 heures, « Heures d’insertion validées dans l’année » dit 12 500 heures ; il manque 500 heures."),
            ({"clause.participants:sexe:f": 10}, "clause.participants:sexe:f", "il y a en trop 1"),
            ({"clause.contrats_actifs:mode:mad_etti": 31}, "clause.contrats_actifs:mode:embauche_directe", "il y a en trop 1"),
            ({"clause.heures:effectif:250_plus": 700_000}, "clause.heures:effectif:moins_200", "il y a en trop 500 heures"),
            ({d.PROFIL_CONNU: 41}, d.PROFIL_CONNU, "41 ici, plus que « Personnes qui ont eu des heures dans l’année » (40)"),
            ({d.PERSONNES: 56}, d.PERSONNES, "plus que « Contrats qui ont eu des heures dans l’année » (55)"),
            ({"clause.participants:profils:qpv": 37}, "clause.participants:profils:qpv", "« Dont le profil est connu » (36)"),
            ({d.TENUS: 8}, d.TENUS, "8 ici, plus que"), ({d.TENUES: 900_001}, d.TENUES, "9 000,01 heures ici"),
            ({d.ETP: 2_010_000}, d.ETP, "un poste fait au plus un temps plein"), ({d.ETP: 0}, d.ETP, "Des postes sans temps de travail"),
            ({d.PLUS_GROSSE: 150_000}, d.PLUS_GROSSE, "8 entreprises, dont aucune ne dépasse 1 500 heures, ne peuvent pas faire 12 500 heures"),
            ({d.PLUS_FORTE: 30_000}, d.PLUS_FORTE, "40 personnes"), ({d.PLUS_GROSSE: 1_250_100}, d.PLUS_GROSSE, "12 501 heures ici"),
            ({"clause.sortie_6:situation:cdi": 16}, "clause.sortie_6:situation:cdi", "il y a en trop 1"),
            ({d.SIGNES: -1}, d.SIGNES, "jamais négatif"),
        ],
    )  # fmt: skip
    def test_ce_qui_ne_va_pas_se_dit_ou_c_est(self, change, cle, dit):
        assert dit in plain(check(TOUT | change)[cle])

    @pytest.mark.parametrize(
        ("change", "cle", "dit"),
        [
            ({d.HEURES: 0}, d.HEURES, "Zéro ici, alors que « Personnes qui ont eu des heures dans l’année » dit 40 : l’un ne va pas sans l’autre"),
            ({d.PERSONNES: 0}, d.PERSONNES, "« Heures d’insertion validées dans l’année » dit 12 500 heures"),
            ({d.ACTIFS: 0}, d.ACTIFS, "dit 12 500 heures"), ({d.LOTS: 0}, d.LOTS, "« Heures qu’ils engagent » dit 30 000 heures"),
            ({d.ECHUS: 0}, d.ECHUS, "« Heures qu’ils engageaient » dit 9 000 heures"),
            ({d.ENGAGEES: 0}, d.ENGAGEES, "dit 7"), ({d.TENUES: 0}, d.TENUES, "« Dont l’engagement est tenu » dit 5"),
            ({d.REALISEES: 0}, d.TENUES, "plus que « Heures faites sur ces lots depuis leur début »"),
            ({f"{d.ETP}:financement:fse": 1, f"{d.ETP}:financement:structure": 1}, f"{d.ETP}:financement:etat", "3 financeurs pour 2 postes"),
            ({f"{d.ETP}:financement:fse": 700_000}, f"{d.ETP}:financement:structure", "il y a en trop 0,1"),
            ({d.TENUS: 7}, d.TENUES, "leurs heures tenues sont alors 9 000 heures"),
            ({d.TENUES: 900_000}, d.TENUS, "chaque lot fini a alors tenu son engagement (7)"),
            ({d.HEURES: 12_500_000}, d.PERSONNES, "Cela fait 3 125 heures par personne"),
            ({d.HEURES: 5_000}, d.ACTIFS, "55 contrats pour 50 heures : moins d’une heure par contrat"),
        ],
    )  # fmt: skip
    def test_un_ordre_de_grandeur_impossible_se_dit(self, change, cle, dit):
        assert dit in plain(check(TOUT | change)[cle])

    @pytest.mark.parametrize("change", [
        {d.TENUS: 7, d.TENUES: 900_000}, {d.TENUS: 0, d.TENUES: 0, d.REALISEES: 0}, {d.TENUS: 0}, {d.ENGAGEES_PILOTEES: 0},
        {d.ECHUS: 0, d.TENUS: 0, d.ENGAGEES: 0, d.TENUES: 0, d.REALISEES: 0},
    ])  # fmt: skip
    def test_tenir_tout_ou_rien_n_avoir_rien_fini_se_declare(self, change):
        assert check(TOUT | change) == {}

    def test_oui_seul_n_est_pas_la_part_de_tous(self):
        sans = {cle: n for cle, n in TOUT.items() if cle != "clause.heures:qpv_adresse:non"}
        assert check(sans) == {"clause.heures:qpv_adresse:non": GROUPE}

    def test_qui_paie_sans_dire_combien_se_dit(self):
        sans = {
            cle: n for cle, n in TOUT.items() if cle not in (d.ETP, d.POSTES, d.ETP_COORDINATION, d.POSTES_COORDINATION)
        }
        [dit] = check(sans).values()
        assert dit.startswith("Donnez d’abord le total, « Facilitateurs, en équivalents temps plein »")

    def test_ce_qui_repose_sur_le_detail_le_demande(self):
        found = check(SEULES | {d.ETP: 1_000_000, d.POSTES: 1, d.ETP_COORDINATION: 0, d.POSTES_COORDINATION: 0})
        assert found == {d.ETP: SANS_DETAIL}
        lots = {k: v for k, v in TOUT.items() if k.startswith((d.LOTS, d.ENGAGEES_PILOTEES))}
        assert check(SEULES | lots) == {}

    def test_un_nombre_impossible_se_refuse_aussi_sans_formulaire(self):
        assert check({d.HEURES: 10**11}) == {d.HEURES: TROP_GRAND}
        assert check({d.HEURES: 10**11 - 1}) == {}
        plie = get_regles("plie").declaration
        assert plie.check(PLIE | {"plie.file_active": 10**9}) == {"plie.file_active": TROP_GRAND}


class TestEcarts:
    """A year of which only the hours are told compares by its hours, and by nothing else."""

    def find(self, avant, apres):
        regles = get_regles("clause")
        return find_sauts(
            group_totaux(avant), group_totaux(apres), catalogue=CLAUSE, part=30, effectif=20, inclusif=regles.inclusif
        )

    def test_des_heures_seules_se_comparent_en_tout(self):
        compte, _ = count_service("c0ffee")
        heures = group_totaux(compte)[d.HEURES]
        assert self.find(compte, expand({d.HEURES: heures})) == []
        assert self.find(expand({d.HEURES: heures}), compte) == []
        [saut] = self.find(compte, expand({d.HEURES: heures * 20}))
        assert saut.cle == d.HEURES
        assert saut.phrase.endswith("(+1\u202f900\u202f%).")


class TestCellules:
    def test_tout_ce_qui_s_additionne_a_ses_cellules_et_le_reste_n_en_a_pas(self):
        distinctes = {m.code for mesures in CLAUSE.distinctes.values() for m in mesures}
        attendues = {place for place in list_places(CLAUSE) if place[0] not in distinctes | NON_DEMANDEES}
        assert index(expand(TOUT)).keys() == attendues
        assert {code for code, *_ in index(expand(SEULES | DETAIL))} < {code for code, *_ in attendues}

    def test_chaque_repartition_fait_son_total_inconnus_compris(self):
        cellules = index(expand(TOUT))
        sommes: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
        publics = {"profils", "renseignement_clause"}
        for (code, ventilation, _), cellule in cellules.items():
            if ventilation and ventilation not in publics:
                sommes[code, ventilation][0] += cellule.numerateur
                sommes[code, ventilation][1] += cellule.base
        assert len(sommes) > 30
        rangs = {m.code: m for m in list_comptees(CLAUSE.mesures).values()}
        for (code, ventilation), (nombre, base) in sommes.items():
            entier = cellules[code, "", ""]
            attendue = (
                entier.numerateur
                if rangs[code].condition is not None and code.startswith("clause.sortie")
                else entier.base
            )
            assert (nombre, base) == (entier.numerateur, attendue), (code, ventilation)

    def test_ce_que_le_service_dit_se_lit_et_ce_qu_il_ne_dit_pas_est_inconnu(self):
        found = index(expand(TOUT))
        assert found["clause.heures", "", ""].numerateur == found[d.HEURES, "", ""].numerateur == 1_250_000
        assert found["clause.heures", "groupe_donneur", "collectivites"].numerateur == 700_000
        assert (
            found["clause.participants", "profils", "femme"].numerateur,
            found["clause.participants", "profils", "femme"].non_reponse,
        ) == (9, 4)
        assert found["clause.contrats_actifs", "contrat_clause", ""].numerateur == 5
        assert found["clause.heures", "sexe_embauche", ""].numerateur == 1_250_000  # nobody asked
        assert found["clause.sortie_6_positives", "", ""].numerateur == 6
        assert found["clause.etp_facilitateurs", "", ""].numerateur == 1_500_000
        etat, reste = (found["clause.etp_facilitateurs", "financement", qui] for qui in ("etat", ""))
        assert (etat.numerateur, etat.base, reste.numerateur, reste.base) == (900_000, 1, 600_000, 1)
        assert found["clause.heures_excedentaires", "", ""].numerateur == 990_000 - 850_000

    def test_ses_heures_sont_dites_declarees_et_non_suivies_une_a_une(self):
        found = {
            c.code: c
            for c in add_niveaux(expand(TOUT), {DECLARE: Lieu()}, catalogue=CLAUSE)
            if c.niveau == "france" and not c.ventilation
        }
        couverture = found["clause.couverture_heures"]
        assert (couverture.numerateur, couverture.base) == (0, 1_250_000)
        assert found["clause.heures_par_participant"].numerateur == 1_250_000

    def test_seules_ses_heures_ne_touchent_a_aucun_autre_chiffre(self):
        found = index(expand(SEULES))
        assert found["clause.heures", "", ""].numerateur == 0
        assert found["clause.heures_agregees", "", ""].numerateur == 1_250_000
        assert not [
            code for code, *_ in found if code.startswith(("clause.participants", "clause.contrats", "clause.etp_f"))
        ]

    def test_les_taux_ne_melent_pas_ce_qui_est_dit_et_ce_qui_ne_l_est_pas(self):
        """Whoever declares what, no figure is left of fewer than what it is divided by."""
        compte, _ = count_service("c0ffee")
        for declares in ((SEULES,), (SEULES | DETAIL,), (SEULES, SEULES | DETAIL, TOUT)):
            depots = {"compte": compte, **{f"d{n}": expand(one, f"d{n}") for n, one in enumerate(declares)}}
            assert list_partiels(add_depots(depots, {}, catalogue=CLAUSE), CLAUSE) == []


class TestContributeurs:
    def read(self, totaux):
        return {(one.cas, one.genre): (one.nombre, one.plus_gros) for one in DECLARATION.list_apports(totaux) or ()}

    def test_sans_eux_ses_heures_sont_celles_d_un_seul(self):
        assert self.read(SEULES | DETAIL) == {}

    def test_chaque_somme_a_au_moins_ce_qu_il_en_faut_et_aucun_plus_gros(self):
        found = self.read(TOUT)
        assert found.keys() == set(list_cles(APPORTS))
        assert found["clause.heures", "entreprises"] == (8, 300_000)
        assert found["clause.heures", "personnes"] == (40, 90_000)
        assert found["clause.heures|achat|travaux", "entreprises"] == (3, 300_000)
        assert found["clause.heures|entreprise|siae", "entreprises"] == (1, 250_000)
        assert found["clause.heures|achat|fournitures", "personnes"] == (0, 0)
        assert found["clause.heures|suivi|declarees", "entreprises"][1] == 300_000
        assert found["clause.heures_agregees", "entreprises"] == (0, 0)

    def test_d_un_seul_total_aussi(self):
        assert self.read(SEULES | {d.ENTREPRISES: 8, d.PLUS_GROSSE: 300_000})[
            "clause.heures_agregees", "entreprises"
        ] == (8, 300_000)


def make_reseau(totaux):
    """Three counted services in each of two regions, and one that declares in each."""
    lieux, cellules, apports = {}, {}, {}
    for rang, region in enumerate(("84", "84", "84", "32", "32", "32")):
        cle = f"c0ffe{rang}"
        lieux[cle] = Lieu(f"{region}{rang}", region)
        cellules[cle], apports[cle] = count_service(cle, graine=rang + 1)
    for rang, region in enumerate(("84", "32")):
        cle = f"{DECLARE}-{rang}"
        lieux[cle] = Lieu(f"{region}{rang}", region)
        cellules[cle], apports[cle] = expand(totaux, cle), list(DECLARATION.list_apports(totaux) or ())
    somme = add_depots(cellules, lieux, catalogue=CLAUSE)
    return regroup(
        Consolidation(ANNEE, somme.cellules, {cle: cle for cle in lieux}, False, CLAUSE, lieux, apports),
        minimum=MINIMUM,
    )


class TestSecret:
    """The printed numbers of a declared year agree with each other, and the attack gives nothing of them back."""

    @pytest.mark.parametrize(
        "totaux",
        [SEULES, SEULES | DETAIL, SEULES | DETAIL | CONTRIBUTEURS, TOUT],
        ids=["heures", "detail", "contributeurs", "tout"],
    )
    def test_les_chiffres_se_tiennent(self, totaux):
        assert read_comptes(make_reseau(totaux)).valeurs

    @pytest.mark.parametrize("diffusion", list(Diffusion))
    @pytest.mark.parametrize("totaux", [SEULES | DETAIL, TOUT], ids=["detail", "tout"])
    def test_la_publication_tient_a_l_attaque(self, totaux, diffusion):
        found = hide(make_reseau(totaux), diffusion)
        assert found.is_conforme, found.echecs
        # Two services only declare: what they declare together is neither said, nor what is left of the others.
        shown = {
            c.code
            for c in make_reseau(totaux).cellules
            if c.niveau == "france" and not c.ventilation and c.cle not in found.masquees
        }
        assert "clause.couverture_heures" not in shown
        assert "clause.heures" in shown or diffusion is Diffusion.PUBLIQUE

    def test_qui_ne_sait_de_personne_pese_dans_ce_qui_n_est_pas_renseigne(self):
        """What it does not say is then its total, that a public release keeps from the others."""
        for totaux, pese in ((SEULES | DETAIL, True), (TOUT, False)):
            plan = make_plan(make_reseau(totaux), diffusion=Diffusion.PUBLIQUE, on=JOUR)
            [inconnus] = [t for t in plan.tableaux if t.mesure == f"clause.contrats_actifs/domaine#{INCONNUS}"]
            assert any(cellule.parts for cellule in inconnus.cellules.values()) is pese
