"""A contract of the clause becomes an étape of a parcours: told once, confirmed once, typed never."""

from datetime import date, timedelta

import pytest
from django.utils.timezone import localdate

from maillage.clause.afaire.passerelle import list_a_faire
from maillage.clause.models import PropositionEtape, TransmissionPlie
from maillage.clause.nomenclatures.emplois import ModeRealisation, TypeContrat
from maillage.clause.nomenclatures.passerelle import PAR_CONTRAT, PAR_MODE
from maillage.clause.rules.passerelle import suggest_type
from maillage.parcours.models import Positionnement
from maillage.parcours.nomenclatures.etapes import TYPES
from maillage.parcours.views.etapes import explain
from maillage.reseau.nomenclatures import TypeDispositif
from maillage.socle.acteur import Acteur
from maillage.socle.journal.models import Evenement
from maillage.socle.roles import Role
from tests.clause.usine import make_clause
from tests.clause.usine_aval import make_emploi, make_personne
from tests.parcours.suivi.pages import fill
from tests.parcours.usine import make_parcours, make_referent
from tests.usine import make_compte, make_dispositif, make_habilitation

T, M = TypeContrat, ModeRealisation
IDENTITE = {"nom_naissance": "Bellamy", "prenoms": "Aïcha", "date_naissance": date(1990, 5, 4), "sexe": "f"}
DEBUT = date(2026, 3, 9)


@pytest.mark.parametrize(
    ("contrat", "mode", "fin", "attendu"),
    [
        (T.CDD, M.EMBAUCHE_DIRECTE, date(2026, 9, 8), "CNA-CDD"),
        (T.CDD, M.EMBAUCHE_DIRECTE, date(2026, 9, 9), "CNA-LON"),
        (T.CDI, M.EMBAUCHE_DIRECTE, None, "CNA-LON"),
        (T.CTT_INSERTION, M.MAD_ETTI, date(2026, 4, 1), "IAE-ETTI"),
        (T.PROFESSIONNALISATION, M.MAD_GEIQ, None, "ALT-PRO"),
    ],
)
def test_le_contrat_et_sa_facon_disent_le_type_d_etape(contrat, mode, fin, attendu):
    assert suggest_type(contrat, mode, debut=DEBUT, fin=fin) == attendu


def test_chaque_type_propose_est_un_contrat_de_travail():
    assert all(TYPES[code].is_contrat for code in {*PAR_MODE.values(), *PAR_CONTRAT.values(), "CNA-CDD", "CNA-LON"})


@pytest.fixture
def clause(db):
    return make_clause()


@pytest.fixture
def plie(db):
    return make_dispositif(type=TypeDispositif.PLIE)


@pytest.fixture
def suivie(plie):
    """Followed by the référent of the fixture `referente`."""
    compte = make_compte(nom="Garrec")
    make_habilitation(Role.REFERENT, plie, compte=compte)
    personne = make_personne(plie, **IDENTITE)
    return make_parcours(
        plie, personne=personne, referent=make_referent(plie, compte=compte), entree=localdate() - timedelta(days=400),
        etat="actif",
    )  # fmt: skip


def tell(client, clause, plie, **values):
    client.force_login(make_habilitation(Role.FACILITATEUR, clause).compte)
    personne = make_personne(clause, **{**IDENTITE, **values})
    debut = localdate() - timedelta(days=60)
    emploi = make_emploi(personne, debut=debut, fin_prevue=debut + timedelta(days=300))
    page = client.get(f"/clause/contrats/{emploi.uuid}/plie/")
    assert plie in page.context["form"].fields["vers"].queryset
    answer = fill(client, f"/clause/contrats/{emploi.uuid}/plie/", vers=str(plie.pk))
    return emploi, answer


def enter(client, suivie) -> Acteur:
    compte = suivie.referent.compte
    client.force_login(compte)
    return Acteur(
        compte=compte.pk, role=Role.REFERENT, dispositif=suivie.dispositif_id, dispositifs=frozenset({suivie.dispositif_id}),
        type=TypeDispositif.PLIE,
    )  # fmt: skip


def test_une_confirmation_fait_une_etape_commencee_qui_compte_pour_la_clause(client, clause, plie, suivie):
    emploi, _ = tell(client, clause, plie)
    acteur = enter(client, suivie)
    (chose,) = list_a_faire(acteur, localdate())
    page = client.get(chose.url)
    assert page.context["form"].initial["type"] == "CNA-LON"
    assert fill(client, chose.url).status_code == 302
    etape = Positionnement.objects.get()
    assert (etape.etat, etape.debut, etape.prevu_au, etape.type) == (
        "en_cours",
        emploi.debut,
        emploi.fin_prevue,
        "CNA-LON",
    )
    assert [compte.is_compte for compte in explain(etape) if compte.nom == "Clause sociale"] == [True]
    assert list_a_faire(acteur, localdate()) == []
    answer = fill_again(client, chose.url)
    assert Positionnement.objects.count() == 1
    assert "étape de son parcours" in answer


def fill_again(client, url) -> str:
    """The page of what was confirmed has no form any more; posting it again writes nothing."""
    client.post(url, {"reponse": "nouvelle", "type": "CNA-LON"})
    return client.get(url).content.decode()


def test_une_etape_deja_saisie_se_relie_au_lieu_d_en_faire_une_seconde(client, clause, plie, suivie):
    deja = Positionnement.objects.create(
        dispositif=plie, parcours=suivie, type="CNA-CDD", intitule="Peintre chez Martel", etat="en_cours",
        propose_le=localdate(), debut=localdate() - timedelta(days=60),
    )  # fmt: skip
    tell(client, clause, plie)
    enter(client, suivie)
    row = PropositionEtape.objects.get()
    fill(client, f"/parcours/contrats-de-la-clause/{row.uuid}/", reponse=str(deja.uuid))
    etape = Positionnement.objects.get()
    assert etape.clause.startswith(row.contrat.hex[:8].upper())
    row.refresh_from_db()
    assert row.etape == etape


def test_ecarter_demande_pourquoi_et_rien_n_entre_dans_le_parcours(client, clause, plie, suivie):
    tell(client, clause, plie)
    enter(client, suivie)
    url = f"/parcours/contrats-de-la-clause/{PropositionEtape.objects.get().uuid}/"
    page = fill(client, url, reponse="ecarter")
    assert "motif" in page.context["form"].errors
    fill(client, url, reponse="ecarter", motif="refus_personne")
    assert PropositionEtape.objects.get().statut == "ecartee"
    assert not Positionnement.objects.exists()


def test_prevenir_deux_fois_ne_propose_qu_une_fois(client, clause, plie, suivie):
    emploi, _ = tell(client, clause, plie)
    fill(client, f"/clause/contrats/{emploi.uuid}/plie/", vers=str(plie.pk))
    assert (TransmissionPlie.objects.count(), PropositionEtape.objects.count()) == (1, 1)


@pytest.mark.parametrize("autre", [{"prenoms": "Alix"}, {"date_naissance": date(1990, 5, 5)}, {"sexe": "h"}])
def test_une_personne_qui_n_y_est_pas_suivie_donne_la_meme_reponse_et_n_y_laisse_rien(
    client, clause, plie, suivie, autre
):
    _, answer = tell(client, clause, plie, **autre)
    _, suivie_answer = tell(client, clause, plie)
    assert (answer.status_code, answer.url.split("/")[1:3]) == (
        suivie_answer.status_code,
        suivie_answer.url.split("/")[1:3],
    )
    assert TransmissionPlie.objects.count() == 2
    assert PropositionEtape.objects.count() == 1
    assert not Evenement.objects.filter(dispositif_id=plie.pk, type__startswith="clause.").exists()


def test_un_parcours_termine_ne_recoit_rien(client, clause, plie, suivie):
    suivie.etat, suivie.date_sortie = "sorti_positif", localdate()
    suivie.save()
    tell(client, clause, plie)
    assert not PropositionEtape.objects.exists()


def test_seul_qui_suit_la_personne_ouvre_la_proposition(client, clause, plie, suivie):
    tell(client, clause, plie)
    url = f"/parcours/contrats-de-la-clause/{PropositionEtape.objects.get().uuid}/"
    assert client.get(url).status_code in (403, 404)  # the facilitatrice who told it
    autre = make_compte(nom="Autre")
    make_habilitation(Role.REFERENT, plie, compte=autre)
    client.force_login(autre)
    assert client.get(url).status_code == 404
    enter(client, suivie)
    assert client.get(url).status_code == 200


def test_la_personne_est_informee_avant_son_plie(client, clause, plie, suivie):
    client.force_login(make_habilitation(Role.FACILITATEUR, clause).compte)
    emploi = make_emploi(make_personne(clause, **IDENTITE))
    page = fill(
        client, f"/clause/contrats/{emploi.uuid}/plie/", vers=str(plie.pk),
        informee_le=(localdate() + timedelta(days=1)).isoformat(),
    )  # fmt: skip
    assert "informée d’abord" in page.context["form"].errors["informee_le"][0]
    assert not TransmissionPlie.objects.exists()
