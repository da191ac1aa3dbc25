"""A job is followed to its six months, or breaks; the person or the référent says where it stands."""

from datetime import date
from decimal import Decimal

import pytest

from maillage.parcours.actions.emplois import describe_emploi, end_emploi
from maillage.parcours.actions.etats import ParcoursRefuse
from maillage.parcours.actions.points import answer_by_lien, make_lien, record_point
from maillage.parcours.models import AnneeClose
from maillage.parcours.nomenclatures.etapes import EtatPositionnement
from maillage.parcours.nomenclatures.sorties import ContratTravail, MotifRupture
from maillage.parcours.nomenclatures.suites import Reponse
from maillage.parcours.travaux.sorties import propose_if_ripe
from maillage.socle.acteur import ANONYME, Acteur
from maillage.socle.journal.models import Evenement
from tests.parcours.usine_sorties import (
    EMBAUCHE,
    JOUR,
    list_points,
    make_emploi,
    validate,
)

pytestmark = pytest.mark.django_db
VALIDATION = date(2026, 11, 20)


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


# --- who employs, in what -----------------------------------------------------------------------------------------


@pytest.fixture
def sorti(by, parcours):
    """Six months held, the exit decided."""
    row = make_emploi(parcours)
    assert propose_if_ripe(Acteur(), parcours.pk, today=VALIDATION)
    validate(by, parcours.sorties.get(), le=VALIDATION)
    row.refresh_from_db()
    return row


def describe(by, row, **values):
    return describe_emploi(by=by, emploi=row, values=values, version=row.version)


def test_ce_que_l_on_ignorait_se_complete_encore_apres_la_sortie(by, sorti):
    describe(by, sorti, secteur="commerce", taille="pme")
    sorti.refresh_from_db()
    assert (sorti.secteur, sorti.taille, sorti.version) == ("commerce", "pme", 2)
    assert (sorti.contrat, sorti.debut) == (ContratTravail.CDI, EMBAUCHE)
    written = Evenement.objects.get(type="parcours.emploi_decrit")
    assert written.details == {"champs": "secteur,taille"}
    assert "commerce" not in str(written.details)


def test_ni_le_contrat_ni_ses_dates_ne_changent_la(by, sorti):
    describe(by, sorti, contrat="cdd", debut=date(2026, 6, 1), secteur="industrie")
    sorti.refresh_from_db()
    assert (sorti.contrat, sorti.debut, sorti.secteur) == (ContratTravail.CDI, EMBAUCHE, "industrie")


def test_enregistrer_sans_rien_changer_n_ecrit_rien(by, sorti):
    describe(by, sorti, employeur=sorti.employeur)
    sorti.refresh_from_db()
    assert sorti.version == 1
    assert not Evenement.objects.filter(type="parcours.emploi_decrit").exists()


def test_une_annee_close_compte_comme_elle_etait(by, sorti):
    AnneeClose.objects.create(dispositif=sorti.dispositif, annee=VALIDATION.year, close_le=JOUR)
    with pytest.raises(ParcoursRefuse, match="2026 est close pour la consolidation"):
        describe(by, sorti, secteur="commerce")


def test_une_annee_close_ne_fige_pas_un_emploi_qui_n_y_a_donne_aucune_sortie(by, parcours):
    row = make_emploi(parcours)
    AnneeClose.objects.create(dispositif=row.dispositif, annee=EMBAUCHE.year, close_le=JOUR)
    assert describe(by, row, secteur="commerce").secteur == "commerce"


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
