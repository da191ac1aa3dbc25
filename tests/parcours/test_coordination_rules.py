"""Files that sleep, files to put right: when, why, and in which words."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.parcours.nomenclatures.etats import EN_FILE_ACTIVE, OUVERTS, SORTIS, EtatParcours
from maillage.parcours.nomenclatures.qualite import (
    COMPTES_ANOMALIE,
    LIBELLES_ANOMALIE,
    TONS_ANOMALIE,
    Anomalie,
    Sommeil,
)
from maillage.parcours.rules import dormants, qualite
from maillage.parcours.rules.chronologie import Dates
from maillage.parcours.rules.contacts import ROUGE
from maillage.parcours.rules.dormants import Activite
from maillage.parcours.rules.qualite import Dossier, Etape
from maillage.participants.rules.completude import ATTENDUS, Usage

TODAY = date(2026, 11, 28)
ENTREE = date(2025, 1, 10)
PROPRES = Dates(
    prescription=date(2024, 12, 1), reception=date(2024, 12, 2), commission=date(2025, 1, 8), entree=ENTREE,
    signature=date(2025, 1, 20),
)  # fmt: skip


def jours(combien: int) -> date:
    return TODAY - timedelta(days=combien)


class TestDormants:
    def list(self, **values: Any) -> list[Sommeil]:
        defaults: dict[str, Any] = {"etat": EtatParcours.ACTIF, "entree": ENTREE}
        activite = Activite(**(defaults | values))
        return [raison.sommeil for raison in dormants.list_raisons(activite, on=TODAY)]

    @pytest.mark.parametrize(("depuis", "dort"), [(89, False), (90, True)])
    def test_un_dossier_dort_quand_personne_n_a_ete_vu_depuis_le_seuil_rouge(self, depuis, dort):
        assert ROUGE.get(on=TODAY).valeur == 90
        assert (Sommeil.CONTACT in self.list(contact=jours(depuis), etape=TODAY)) is dort

    @pytest.mark.parametrize(("depuis", "dort"), [(179, False), (180, True)])
    def test_un_dossier_dort_quand_rien_ne_s_y_fait_depuis_six_mois(self, depuis, dort):
        assert (Sommeil.ETAPE in self.list(contact=TODAY, etape=jours(depuis))) is dort

    def test_qui_n_a_jamais_ete_vu_se_compte_depuis_l_entree(self):
        assert self.list(entree=jours(30)) == []
        assert self.list() == [Sommeil.CONTACT, Sommeil.ETAPE]
        found = dormants.list_raisons(Activite(EtatParcours.ACTIF, jours(200)), on=TODAY)
        assert [raison.phrase for raison in found] == [
            "aucun contact depuis l’entrée, il y a 200 jours", "aucune étape depuis l’entrée, il y a 200 jours",
        ]  # fmt: skip

    @pytest.mark.parametrize("etat", sorted(EN_FILE_ACTIVE - {EtatParcours.ACTIF}))
    def test_un_emploi_suivi_ou_une_sortie_proposee_n_attendent_pas_d_etape(self, etat):
        assert self.list(etat=etat) == [Sommeil.CONTACT]

    @pytest.mark.parametrize("etat", sorted({EtatParcours.SUSPENDU} | SORTIS))
    def test_un_parcours_suspendu_ou_sorti_ne_dort_pas(self, etat):
        assert self.list(etat=etat) == []

    @given(contact=st.integers(0, 900), plus=st.integers(0, 900))
    def test_un_contact_plus_recent_n_endort_jamais(self, contact, plus):
        if not self.list(contact=jours(contact + plus), etape=TODAY):
            assert not self.list(contact=jours(contact), etape=TODAY)

    def test_une_demande_tient_jusqu_au_prochain_contact(self):
        assert not dormants.is_demande_tenue(TODAY, contact=None)
        assert not dormants.is_demande_tenue(TODAY, contact=jours(1))
        assert dormants.is_demande_tenue(TODAY, contact=TODAY)
        assert dormants.compute_echeance(TODAY) == date(2026, 12, 5)


def dossier(etat: EtatParcours = EtatParcours.ACTIF, **values: Any) -> Dossier:
    defaults: dict[str, Any] = {"entree": ENTREE, "dates": PROPRES, "diagnostic": ENTREE}
    return Dossier(etat, **(defaults | values))


def etape(**values: Any) -> Etape:
    defaults: dict[str, Any] = {"intitule": "Atelier", "debut": date(2025, 3, 1), "fin": date(2025, 4, 1), "prevu_au": None,
                "is_en_cours": False, "avant_entree": False}  # fmt: skip
    return Etape(**(defaults | values))


def constate(found: Dossier) -> list[tuple[Anomalie, str]]:
    return [(constat.anomalie, constat.phrase) for constat in qualite.list_constats(found, on=TODAY)]


class TestQualite:
    def test_un_dossier_en_ordre_ne_dit_rien(self):
        assert constate(dossier(etapes=[etape()])) == []

    def test_les_dates_dans_le_desordre_se_disent_une_a_une(self):
        dates = Dates(
            prescription=date(2025, 1, 9), reception=date(2025, 1, 2), commission=date(2025, 1, 11), entree=ENTREE
        )
        found = constate(dossier(dates=dates))
        assert [anomalie for anomalie, _ in found] == [Anomalie.CHRONOLOGIE] * 2
        assert "La réception de l’orientation (02/01/2025) précède la transmission" in found[0][1]

    @pytest.mark.parametrize(
        ("faute", "attendu"),
        [
            (etape(debut=date(2024, 12, 1)), "avant l’entrée"),
            (etape(fin=date(2025, 2, 1)), "précède son début"),
        ],
    )
    def test_une_etape_hors_du_parcours_est_une_faute_de_date(self, faute, attendu):
        ((anomalie, phrase),) = constate(dossier(etapes=[faute]))
        assert anomalie is Anomalie.CHRONOLOGIE
        assert attendu in phrase

    def test_une_etape_porte_d_entree_peut_preceder_l_entree(self):
        assert constate(dossier(etapes=[etape(debut=date(2024, 12, 1), avant_entree=True)])) == []

    def test_une_etape_commencee_apres_la_sortie_est_une_faute(self):
        dates = Dates(entree=ENTREE, sortie=date(2026, 1, 1))
        found = dossier(EtatParcours.SORTI_POSITIF, dates=dates, etapes=[etape(debut=date(2026, 2, 1), fin=None)])
        assert [anomalie for anomalie, _ in constate(found)] == [Anomalie.CHRONOLOGIE]

    @pytest.mark.parametrize(("fin", "dit"), [(jours(1), True), (TODAY, False)])
    def test_une_suspension_depassee_demande_une_suite(self, fin, dit):
        assert bool(constate(dossier(EtatParcours.SUSPENDU, suspension_fin=fin))) is dit
        assert constate(dossier(EtatParcours.ACTIF, suspension_fin=fin)) == []

    @pytest.mark.parametrize(("entree", "dit"), [(jours(31), True), (jours(30), False)])
    def test_un_contrat_s_attend_trente_jours(self, entree, dit):
        found = dossier(EtatParcours.A_DEMARRER, entree=entree, dates=Dates(entree=entree))
        assert bool(constate(found)) is dit

    def test_une_sortie_proposee_dit_ses_pieces(self):
        found = constate(dossier(EtatParcours.SORTIE_PROPOSEE, manquantes=["contrat de travail", "bulletin"]))
        assert found == [(Anomalie.PIECES, "La sortie proposée attend : contrat de travail, bulletin.")]

    @pytest.mark.parametrize(("prevu", "dit"), [(jours(1), True), (TODAY, False)])
    def test_une_etape_en_cours_passee_sa_fin_se_clot(self, prevu, dit):
        assert bool(constate(dossier(etapes=[etape(fin=None, prevu_au=prevu, is_en_cours=True)]))) is dit

    def test_sans_diagnostic_initial_le_dossier_est_a_revoir(self):
        assert [anomalie for anomalie, _ in constate(dossier(diagnostic=None))] == [Anomalie.DIAGNOSTIC]
        assert constate(dossier(diagnostic=None, entree=TODAY, dates=Dates(entree=TODAY))) == []

    def test_ce_qui_manque_est_nomme_pour_chaque_usage(self):
        found = constate(dossier(faits={"sexe": "f"}))
        assert [anomalie for anomalie, _ in found] == [Anomalie.FSE, Anomalie.CONSOLIDATION]
        assert found[0][1].startswith("Pour le FSE, manque : date de naissance, nationalité")
        assert "autres réponses" in found[0][1]

    def test_ce_qui_n_est_que_recommande_ne_met_aucun_dossier_en_defaut(self):
        faits = {a.champ: "" if a.usages == {Usage.RECOMMANDE} else "oui" for a in ATTENDUS}
        assert "" in faits.values()
        assert constate(dossier(faits=faits)) == []

    def test_tout_repondu_rien_ne_manque(self):
        faits = {a.champ: "oui" for a in ATTENDUS}
        assert constate(dossier(faits=faits)) == []

    @given(st.sampled_from(sorted(OUVERTS)), st.booleans(), st.booleans(), st.lists(st.sampled_from(["bulletin"])))
    def test_le_plus_grave_vient_toujours_d_abord(self, etat, has_diagnostic, has_faits, manquantes):
        found = qualite.list_constats(
            dossier(
                etat, diagnostic=ENTREE if has_diagnostic else None, faits={} if has_faits else None,
                manquantes=manquantes, suspension_fin=jours(3),
            ), on=TODAY,
        )  # fmt: skip
        rangs = [qualite.RANGS[constat.anomalie] for constat in found]
        assert rangs == sorted(rangs)
        assert all(constat.phrase.endswith(".") for constat in found)

    def test_un_dossier_compte_une_fois_dans_chaque_nature(self):
        constats = {1: qualite.list_constats(dossier(etapes=[etape(debut=date(2024, 1, 1))] * 2), on=TODAY), 2: []}
        assert qualite.count_par_nature(constats)[Anomalie.CHRONOLOGIE] == 1

    def test_chaque_nature_a_ses_mots_et_son_ton(self):
        assert set(LIBELLES_ANOMALIE) == set(COMPTES_ANOMALIE) == set(TONS_ANOMALIE) == set(Anomalie)
