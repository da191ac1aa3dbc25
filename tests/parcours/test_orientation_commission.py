"""An orientation is presented, then accepted, adjourned or refused."""

from datetime import date
from typing import Any

import pytest

from maillage.parcours.actions.etats import ParcoursRefuse
from maillage.parcours.actions.orientations import decide_orientation, present_orientation
from maillage.parcours.models import Parcours
from maillage.parcours.nomenclatures.etats import EtatOrientation, EtatParcours
from maillage.parcours.nomenclatures.orientation import MotifNonEntree, Resultat
from maillage.socle.permissions import DroitRefuse
from maillage.socle.roles import Role
from tests.parcours.usine import make_coordinateur
from tests.parcours.usine_orientations import make_orientation
from tests.usine import make_acteur, make_dispositif

pytestmark = pytest.mark.django_db
JOUR = date(2026, 11, 20)


@pytest.fixture
def dispositif():
    return make_dispositif()


def decide(dispositif, orientation, resultat, **asked):
    values: dict[str, Any] = {"motif": "", "reorientation": "", "le": JOUR, "today": JOUR, **asked}
    return decide_orientation(by=make_coordinateur(dispositif), orientation=orientation, resultat=resultat, **values)


def test_presenter_deux_fois_c_est_presenter_une_fois(dispositif):
    orientation, by = make_orientation(dispositif, etat=EtatOrientation.EN_ACCUEIL), make_coordinateur(dispositif)
    present_orientation(by=by, orientation=orientation, le=JOUR, today=JOUR)
    again = present_orientation(by=by, orientation=orientation, le=JOUR, today=JOUR)
    assert (again.etat, again.date_presentation, again.version) == (EtatOrientation.PRESENTEE, JOUR, 2)


def test_une_orientation_acceptee_ouvre_le_parcours_avec_le_referent_d_accueil(dispositif):
    orientation = decide(
        dispositif, make_orientation(dispositif, etat=EtatOrientation.PRESENTEE), Resultat.FAVORABLE
    )  # fmt: skip
    parcours = Parcours.objects.get(orientation=orientation)
    assert parcours.etat == EtatParcours.A_DEMARRER
    assert (parcours.personne, parcours.referent) == (orientation.personne, orientation.referent_accueil)
    assert (parcours.date_entree, orientation.date_fin, orientation.reponse_le) == (JOUR, JOUR, JOUR)


def test_un_refus_dit_son_motif(dispositif):
    orientation = make_orientation(dispositif, etat=EtatOrientation.PRESENTEE)
    with pytest.raises(ParcoursRefuse, match="droit au motif"):
        decide(dispositif, orientation, Resultat.DEFAVORABLE)
    refused = decide(
        dispositif, orientation, Resultat.DEFAVORABLE, motif=MotifNonEntree.PLACES, reorientation="Mission locale"
    )
    assert (refused.etat, refused.libelle_motif, refused.date_fin) == ("refusee", "Plus de place", JOUR)


def test_une_orientation_ajournee_est_presentee_de_nouveau(dispositif):
    orientation = make_orientation(dispositif, etat=EtatOrientation.PRESENTEE)
    adjourned = decide(dispositif, orientation, Resultat.AJOURNE, motif=MotifNonEntree.SANTE)
    assert adjourned.date_fin is None
    again = present_orientation(by=make_coordinateur(dispositif), orientation=adjourned, le=JOUR, today=JOUR)
    assert again.etat == EtatOrientation.PRESENTEE


def test_une_decision_ne_precede_pas_la_presentation_et_n_est_pas_dans_le_futur(dispositif):
    orientation = make_orientation(dispositif, etat=EtatOrientation.PRESENTEE)
    with pytest.raises(ParcoursRefuse, match="précède la présentation"):
        decide(dispositif, orientation, Resultat.FAVORABLE, le=date(2026, 10, 1))
    with pytest.raises(ParcoursRefuse, match="dans le futur"):
        decide(dispositif, orientation, Resultat.FAVORABLE, le=date(2026, 11, 21))


def test_un_referent_presente_et_ne_decide_pas(dispositif):
    referent = make_acteur(Role.REFERENT, dispositif)
    orientation = make_orientation(dispositif, etat=EtatOrientation.EN_ACCUEIL)
    presented = present_orientation(by=referent, orientation=orientation, le=JOUR, today=JOUR)
    with pytest.raises(DroitRefuse):
        decide_orientation(
            by=referent, orientation=presented, resultat=Resultat.FAVORABLE, motif="", reorientation="", le=JOUR,
            today=JOUR,
        )  # fmt: skip
