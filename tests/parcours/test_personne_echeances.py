"""The files whose time comes: the page, the notice, the freezes that hold them back (domaine 05 § 4, R-20)."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils.timezone import localdate

from maillage.parcours.afaire.conservation import list_a_faire
from maillage.parcours.models import Echeance, FinOperation, Gel, Positionnement
from maillage.parcours.queries import conservation
from maillage.parcours.rules.conservation import PREAVIS
from maillage.parcours.travaux.conservation import refresh_echeances
from maillage.participants.models import Personne
from maillage.socle.dates import add_months
from maillage.socle.journal.models import Acces, Evenement
from maillage.socle.roles import Role
from tests.parcours.pages import find_cache
from tests.parcours.usine import make_coordinateur, make_parcours, make_personne, make_referent
from tests.usine import make_acteur, make_dispositif, make_habilitation

pytestmark = pytest.mark.django_db
TODAY = localdate()


def make_clos(dispositif: Any, *, contact: date, archivee: bool = False, **values: Any) -> Any:
    """A file whose last contact is its entry."""
    personne = make_personne(dispositif, **values)
    parcours = make_parcours(dispositif, personne=personne, entree=contact, etat="sorti_positif", date_sortie=contact)
    if archivee:
        Personne.objects.filter(pk=personne.pk).update(archivee_le=add_months(contact, 24))
    return parcours


@pytest.fixture
def dispositif():
    return make_dispositif()


@pytest.fixture
def coordination(dispositif):
    client = Client()
    client.force_login(make_habilitation(Role.COORDINATEUR, dispositif).compte)
    return client


def send(client: Client, adresse: str, values: dict[str, str]) -> Any:
    return client.post(adresse, {"jeton": find_cache(client.get(adresse).content.decode(), "jeton")} | values)


class TestEcheances:
    def test_chaque_dossier_clos_a_une_prochaine_etape_calculee_la_nuit(self, dispositif):
        recent = make_clos(dispositif, contact=add_months(TODAY, -23))
        ancien = make_clos(dispositif, contact=add_months(TODAY, -47), archivee=True)
        make_parcours(dispositif)
        assert refresh_echeances(TODAY) == 2
        rows = {row.personne_id: row for row in Echeance.objects.all()}
        assert rows[recent.personne_id].etape == "archive"
        assert rows[ancien.personne_id].etape == "anonyme"
        assert rows[ancien.personne_id].le == add_months(ancien.date_entree, 48)
        assert refresh_echeances(TODAY) == 2
        assert Echeance.objects.count() == 2

    def test_le_preavis_se_dit_a_la_coordination_et_au_dpd_seulement(self, dispositif):
        make_clos(
            dispositif, contact=add_months(TODAY, -48) + timedelta(days=PREAVIS.get(on=TODAY).valeur), archivee=True
        )
        make_clos(dispositif, contact=add_months(TODAY, -30), archivee=True)
        refresh_echeances(TODAY)
        for role, attendu in ((Role.COORDINATEUR, 1), (Role.DPD, 1), (Role.REFERENT, 0), (Role.DIRECTEUR, 0)):
            assert len(list_a_faire(make_acteur(role, dispositif), TODAY)) == attendu, role
        assert (
            "1 dossier arrive à son terme d’ici 30 jours"
            in list_a_faire(make_coordinateur(dispositif), TODAY)[0].detail
        )
        assert list_a_faire(make_coordinateur(make_dispositif()), TODAY) == []

    def test_un_dossier_gele_ne_s_annonce_pas(self, dispositif):
        parcours = make_clos(dispositif, contact=add_months(TODAY, -49), archivee=True)
        refresh_echeances(TODAY)
        Gel.objects.create(dispositif=dispositif, personne=parcours.personne, motif="audit", du=TODAY,
                           jusqu_au=add_months(TODAY, 6))  # fmt: skip
        assert list_a_faire(make_coordinateur(dispositif), TODAY) == []


class TestPage:
    def test_r23_un_dossier_archive_ne_se_nomme_pas_a_la_coordination(self, coordination, dispositif):
        make_clos(dispositif, contact=add_months(TODAY, -23), nom_naissance="Visible")
        cache = make_clos(dispositif, contact=add_months(TODAY, -47), archivee=True, nom_naissance="Archivette")
        refresh_echeances(TODAY)
        page = coordination.get("/conservation/").content.decode()
        assert "Visible" in page
        assert "Archivette" not in page
        assert f"n° {cache.personne.numero}" in page
        assert "quatre ans après le dernier contact" in page
        fiche = f"/conservation/dossiers/{cache.personne.uuid}/"
        assert "Archivette" not in coordination.get(fiche).content.decode()
        dpd = Client()
        dpd.force_login(make_habilitation(Role.DPD, dispositif).compte)
        assert "Archivette" in dpd.get(fiche).content.decode()
        assert Acces.objects.filter(type="parcours.conservation").count() == 2

    def test_la_liste_s_exporte_sans_nommer_les_archives(self, coordination, dispositif):
        make_clos(dispositif, contact=add_months(TODAY, -47), archivee=True, nom_naissance="Archivette")
        refresh_echeances(TODAY)
        assert coordination.get("/conservation/export.csv").status_code == 302  # a reason is asked for
        reponse = coordination.get("/conservation/export.csv", {"motif": "revue annuelle"})
        contenu = b"".join(reponse).decode("utf-8-sig")
        assert Acces.objects.filter(type="export").exists()
        assert "Anonymisation" in contenu
        assert "Archivette" not in contenu

    def test_la_liste_coute_autant_avec_2_ou_20_dossiers(self, coordination, dispositif, django_assert_max_num_queries):
        counts = []
        coordination.get("/conservation/")
        for total in (2, 20):
            while Echeance.objects.count() < total:
                make_clos(dispositif, contact=add_months(TODAY, -20))
                refresh_echeances(TODAY)
            with django_assert_max_num_queries(40) as captured:
                coordination.get("/conservation/")
            counts.append(len(captured))
        assert counts[0] == counts[1]

    def test_un_referent_et_un_autre_dispositif_ne_trouvent_rien(self, client, dispositif):
        parcours = make_clos(dispositif, contact=add_months(TODAY, -23))
        client.force_login(make_referent(dispositif).compte)
        assert client.get("/conservation/").status_code in (403, 404)
        client.force_login(make_habilitation(Role.COORDINATEUR, make_dispositif()).compte)
        assert client.get(f"/conservation/dossiers/{parcours.personne.uuid}/").status_code == 404


class TestGels:
    def test_r20_geler_revoir_puis_lever(self, coordination, dispositif):
        parcours = make_clos(dispositif, contact=add_months(TODAY, -49))
        fiche = f"/conservation/dossiers/{parcours.personne.uuid}/"
        assert conservation.list_a_anonymiser(TODAY) == [parcours.personne]
        values = {"motif": "controle_fse", "jusqu_au": add_months(TODAY, 1).isoformat()}
        assert send(coordination, f"{fiche}geler/", values).status_code == 302
        gel = Gel.objects.get()
        assert (gel.motif, gel.auteur is not None) == ("controle_fse", True)
        assert conservation.list_a_anonymiser(TODAY) == []
        double = send(coordination, f"{fiche}geler/", values)
        assert "déjà gelé pour ce motif" in double.content.decode()
        later = add_months(TODAY, 12).isoformat()
        assert send(coordination, f"/conservation/gels/{gel.uuid}/revoir/", {"jusqu_au": later}).status_code == 302
        gel.refresh_from_db()
        assert (gel.jusqu_au, gel.revu_le) == (add_months(TODAY, 12), TODAY)
        assert coordination.post(f"/conservation/gels/{gel.uuid}/lever/").status_code == 302
        assert conservation.list_a_anonymiser(TODAY) == [parcours.personne]
        assert set(Evenement.objects.filter(type__startswith="parcours.gel").values_list("type", flat=True)) == {
            "parcours.gel", "parcours.gel_revu", "parcours.gel_leve"}  # fmt: skip

    def test_r20_un_gel_de_plus_de_douze_mois_est_refuse(self, coordination, dispositif):
        parcours = make_clos(dispositif, contact=add_months(TODAY, -49))
        reponse = send(coordination, f"/conservation/dossiers/{parcours.personne.uuid}/geler/",
                       {"motif": "audit", "jusqu_au": (add_months(TODAY, 12) + timedelta(days=1)).isoformat()})  # fmt: skip
        assert "au plus jusqu’au" in reponse.content.decode()
        assert not Gel.objects.exists()

    def test_r20_un_gel_qui_finit_se_rappelle_avant(self, dispositif):
        parcours = make_clos(dispositif, contact=add_months(TODAY, -49))
        gel = Gel.objects.create(dispositif=dispositif, personne=parcours.personne, motif="audit", du=TODAY,
                                 jusqu_au=TODAY + timedelta(days=31))  # fmt: skip
        acteur = make_coordinateur(dispositif)
        assert list_a_faire(acteur, TODAY) == []
        gel.jusqu_au = TODAY + timedelta(days=30)
        gel.save()
        assert [a.categorie for a in list_a_faire(acteur, TODAY)] == ["Gels à revoir"]


class TestOperations:
    def test_le_dernier_paiement_ne_se_dit_que_d_une_operation_connue(self, coordination, dispositif):
        parcours = make_clos(dispositif, contact=add_months(TODAY, -49))
        Positionnement.objects.create(dispositif=dispositif, parcours=parcours, type="MOB-BIL", intitule="Bilan",
                                      propose_le=date(2020, 1, 1), operation_fse="OP-1")  # fmt: skip
        page = coordination.get(f"/conservation/dossiers/{parcours.personne.uuid}/").content.decode()
        assert "Dernier paiement à enregistrer" in page
        send(coordination, "/conservation/operations/", {"operation": "AUTRE", "dernier_paiement": "2020-06-30"})
        assert not FinOperation.objects.exists()
        send(coordination, "/conservation/operations/", {"operation": "OP-1", "dernier_paiement": "2020-06-30"})
        send(coordination, "/conservation/operations/", {"operation": "OP-1", "dernier_paiement": "2021-06-30"})
        assert FinOperation.objects.get().dernier_paiement == date(2021, 6, 30)
        fin = conservation.find_fin(parcours.personne, on=TODAY)
        assert fin is not None
        assert fin.operations == ("OP-1",)
