"""The pages of the offer, of a person's étapes and of an opérateur: what they show, to whom, in how many queries."""

import io
from datetime import date
from decimal import Decimal

import pypdf
import pytest
from django.utils.timezone import localdate

from maillage.parcours.models import Action, Emargement, FreinEvalue, Positionnement, Session, TypeLocal
from maillage.parcours.nomenclatures.etapes import EtatPositionnement
from maillage.socle.formulaires.jetons import make_jeton
from maillage.socle.roles import Role
from tests.parcours.pages import read_lu
from tests.parcours.usine import make_parcours, make_referent
from tests.parcours.usine_etapes import make_action, make_etape, make_groupe, make_operateur, make_session
from tests.usine import make_dispositif, make_habilitation

pytestmark = pytest.mark.django_db
E = EtatPositionnement
LUNDI = date(2026, 11, 23)


@pytest.fixture
def dispositif():
    return make_dispositif()


@pytest.fixture
def referent(dispositif):
    return make_referent(dispositif)


@pytest.fixture
def dossier(dispositif, referent):
    return make_parcours(dispositif, referent=referent)


@pytest.fixture
def coordination(client, dispositif):
    compte = make_habilitation(Role.COORDINATEUR, dispositif).compte
    client.force_login(compte)
    return compte


def enter(client, role, dispositif, **values):
    compte = make_habilitation(role, dispositif, **values).compte
    client.force_login(compte)
    return compte


def post(client, compte, url, **values):
    return client.post(url, {"jeton": make_jeton(compte.pk), **read_lu(client, url), **values})


def read(client, url):
    response = client.get(url)
    assert response.status_code == 200, url
    return response.content.decode()


def fill(parcours, nombre):
    """Étapes of past years, columns set without any rule."""
    Positionnement.objects.bulk_create(
        Positionnement(
            dispositif=parcours.dispositif, parcours=parcours, type="FOR-PRE", intitule=f"Étape {rang}",
            etat=E.TERMINE, propose_le=date(2026, 2, 2), debut=date(2026, 2, 2), fin=date(2026, 3, 2),
        )
        for rang in range(nombre)
    )  # fmt: skip


def count_queries(client, url, django_assert_max_num_queries):
    client.get(url)
    with django_assert_max_num_queries(200) as seen:
        assert client.get(url).status_code == 200
    return len(seen)


# --- The offer


def test_la_coordination_ajoute_une_action_puis_une_session(client, dispositif, coordination):
    response = post(
        client, coordination, "/offre/ajouter/", intitule="Chantier école", type="IAE-ACI", financement="plie_fse",
        operation_fse="OP-9", heures="312,5", du="2026-01-05",
    )  # fmt: skip
    action = Action.objects.get()
    assert response.headers["Location"] == f"/offre/{action.uuid}/"
    assert (action.dispositif, action.heures) == (dispositif, Decimal("312.5"))
    post(client, coordination, f"/offre/{action.uuid}/sessions/ajouter/", du="2026-12-01", au="2027-03-31", places="8")
    assert Session.objects.get().places == 8
    assert "0 sur 8" in read(client, f"/offre/{action.uuid}/")
    assert "Chantier école" in read(client, "/offre/?famille=iae")
    assert "Chantier école" not in read(client, "/offre/?famille=formation")


def test_un_type_local_sert_dans_une_action_et_compte_comme_le_national(client, dispositif, coordination):
    post(client, coordination, "/offre/types/", libelle="Atelier Rebond", national="MOB-RED", du="2026-01-01")
    assert "Redynamisation" in read(client, "/offre/types/")
    local = TypeLocal.objects.get(dispositif=dispositif)
    post(
        client, coordination, "/offre/ajouter/", intitule="Rebond", type_local=local.pk, financement="plie",
        du="2026-02-01",
    )  # fmt: skip
    assert Action.objects.get().type == "MOB-RED"


def test_la_session_dit_qui_attend_et_pourquoi(client, dispositif, coordination):
    session = make_session(make_action(dispositif), places=1)
    occupant = make_etape(make_parcours(dispositif), session=session, etat=E.EN_COURS)
    attend = make_etape(make_parcours(dispositif), session=session, etat=E.EN_ATTENTE)
    page = read(client, f"/sessions/{session.uuid}/")
    assert "n’a commencé aucune étape depuis son entrée" in page
    assert "Donner la place" not in page
    post(client, coordination, f"/etapes/{occupant.uuid}/passer/interrompu/", le="2026-11-20", motif="emploi")
    assert "Donner la place" in read(client, f"/sessions/{session.uuid}/")
    post(client, coordination, f"/etapes/{attend.uuid}/passer/accepte/", le="2026-11-20")
    attend.refresh_from_db()
    assert attend.etat == E.ACCEPTE


# --- The file


def test_un_referent_positionne_puis_suit_l_etape_jusqu_au_bout(client, dispositif, referent, dossier):
    session = make_session(make_action(dispositif, intitule="Remise à niveau"))
    client.force_login(referent.compte)
    response = post(client, referent.compte, f"/dossiers/{dossier.uuid}/etapes/proposer/", session=session.pk)
    etape = Positionnement.objects.get()
    assert response.headers["Location"] == f"/etapes/{etape.uuid}/"
    for vers, values in (
        ("accepte", {"le": "2026-11-02"}),
        ("prevu", {"le": "2026-11-03", "prevu_au": "2026-12-18"}),
        ("en_cours", {"le": "2026-11-03"}),
        ("termine", {"le": "2026-11-20", "resultat": "atteint"}),
    ):
        assert post(client, referent.compte, f"/etapes/{etape.uuid}/passer/{vers}/", **values).status_code == 302
    page = read(client, f"/etapes/{etape.uuid}/")
    assert "Objectif atteint" in page
    assert "Compte dans la famille « Formation »" in page
    assert "Remise à niveau" in read(client, f"/dossiers/{dossier.uuid}/")


def test_un_refus_sans_motif_revient_avec_l_erreur_et_une_double_etape_aussi(client, dispositif, referent, dossier):
    session = make_session(make_action(dispositif))
    etape = make_etape(dossier, session=session)
    client.force_login(referent.compte)
    page = post(client, referent.compte, f"/etapes/{etape.uuid}/passer/refuse/", le="2026-11-20").content.decode()
    assert "Ce champ est obligatoire" in page
    page = post(client, referent.compte, f"/dossiers/{dossier.uuid}/etapes/proposer/", session=session.pk)
    assert "déjà positionnée" in page.content.decode()


def test_une_etape_hors_offre_peut_avoir_ete_la_porte_d_entree(client, referent, dossier):
    client.force_login(referent.compte)
    post(
        client, referent.compte, f"/dossiers/{dossier.uuid}/etapes/proposer-hors-offre/", intitule="Marche du matin",
        type="MOB-CIT", financement="droit_commun", avant_entree="on",
    )  # fmt: skip
    assert "Porte d’entrée" in read(client, f"/etapes/{Positionnement.objects.get().uuid}/")


def test_les_etapes_d_un_dossier_coutent_autant_a_2_20_et_500(
    client, dispositif, referent, dossier, django_assert_max_num_queries
):
    client.force_login(referent.compte)
    counts = {}
    for total in (2, 20, 500):
        fill(dossier, total - Positionnement.objects.count())
        pages = (f"/dossiers/{dossier.uuid}/", f"/dossiers/{dossier.uuid}/etapes/")
        counts[total] = [count_queries(client, url, django_assert_max_num_queries) for url in pages]
    assert counts[20] == counts[500]
    assert counts[2][1] == counts[500][1]
    assert counts[2][0] <= counts[500][0] <= counts[2][0] + 1  # beyond those shown, they are counted
    assert "Toutes les étapes (500)" in read(client, f"/dossiers/{dossier.uuid}/")
    assert read(client, f"/dossiers/{dossier.uuid}/etapes/").count("<tr>") == 26


# --- The opérateur


@pytest.fixture
def chez_l_operateur(client, dispositif):
    operateur = make_operateur("Les Ateliers d’essai")
    session = make_session(make_action(dispositif, operateur=operateur))
    people = make_groupe(session, 3)
    compte = enter(client, Role.OPERATEUR, dispositif, employeur=operateur)
    return compte, session, people


def test_l_operateur_ne_lit_de_ses_personnes_que_l_etape(client, dispositif, chez_l_operateur):
    _, _, (first, *_) = chez_l_operateur
    other = make_etape(first.parcours, etat=E.EN_COURS, intitule="Suivi ailleurs")
    common = {"dispositif": dispositif, "parcours": first.parcours, "le": LUNDI, "niveau": 3}
    FreinEvalue.objects.create(**common, frein="MOB", partage_operateur=True)
    FreinEvalue.objects.create(**common, frein="SPS", partage_operateur=True)
    FreinEvalue.objects.create(**common, frein="LOG")
    page = read(client, f"/etapes/{first.uuid}/")
    assert "Mobilité" in page
    assert not [word for word in ("Santé psychique", "Logement", "Financement", "trois comptes") if word in page]
    assert client.get(f"/etapes/{other.uuid}/").status_code == 404
    assert "Suivi ailleurs" not in read(client, f"/dossiers/{first.parcours.uuid}/etapes/")
    assert "Suivi ailleurs" not in read(client, f"/dossiers/{first.parcours.uuid}/")
    assert client.get(f"/etapes/{first.uuid}/passer/termine/").status_code == 403
    assert client.get("/offre/").status_code == 403


def test_un_autre_operateur_ne_trouve_rien(client, dispositif, chez_l_operateur):
    _, session, (first, *_) = chez_l_operateur
    enter(client, Role.OPERATEUR, dispositif, employeur=make_operateur())
    for url in (
        f"/etapes/{first.uuid}/",
        f"/sessions/{session.uuid}/presences/",
        f"/etapes/{first.uuid}/attestation.pdf",
    ):
        assert client.get(url).status_code == 404


def test_le_referent_d_etape_ne_voit_que_celles_qui_lui_sont_confiees(client, dispositif, chez_l_operateur):
    _, _, (first, second, _) = chez_l_operateur
    compte = enter(client, Role.REFERENT_ETAPE, dispositif)
    Positionnement.objects.filter(pk=first.pk).update(referent_etape=compte.pk)
    page = read(client, "/mes-etapes/")
    assert str(first.parcours.personne) in page
    assert str(second.parcours.personne) not in page


def cell(etape, day, demi):
    return f"c-{etape.uuid}-{day:%Y%m%d}-{demi}"


def test_une_feuille_part_en_une_requete_et_les_totaux_suivent(client, chez_l_operateur):
    compte, session, (first, second, _) = chez_l_operateur
    url = f"/sessions/{session.uuid}/presences/?le=2026-11-23"
    values = {
        f"h-{LUNDI:%Y%m%d}-matin": "3", cell(first, LUNDI, "matin"): "present",
        cell(first, LUNDI, "apres_midi"): "present", cell(second, LUNDI, "matin"): "garde",
    }  # fmt: skip
    assert post(client, compte, url, **values).headers["Location"].endswith("?le=2026-11-23")
    noted = [
        (e.positionnement, e.demi_journee, e.heures, e.motif)
        for e in Emargement.objects.order_by("positionnement", "-demi_journee")
    ]
    assert noted == [
        (first, "matin", Decimal("3"), ""), (first, "apres_midi", Decimal("3.5"), ""), (second, "matin", 0, "garde"),
    ]  # fmt: skip
    first.refresh_from_db()
    assert first.heures_realisees == Decimal("6.5")
    assert "3 personnes, 6,5 h" in read(client, url)


def test_la_feuille_d_une_session_ramene_l_operateur_a_ses_etapes(client, chez_l_operateur):
    _, session, _ = chez_l_operateur
    page = read(client, f"/sessions/{session.uuid}/presences/")
    fil = page[page.index('class="fil"') :].partition("</nav>")[0]
    assert 'href="/mes-etapes/"' in fil


def test_les_cases_vides_du_jour_deviennent_des_presences(client, chez_l_operateur):
    compte, session, (first, *_) = chez_l_operateur
    url = f"/sessions/{session.uuid}/presences/?le=2026-11-23&jour=1"
    post(client, compte, url, remplir="1", **{cell(first, LUNDI, "matin"): "sans_nouvelle"})
    assert Emargement.objects.filter(is_present=True).count() == 5
    assert Emargement.objects.get(is_present=False).positionnement == first


def test_une_case_impossible_est_montree_a_sa_place_et_rien_n_est_ecrit(client, chez_l_operateur):
    compte, session, (first, *_) = chez_l_operateur
    dimanche_en_huit = date(2027, 1, 4)
    url = f"/sessions/{session.uuid}/presences/?le=2027-01-04"
    response = post(client, compte, url, **{cell(first, dimanche_en_huit, "matin"): "present"})
    assert response.status_code == 422
    assert 'aria-invalid="true"' in response.content.decode()
    assert post(client, compte, url, **{cell(first, dimanche_en_huit, "matin"): "malade"}).status_code == 422
    assert post(client, compte, url, **{"h-20270104-matin": "trois"}).status_code == 422
    assert not Emargement.objects.exists()


def test_une_heure_notee_a_part_le_reste(client, chez_l_operateur):
    compte, session, (first, second, third) = chez_l_operateur
    url = f"/sessions/{session.uuid}/presences/?le=2026-11-23&jour=1"
    everybody = {cell(e, LUNDI, "matin"): "present" for e in (first, second, third)}
    post(client, compte, url, **everybody)
    alone = f"/etapes/{first.uuid}/presences/?le=2026-11-23&jour=1"
    post(client, compte, alone, **{f"h-{LUNDI:%Y%m%d}-matin": "2", cell(first, LUNDI, "matin"): "present"})
    post(client, compte, url, **everybody)
    assert [e.heures for e in Emargement.objects.order_by("positionnement", "-demi_journee")] == [
        Decimal("2"),
        Decimal("3.5"),
        Decimal("3.5"),
    ]


def keep(page, **choix):
    """The answer to the merge page."""
    fusion = page.context["fusion"]
    garder = {f"garder_{nom}": choice for nom, choice in choix.items()}
    return {**dict(fusion.poses), "lu": fusion.lu, "fusion": "1", **garder}


def test_deux_feuilles_ouvertes_en_meme_temps_se_completent(client, chez_l_operateur):
    compte, session, (first, second, _) = chez_l_operateur
    url = f"/sessions/{session.uuid}/presences/?le=2026-11-23&jour=1"
    matin, autre = cell(first, LUNDI, "matin"), cell(second, LUNDI, "matin")
    lu = read_lu(client, url)
    post(client, compte, url, **lu, **{matin: "present", autre: ""})
    assert post(client, compte, url, **lu, **{matin: "", autre: "garde"}).status_code == 302
    assert [(e.positionnement, e.motif) for e in Emargement.objects.order_by("positionnement")] == [
        (first, ""), (second, "garde"),
    ]  # fmt: skip


def test_une_meme_case_notee_de_deux_facons_demande_laquelle_reste(client, chez_l_operateur):
    compte, session, (first, second, _) = chez_l_operateur
    url = f"/sessions/{session.uuid}/presences/?le=2026-11-23&jour=1"
    matin, autre = cell(first, LUNDI, "matin"), cell(second, LUNDI, "matin")
    lu = read_lu(client, url)
    post(client, compte, url, **lu, **{matin: "present"})
    page = post(client, compte, url, **lu, **{matin: "sans_nouvelle", autre: "present"})
    assert page.status_code == 409
    (ecart,) = page.context["fusion"].ecarts
    assert (ecart.depart, ecart.leur) == ("Rien de noté", "Présent·e, 3,5 h")
    assert Emargement.objects.count() == 1
    assert post(client, compte, url, **keep(page)).context["fusion"].oublie
    assert post(client, compte, url, **keep(page, **{matin: "leur"})).status_code == 302
    assert [(e.positionnement, e.is_present) for e in Emargement.objects.order_by("positionnement")] == [
        (first, True), (second, True),
    ]  # fmt: skip


def test_choisir_sa_propre_case_ne_vaut_que_contre_ce_qui_a_ete_montre(client, chez_l_operateur):
    compte, session, (first, *_) = chez_l_operateur
    url = f"/sessions/{session.uuid}/presences/?le=2026-11-23&jour=1"
    matin = cell(first, LUNDI, "matin")
    lu = read_lu(client, url)
    post(client, compte, url, **lu, **{matin: "present"})
    page = post(client, compte, url, **lu, **{matin: "sans_nouvelle"})
    mine = keep(page, **{matin: "mien"})
    post(client, compte, url, **{matin: "garde"})  # a third hand, between the page and the answer
    assert post(client, compte, url, **mine).status_code == 409
    assert Emargement.objects.get().motif == "garde"


def test_une_feuille_qui_ne_dit_pas_ce_qu_elle_montrait_n_ecrase_rien(client, chez_l_operateur):
    compte, session, (first, *_) = chez_l_operateur
    url = f"/sessions/{session.uuid}/presences/?le=2026-11-23&jour=1"
    matin = cell(first, LUNDI, "matin")
    post(client, compte, url, **{matin: "present"})
    page = post(client, compte, url, lu="perdu", **{matin: "garde"})
    assert page.status_code == 422
    again = post(client, compte, url, lu=page.context["feuille"].lu, **{matin: "garde"})
    assert again.status_code == 409
    assert Emargement.objects.get().is_present


def test_la_feuille_et_mes_etapes_coutent_autant_a_2_et_a_20(client, dispositif, django_assert_max_num_queries):
    operateur = make_operateur()
    session = make_session(make_action(dispositif, operateur=operateur), places=40)
    enter(client, Role.OPERATEUR, dispositif, employeur=operateur)
    counts = []
    for more in (2, 18):
        make_groupe(session, more)
        pages = ("/mes-etapes/", f"/sessions/{session.uuid}/presences/")
        counts.append([count_queries(client, url, django_assert_max_num_queries) for url in pages])
    assert counts[0] == counts[1]


def test_la_page_d_une_session_coute_autant_a_2_et_a_20(
    client, dispositif, coordination, django_assert_max_num_queries
):
    session = make_session(make_action(dispositif), places=40)
    counts = []
    for more in (2, 18):
        make_groupe(session, more)
        for _ in range(more):
            make_etape(make_parcours(dispositif), session=session, etat=E.EN_ATTENTE)
        pages = (f"/sessions/{session.uuid}/", "/offre/", f"/offre/{session.action.uuid}/")
        counts.append([count_queries(client, url, django_assert_max_num_queries) for url in pages])
    assert counts[0] == counts[1]


def read_pdf(response):
    assert response.headers["Content-Type"] == "application/pdf"
    pages = pypdf.PdfReader(io.BytesIO(response.content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_la_feuille_a_signer_et_l_attestation_s_impriment(client, chez_l_operateur):
    compte, session, (first, *_) = chez_l_operateur
    paper = read_pdf(client.get(f"/sessions/{session.uuid}/emargement.pdf?le=2026-11-23"))
    assert str(first.parcours.personne) in paper
    assert "Semaine du 23/11/2026" in paper
    url = f"/etapes/{first.uuid}/presences/?le=2026-11-23"
    post(client, compte, url, **{cell(first, LUNDI, "matin"): "present", cell(first, LUNDI, "apres_midi"): "garde"})
    paper = read_pdf(client.get(f"/etapes/{first.uuid}/attestation.pdf"))
    assert "3,5 heures de présence" in paper
    assert "novembre 2026" in paper
    assert "Garde" not in paper


def test_le_bilan_s_ecrit_chez_l_operateur_et_se_lit_chez_le_referent_pas_a_la_direction(client, dispositif, referent):
    dossier = make_parcours(dispositif, referent=referent)
    operateur = make_operateur()
    etape = make_etape(dossier, operateur=operateur, etat=E.EN_COURS)
    compte = enter(client, Role.OPERATEUR, dispositif, employeur=operateur)
    post(client, compte, f"/etapes/{etape.uuid}/bilan/", bilan="À l’aise sur le plateau.")
    client.force_login(referent.compte)
    assert "À l’aise sur le plateau." in read(client, f"/etapes/{etape.uuid}/")
    enter(client, Role.DIRECTEUR, dispositif)
    assert "À l’aise sur le plateau." not in read(client, f"/etapes/{etape.uuid}/")


def test_l_acces_de_l_operateur_cesse_trente_jours_apres(client, dispositif, chez_l_operateur):
    from datetime import timedelta

    _, session, people = chez_l_operateur
    today = localdate()
    rows = Positionnement.objects.filter(session=session)
    rows.update(etat=E.TERMINE, debut=date(2026, 2, 2), fin=today - timedelta(days=30))
    assert str(people[0].parcours.personne) in read(client, "/mes-etapes/")
    rows.update(fin=today - timedelta(days=31))
    assert str(people[0].parcours.personne) not in read(client, "/mes-etapes/")
    assert client.get(f"/etapes/{people[0].uuid}/").status_code == 404
