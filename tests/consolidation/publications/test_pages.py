"""Two persons, never one; what the network sees before, what everybody reads after."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.timezone import localdate

from maillage.consolidation.depots.models import Campagne
from maillage.consolidation.direct.valeurs_permises import list_valeurs_permises
from maillage.consolidation.publications.actions import TRAVAIL
from maillage.consolidation.publications.models import ChiffrePublie, Publication
from maillage.consolidation.publications.nomenclatures import Etat
from maillage.reseau.models import Dispositif
from maillage.socle.formulaires.jetons import make_jeton
from maillage.socle.journal.models import Acces, Evenement
from maillage.socle.roles import Role
from maillage.socle.travaux.models import Travail
from maillage.territoire.models import Region
from tests.consolidation.depots.usine import NOW, make_acteur_de, make_campagne, make_depot
from tests.consolidation.publications.usine import make_chiffre, make_publication
from tests.parcours.suivi.pages import count_queries, fill
from tests.reseau.test_gestion import connect
from tests.usine import make_dispositif, make_habilitation

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def dossiers(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "pieces"


@pytest.fixture
def campagne():
    return make_campagne(annee=localdate().year - 1)


@pytest.fixture
def statisticienne(client):
    client.habilitation = connect(client, make_habilitation(Role.STATISTICIEN))
    return client


def text(response):
    return response.content.decode()


class TestPreparer:
    def test_elle_lance_la_preparation_une_seule_fois(self, statisticienne, campagne):
        adresse = f"/publications/preparer/{campagne.uuid}/"
        response = fill(statisticienne, adresse, lecteurs="publique")
        publication = Publication.objects.get()
        assert response.url == f"/publications/{publication.uuid}/"
        assert Travail.objects.get(code=TRAVAIL).parametres == {"publication": str(publication.uuid)}
        assert "Préparation en cours" in text(statisticienne.get(response.url))
        assert "déjà en cours" in text(fill(statisticienne, adresse, lecteurs="publique"))
        assert Publication.objects.count() == 1

    def test_une_revision_dit_ce_qui_change(self, statisticienne, campagne):
        make_publication(campagne, now=NOW, etat=Etat.PUBLIEE)
        adresse = f"/publications/preparer/{campagne.uuid}/"
        assert "dites en une phrase ce que la révision change" in text(
            fill(statisticienne, adresse, lecteurs="publique")
        )
        fill(statisticienne, adresse, lecteurs="publique", motif="Deux PLIE ont corrigé leurs sorties.")
        assert Publication.objects.get(etat=Etat.PREPARATION).rang == 2

    def test_apres_un_refus_on_recommence_au_meme_rang(self, statisticienne, campagne):
        make_publication(campagne, now=NOW, etat=Etat.REFUSEE, raisons=["Il en faut trois."])
        fill(statisticienne, f"/publications/preparer/{campagne.uuid}/", lecteurs="publique")
        assert [(one.rang, one.etat) for one in Publication.objects.all()] == [(1, Etat.PREPARATION)]

    def test_l_animation_suit_et_ne_prepare_pas(self, client, campagne):
        connect(client, make_habilitation(Role.ANIMATEUR_RESEAU))
        assert client.get("/publications/").status_code == 200
        assert client.get(f"/publications/preparer/{campagne.uuid}/").status_code == 403


class TestPublier:
    @pytest.fixture
    def publication(self, campagne):
        return make_publication(campagne, now=NOW)

    def test_une_seconde_personne_relit_et_publie(self, client, publication):
        connect(client, make_habilitation(Role.ANIMATEUR_RESEAU))
        assert "attend une seconde personne" in text(client.get("/a-faire/"))
        assert "Consolidation d’essai" in text(client.get(f"/publications/{publication.uuid}/rapport/"))
        adresse = f"/publications/{publication.uuid}/publier/"
        assert "Relisez le rapport, puis cochez" in text(fill(client, adresse))
        assert client.get(f"/consolidations/{publication.uuid}/").status_code == 404
        assert fill(client, adresse, relu="on").url == f"/publications/{publication.uuid}/"
        publication.refresh_from_db()
        assert publication.etat == Etat.PUBLIEE
        assert Evenement.objects.filter(type="publications.publie").count() == 1
        assert "elle ne se publie pas" in text(client.get(adresse))

    def test_ce_qui_est_sorti_depuis_la_preparation_l_arrete(self, client, campagne, publication):
        """Prepared side by side, the second one to leave does not know the first: both together could tell of somebody."""
        connect(client, make_habilitation(Role.ANIMATEUR_RESEAU))
        restreinte = make_publication(campagne, now=NOW, lecteurs="restreinte")
        adresse = f"/publications/{publication.uuid}/"
        assert "sortie depuis que celle-ci est préparée" not in text(client.get(adresse))
        fill(client, f"/publications/{restreinte.uuid}/publier/", relu="on")
        suite = text(client.get(f"/publications/{restreinte.uuid}/"))
        assert "C’est publié pour le réseau seul : ses directions" in suite
        assert "Chacun peut désormais" not in suite
        assert Publication.objects.get(pk=restreinte.pk).etat == Etat.PUBLIEE
        for page in (client.get(adresse), client.get(f"{adresse}publier/")):
            assert "sortie depuis que celle-ci est préparée" in text(page)
        assert Publication.objects.get(pk=publication.pk).etat == Etat.A_VALIDER
        Publication.objects.filter(pk=publication.pk).update(prepare_le=timezone.now())
        fill(client, f"{adresse}publier/", relu="on")
        assert Publication.objects.get(pk=publication.pk).etat == Etat.PUBLIEE

    def test_des_depots_changes_depuis_la_preparation_se_disent(self, client, campagne, publication):
        connect(client, make_habilitation(Role.ANIMATEUR_RESEAU))
        adresse = f"/publications/{publication.uuid}/"
        assert "Des dépôts ont changé depuis" not in text(client.get(adresse))
        depot = make_depot(campagne, make_dispositif())
        assert "Des dépôts ont changé depuis" in text(client.get(adresse))
        Publication.objects.update(depots=[[str(depot.uuid), depot.version, depot.empreinte]])
        assert "Des dépôts ont changé depuis" not in text(client.get(adresse))

    def test_qui_l_a_preparee_ne_la_publie_pas(self, statisticienne, publication):
        Publication.objects.update(prepare_par=statisticienne.habilitation.compte_id)
        assert "attend une seconde personne" not in text(statisticienne.get("/a-faire/"))
        assert "une autre personne" in text(statisticienne.get(f"/publications/{publication.uuid}/"))
        adresse = f"/publications/{publication.uuid}/publier/"
        envoi = {"relu": "on", "jeton": make_jeton(compte=statisticienne.habilitation.compte_id)}
        for page in (statisticienne.get(adresse), statisticienne.post(adresse, envoi)):
            assert "une autre personne doit la relire" in text(page)
            assert 'name="relu"' not in text(page)
        assert Publication.objects.get().etat == Etat.A_VALIDER

    @pytest.mark.parametrize(
        ("etat", "suite"),
        [
            (Etat.PREPARATION, "Attendez la fin de la préparation"),
            (Etat.REFUSEE, "Corrigez ce que disent ses raisons"),
            (Etat.ABANDONNEE, "préparez-en une autre"),
        ],
    )
    def test_ce_qui_ne_se_publie_pas_dit_pourquoi_et_que_faire(self, client, publication, etat, suite):
        connect(client, make_habilitation(Role.ANIMATEUR_RESEAU))
        Publication.objects.update(etat=etat, fichiers={})
        page = text(client.get(f"/publications/{publication.uuid}/publier/"))
        assert "elle ne se publie pas" in page
        assert suite in page
        assert 'name="relu"' not in page
        for one in (page, text(client.get(f"/publications/{publication.uuid}/"))):
            assert f"/publications/{publication.uuid}/rapport/" not in one  # no report: no link to it

    def test_les_titres_disent_de_quelle_annee(self, statisticienne, campagne, publication):
        for adresse in (
            f"preparer/{campagne.uuid}/",
            f"{publication.uuid}/publier/",
            f"{publication.uuid}/abandonner/",
        ):
            titre = text(statisticienne.get(f"/publications/{adresse}")).split("<title>")[1].split("</title>")[0]
            assert str(campagne) in titre

    def test_la_base_elle_meme_exige_deux_comptes(self, publication):
        with pytest.raises(IntegrityError), transaction.atomic():
            Publication.objects.update(etat=Etat.PUBLIEE, valide_par=publication.prepare_par, publie_le=NOW)

    def test_abandonnee_rien_n_en_reste_public(self, statisticienne, publication):
        make_chiffre(publication)
        adresse = f"/publications/{publication.uuid}/abandonner/"
        assert "en une phrase" in text(fill(statisticienne, adresse, motif="non"))
        assert fill(statisticienne, adresse, motif="Deux dépôts sont à corriger").url == "/publications/"
        assert Publication.objects.get().etat == Etat.ABANDONNEE
        assert not ChiffrePublie.objects.exists()

    def test_les_raisons_d_un_refus_se_lisent(self, statisticienne, campagne):
        refusee = make_publication(
            campagne, now=NOW, etat=Etat.REFUSEE, raisons=["La case x se retrouve quoi que l’on masque."]
        )
        assert "La case x se retrouve" in text(statisticienne.get(f"/publications/{refusee.uuid}/"))

    def test_le_nombre_de_requetes_ne_depend_pas_des_annees(self, statisticienne):
        counts = []
        for rang in range(20):
            make_publication(make_campagne(annee=2000 + rang), now=NOW, etat=Etat.PUBLIEE)
            if rang in (1, 19):
                counts.append(len(count_queries(statisticienne, "/publications/")))
        assert counts[0] == counts[1]


class TestPublic:
    @pytest.fixture
    def publiee(self, campagne):
        return make_publication(campagne, now=timezone.now(), etat=Etat.PUBLIEE)

    def test_chacun_lit_le_rapport_et_prend_ses_fichiers(self, client, publiee):
        assert str(publiee) in text(client.get("/consolidations/"))
        page = client.get(f"/consolidations/{publiee.uuid}/")
        assert "Consolidation d’essai" in text(page)
        fichier = client.get(f"/consolidations/{publiee.uuid}/fichiers/certificat.json")
        assert fichier.json() == {"verdict": "conforme"}
        for nom in ("corps.html", "../x", "secret.json", "fiches/absente.pdf", "fiches/x.html"):
            assert client.get(f"/consolidations/{publiee.uuid}/fichiers/{nom}").status_code == 404

    def test_la_fiche_d_un_territoire_a_son_adresse_sa_page_et_son_papier(self, client, campagne, publiee):
        rapport = text(client.get(f"/consolidations/{publiee.uuid}/"))
        adresse = f"/consolidations/{publiee.uuid}/fiches/bretagne/"
        assert adresse in rapport
        page = text(client.get(adresse))
        assert "Bretagne, essai" in page
        papier = f"/consolidations/{publiee.uuid}/fichiers/fiches/fiche-bretagne.pdf"
        assert papier in page
        assert client.get(papier)["Content-Type"] == "application/pdf"
        assert client.get(f"/consolidations/{publiee.uuid}/fiches/corse/").status_code == 404
        assert (
            client.get(f"/consolidations/{publiee.uuid}/fichiers/fiches/fiche-bretagne.corps.html").status_code == 404
        )
        revision = make_publication(
            campagne, now=timezone.now(), etat=Etat.PUBLIEE, motif="Deux PLIE ont corrigé leurs sorties."
        )
        assert f"/consolidations/{revision.uuid}/" in text(client.get(adresse))

    def test_ce_qui_est_restreint_ou_a_valider_n_existe_pas_dehors(self, client, campagne):
        for values in ({"etat": Etat.A_VALIDER}, {"etat": Etat.PUBLIEE, "lecteurs": "restreinte"}):
            cachee = make_publication(campagne, now=NOW, **values)
            make_chiffre(cachee)
            assert client.get(f"/consolidations/{cachee.uuid}/").status_code == 404
            assert client.get(f"/consolidations/{cachee.uuid}/fichiers/certificat.json").status_code == 404
        assert "Rien n’est encore publié" in text(client.get("/consolidations/"))
        assert "31" not in text(client.get("/chiffres-publies/")).split("<main")[1].split("<table")[-1]

    def test_un_elu_trouve_un_chiffre_sa_base_et_sa_definition(self, client, publiee):
        one = make_chiffre(publiee)
        make_chiffre(
            publiee,
            code="plie.entrees",
            libelle="Entrées",
            valeur=None,
            base=None,
            couverture=None,
            is_masque=True,
            unite="",
        )
        page = text(client.get("/chiffres-publies/?q=sorties+positives"))
        assert one.get_absolute_url() in page
        assert "31\u202f555" in page
        assert "Entrées" not in page.split("<tbody")[1]
        assert "/definitions/#plie.taux_brut" in text(client.get(one.get_absolute_url()))
        assert "masqué" in text(client.get("/chiffres-publies/?q=entr"))
        export = b"".join(client.get("/chiffres-publies/export.csv?annee=" + str(publiee.campagne.millesime))).decode()
        assert "Taux de sorties positives" in export

    def test_une_direction_les_lit_a_cote_des_siens_sauf_les_masques_et_les_autres_regions(self, publiee):
        region, _ = Region.objects.get_or_create(code="9X", defaults={"nom": "Région 9X"})
        acteur = make_acteur_de(make_dispositif(region=region))
        make_chiffre(publiee)
        for territoire, valeur in (("9X", 51), ("9Y", 52)):
            make_chiffre(publiee, niveau="region", territoire=territoire, lieu=f"Région {territoire}", valeur=valeur)
        make_chiffre(publiee, code="plie.entrees", valeur=None, base=None, couverture=None, is_masque=True)
        found = list_valeurs_permises(acteur, millesime=publiee.campagne.millesime)
        assert [(one.code, one.lieu, one.valeur, one.base) for one in found] == [
            ("plie.taux_brut", "France", 47, "31\u202f555"), ("plie.taux_brut", "Région 9X", 51, "31\u202f555"),
        ]  # fmt: skip
        assert list_valeurs_permises(acteur, millesime=publiee.campagne.millesime - 1) == []

    def test_une_revision_remplace_au_registre_et_la_premiere_le_dit(self, client, campagne, publiee):
        make_chiffre(publiee, valeur=47)
        revision = make_publication(
            campagne, now=timezone.now(), etat=Etat.PUBLIEE, motif="Deux PLIE ont corrigé leurs sorties."
        )
        make_chiffre(revision, valeur=46)
        page = text(client.get("/chiffres-publies/"))
        assert ">46<" in page.replace(" ", "").replace("\n", "")
        assert ">47<" not in page.replace(" ", "").replace("\n", "")
        assert "Deux PLIE ont corrigé leurs sorties." in text(client.get(f"/consolidations/{publiee.uuid}/"))

    def test_le_nombre_de_requetes_ne_depend_pas_des_chiffres(self, client, publiee):
        counts = []
        for rang in range(20):
            make_chiffre(publiee, code=f"essai.{rang}", libelle=f"Essai {rang}")
            if rang in (1, 19):
                counts.append(len(count_queries(client, "/chiffres-publies/")))
        assert counts[0] == counts[1]


class TestRestreinte:
    """What is released to the network and its partners alone."""

    @pytest.fixture
    def restreinte(self, campagne):
        return make_publication(campagne, now=timezone.now(), etat=Etat.PUBLIEE, lecteurs="restreinte")

    @pytest.fixture
    def direction(self, client):
        client.habilitation = connect(client, make_habilitation(Role.DIRECTEUR))
        return client

    def test_une_direction_la_lit_en_prend_les_fichiers_et_le_journal_le_dit(self, direction, restreinte):
        liste = text(direction.get("/consolidations-du-reseau/"))
        adresse = f"/consolidations-du-reseau/{restreinte.uuid}/"
        assert adresse in liste
        page = text(direction.get(adresse))
        assert "Consolidation d’essai" in page
        assert "ne le diffusez pas" in page
        assert direction.get(f"{adresse}fichiers/certificat.json").json() == {"verdict": "conforme"}
        fiche = text(direction.get(f"{adresse}fiches/bretagne/"))
        assert "Bretagne, essai" in fiche
        assert f"{adresse}fichiers/fiches/fiche-bretagne.pdf" in fiche
        lus = Acces.objects.filter(cible_cle=str(restreinte.uuid)).order_by("pk").values_list("type", "details")
        assert [(type, details.get("fichier")) for type, details in lus] == [
            ("publications.restreinte_lue", None), ("publications.restreinte_prise", "certificat.json"),
            ("publications.restreinte_lue", None),
        ]  # fmt: skip

    def test_ce_qui_a_ete_revise_le_dit_sur_chaque_page_et_y_mene(self, direction, restreinte):
        suite = make_publication(
            restreinte.campagne, now=NOW, etat=Etat.PUBLIEE, lecteurs="restreinte", motif="Deux dépôts corrigés."
        )
        for page in ("", "fiches/bretagne/"):
            html = text(direction.get(f"/consolidations-du-reseau/{restreinte.uuid}/{page}"))
            assert "Deux dépôts corrigés." in html
            assert f'href="/consolidations-du-reseau/{suite.uuid}/"' in html
            assert "/consolidations/" not in html.split("<main")[1].split("</main>")[0]
            assert "a été publiée depuis" not in text(direction.get(f"/consolidations-du-reseau/{suite.uuid}/{page}"))

    def test_un_fichier_qui_n_est_pas_offert_ne_se_prend_pas_et_ne_s_ecrit_pas_au_journal(self, direction, restreinte):
        for nom in ("corps.html", "../x", "fiches/fiche-bretagne.corps.html"):
            assert direction.get(f"/consolidations-du-reseau/{restreinte.uuid}/fichiers/{nom}").status_code == 404
        assert not Acces.objects.filter(type="publications.restreinte_prise").exists()

    @pytest.mark.parametrize("role", [Role.REFERENT, Role.FACILITATEUR, Role.ELU])
    def test_les_autres_n_y_ont_pas_acces(self, client, restreinte, role):
        connect(client, make_habilitation(role))
        assert client.get("/consolidations-du-reseau/").status_code == 403
        assert client.get(f"/consolidations-du-reseau/{restreinte.uuid}/fichiers/certificat.json").status_code == 403

    def test_ni_ce_qui_est_public_ni_ce_qui_attend_n_est_la(self, direction, campagne):
        publique = make_publication(campagne, now=NOW, etat=Etat.PUBLIEE)
        attente = make_publication(campagne, now=NOW, lecteurs="restreinte")
        assert "Rien n’est encore réservé" in text(direction.get("/consolidations-du-reseau/"))
        for one in (publique, attente):
            assert direction.get(f"/consolidations-du-reseau/{one.uuid}/").status_code == 404

    def test_les_chiffres_reels_ne_sont_pas_lus_par_la_demonstration_ni_l_inverse(self, client, restreinte):
        plie = make_dispositif()
        connect(client, make_habilitation(Role.DIRECTEUR, dispositif=plie))
        for is_fictive, is_fictif, attendu in (
            (True, True, 200),
            (False, True, 404),
            (True, False, 404),
            (False, False, 200),
        ):
            Campagne.objects.update(is_fictive=is_fictive)
            Dispositif.objects.filter(pk=plie.pk).update(is_fictif=is_fictif)
            assert client.get(f"/consolidations-du-reseau/{restreinte.uuid}/").status_code == attendu

    def test_le_nombre_de_requetes_ne_depend_pas_des_annees(self, direction):
        counts = []
        for rang in range(20):
            make_publication(make_campagne(annee=2000 + rang), now=NOW, etat=Etat.PUBLIEE, lecteurs="restreinte")
            if rang in (1, 19):
                counts.append(len(count_queries(direction, "/consolidations-du-reseau/")))
        assert counts[0] == counts[1]
