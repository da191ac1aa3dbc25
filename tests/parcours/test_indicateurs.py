"""The indicators of the network: published figures found again, conventions case by case."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from maillage.parcours.nomenclatures.etapes import Famille
from maillage.parcours.nomenclatures.indicateurs import DEFINITIONS, Indicateur
from maillage.parcours.nomenclatures.sorties import TYPES, Cause
from maillage.parcours.rules.indicateurs import etapes, flux, nombres, profils, suivi
from maillage.parcours.rules.indicateurs.faits import EtapeComptee, ParcoursCompte, Profil
from maillage.parcours.rules.indicateurs.flux import Sorties
from maillage.parcours.rules.indicateurs.nombres import Part, Periode, make_annee
from maillage.socle.typographie import write_pourcentage

ANNEE = make_annee(2025)
EN_2024, EN_2026 = date(2024, 3, 1), date(2026, 2, 1)
# Consolidation des PLIE 2019, § 2.2. Abandons and others: one of the splits that every published rounding allows.
PUBLIE_2019 = Sorties(
    emploi=11_786, formation=2_194, autres_positives=786, abandons=5_820, neutralisees=2_300, autres=8_669
)
PUBLIE_2014 = Sorties(emploi=11_197, formation=3_249, abandons=9_732, neutralisees=3_526, autres=12_624)


def parcours(cle: int = 1, entree: date = date(2025, 1, 15), **values) -> ParcoursCompte:
    return ParcoursCompte(cle, values.pop("personne", cle), entree, **values)


def etape(type: str = "MOB-ACC", debut: date = date(2025, 5, 1), fin: date | None = None, cle: int = 1) -> EtapeComptee:
    return EtapeComptee(cle, cle, type, debut, fin)


class TestChiffresPublies:
    """§ 15.1: what the network published comes out of the formulas."""

    def test_2019_le_taux_brut(self):
        assert (PUBLIE_2019.positives, PUBLIE_2019.sans_suite, PUBLIE_2019.total) == (14_766, 16_789, 31_555)
        assert write_pourcentage(PUBLIE_2019.taux.taux, 2) == "46,79\u202f%"
        assert PUBLIE_2019.taux.pourcentage == 47

    @pytest.mark.parametrize(("neutralisees", "publie"), [(2_267, 50), (2_300, 50), (2_315, 50), (2_350, 51)])
    def test_2019_le_taux_neutralise_ne_se_recalcule_pas_depuis_un_pourcentage_arrondi(self, neutralisees, publie):
        reste = 16_789 - neutralisees
        sorties = Sorties(emploi=11_786, formation=2_194, autres_positives=786, neutralisees=neutralisees, autres=reste)
        assert sorties.taux_neutralise.pourcentage == publie

    def test_2019_rapporte_aux_entrees_et_parts_des_positives(self):
        assert PUBLIE_2019.compute_sur_entrees(33_711).pourcentage == 44
        assert (PUBLIE_2019.part_emploi.pourcentage, PUBLIE_2019.part_formation.pourcentage) == (80, 15)

    def test_2019_les_causes_sur_leurs_deux_bases(self):
        assert [part.pourcentage for part in PUBLIE_2019.causes.values()] == [35, 14, 52]
        assert [part.pourcentage for part in PUBLIE_2019.causes_sur_sorties.values()] == [18, 7, 27]

    @pytest.mark.parametrize(("abandons", "publie"), [(5_792, False), (5_793, True), (5_837, True), (5_838, False)])
    def test_2019_les_abandons_compatibles_avec_les_deux_arrondis(self, abandons, publie):
        assert ((Part(abandons, 16_789).pourcentage, Part(abandons, 31_555).pourcentage) == (35, 18)) is publie

    @pytest.mark.parametrize(("autres", "publie"), [(8_646, False), (8_647, True), (8_677, True), (8_678, False)])
    def test_2019_les_autres_compatibles_avec_les_deux_arrondis(self, autres, publie):
        assert ((Part(autres, 16_789).pourcentage, Part(autres, 31_555).pourcentage) == (52, 27)) is publie

    def test_2014_le_39_publie_est_le_taux_neutralise(self):
        assert (PUBLIE_2014.positives, PUBLIE_2014.sans_suite) == (14_446, 25_882)
        assert (PUBLIE_2014.taux.pourcentage, PUBLIE_2014.taux_neutralise.pourcentage) == (36, 39)
        assert write_pourcentage(PUBLIE_2014.taux_neutralise.taux, 2) == "39,25\u202f%"
        assert PUBLIE_2014.causes[Cause.NEUTRE].taux == Decimal(3_526) / 25_882
        assert PUBLIE_2014.causes_sur_sorties[Cause.ABANDON].pourcentage == 24
        assert Part(11_197, PUBLIE_2014.taux_neutralise.base).pourcentage == 30  # never to be set beside the 42 %

    def test_2019_les_objectifs_se_lisent_sur_les_sorties(self):
        assert (PUBLIE_2019.emploi_sur_sorties.pourcentage, PUBLIE_2019.formation_sur_sorties.pourcentage) == (37, 7)

    @pytest.mark.parametrize(
        ("effectif", "base", "publie"),
        [(18_090, 33_711, 54), (14_856, 33_711, 44), (10_861, 33_711, 32), (127, 146, 87), (15_775, 50_683, 31)],
    )
    def test_2019_profils_participation_et_iae(self, effectif, base, publie):
        assert Part(effectif, base).pourcentage == publie


class TestParts:
    def test_l_arrondi_est_au_demi_superieur(self):
        assert [Part(n, 200).pourcentage for n in (1, 5, 25)] == [1, 3, 13]  # 0,5 ; 2,5 ; 12,5

    def test_une_base_vide_ne_donne_rien(self):
        assert Part(0, 0).pourcentage is None
        assert Part(0, 0).write("toutes les sorties") == "– (0 sur 0, toutes les sorties)"

    def test_un_taux_ne_s_ecrit_jamais_sans_sa_base(self):
        assert PUBLIE_2019.taux.write(DEFINITIONS[Indicateur.T_1].base) == (
            "47\u202f% (14\u202f766 sur 31\u202f555, toutes les sorties)"
        )

    def test_ce_qui_n_est_pas_su_n_est_pas_un_non(self):
        part = nombres.count_part([True, False, None, None])
        assert (part.effectif, part.base, part.inconnus) == (1, 2, 2)
        assert part.renseignement.pourcentage == 50
        assert not part.is_bien_renseignee(on=date(2025, 12, 31))
        assert nombres.count_part([True] * 9 + [None]).is_bien_renseignee(on=date(2025, 12, 31))

    def test_une_mediane_et_neuf_sur_dix(self):
        resume = nombres.summarize([1, 2, 3, 4, 5, 6, 7, 8, 9, 30])
        assert (resume.base, resume.moyenne, resume.mediane, resume.p90) == (10, Decimal("7.5"), Decimal("5.5"), 9)
        assert nombres.summarize([]) == nombres.Resume(0, None, None, None)

    def test_un_petit_nombre_est_masque_et_un_second_avec_lui(self):
        assert nombres.mask({"a": 3, "b": 40, "c": 12, "d": 0}, seuil=5) == {"a": None, "b": 40, "c": None, "d": 0}
        assert nombres.mask({"a": 3, "b": 2, "c": 12}, seuil=5) == {"a": None, "b": None, "c": 12}
        assert nombres.mask({"a": 30, "b": 0}, seuil=5) == {"a": 30, "b": 0}

    def test_une_periode_va_dans_le_bon_sens(self):
        assert ANNEE.veille == date(2024, 12, 31)
        with pytest.raises(ValueError, match="avant de commencer"):
            Periode(date(2025, 2, 1), date(2025, 1, 31))

    def test_chaque_indicateur_a_un_libelle_et_chaque_taux_une_base(self):
        assert set(DEFINITIONS) == set(Indicateur)
        assert all(definition.base for code, definition in DEFINITIONS.items() if code.value[0] in "TPD")
        assert len({definition.libelle for definition in DEFINITIONS.values()}) == len(DEFINITIONS)
        assert "emploi" not in DEFINITIONS[Indicateur.T_1].libelle


class TestFlux:
    def test_une_personne_revenue_compte_une_fois_et_deux_entrees(self):
        faits = [
            parcours(1, date(2025, 1, 10), personne=7, sortie=date(2025, 3, 1), type_sortie="SS-DEM"),
            parcours(2, date(2025, 6, 1), personne=7),
        ]
        assert flux.count_accompagnes(faits, ANNEE) == 1
        assert flux.count_entrees(faits, ANNEE) == 2

    @pytest.mark.parametrize(
        ("entree", "sortie", "compte"),
        [
            (date(2025, 12, 31), None, True), (date(2026, 1, 1), None, False),
            (EN_2024, date(2025, 1, 1), True), (EN_2024, date(2024, 12, 31), False),
        ],
    )  # fmt: skip
    def test_un_parcours_est_de_l_annee_s_il_la_touche_un_jour(self, entree, sortie, compte):
        assert flux.count_accompagnes([parcours(entree=entree, sortie=sortie)], ANNEE) == compte

    def test_qui_sort_le_dernier_jour_n_est_plus_dans_le_stock(self):
        assert flux.count_stock([parcours(sortie=date(2025, 12, 31))], ANNEE.fin) == 0
        assert flux.count_stock([parcours(sortie=date(2026, 1, 1))], ANNEE.fin) == 1

    def test_une_sortie_seulement_proposee_n_est_pas_une_sortie(self):
        assert flux.count_sorties([parcours()], ANNEE) == Sorties()

    def test_ce_qui_a_ete_ouvert_par_erreur_ne_compte_nulle_part(self):
        faits = [parcours(sortie=date(2025, 5, 1), type_sortie="SS-AUT", is_erreur=True)]
        assert flux.count_accompagnes(faits, ANNEE) == flux.count_entrees(faits, ANNEE) == 0
        assert flux.count_sorties(faits, ANNEE).total == 0

    def test_chaque_type_de_sortie_tombe_dans_une_classe_et_une_seule(self):
        faits = [parcours(i, sortie=date(2025, 9, 1), type_sortie=code) for i, code in enumerate(TYPES)]
        sorties = flux.count_sorties(faits, ANNEE)
        assert sorties.total == len(TYPES)
        assert (sorties.neutralisees, sorties.formation, sorties.autres_positives, sorties.abandons) == (3, 2, 1, 1)

    def test_un_taux_par_public_a_pour_base_les_sorties_du_public(self):
        profil = Profil(is_femme=True, brsa=True, niveau=1)
        faits = [
            parcours(1, sortie=date(2025, 9, 1), type_sortie="ED-CDI", profil=profil),
            parcours(2, sortie=date(2025, 9, 1), type_sortie="SS-DEC", profil=profil),
            parcours(3, sortie=date(2025, 9, 1), type_sortie="AP", profil=Profil(is_femme=False, niveau=5)),
            parcours(4, profil=profil),
        ]
        taux = flux.compute_taux_par_public(faits, ANNEE)
        assert taux["Femmes"] == Part(1, 2)
        assert taux["Hommes"] == Part(1, 1)
        assert taux["Bénéficiaires du RSA"] == Part(1, 2, inconnus=1)
        assert (taux["Sans qualification"], taux["Qualifiés"]) == (Part(1, 2), Part(1, 1))


class TestProfils:
    def test_les_tranches_d_age_se_touchent_sans_se_recouvrir(self):
        faits = [parcours(i, profil=Profil(age=age)) for i, age in enumerate((25, 26, 44, 45, 54, 55, 59, 60, None))]
        groupe = profils.describe_entrees(faits, ANNEE)
        assert [part.effectif for part in groupe.ages.values()] == [1, 2, 5]
        assert [part.effectif for part in groupe.ages_detail.values()] == [2, 2, 1]
        assert groupe.ages["Moins de 26 ans"] == Part(1, 8, inconnus=1)

    def test_peu_ou_pas_qualifie_va_jusqu_au_niveau_3(self):
        faits = [parcours(i, profil=Profil(niveau=niveau)) for i, niveau in enumerate((1, 2, 3, 4, 8, None))]
        assert profils.describe_entrees(faits, ANNEE).peu_qualifies == Part(3, 5, inconnus=1)

    def test_les_accompagnes_ne_sont_pas_les_entrants(self):
        faits = [
            parcours(1, EN_2024, personne=1, sortie=date(2025, 2, 1), profil=Profil(brsa=True)),
            parcours(2, date(2025, 6, 1), personne=1, profil=Profil(brsa=False)),
            parcours(3, EN_2024, profil=Profil(brsa=True)),
        ]
        assert profils.describe_entrees(faits, ANNEE).brsa == Part(0, 1)
        assert profils.describe_accompagnes(faits, ANNEE).brsa == Part(1, 2)


class TestEtapes:
    @pytest.mark.parametrize(
        ("debut", "fin", "chevauche", "debute"),
        [
            (EN_2024, None, True, False), (EN_2024, date(2025, 1, 1), True, False),
            (EN_2024, date(2024, 12, 31), False, False), (date(2025, 12, 31), EN_2026, True, True),
            (date(2026, 1, 1), None, False, False),
        ],
    )  # fmt: skip
    def test_une_etape_est_de_l_annee_qu_elle_touche(self, debut, fin, chevauche, debute):
        rows = [etape(debut=debut, fin=fin)]
        assert bool(etapes.list_etapes(rows, ANNEE)) is chevauche
        assert bool(etapes.list_etapes(rows, ANNEE, etapes.Convention.DEBUT)) is debute

    def test_l_iae_se_lit_sur_deux_bases_qui_ont_chacune_leur_nom(self):
        rows = [etape("MOB-ACC"), etape("CNA-CDD"), etape("IAE-ACI"), etape("IAE-AI"), etape("FOR-LIN")]
        assert etapes.compute_contrats(rows) == Part(3, 5)
        assert etapes.compute_iae_dans_emploi(rows) == Part(2, 3)
        assert etapes.compute_iae(rows) == Part(2, 5)
        assert etapes.share_iae(rows)["ACI"] == Part(1, 2)
        assert etapes.share_familles(rows)[Famille.FORMATION] == Part(1, 5)

    def test_qui_n_a_pas_d_etape_se_compte_en_personnes(self):
        faits = [parcours(1), parcours(2), parcours(3, EN_2026)]
        rows = etapes.list_etapes([etape(cle=1), etape(cle=1, type="AUT")], ANNEE)
        assert etapes.compute_sans_etape(faits, rows, ANNEE) == Part(1, 2)
        assert etapes.compute_par_participant(rows, 2).taux == 1


class TestSuivi:
    def test_la_duree_nette_ote_les_suspensions(self):
        fait = parcours(
            1, date(2024, 1, 1), sortie=date(2025, 1, 1), type_sortie="AP",
            suspensions=((date(2024, 3, 1), date(2024, 3, 31)), (date(2024, 12, 22), None)),
        )  # fmt: skip
        durees = suivi.compute_durees([fait, parcours(2)], ANNEE)
        assert durees.brute.base == 1
        assert durees.brute.moyenne == 366 / suivi.JOURS_PAR_MOIS
        assert durees.nette.moyenne == (366 - 30 - 10) / suivi.JOURS_PAR_MOIS

    def test_les_delais_sautent_ce_qui_n_est_pas_su(self):
        faits = [
            parcours(1, prescription=date(2025, 1, 1), premier_rdv=date(2025, 1, 11), commission=date(2025, 2, 1)),
            parcours(2, prescription=date(2025, 1, 1)),
        ]
        delais = suivi.compute_delais(faits, [etape(debut=date(2025, 2, 15)), etape(debut=date(2025, 4, 1))], ANNEE)
        assert (delais.premier_rdv.base, delais.premier_rdv.mediane) == (1, 10)
        assert (delais.commission.mediane, delais.premiere_etape.mediane) == (31, 14)

    def test_l_employeur_se_lit_sur_les_reponses_connues(self):
        common: dict[str, Any] = {"sortie": date(2025, 9, 1), "secteur": "commerce"}
        faits = [
            parcours(1, type_sortie="ED-CDI", contrat="cdi", taille="tpe", **common),
            parcours(2, type_sortie="ED-CDD", contrat="cdd", **common),
            parcours(3, type_sortie="FQ-CERT", **common),
            parcours(4, type_sortie="SS-RET", **common),
        ]
        parts = suivi.share_emplois(faits, ANNEE)
        assert parts["contrat"] == {"cdi": Part(1, 2), "cdd": Part(1, 2)}
        assert parts["secteur"] == {"commerce": Part(3, 3)}
        assert parts["taille"] == {"tpe": Part(1, 1, inconnus=1)}

    def test_la_file_active_oublie_les_suspendus_pas_les_autres(self):
        faits = [
            parcours(1), parcours(2, suspensions=((date(2025, 2, 1), None),)),
            parcours(3, suspensions=((date(2025, 2, 1), date(2025, 3, 1)),)), parcours(4, is_erreur=True),
        ]  # fmt: skip
        day = date(2025, 3, 1)
        assert [fait.cle for fait in suivi.list_file_active(faits, day)] == [1, 3]
        assert suivi.compute_file_par_etp(faits, Decimal("0.5"), day) == 4
        assert suivi.compute_file_par_etp(faits, Decimal(0), day) is None

    @pytest.mark.parametrize(("contact", "sans"), [(date(2025, 3, 2), 0), (date(2025, 3, 1), 1), (None, 1)])
    def test_sans_contact_depuis_plus_de_45_jours(self, contact, sans):
        """Somebody never met counts from the day they entered (15 January)."""
        fait = parcours(dernier_contact=contact)
        assert suivi.compute_sans_contact([fait], date(2025, 4, 16), jours=45) == Part(sans, 1)

    def test_la_participation_est_celle_publiee(self):
        assert suivi.compute_participation(127, 146).pourcentage == 87
