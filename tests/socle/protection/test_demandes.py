"""The DPD answers somebody's request for access: gathered once, told to the person, gone after seven days (R-45, T12)."""

import io
import json
import re
import zipfile
from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone
from django.utils.timezone import localdate
from pypdf import PdfReader

from maillage.comptes.models import Habilitation
from maillage.socle.afaire.queries import list_a_faire
from maillage.socle.contexte import open_service
from maillage.socle.formulaires.jetons import NOM, make_jeton
from maillage.socle.journal import actions as journal
from maillage.socle.journal.models import Acces, Evenement
from maillage.socle.protection import archive, demandes
from maillage.socle.protection.models import DemandeAcces
from maillage.socle.protection.nomenclatures import Identite, Motif
from maillage.socle.protection.personnes import list_personnes
from maillage.socle.roles import Role
from maillage.socle.travaux import menage
from maillage.socle.travaux.models import Travail
from maillage.socle.travaux.nomenclatures import Etat
from maillage.socle.travaux.travailleur import Equipier
from tests.socle.protection.demandes import make_demande_prete
from tests.usine import make_acteur, make_compte, make_dispositif, make_habilitation

pytestmark = pytest.mark.django_db
NOUVELLE = "/protection/demandes/nouvelle/"


@pytest.fixture
def dpd() -> Habilitation:
    return make_habilitation(Role.DPD, make_dispositif("PLIE des Rives"), compte=make_compte(nom="Delegue"))


@pytest.fixture
def ines(dpd) -> Habilitation:
    return make_habilitation(Role.REFERENT, dpd.dispositif, compte=make_compte(prenom="Inès", nom="Valmont"))


def post(client, habilitation: Habilitation, personne: Habilitation, **fields: str):
    client.force_login(habilitation.compte)
    values = {
        "personne": str(personne.compte.uuid),
        "motif": Motif.PERSONNE.value,
        "identite": Identite.DOCUMENT.value,
        "recue_le": localdate().isoformat(),
    }
    return client.post(NOUVELLE, values | {NOM: make_jeton(habilitation.compte_id)} | fields)


def gather(travail: Travail) -> DemandeAcces:
    """The worker carries the job to its end."""
    equipier = Equipier()
    while travail.is_ouvert:
        assert equipier.run_next()
        travail.refresh_from_db()
    assert travail.etat == Etat.FINI, travail.erreur
    return DemandeAcces.objects.get(uuid=travail.parametres["demande"])


def download(client, demande: DemandeAcces):
    opened = client.get(f"/protection/demandes/{demande.uuid}/archive/")
    assert opened.status_code == 302
    return client.get(opened["Location"])


def test_r45_le_delegue_fait_reunir_les_donnees_d_une_personne_et_les_lui_remet(client, dpd, ines):
    journal.record_acces(by=make_acteur(habilitation=ines), type="journal.lecture")
    response = post(client, dpd, ines)
    travail = Travail.objects.get(code=demandes.TRAVAIL)
    assert response["Location"] == travail.get_absolute_url()
    demande = gather(travail)
    assert travail.progression == travail.total == len(archive.list_remis())
    assert travail.resultat["url"] == demande.get_absolute_url()
    page = client.get(demande.get_absolute_url()).content.decode()
    assert "Inès Valmont" in page
    bundle = zipfile.ZipFile(io.BytesIO(download(client, demande).content))
    found = json.loads(bundle.read("donnees.json"))["tables"]
    assert {"comptes.compte", "comptes.habilitation", "journal.acces", "protection.demandeacces"} <= set(found)
    assert found["comptes.compte"]["lignes"][0]["nom"] == "Valmont"
    read = "".join(p.extract_text() for p in PdfReader(io.BytesIO(bundle.read("donnees.pdf"))).pages)
    assert "Valmont" in read
    assert "PLIEdesRives" in re.sub(r"\s+", "", read)


def test_r45_l_archive_ne_contient_ni_autrui_ni_preuve_d_identite_ni_contenu_d_archive(client, dpd, ines):
    make_habilitation(Role.REFERENT, dpd.dispositif, compte=make_compte(prenom="Paul", nom="Autrui"))
    make_demande_prete(dispositif=dpd.dispositif, personne=ines.compte)
    post(client, dpd, ines)
    demande = gather(Travail.objects.get(code=demandes.TRAVAIL))
    content = zipfile.ZipFile(io.BytesIO(download(client, demande).content)).read("donnees.json").decode()
    assert "Autrui" not in content
    assert ines.compte.password not in content
    assert '"contenu"' not in content


def test_r01_l_archive_ne_dit_rien_de_ce_que_la_personne_fait_dans_un_autre_dispositif(client, dpd, ines):
    elsewhere = make_habilitation(Role.REFERENT, make_dispositif("PLIE d’en face"), compte=ines.compte)
    journal.record_acces(by=make_acteur(habilitation=elsewhere), type="journal.lecture", secret="ailleurs")
    post(client, dpd, ines)
    demande = gather(Travail.objects.get(code=demandes.TRAVAIL))
    content = zipfile.ZipFile(io.BytesIO(download(client, demande).content)).read("donnees.json").decode()
    habilitations = json.loads(content)["tables"]["comptes.habilitation"]["lignes"]
    assert [line["dispositif"] for line in habilitations] == [dpd.dispositif_id]
    assert "ailleurs" not in content


def test_une_demande_recue_aujourd_hui_passe_encore_apres_minuit_quand_le_temps_universel_est_a_la_veille(dpd, ines):
    (ines_connue,) = [p for p in list_personnes(make_acteur(habilitation=dpd)) if p.compte == ines.compte_id]
    demandes.record_demande(
        by=make_acteur(habilitation=dpd), personne=ines_connue, motif=Motif.PERSONNE, identite=Identite.DOCUMENT,
        recue_le=date(2026, 11, 29), now=datetime(2026, 11, 28, 23, 30, tzinfo=UTC),
    )  # fmt: skip
    assert DemandeAcces.objects.get().recue_le == date(2026, 11, 29)


def test_r45_les_deux_journaux_le_gardent_sans_le_nom_de_personne(client, dpd, ines):
    post(client, dpd, ines)
    demande = gather(Travail.objects.get(code=demandes.TRAVAIL))
    download(client, demande)
    written = Evenement.objects.get(type="protection.demande_acces")
    assert written.cible_cle == str(demande.uuid)
    assert "Valmont" not in json.dumps(written.details)
    read = Acces.objects.filter(cible_cle=str(demande.uuid)).values_list("type", flat=True)
    assert set(read) == {"protection.archive", "protection.remise"}


def test_r45_la_personne_en_est_informee_sans_qu_on_lui_dise_rien_d_autre(dpd, ines):
    demande = make_demande_prete(dispositif=dpd.dispositif, personne=ines.compte)
    told = [a for a in list_a_faire(make_acteur(habilitation=ines), today=localdate()) if a.categorie == "Vos données"]
    assert len(told) == 1
    assert "Valmont" not in f"{told[0].titre} {told[0].detail}"
    old = timezone.now() - timedelta(days=8)
    DemandeAcces.objects.filter(pk=demande.pk).update(prete_le=old)
    assert not [
        a for a in list_a_faire(make_acteur(habilitation=ines), today=localdate()) if a.categorie == "Vos données"
    ]


def test_r45_seules_les_personnes_connues_du_dispositif_se_choisissent(client, dpd, ines):
    stranger = make_habilitation(Role.REFERENT, make_dispositif())
    make_habilitation(Role.REFERENT, dpd.dispositif, compte=make_compte(nom="Partie"), au=date(2026, 2, 1))
    noms = [personne.nom for personne in list_personnes(make_acteur(habilitation=dpd))]
    assert any("Valmont" in nom for nom in noms)
    assert any("Partie" in nom for nom in noms)
    response = post(client, dpd, stranger)
    assert response.status_code == 200
    assert not DemandeAcces.objects.exists()


def test_r45_le_motif_l_identite_et_une_date_deja_passee_sont_obligatoires(client, dpd, ines):
    tomorrow = (localdate() + timedelta(days=1)).isoformat()
    for fields in ({"motif": ""}, {"identite": ""}, {"recue_le": tomorrow}):
        assert post(client, dpd, ines, **fields).status_code == 200
    assert not DemandeAcces.objects.exists()
    assert not Travail.objects.exists()


def test_a_request_posted_twice_is_one_request_and_one_job(client, dpd, ines):
    jeton = make_jeton(dpd.compte_id)
    first, second = (post(client, dpd, ines, **{NOM: jeton}) for _ in range(2))
    assert first["Location"] == second["Location"]
    assert DemandeAcces.objects.count() == Travail.objects.filter(code=demandes.TRAVAIL).count() == 1


def test_t12_l_archive_ne_se_telecharge_plus_apres_sept_jours_puis_s_efface(client, dpd, ines):
    client.force_login(dpd.compte)
    recent = make_demande_prete(dispositif=dpd.dispositif, personne=ines.compte)
    late = timezone.now() - timedelta(days=8, hours=1)
    old = make_demande_prete(dispositif=dpd.dispositif, personne=ines.compte, le=late)
    assert client.get(f"/protection/demandes/{old.uuid}/archive/")["Location"] == old.get_absolute_url()
    with open_service("essai"):
        assert menage.erase_resultats(on=localdate()) == 1
        assert menage.erase_resultats(on=localdate()) == 0
    recent.refresh_from_db()
    old.refresh_from_db()
    assert recent.contenu is not None
    assert (old.contenu, old.effacee_le is not None) == (None, True)
    assert "Archive effacée" in client.get(old.get_absolute_url()).content.decode()


def test_un_lien_ne_sert_qu_a_qui_l_a_recu(client, dpd, ines):
    demande = make_demande_prete(dispositif=dpd.dispositif, personne=ines.compte)
    client.force_login(dpd.compte)
    lien = client.get(f"/protection/demandes/{demande.uuid}/archive/")["Location"]
    other = make_habilitation(Role.DPD, dpd.dispositif)
    client.force_login(other.compte)
    assert client.get(lien).status_code == 404


def test_un_droit_retire_pendant_la_nuit_arrete_le_travail(client, dpd, ines):
    post(client, dpd, ines)
    Habilitation.objects.filter(pk=dpd.pk).update(role=Role.REFERENT.value)
    travail = Travail.objects.get(code=demandes.TRAVAIL)
    Equipier().run_next()
    travail.refresh_from_db()
    assert travail.etat != Etat.FINI
    assert DemandeAcces.objects.get().contenu is None


@pytest.mark.parametrize("nombre", [2, 20])
def test_le_registre_des_demandes_se_lit_en_autant_de_requetes_quel_qu_en_soit_le_nombre(
    client, dpd, ines, nombre, django_assert_max_num_queries
):
    for _ in range(nombre):
        make_demande_prete(dispositif=dpd.dispositif, personne=ines.compte)
    client.force_login(dpd.compte)
    client.get("/protection/demandes/")
    with django_assert_max_num_queries(17):
        page = client.get("/protection/demandes/").content.decode()
    assert page.count("Inès Valmont") == nombre
