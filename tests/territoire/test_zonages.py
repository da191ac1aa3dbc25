"""Importing zonings: nothing half-written, twice changes nothing, a killed worker leaves all or nothing."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from maillage.socle.acteur import Acteur
from maillage.socle.formulaires.jetons import NOM, make_jeton
from maillage.socle.journal.models import Evenement
from maillage.socle.permissions import DroitRefuse
from maillage.socle.roles import Role
from maillage.socle.travaux import bail
from maillage.socle.travaux.execution import run_etape, run_travail
from maillage.socle.travaux.models import Travail
from maillage.territoire import actions
from maillage.territoire.models import ImportZonages, Zonage, ZonageCommune, ZonagePrepare
from tests.usine import make_compte, make_dispositif, make_habilitation

pytestmark = pytest.mark.django_db
ENTETE = "type;code;libelle;millesime;du;au;source;commune;part"
LILLE = "qpv;QN1;Les Tanneries;2024;2024-01-01;;Décret;59350;0,12"
ROUBAIX = "qpv;QN1;Les Tanneries;2024;2024-01-01;;Décret;59512;"
NANTES = "bassin_emploi;BE44;Nantes;2024;2024-01-01;;France Travail;44109;"


def _csv(*lignes: str) -> bytes:
    return "\n".join((ENTETE, *lignes)).encode()


@pytest.fixture
def animateur(petit_cog) -> Acteur:
    compte = make_compte()
    habilitation = make_habilitation(Role.ANIMATEUR_RESEAU, compte=compte)
    return Acteur(compte=compte.pk, role=Role.ANIMATEUR_RESEAU, habilitation=habilitation.pk, reseau=True)


@pytest.fixture
def client_animateur(animateur) -> Client:
    from maillage.comptes.models import Compte

    client = Client()
    client.force_login(Compte.objects.get(pk=animateur.compte))
    return client


def _import(by: Acteur, *lignes: str) -> Travail:
    travail, _ = actions.submit_zonages(by=by, contenu=_csv(*lignes))
    taken = bail.take("essai")
    assert taken is not None
    run_travail(taken)
    travail.refresh_from_db()
    return travail


def _membres() -> set[tuple[str, str]]:
    return set(ZonageCommune.objects.values_list("zonage__code", "commune_id"))


class TestImport:
    def test_un_fichier_juste_est_importe_par_un_travail(self, animateur):
        travail = _import(animateur, LILLE, ROUBAIX, NANTES)
        assert travail.etat == "fini", travail.erreur
        assert travail.resultat == {"crees": 2, "modifies": 0, "inchanges": 0}
        assert _membres() == {("QN1", "59350"), ("QN1", "59512"), ("BE44", "44109")}
        assert Evenement.objects.filter(type="territoire.zonages_importes").count() == 1

    def test_deux_fois_le_meme_fichier_ne_change_rien(self, animateur):
        _import(animateur, LILLE, ROUBAIX)
        before = list(ZonageCommune.objects.order_by("pk").values())
        assert _import(animateur, LILLE, ROUBAIX).resultat == {"crees": 0, "modifies": 0, "inchanges": 1}
        assert list(ZonageCommune.objects.order_by("pk").values()) == before

    def test_un_zonage_deja_la_prend_les_communes_du_fichier(self, animateur):
        _import(animateur, LILLE, NANTES)
        assert _import(animateur, ROUBAIX).resultat == {"crees": 0, "modifies": 1, "inchanges": 0}
        assert _membres() == {("QN1", "59512"), ("BE44", "44109")}

    def test_une_seule_erreur_et_rien_n_est_garde(self, animateur):
        with pytest.raises(actions.FichierRefuse) as refus:
            actions.submit_zonages(by=animateur, contenu=_csv(LILLE, NANTES.replace("44109", "59298")))
        assert [(e.ligne, e.valeur) for e in refus.value.erreurs] == [(3, "59298")]
        assert "59350 (Lille)" in refus.value.erreurs[0].message
        assert not Zonage.objects.exists()
        assert not ImportZonages.objects.exists()
        assert not Travail.objects.exists()

    def test_le_fichier_est_efface_une_fois_importe(self, animateur):
        _import(animateur, LILLE)
        depot = ImportZonages.objects.get()
        assert (bytes(depot.contenu), depot.fini_le is not None) == (b"", True)

    def test_un_travail_repris_a_chaque_etape_n_ecrit_pas_deux_fois(self, animateur, monkeypatch):
        """The worker dies after each step: another takes the job over where it stopped; readers see nothing before."""
        monkeypatch.setattr(actions.publication, "PAS", 1)
        travail, _ = actions.submit_zonages(by=animateur, contenu=_csv(LILLE, NANTES))
        seen = []
        while travail.etat != "fini":
            taken = bail.take("premier")  # a bearer that asks again bears nothing: it restarted
            assert taken is not None
            run_etape(taken)
            travail.refresh_from_db()
            seen.append((travail.curseur.get("etape"), travail.progression, len(_membres())))
        assert seen == [
            ("preparation", 0, 0), ("preparation", 1, 0), ("publication", 1, 0), ("menage", 2, 2), ("menage", 2, 2),
        ]  # fmt: skip
        assert _membres() == {("QN1", "59350"), ("BE44", "44109")}
        assert not ZonagePrepare.objects.exists()
        assert actions.publish_zonages(by=animateur, depot=ImportZonages.objects.get()) == actions.Bilan()

    def test_un_import_recommence_du_debut_oublie_ce_qu_il_avait_prepare(self, animateur):
        travail, _ = actions.submit_zonages(by=animateur, contenu=_csv(LILLE, NANTES))
        depot = ImportZonages.objects.get()
        actions.prepare_zonages(by=animateur, depot=depot, rang=0)
        taken = bail.take("essai")
        assert taken is not None
        run_travail(taken)
        travail.refresh_from_db()
        assert (travail.etat, travail.resultat["crees"]) == ("fini", 2)
        assert not ZonagePrepare.objects.exists()

    def test_ce_qu_un_import_abandonne_a_prepare_s_efface_sept_jours_apres(self, animateur):
        actions.submit_zonages(by=animateur, contenu=_csv(NANTES))
        actions.prepare_zonages(by=animateur, depot=ImportZonages.objects.get(), rang=0)
        Travail.objects.update(etat="annule", fini_le=timezone.now())
        _import(animateur, LILLE)
        assert ZonagePrepare.objects.count() == 1
        ZonagePrepare.objects.update(prepare_le=timezone.now() - timedelta(days=8))
        _import(animateur, ROUBAIX)
        assert not ZonagePrepare.objects.exists()
        assert _membres() == {("QN1", "59512")}

    def test_deux_imports_des_memes_zonages_se_publient_l_un_apres_l_autre(self, animateur):
        """Both prepared before either is published: the last published wins, whole, and nothing is doubled."""
        depots = []
        for ligne in (LILLE, ROUBAIX):
            actions.submit_zonages(by=animateur, contenu=_csv(ligne))
            depots.append(ImportZonages.objects.latest("pk"))
        for depot in depots:
            actions.prepare_zonages(by=animateur, depot=depot, rang=0)
        bilans = [actions.publish_zonages(by=animateur, depot=depot) for depot in depots]
        assert bilans == [actions.Bilan(crees=1), actions.Bilan(modifies=1)]
        assert _membres() == {("QN1", "59512")}

    def test_le_fichier_devenu_faux_entre_temps_est_refuse_en_entier(self, animateur):
        travail, _ = actions.submit_zonages(by=animateur, contenu=_csv(LILLE, NANTES))
        Zonage.objects.create(
            type="qpv", code="QN1", libelle="x", millesime=2015, du="2015-01-01", au=None, source="entre-temps"
        )
        taken = bail.take("essai")
        assert taken is not None
        run_travail(taken)
        travail.refresh_from_db()
        assert (travail.etat, Zonage.objects.count()) == ("echoue", 1)
        assert "Rien n’a été importé" in travail.erreur

    def test_un_autre_role_ne_le_peut_pas(self, petit_cog):
        with pytest.raises(DroitRefuse):
            actions.submit_zonages(by=Acteur(compte=1, role=Role.DIRECTEUR), contenu=_csv(LILLE))

    def test_un_gros_fichier_s_ecrit_en_quelques_requetes(self, animateur, django_assert_max_num_queries):
        from maillage.territoire.models import Commune

        codes = list(Commune.objects.values_list("code", flat=True))
        lignes = [f"frr;F{n % 300};Zone {n % 300};2024;2024-07-01;;Arrêté;{code};" for n, code in enumerate(codes)]
        with django_assert_max_num_queries(120):
            assert _import(animateur, *lignes).resultat["crees"] == 300
        assert ZonageCommune.objects.count() == len(codes)


class TestPages:
    def _post(self, client: Client, acteur: Acteur, contenu: bytes):
        fichier = SimpleUploadedFile("zonages.csv", contenu, content_type="text/csv")
        return client.post("/territoire/zonages/importer/", {NOM: make_jeton(acteur.compte), "fichier": fichier})

    def test_deposer_mene_a_la_page_du_travail(self, client_animateur, animateur):
        response = self._post(client_animateur, animateur, _csv(LILLE))
        assert response.status_code == 302
        assert response["Location"].startswith("/travaux/")

    def test_les_erreurs_reviennent_toutes_sur_la_page(self, client_animateur, animateur):
        page = self._post(
            client_animateur, animateur, _csv(LILLE.replace("59350", "99999"), NANTES.replace("44109", "1004"))
        ).content.decode()
        assert "2 points à corriger" in page
        assert "Aucune commune ne porte ce code" in page
        assert "écrivez 01004" in page
        assert not ImportZonages.objects.exists()

    def test_une_valeur_du_fichier_est_echappee(self, client_animateur, animateur):
        page = self._post(
            client_animateur, animateur, _csv(LILLE.replace("59350", "<script>x</script>"))
        ).content.decode()
        assert "<script>x" not in page
        assert "&lt;script&gt;x" in page

    def test_sans_fichier_la_page_le_demande(self, client_animateur, animateur):
        response = client_animateur.post("/territoire/zonages/importer/", {NOM: make_jeton(animateur.compte)})
        assert "Choisissez un fichier CSV." in response.content.decode()

    def test_un_fichier_trop_lourd_est_refuse_d_une_phrase(self, client_animateur, animateur):
        page = self._post(client_animateur, animateur, b"x" * (10 * 1024 * 1024 + 1)).content.decode()
        assert "dépasse 10 Mo" in page
        assert "Choisissez un fichier" not in page
        assert not ImportZonages.objects.exists()

    def test_dix_mille_erreurs_ne_font_pas_une_page_sans_fin(self, client_animateur, animateur):
        page = self._post(
            client_animateur, animateur, _csv(*(LILLE.replace("59350", "zzz") for _ in range(10_000)))
        ).content.decode()
        assert "500 premiers points" in page
        assert page.count("<tr>") < 600

    def test_la_page_explique_le_format_et_donne_un_modele_juste(self, client_animateur, animateur):
        assert "Télécharger un modèle" in client_animateur.get("/territoire/zonages/importer/").content.decode()
        modele = client_animateur.get("/territoire/zonages/modele.csv")
        assert modele.content.startswith(b"\xef\xbb\xbftype;code;")
        assert self._post(client_animateur, animateur, modele.content).status_code == 302

    def test_la_liste_dit_ce_qui_est_charge(self, client_animateur, animateur):
        assert "Aucun zonage n’est encore chargé" in client_animateur.get("/territoire/zonages/").content.decode()
        _import(animateur, LILLE, ROUBAIX)
        page = client_animateur.get("/territoire/zonages/").content.decode()
        assert "Quartier prioritaire" in page
        assert "Décret" in page

    def test_les_autres_roles_n_y_entrent_pas(self, client, petit_cog):
        compte = make_compte()
        make_habilitation(Role.DIRECTEUR, make_dispositif(), compte=compte)
        client.force_login(compte)
        for page in ("", "importer/", "modele.csv"):
            assert client.get(f"/territoire/zonages/{page}").status_code == 403
