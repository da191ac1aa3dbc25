"""A contact: planned, held, written, merged."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.timezone import localdate

from maillage.parcours.models import Entretien
from maillage.socle.journal.models import Evenement
from tests.parcours.suivi.pages import entree, fill, make_etape, open_page
from tests.parcours.usine import make_parcours, make_referent
from tests.usine import make_dispositif

pytestmark = pytest.mark.django_db


def test_un_entretien_s_enregistre_avec_ce_que_la_page_propose(connecte, dispositif, referent):
    parcours = make_parcours(dispositif, referent=referent)
    demain = localdate() + timedelta(days=31)
    answer = fill(
        connecte, f"/dossiers/{parcours.uuid}/entretien/", themes=["emploi"], faits="A postulé chez deux employeurs.",
        prochain_jour=demain.isoformat(), prochaine_heure="14:00",
    )  # fmt: skip
    assert (answer.status_code, answer["Location"]) == (302, "/file-active/")
    parcours.refresh_from_db()
    held, planned = Entretien.objects.filter(parcours=parcours).order_by("debut")
    assert (held.presence, held.themes, planned.presence) == ("venu", ["emploi"], "")
    assert parcours.dernier_contact == localdate(held.debut)
    assert parcours.prochain_contact == planned.debut
    note = held.notes.get()
    assert note.faits == "A postulé chez deux employeurs."
    assert b"postul" not in bytes(note.faits_scelle)
    said = Evenement.objects.get(type="parcours.entretien")
    assert "postul" not in str(said.details)


def test_seule_une_presence_compte_comme_contact(connecte, dispositif, referent):
    parcours = make_parcours(dispositif, referent=referent)
    for presence in ("absent", "excuse", "annule"):
        fill(connecte, f"/dossiers/{parcours.uuid}/entretien/", presence=presence)
    parcours.refresh_from_db()
    assert parcours.dernier_contact is None
    assert parcours.entretiens.count() == 3


def test_au_telephone_on_joint_quelqu_un_et_au_bureau_on_le_voit_venir(connecte, dispositif, referent):
    parcours = make_parcours(dispositif, referent=referent)
    common = {"dispositif": dispositif, "parcours": parcours, "referent": referent, "debut": timezone.now()}
    appel = Entretien.objects.create(**common, type="telephone", presence="absent")
    visite = Entretien.objects.create(**common, type="individuel", presence="venu")
    assert (appel.libelle_presence, visite.libelle_presence) == ("Pas joint·e", "Venu·e")
    for adresse in (f"/entretiens/{appel.uuid}/", f"/dossiers/{parcours.uuid}/"):
        page = connecte.get(adresse).content.decode()
        assert "Pas joint·e" in page
    page = connecte.get(f"/entretiens/{appel.uuid}/renseigner/").content.decode()
    assert "Joint·e" in page
    assert "Venu·e" not in page
    assert "Venu·e, ou joint·e" in connecte.get(f"/dossiers/{parcours.uuid}/entretien/").content.decode()


def test_un_rendez_vous_prevu_se_renseigne_une_fois_tenu(connecte, dispositif, referent):
    parcours = make_parcours(dispositif, referent=referent)
    planned = Entretien.objects.create(
        dispositif=dispositif, parcours=parcours, referent=referent, debut=timezone.now() - timedelta(hours=3), duree=45
    )
    assert fill(connecte, f"/entretiens/{planned.uuid}/renseigner/", presence="venu").status_code == 302
    planned.refresh_from_db()
    parcours.refresh_from_db()
    assert planned.presence == "venu"
    assert parcours.dernier_contact == localdate(planned.debut)


@pytest.mark.parametrize(
    ("jour", "presence", "refus"),
    [
        (date(2020, 1, 6), "venu", "appartient à son orientation"),
        (date(2040, 1, 6), "venu", "à venir"),
        (date(2020, 1, 6), "prevu", "passé"),
    ],
)
def test_un_contact_impossible_est_refuse_avec_sa_raison(connecte, dispositif, referent, jour, presence, refus):
    parcours = make_parcours(dispositif, referent=referent)
    page = fill(connecte, f"/dossiers/{parcours.uuid}/entretien/", jour=jour.isoformat(), presence=presence)
    assert page.status_code == 200
    assert refus in str(page.context["form"].errors)
    assert not parcours.entretiens.exists()


@pytest.mark.django_db(transaction=True)
def test_p3_enregistrer_un_entretien_fait_une_seule_validation(client):
    dispositif = make_dispositif()
    referent = make_referent(dispositif)
    client.force_login(referent.compte)
    parcours = make_parcours(dispositif, referent=referent)
    address = f"/dossiers/{parcours.uuid}/entretien/"
    fill(client, address)  # whatever the first write of a session asks
    with CaptureQueriesContext(connection) as captured:
        answer = fill(client, address, faits="Deux candidatures envoyées.")
    assert answer.status_code == 302
    insert = next(i for i, q in enumerate(captured) if 'INSERT INTO "parcours_entretien"' in q["sql"])
    last_get = max(i for i, q in enumerate(captured.captured_queries[:insert]) if q["sql"].startswith("BEGIN"))
    commits = [q["sql"] for q in captured.captured_queries[last_get:] if q["sql"] == "COMMIT"]
    assert commits == ["COMMIT"]
    sealed = [i for i, q in enumerate(captured) if 'INSERT INTO "journal_evenement"' in q["sql"]]
    assert last_get < sealed[0]


def test_debut_de_journee_est_celui_d_ici():
    from maillage.parcours.queries.suivi import get_debut

    assert get_debut(date(2026, 11, 25)) == datetime(2026, 11, 24, 23, tzinfo=UTC)


def test_un_contact_dit_l_etape_dont_on_parle_et_si_la_personne_a_signe(connecte, dispositif, referent):
    parcours = make_parcours(dispositif, referent=referent)
    etape = make_etape(parcours)
    answer = fill(
        connecte, f"/dossiers/{parcours.uuid}/entretien/", etape=str(etape.uuid), emarge="on", lieu="Maison de l’emploi"
    )
    assert answer.status_code == 302
    held = Entretien.objects.get()
    assert (held.positionnement, held.emarge, held.lieu) == (etape, True, "Maison de l’emploi")
    assert "Signé par la personne" in connecte.get(f"/entretiens/{held.uuid}/").content.decode()
    assert "signé par la personne · Atelier CV" in connecte.get(f"/dossiers/{parcours.uuid}/").content.decode()


def test_l_etape_d_une_autre_personne_ou_finie_depuis_longtemps_n_est_pas_proposee(connecte, dispositif, referent):
    parcours = make_parcours(dispositif, referent=referent)
    recent = make_etape(parcours, etat="termine", fin=entree(5))
    old = make_etape(parcours, etat="termine", debut=entree(90), fin=entree(60))
    other = make_etape(make_parcours(dispositif, referent=referent))
    address = f"/dossiers/{parcours.uuid}/entretien/"
    choices = [key for key, _ in connecte.get(address).context["form"].fields["etape"].choices]
    assert choices == ["", str(recent.uuid)]
    for refused in (old, other):
        assert fill(connecte, address, etape=str(refused.uuid)).status_code == 200
    assert not Entretien.objects.exists()


def test_personne_ne_signe_un_rendez_vous_manque(connecte, dispositif, referent):
    parcours = make_parcours(dispositif, referent=referent)
    page = fill(connecte, f"/dossiers/{parcours.uuid}/entretien/", presence="absent", emarge="on")
    assert "n’est pas venue" in str(page.context["form"].errors["emarge"])
    assert not Entretien.objects.exists()


def test_deux_corrections_du_meme_contact_se_reunissent_champ_par_champ(connecte, dispositif, referent):
    parcours = make_parcours(dispositif, referent=referent)
    held = Entretien.objects.create(
        dispositif=dispositif, parcours=parcours, referent=referent, debut=timezone.now() - timedelta(hours=3), duree=45
    )
    address = f"/entretiens/{held.uuid}/renseigner/"
    first, second = open_page(connecte, address), open_page(connecte, address)
    assert connecte.post(address, {**first, "presence": "absent", "themes": ["emploi"]}).status_code == 302
    page = connecte.post(address, {**second, "presence": "venu", "lieu": "Antenne nord", "faits": "Venue en retard."})
    assert page.status_code == 409
    ecarts = {e.ecart.champ: e.ecart.is_conflit for e in page.context["fusion"].ecarts}
    assert ecarts == {"presence": True, "lieu": False, "themes": False}
    held.refresh_from_db()
    assert (held.presence, held.lieu) == ("absent", "")
    fusion = page.context["fusion"]
    posed: dict[str, list[str]] = {}
    for name, value in fusion.poses:
        posed.setdefault(name, []).append(value)
    jeton = page.content.decode().split('name="jeton" value="')[1].split('"')[0]
    answer = {**posed, "lu": fusion.lu, "fusion": "1", "jeton": jeton, "garder_lieu": "mien", "garder_themes": "leur"}
    assert connecte.post(address, answer).context["fusion"].oublie
    assert connecte.post(address, {**answer, "garder_presence": "mien"}).status_code == 302
    held.refresh_from_db()
    assert (held.presence, held.lieu, held.themes) == ("venu", "Antenne nord", ["emploi"])
    assert held.notes.get().faits == "Venue en retard."
