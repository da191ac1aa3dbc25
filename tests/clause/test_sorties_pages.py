"""After the clause: asked by the service, answered by the person from a link, counted both ways."""

from datetime import timedelta

import pytest
from django.core import signing
from django.utils.timezone import localdate

from maillage.clause.actions.sorties import SEL, sign_lien
from maillage.clause.afaire.suivi import list_a_faire
from maillage.clause.models import MiseEmploi, SuiviSortie
from maillage.socle.dates import add_months
from maillage.socle.journal.models import Evenement
from maillage.socle.roles import Role
from tests.clause.usine import make_clause, make_facilitateur
from tests.clause.usine_aval import make_emploi, make_personne
from tests.parcours.suivi.pages import count_queries, fill, open_page
from tests.usine import make_habilitation

pytestmark = pytest.mark.django_db


@pytest.fixture
def dispositif():
    return make_clause()


@pytest.fixture
def connectee(client, dispositif):
    client.force_login(make_habilitation(Role.FACILITATEUR, dispositif).compte)
    return client


def make_fini(dispositif, *, mois: int = 6, personne=None, **values) -> MiseEmploi:
    fin = add_months(localdate(), -mois)
    return make_emploi(
        personne or make_personne(dispositif), debut=add_months(fin, -3), fin_prevue=fin, fin_reelle=fin, motif_fin="terme",
        **values,
    )  # fmt: skip


def va(emploi: MiseEmploi, suite: str = "", *, jalon: int = 6) -> str:
    return f"/clause/sorties/{emploi.uuid}/{jalon}/{suite}"


def listees(client, query: str = "") -> list[int]:
    return [row.pk for row in client.get(f"/clause/sorties/{query}").context["liste"].page]


def test_la_liste_tient_qui_est_a_interroger_et_pas_qui_a_repris_un_contrat_de_la_clause(connectee, dispositif):
    a_demander = make_fini(dispositif)
    repris = make_personne(dispositif)
    make_fini(dispositif, personne=repris)
    make_emploi(repris, debut=add_months(localdate(), -2), fin_prevue=None)
    make_fini(dispositif, mois=3)  # too soon
    make_fini(make_clause())
    assert listees(connectee) == [a_demander.pk]
    assert listees(connectee, "?jalon=12") == []


def test_une_situation_se_note_une_fois_et_les_deux_taux_s_affichent(connectee, dispositif):
    emploi, autre = make_fini(dispositif), make_fini(dispositif)
    fill(connectee, va(emploi), situation="cdi")
    row = SuiviSortie.objects.get()
    assert (row.situation, row.source, row.demande_le) == ("cdi", "telephone", localdate())
    page = fill_repondu(connectee, emploi)
    assert "En CDI" in page
    six, douze = (taux["compte"] for taux in connectee.get("/clause/sorties/").context["taux"])
    assert (six.cohorte, six.repondants, six.positives) == (2, 1, 1)
    assert douze.cohorte == 0
    assert listees(connectee, "?etat=a_demander") == [autre.pk]
    kept = str([e.details for e in Evenement.objects.filter(type="clause.sortie")])
    assert "cdi" not in kept  # the journal says that it is known, not what


def fill_repondu(client, emploi: MiseEmploi) -> str:
    return client.get(va(emploi)).content.decode()


def test_une_date_folle_se_dit_et_la_saisie_reste(connectee, dispositif):
    emploi = make_fini(dispositif)
    page = fill(connectee, va(emploi), situation="cdi", le=(localdate() + timedelta(days=1)).isoformat())
    assert "pas encore venu" in page.context["form"].errors["le"][0]
    assert page.context["form"]["situation"].value() == "cdi"
    assert not SuiviSortie.objects.exclude(situation="").exists()


def test_injoignable_se_note_apres_des_appels_et_une_reponse_tardive_la_remplace(connectee, dispositif):
    emploi = make_fini(dispositif)
    jeton = open_page(connectee, va(emploi))["jeton"]
    for _ in range(2):
        connectee.post(va(emploi, "appel/"), {"jeton": jeton})  # a double click
    assert SuiviSortie.objects.get().tentatives == 1
    fill(connectee, va(emploi), situation="injoignable")
    assert listees(connectee, "?etat=injoignable") == [emploi.pk]
    fill(connectee, va(emploi), situation="interim")
    assert SuiviSortie.objects.get().situation == "interim"


def make_lien(client, emploi: MiseEmploi) -> str:
    client.post(va(emploi, "lien/"))
    return f"/apres-la-clause/{sign_lien(SuiviSortie.objects.get(mise_emploi=emploi))}/"


def test_la_personne_repond_par_son_lien_sans_compte_et_la_page_ne_dit_rien_d_elle(connectee, client, dispositif):
    emploi = make_fini(dispositif)
    lien = make_lien(connectee, emploi)
    client.logout()
    page = client.get(lien)
    told = page.content.decode()
    assert page["Referrer-Policy"] == "same-origin"
    assert emploi.personne.nom_naissance not in told
    assert emploi.employeur.nom not in told
    client.post(lien, {"situation": "formation_qualifiante", "a_rappeler": "oui"})
    client.post(lien, {"situation": "sans_emploi", "a_rappeler": "non"})  # the first answer is the one kept
    row = SuiviSortie.objects.get()
    assert (row.situation, row.source, row.a_rappeler, row.auteur) == ("formation_qualifiante", "personne", True, None)
    assert "vous rappellera" in client.get(lien).content.decode()
    choses = list_a_faire(make_facilitateur(dispositif), localdate())
    assert [chose.titre for chose in choses] == [f"Rappeler {emploi.personne}"]


def test_un_lien_remplace_forge_ou_trop_vieux_ne_repond_plus(connectee, client, dispositif, monkeypatch):
    emploi = make_fini(dispositif)
    ancien = make_lien(connectee, emploi)
    nouveau = make_lien(connectee, emploi)
    client.logout()
    assert client.get(ancien).status_code == 404
    assert client.get(nouveau).status_code == 200
    assert client.get(nouveau[:-2] + "x/").status_code == 404
    sans_lien = SuiviSortie.objects.get()
    SuiviSortie.objects.filter(pk=sans_lien.pk).update(lien_rang=0)
    assert client.get(f"/apres-la-clause/{signing.dumps([sans_lien.uuid.hex, 0], salt=SEL)}/").status_code == 404


def test_une_personne_archivee_ne_repond_plus_et_n_est_plus_interrogee_mais_reste_dans_la_cohorte(
    connectee, client, dispositif
):
    emploi = make_fini(dispositif)
    lien = make_lien(connectee, emploi)
    emploi.personne.archivee_le = localdate()
    emploi.personne.save()
    assert listees(connectee) == []
    assert connectee.get("/clause/sorties/").context["taux"][0]["compte"].cohorte == 1
    assert connectee.get(va(emploi)).status_code == 404
    client.logout()
    assert client.get(lien).status_code == 404


def test_un_rappel_fait_quitte_la_liste_a_faire(connectee, dispositif):
    emploi = make_fini(dispositif)
    SuiviSortie.objects.create(
        dispositif=dispositif, personne=emploi.personne, mise_emploi=emploi, jalon=6, prevu_le=localdate(), situation="cdi",
        source="personne", demande_le=localdate(), a_rappeler=True,
    )  # fmt: skip
    connectee.post(va(emploi, "rappel/"))
    assert SuiviSortie.objects.get().rappelee_le == localdate()
    assert list_a_faire(make_facilitateur(dispositif), localdate()) == []


def test_a_faire_dit_combien_interroger_a_chaque_jalon(dispositif):
    make_fini(dispositif)
    make_fini(dispositif)
    make_fini(dispositif, mois=12)
    choses = list_a_faire(make_facilitateur(dispositif), localdate())
    assert [chose.detail for chose in choses] == ["2 personnes à interroger.", "1 personne à interroger."]


def test_une_personne_d_un_autre_service_est_introuvable(connectee):
    emploi = make_fini(make_clause())
    assert connectee.get(va(emploi)).status_code == 404
    assert connectee.post(va(emploi, "lien/")).status_code == 404
    assert not SuiviSortie.objects.exists()


def test_la_liste_fait_autant_de_requetes_pour_deux_personnes_que_pour_vingt(connectee, dispositif):
    for _ in range(2):
        make_fini(dispositif)
    before = len(count_queries(connectee, "/clause/sorties/"))
    for _ in range(18):
        make_fini(dispositif)
    assert len(count_queries(connectee, "/clause/sorties/")) == before
