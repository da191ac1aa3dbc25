"""A référent's morning through the client: the file, a contact, its note, the agenda."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.timezone import localdate

from maillage.parcours.models import Contrat, Entretien, Note, Objectif, Parcours, Positionnement
from maillage.parcours.nomenclatures.etapes import TYPES
from maillage.socle.journal.models import Acces, Evenement
from maillage.socle.roles import Role
from tests.parcours.usine import make_parcours, make_referent
from tests.parcours.usine_sorties import make_emploi
from tests.usine import make_acteur, make_dispositif, make_habilitation

pytestmark = pytest.mark.django_db


@pytest.fixture
def dispositif():
    return make_dispositif()


@pytest.fixture
def referent(dispositif):
    return make_referent(dispositif)


@pytest.fixture
def connecte(client, referent):
    client.force_login(referent.compte)
    return client


def entree(jours):
    return localdate() - timedelta(days=jours)


def make_file(dispositif, referent, nombre):
    """Files with everything that may press on them."""
    for rang in range(nombre):
        parcours = make_parcours(
            dispositif, referent=referent, entree=entree(200), etat="actif", dernier_contact=entree(rang * 7 % 120)
        )
        common = {"dispositif": dispositif, "parcours": parcours}
        Contrat.objects.create(**common, du=entree(5))
        Positionnement.objects.create(
            **common,
            type=next(iter(TYPES)),
            intitule="Atelier",
            etat="en_cours",
            propose_le=entree(70),
            debut=entree(60),
            prevu_au=entree(-2),
        )
        Objectif.objects.create(**common, du=entree(60), echeance=entree(0))
        Entretien.objects.create(**common, referent=referent, debut=timezone.now() - timedelta(days=2))


def count_queries(client, address):
    client.get(address)  # whatever a first page alone asks
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return [q["sql"] for q in captured]


def test_p1_la_file_active_pose_le_meme_nombre_de_requetes_a_2_20_et_200(connecte, dispositif, referent):
    frame = len(count_queries(connecte, "/a-faire/preferences/")) - 1  # that page reads one choice of its own
    counts = []
    for more in (2, 18, 180):
        make_file(dispositif, referent, more)
        counts.append(len(count_queries(connecte, "/file-active/?par=100")))
    assert len(set(counts)) == 1
    assert counts[0] - frame <= 8, counts


def test_la_file_dit_qui_voir_et_pourquoi_puis_toute_la_liste(connecte, dispositif, referent):
    late = make_parcours(dispositif, referent=referent, entree=entree(300), dernier_contact=entree(100))
    calm = make_parcours(dispositif, referent=referent, entree=entree(300), dernier_contact=localdate())
    page = connecte.get("/file-active/")
    assert [one["nom"] for one in page.context["a_voir"]] == [str(late.personne)]
    assert page.context["a_voir"][0]["premiere"]["texte"] == "100 jours sans contact"
    assert str(calm.personne) in page.content.decode()
    assert "2 personnes pour une capacité de 60 à 100" in page.content.decode()


def test_les_suspendus_restent_dans_la_liste_sans_alerte_ni_charge(connecte, dispositif, referent):
    make_parcours(dispositif, referent=referent, entree=entree(300), etat="suspendu")
    page = connecte.get("/file-active/")
    assert page.context["a_voir"] == []
    assert page.context["file"].effectif == 0
    assert page.context["liste"].page.paginator.count == 1


def test_le_filtre_sans_contact_suit_la_regle(connecte, dispositif, referent):
    for jours in (44, 45, 89, 90):
        make_parcours(dispositif, referent=referent, entree=entree(300), dernier_contact=entree(jours))
    make_parcours(dispositif, referent=referent, entree=entree(300), etat="suspendu")
    found = {
        v: connecte.get(f"/file-active/?alerte={v}").context["liste"].page.paginator.count for v in ("orange", "rouge")
    }
    assert found == {"orange": 3, "rouge": 1}


def test_l_export_demande_un_motif_et_l_ecrit(connecte, dispositif, referent):
    make_parcours(dispositif, referent=referent)
    assert connecte.get("/file-active/export.csv").status_code == 302
    answer = connecte.get("/file-active/export.csv?motif=permanence")
    assert answer.status_code == 200
    assert b"Dominique" in b"".join(answer.streaming_content)
    assert Acces.objects.filter(type__contains="export").exists()


def open_page(client, address):
    """The fields that the page shows, with what it prefilled, as the browser would post them."""
    page = client.get(address)
    form = page.context["form"]
    jeton = page.content.decode().split('name="jeton" value="')[1].split('"')[0]
    shown = {name: form[name].value() for name in form.fields if form[name].value() not in (None, "", False)}
    shown = {name: value.strftime("%H:%M") if hasattr(value, "hour") else value for name, value in shown.items()}
    return {**shown, "jeton": jeton}


def fill(client, address, **values):
    return client.post(address, {**open_page(client, address), **values})


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


def test_r53_un_numero_interdit_bloque_et_un_mot_signale_se_retire_ou_se_motive(connecte, dispositif, referent):
    address = f"/dossiers/{make_parcours(dispositif, referent=referent).uuid}/entretien/"
    page = fill(connecte, address, faits="NIR 2 69 05 49 588 157 80", motif_alerte="utile")
    assert "sécurité sociale" in str(page.context["form"].errors)
    page = fill(connecte, address, faits="Suit une chimiothérapie le jeudi.")
    assert [a.famille for a in page.context["form"].alertes] == ["sante"]
    assert not Entretien.objects.exists()
    assert (
        fill(
            connecte, address, faits="Suit une chimiothérapie le jeudi.", motif_alerte="La personne le demande."
        ).status_code
        == 302
    )
    note = Note.objects.get()
    assert note.alertes == ["sante"]
    assert note.motif_alerte == "La personne le demande."


def test_r51_la_page_rappelle_que_la_personne_peut_lire(connecte, dispositif, referent):
    page = connecte.get(f"/dossiers/{make_parcours(dispositif, referent=referent).uuid}/entretien/")
    assert "La personne peut lire ce texte" in page.content.decode()


def test_r52_une_correction_est_une_nouvelle_version_et_la_premiere_reste(connecte, dispositif, referent):
    parcours = make_parcours(dispositif, referent=referent)
    fill(connecte, f"/dossiers/{parcours.uuid}/entretien/", faits="Venue à dix heures.")
    first = Note.objects.get()
    fill(connecte, f"/entretiens/{first.entretien.uuid}/note/", faits="Venue à onze heures.")
    assert [(n.rang, n.faits) for n in Note.objects.order_by("rang")] == [
        (1, "Venue à dix heures."), (2, "Venue à onze heures."),
    ]  # fmt: skip
    page = connecte.get(f"/entretiens/{first.entretien.uuid}/").content.decode()
    assert "Venue à dix heures." in page
    assert "Version 1" in page


def test_r24_une_note_non_partagee_s_ouvre_avec_une_raison_ecrite_au_journal(client, dispositif, referent):
    client.force_login(referent.compte)
    parcours = make_parcours(dispositif, referent=referent)
    fill(client, f"/dossiers/{parcours.uuid}/entretien/", faits="Dit préférer un poste du matin.")
    address = f"/entretiens/{Entretien.objects.get().uuid}/"
    client.force_login(make_habilitation(Role.COORDINATEUR, dispositif).compte)
    assert "poste du matin" not in client.get(address).content.decode()
    assert "poste du matin" not in client.post(f"{address}ouvrir/", {}).content.decode()
    assert not Acces.objects.filter(type="parcours.note_ouverte").exists()
    assert client.get(f"{address}note/").status_code == 302
    assert "poste du matin" in client.post(f"{address}ouvrir/", {"motif": "remplacement"}).content.decode()
    assert Acces.objects.get(type="parcours.note_ouverte").details["motif"] == "remplacement"


def test_une_note_partagee_se_lit_sans_raison(client, dispositif, referent):
    client.force_login(referent.compte)
    parcours = make_parcours(dispositif, referent=referent)
    fill(client, f"/dossiers/{parcours.uuid}/entretien/", faits="Prête pour l’immersion.", niveau="partagee")
    client.force_login(make_habilitation(Role.COORDINATEUR, dispositif).compte)
    assert "Prête pour l’immersion." in client.get(f"/entretiens/{Entretien.objects.get().uuid}/").content.decode()


def test_planifier_pour_plusieurs_enchaine_les_rendez_vous_et_ignore_ceux_des_autres(connecte, dispositif, referent):
    mine = [make_parcours(dispositif, referent=referent) for _ in range(3)]
    other = make_parcours(dispositif, referent=make_referent(dispositif))
    query = "&".join(f"p={p.uuid}" for p in [*mine, other])
    day = localdate() + timedelta(days=7)
    answer = fill(
        connecte, f"/file-active/rendez-vous/?{query}", p=[str(p.uuid) for p in [*mine, other]], jour=day.isoformat(),
        heure="09:00", intervalle="30", type="individuel",
    )  # fmt: skip
    assert answer.status_code == 302
    planned = list(Entretien.objects.order_by("debut"))
    assert [p.parcours for p in planned] == mine
    assert planned[2].debut - planned[0].debut == timedelta(hours=1)
    assert Parcours.objects.get(pk=mine[1].pk).prochain_contact == planned[1].debut


def test_changer_la_frequence_pour_plusieurs(connecte, dispositif, referent):
    mine = [make_parcours(dispositif, referent=referent) for _ in range(2)]
    query = "&".join(f"p={p.uuid}" for p in mine)
    fill(connecte, f"/file-active/frequence/?{query}", p=[str(p.uuid) for p in mine], jours="15")
    assert {p.frequence_jours for p in Parcours.objects.all()} == {15}
    page = fill(connecte, f"/file-active/frequence/?{query}", p=[str(p.uuid) for p in mine], jours="3")
    assert page.status_code == 200
    assert page.context["form"].errors


def test_l_agenda_montre_la_semaine_et_le_fichier_ne_nomme_personne(connecte, dispositif, referent):
    parcours = make_parcours(dispositif, referent=referent)
    debut = timezone.now() + timedelta(minutes=5)
    Entretien.objects.create(dispositif=dispositif, parcours=parcours, referent=referent, debut=debut, lieu="Bureau 2")
    assert str(parcours.personne) in connecte.get("/agenda/").content.decode()
    assert str(parcours.personne) not in connecte.get("/agenda/?du=2020-01-06").content.decode()
    ics = connecte.get("/agenda/rendez-vous.ics").content.decode()
    assert "SUMMARY:Rendez-vous" in ics
    assert debut.astimezone(UTC).strftime("DTSTART:%Y%m%dT%H%M") in ics
    for secret in (parcours.personne.nom, parcours.personne.prenom, "Bureau"):
        assert secret not in ics


def test_un_rendez_vous_d_hier_ou_du_jour_se_renseigne_avant_un_autre_contact(connecte, dispositif, referent):
    parcours = make_parcours(dispositif, referent=referent)
    waiting = Entretien.objects.create(
        dispositif=dispositif, parcours=parcours, referent=referent, debut=timezone.now() - timedelta(days=1)
    )
    address = f"/dossiers/{parcours.uuid}/entretien/"
    assert connecte.get(address)["Location"] == f"/entretiens/{waiting.uuid}/renseigner/"
    assert connecte.get(f"{address}?nouveau=1").status_code == 200


def test_un_rendez_vous_passe_n_est_pas_un_rendez_vous_prevu(connecte, dispositif, referent):
    make_parcours(dispositif, referent=referent, prochain_contact=timezone.now() - timedelta(days=3))
    assert connecte.get("/file-active/?rdv=avec").context["liste"].page.paginator.count == 0
    assert connecte.get("/file-active/?rdv=sans").context["liste"].page.paginator.count == 1


def test_une_adresse_d_agenda_sans_sens_montre_cette_semaine(connecte):
    assert connecte.get("/agenda/?du=hier").context["is_courante"]


def test_ce_qui_est_en_retard_est_dans_a_faire(dispositif, referent):
    from maillage.parcours.agenda import list_a_faire

    parcours = make_parcours(dispositif, referent=referent, entree=entree(300), dernier_contact=entree(100))
    acteur = make_acteur(habilitation=referent.compte.habilitations.get())
    (chose,) = list_a_faire(acteur, localdate())
    assert str(parcours.personne) in chose.titre
    assert str(parcours.personne) not in chose.categorie
    assert list_a_faire(make_acteur(Role.DIRECTEUR, dispositif), localdate()) == []


def test_ni_le_contrat_d_entree_ni_le_point_de_suivi_ne_sont_a_faire_deux_fois(dispositif, referent):
    """Each has its own line (`afaire.accompagnement`, `afaire.sorties`); an avenant has this one only."""
    from maillage.parcours.agenda import list_a_faire

    today = localdate()
    arrive, suivi, emploi = (
        make_parcours(dispositif, referent=referent, entree=entree(40), etat=etat, dernier_contact=today)
        for etat in ("a_demarrer", "actif", "actif")
    )
    for parcours in (arrive, suivi):
        Contrat.objects.create(dispositif=dispositif, parcours=parcours, du=today)
    make_emploi(emploi, debut=entree(30))
    acteur = make_acteur(habilitation=referent.compte.habilitations.get())
    (chose,) = list_a_faire(acteur, today)
    assert (str(suivi.personne) in chose.titre, chose.categorie) == (True, "Contrat à signer")


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


def make_etape(parcours, **values):
    common = {"type": next(iter(TYPES)), "intitule": "Atelier CV", "etat": "en_cours", "propose_le": entree(20)}
    return Positionnement.objects.create(
        dispositif=parcours.dispositif, parcours=parcours, **{**common, "debut": entree(10), **values}
    )


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


def test_une_note_sociale_ne_s_ouvre_ni_pour_un_remplacement_ni_pour_une_passation(client, dispositif, referent):
    client.force_login(referent.compte)
    parcours = make_parcours(dispositif, referent=referent)
    fill(client, f"/dossiers/{parcours.uuid}/entretien/", faits="Hébergée par sa sœur.", niveau="sociale")
    address = f"/entretiens/{Entretien.objects.get().uuid}/"
    assert "Hébergée par sa sœur." in client.get(address).content.decode()
    client.force_login(make_habilitation(Role.COORDINATEUR, dispositif).compte)
    page = client.get(address).content.decode()
    assert "Hébergée par sa sœur." not in page
    assert "ni pour une passation" in page
    for motif in ("remplacement", "passation"):
        assert "Hébergée par sa sœur." not in client.post(f"{address}ouvrir/", {"motif": motif}).content.decode()
    assert not Acces.objects.filter(type="parcours.note_ouverte").exists()
    assert "Hébergée par sa sœur." in client.post(f"{address}ouvrir/", {"motif": "demande"}).content.decode()


def test_une_version_sociale_garde_la_note_fermee_meme_si_la_derniere_ne_l_est_plus(client, dispositif, referent):
    client.force_login(referent.compte)
    parcours = make_parcours(dispositif, referent=referent)
    fill(client, f"/dossiers/{parcours.uuid}/entretien/", faits="Hébergée par sa sœur.", niveau="sociale")
    entretien = Entretien.objects.get()
    fill(client, f"/entretiens/{entretien.uuid}/note/", faits="Cherche un logement.", niveau="partagee")
    client.force_login(make_habilitation(Role.COORDINATEUR, dispositif).compte)
    page = client.get(f"/entretiens/{entretien.uuid}/").content.decode()
    assert "Cherche un logement." in page
    assert "Hébergée par sa sœur." not in page
    opened = client.post(f"/entretiens/{entretien.uuid}/ouvrir/", {"motif": "remplacement"}).content.decode()
    assert "Hébergée par sa sœur." not in opened
