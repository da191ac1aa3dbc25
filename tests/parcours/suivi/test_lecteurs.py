"""Who reads a social note: its author, the référent, and whom the person chose; nobody else, and not a day longer."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.timezone import localdate

from maillage.parcours.models import Entretien, LecteurDeNotes
from maillage.parcours.nomenclatures.accompagnement import NiveauNote
from maillage.parcours.purges import erase_notes
from maillage.parcours.rules.entretiens import asks_motif, check_lecteur
from maillage.socle.journal.models import Acces, Evenement
from maillage.socle.roles import Role
from tests.parcours.pages import post
from tests.parcours.suivi.pages import count_queries, fill
from tests.parcours.usine import make_parcours, make_referent
from tests.usine import make_dispositif, make_habilitation

pytestmark = pytest.mark.django_db
SECRET = "Hébergée par sa sœur."


@pytest.fixture
def parcours(connecte, dispositif, referent):
    """With one social note, and one for the référent."""
    found = make_parcours(dispositif, referent=referent)
    fill(connecte, f"/dossiers/{found.uuid}/entretien/", faits=SECRET, niveau="sociale")
    return found


@pytest.fixture
def collegue(dispositif):
    return make_referent(dispositif).compte


def nommer(client, parcours, compte, **values):
    data = {"lecteur": compte.pk, "donne_le": localdate().isoformat(), "support": "papier"} | values
    return post(client, parcours, "droits/lecteur", data)


@pytest.mark.parametrize(("niveau", "demande"), [("partagee", False), ("referent", True), ("sociale", False)])
def test_qui_est_designe_lit_les_notes_sociales_et_aucune_autre_note_reservee(niveau, demande):
    lit = asks_motif(NiveauNote(niveau), is_auteur=False, is_referent=False, is_lecteur=True)
    assert lit is demande


def test_le_choix_est_celui_de_la_personne():
    today = localdate()
    assert check_lecteur(donne_le=today, today=today, is_soi=False, is_referent=False) is None
    assert check_lecteur(donne_le=today, today=today, is_soi=True, is_referent=False)
    assert check_lecteur(donne_le=today, today=today, is_soi=False, is_referent=True)
    assert check_lecteur(donne_le=today + timedelta(days=1), today=today, is_soi=False, is_referent=False)


def test_la_coordination_designee_lit_sans_dire_pourquoi_et_plus_des_que_l_accord_est_repris(
    client, connecte, dispositif, referent, parcours
):
    coordination = make_habilitation(Role.COORDINATEUR, dispositif).compte
    adresse = f"/entretiens/{Entretien.objects.get().uuid}/"
    assert nommer(connecte, parcours, coordination).status_code == 302
    row = LecteurDeNotes.objects.get()
    assert (row.lecteur, row.donne_le, row.support, row.auteur) == (
        coordination, localdate(), "papier", referent.compte.pk,
    )  # fmt: skip
    assert f"lire cette note sociale à {coordination}" in connecte.get(adresse).content.decode()
    assert str(coordination) in connecte.get(f"/dossiers/{parcours.uuid}/droits/").content.decode()
    client.force_login(coordination)
    assert SECRET in client.get(adresse).content.decode()
    client.force_login(referent.compte)
    retrait = f"/dossiers/{parcours.uuid}/droits/lecteur/{row.uuid}/retirer/"
    for _ in range(2):
        assert client.post(retrait).status_code == 302
    row.refresh_from_db()
    assert row.retire_le == localdate()
    client.force_login(coordination)
    assert SECRET not in client.get(adresse).content.decode()
    said = [e.type for e in Evenement.objects.filter(type__startswith="parcours.lecteur").order_by("pk")]
    assert said == ["parcours.lecteur", "parcours.lecteur_retire"]


def test_un_collegue_designe_lit_la_note_et_rien_d_autre_du_dossier(client, connecte, parcours, collegue):
    fill(connecte, f"/dossiers/{parcours.uuid}/entretien/?nouveau=1", faits="Cherche du travail.", niveau="referent")
    sociale, autre = Entretien.objects.order_by("pk")
    nommer(connecte, parcours, collegue)
    client.force_login(collegue)
    liste = client.get("/notes-confiees/").content.decode()
    assert liste.count(f"/notes-confiees/{sociale.uuid}/") == 1
    assert str(autre.uuid) not in liste
    assert SECRET in client.get(f"/notes-confiees/{sociale.uuid}/").content.decode()
    assert Acces.objects.filter(type="parcours.note_confiee", compte_id=collegue.pk).count() == 1
    for adresse in (f"/notes-confiees/{autre.uuid}/", f"/dossiers/{parcours.uuid}/", f"/entretiens/{sociale.uuid}/"):
        assert client.get(adresse).status_code == 404
    LecteurDeNotes.objects.update(retire_le=localdate())
    assert client.get(f"/notes-confiees/{sociale.uuid}/").status_code == 404
    assert str(sociale.uuid) not in client.get("/notes-confiees/").content.decode()


def test_nul_ne_se_designe_soi_meme_ni_hors_du_dispositif_ni_un_role_qui_ne_lit_pas_les_notes(
    client, connecte, dispositif, parcours, referent
):
    ailleurs = make_referent(make_dispositif()).compte
    direction = make_habilitation(Role.DIRECTEUR, dispositif).compte
    for compte in (ailleurs, direction, referent.compte):
        assert nommer(connecte, parcours, compte).status_code == 200
    assert nommer(connecte, parcours, referent.compte, support="").status_code == 200
    client.force_login(make_habilitation(Role.COORDINATEUR, dispositif).compte)
    assert client.get(f"/dossiers/{parcours.uuid}/droits/lecteur/").status_code == 403
    assert "Désigner un lecteur" not in client.get(f"/dossiers/{parcours.uuid}/droits/").content.decode()
    assert not LecteurDeNotes.objects.exists()


def test_rien_n_est_choisi_d_avance_et_un_lecteur_ne_se_designe_qu_une_fois(connecte, parcours, collegue):
    form = connecte.get(f"/dossiers/{parcours.uuid}/droits/lecteur/").context["form"]
    assert not form["lecteur"].value()
    assert not form["support"].value()
    nommer(connecte, parcours, collegue)
    assert "déjà désigné" in nommer(connecte, parcours, collegue).content.decode()
    assert LecteurDeNotes.objects.count() == 1


def test_les_lecteurs_partent_avec_les_notes(connecte, parcours, collegue):
    nommer(connecte, parcours, collegue)
    erase_notes(parcours)
    assert LecteurDeNotes.objects.exists()  # their parcours goes on
    type(parcours).objects.filter(pk=parcours.pk).update(etat="sorti_positif", date_sortie=localdate())
    erase_notes(parcours)
    assert not LecteurDeNotes.objects.exists()


def test_r55_les_notes_confiees_ne_s_exportent_pas(client, parcours, connecte, collegue):
    nommer(connecte, parcours, collegue)
    client.force_login(collegue)
    page = client.get("/notes-confiees/").content.decode()
    assert str(parcours.personne) in page
    assert SECRET not in page
    assert "export" not in page.split("<main", 1)[1].split("</main>", 1)[0].lower()
    assert client.get("/notes-confiees/export.csv").status_code == 404


def test_les_notes_confiees_se_lisent_en_autant_de_requetes_pour_deux_et_vingt(client, connecte, parcours, collegue):
    nommer(connecte, parcours, collegue)
    client.force_login(collegue)
    counts = []
    for more in (1, 18):
        for _ in range(more):
            entretien = Entretien.objects.create(
                dispositif=parcours.dispositif, parcours=parcours, referent=parcours.referent, presence="venu",
                debut=timezone.now(),
            )  # fmt: skip
            entretien.notes.create(dispositif=parcours.dispositif, niveau="sociale")
        counts.append(len(count_queries(client, "/notes-confiees/")))
    assert counts[0] == counts[1]


def test_le_contact_se_lit_en_autant_de_requetes_pour_deux_et_vingt_lecteurs(connecte, dispositif, parcours):
    counts = []
    adresse = f"/entretiens/{Entretien.objects.get().uuid}/"
    for more in (2, 18):
        for _ in range(more):
            compte = make_habilitation(Role.REFERENT, dispositif).compte
            LecteurDeNotes.objects.create(
                dispositif=dispositif, personne=parcours.personne, lecteur=compte, donne_le=localdate(), support="oral"
            )
        connecte.get(adresse)
        with CaptureQueriesContext(connection) as captured:
            connecte.get(adresse)
        counts.append(len(captured))
    assert counts[0] == counts[1]
