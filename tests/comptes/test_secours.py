"""A lost second factor: whoever answers for the person takes it away, says why, and leaves a trace."""

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.test import Client
from django.utils.timezone import localdate

from maillage.cli import main
from maillage.comptes import actions, rules
from maillage.comptes.models import Habilitation
from maillage.comptes.nomenclatures import MotifPerte, Reconnaissance
from maillage.socle.contexte import open_service
from maillage.socle.journal.models import Acces, Evenement
from maillage.socle.permissions import DroitRefuse
from maillage.socle.roles import Role
from tests.usine import make_acteur, make_compte, make_dispositif, make_habilitation

pytestmark = pytest.mark.django_db
MOT_DE_PASSE = "un mot de passe d’essai"
REPONSES = {"motif": "appareil_perdu", "reconnaissance": "en_face"}


@pytest.fixture
def plie() -> Any:
    return make_dispositif("PLIE de Valombre")


@pytest.fixture
def direction(plie: Any) -> Habilitation:
    return make_habilitation(Role.DIRECTEUR, plie, du=localdate())


@pytest.fixture
def claire(plie: Any) -> Habilitation:
    return make_habilitation(Role.REFERENT, plie, compte=make_compte(prenom="Claire", nom="Morel"))


@pytest.fixture
def chez_la_direction(client: Client, direction: Habilitation) -> Client:
    client.force_login(direction.compte)
    return client


def find_adresse(habilitation: Habilitation) -> str:
    return f"/equipe/{habilitation.compte.uuid}/double-authentification/"


def send(client: Client, adresse: str, **champs: str) -> Any:
    jeton = client.get(adresse).content.decode().split('name="jeton" value="')[1].split('"')[0]
    return client.post(adresse, {"jeton": jeton, **champs})


def reset(by: Habilitation, habilitation: Habilitation) -> None:
    actions.reset_second_facteur(
        by=make_acteur(habilitation=by), habilitation=habilitation, motif=MotifPerte.APPAREIL_PERDU,
        reconnaissance=Reconnaissance.EN_FACE, today=localdate(),
    )  # fmt: skip


def has_facteur(habilitation: Habilitation) -> bool:
    return Authenticator.objects.filter(user=habilitation.compte).exists()


class TestRegle:
    def test_une_direction_repond_de_son_equipe(self) -> None:
        assert rules.find_refus_secours(Role.DIRECTEUR, [Role.REFERENT, Role.COORDINATEUR]) is None

    @pytest.mark.parametrize("role", [Role.DIRECTEUR, Role.ANIMATEUR_RESEAU, Role.COORDINATEUR_REGIONAL])
    def test_pas_de_qui_decide_ailleurs(self, role: Role) -> None:
        assert rules.find_refus_secours(Role.DIRECTEUR, [Role.REFERENT, role]) is not None
        assert rules.find_refus_secours(Role.ADMINISTRATEUR, [Role.REFERENT, role]) is None


class TestPage:
    def test_de_la_page_de_la_personne_a_sa_nouvelle_protection(
        self, chez_la_direction: Client, claire: Habilitation, django_capture_on_commit_callbacks: Any
    ) -> None:
        hers = Client()
        hers.post("/compte/connexion/", {"login": claire.compte.email, "password": MOT_DE_PASSE})
        hers.force_login(claire.compte)
        hers.get("/accueil/")
        assert find_adresse(claire) in chez_la_direction.get(f"/equipe/{claire.compte.uuid}/").content.decode()
        with django_capture_on_commit_callbacks(execute=True):
            assert send(chez_la_direction, find_adresse(claire), **REPONSES).status_code == 302
        assert not has_facteur(claire)
        assert hers.get("/accueil/").status_code == 302  # her session is closed
        again = Client()
        again.post("/compte/connexion/", {"login": claire.compte.email, "password": MOT_DE_PASSE})
        assert again.get("/a-faire/").headers["Location"].startswith("/mon-compte/proteger/")
        assert find_adresse(claire) not in chez_la_direction.get(f"/equipe/{claire.compte.uuid}/").content.decode()

    def test_un_courriel_la_previent_sans_rien_dire_d_elle(
        self, chez_la_direction: Client, claire: Habilitation, django_capture_on_commit_callbacks: Any
    ) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            send(chez_la_direction, find_adresse(claire), **REPONSES)
        (courriel,) = mail.outbox
        assert courriel.to == [claire.compte.email]
        texte = f"{courriel.subject} {courriel.body}"
        assert not [mot for mot in ("Claire", "Morel", "Valombre", "Référent") if mot in texte]

    def test_les_deux_journaux_le_gardent(
        self, chez_la_direction: Client, claire: Habilitation, direction: Habilitation
    ) -> None:
        send(chez_la_direction, find_adresse(claire), **REPONSES)
        for model in (Evenement, Acces):
            with open_service("relecture d’un essai"):
                entree = model.objects.get(type="comptes.second_facteur_reinitialise")
            assert entree.dispositif_id == claire.dispositif_id
            assert entree.compte_id == direction.compte_id
            assert entree.details["compte"] == str(claire.compte.uuid)
            assert entree.details["motif"] == "appareil_perdu"

    @pytest.mark.parametrize("manque", ["motif", "reconnaissance"])
    def test_sans_motif_ni_reconnaissance_rien_ne_change(
        self, chez_la_direction: Client, claire: Habilitation, manque: str
    ) -> None:
        response = send(chez_la_direction, find_adresse(claire), **(REPONSES | {manque: ""}))
        assert response.status_code == 200
        assert has_facteur(claire)

    def test_personne_ne_reinitialise_le_sien(self, chez_la_direction: Client, direction: Habilitation) -> None:
        assert chez_la_direction.get(find_adresse(direction)).status_code == 404
        with pytest.raises(actions.HabilitationRefusee, match="Mon compte"):
            reset(direction, direction)
        assert has_facteur(direction)

    def test_une_direction_n_atteint_pas_l_equipe_d_un_autre(
        self, chez_la_direction: Client, direction: Habilitation
    ) -> None:
        ailleurs = make_habilitation(Role.REFERENT, make_dispositif())
        assert chez_la_direction.get(find_adresse(ailleurs)).status_code == 404
        with pytest.raises(DroitRefuse):
            reset(direction, ailleurs)

    def test_ni_par_une_personne_commune_le_compte_de_qui_dirige_ailleurs(
        self, chez_la_direction: Client, direction: Habilitation, claire: Habilitation
    ) -> None:
        make_habilitation(Role.DIRECTEUR, make_dispositif(), compte=claire.compte)
        assert chez_la_direction.get(find_adresse(claire)).status_code == 404
        page = chez_la_direction.get(f"/equipe/{claire.compte.uuid}/").content.decode()
        assert "l’administration de l’installation" in page
        with pytest.raises(actions.HabilitationRefusee, match="administration"):
            reset(direction, claire)
        assert has_facteur(claire)

    def test_l_administration_depanne_une_direction_et_pas_une_referente(
        self, client: Client, direction: Habilitation, claire: Habilitation
    ) -> None:
        client.force_login(make_habilitation(Role.ADMINISTRATEUR, du=localdate()).compte)
        assert send(client, find_adresse(direction), **REPONSES).status_code == 302
        assert not has_facteur(direction)
        assert client.get(find_adresse(claire)).status_code == 404


class TestCommande:
    def test_la_machine_depanne_qui_administre_seul(self, capsys: pytest.CaptureFixture[str]) -> None:
        seule = make_habilitation(Role.ADMINISTRATEUR)
        assert main(["retirer-second-facteur", "--courriel", seule.compte.email.upper()]) == 0
        assert "est retirée" in capsys.readouterr().out
        assert not has_facteur(seule)
        with open_service("relecture d’un essai"):
            evenement = Evenement.objects.get(type="comptes.second_facteur_reinitialise")
        assert evenement.details["reconnaissance"] == "depuis_la_machine"
        assert main(["retirer-second-facteur", "--courriel", seule.compte.email]) != 0
        assert "rien à retirer" in capsys.readouterr().err

    def test_une_adresse_inconnue_est_dite(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["retirer-second-facteur", "--courriel", "personne@exemple.test"]) != 0
        assert "Aucun compte ouvert" in capsys.readouterr().err
