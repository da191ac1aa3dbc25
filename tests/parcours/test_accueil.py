"""From the reception to the commission: the diagnostic that T5 asks for, what T6'' needs before it leaves somebody out."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.parcours.actions.accueil import open_accueil, record_contact, record_premier_rdv
from maillage.parcours.actions.commissions import decide_inscription, put_on_agenda
from maillage.parcours.actions.diagnostics import record_diagnostic_avant_entree
from maillage.parcours.actions.orientations import present_orientation
from maillage.parcours.actions.receptions import close_orientation
from maillage.parcours.actions.reglages import record_reglage
from maillage.parcours.afaire.orientations import list_a_faire
from maillage.parcours.commission_entree import ENTREE
from maillage.parcours.models import ContactAccueil, Orientation
from maillage.parcours.nomenclatures import reglages
from maillage.parcours.nomenclatures.accueil import NatureContact
from maillage.parcours.nomenclatures.etats import EtatOrientation
from maillage.parcours.nomenclatures.orientation import MotifNonEntree, Resultat
from maillage.parcours.nomenclatures.suites import CanalRelance
from maillage.parcours.rules import accueil
from maillage.parcours.rules.accueil import Bilan, Fait
from maillage.socle.journal.models import Evenement
from maillage.socle.permissions import DroitRefuse
from maillage.socle.refus import Refus
from maillage.socle.roles import Role
from tests.parcours.usine import make_coordinateur, make_referent
from tests.parcours.usine_commissions import SEANCE, make_commission
from tests.parcours.usine_orientations import TRANSMISE, make_orientation
from tests.usine import make_acteur, make_dispositif

JOUR = date(2026, 11, 20)
N = NatureContact
NATURES = st.lists(
    st.tuples(st.dates(date(2026, 1, 1), date(2026, 12, 31)), st.sampled_from(NatureContact)), max_size=12
)


def read(*natures: NatureContact) -> Bilan:
    return accueil.assess(Fait(TRANSMISE + timedelta(days=rang), nature) for rang, nature in enumerate(natures))


class TestRegles:
    def test_une_personne_qui_vient_remet_les_absences_a_zero(self):
        assert read(N.ABSENTE, N.RELANCE, N.ABSENTE) == Bilan(absences=2, relances=1)
        assert read(N.ABSENTE, N.RELANCE, N.VENUE, N.ABSENTE) == Bilan(absences=1)

    def test_une_excuse_n_est_pas_une_absence(self):
        assert read(N.EXCUSEE, N.EXCUSEE) == Bilan()

    def test_deux_absences_proposent_le_sans_suite_et_un_refus_aussi(self):
        assert accueil.propose_sans_suite(read(N.ABSENTE), absences=2) is None
        found = accueil.propose_sans_suite(read(N.ABSENTE, N.ABSENTE), absences=2)
        assert found
        assert found.motif is MotifNonEntree.ABSENCES
        refus = accueil.propose_sans_suite(read(N.REFUS), absences=2)
        assert refus
        assert refus.motif is MotifNonEntree.REFUS_PERSONNE

    def test_absente_ou_injoignable_demande_des_traces_et_le_refus_aucune(self):
        def check(motif: MotifNonEntree, bilan: Bilan) -> Any:
            return accueil.check_sans_suite(motif, bilan, absences=2, relances=1)

        assert "2 absences" in check(MotifNonEntree.ABSENCES, Bilan(absences=1))
        assert "1 relance" in check(MotifNonEntree.ABSENCES, Bilan(absences=2))
        assert check(MotifNonEntree.ABSENCES, Bilan(absences=2, relances=1)) is None
        assert check(MotifNonEntree.INJOIGNABLE, Bilan())
        assert check(MotifNonEntree.REFUS_PERSONNE, Bilan()) is None

    @given(NATURES)
    def test_l_ordre_de_saisie_ne_change_rien(self, natures):
        par_jour = {le: Fait(le, nature) for le, nature in natures}
        faits = list(par_jour.values())
        assert accueil.assess(faits) == accueil.assess(reversed(faits))

    def test_t5_sans_diagnostic_pas_de_presentation_sauf_regle_contraire(self):
        assert accueil.check_presentation(diagnostics=[], le=JOUR, is_requis=True) == accueil.SANS_DIAGNOSTIC
        assert accueil.check_presentation(diagnostics=[], le=JOUR, is_requis=False) is None
        assert accueil.check_presentation(diagnostics=[JOUR], le=JOUR, is_requis=True) is None
        before = JOUR - timedelta(days=1)
        assert "20/11/2026" in str(accueil.check_presentation(diagnostics=[JOUR], le=before, is_requis=True))


@pytest.fixture
def dispositif(db):
    return make_dispositif()


@pytest.fixture
def by(dispositif):
    return make_coordinateur(dispositif)


@pytest.fixture
def orientation(dispositif):
    return make_orientation(dispositif, etat=EtatOrientation.EN_ACCUEIL, diagnostic=False)


def note(by, orientation, nature, *, le=JOUR, canal=None):
    return record_contact(by=by, orientation=orientation, nature=nature, le=le, canal=canal, today=JOUR)


def close(by, orientation, motif):
    return close_orientation(
        by=by, orientation=orientation, vers=EtatOrientation.SANS_SUITE, motif=motif, reorientation="", le=JOUR,
        today=JOUR,
    )  # fmt: skip


class TestDiagnostic:
    def test_t5_sans_diagnostic_rien_n_est_presente(self, by, orientation):
        with pytest.raises(Refus, match="établissez-le"):
            present_orientation(by=by, orientation=orientation, le=JOUR, today=JOUR)
        orientation.refresh_from_db()
        assert orientation.etat == EtatOrientation.EN_ACCUEIL

    def test_t5_ni_par_l_ordre_du_jour_d_une_commission(self, by, dispositif, orientation):
        commission = make_commission(dispositif)
        with pytest.raises(Refus, match="établissez-le"):
            put_on_agenda(by=by, commission=commission, objet=ENTREE, cible=orientation, today=SEANCE)
        obstacles = ENTREE.list_obstacles(list(ENTREE.list_candidats(by, commission)), SEANCE)
        assert obstacles[orientation.pk].url == f"/orientations/{orientation.uuid}/diagnostic/"

    def test_un_plie_peut_lever_la_regle_a_partir_d_un_jour(self, by, dispositif, orientation):
        record_reglage(by=by, code=reglages.DIAGNOSTIC_AVANT_COMMISSION, valeur="0", du=JOUR)
        presented = present_orientation(by=by, orientation=orientation, le=JOUR, today=JOUR)
        assert presented.etat == EtatOrientation.PRESENTEE
        ailleurs = make_dispositif()
        autre = make_orientation(ailleurs, etat=EtatOrientation.EN_ACCUEIL, diagnostic=False)
        with pytest.raises(Refus, match="établissez-le"):
            present_orientation(by=make_coordinateur(ailleurs), orientation=autre, le=JOUR, today=JOUR)

    def test_de_l_accueil_a_l_entree_le_diagnostic_suit_la_personne(self, by, dispositif, orientation):
        """End to end: written during the accueil, seen by the commission, version 1 of the parcours."""
        made = record_diagnostic_avant_entree(
            by=by, orientation=orientation, le=JOUR, textes={"atouts": "Permis B"}, freins=[], today=JOUR
        )
        commission = make_commission(dispositif, tenue=True)
        inscription = put_on_agenda(by=by, commission=commission, objet=ENTREE, cible=orientation, today=SEANCE)
        referent = make_referent(dispositif)
        decide_inscription(
            by=by, inscription=inscription, today=SEANCE, resultat=Resultat.FAVORABLE, referent=referent.pk
        )
        parcours = Orientation.objects.get(pk=orientation.pk).parcours
        assert parcours is not None
        assert [(d.pk, d.rang, d.atouts) for d in parcours.diagnostics.all()] == [(made.pk, 1, "Permis B")]


class TestAbsences:
    def test_t6_deux_absences_et_une_relance_la_coordination_classe(self, by, orientation):
        note(by, orientation, N.ABSENTE, le=date(2026, 11, 5))
        with pytest.raises(Refus, match="2 absences : 1 absence est notée"):
            close(by, orientation, MotifNonEntree.ABSENCES)
        note(by, orientation, N.ABSENTE, le=date(2026, 11, 12))
        with pytest.raises(Refus, match="1 relance avant ce classement"):
            close(by, orientation, MotifNonEntree.ABSENCES)
        note(by, orientation, N.RELANCE, canal=CanalRelance.TELEPHONE)
        closed = close(by, orientation, MotifNonEntree.ABSENCES)
        assert (closed.etat, closed.motif, closed.reponse_le) == ("sans_suite", "absences", JOUR)
        assert ContactAccueil.objects.filter(orientation=orientation).count() == 3

    def test_le_seuil_d_absences_est_celui_du_plie(self, by, dispositif, orientation):
        record_reglage(by=by, code=reglages.ABSENCES_ACCUEIL, valeur="1", du=JOUR)
        note(by, orientation, N.ABSENTE)
        note(by, orientation, N.RELANCE, canal=CanalRelance.SMS)
        assert close(by, orientation, MotifNonEntree.ABSENCES).etat == "sans_suite"

    def test_une_personne_qui_refuse_est_classee_sans_autre_condition(self, by, orientation):
        note(by, orientation, N.REFUS)
        assert (
            close(by, orientation, MotifNonEntree.REFUS_PERSONNE).libelle_motif == "La personne ne souhaite pas entrer"
        )

    def test_la_coordination_l_a_a_faire_et_le_referent_ne_decide_pas(self, by, dispositif, orientation):
        referent = make_acteur(Role.REFERENT, dispositif)
        note(referent, orientation, N.ABSENTE, le=date(2026, 11, 5))
        assert not [chose for chose in list_a_faire(by, JOUR) if "sans suite" in chose.titre]
        note(referent, orientation, N.ABSENTE)
        assert [chose.url for chose in list_a_faire(by, JOUR) if "sans suite" in chose.titre] == [
            f"/entrees/{orientation.uuid}/"
        ]
        with pytest.raises(DroitRefuse):
            close(referent, orientation, MotifNonEntree.ABSENCES)

    def test_la_premiere_venue_date_le_premier_rendez_vous(self, by, orientation):
        note(by, orientation, N.VENUE, le=date(2026, 11, 6))
        orientation.refresh_from_db()
        assert orientation.date_premier_rdv == date(2026, 11, 6)
        record_premier_rdv(by=by, orientation=orientation, premier_rdv=date(2026, 11, 9))
        note(by, orientation, N.VENUE, le=date(2026, 11, 12))
        orientation.refresh_from_db()
        assert orientation.date_premier_rdv == date(2026, 11, 9)

    def test_une_relance_dit_son_moyen_et_rien_n_est_dans_le_futur(self, by, orientation):
        with pytest.raises(Refus, match="par quel moyen") as refus:
            note(by, orientation, N.RELANCE)
        assert refus.value.champ == "canal"
        with pytest.raises(Refus, match="dans le futur"):
            note(by, orientation, N.ABSENTE, le=JOUR + timedelta(days=1))
        with pytest.raises(Refus, match="précède la transmission"):
            note(by, orientation, N.ABSENTE, le=TRANSMISE - timedelta(days=1))

    def test_le_journal_dit_quoi_et_quand(self, by, orientation):
        note(by, orientation, N.ABSENTE)
        event = Evenement.objects.filter(type="parcours.orientation_contact").get()
        assert (event.details["nature"], event.details["le"]) == ("absente", "2026-11-20")

    def test_une_orientation_close_n_a_plus_de_contact(self, by, orientation):
        close(by, orientation, MotifNonEntree.REFUS_PERSONNE)
        with pytest.raises(Refus, match="close"):
            note(by, orientation, N.VENUE)

    def test_l_accueil_s_ouvre_une_fois_et_pas_avant_la_transmission(self, by, dispositif):
        recevable = make_orientation(dispositif, etat=EtatOrientation.RECEVABLE)
        referent = make_referent(dispositif)
        with pytest.raises(Refus, match="précède la transmission"):
            open_accueil(
                by=by, orientation=recevable, referent=referent, premier_rdv=TRANSMISE - timedelta(days=1), today=JOUR
            )
        opened = open_accueil(by=by, orientation=recevable, referent=referent, premier_rdv=None, today=JOUR)
        with pytest.raises(Refus):
            open_accueil(by=by, orientation=opened, referent=referent, premier_rdv=None, today=JOUR)
