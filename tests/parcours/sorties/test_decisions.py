"""The night proposes, the coordination decides, an abandon has its relances."""

from datetime import date, timedelta

import pytest

from maillage.parcours.actions.etats import ParcoursRefuse
from maillage.parcours.actions.sorties import (
    record_relance,
    reject_sortie,
)
from maillage.parcours.models import AnneeClose
from maillage.parcours.nomenclatures.sorties import Piece, SousMotif
from maillage.parcours.nomenclatures.suites import CanalRelance
from maillage.parcours.travaux.sorties import propose_if_ripe
from maillage.socle.acteur import Acteur
from maillage.socle.permissions import DroitRefuse
from tests.parcours.usine import make_referent
from tests.parcours.usine_sorties import (
    JOUR,
    add_pieces,
    make_acteur_de,
    make_actif,
    make_emploi,
    make_sortie_proposee,
    validate,
)

pytestmark = pytest.mark.django_db
VALIDATION = date(2026, 11, 20)


# --- the night ----------------------------------------------------------------------------------------------------


def test_t14_la_nuit_propose_a_six_mois_et_ne_fait_jamais_sortir(parcours):
    make_emploi(parcours)
    assert not propose_if_ripe(Acteur(), parcours.pk, today=VALIDATION - timedelta(days=1))
    assert propose_if_ripe(Acteur(), parcours.pk, today=VALIDATION)
    parcours.refresh_from_db()
    assert (parcours.etat, parcours.date_sortie) == ("sortie_proposee", None)
    sortie = parcours.sorties.get()
    assert (sortie.type, sortie.date_fait, sortie.decidee_le) == ("ED-CDI", VALIDATION, None)
    assert not propose_if_ripe(Acteur(), parcours.pk, today=JOUR)


def test_une_proposition_rejetee_n_est_pas_refaite_la_nuit_d_apres(by, parcours):
    make_emploi(parcours)
    propose_if_ripe(Acteur(), parcours.pk, today=JOUR)
    reject_sortie(by=by, sortie=parcours.sorties.get(), motif="bulletin attendu", today=JOUR)
    parcours.refresh_from_db()
    assert parcours.etat == "en_emploi_suivi"
    assert not propose_if_ripe(Acteur(), parcours.pk, today=JOUR)


# --- the decision -------------------------------------------------------------------------------------------------


def test_t18_la_sortie_est_datee_des_six_mois_avec_sa_photo(by, parcours):
    make_emploi(parcours)
    propose_if_ripe(Acteur(), parcours.pk, today=JOUR)
    add_pieces(by, parcours, Piece.CONTRAT, Piece.BULLETIN)
    sortie = validate(by, parcours.sorties.get(), derogation="")
    parcours.refresh_from_db()
    assert (parcours.etat, parcours.date_sortie, sortie.decidee_le) == ("sorti_positif", VALIDATION, JOUR)
    assert (sortie.photo.moment, sortie.photo.le) == ("sortie", VALIDATION)
    assert parcours.suivis.get().issue == "valide"


def test_sans_piece_il_faut_une_derogation_motivee_et_elle_est_gardee(by, parcours):
    sortie = make_sortie_proposee(parcours)
    with pytest.raises(ParcoursRefuse, match="Il manque des pièces") as refus:
        validate(by, sortie, derogation=" ")
    assert refus.value.champ == "derogation"
    assert validate(by, sortie).derogation == "pièces reçues sur papier"


def test_une_derogation_ecrite_pour_rien_n_est_pas_gardee(by, parcours):
    sortie = make_sortie_proposee(parcours)
    add_pieces(by, parcours, Piece.ADRESSE)
    assert validate(by, sortie).derogation == ""


def test_un_referent_propose_et_ne_decide_pas(dispositif):
    referent = make_referent(dispositif)
    parcours = make_actif(dispositif, referent=referent)
    acteur = make_acteur_de(referent)
    sortie = make_sortie_proposee(parcours, by=acteur)
    with pytest.raises(DroitRefuse):
        validate(acteur, sortie)
    with pytest.raises(DroitRefuse):
        make_sortie_proposee(make_actif(dispositif), by=acteur)


def test_une_sortie_ne_se_decide_pas_deux_fois(by, parcours):
    sortie = make_sortie_proposee(parcours)
    validate(by, sortie)
    with pytest.raises(ParcoursRefuse, match="déjà décidée"):
        validate(by, sortie)


def test_t19_un_rejet_dit_pourquoi_et_ramene_a_l_accompagnement(by, parcours):
    sortie = make_sortie_proposee(parcours)
    with pytest.raises(ParcoursRefuse, match="pourquoi"):
        reject_sortie(by=by, sortie=sortie, motif="", today=JOUR)
    reject_sortie(by=by, sortie=sortie, motif="à revoir", today=JOUR)
    parcours.refresh_from_db()
    assert parcours.etat == "actif"
    make_sortie_proposee(parcours)


def test_r_abandon_relances_courrier_et_delai(by, parcours):
    with pytest.raises(ParcoursRefuse, match="moyens différents"):
        make_sortie_proposee(parcours, "SS-ABA", sous_motif=SousMotif.PERDU)
    for le, canal, letter in (
        (date(2026, 9, 1), CanalRelance.TELEPHONE, False),
        (date(2026, 10, 1), CanalRelance.SMS, False),
        (date(2026, 10, 5), CanalRelance.COURRIER, True),
    ):
        values = {"le": le, "canal": canal, "is_avertissement": letter}
        record_relance(by=by, parcours=parcours, values=values, today=JOUR)
    sortie = make_sortie_proposee(parcours, "SS-ABA", sous_motif=SousMotif.PERDU)
    assert sortie.date_fait == parcours.date_entree


def test_dans_une_annee_close_la_sortie_compte_le_premier_janvier_suivant(by, dispositif):
    parcours = make_actif(dispositif, entree=date(2025, 1, 6))
    make_emploi(parcours, debut=date(2025, 3, 3), on=date(2025, 3, 3))
    AnneeClose.objects.create(dispositif=dispositif, annee=2025, close_le=date(2026, 3, 1))
    propose_if_ripe(Acteur(), parcours.pk, today=JOUR)
    sortie = validate(by, parcours.sorties.get())
    assert (sortie.date_fait, sortie.date_sortie) == (date(2025, 9, 3), date(2026, 1, 1))
