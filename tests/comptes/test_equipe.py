"""The direction holds its team: inviting, changing, ending, reviewing; and what nobody reviews stops."""

import io
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.timezone import localdate
from python_calamine import CalamineWorkbook

from maillage.comptes import actions, afaire, equipe
from maillage.comptes.models import Compte, Habilitation, Invitation, Revue
from maillage.socle.journal.models import Acces, Evenement
from maillage.socle.roles import Role
from tests.usine import make_acteur, make_compte, make_dispositif, make_habilitation

pytestmark = pytest.mark.django_db


@pytest.fixture
def plie():
    return make_dispositif("PLIE de Valombre")


@pytest.fixture
def direction(plie):
    return make_habilitation(Role.DIRECTEUR, plie, compte=make_compte(prenom="Hélène"), du=localdate())


@pytest.fixture
def chez_la_direction(client, direction):
    client.force_login(direction.compte)
    return client


def post(client, adresse, **champs):
    """Fills the form as shown, its one-time token included."""
    jeton = client.get(adresse).content.decode().split('name="jeton" value="')[1].split('"')[0]
    return client.post(adresse, {"jeton": jeton, **champs})


class TestEquipe:
    def test_la_liste_montre_les_siens_et_eux_seuls(self, chez_la_direction, plie):
        make_habilitation(Role.REFERENT, plie, compte=make_compte(prenom="Claire", nom="Martin"))
        make_habilitation(Role.REFERENT, make_dispositif(), compte=make_compte(prenom="Karim", nom="Ailleurs"))
        page = chez_la_direction.get("/equipe/").content.decode()
        assert "Claire Martin" in page
        assert "Karim Ailleurs" not in page

    def test_la_liste_ne_coute_pas_plus_avec_vingt_personnes(
        self, chez_la_direction, plie, django_assert_max_num_queries
    ):
        for _ in range(20):
            make_habilitation(Role.REFERENT, plie)
        with django_assert_max_num_queries(25):
            chez_la_direction.get("/equipe/")

    def test_la_liste_se_filtre_se_trie_et_garde_ses_gestes(self, chez_la_direction, plie):
        claire = make_habilitation(Role.REFERENT, plie, compte=make_compte(prenom="Claire", nom="Martin"))
        make_habilitation(Role.ELU, plie, compte=make_compte(prenom="Karim", nom="Zola"))
        page = chez_la_direction.get("/equipe/?tri=-personne").content.decode()
        assert page.index("Karim Zola") < page.index("Claire Martin")
        page = chez_la_direction.get("/equipe/?q=martin&role=referent").content.decode()
        assert "1 habilitation sur 3" in page
        assert "Karim Zola" not in page
        assert f'href="/equipe/habilitations/{claire.uuid}/changer/"' in page
        assert f'href="/equipe/habilitations/{claire.uuid}/terminer/"' in page

    def test_deux_personnes_ou_vingt_les_memes_requetes(self, chez_la_direction, plie):
        counts = []
        for nombre in (1, 18):
            for _ in range(nombre):
                make_habilitation(Role.REFERENT, plie)
            with CaptureQueriesContext(connection) as captured:
                chez_la_direction.get("/equipe/")
            counts.append(len(captured))
        assert counts[0] == counts[1]

    @pytest.mark.parametrize("format", ["xlsx", "ods"])
    def test_r15_l_export_demande_un_motif_et_laisse_une_trace(self, chez_la_direction, plie, format):
        make_habilitation(Role.REFERENT, plie, compte=make_compte(prenom="Claire", nom="Martin"))
        assert chez_la_direction.get(f"/equipe/export.{format}").status_code == 302
        assert not Acces.objects.filter(type="export").exists()
        response = chez_la_direction.get(f"/equipe/export.{format}?motif=revue+annuelle&q=martin")
        book = CalamineWorkbook.from_filelike(io.BytesIO(b"".join(response.streaming_content)))
        assert [row[0] for row in book.get_sheet_by_index(0).to_python()] == ["Personne", "Claire Martin"]
        assert ["Motif", "revue annuelle"] in [row[:2] for row in book.get_sheet_by_name("À propos").to_python()]
        assert Acces.objects.get(type="export").details["lignes"] == 1

    def test_l_administration_exporte_les_habilitations_hors_dispositif(self, client, plie, direction):
        client.force_login(make_habilitation(Role.ADMINISTRATEUR).compte)
        response = client.get("/equipe/export.xlsx?motif=contr%C3%B4le")
        rows = CalamineWorkbook.from_filelike(io.BytesIO(b"".join(response.streaming_content))).get_sheet_by_index(0)
        assert str(direction.compte) in [row[0] for row in rows.to_python()]

    def test_terminer_coupe_l_acces_a_la_page_suivante(self, client, chez_la_direction, plie):
        claire = make_habilitation(Role.COORDINATEUR, plie)
        autre = type(client)()
        autre.force_login(claire.compte)
        assert autre.get("/accueil/").wsgi_request.acteur.dispositif == plie.pk
        chez_la_direction.post(f"/equipe/habilitations/{claire.uuid}/terminer/")
        assert autre.get("/accueil/").wsgi_request.acteur.dispositif is None

    def test_desactiver_un_compte_ferme_sa_session_aussitot(self, client, plie):
        claire = make_habilitation(Role.COORDINATEUR, plie).compte
        client.force_login(claire)
        assert client.get("/accueil/").status_code == 200
        Compte.objects.filter(pk=claire.pk).update(is_active=False)
        assert client.get("/accueil/").status_code == 302

    def test_une_habilitation_passee_ne_donne_rien(self, client, plie):
        hier = localdate() - timedelta(days=1)
        client.force_login(make_habilitation(Role.DIRECTEUR, plie, au=hier).compte)
        assert client.get("/equipe/").status_code == 403

    def test_changer_termine_l_ancienne_et_en_ouvre_une(self, chez_la_direction, plie):
        former = make_habilitation(Role.REFERENT, plie)
        adresse = f"/equipe/habilitations/{former.uuid}/changer/"
        assert post(chez_la_direction, adresse, role="coordinateur", employeur="", au="").status_code == 302
        former.refresh_from_db()
        assert (former.role, former.terminee_le is not None) == ("referent", True)
        assert Habilitation.objects.actives(on=localdate()).get(compte=former.compte).role == "coordinateur"

    def test_la_direction_ne_retire_pas_celle_sous_laquelle_elle_travaille(self, chez_la_direction, direction):
        page = chez_la_direction.post(f"/equipe/habilitations/{direction.uuid}/terminer/")
        assert "votre suite" in page.content.decode()
        direction.refresh_from_db()
        assert direction.terminee_le is None

    def test_l_histoire_d_une_personne_se_lit(self, chez_la_direction, plie, direction):
        claire = make_habilitation(Role.REFERENT, plie)
        actions.end_habilitation(by=make_acteur(habilitation=direction), habilitation=claire, now=timezone.now())
        page = chez_la_direction.get(f"/equipe/{claire.compte.uuid}/").content.decode()
        assert "Terminée" in page

    def test_chaque_intention_reste_au_journal(self, plie, direction):
        by = make_acteur(habilitation=direction)
        actions.end_habilitation(by=by, habilitation=make_habilitation(Role.ELU, plie), now=timezone.now())
        assert Evenement.objects.get(type="comptes.habilitation_terminee").dispositif_id == plie.pk


def invite(by, *, role=Role.REFERENT, email="claire@exemple.test", dispositif=None, region=None, **champs):
    return actions.invite(
        by=by, email=email, role=role, dispositif=dispositif, region=region, employeur=None,
        du=champs.pop("du", localdate()), au=None, today=localdate(), now=timezone.now(), lien=lambda jeton: jeton,
    )  # fmt: skip


class TestQuiAccorde:
    def test_la_direction_n_accorde_pas_un_role_du_reseau(self, plie, direction):
        with pytest.raises(actions.HabilitationRefusee):
            invite(make_acteur(habilitation=direction), role=Role.STATISTICIEN, dispositif=plie)

    def test_la_direction_n_accorde_rien_dans_un_autre_dispositif(self, direction):
        with pytest.raises(Exception, match="Votre rôle ne permet pas"):
            invite(make_acteur(habilitation=direction), dispositif=make_dispositif())

    def test_un_formulaire_falsifie_reste_dans_son_dispositif(self, chez_la_direction, plie):
        ailleurs = make_dispositif()
        post(
            chez_la_direction, "/equipe/inviter/", email="claire@exemple.test", role="referent",
            dispositif=ailleurs.pk, du=localdate().isoformat(),
        )  # fmt: skip
        assert Invitation.objects.get().dispositif == plie

    def test_l_administration_nomme_la_premiere_direction_et_elle_seule(self, plie):
        admin = make_acteur(Role.ADMINISTRATEUR)
        assert invite(admin, role=Role.DIRECTEUR, dispositif=plie).pk
        make_habilitation(Role.DIRECTEUR, plie)
        with pytest.raises(actions.HabilitationRefusee, match="a déjà quelqu’un comme « Direction »"):
            invite(admin, role=Role.DIRECTEUR, dispositif=plie)

    def test_l_administration_n_ouvre_pas_un_role_de_dispositif(self, plie):
        with pytest.raises(Exception, match="Votre rôle ne permet pas"):
            invite(make_acteur(Role.ADMINISTRATEUR), role=Role.REFERENT, dispositif=plie)

    def test_personne_ne_s_habilite_soi_meme(self, plie, direction):
        with pytest.raises(actions.HabilitationRefusee, match="soi-même"):
            invite(make_acteur(habilitation=direction), dispositif=plie, email=direction.compte.email)

    def test_r12_un_conflit_est_refuse_avec_sa_regle(self, plie, direction):
        sarah = make_habilitation(Role.GESTIONNAIRE_FSE, plie).compte
        with pytest.raises(actions.HabilitationRefusee, match="R-12"):
            invite(make_acteur(habilitation=direction), role=Role.CONTROLEUR, dispositif=plie, email=sarah.email)

    def test_l_inviteur_n_apprend_rien_de_ce_qui_se_passe_ailleurs(self, plie, direction):
        sarah = make_habilitation(Role.GESTIONNAIRE_FSE, make_dispositif()).compte
        assert invite(make_acteur(habilitation=direction), role=Role.CONTROLEUR, dispositif=plie, email=sarah.email).pk


class TestRevue:
    @pytest.fixture
    def anciens(self, plie):
        return [make_habilitation(Role.REFERENT, plie, du=localdate() - timedelta(days=200)) for _ in range(2)]

    def test_r13_confirmer_ou_terminer_chacune_puis_signer(self, chez_la_direction, plie, anciens):
        garde, part = anciens
        chez_la_direction.post(f"/equipe/revue/{garde.uuid}/", {"decision": "confirmer"})
        chez_la_direction.post("/equipe/revue/signer/")
        assert not Revue.objects.filter(signee_le__isnull=False).exists()  # one is still to be decided
        chez_la_direction.post(f"/equipe/revue/{part.uuid}/", {"decision": "terminer"})
        chez_la_direction.post("/equipe/revue/signer/")
        assert Revue.objects.get().signee_le
        garde.refresh_from_db()
        part.refresh_from_db()
        assert garde.revue_le == localdate()
        assert part.terminee_le

    def test_r13_ce_que_personne_ne_revoit_est_suspendu_puis_retabli_par_la_signature(
        self, client, direction, chez_la_direction, anciens
    ):
        today, now = localdate() + timedelta(days=40), timezone.now()
        assert actions.suspend_unreviewed(today=today, now=now) == 2
        assert actions.suspend_unreviewed(today=today, now=now) == 0
        claire = type(client)()
        claire.force_login(anciens[0].compte)
        assert "suspendue" in claire.get("/accueil/").content.decode()
        for habilitation in anciens:
            chez_la_direction.post(f"/equipe/revue/{habilitation.uuid}/", {"decision": "confirmer"})
        chez_la_direction.post("/equipe/revue/signer/")
        assert "suspendue" not in claire.get("/accueil/").content.decode()

    def test_la_revue_est_a_faire(self, direction, anciens):
        (chose,) = afaire.list_a_faire(make_acteur(habilitation=direction), localdate())
        assert "2 habilitations" in chose.detail
        assert afaire.list_a_faire(make_acteur(habilitation=anciens[0]), localdate()) == []

    def test_r13_un_compte_sans_activite_est_desactive_et_une_invitation_le_rouvre(self, plie):
        claire = make_compte()
        Compte.objects.filter(pk=claire.pk).update(vu_le=timezone.now() - timedelta(days=91))
        assert actions.deactivate_dormant(today=localdate()) == 1
        claire.refresh_from_db()
        assert not claire.is_active

    def test_une_revue_ne_couvre_que_son_dispositif(self, direction, anciens):
        ailleurs = make_habilitation(Role.REFERENT, make_dispositif(), du=date(2020, 1, 1))
        lignes, _, _ = equipe.list_a_decider(make_acteur(habilitation=direction), on=localdate())
        assert ailleurs not in [ligne.habilitation for ligne in lignes]
