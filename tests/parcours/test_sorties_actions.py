"""A job is followed to its six months, or breaks; an exit is proposed, decided, undone; a file stops, leaves, returns."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from maillage.parcours.actions.emplois import end_emploi
from maillage.parcours.actions.etats import ParcoursRefuse
from maillage.parcours.actions.formations import fail_formation, open_formation, record_certification
from maillage.parcours.actions.justificatifs import record_justificatif
from maillage.parcours.actions.points import answer_by_lien, make_lien, record_point
from maillage.parcours.actions.retours import close_annee, reintegrate, transfer_parcours
from maillage.parcours.actions.sorties import (
    Proposition,
    propose_sortie,
    record_relance,
    reject_sortie,
    undo_sortie,
    validate_sortie,
)
from maillage.parcours.actions.suspensions import (
    decide_suspension,
    prolong_suspension,
    propose_suspension,
    resume_parcours,
)
from maillage.parcours.models import AnneeClose, Orientation, Parcours
from maillage.parcours.nomenclatures.etapes import EtatPositionnement
from maillage.parcours.nomenclatures.sorties import ContratTravail, MotifRupture, MotifSuspension, Piece, SousMotif
from maillage.parcours.nomenclatures.suites import CanalRelance, Reponse, Transmis
from maillage.parcours.travaux.sorties import propose_if_ripe
from maillage.participants.models import Consentement
from maillage.participants.nomenclatures.droits import Support
from maillage.socle.acteur import ANONYME, Acteur
from maillage.socle.journal.models import Evenement
from maillage.socle.permissions import DroitRefuse
from maillage.socle.roles import Role
from tests.parcours.usine import make_coordinateur, make_referent
from tests.parcours.usine_sorties import (
    EMBAUCHE,
    JOUR,
    make_acteur_de,
    make_actif,
    make_emploi,
    make_formation,
    make_sortie_proposee,
)
from tests.usine import make_acteur, make_dispositif

pytestmark = pytest.mark.django_db
VALIDATION = date(2026, 11, 20)


@pytest.fixture
def dispositif():
    return make_dispositif()


@pytest.fixture
def by(dispositif):
    return make_coordinateur(dispositif)


@pytest.fixture
def parcours(dispositif):
    return make_actif(dispositif)


def add_pieces(by, parcours, *natures):
    for nature in natures:
        record_justificatif(by=by, parcours=parcours, nature=nature, le=JOUR, fichier=None, today=JOUR)


def validate(by, sortie, *, le=JOUR, derogation="pièces reçues sur papier"):
    return validate_sortie(by=by, sortie=sortie, le=le, motif="", derogation=derogation, today=JOUR)


def list_points(parcours):
    return list(parcours.suivis.get().points.order_by("rang").values_list("prevu_le", flat=True))


# --- the job ------------------------------------------------------------------------------------------------------


def test_t12_un_emploi_ouvre_les_six_mois_et_leurs_points(parcours):
    make_emploi(parcours)
    assert parcours.etat == "en_emploi_suivi"
    suivi = parcours.suivis.get()
    assert (suivi.debut, suivi.validation) == (EMBAUCHE, VALIDATION)
    expected = [date(2026, 6, 4), date(2026, 6, 20), date(2026, 8, 20), date(2026, 10, 20), VALIDATION]
    assert list_points(parcours) == expected


def test_declare_tard_un_emploi_ne_demande_que_le_dernier_point_passe_et_ceux_a_venir(parcours):
    make_emploi(parcours, on=date(2026, 9, 1))
    assert list_points(parcours) == [date(2026, 8, 20), date(2026, 10, 20), VALIDATION]


@pytest.mark.parametrize(
    ("values", "type"),
    [
        ({"quotite": Decimal("0.8"), "temps_choisi": False}, "CNA-LON"),
        ({"contrat": ContratTravail.AIDE}, "CAI-CUI"),
        ({"contrat": ContratTravail.AI}, "IAE-AI"),
        ({"contrat": ContratTravail.CDD, "quotite": Decimal("0.3")}, "CNA-CDD"),
    ],
)
def test_ce_qui_ne_vaut_pas_sortie_est_une_etape_des_le_premier_jour(parcours, values, type):
    row = make_emploi(parcours, **values)
    assert parcours.etat == "actif"
    assert row.etape is not None
    assert (row.etape.type, row.etape.etat, row.etape.debut) == (type, EtatPositionnement.EN_COURS, EMBAUCHE)


def test_le_second_mi_temps_ouvre_le_suivi_que_le_premier_n_ouvrait_pas(parcours):
    make_emploi(parcours, quotite=Decimal("0.3"))
    make_emploi(parcours, quotite=Decimal("0.3"), debut=date(2026, 6, 1))
    assert parcours.etat == "en_emploi_suivi"
    assert parcours.suivis.get().debut == date(2026, 6, 1)


@pytest.mark.parametrize(
    ("values", "on", "phrase"),
    [
        ({"debut": date(2026, 1, 2)}, JOUR, "avant l’entrée"),
        ({"debut": date(2026, 12, 1)}, JOUR, "le jour où il commence"),
        ({"contrat": ContratTravail.IAE}, JOUR, "étape"),
        ({"fin_prevue": date(2026, 5, 1)}, JOUR, "précède le début"),
    ],
)
def test_un_emploi_mal_date_est_refuse(parcours, values, on, phrase):
    with pytest.raises(ParcoursRefuse, match=phrase):
        make_emploi(parcours, on=on, **values)


def end(by, emploi, fin, *, motif=MotifRupture.ESSAI, is_relaye=False, today=None):
    return end_emploi(by=by, emploi=emploi, fin=fin, motif=motif, is_relaye=is_relaye, today=today or fin)


def test_t13_rompu_avant_six_mois_l_emploi_devient_une_etape(by, parcours):
    row = make_emploi(parcours)
    assert end(by, row, date(2026, 7, 1), today=date(2026, 7, 3)) == "actif"
    row.refresh_from_db()
    etape = row.etape
    assert etape is not None
    assert (etape.type, etape.debut, etape.fin, etape.etat) == (
        "CNA-LON", EMBAUCHE, date(2026, 7, 1), EtatPositionnement.INTERROMPU,
    )  # fmt: skip
    assert parcours.suivis.get().issue == "rompu"
    assert [p.vers for p in parcours.passages.order_by("rang")][-2:] == ["en_emploi_suivi", "actif"]


def test_un_autre_contrat_sans_jour_entre_les_deux_ne_rompt_rien(by, parcours):
    first = make_emploi(parcours, contrat=ContratTravail.CDD)
    make_emploi(parcours, debut=date(2026, 8, 1))
    assert end(by, first, date(2026, 7, 31), motif=MotifRupture.TERME, today=date(2026, 8, 1)) == "en_emploi_suivi"
    assert parcours.suivis.get().validation == VALIDATION


def test_apres_un_trou_le_suivi_repart_du_nouveau_contrat(by, parcours):
    first = make_emploi(parcours, contrat=ContratTravail.CDD)
    end(by, first, date(2026, 7, 31), is_relaye=True)
    make_emploi(parcours, debut=date(2026, 8, 10))
    suivi = parcours.suivis.get()
    assert (suivi.debut, suivi.validation) == (date(2026, 8, 10), date(2027, 2, 10))
    assert list_points(parcours)[-1] == date(2027, 2, 10)


def test_perdre_l_emploi_une_fois_les_six_mois_tenus_ne_rompt_rien(by, parcours):
    row = make_emploi(parcours)
    assert end(by, row, date(2026, 11, 21), today=JOUR) == "en_emploi_suivi"
    assert propose_if_ripe(Acteur(), parcours.pk, today=JOUR)


def test_un_contrat_ne_finit_qu_une_fois_et_pas_demain(by, parcours):
    row = make_emploi(parcours)
    with pytest.raises(ParcoursRefuse, match="jour venu"):
        end(by, row, date(2026, 12, 1), today=JOUR)
    end(by, row, date(2026, 7, 1))
    with pytest.raises(ParcoursRefuse, match="déjà fini"):
        end(by, row, date(2026, 7, 1))


# --- points of follow-up ------------------------------------------------------------------------------------------


def first_point(parcours):
    return parcours.suivis.get().points.order_by("rang").first()


def test_un_point_est_tenu_par_le_referent_une_seule_fois(by, parcours):
    make_emploi(parcours)
    point = record_point(by=by, point=first_point(parcours), toujours=Reponse.OUI, a_rappeler=False, today=JOUR)
    assert (point.repondu_le, point.origine, point.a_rappeler) == (JOUR, "referent", False)
    with pytest.raises(ParcoursRefuse, match="déjà répondu"):
        record_point(by=by, point=point, toujours=Reponse.NON, a_rappeler=False, today=JOUR)


def answer(lien, toujours=Reponse.OUI):
    return answer_by_lien(by=ANONYME, lien=lien, toujours=toujours, a_rappeler=False, today=JOUR)


def test_la_personne_repond_par_son_lien_sans_compte_et_sans_rien_changer_au_parcours(by, parcours):
    make_emploi(parcours)
    point = answer(make_lien(by=by, point=first_point(parcours)), Reponse.NON)
    parcours.refresh_from_db()
    assert (point.origine, point.a_rappeler, parcours.etat) == ("personne", True, "en_emploi_suivi")


def test_un_lien_faux_renouvele_ou_deja_servi_ne_repond_plus(by, parcours):
    make_emploi(parcours)
    old = make_lien(by=by, point=first_point(parcours))
    new = make_lien(by=by, point=first_point(parcours))
    assert answer(old) is None
    assert answer(new + "x") is None
    assert answer(new) is not None
    assert answer(new) is None


def test_un_lien_ne_dit_ni_le_nom_ni_l_employeur(by, parcours):
    make_emploi(parcours)
    lien = make_lien(by=by, point=first_point(parcours))
    assert parcours.personne.nom not in lien
    assert "Verdier" not in lien


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
