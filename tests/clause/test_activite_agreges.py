"""R12: what structures that are not in Maillage declare adds up with the hours, never with the people, and is told apart."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.clause.nomenclatures.partage import RoleSuivi
from maillage.clause.queries.activite import read_faits
from maillage.clause.rules.activite.comptages import count
from maillage.clause.rules.activite.definitions import AGREGES
from maillage.clause.rules.activite.faits import Comptes, Faits, LigneAgregee
from maillage.clause.rules.activite.reseau import is_agreges_petit
from maillage.clause.rules.activite.secret import Seuils
from maillage.clause.rules.activite.valeurs import Annee, Cachees, build_lignes, build_territoire, measure
from maillage.clause.rules.postes import Periode
from maillage.socle.roles import Role
from tests.clause.test_activite_pages import make_heures
from tests.clause.usine import make_clause
from tests.clause.usine_agreges import make_agrege
from tests.clause.usine_aval import make_lot_notifie
from tests.clause.usine_partage import make_suivi
from tests.usine import make_habilitation

AN = Periode(date(2026, 1, 1), date(2026, 12, 31))
AVRIL, DECEMBRE = date(2026, 4, 1), date(2025, 12, 1)
SEUILS = Seuils(5, 3, 85)


def make_ligne(heures=100, participants=6, *, externe="z", structure="a", lot="l1", mois=AVRIL):
    return LigneAgregee(structure, lot, externe, mois, Decimal(heures), participants)


def find(lignes, code):
    return next(ligne.valeur for ligne in lignes if ligne.valeur.definition.code == code)


class TestRegles:
    def test_les_heures_s_ajoutent_et_les_personnes_non(self):
        agreges = [make_ligne(), make_ligne(50, externe="y"), make_ligne(9, mois=DECEMBRE)]
        found = count(Faits(agreges=agreges), AN)
        assert (found.heures_agregees, found.structures_agregees) == (150, 2)
        assert (found.heures, found.participants, found.contrats_actifs) == (0, 0, 0)

    def test_la_couverture_dit_ce_qui_est_suivi_une_personne_apres_l_autre(self):
        found = measure(Comptes(heures=Decimal(300), heures_agregees=Decimal(100), structures_agregees=2))
        assert found["HEURES_AGREGEES"].base == "2 structures"
        assert (found["HEURES_EN_TOUT"].nombre, found["COUVERTURE_HEURES"].nombre) == (400, Decimal("0.75"))
        assert found["HEURES"].nombre == 300

    def test_la_ou_personne_n_en_declare_rien_ne_s_affiche(self):
        assert not AGREGES & {ligne.valeur.definition.code for ligne in build_lignes(Comptes(), Comptes())}
        avant = Comptes(heures_agregees=Decimal(9), structures_agregees=1)
        assert {ligne.valeur.definition.code for ligne in build_lignes(Comptes(), avant)} >= AGREGES

    @given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(1, 900)), max_size=12))
    def test_la_somme_des_structures_est_le_total(self, declares):
        faits = Faits(
            structures=frozenset("abc"),
            agreges=[make_ligne(heures, structure=cle, lot=cle, externe=f"z{cle}") for cle, heures in declares],
        )
        parts = [count(part, AN) for part in faits.split().values()]
        assert sum(part.heures_agregees for part in parts) == count(faits, AN).heures_agregees
        assert count(Faits.join(faits.split().values()), AN) == count(faits, AN)

    @pytest.mark.parametrize(
        ("lignes", "is_petit"),
        [
            ([], False),
            ([make_ligne(100, 2), make_ligne(90, 1, externe="y"), make_ligne(95, 1, externe="x")], True),
            ([make_ligne(100, 9), make_ligne(90, 9, externe="y")], True),
            ([make_ligne(900, 9), make_ligne(20, 9, externe="y"), make_ligne(20, 9, externe="x")], True),
            ([make_ligne(100, 9), make_ligne(90, 9, externe="y"), make_ligne(95, 9, externe="x")], False),
            ([make_ligne(100, 2), make_ligne(90, 2, mois=date(2026, 5, 1)), make_ligne(9, 1, externe="y"), make_ligne(9, 1, externe="x")], True),
        ],
        ids=["aucune", "peu de personnes", "peu de structures", "une qui pèse tout", "assez", "deux mois, mêmes personnes"],
    )  # fmt: skip
    def test_trop_peu_de_personnes_ou_de_structures_ne_se_lit_pas(self, lignes, is_petit):
        assert is_agreges_petit(lignes, AN, SEUILS) is is_petit

    def test_cachees_elles_ne_se_retrouvent_ni_du_total_ni_de_la_couverture(self):
        total = Comptes(heures=Decimal(300), participants=9, heures_agregees=Decimal(100), structures_agregees=1)
        lignes = build_territoire(Annee(total, total, Cachees(agreges=True)), Annee(total, total, Cachees()))
        assert [find(lignes, code).nombre for code in sorted(AGREGES)] == [None, None, None]
        assert [find(lignes, code).write() for code in sorted(AGREGES)] == ["masqué"] * 3
        assert find(lignes, "HEURES").nombre == 300


@pytest.mark.django_db
class TestLecture:
    def test_la_pilote_les_compte_et_la_participante_non(self):
        pilote, participante = make_clause(), make_clause()
        lot = make_lot_notifie(pilote)
        make_suivi(lot, participante, RoleSuivi.PARTICIPANTE)
        make_agrege(lot, heures=120)
        make_agrege(lot, structure="Un autre service", heures=30)
        make_agrege(lot, heures=70, mois=DECEMBRE)
        faits = read_faits([pilote.pk, participante.pk], periode=AN)
        assert [count(faits.keep({one.pk}), AN).heures_agregees for one in (pilote, participante)] == [150, 0]
        assert count(faits, AN).structures_agregees == 2

    def test_un_releve_retire_ne_compte_plus(self):
        lot = make_lot_notifie(make_clause())
        releve = make_agrege(lot)
        releve.lignes.update(is_retiree=True)
        assert count(read_faits([lot.dispositif_id], periode=AN), AN).heures_agregees == 0

    def test_la_page_du_service_les_dit_a_part(self, client):
        dispositif = make_clause()
        client.force_login(make_habilitation(Role.FACILITATEUR, dispositif).compte)
        lot = make_lot_notifie(dispositif)
        make_heures(dispositif, 80, lot=lot)
        adresse = "/activite-clause/?du=2026-01-01&au=2026-12-31"
        assert "structures non équipées" not in client.get(adresse).content.decode().split("<main", 1)[1]
        make_agrege(lot, heures=120)
        told = client.get(adresse).content.decode().split("<main", 1)[1]
        assert "Heures de structures non équipées" in told
        assert "200\u202fh" in told
        assert "40\u202f%" in told
