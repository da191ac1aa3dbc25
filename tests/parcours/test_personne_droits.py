"""The notice handed over, the agreements, the counter (R-40 to R-42)."""

import pytest
from django.utils import timezone
from django.utils.timezone import localdate

from maillage.participants.actions.droits import has_consenti
from maillage.participants.models import Consentement, Information
from maillage.participants.nomenclatures.droits import Accord
from maillage.participants.rules.notices import get_notice
from maillage.socle.protection.models import DemandeAcces
from maillage.socle.roles import Role
from tests.parcours.pages import post
from tests.parcours.usine import make_parcours, make_referent
from tests.usine import make_dispositif, make_habilitation

pytestmark = pytest.mark.django_db
ACCORD = {
    "objet": "profil_entreprise",
    "destinataire": "Atelier du Pont",
    "donne_le": "2026-03-02",
    "support": "papier",
}


@pytest.fixture
def referent():
    return make_referent(make_dispositif())


@pytest.fixture
def parcours(referent):
    return make_parcours(referent.dispositif, referent=referent)


@pytest.fixture
def chez_referent(client, referent):
    client.force_login(referent.compte)
    return client


def test_r40_la_remise_garde_version_support_date_et_auteur(chez_referent, parcours, referent):
    assert post(chez_referent, parcours, "droits/notice", {"le": "2026-03-02", "support": "papier"}).status_code == 302
    row = Information.objects.get()
    assert (row.version, row.support, row.auteur) == (get_notice(row.le).version, "papier", referent.compte.pk)
    assert post(chez_referent, parcours, "droits/notice", {"le": "2999-03-02", "support": "papier"}).status_code == 200


def test_r41_le_compteur_dit_combien_de_dossiers_ouverts_ne_sont_pas_informes(client, chez_referent, parcours):
    make_parcours(parcours.dispositif)
    post(chez_referent, parcours, "droits/notice", {"le": "2026-03-02", "support": "papier"})
    client.force_login(make_habilitation(Role.COORDINATEUR, parcours.dispositif).compte)
    page = client.get("/dossiers-non-informes/").content.decode()
    assert '<p class="chiffre-valeur">1</p>' in page
    assert "Sur 2 dossiers ouverts" in page
    assert str(parcours.personne) not in page


def test_r42_un_accord_est_par_destinataire_et_son_retrait_vaut_tout_de_suite(chez_referent, parcours):
    assert post(chez_referent, parcours, "droits/accord", ACCORD).status_code == 302
    personne, objet = parcours.personne, Accord.PROFIL_ENTREPRISE
    assert has_consenti(personne, objet, destinataire="Atelier du Pont")
    assert not has_consenti(personne, objet, destinataire="Autre entreprise")
    assert "déjà enregistré" in post(chez_referent, parcours, "droits/accord", ACCORD).content.decode()
    accord = Consentement.objects.get()
    adresse = f"/dossiers/{parcours.uuid}/droits/accord/{accord.uuid}/retirer/"
    page = chez_referent.post(adresse, follow=True).content.decode()
    assert "À prévenir : Atelier du Pont" in page
    assert not has_consenti(personne, objet, destinataire="Atelier du Pont")
    accord.refresh_from_db()
    first = accord.retire_le
    chez_referent.post(adresse)
    accord.refresh_from_db()
    assert accord.retire_le == first
    assert first is not None
    assert post(chez_referent, parcours, "droits/accord", ACCORD).status_code == 302


def test_r41_l_entree_droits_de_la_navigation_compte_les_dossiers_non_informes(client):
    dispositif = make_dispositif()
    parcours = make_parcours(dispositif)
    make_parcours(dispositif)
    client.force_login(make_habilitation(Role.COORDINATEUR, dispositif).compte)
    assert '2<span class="hors-ecran"> en attente</span>' in client.get("/conservation/").content.decode()
    Information.objects.create(dispositif=dispositif, personne=parcours.personne, support="papier", le=localdate(),
                               version=get_notice(localdate()).version)  # fmt: skip
    assert '1<span class="hors-ecran"> en attente</span>' in client.get("/conservation/").content.decode()


def test_r45_l_entree_des_demandes_compte_celles_qui_attendent(client):
    dispositif = make_dispositif()
    demande = DemandeAcces.objects.create(
        dispositif=dispositif, personne_id=0, suivie=make_parcours(dispositif).personne.uuid, motif="personne",
        identite="connue", recue_le=localdate(), demandee_par=1, demandee_le=timezone.now(),
    )  # fmt: skip
    client.force_login(make_habilitation(Role.DPD, dispositif).compte)
    assert '1<span class="hors-ecran"> en attente</span>' in client.get("/protection/demandes/").content.decode()
    demande.repondue_le = timezone.now()
    demande.save()
    assert "en attente</span>" not in client.get("/protection/demandes/").content.decode()
