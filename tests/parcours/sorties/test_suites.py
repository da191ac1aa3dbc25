"""A file stops for a while, leaves for elsewhere, comes back; a training ends; a year closes."""

from datetime import date, timedelta

import pytest

from maillage.parcours.actions.etats import ParcoursRefuse
from maillage.parcours.actions.formations import fail_formation, open_formation, record_certification
from maillage.parcours.actions.retours import close_annee, reintegrate, transfer_parcours
from maillage.parcours.actions.sorties import (
    Proposition,
    propose_sortie,
    reject_sortie,
    undo_sortie,
)
from maillage.parcours.actions.suspensions import (
    decide_suspension,
    prolong_suspension,
    propose_suspension,
    resume_parcours,
)
from maillage.parcours.models import AnneeClose, Orientation, Parcours
from maillage.parcours.nomenclatures.sorties import MotifSuspension
from maillage.parcours.nomenclatures.suites import Transmis
from maillage.parcours.travaux.sorties import propose_if_ripe
from maillage.participants.models import Consentement
from maillage.participants.nomenclatures.droits import Support
from maillage.socle.acteur import Acteur
from maillage.socle.journal.models import Evenement
from maillage.socle.permissions import DroitRefuse
from maillage.socle.roles import Role
from tests.parcours.usine import make_referent
from tests.parcours.usine_sorties import (
    JOUR,
    make_acteur_de,
    make_actif,
    make_formation,
    make_sortie_proposee,
    validate,
)
from tests.usine import make_acteur, make_dispositif

pytestmark = pytest.mark.django_db
VALIDATION = date(2026, 11, 20)


# --- undone, back, elsewhere ----------------------------------------------------------------------------------------


def test_t20_une_erreur_s_annule_sans_ajouter_d_entree(by, parcours):
    sortie = make_sortie_proposee(parcours)
    validate(by, sortie)
    sortie.refresh_from_db()
    undo_sortie(by=by, sortie=sortie, motif="mauvais dossier", today=JOUR)
    parcours.refresh_from_db()
    assert (parcours.etat, parcours.date_sortie) == ("actif", None)
    assert Parcours.objects.filter(personne=parcours.personne).count() == 1
    again = validate(by, make_sortie_proposee(parcours))
    assert (again.photo.rang, again.photo.motif) == (2, "après une sortie annulée")


@pytest.mark.parametrize("cas", ["close", "delai", "retour"])
def test_t20_refuse_tard_dans_une_annee_close_ou_apres_un_retour(by, parcours, cas):
    sortie = validate(by, make_sortie_proposee(parcours))
    today = JOUR
    if cas == "close":
        AnneeClose.objects.create(dispositif=parcours.dispositif, annee=2026, close_le=JOUR)
    elif cas == "delai":
        today = JOUR + timedelta(days=61)
    else:
        parcours.refresh_from_db()
        reintegrate(by=by, parcours=parcours, referent=parcours.referent, date_entree=JOUR, today=JOUR)
    with pytest.raises(ParcoursRefuse, match="nouveau parcours"):
        undo_sortie(by=by, sortie=sortie, motif="erreur", today=today)


def test_t21_un_retour_est_un_nouveau_parcours_lie_au_precedent(by, parcours):
    validate(by, make_sortie_proposee(parcours))
    parcours.refresh_from_db()
    nouveau = reintegrate(by=by, parcours=parcours, referent=parcours.referent, date_entree=JOUR, today=JOUR)
    assert (nouveau.precedent, nouveau.personne, nouveau.etat) == (parcours, parcours.personne, "a_demarrer")
    with pytest.raises(ParcoursRefuse, match="déjà revenue"):
        reintegrate(by=by, parcours=parcours, referent=parcours.referent, date_entree=JOUR, today=JOUR)


def test_un_parcours_ouvert_ne_se_reintegre_pas(by, parcours):
    with pytest.raises(ParcoursRefuse, match="pas terminé"):
        reintegrate(by=by, parcours=parcours, referent=parcours.referent, date_entree=JOUR, today=JOUR)


def transfer(by, parcours, vers, *transmis):
    return transfer_parcours(
        by=by, parcours=parcours, vers=vers, transmis=transmis, accord_le=JOUR, support=Support.PAPIER,
        derogation="adresse notée au dossier", today=JOUR,
    )  # fmt: skip


def test_r42_le_plie_d_accueil_ne_recoit_que_ce_qui_est_accepte(by, parcours):
    vers = make_dispositif()
    parcours.personne.telephone, parcours.personne.courriel = "01 99 00 00 01", "essai@exemple.test"
    parcours.personne.save()
    transfert = transfer(by, parcours, vers)
    parcours.refresh_from_db()
    recu = Orientation.objects.get(dispositif=vers)
    assert (recu.uuid, recu.nom_naissance, recu.telephone, recu.courriel) == (
        transfert.recu, parcours.personne.nom_naissance, "", "",
    )  # fmt: skip
    assert (recu.personne, recu.etat, recu.consentement_le, recu.attentes) == (None, "transmise", JOUR, "")
    assert (parcours.etat, parcours.sorties.get().type) == ("sorti_sans_suite", "SS-DEM")
    types = dict(Evenement.objects.filter(type__startswith="parcours.transfert").values_list("type", "dispositif_id"))
    assert types == {"parcours.transfert": parcours.dispositif_id, "parcours.transfert_recu": vers.pk}
    assert Consentement.objects.get(personne=parcours.personne).destinataire == vers.nom


def test_t23_les_coordonnees_partent_quand_la_personne_le_veut(by, parcours):
    parcours.personne.telephone = "01 99 00 00 01"
    parcours.personne.save()
    vers = make_dispositif()
    transfer(by, parcours, vers, Transmis.COORDONNEES)
    assert Orientation.objects.get(dispositif=vers).telephone == "01 99 00 00 01"


def test_t23_pas_vers_soi_meme_et_plus_d_annulation_apres(by, parcours):
    with pytest.raises(ParcoursRefuse, match="autre PLIE"):
        transfer(by, parcours, parcours.dispositif)
    transfer(by, parcours, make_dispositif())
    with pytest.raises(ParcoursRefuse, match="transmis"):
        undo_sortie(by=by, sortie=parcours.sorties.get(), motif="erreur", today=JOUR)


# --- formation, suspension, years ------------------------------------------------------------------------------------


def follow(by, parcours, *, fin_prevue=date(2026, 10, 30)):
    etape = make_formation(parcours)
    return open_formation(
        by=by, parcours=parcours, etape=etape, certification="Titre d’essai", fin_prevue=fin_prevue, today=JOUR
    )


def test_t16_une_certification_obtenue_se_propose_la_nuit(by, parcours):
    suivi = follow(by, parcours)
    assert not propose_if_ripe(Acteur(), parcours.pk, today=JOUR)
    record_certification(by=by, suivi=suivi, obtenue_le=date(2026, 11, 2), today=JOUR)
    assert propose_if_ripe(Acteur(), parcours.pk, today=JOUR)
    assert (parcours.sorties.get().type, parcours.sorties.get().date_fait) == ("FQ-CERT", date(2026, 11, 2))


def test_t16_une_formation_longue_se_propose_a_six_mois(by, parcours):
    follow(by, parcours, fin_prevue=date(2027, 6, 30))
    assert not propose_if_ripe(Acteur(), parcours.pk, today=VALIDATION - timedelta(days=1))
    assert propose_if_ripe(Acteur(), parcours.pk, today=VALIDATION)
    assert parcours.sorties.get().type == "FQ-LONG"


def test_t16_un_echec_ramene_a_l_accompagnement(by, parcours):
    fail_formation(by=by, suivi=follow(by, parcours), le=JOUR, today=JOUR)
    parcours.refresh_from_db()
    assert parcours.etat == "actif"
    with pytest.raises(ParcoursRefuse):
        propose_sortie(by=by, parcours=parcours, demande=Proposition("FQ-CERT"), today=JOUR)


def suspend(by, parcours, fin=date(2027, 4, 1)):
    return propose_suspension(
        by=by, parcours=parcours, motif=MotifSuspension.PARENTAL, du=date(2026, 11, 1), fin_prevue=fin, today=JOUR
    )


def test_t10_la_coordination_suspend_prolonge_une_fois_et_reprend(by, parcours):
    suspension = suspend(by, parcours)
    parcours.refresh_from_db()
    assert parcours.etat == "suspendu"
    prolong_suspension(by=by, suspension=suspension, fin_prevue=date(2027, 6, 1), today=JOUR)
    with pytest.raises(ParcoursRefuse, match="déjà"):
        prolong_suspension(by=by, suspension=suspension, fin_prevue=date(2027, 7, 1), today=JOUR)
    assert resume_parcours(by=by, suspension=suspension, le=JOUR, today=JOUR).etat == "actif"


def test_t10_un_referent_propose_et_la_coordination_decide(by, dispositif):
    referent = make_referent(dispositif)
    parcours = make_actif(dispositif, referent=referent)
    acteur = make_acteur_de(referent)
    suspension = suspend(acteur, parcours)
    parcours.refresh_from_db()
    assert (parcours.etat, suspension.decidee_le) == ("actif", None)
    with pytest.raises(DroitRefuse):
        decide_suspension(by=acteur, suspension=suspension, accepte=True, today=JOUR)
    decide_suspension(by=by, suspension=suspension, accepte=False, today=JOUR)
    parcours.refresh_from_db()
    assert parcours.etat == "actif"
    decide_suspension(by=by, suspension=suspend(acteur, parcours), accepte=True, today=JOUR)
    parcours.refresh_from_db()
    assert parcours.etat == "suspendu"


def test_t10_pas_pendant_une_etape(by, parcours):
    make_formation(parcours)
    with pytest.raises(ParcoursRefuse, match="étape est en cours"):
        suspend(by, parcours)


def test_une_suspension_depassee_se_propose_a_la_sortie_et_un_rejet_la_termine(by, parcours):
    suspension = suspend(by, parcours, date(2027, 1, 15))
    assert not propose_if_ripe(Acteur(), parcours.pk, today=date(2027, 1, 15))
    assert propose_if_ripe(Acteur(), parcours.pk, today=date(2027, 1, 16))
    reject_sortie(by=by, sortie=parcours.sorties.get(), motif="revenue", today=date(2027, 1, 18))
    suspension.refresh_from_db()
    parcours.refresh_from_db()
    assert (parcours.etat, suspension.repris_le) == ("actif", date(2027, 1, 18))


def test_une_annee_se_clot_par_la_direction_et_la_coordination_chez_elles(by, dispositif):
    close_annee(by=by, dispositif=dispositif, annee=2025, today=JOUR)
    with pytest.raises(ParcoursRefuse, match="déjà close"):
        close_annee(by=by, dispositif=dispositif, annee=2025, today=JOUR)
    with pytest.raises(DroitRefuse):
        close_annee(by=by, dispositif=make_dispositif(), annee=2025, today=JOUR)
    with pytest.raises(DroitRefuse):
        close_annee(by=make_acteur(Role.REFERENT, dispositif), dispositif=dispositif, annee=2024, today=JOUR)
