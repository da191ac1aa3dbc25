"""Until when a file is kept, and what is left of it (domaine 05 § 4.2)."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.parcours.models import Entretien, FreinEvalue, Note, Orientation, Parcours, Prescripteur
from maillage.parcours.nomenclatures.conservation import Etape
from maillage.parcours.portee import build_portee
from maillage.parcours.purges import erase_dossier, erase_notes, erase_orientation
from maillage.parcours.queries import conservation as queries
from maillage.parcours.recherche import search
from maillage.parcours.rules import conservation as rules
from maillage.parcours.travaux.conservation import ARCHIVAGE
from maillage.participants.models import Adresse, CleIdentite, Personne, Situation, SituationSensible
from maillage.socle.protection.purge import EFFACEMENTS
from maillage.socle.travaux.registre import PERIODIQUES
from tests.parcours.usine import make_coordinateur, make_parcours, make_personne
from tests.usine import make_dispositif

SORTIE = date(2020, 3, 15)
jours = st.dates(date(2015, 1, 1), date(2040, 1, 1))
DUREES = queries.read_durees(date(2026, 11, 25))


class TestEcheances:
    def test_r22_l_exemple_de_la_reference(self):
        fins = rules.compute_echeances(date(2024, 9, 20), DUREES, soldes=[date(2026, 6, 30)])
        assert (fins.archive, fins.sociale) == (date(2026, 9, 20), date(2028, 9, 20))
        assert (fins.noyau, fins.fin) == (date(2031, 12, 31), date(2031, 12, 31))

    def test_une_operation_jamais_soldee_retient_sans_terme(self):
        fins = rules.compute_echeances(date(2024, 9, 20), DUREES, soldes=[date(2020, 1, 1), None])
        assert (fins.fin, fins.is_noyau) == (None, True)

    def test_l_etape_suivante_suit_l_etat_du_dossier(self):
        fins = rules.compute_echeances(date(2024, 9, 20), DUREES, soldes=[date(2026, 6, 30)])
        suite = [
            rules.find_etape(fins, is_archivee=a, is_reduite=r)
            for a, r in ((False, False), (True, False), (True, True))
        ]
        assert suite == [(Etape.ARCHIVE, date(2026, 9, 20)), (Etape.NOYAU, date(2028, 9, 20)),
                         (Etape.FIN_FSE, date(2031, 12, 31))]  # fmt: skip
        sans_fin = rules.compute_echeances(date(2024, 9, 20), DUREES, soldes=[None])
        assert rules.find_etape(sans_fin, is_archivee=True, is_reduite=True) is None

    def test_r20_un_gel_dure_douze_mois_au_plus(self):
        du = date(2026, 2, 28)
        assert rules.check_gel(du, date(2027, 2, 28), today=du) is None
        assert "28/02/2027" in (rules.check_gel(du, date(2027, 3, 1), today=du) or "")
        assert rules.check_gel(du, date(2026, 2, 27), today=du) is not None

    def test_sans_fse_rien_ne_reste_apres_la_fin_sociale(self):
        fins = rules.compute_echeances(date(2024, 9, 20), DUREES)
        assert (fins.noyau, fins.fin) == (None, date(2028, 9, 20))

    @given(dernier=jours, soldes=st.lists(jours, max_size=4))
    def test_les_etapes_se_suivent_et_la_plus_longue_operation_decide(self, dernier, soldes):
        fins = rules.compute_echeances(dernier, DUREES, soldes=soldes)
        assert fins.fin is not None
        assert dernier < fins.archive < fins.sociale <= fins.fin
        for solde in soldes:
            assert rules.compute_fin_fse(solde, DUREES) <= fins.fin

    def test_le_dernier_contact_est_un_fait_de_la_personne(self):
        assert rules.find_dernier_contact([None, date(2025, 1, 1)], entree=date(2024, 1, 1)) == date(2025, 1, 1)
        assert rules.find_dernier_contact([None], entree=date(2024, 1, 1)) == date(2024, 1, 1)

    def test_un_dossier_ouvert_alerte_a_18_mois_et_propose_la_sortie_a_24(self):
        dernier = date(2024, 8, 31)
        assert not rules.is_a_alerter(dernier, on=date(2026, 2, 27))
        assert rules.is_a_alerter(dernier, on=date(2026, 2, 28))
        assert not rules.is_a_sortir(dernier, on=date(2026, 8, 30))
        assert rules.is_a_sortir(dernier, on=date(2026, 8, 31))


def make_sorti(dispositif: Any = None, **values: Any) -> Parcours:
    dispositif = dispositif or make_dispositif()
    personne = make_personne(dispositif, nom_naissance="Kerguelen", telephone="0601", france_travail="1234567A")
    Situation.objects.create(dispositif=dispositif, personne=personne, du=date(2019, 1, 1), emploi="inactif")
    SituationSensible.objects.create(dispositif=dispositif, personne=personne, du=date(2019, 1, 1))
    Adresse.objects.create(dispositif=dispositif, personne=personne, du=date(2019, 1, 1), voie="1 rue A")
    sortie: dict[str, Any] = {"etat": "sorti_positif", "date_sortie": SORTIE} | values
    return make_parcours(dispositif, personne=personne, entree=date(2019, 1, 12), **sortie)


def add_entretien(parcours: Parcours, le: date, presence: str = "venu") -> Entretien:
    debut = datetime(le.year, le.month, le.day, 10, tzinfo=UTC)
    return Entretien.objects.create(dispositif_id=parcours.dispositif_id, parcours=parcours, referent=parcours.referent,
                                    debut=debut, presence=presence)  # fmt: skip


@pytest.mark.django_db
class TestDossiers:
    def test_t2_le_dossier_part_quatre_ans_apres_le_dernier_rendez_vous_honore(self):
        parcours = make_sorti()
        add_entretien(parcours, date(2020, 9, 20))
        add_entretien(parcours, date(2023, 9, 20), presence="absent")
        assert queries.list_a_anonymiser(date(2024, 9, 19)) == []
        assert queries.list_a_anonymiser(date(2024, 9, 20)) == [parcours.personne]
        assert queries.list_a_archiver(date(2022, 9, 20)) == [parcours.personne]

    def test_t2_un_dossier_ouvert_reste(self):
        make_sorti(etat="actif", date_sortie=None)
        assert queries.list_a_anonymiser(date(2040, 1, 1)) == []

    def test_t2_ce_qui_reste_ne_nomme_et_ne_decrit_personne(self):
        parcours = make_sorti()
        old = Personne.objects.get(pk=parcours.personne_id).pseudonyme
        for _ in range(2):  # a replay after a restoration does no more
            erase_dossier(parcours.personne)
        personne = Personne.objects.get(pk=parcours.personne_id)
        assert (personne.nom_naissance, personne.date_naissance, personne.sexe) == ("Dossier anonymisé", None, "nr")
        assert (personne.telephone, personne.france_travail, personne.france_travail_empreinte) == ("", "", "")
        assert personne.pseudonyme != old
        for model in (CleIdentite, Adresse, Situation, SituationSensible):
            assert not model.objects.filter(personne=personne).exists()
        assert not Parcours.objects.filter(personne=personne).exists()
        assert queries.list_a_anonymiser(date(2040, 1, 1)) == []

    def test_t3_notes_et_freins_partent_deux_ans_apres_la_sortie_sans_archive(self):
        parcours = make_sorti()
        Note.objects.create(dispositif_id=parcours.dispositif_id, entretien=add_entretien(parcours, date(2020, 1, 1)))
        FreinEvalue.objects.create(dispositif_id=parcours.dispositif_id, parcours=parcours, frein="MOB", niveau=2,
                                   le=date(2020, 1, 1))  # fmt: skip
        assert queries.list_notes_dues(SORTIE + timedelta(days=700)) == []
        due = date(2022, 3, 15)
        assert queries.list_notes_dues(due) == [parcours]
        erase_notes(parcours)
        assert not Note.objects.exists()
        assert not FreinEvalue.objects.exists()
        assert Entretien.objects.count() == 1
        assert queries.list_notes_dues(due) == []

    def test_t1_une_orientation_refusee_part_six_mois_apres_avec_la_personne_qui_n_avait_qu_elle(self):
        dispositif = make_dispositif()
        personne = make_personne(dispositif)
        prescripteur = Prescripteur.objects.create(dispositif=dispositif, nom="CCAS", type="ccas", du=date(2020, 1, 1))
        orientation = Orientation.objects.create(
            dispositif=dispositif, numero=1, etat="refusee", canal="intermediaire", prescripteur=prescripteur,
            nom_naissance="Kerguelen", prenoms="Anne", date_prescription=date(2025, 1, 1),
            consentement_le=date(2025, 1, 1), date_fin=date(2025, 2, 28), personne=personne,
        )  # fmt: skip
        assert queries.list_orientations_dues(date(2025, 8, 27)) == []
        assert queries.list_orientations_dues(date(2025, 8, 28)) == [orientation]
        erase_orientation(orientation)
        orientation.refresh_from_db()
        personne.refresh_from_db()
        assert (orientation.nom_naissance, orientation.etat) == ("", "refusee")
        assert personne.anonymisee_le is not None
        assert queries.list_orientations_dues(date(2030, 1, 1)) == []

    def test_r23_un_dossier_archive_sort_de_la_recherche_et_de_la_portee_puis_revient_avec_la_personne(self):
        parcours = make_sorti()
        acteur = make_coordinateur(parcours.dispositif)
        Personne.objects.filter(pk=parcours.personne_id).update(archivee_le=date(2022, 3, 15))
        on = date(2026, 11, 25)
        assert not Parcours.objects.filter(build_portee(acteur, on=on)).exists()
        assert search(acteur, "kerguelen", 5) == []
        make_parcours(parcours.dispositif, personne=parcours.personne)
        assert Parcours.objects.filter(build_portee(acteur, on=on)).count() == 2

    def test_les_quatre_regles_et_l_archivage_sont_declares(self):
        assert {"T1", "T2", "T3", "T4", "T5"} <= set(EFFACEMENTS)
        assert ARCHIVAGE in PERIODIQUES

    def test_lire_les_fins_coute_autant_avec_2_ou_20_dossiers(self, django_assert_num_queries):
        dispositif = make_dispositif()
        for total in (2, 20):
            while Parcours.objects.count() < total:
                make_sorti(dispositif)
            with django_assert_num_queries(7):
                assert len(list(queries.list_fins(date(2030, 1, 1)))) == total
