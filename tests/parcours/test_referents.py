"""Référents: registered with their working time, loaded within their capacity, replaced, left; a parcours changes hands."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils.timezone import localdate

from maillage.parcours.actions.etats import ParcoursRefuse
from maillage.parcours.actions.referents import (
    assign_referent,
    end_referent,
    end_remplacement,
    record_quotite,
    record_remplacement,
    register_referent,
)
from maillage.parcours.models import Affectation, Contrat, Objectif, Quotite, Referent, Remplacement
from maillage.parcours.nomenclatures.charge import Charge
from maillage.parcours.nomenclatures.etats import EtatParcours
from maillage.parcours.queries import referents as queries
from maillage.participants.models import Adresse
from maillage.socle.journal.models import Acces, Evenement
from maillage.socle.roles import Role
from tests.comptes.test_equipe import post
from tests.matrice.objets_territoire import make_commune
from tests.parcours.usine import make_coordinateur, make_parcours, make_personne, make_referent
from tests.socle.documents.test_documents import read_text
from tests.usine import make_compte, make_dispositif, make_habilitation

pytestmark = pytest.mark.django_db
JOUR = date(2026, 11, 25)


@pytest.fixture
def dispositif():
    return make_dispositif("PLIE d’essai")


@pytest.fixture
def by(dispositif):
    return make_coordinateur(dispositif)


@pytest.fixture
def coordination(client, dispositif):
    client.force_login(make_habilitation(Role.COORDINATEUR, dispositif).compte)
    return client


def read(client, adresse):
    response = client.get(adresse)
    assert response.status_code == 200
    return response.content.decode()


def test_la_file_active_ne_compte_ni_les_suspendus_ni_les_sortis(dispositif):
    referent = make_referent(dispositif)
    for etat in EtatParcours:
        sortie = JOUR if etat.startswith("sorti_") else None
        make_parcours(dispositif, referent=referent, etat=etat, date_sortie=sortie)
    assert queries.measure_charge(referent, on=JOUR).suivis == 5


def test_le_temps_de_travail_d_un_jour_est_celui_qui_avait_commence(dispositif, by):
    referent = make_referent(dispositif)
    record_quotite(by=by, referent=referent, etp=Decimal("0.5"), du=JOUR)
    record_quotite(by=by, referent=referent, etp=Decimal("0.8"), du=JOUR)  # the same day said again
    assert queries.measure_charge(referent, on=JOUR - timedelta(days=1)).etp == 1
    assert queries.measure_charge(referent, on=JOUR).etp == Decimal("0.8")
    assert Quotite.objects.filter(referent=referent).count() == 2
    with pytest.raises(ParcoursRefuse, match="ne travaille pas ici"):
        record_quotite(by=by, referent=referent, etp=Decimal(1), du=date(2019, 1, 1))


def test_un_changement_au_dessus_de_la_capacite_demande_un_motif_et_le_garde(dispositif, by):
    plein, parcours = make_referent(dispositif, etp="0.01"), make_parcours(dispositif)
    make_parcours(dispositif, referent=plein)
    values: dict[str, Any] = {"by": by, "parcours": parcours, "referent": plein, "du": JOUR, "motif": "", "today": JOUR}
    with pytest.raises(ParcoursRefuse, match="une de plus"):
        assign_referent(**values)
    assert assign_referent(**values, depassement="Même quartier").depassement == "Même quartier"
    assert queries.measure_charge(plein, on=JOUR).etat is Charge.DEPASSEMENT


def test_un_referent_parti_ne_recoit_plus_personne_et_ne_part_pas_en_laissant_quelqu_un(dispositif, by):
    parti, parcours = make_referent(dispositif), make_parcours(dispositif)
    end_referent(by=by, referent=parti, au=JOUR - timedelta(days=1))
    with pytest.raises(ParcoursRefuse, match="ne travaille pas ici"):
        assign_referent(by=by, parcours=parcours, referent=parti, du=JOUR, motif="", today=JOUR)
    with pytest.raises(ParcoursRefuse, match="1 personne lui est confiée"):
        end_referent(by=by, referent=parcours.referent, au=JOUR)
    assert [c.referent for c in queries.list_charges(by, on=JOUR)] == [parcours.referent]


def test_un_referent_qui_revient_est_le_meme(dispositif, by):
    referent = make_referent(dispositif)
    end_referent(by=by, referent=referent, au=JOUR - timedelta(days=30))
    assert referent.compte in queries.list_a_inscrire(by, on=JOUR)
    values: dict[str, Any] = {"nom": "x", "prenom": "x", "compte": referent.compte, "etp": Decimal("0.4")}
    assert register_referent(by=by, dispositif=dispositif, du=JOUR, **values) == referent
    (found,) = queries.list_charges(by, on=JOUR)
    assert (found.referent, found.jauge.etp) == (referent, Decimal("0.4"))


def test_un_remplacement_ne_chevauche_pas_et_se_termine_au_retour(dispositif, by):
    absent, autre = make_referent(dispositif), make_referent(dispositif)
    fin = JOUR + timedelta(days=10)
    made = record_remplacement(by=by, absent=absent, remplacant=autre, du=JOUR - timedelta(days=2), au=fin)
    with pytest.raises(ParcoursRefuse, match="déjà prévu"):
        record_remplacement(by=by, absent=absent, remplacant=autre, du=fin, au=fin)
    with pytest.raises(ParcoursRefuse, match="elle-même absente"):
        record_remplacement(by=by, absent=autre, remplacant=absent, du=JOUR, au=JOUR)
    end_remplacement(by=by, remplacement=made, today=JOUR)
    end_remplacement(by=by, remplacement=made, today=JOUR)
    assert Remplacement.objects.get().au == JOUR - timedelta(days=1)
    assert Evenement.objects.filter(type="parcours.remplacement_fini").count() == 1
    planned = record_remplacement(by=by, absent=absent, remplacant=autre, du=fin, au=fin)
    end_remplacement(by=by, remplacement=planned, today=JOUR)
    assert not Remplacement.objects.filter(pk=planned.pk).exists()


def test_l_aide_connait_la_place_le_passe_et_le_voisinage(dispositif, by):
    commune = make_commune("59350")
    ancien, voisin, plein = make_referent(dispositif), make_referent(dispositif), make_referent(dispositif, etp="0.01")
    personne, autre = make_personne(dispositif), make_personne(dispositif)
    for someone in (personne, autre):
        Adresse.objects.create(dispositif=dispositif, personne=someone, commune=commune, du=date(2025, 1, 1))
    make_parcours(
        dispositif, personne=personne, referent=ancien, etat=EtatParcours.SORTI_SANS_SUITE, date_sortie=date(2026, 2, 1)
    )
    make_parcours(dispositif, personne=autre, referent=voisin)
    make_parcours(dispositif, referent=plein)
    found = queries.list_candidats(by, personne, on=JOUR)
    assert [c.cle for c in found] == [ancien.pk, voisin.pk, plein.pk]
    assert found[0].connu == "a déjà suivi la personne (depuis le 12/01/2026)"
    assert (found[1].voisins, found[2].has_place) == (1, False)


def test_la_page_des_referents_dit_la_charge_de_chacun(coordination, dispositif):
    referent = make_referent(dispositif, compte=make_habilitation(
        Role.REFERENT, dispositif, compte=make_compte(prenom="Solène", nom="Essai")).compte, etp="0.5")  # fmt: skip
    make_parcours(dispositif, referent=referent)
    page = read(coordination, "/referents/")
    assert "Solène Essai" in page
    assert "capacité 30 à 50" in page
    assert "Sous la capacité" in page
    assert "Inscrire un référent" not in page


def test_un_compte_qui_a_le_role_s_inscrit_et_lui_seul(coordination, dispositif):
    compte = make_habilitation(Role.REFERENT, dispositif).compte
    other = make_habilitation(Role.REFERENT, make_dispositif()).compte
    values = {"etp": "0,8", "du": localdate().isoformat()}
    assert post(coordination, "/referents/inscrire/", compte=other.pk, **values).status_code == 200
    assert not Referent.objects.exists()
    assert post(coordination, "/referents/inscrire/", compte=compte.pk, **values).status_code == 302
    assert Referent.objects.get().quotites.get().etp == Decimal("0.8")
    assert "sont inscrits" in read(coordination, "/referents/inscrire/")


def test_la_coordinatrice_change_le_temps_organise_l_absence_et_enregistre_le_depart(coordination, dispositif):
    referent, autre = make_referent(dispositif), make_referent(dispositif)
    page, today = f"/referents/{referent.uuid}/", localdate().isoformat()
    post(coordination, f"{page}temps/", etp="0,6", du=today)
    assert "capacité 36 à 60" in read(coordination, page)
    post(coordination, f"{page}absence/", remplacant=autre.pk, du=today, au=today)
    assert "En absence" in read(coordination, page)
    made = Remplacement.objects.get()
    assert coordination.post(f"/referents/remplacements/{made.uuid}/terminer/").status_code == 302
    assert not Remplacement.objects.exists()
    parcours = make_parcours(dispositif, referent=referent)
    assert "changez d’abord leur référent" in post(coordination, f"{page}depart/", au=today).content.decode()
    adresse = f"/dossiers/{parcours.uuid}/referent/"
    assert post(coordination, adresse, referent=autre.pk, du=today, motif="Départ", passation="on").status_code == 302
    assert Affectation.objects.filter(parcours=parcours).latest("du").passation_jusqu_au
    assert "Départ" in read(coordination, adresse)
    assert post(coordination, f"{page}depart/", au=today).status_code == 302


def test_la_fiche_de_relais_dit_ce_qui_est_convenu_et_rien_de_plus(coordination, dispositif, by):
    personne = make_personne(dispositif, telephone="01 99 00 00 01")
    parcours = make_parcours(
        dispositif, personne=personne, prochain_contact=datetime(2026, 12, 3, 13, 30, tzinfo=UTC)
    )  # fmt: skip
    autre = make_referent(dispositif)
    assign_referent(by=by, parcours=parcours, referent=autre, du=JOUR, motif="Rapprochement", today=JOUR)
    objectif = Objectif(dispositif=dispositif, parcours=parcours, du=JOUR, echeance=date(2027, 1, 31))
    objectif.intitule, objectif.actions = "Passer le permis", "S’inscrire à l’auto-école sociale"
    objectif.save()
    contrat = Contrat(dispositif=dispositif, parcours=parcours, du=JOUR, frequence_jours=31)
    contrat.objectifs = "Trouver un emploi de bureau"
    contrat.save()
    parcours.freins.create(dispositif=dispositif, frein="sante", niveau=4, le=JOUR)
    response = coordination.get(f"/dossiers/{parcours.uuid}/fiche-de-relais.pdf")
    text = " ".join(read_text(response.content).split())
    for expected in (
        f"Fiche de relais {personne}, dossier n° {personne.numero}, PLIE d’essai",
        f"Référent {autre}, depuis le 25/11/2026", f"Référent précédent {parcours.referent}, depuis le 12/01/2026",
        "Prochain rendez-vous 03/12/2026 à 14 h 30", "Téléphone 01 99 00 00 01", "Trouver un emploi de bureau",
        "Rendez-vous tous les 31 jours", "Passer le permis", "31/01/2027", "Aucune étape prévue ni en cours",
    ):  # fmt: skip
        assert expected in text
    assert "anté" not in text
    assert Acces.objects.filter(type="parcours.relais").count() == 1


@pytest.mark.parametrize("nombre", [2, 20])
def test_les_pages_ne_coutent_pas_plus_avec_vingt_referents(
    coordination, dispositif, by, nombre: int, django_assert_max_num_queries: Any
):
    referents = [make_referent(dispositif) for _ in range(nombre)]
    parcours = [make_parcours(dispositif, referent=referents[0]) for _ in range(nombre)]
    for one in referents[1:]:
        record_remplacement(by=by, absent=one, remplacant=referents[0], du=localdate(), au=localdate())
    for adresse, most in (
        ("/referents/", 16), (f"/referents/{referents[0].uuid}/", 18), ("/referents/inscrire/", 16),
        (f"/dossiers/{parcours[0].uuid}/referent/", 22), (f"/dossiers/{parcours[0].uuid}/fiche-de-relais.pdf", 22),
    ):  # fmt: skip
        with django_assert_max_num_queries(most):
            assert coordination.get(adresse).status_code == 200


def test_ni_referent_ni_autre_dispositif_n_organisent_les_files(client, dispositif):
    referent = make_referent(dispositif)
    client.force_login(referent.compte)
    assert client.get("/referents/").status_code == 403
    client.force_login(make_habilitation(Role.COORDINATEUR, make_dispositif()).compte)
    assert client.get(f"/referents/{referent.uuid}/").status_code == 404
