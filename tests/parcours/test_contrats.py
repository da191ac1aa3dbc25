"""The contract of the PLIE is prepared, signed by three, replaced by its next version; the legal one stays apart."""

import io
import re
from datetime import date, timedelta
from decimal import Decimal

import pikepdf
import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from maillage.parcours.actions.contrats import draft_contrat, record_contrat_ce, sign_contrat
from maillage.parcours.actions.diagnostics import FreinSaisi, record_diagnostic, record_objectif
from maillage.parcours.actions.etats import ParcoursRefuse
from maillage.parcours.afaire.accompagnement import list_a_faire
from maillage.parcours.documents.contrats import print_contrat
from maillage.parcours.models import Contrat
from maillage.parcours.nomenclatures.accompagnement import (
    Frein,
    MomentDiagnostic,
    NatureContrat,
    NiveauFrein,
    OrganismeReferent,
)
from maillage.parcours.nomenclatures.etats import EtatParcours
from maillage.parcours.rules.contrats import Signatures
from maillage.socle.afaire import Gravite
from maillage.socle.formulaires.jetons import make_jeton
from maillage.socle.journal.models import Evenement
from maillage.socle.permissions import DroitRefuse
from tests.parcours.pages import read_lu
from tests.parcours.usine import ENTREE, make_parcours, make_personne, make_referent
from tests.parcours.usine_diagnostics import make_acteur_du_referent
from tests.usine import make_dispositif

pytestmark = pytest.mark.django_db
JOUR = date(2026, 11, 25)
LE_14, LE_20 = date(2026, 1, 14), date(2026, 1, 20)
TEXTES = {
    "objectifs": "Obtenir le permis\nTrouver une garde",
    "engagements": "Venir.",
    "etapes": "",
    "clauses": "Libre.",
}


@pytest.fixture
def dispositif():
    return make_dispositif("PLIE d’essai")


@pytest.fixture
def referent(dispositif):
    return make_referent(dispositif)


@pytest.fixture
def acteur(referent):
    return make_acteur_du_referent(referent)


@pytest.fixture
def parcours(dispositif, referent):
    personne = make_personne(dispositif, nom_naissance="Exemple", prenoms="Dominique")
    return make_parcours(dispositif, referent=referent, personne=personne)


def draft(acteur, parcours, *, motif="", frequence=14, **textes):
    return draft_contrat(
        by=acteur, parcours=parcours, textes=TEXTES | textes, frequence_jours=frequence, duree_mois=24,
        motif_avenant=motif, today=JOUR,
    )  # fmt: skip


def sign(acteur, contrat, *days):
    return sign_contrat(by=acteur, contrat=contrat, signatures=Signatures(*days), today=JOUR)


def test_la_derniere_des_trois_signatures_demarre_le_parcours(acteur, parcours):
    contrat = draft(acteur, parcours)
    assert not sign(acteur, contrat, LE_14, None, LE_14).demarre
    parcours.refresh_from_db()
    assert parcours.etat == EtatParcours.A_DEMARRER
    signe = sign(acteur, contrat, LE_14, LE_20, LE_14)
    parcours.refresh_from_db()
    assert signe.demarre
    assert (parcours.etat, parcours.date_signature, parcours.frequence_jours) == (EtatParcours.ACTIF, LE_20, 14)
    assert parcours.passages.order_by("-rang").first().le == LE_20
    assert Contrat.objects.get().du == LE_20


def test_signer_deux_fois_aux_memes_dates_ne_change_rien_et_a_d_autres_est_refuse(acteur, parcours):
    contrat = draft(acteur, parcours)
    sign(acteur, contrat, LE_14, LE_14, LE_14)
    assert not sign(acteur, contrat, LE_14, LE_14, LE_14).entre_en_vigueur
    with pytest.raises(ParcoursRefuse, match="ne changent plus"):
        sign(acteur, contrat, LE_14, LE_14, LE_20)
    assert parcours.passages.count() == 2


def test_une_version_deja_signee_par_quelqu_un_ne_se_reecrit_plus(acteur, parcours):
    contrat = draft(acteur, parcours)
    assert draft(acteur, parcours, objectifs="Autre").pk == contrat.pk
    sign(acteur, contrat, LE_14)
    with pytest.raises(ParcoursRefuse, match="déjà signé"):
        draft(acteur, parcours, objectifs="Encore")
    assert Contrat.objects.get().objectifs == "Autre"


def test_un_avenant_remplace_la_version_en_vigueur_a_sa_signature(acteur, parcours):
    first = draft(acteur, parcours)
    sign(acteur, first, LE_14, LE_14, LE_14)
    with pytest.raises(ParcoursRefuse, match="pourquoi"):
        draft(acteur, parcours)
    second = draft(acteur, parcours, motif="Le projet a changé")
    first.refresh_from_db()
    assert first.is_en_vigueur
    sign(acteur, second, JOUR, JOUR, JOUR)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.au, second.rang, second.is_en_vigueur) == (JOUR - timedelta(days=1), 2, True)
    parcours.refresh_from_db()
    assert parcours.date_signature == LE_14


def test_la_base_refuse_deux_contrats_en_vigueur(acteur, dispositif, parcours):
    sign(acteur, draft(acteur, parcours), LE_14, LE_14, LE_14)
    days = {"signe_personne_le": JOUR, "signe_referent_le": JOUR, "signe_plie_le": JOUR}
    with pytest.raises(IntegrityError), transaction.atomic():
        Contrat.objects.create(dispositif=dispositif, parcours=parcours, rang=9, du=JOUR, **days)


def test_une_signature_dans_le_futur_est_refusee(acteur, parcours):
    with pytest.raises(ParcoursRefuse, match="futur"):
        sign(acteur, draft(acteur, parcours), date(2027, 1, 1))


def test_un_autre_referent_n_etablit_pas_le_contrat(dispositif, parcours):
    with pytest.raises(DroitRefuse):
        draft(make_acteur_du_referent(make_referent(dispositif)), parcours)


def test_le_journal_ne_dit_pas_ce_que_le_contrat_contient(acteur, parcours):
    draft(acteur, parcours)
    assert "permis" not in str(Evenement.objects.get(type="parcours.contrat").details)
    assert b"permis" not in bytes(Contrat.objects.get().objectifs_scelle)


def test_le_contrat_ce_reste_a_part_et_ne_demarre_pas_le_parcours(acteur, parcours):
    for notifie in (ENTREE, LE_20):
        record_contrat_ce(
            by=acteur, parcours=parcours, organisme=OrganismeReferent.DEPARTEMENT, notifie_le=notifie, signe_le=LE_20,
            heures_semaine=Decimal(15), motif_reduction="", today=JOUR,
        )  # fmt: skip
    parcours.refresh_from_db()
    assert parcours.etat == EtatParcours.A_DEMARRER
    assert [c.au for c in Contrat.objects.filter(nature=NatureContrat.CE).order_by("rang")] == [date(2026, 1, 19), None]
    sign(acteur, draft(acteur, parcours), LE_14, LE_14, LE_14)
    assert Contrat.objects.filter(au=None).count() == 2


def test_le_contrat_a_signer_et_le_diagnostic_a_faire_sont_des_choses_a_faire(acteur, dispositif, referent):
    recent = make_parcours(dispositif, referent=referent, entree=date(2026, 11, 20))
    old = make_parcours(dispositif, referent=referent)
    choses = list_a_faire(acteur, JOUR)
    signer = {c.url: c for c in choses if c.categorie == "Contrats à faire signer"}
    assert signer[f"/dossiers/{recent.uuid}/contrats/"].gravite is Gravite.ELEVEE
    assert signer[f"/dossiers/{old.uuid}/contrats/"].gravite is Gravite.URGENTE
    assert signer[f"/dossiers/{old.uuid}/contrats/"].echeance == date(2026, 2, 11)
    assert sum(c.categorie == "Diagnostics à établir" for c in choses) == 2
    for parcours in (recent, old):
        sign(acteur, draft(acteur, parcours), JOUR, JOUR, JOUR)
        record_diagnostic(
            by=acteur, parcours=parcours, moment=MomentDiagnostic.INITIAL, le=JOUR, textes={"axes": "Avancer"},
            freins=[], today=JOUR,
        )  # fmt: skip
    assert list_a_faire(acteur, JOUR) == []
    assert len(list_a_faire(acteur, date(2027, 11, 25))) == 2


def test_les_choses_a_faire_se_lisent_en_autant_de_requetes_pour_deux_et_vingt(acteur, dispositif, referent):
    counts = []
    for number in (2, 18):
        for _ in range(number):
            make_parcours(dispositif, referent=referent)
        with CaptureQueriesContext(connection) as captured:
            list_a_faire(acteur, JOUR)
        counts.append(len(captured))
    assert counts[0] == counts[1]


def post(client, compte, adresse, **data):
    return client.post(adresse, {"jeton": make_jeton(compte.pk)} | read_lu(client, adresse) | data)


def test_le_contrat_se_prepare_a_partir_des_objectifs_sans_les_freins_sensibles(client, acteur, referent, parcours):
    for intitule, frein in (("Obtenir le permis", Frein.MOB), ("Faire reconnaître son handicap", Frein.HAN)):
        record_objectif(
            by=acteur, parcours=parcours, intitule=intitule, frein=frein, prevu="", echeance=None, today=JOUR
        )
    client.force_login(referent.compte)
    page = client.get(f"/dossiers/{parcours.uuid}/contrats/etablir/").content.decode()
    assert "Obtenir le permis" in page
    assert "handicap" not in page


def test_sans_objectif_le_contrat_part_des_axes_du_diagnostic(client, acteur, referent, parcours):
    record_diagnostic(
        by=acteur, parcours=parcours, moment=MomentDiagnostic.INITIAL, le=JOUR, textes={"axes": "Reprendre le sport"},
        freins=[FreinSaisi(Frein.MOB, NiveauFrein.FORT)], today=JOUR,
    )  # fmt: skip
    client.force_login(referent.compte)
    assert "Reprendre le sport" in client.get(f"/dossiers/{parcours.uuid}/contrats/etablir/").content.decode()


def test_les_pages_menent_du_brouillon_au_parcours_actif(client, referent, parcours):
    client.force_login(referent.compte)
    answer = post(
        client, referent.compte, f"/dossiers/{parcours.uuid}/contrats/etablir/", frequence_jours="31", **TEXTES
    )
    contrat = Contrat.objects.get()
    assert answer.url == f"/contrats/{contrat.uuid}/"
    adresse = f"/contrats/{contrat.uuid}/signer/"
    assert "au moins une date" in post(client, referent.compte, adresse).content.decode()
    days = {"personne": LE_14.isoformat(), "referent": LE_14.isoformat(), "plie": LE_20.isoformat()}
    assert post(client, referent.compte, adresse, **days).status_code == 302
    parcours.refresh_from_db()
    assert parcours.etat == EtatParcours.ACTIF
    for page in (f"/dossiers/{parcours.uuid}/", f"/dossiers/{parcours.uuid}/contrats/", f"/contrats/{contrat.uuid}/"):
        assert "20/01/2026" in client.get(page).content.decode()


def test_la_page_des_contrats_separe_les_deux_et_ne_parle_jamais_de_sanction(client, referent, parcours):
    client.force_login(referent.compte)
    answer = post(
        client, referent.compte, f"/dossiers/{parcours.uuid}/contrats/ce/", organisme="departement",
        notifie_le=ENTREE.isoformat(), heures_semaine="7,5", motif_reduction="garde le mercredi",
    )  # fmt: skip
    assert answer.status_code == 302
    page = client.get(f"/dossiers/{parcours.uuid}/contrats/").content.decode()
    assert page.index("Contrat PLIE</h2>") < page.index("Contrat d’engagement CE (France Travail, RSA)</h2>")
    assert "7,5 heures" in page
    assert "signature avant le 12/02/2026" in page
    assert not re.search(r"sanction|radiation|suspension d[eu]|manquement", page, re.I)


def test_moins_de_quinze_heures_demande_ce_qui_est_convenu(client, referent, parcours):
    client.force_login(referent.compte)
    answer = post(
        client, referent.compte, f"/dossiers/{parcours.uuid}/contrats/ce/", organisme="france_travail",
        notifie_le=ENTREE.isoformat(), heures_semaine="5",
    )  # fmt: skip
    assert "Moins de 15 heures" in answer.content.decode()


def test_le_pdf_est_pret_a_signer_accessible_et_toujours_le_meme(client, acteur, referent, parcours):
    contrat = draft(acteur, parcours, etapes="- Auto-école, en mars")
    found = Contrat.objects.select_related("parcours__personne", "parcours__referent", "parcours__dispositif").get()
    pdf = print_contrat(found, today=JOUR)
    assert print_contrat(found, today=JOUR) == pdf
    with pikepdf.open(io.BytesIO(pdf)) as document:
        metadata = document.open_metadata()
        assert (metadata["pdfuaid:part"], metadata["pdfaid:conformance"]) == ("1", "A")
    text = re.sub(r"\s+", " ", "".join(p.extract_text() for p in PdfReader(io.BytesIO(pdf)).pages))
    for expected in (
        "Contrat PLIE", "À signer : ce contrat prend effet au jour de la dernière des trois signatures.",
        "La personne Dominique Exemple", "Obtenir le permis", "Auto-école, en mars", "tous les 14 jours",
        "Durée prévue : 24 mois", "Suspension et fin du contrat Libre.", "Vos données", "À ne pas confondre",
        "Signatures", f"Dossier n° {parcours.personne.numero}, version 1",
    ):  # fmt: skip
        assert expected in text.replace("\u202f", " "), expected
    client.force_login(referent.compte)
    answer = client.get(f"/contrats/{contrat.uuid}/contrat.pdf")
    assert answer.headers["Content-Type"] == "application/pdf"


def test_les_contrats_d_un_dossier_se_lisent_en_autant_de_requetes_pour_deux_et_vingt(client, dispositif, referent):
    counts = []
    for number in (2, 20):
        parcours = make_parcours(dispositif, referent=referent)
        for rang in range(1, number + 1):
            Contrat.objects.create(
                dispositif=dispositif, parcours=parcours, rang=rang, du=ENTREE, au=JOUR, signe_personne_le=ENTREE,
                signe_referent_le=ENTREE, signe_plie_le=ENTREE,
            )  # fmt: skip
        client.force_login(referent.compte)
        adresse = f"/dossiers/{parcours.uuid}/contrats/"
        client.get(adresse)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(adresse).status_code == 200
        counts.append(len(captured))
    assert counts[0] == counts[1]
