"""The direction asks, a job makes the archive, the direction carries it, the DPD holds its phrase; then all is erased."""

import io
import zipfile
from datetime import timedelta

import pytest
from allauth.account.internal.userkit import user_id_to_str
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.timezone import localdate

from maillage.comptes.models import Habilitation
from maillage.echanges.restitution import actions, extraction, fichiers, liens, queries, travaux
from maillage.echanges.restitution.models import Restitution
from maillage.echanges.restitution.nomenclatures import Motif
from maillage.echanges.restitution.permissions import Droit
from maillage.echanges.restitution.schema import list_tables
from maillage.echanges.restitution.verification import open_archive
from maillage.parcours.models import AnneeClose
from maillage.socle import permissions
from maillage.socle.afaire.queries import list_a_faire
from maillage.socle.contexte import open_contexte
from maillage.socle.formulaires.jetons import NOM, make_jeton
from maillage.socle.journal import actions as journal
from maillage.socle.journal.models import Acces, Evenement
from maillage.socle.roles import Role
from maillage.socle.travaux import menage
from maillage.socle.travaux.models import Travail
from maillage.socle.travaux.nomenclatures import Etat
from maillage.socle.travaux.registre import Curseur
from maillage.socle.travaux.travailleur import Equipier
from tests.echanges.restitution.usine import make_restitution
from tests.usine import make_acteur, make_compte, make_dispositif, make_habilitation

pytestmark = pytest.mark.django_db
DEMANDER = "/restitution/demander/"


@pytest.fixture
def direction() -> Habilitation:
    compte = make_compte(prenom="Claire", nom="Direction")
    return make_habilitation(Role.DIRECTEUR, make_dispositif("PLIE des Rives"), compte=compte)


@pytest.fixture
def dpd(direction) -> Habilitation:
    return make_habilitation(Role.DPD, direction.dispositif, compte=make_compte(nom="Delegue"))


def sign_in(client, habilitation: Habilitation, *, il_y_a: int = 10) -> None:
    """Signed in `il_y_a` seconds ago: after a while, who they are is asked again."""
    client.force_login(habilitation.compte)
    session = client.session
    session["account_authentication_methods_user"] = user_id_to_str(habilitation.compte)
    session["account_authentication_methods"] = [{"method": "password", "at": timezone.now().timestamp() - il_y_a}]
    session.save()


def post(client, habilitation: Habilitation, **fields: str):
    values = {"motif": Motif.FERMETURE.value, "historique": "on", NOM: make_jeton(habilitation.compte_id)}
    return client.post(DEMANDER, values | fields)


def carry(travail: Travail) -> None:
    equipier = Equipier()
    while travail.is_ouvert:
        assert equipier.run_next()
        travail.refresh_from_db()


def ask(direction: Habilitation) -> tuple[Restitution, Travail]:
    by = make_acteur(habilitation=direction)
    with open_contexte(by):
        return actions.ask_restitution(by=by, motif=Motif.FERMETURE, historique=True, now=timezone.now())


def test_la_direction_demande_suit_et_telecharge_toutes_les_donnees(client, direction, dpd):
    AnneeClose.objects.create(dispositif=direction.dispositif, annee=2025, close_le=localdate())
    sign_in(client, direction)
    response = post(client, direction)
    found = Restitution.objects.get()
    assert response["Location"] == found.get_absolute_url()
    assert "En préparation" in client.get(found.get_absolute_url()).content.decode()
    travail = Travail.objects.get(code=queries.TRAVAIL)
    carry(travail)
    assert travail.etat == Etat.FINI, travail.erreur
    assert travail.progression == travail.total
    assert travail.resultat["url"] == found.get_absolute_url()
    found.refresh_from_db()
    page = client.get(found.get_absolute_url()).content.decode()
    assert "Télécharger l’archive" in page
    assert "Lire sa phrase" not in page
    opened = client.get(f"{found.get_absolute_url()}telecharger/")
    content = client.get(opened["Location"]).getvalue()
    assert fichiers.hash_fichier(fichiers.find_archive(found.uuid)) == found.sha256
    names = zipfile.ZipFile(io.BytesIO(content)).namelist()
    assert {"LISEZMOI.html", "schema.json", "historique/evenements.csv", "empreintes.txt"} <= set(names)
    notice = zipfile.ZipFile(io.BytesIO(content)).read("LISEZMOI.html").decode()
    assert "Claire Direction" in notice
    assert "Le dispositif ferme" in notice
    told = Evenement.objects.filter(cible_cle=str(found.uuid), type__startswith="restitution.").order_by("pk")
    assert [e.type.partition(".")[2] for e in told] == ["demande", "prete", "telechargement"]
    assert Acces.objects.filter(type="restitution.telechargement", cible_cle=str(found.uuid)).count() == 1


def test_r15_le_dpd_tient_la_phrase_et_chaque_lecture_est_gardee(client, direction, dpd):
    found, travail = ask(direction)
    carry(travail)
    told = list_a_faire(make_acteur(habilitation=dpd), today=localdate())
    assert [a.url for a in told if a.categorie == "Archive complète"] == [found.get_absolute_url()]
    sign_in(client, dpd)
    assert "Télécharger l’archive" not in client.get(found.get_absolute_url()).content.decode()
    page = client.get(f"{found.get_absolute_url()}phrase/").content.decode()
    phrase = actions.open_phrase(found)
    assert phrase in page
    with open_archive(fichiers.find_archive(found.uuid), phrase):
        pass
    assert Evenement.objects.filter(type="restitution.phrase").count() == 1
    assert Acces.objects.filter(type="restitution.phrase").count() == 1


def test_la_direction_ne_lit_pas_la_phrase_et_le_dpd_ne_telecharge_pas(client, direction, dpd):
    found = make_restitution(dispositif=direction.dispositif, par=direction.compte)
    sign_in(client, direction)
    assert client.get(f"{found.get_absolute_url()}phrase/").status_code == 403
    sign_in(client, dpd)
    assert client.get(f"{found.get_absolute_url()}telecharger/").status_code == 403
    assert client.get(DEMANDER).status_code == 403


@pytest.mark.parametrize("role", [r for r in Role if r not in {Role.DIRECTEUR, Role.DPD}])
def test_aucun_autre_role_n_y_a_part(role):
    acteur = make_acteur(role, make_dispositif())
    assert not any(permissions.can(acteur, droit) for droit in Droit)


@pytest.mark.parametrize("reste", ["demander/", "{key}/telecharger/", "{key}/phrase/"])
def test_connectee_depuis_longtemps_la_personne_prouve_de_nouveau_qui_elle_est(client, direction, dpd, reste):
    found = make_restitution(dispositif=direction.dispositif, par=direction.compte)
    sign_in(client, dpd if "phrase" in reste else direction, il_y_a=4000)
    response = client.get("/restitution/" + reste.format(key=found.uuid))
    assert response.status_code == 302
    assert response["Location"].startswith("/compte/confirmer/?next=")


def test_le_lien_d_une_archive_ne_sert_qu_a_sa_personne(client, direction, dpd):
    found = make_restitution(dispositif=direction.dispositif, par=direction.compte)
    lien = liens.make_lien(make_acteur(habilitation=direction), found)
    other = make_habilitation(Role.DIRECTEUR, direction.dispositif)
    sign_in(client, other)
    assert client.get(f"/restitution/fichier/{lien}/").status_code == 404
    sign_in(client, direction)
    response = client.get(f"/restitution/fichier/{lien}/")
    assert response.getvalue() == b"PK essai zip"
    assert response["Content-Disposition"].startswith('attachment; filename="maillage-')


def test_le_motif_est_obligatoire_et_une_demande_en_cours_suffit(client, direction):
    sign_in(client, direction)
    assert "Dites pourquoi" in post(client, direction, motif="").content.decode()
    assert not Restitution.objects.exists()
    post(client, direction)
    assert "se prépare déjà" in post(client, direction).content.decode()
    assert Restitution.objects.count() == Travail.objects.filter(code=queries.TRAVAIL).count() == 1


def test_a_request_posted_twice_is_one_archive(client, direction):
    sign_in(client, direction)
    jeton = make_jeton(direction.compte_id)
    first, second = (post(client, direction, **{NOM: jeton}) for _ in range(2))
    assert first["Location"] == second["Location"]
    assert Restitution.objects.count() == 1


def test_un_droit_retire_arrete_le_travail(direction):
    _, travail = ask(direction)
    Habilitation.objects.filter(pk=direction.pk).update(terminee_le=timezone.now())
    carry(travail)
    assert travail.etat == Etat.ECHOUE


def step(travail: Travail) -> Curseur:
    suite = travaux.make_archive(travail, travail.curseur)
    assert suite is not None
    return suite


@pytest.fixture(autouse=True)
def une_table_par_etape(monkeypatch):
    monkeypatch.setattr(travaux, "LOTS", 1)


def run_until(travail: Travail, table: int) -> None:
    """Steps, until this table is the next one."""
    while travail.curseur.get("table") != table:
        assert travail.curseur.get("table", 0) <= len(list_tables()) + 1
        travail.acteur = make_acteur(habilitation=Habilitation.objects.get(compte__pk=travail.compte_id or 0))
        travail.curseur = step(travail)


def test_ce_qui_est_enregistre_pendant_la_preparation_fait_tout_relire(direction):
    found, travail = ask(direction)
    run_until(travail, len(list_tables()))
    by = make_acteur(habilitation=direction)
    AnneeClose.objects.create(dispositif=direction.dispositif, annee=2025, close_le=localdate())
    journal.write(by=by, event="parcours.essai", target=direction.dispositif)
    run_until(travail, 0)
    assert travail.phrase == "Votre équipe vient d’enregistrer : tout est relu."
    while (suite := travaux.make_archive(travail, travail.curseur)) is not None:
        travail.curseur = suite
    with open_archive(fichiers.find_archive(found.uuid), actions.open_phrase(found)) as archive:
        lignes = {t["table"]: t["lignes"] for t in archive.schema["tables"]}
    assert lignes["parcours.anneeclose"] == 1


def test_une_equipe_qui_ne_cesse_d_enregistrer_est_invitee_a_attendre(direction):
    _, travail = ask(direction)
    by = make_acteur(habilitation=direction)
    for essai in range(travaux.RELECTURES):
        run_until(travail, len(list_tables()))
        assert travail.curseur["essai"] == essai
        journal.write(by=by, event="parcours.essai", target=direction.dispositif)
        if essai < travaux.RELECTURES - 1:
            run_until(travail, 0)
    with pytest.raises(travaux.TravailRefuse, match="en dehors des heures de travail"):
        run_until(travail, 0)


def test_un_fichier_de_travail_perdu_fait_tout_relire(direction, monkeypatch):
    monkeypatch.setattr(extraction, "LOT", 1)
    for annee in range(2015, 2020):
        AnneeClose.objects.create(dispositif=direction.dispositif, annee=annee, close_le=localdate())
    found, travail = ask(direction)
    rang = [t.nom for t in list_tables()].index("parcours.anneeclose")
    run_until(travail, rang)
    travail.curseur = step(travail)
    assert travail.curseur["octets"]
    fichiers.remove_parties(found.uuid)
    assert step(travail)["table"] == 0


def test_t12_l_archive_et_sa_phrase_s_effacent_la_ligne_reste(client, direction, dpd):
    le = timezone.now() - timedelta(days=9)
    found = make_restitution(dispositif=direction.dispositif, par=direction.compte, le=le)
    fresh = make_restitution(dispositif=direction.dispositif, par=direction.compte)
    sign_in(client, direction)
    # Refused at its hour, before the housekeeping has passed.
    assert client.get(f"{found.get_absolute_url()}telecharger/")["Location"] == found.get_absolute_url()
    assert menage.erase_resultats(on=localdate()) >= 1
    found.refresh_from_db()
    assert found.effacee_le is not None
    assert bytes(found.phrase_scellee) == b""
    assert not fichiers.get_dossier(found.uuid).exists()
    assert fichiers.find_archive(fresh.uuid).exists()
    assert "Effacée" in client.get(found.get_absolute_url()).content.decode()
    sign_in(client, dpd)
    assert client.get(f"{found.get_absolute_url()}phrase/")["Location"] == found.get_absolute_url()


def test_the_page_asks_as_much_of_the_database_for_2_archives_as_for_20(client, direction):
    sign_in(client, direction)
    counts = []
    for wanted in (2, 20):
        while Restitution.objects.count() < wanted:
            make_restitution(dispositif=direction.dispositif, par=direction.compte)
        client.get("/restitution/")
        with CaptureQueriesContext(connection) as queries_:
            assert client.get("/restitution/").status_code == 200
        counts.append(len(queries_))
    assert counts[0] == counts[1]
