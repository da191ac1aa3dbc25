"""The pages of a job followed, of an exit, of a suspension: who opens them, what they do, what they ask of the base."""

import io
from datetime import timedelta

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate
from PIL import Image

from maillage.parcours.actions.points import make_lien
from maillage.parcours.afaire.sorties import list_a_faire
from maillage.parcours.models import (
    AnneeClose,
    Commission,
    Inscription,
    Orientation,
    Parcours,
    PointDeSuivi,
    Suspension,
)
from maillage.socle.dates import add_months
from maillage.socle.formulaires.jetons import NOM, make_jeton
from maillage.socle.journal.models import Acces
from maillage.socle.roles import Role
from tests.parcours.usine import make_referent
from tests.parcours.usine_sorties import make_acteur_de, make_actif, make_emploi, make_formation, make_sortie_proposee
from tests.usine import make_acteur, make_dispositif, make_habilitation

pytestmark = pytest.mark.django_db


@pytest.fixture
def dispositif():
    return make_dispositif()


@pytest.fixture
def referent(dispositif):
    return make_referent(dispositif)


@pytest.fixture
def parcours(dispositif, referent):
    return make_actif(dispositif, referent=referent)


@pytest.fixture
def coordination(dispositif, client):
    compte = make_habilitation(Role.COORDINATEUR, dispositif).compte
    client.force_login(compte)
    return compte


@pytest.fixture
def suivi(client, referent):
    client.force_login(referent.compte)
    return referent.compte


def post(client, compte, url, **values):
    return client.post(url, values | {NOM: make_jeton(compte.pk if compte else None)})


def etat(parcours):
    return Parcours.objects.get(pk=parcours.pk).etat


def embauche():
    return add_months(localdate(), -6)


def test_un_referent_declare_un_emploi_et_le_suivi_s_ouvre(client, suivi, parcours):
    url = f"/dossiers/{parcours.uuid}/emploi/"
    assert client.get(url).status_code == 200
    values = {"contrat": "cdi", "debut": embauche().isoformat(), "quotite": "100"}
    response = post(client, suivi, url, employeur="Verdier (fictif)", **values)
    assert response.headers["Location"] == f"/dossiers/{parcours.uuid}/"
    page = client.get(f"/dossiers/{parcours.uuid}/").content.decode()
    assert "Verdier (fictif)" in page
    assert "Six mois révolus" in page
    assert etat(parcours) == "en_emploi_suivi"


def test_un_mi_temps_s_ecrit_en_pour_cent(client, suivi, parcours):
    values = {"contrat": "cdi", "debut": embauche().isoformat(), "quotite": "50", "temps_choisi": "oui"}
    post(client, suivi, f"/dossiers/{parcours.uuid}/emploi/", **values)
    assert (str(parcours.emplois.get().quotite), etat(parcours)) == ("0.50", "en_emploi_suivi")


def test_r43_d_un_temps_partiel_rien_n_est_suppose(client, suivi, parcours):
    url = f"/dossiers/{parcours.uuid}/emploi/"
    form = client.get(url).context["form"]
    assert not form["temps_choisi"].value()
    values = {"contrat": "cdi", "debut": embauche().isoformat(), "quotite": "80"}
    page = post(client, suivi, url, **values)
    assert "dites si la personne l’a choisi" in page.content.decode()
    assert not parcours.emplois.exists()
    post(client, suivi, url, **values, temps_choisi="non")
    assert (parcours.emplois.get().temps_choisi, etat(parcours)) == (False, "actif")


def test_un_refus_revient_sur_la_page_avec_sa_raison(client, suivi, parcours):
    values = {"contrat": "cdi", "debut": "2020-01-01", "quotite": "100"}
    page = post(client, suivi, f"/dossiers/{parcours.uuid}/emploi/", **values)
    assert page.status_code == 200
    assert "avant l’entrée" in page.content.decode()
    assert not parcours.emplois.exists()


def test_la_fin_avant_six_mois_ramene_a_l_accompagnement(client, suivi, parcours):
    row = make_emploi(parcours, debut=add_months(localdate(), -2))
    url = f"/emplois/{row.uuid}/fin/"
    assert client.get(url).status_code == 200
    post(client, suivi, url, fin=localdate().replace(day=1).isoformat(), motif="essai")
    assert etat(parcours) in {"actif", "en_emploi_suivi"}
    row.refresh_from_db()
    assert row.fin is not None


def first_point(parcours):
    return PointDeSuivi.objects.filter(suivi__parcours=parcours).order_by("rang")[0]


def test_la_personne_repond_depuis_son_telephone_sans_compte(client, dispositif, parcours):
    make_emploi(parcours, debut=add_months(localdate(), -1))
    by = make_acteur(Role.COORDINATEUR, dispositif)
    lien = make_lien(by=by, point=first_point(parcours))
    page = client.get(f"/repondre/{lien}/").content.decode()
    assert parcours.personne.nom not in page
    assert "Verdier" not in page
    assert client.post(f"/repondre/{lien}/", {"toujours": "non", "a_rappeler": "non"}).status_code == 302
    assert "Merci" in client.get(f"/repondre/{lien}/").content.decode()
    point = first_point(parcours)
    assert (point.toujours_en_emploi, point.origine, point.a_rappeler) == ("non", "personne", True)
    client.post(f"/repondre/{lien}/", {"toujours": "oui", "a_rappeler": "non"})
    assert first_point(parcours).toujours_en_emploi == "non"
    assert client.get(f"/repondre/{lien}x/").status_code == 404
    assert not mail.outbox


def test_le_referent_cree_le_lien_tient_le_point_et_rappelle(client, suivi, parcours):
    make_emploi(parcours, debut=add_months(localdate(), -1))
    point = first_point(parcours)
    url = f"/points-de-suivi/{point.uuid}/"
    assert "Créer un lien" in client.get(url).content.decode()
    client.post(f"{url}lien/")
    assert "/repondre/" in client.get(url).content.decode()
    post(client, suivi, url, toujours="oui", a_rappeler="on")
    assert "Rappeler la personne" in client.get(url).content.decode()
    client.post(f"{url}rappel/")
    assert first_point(parcours).rappele_le == localdate()


def test_un_autre_referent_ne_voit_ni_le_point_ni_l_emploi(client, dispositif, parcours):
    row = make_emploi(parcours, debut=add_months(localdate(), -1))
    client.force_login(make_referent(dispositif).compte)
    assert client.get(f"/points-de-suivi/{first_point(parcours).uuid}/").status_code == 404
    assert client.get(f"/emplois/{row.uuid}/fin/").status_code == 404
    assert client.get(f"/dossiers/{parcours.uuid}/sortie/").status_code == 404


def test_a_faire_du_referent_les_points_dus_et_les_rappels(referent, parcours):
    make_emploi(parcours, debut=add_months(localdate(), -1))
    acteur, today = make_acteur_de(referent), localdate()
    assert [chose.categorie for chose in list_a_faire(acteur, today)] == ["Points de suivi en emploi"] * 2
    lien = make_lien(by=acteur, point=first_point(parcours))
    assert lien
    PointDeSuivi.objects.filter(pk=first_point(parcours).pk).update(repondu_le=today, a_rappeler=True)
    found = {chose.categorie for chose in list_a_faire(acteur, today)}
    assert "Personnes à rappeler" in found
    other = make_acteur_de(make_referent(parcours.dispositif))
    assert list_a_faire(other, today) == []


def test_une_formation_se_suit_et_finit(client, suivi, parcours):
    etape = make_formation(parcours, debut=add_months(localdate(), -2))
    url = f"/dossiers/{parcours.uuid}/formation/"
    assert etape.intitule in client.get(url).content.decode()
    fin = add_months(localdate(), 1).isoformat()
    post(client, suivi, url, etape=etape.pk, certification="Titre professionnel", fin_prevue=fin)
    assert etat(parcours) == "en_formation_suivie"
    post(client, suivi, f"{url}issue/", issue="echec", le=localdate().isoformat())
    assert etat(parcours) == "actif"
    assert client.get(f"{url}issue/").status_code == 404


def test_du_referent_a_la_coordination_une_sortie_se_propose_et_se_decide(client, suivi, dispositif, parcours):
    url = f"/dossiers/{parcours.uuid}/sortie/"
    page = post(client, suivi, url, type="SS-ABA", sous_motif="perdu")
    assert "moyens différents" in page.content.decode()
    post(client, suivi, url, type="SS-DEM", date_fait=localdate().isoformat())
    sortie = parcours.sorties.get()
    assert client.get(f"/sorties/{sortie.uuid}/").status_code == 403
    compte = make_habilitation(Role.COORDINATEUR, dispositif).compte
    client.force_login(compte)
    assert str(parcours.personne) in client.get("/sorties/").content.decode()
    detail = f"/sorties/{sortie.uuid}/"
    assert "Nouvelle adresse déclarée" in client.get(detail).content.decode()
    today = localdate().isoformat()
    refused = post(client, compte, detail, decision="valider", le=today)
    assert "Il manque des pièces" in refused.content.decode()
    post(client, compte, f"/dossiers/{parcours.uuid}/pieces/ajouter/", nature="adresse", le=today)
    assert post(client, compte, detail, decision="valider", le=today).headers["Location"] == "/sorties/"
    assert etat(parcours) == "sorti_sans_suite"
    post(client, compte, f"{detail}annuler/", motif="erreur de dossier")
    assert etat(parcours) == "actif"


def test_un_referent_note_une_piece_vue_sans_deposer_de_fichier(client, suivi, parcours):
    url = f"/dossiers/{parcours.uuid}/pieces/ajouter/"
    assert 'type="file"' in client.get(url).content.decode()  # matrix of domaine 05 § 3, column C8: E for the référent
    post(client, suivi, url, nature="contrat", le=localdate().isoformat())
    assert (parcours.justificatifs.get().nature, parcours.justificatifs.get().fichier) == ("contrat", None)


def test_la_coordination_depose_le_fichier_d_une_piece(client, coordination, parcours):
    url = f"/dossiers/{parcours.uuid}/pieces/ajouter/"
    assert 'type="file"' in client.get(url).content.decode()
    image = io.BytesIO()
    Image.new("RGB", (4, 4)).save(image, "PNG")
    fichier = SimpleUploadedFile("contrat.png", image.getvalue(), content_type="image/png")
    post(client, coordination, url, nature="contrat", le=localdate().isoformat(), fichier=fichier)
    assert parcours.justificatifs.get().fichier.type == "image/png"


def test_une_sortie_rejetee_dit_pourquoi_au_referent(client, coordination, parcours):
    sortie = make_sortie_proposee(parcours, on=localdate())
    post(
        client,
        coordination,
        f"/sorties/{sortie.uuid}/",
        decision="rejeter",
        le=localdate().isoformat(),
        motif="à revoir",
    )
    assert "à revoir" in client.get(f"/dossiers/{parcours.uuid}/").content.decode()
    assert etat(parcours) == "actif"


def test_une_sortie_s_inscrit_une_fois_a_une_commission(client, coordination, parcours, dispositif):
    sortie = make_sortie_proposee(parcours, on=localdate())
    commission = Commission.objects.create(dispositif=dispositif, le=localdate(), type="sortie")
    for _ in range(2):
        client.post(f"/sorties/{sortie.uuid}/commission/", {"commission": commission.pk})
    assert Inscription.objects.get(commission=commission).parcours == parcours


def test_une_suspension_proposee_est_decidee_puis_reprise(client, suivi, dispositif, parcours):
    today = localdate()
    values = {"motif": "parental", "du": today.isoformat(), "fin_prevue": add_months(today, 3).isoformat()}
    post(client, suivi, f"/dossiers/{parcours.uuid}/suspension/", **values)
    assert etat(parcours) == "actif"
    url = f"/dossiers/{parcours.uuid}/suspension/suite/"
    assert client.get(url).status_code == 404
    compte = make_habilitation(Role.COORDINATEUR, dispositif).compte
    client.force_login(compte)
    post(client, compte, url, suite="accepter", le=today.isoformat())
    assert etat(parcours) == "suspendu"
    post(client, compte, url, suite="reprendre", le=today.isoformat())
    assert etat(parcours) == "actif"


def test_les_suspensions_a_decider_viennent_d_abord_puis_celles_qui_finissent_le_plus_tot(
    client, coordination, dispositif
):
    today = localdate()
    fins = {"en_cours": 40, "depassee": -3, "a_decider": 90}
    for code, jours in fins.items():
        parcours = make_actif(dispositif)
        Suspension.objects.create(
            dispositif=dispositif, parcours=parcours, motif="parental", proposee_le=today - timedelta(days=60),
            du=today - timedelta(days=60),
            fin_prevue=today + timedelta(days=jours),
            decidee_le=None if code == "a_decider" else today - timedelta(days=jours + 50),
        )  # fmt: skip
    page = client.get("/sorties/")
    found = [(s.fin_prevue - today).days for s in page.context["tableau"].suspensions]
    assert found == [fins["a_decider"], fins["depassee"], fins["en_cours"]]


def test_la_personne_revient_par_un_nouveau_parcours(client, coordination, parcours):
    sortie = make_sortie_proposee(parcours, on=localdate())
    today = localdate().isoformat()
    assert client.get(f"/dossiers/{parcours.uuid}/retour/").status_code == 404
    post(client, coordination, f"/sorties/{sortie.uuid}/", decision="valider", le=today, derogation="essai")
    post(client, coordination, f"/dossiers/{parcours.uuid}/retour/", date_entree=today, referent=parcours.referent_id)
    assert Parcours.objects.get(precedent=parcours).personne == parcours.personne


def test_un_dossier_part_vers_un_autre_plie_de_la_meme_fiction_avec_l_accord(client, coordination, parcours):
    vers, reel = make_dispositif(), make_dispositif()
    type(reel).objects.filter(pk=reel.pk).update(is_fictif=False)
    url = f"/dossiers/{parcours.uuid}/transfert/"
    page = client.get(url).content.decode()
    assert vers.nom in page
    assert reel.nom not in page
    values = {"accord_le": localdate().isoformat(), "support": "papier", "derogation": "adresse dite à l’oral"}
    post(client, coordination, url, vers=vers.pk, **values)
    assert Orientation.objects.get(dispositif=vers).nom_naissance == parcours.personne.nom_naissance
    assert etat(parcours) == "sorti_sans_suite"


def test_une_annee_se_clot_et_le_dit(client, coordination, dispositif):
    year = localdate().year
    assert client.get("/sorties/annees-closes/").status_code == 200
    sure = {"is_definitif": "on"}
    assert "pas finie" in client.post("/sorties/annees-closes/", sure | {"annee": year}).content.decode()
    client.post("/sorties/annees-closes/", sure | {"annee": year - 1})
    assert AnneeClose.objects.get(dispositif=dispositif).annee == year - 1


def test_une_annee_ne_se_clot_pas_d_un_seul_geste(client, coordination):
    answer = client.post("/sorties/annees-closes/", {"annee": localdate().year - 1}).content.decode()
    assert "une année close ne se rouvre pas" in answer
    assert not AnneeClose.objects.exists()


def test_ni_le_type_d_une_sortie_ni_le_contrat_ne_sont_choisis_d_avance(client, suivi, parcours):
    for page, refus in (("sortie", "Choisissez le type de sortie."), ("emploi", "Choisissez le contrat.")):
        assert refus in post(client, suivi, f"/dossiers/{parcours.uuid}/{page}/").content.decode()


def test_ouvrir_le_tableau_laisse_une_trace(client, coordination, parcours):
    make_sortie_proposee(parcours, on=localdate())
    client.get("/sorties/")
    assert Acces.objects.filter(type="parcours.sorties", compte_id=coordination.pk).count() == 1


def count_queries(client, url):
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def test_le_tableau_demande_autant_a_la_base_pour_vingt_sorties_que_pour_deux(
    client, coordination, dispositif, referent
):
    def add(number):
        for _ in range(number):
            make_sortie_proposee(make_actif(dispositif, referent=referent), on=localdate())

    add(2)
    count_queries(client, "/sorties/")
    few = count_queries(client, "/sorties/")
    add(18)
    assert count_queries(client, "/sorties/") == few
