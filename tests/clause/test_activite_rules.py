"""What the activity counts (domaine 02 § 8), on facts alone; and the figures the network published for 2019."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.clause.figures.activite import build_mois
from maillage.clause.nomenclatures.emplois import StatutInsertion
from maillage.clause.nomenclatures.engagements import Origine
from maillage.clause.nomenclatures.facilitateurs import FonctionPoste
from maillage.clause.nomenclatures.marches import TypeAchat, TypeDonneurOrdre
from maillage.clause.rules.activite.comptages import BASE_ETP, count
from maillage.clause.rules.activite.definitions import DEFINITIONS, PAR_FACILITATEUR, Unite
from maillage.clause.rules.activite.faits import (
    Comptes,
    ContratSigne,
    EntrepriseComptee,
    Faits,
    LigneComptee,
    LotCompte,
)
from maillage.clause.rules.activite.valeurs import (
    NON_CALCULABLE,
    SANS_HEURES,
    SANS_POSTE,
    Valeur,
    build_lignes,
    compute_evolution,
    measure,
)
from maillage.clause.rules.engagements import Version
from maillage.clause.rules.postes import Periode, Poste

ANNEE = Periode(date(2026, 1, 1), date(2026, 12, 31))
A, B = "a", "b"
# Consolidation des PLIE 2019, fiche action 7.
PUBLIE_2019 = Comptes(
    etp_facilitateurs=Decimal(300), donneurs=3004, marches=48_586, heures=Decimal(18_640_857), participants=45_210,
    contrats_actifs=61_886, entreprises=14_123, base_etp=1607,
)  # fmt: skip


def make_lot(lot="l1", *, structure=A, marche="m1", acheteur="s1", **values) -> LotCompte:
    jour = date(2026, 2, 1)
    return LotCompte(**{"structure": structure, "lot": lot, "marche": marche, "acheteur": acheteur, "maitre_ouvrage": acheteur, "notifie_le": jour,
                        "debut": jour, **values})  # fmt: skip


def round_to(nombre: Decimal | None, pas: str = "1") -> Decimal:
    assert nombre is not None
    return nombre.quantize(Decimal(pas), ROUND_HALF_UP)


def make_ligne(heures=100, **values) -> LigneComptee:
    defaults: dict[str, Any] = {
        "structure": A, "marche": "m1", "contrat": "c1", "personne": "p1", "mois": date(2026, 4, 1),
        "heures": Decimal(heures), "achat": TypeAchat.TRAVAUX, "donneur": TypeDonneurOrdre.COMMUNE,
    }  # fmt: skip
    return LigneComptee(**defaults | values)


class TestChiffresDe2019:
    """300 ETP give back every published ratio, to the rounding it was published with, but that of companies."""

    @pytest.mark.parametrize(
        ("code", "publie", "pas"),
        [("DONNEURS_ORDRE", 10, 1), ("MARCHES_EN_COURS", 162, 1), ("HEURES", 62_000, 1000), ("ETP", 39, 1),
         ("PARTICIPANTS", 150, 5), ("CONTRATS_ACTIFS", 205, 5)],
    )  # fmt: skip
    def test_300_etp_redonnent_le_ratio_publie(self, code, publie, pas):
        nombre = measure(PUBLIE_2019)[f"{code}{PAR_FACILITATEUR}"].nombre
        assert nombre is not None
        assert round_to(nombre / pas) * pas == publie

    def test_les_entreprises_publiees_a_50_en_font_47(self):
        nombre = measure(PUBLIE_2019)[f"ENTREPRISES{PAR_FACILITATEUR}"].nombre
        assert round_to(nombre) == 47

    def test_les_etp_et_les_heures_par_personne_sont_ceux_publies(self):
        found = measure(PUBLIE_2019)
        assert round_to(found["ETP"].nombre, "0.1") == Decimal("11599.8")
        assert round_to(found["H_PAR_PARTICIPANT"].nombre) == 412

    def test_les_15_703_etp_de_2021_sont_a_1600_heures(self):
        comptes = replace(PUBLIE_2019, heures=Decimal(25_124_684))
        assert round(replace(comptes, base_etp=1600).etp) == 15_703
        assert round_to(comptes.etp, "0.1") == Decimal("15634.5")
        assert BASE_ETP.get(on=date(2021, 12, 31)).valeur == 1607

    def test_l_evolution_des_etp_de_2019_ne_peut_pas_differer_de_celle_des_heures(self):
        avant = replace(PUBLIE_2019, heures=PUBLIE_2019.heures / Decimal("1.207"))
        found = {ligne.valeur.definition.code: ligne for ligne in build_lignes(PUBLIE_2019, avant)}
        assert found["ETP"].write_evolution() == found["HEURES"].write_evolution() == "+21\u202f%"  # published: 17,5 %


class TestMarches:
    @pytest.mark.parametrize(
        ("values", "compte"),
        [
            ({}, True),
            ({"debut": date(2027, 1, 1)}, False),
            ({"notifie_le": date(2027, 1, 1)}, False),
            ({"debut": date(2025, 3, 1), "notifie_le": date(2025, 3, 1), "fin": date(2025, 12, 31)}, False),
            ({"debut": date(2025, 3, 1), "notifie_le": date(2025, 3, 1), "fin": date(2026, 1, 1)}, True),
            ({"debut": date(2025, 3, 1), "notifie_le": date(2025, 3, 1), "resilie_le": date(2025, 12, 31)}, False),
            ({"resilie_le": date(2026, 3, 1)}, True),
        ],
    )
    def test_un_marche_en_cours_a_commence_et_n_est_ni_fini_ni_resilie(self, values, compte):
        assert count(Faits(lots=[make_lot(**values)]), ANNEE).marches == compte

    def test_deux_lots_font_un_marche_et_deux_marches_d_un_acheteur_font_un_donneur_d_ordre(self):
        lots = [make_lot(), make_lot("l2"), make_lot("l3", marche="m2")]
        found = count(Faits(lots=lots), ANNEE)
        assert (found.marches, found.lots, found.donneurs) == (2, 3, 1)

    def test_un_marche_partage_ne_compte_qu_une_fois_pour_le_reseau(self):
        faits = Faits(structures=frozenset({A, B}), lots=[make_lot(), make_lot("l2", structure=B)])
        assert [count(faits.keep({s}), ANNEE).marches for s in (A, B)] == [1, 1]
        assert count(faits, ANNEE).marches == 1

    def test_une_entreprise_partie_avant_ou_d_un_autre_lot_ne_compte_pas(self):
        rows = [
            EntrepriseComptee(A, "l1", "e1", date(2025, 1, 1)),
            EntrepriseComptee(A, "l1", "e2", date(2025, 1, 1), date(2025, 12, 31)),
            EntrepriseComptee(A, "ailleurs", "e3", date(2026, 1, 1)),
        ]
        assert count(Faits(lots=[make_lot()], entreprises=rows), ANNEE).entreprises == 1

    def test_les_heures_engagees_sont_celles_de_la_fin_de_la_periode(self):
        versions = tuple(
            Version(rang, date(2026, mois, 1), Decimal(heures), Origine.INITIAL)
            for rang, (mois, heures) in enumerate(((2, 800), (6, 900)), 1)
        )
        faits = Faits(lots=[make_lot(versions=versions)])
        assert count(faits, ANNEE).engagees == 900
        assert count(faits, Periode(date(2026, 1, 1), date(2026, 5, 31))).engagees == 800


class TestHeures:
    def test_une_personne_dont_les_heures_sont_contre_passees_ne_compte_plus(self):
        lignes = [make_ligne(100), make_ligne(-100), make_ligne(50, personne="p2", contrat="c2")]
        found = count(Faits(lignes=lignes), ANNEE)
        assert (found.heures, found.participants, found.contrats_actifs) == (50, 1, 1)

    def test_p2_suivi_par_deux_structures_est_une_personne_et_ses_heures_s_ajoutent(self):
        lignes = [make_ligne(60, personne="p2"), make_ligne(40, personne="p2", structure=B, contrat="c2"),
                  make_ligne(10, personne="p1"), make_ligne(20, personne="p3", structure=B, contrat="c3")]  # fmt: skip
        found = count(Faits(lignes=lignes), ANNEE)
        assert (found.heures, found.participants, found.marches_avec_heures) == (130, 3, 1)

    def test_les_parts_disent_qui_emploie(self):
        lignes = [
            make_ligne(60, employeur=StatutInsertion.ETTI, effectif=12), make_ligne(20, employeur=StatutInsertion.GEIQ),
            make_ligne(20, effectif=200),
        ]  # fmt: skip
        found = measure(count(Faits(lignes=lignes), ANNEE))
        assert found["PART_SIAE_EMPLOYEUR"].write() == "60\u202f%"
        assert found["PART_SIAE_EMPLOYEUR_ELARGIE"].write() == "80\u202f%"
        assert found["PART_TPE_PME"].write() == "75\u202f%"
        assert found["PART_TPE_PME"].base == "60 des 80\u202fh, effectif connu pour 80\u202f% des heures"

    @given(
        st.lists(st.tuples(st.integers(-50, 300), st.sampled_from("pqr"), st.sampled_from(list(TypeAchat)),
                           st.sampled_from([A, B]), st.integers(1, 12)), max_size=8),
        st.integers(1, 11),
    )  # fmt: skip
    def test_les_heures_s_ajoutent_par_structure_par_nature_et_d_une_periode_a_l_autre(self, dits, mois):
        lignes = [
            make_ligne(heures, personne=qui, contrat=qui, achat=achat, structure=structure, mois=date(2026, m, 1))
            for heures, qui, achat, structure, m in dits
        ]
        faits = Faits(structures=frozenset({A, B}), lignes=lignes)
        whole = count(faits, ANNEE)
        assert sum(whole.heures_par_achat.values()) == whole.heures
        assert sum(count(faits.keep({s}), ANNEE).heures for s in (A, B)) == whole.heures
        fin = date(2026, mois + 1, 1) - timedelta(days=1)
        parts = [Periode(ANNEE.du, fin), Periode(fin + timedelta(days=1), ANNEE.au)]
        assert sum(count(faits, part).heures for part in parts) == whole.heures

    def test_un_contrat_signe_l_est_dans_la_periode(self):
        rows = [ContratSigne(A, "c1", date(2026, 1, 1)), ContratSigne(A, "c2", date(2025, 12, 31))]
        assert count(Faits(contrats=rows), ANNEE).contrats_signes == 1


class TestValeurs:
    def test_ce_qui_ne_se_calcule_pas_dit_pourquoi(self):
        found = measure(Comptes())
        assert found["HEURES_PAR_FACILITATEUR"].write() == NON_CALCULABLE
        assert found["HEURES_PAR_FACILITATEUR"].raison == SANS_POSTE
        assert found["H_PAR_PARTICIPANT"].raison == SANS_HEURES
        assert found["ETP_FACILITATEURS"].write() == "0,00\u202fETP"

    def test_chaque_chiffre_a_sa_base_ou_sa_raison_et_jamais_les_deux(self):
        for comptes in (Comptes(), PUBLIE_2019):
            for valeur in measure(comptes).values():
                assert bool(valeur.raison) is (valeur.nombre is None)
                assert bool(valeur.base) is (valeur.nombre is not None)

    def test_le_catalogue_est_mesure_en_entier(self):
        assert list(measure(Comptes())) != []
        assert set(measure(Comptes())) == set(DEFINITIONS)
        assert all(definition.phrase.endswith(".") for definition in DEFINITIONS.values())

    def test_les_ratios_se_font_sur_les_structures_qui_ont_declare_un_poste(self):
        poste = Poste(1, "x", FonctionPoste.FACILITATEUR, Decimal("0.5"), date(2026, 1, 1), None, A)
        faits = Faits(structures=frozenset({A, B}), postes=[poste],
                      lignes=[make_ligne(100), make_ligne(900, structure=B, contrat="c2", personne="p2")])  # fmt: skip
        found = measure(count(faits, ANNEE), contributeurs=count(faits.keep({A}), ANNEE))
        assert found["HEURES"].nombre == 1000
        assert found["HEURES_PAR_FACILITATEUR"].nombre == 200
        assert found["HEURES_PAR_FACILITATEUR"].base == "100\u202fh ÷ 0,5 ETP de facilitateur"

    @pytest.mark.parametrize(
        ("nombre", "avant", "dit"), [(120, 100, Decimal("0.2")), (0, 4, -1), (5, 0, None), (None, 5, None)]
    )
    def test_une_evolution_part_de_quelque_chose(self, nombre, avant, dit):
        assert compute_evolution(*(None if n is None else Decimal(n) for n in (nombre, avant))) == dit

    def test_une_part_s_ecrit_en_pourcentage(self):
        part = next(d for d in DEFINITIONS.values() if d.unite is Unite.PART)
        assert Valeur(part, Decimal("0.448")).write() == "45\u202f%"


class TestMois:
    def test_un_mois_sans_heure_validee_se_dessine_comme_absent(self):
        lignes = [make_ligne(10, mois=date(2026, 1, 1)), make_ligne(30, mois=date(2026, 2, 1))]
        found = build_mois(lignes, Periode(date(2026, 1, 1), date(2026, 4, 15)))
        assert found is not None
        assert found.titre == "Le mois le plus chargé est février 2026 : 30\u202fh"
        assert [ligne[1] for ligne in found.lignes] == ["10\u202fh", "30\u202fh", "aucune validée", "aucune validée"]

    def test_un_seul_mois_ne_fait_pas_une_courbe(self):
        assert build_mois([make_ligne()], ANNEE) is None
