"""Diagnostics, freins and objectives: added, never replaced, read by whom they should."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from maillage.comptes.models import Compte
from maillage.parcours.actions.diagnostics import (
    FreinSaisi,
    attach_to_parcours,
    evaluate_freins,
    move_objectif,
    record_diagnostic,
    record_diagnostic_avant_entree,
    record_objectif,
)
from maillage.parcours.actions.etats import ParcoursRefuse
from maillage.parcours.models import Diagnostic, FreinEvalue, Objectif
from maillage.parcours.nomenclatures.accompagnement import EtatObjectif, Frein, MomentDiagnostic, NiveauFrein
from maillage.parcours.queries.diagnostics import as_evaluations, list_freins
from maillage.parcours.rules.diagnostics import list_niveaux
from maillage.socle.formulaires.jetons import make_jeton
from maillage.socle.journal.models import Evenement
from maillage.socle.permissions import DroitRefuse
from tests.parcours.pages import read_lu
from tests.parcours.usine import ENTREE, make_coordinateur, make_parcours, make_referent
from tests.parcours.usine_diagnostics import make_acteur_du_referent, make_orientation
from tests.usine import make_dispositif

pytestmark = pytest.mark.django_db
JOUR = date(2026, 11, 25)
SECRET = "dort chez un cousin, ne veut pas que cela se sache"
MOB, SAP = FreinSaisi(Frein.MOB, NiveauFrein.FORT, "pas de permis"), FreinSaisi(Frein.SAP, NiveauFrein.MODERE)


@pytest.fixture
def dispositif():
    return make_dispositif()


@pytest.fixture
def referent(dispositif):
    return make_referent(dispositif)


@pytest.fixture
def acteur(referent):
    return make_acteur_du_referent(referent)


@pytest.fixture
def parcours(dispositif, referent):
    return make_parcours(dispositif, referent=referent)


def establish(acteur, parcours, *, moment=MomentDiagnostic.INITIAL, le=ENTREE, freins=(MOB,), **textes):
    return record_diagnostic(
        by=acteur, parcours=parcours, moment=moment, le=le, textes={"atouts": "Sait conduire un projet."} | textes,
        freins=list(freins), today=JOUR,
    )  # fmt: skip


def test_une_version_s_ajoute_et_la_precedente_reste(acteur, parcours):
    first = establish(acteur, parcours, atouts="Parle trois langues.")
    second = establish(
        acteur, parcours, moment=MomentDiagnostic.INTERMEDIAIRE, le=JOUR,
        freins=[FreinSaisi(Frein.MOB, NiveauFrein.AUCUN)], atouts="A passé le permis.",
    )  # fmt: skip
    assert (first.rang, second.rang) == (1, 2)
    assert Diagnostic.objects.get(pk=first.pk).atouts == "Parle trois langues."
    known = as_evaluations(list_freins(parcours, sensibles=True))
    assert list_niveaux(known, on=ENTREE) == {Frein.MOB: NiveauFrein.FORT}
    assert list_niveaux(known, on=JOUR) == {Frein.MOB: NiveauFrein.AUCUN}


def test_reevaluer_le_meme_jour_ajoute_encore_une_ligne(acteur, parcours):
    establish(acteur, parcours)
    evaluate_freins(
        by=acteur, parcours=parcours, le=ENTREE, freins=[FreinSaisi(Frein.MOB, NiveauFrein.MODERE)], today=JOUR
    )
    assert list(FreinEvalue.objects.order_by("rang").values_list("niveau", "rang")) == [(3, 1), (2, 2)]


def test_ce_qui_est_ecrit_est_scelle_et_absent_du_journal(acteur, parcours):
    establish(acteur, parcours, social=SECRET, freins=[FreinSaisi(Frein.LOG, NiveauFrein.FORT, SECRET)])
    assert SECRET.encode() not in bytes(Diagnostic.objects.get().social_scelle)
    assert SECRET.encode() not in bytes(FreinEvalue.objects.get().commentaire_scelle)
    assert FreinEvalue.objects.get().commentaire == SECRET
    entry = Evenement.objects.get(type="parcours.diagnostic")
    assert SECRET not in str(entry.details)
    assert "LOG" not in str(entry.details)


def test_un_frein_sensible_s_ecrit_par_le_referent_seul(acteur, dispositif, parcours):
    with pytest.raises(DroitRefuse):
        establish(make_coordinateur(dispositif), parcours, freins=[SAP])
    establish(acteur, parcours, freins=[FreinSaisi(Frein.SAP, NiveauFrein.FORT, partage=True)])
    assert not FreinEvalue.objects.get().partage_operateur


def test_un_autre_referent_n_etablit_rien(dispositif, parcours):
    stranger = make_acteur_du_referent(make_referent(dispositif))
    with pytest.raises(DroitRefuse):
        establish(stranger, parcours)


def test_un_diagnostic_vide_est_refuse(acteur, parcours):
    with pytest.raises(ParcoursRefuse, match="au moins une chose"):
        establish(acteur, parcours, atouts="", freins=[])


def test_le_diagnostic_d_avant_l_entree_devient_la_premiere_version_du_parcours(acteur, dispositif, parcours):
    orientation = make_orientation(dispositif, le=ENTREE)
    made = record_diagnostic_avant_entree(
        by=acteur, orientation=orientation, le=ENTREE, textes={"axes": "Trouver une garde."}, freins=[MOB], today=JOUR
    )
    with pytest.raises(DroitRefuse):
        record_diagnostic_avant_entree(
            by=acteur, orientation=orientation, le=ENTREE, textes={}, freins=[SAP], today=JOUR
        )
    attach_to_parcours(orientation, parcours)
    assert parcours.diagnostics.get() == made
    assert parcours.freins.get().frein == Frein.MOB
    assert establish(acteur, parcours, moment=MomentDiagnostic.INTERMEDIAIRE).rang == 2


def test_un_objectif_atteint_se_date_et_se_rouvre(acteur, parcours):
    made = record_objectif(
        by=acteur, parcours=parcours, intitule="Obtenir le permis", frein=Frein.MOB, prevu="Auto-école", echeance=None,
        today=JOUR,
    )  # fmt: skip
    move_objectif(by=acteur, objectif=made, etat=EtatObjectif.ATTEINT, prevu="Fait", echeance=None, today=JOUR)
    made.refresh_from_db()
    assert (made.clos_le, made.actions) == (JOUR, "Fait")
    move_objectif(by=acteur, objectif=made, etat=EtatObjectif.EN_COURS, prevu="Fait", echeance=None, today=JOUR)
    made.refresh_from_db()
    assert made.clos_le is None


def test_une_echeance_passee_est_refusee(acteur, parcours):
    with pytest.raises(ParcoursRefuse, match="déjà passée"):
        record_objectif(by=acteur, parcours=parcours, intitule="x", frein=None, prevu="", echeance=ENTREE, today=JOUR)


def post(client, compte, adresse, **data):
    return client.post(adresse, {"jeton": make_jeton(compte.pk)} | read_lu(client, adresse) | data)


def test_la_page_etablit_un_diagnostic_et_un_double_clic_n_en_fait_qu_un(client, referent, parcours):
    client.force_login(referent.compte)
    adresse = f"/dossiers/{parcours.uuid}/diagnostics/etablir/"
    page = client.get(adresse).content.decode()
    assert page.index("Atouts et compétences") < page.index("Freins</h2>")
    assert page.count("Non évalué</option>") == 23
    data = {
        "jeton": make_jeton(referent.compte.pk), "le": JOUR.isoformat(), "moment": "initial", "atouts": "Patiente",
        "niveau_MOB": "3", "niveau_NUM": "0", "niveau_LNG": "",
    }  # fmt: skip
    for _ in range(2):
        assert client.post(adresse, data).status_code == 302
    assert sorted(FreinEvalue.objects.values_list("frein", "niveau")) == [("MOB", 3), ("NUM", 0)]
    page = client.get(f"/dossiers/{parcours.uuid}/diagnostics/").content.decode()
    assert "1 frein à lever" in page
    assert client.get(f"/diagnostics/{Diagnostic.objects.get().uuid}/").status_code == 200


def test_une_precision_sans_niveau_est_a_completer(client, referent, parcours):
    client.force_login(referent.compte)
    answer = post(
        client, referent.compte, f"/dossiers/{parcours.uuid}/diagnostics/etablir/", le=JOUR.isoformat(),
        moment="initial", commentaire_MOB="pas de permis",
    )  # fmt: skip
    assert "Choisissez un niveau" in answer.content.decode()
    assert not Diagnostic.objects.exists()


def test_la_coordination_lit_les_freins_sensibles_sans_les_ecrire_et_ils_ne_sont_pas_dessines(
    client, acteur, dispositif, parcours
):
    establish(acteur, parcours, freins=[MOB, SAP])
    coordination = make_coordinateur(dispositif)
    client.force_login(Compte.objects.get(habilitations=coordination.habilitation))
    page = client.get(f"/dossiers/{parcours.uuid}/diagnostics/").content.decode()
    assert page.count("Santé physique") == 1
    assert "Santé physique" not in client.get(f"/dossiers/{parcours.uuid}/").content.decode()
    assert "Santé physique" not in client.get(f"/dossiers/{parcours.uuid}/diagnostics/etablir/").content.decode()


def test_comparer_deux_jours_montre_le_frein_leve(client, acteur, referent, parcours):
    establish(acteur, parcours)
    establish(
        acteur, parcours, moment=MomentDiagnostic.INTERMEDIAIRE, le=JOUR,
        freins=[FreinSaisi(Frein.MOB, NiveauFrein.A_SURVEILLER)],
    )  # fmt: skip
    client.force_login(referent.compte)
    page = client.get(f"/dossiers/{parcours.uuid}/diagnostics/?avant={ENTREE}&apres={JOUR}").content.decode()
    assert ">Levé<" in page
    assert "levé le 25/11/2026" in page


def test_un_objectif_se_fixe_et_avance_depuis_les_pages(client, referent, parcours):
    client.force_login(referent.compte)
    answer = post(
        client, referent.compte, f"/dossiers/{parcours.uuid}/objectifs/ajouter/", intitule="Passer le code",
        frein="MOB", prevu="S’inscrire",
    )  # fmt: skip
    assert answer.status_code == 302
    made = Objectif.objects.get()
    answer = post(client, referent.compte, f"/objectifs/{made.uuid}/modifier/", etat="atteint", prevu="Inscrite")
    assert answer.status_code == 302
    made.refresh_from_db()
    assert made.etat == EtatObjectif.ATTEINT
    assert "Passer le code" in client.get(f"/dossiers/{parcours.uuid}/diagnostics/").content.decode()


@pytest.mark.parametrize("page", ["", "diagnostics/", "diagnostics/etablir/"])
def test_le_nombre_de_requetes_ne_depend_pas_du_nombre_de_versions(client, acteur, referent, dispositif, page):
    counts = []
    for number in (2, 20):
        parcours = make_parcours(dispositif, referent=referent)
        for rang in range(number):
            establish(
                acteur, parcours, le=ENTREE + timedelta(days=rang),
                moment=MomentDiagnostic.INTERMEDIAIRE if rang else MomentDiagnostic.INITIAL,
                freins=[FreinSaisi(frein, NiveauFrein(rang % 5)) for frein in (Frein.MOB, Frein.LNG, Frein.SAP)],
            )  # fmt: skip
            record_objectif(
                by=acteur, parcours=parcours, intitule=f"But {rang}", frein=None, prevu="", echeance=None, today=JOUR
            )
        client.force_login(referent.compte)
        adresse = f"/dossiers/{parcours.uuid}/{page}"
        client.get(adresse)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(adresse).status_code == 200
        counts.append(len(captured))
    assert counts[0] == counts[1]
