"""The posts as the direction keeps them: who, how much, since when; refusals that say how to mend."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils.timezone import localdate

from maillage.clause.actions.marches import ClauseRefusee
from maillage.clause.actions.postes import end_poste
from maillage.clause.models import PosteFacilitateur
from maillage.clause.permissions import Droit
from maillage.reseau.models import Effectif
from maillage.reseau.nomenclatures import TypeDispositif
from maillage.socle import permissions
from maillage.socle.journal.models import Evenement
from maillage.socle.permissions import DroitRefuse
from maillage.socle.roles import Role
from tests.clause.usine import make_clause, make_facilitateur
from tests.clause.usine_postes import make_direction, make_poste
from tests.parcours.suivi.pages import count_queries, fill, open_page
from tests.usine import make_acteur, make_dispositif, make_habilitation

pytestmark = pytest.mark.django_db
POSTES = "/activite-clause/postes/"
SAISIE = {"fonction": "facilitateur", "quotite": "0,8", "financement": "etat", "du": "2026-01-05"}


@pytest.fixture
def dispositif():
    return make_clause()


@pytest.fixture
def facilitatrice(dispositif):
    return make_habilitation(Role.FACILITATEUR, dispositif).compte


@pytest.fixture
def connectee(client, dispositif):
    client.force_login(make_direction(dispositif).compte)
    return client


def test_la_direction_ajoute_le_poste_d_une_personne_de_l_equipe(connectee, dispositif, facilitatrice):
    page = fill(connectee, f"{POSTES}nouveau/", compte=facilitatrice.pk, **SAISIE)
    assert page.status_code == 302
    poste = PosteFacilitateur.objects.get()
    assert (poste.compte, poste.quotite, poste.au, poste.dispositif) == (
        facilitatrice,
        Decimal("0.8"),
        None,
        dispositif,
    )
    found = Evenement.objects.get(type="clause.poste")
    assert found.details == {"fonction": "facilitation", "quotite": "0.8", "du": "2026-01-05"}


def test_un_poste_se_donne_a_quelqu_un_qui_n_a_pas_de_compte_mais_pas_a_deux_personnes(connectee, facilitatrice):
    page = fill(connectee, f"{POSTES}nouveau/", **SAISIE)
    assert page.context["form"].errors["compte"] == ["Choisissez la personne, ou nommez-la si elle n’a pas de compte."]
    page = fill(connectee, f"{POSTES}nouveau/", compte=facilitatrice.pk, nom="Alix Essai", **SAISIE)
    assert "nom" in page.context["form"].errors
    assert fill(connectee, f"{POSTES}nouveau/", nom="Alix Essai", **SAISIE).status_code == 302
    assert str(PosteFacilitateur.objects.get()) == "Alix Essai"


def test_personne_n_a_plus_d_un_temps_plein_meme_en_deux_fonctions(connectee, dispositif, facilitatrice):
    make_poste(dispositif, compte=facilitatrice, quotite="0.8")
    page = fill(connectee, f"{POSTES}nouveau/", compte=facilitatrice.pk, **SAISIE | {"fonction": "coordinateur"})
    assert page.context["form"].errors["quotite"] == [
        "Cette personne aurait 1,6 ETP le 05/01/2026 : elle fait au plus un temps plein. "
        "Terminez ou diminuez d’abord l’autre poste."
    ]
    page = fill(connectee, f"{POSTES}nouveau/", nom="Alix", **SAISIE | {"quotite": "1,2"})
    assert "de plus de 0 à 1" in page.context["form"].errors["quotite"][0]
    assert PosteFacilitateur.objects.count() == 1


def test_un_changement_termine_la_veille_et_le_premier_jour_corrige(connectee, dispositif):
    poste = make_poste(dispositif, quotite="0.6", du=date(2026, 1, 5))
    va = f"{POSTES}{poste.uuid}/changer/"
    assert fill(connectee, va, quotite="0,7", du="2026-01-05").status_code == 302
    poste.refresh_from_db()
    assert (poste.quotite, poste.au) == (Decimal("0.7"), None)
    assert fill(connectee, va, quotite="0,9", du="2026-06-01").status_code == 302
    assert list(PosteFacilitateur.objects.order_by("du").values_list("quotite", "du", "au")) == [
        (Decimal("0.7"), date(2026, 1, 5), date(2026, 5, 31)), (Decimal("0.9"), date(2026, 6, 1), None),
    ]  # fmt: skip
    page = fill(connectee, va, quotite="0,5", du="2025-12-31")
    assert page.context["form"].errors["du"] == ["Ce poste commence le 05/01/2026 : il ne change pas avant."]
    page = fill(connectee, va, quotite="0,5", du="2026-06-01")
    assert "terminé depuis le 31/05/2026" in page.context["form"].errors["du"][0]


def test_deux_directions_qui_changent_le_meme_poste_ne_s_ecrasent_pas(connectee, dispositif):
    poste = make_poste(dispositif, quotite="0.6", du=date(2026, 1, 5))
    va = f"{POSTES}{poste.uuid}/changer/"
    shown = open_page(connectee, va)
    assert fill(connectee, va, quotite="0,7", du="2026-01-05").status_code == 302
    page = connectee.post(va, {**shown, "quotite": "0,9", "du": "2026-01-05"})
    assert page.status_code == 409
    assert "0,7" in page.content.decode() or "0.7" in page.content.decode()


def test_un_poste_finit_apres_son_debut_et_ne_rouvre_pas_sur_un_autre(connectee, dispositif):
    premier = make_poste(dispositif, nom="Alix", du=date(2026, 1, 5), au=date(2026, 3, 31))
    make_poste(dispositif, nom="Alix", du=date(2026, 4, 1))
    va = f"{POSTES}{premier.uuid}/terminer/"
    page = fill(connectee, va, au="2026-01-04")
    assert page.context["form"].errors["au"] == ["Le poste commence le 05/01/2026 : il ne finit pas avant."]
    page = fill(connectee, va, au="2026-04-30")
    assert "au plus un temps plein" in page.context["form"].errors["au"][0]
    assert fill(connectee, va, au="2026-02-28").status_code == 302
    premier.refresh_from_db()
    assert premier.au == date(2026, 2, 28)


def test_un_poste_saisi_par_erreur_se_retire_et_le_journal_s_en_souvient(connectee, dispositif):
    poste = make_poste(dispositif)
    page = connectee.get(f"{POSTES}{poste.uuid}/retirer/")
    jeton = page.content.decode().split('name="jeton" value="')[1].split('"')[0]
    for _ in range(2):  # a double click
        assert connectee.post(f"{POSTES}{poste.uuid}/retirer/", {"jeton": jeton}).status_code == 302
    assert not PosteFacilitateur.objects.exists()
    assert Evenement.objects.filter(type="clause.poste_annule").count() == 1


def test_la_page_dit_les_etp_du_jour_et_l_accord_avec_la_fiche(connectee, dispositif):
    today = localdate()
    Effectif.objects.create(dispositif=dispositif, fonction="facilitation", employeur="interne", personnes=2, etp="1.5",
                            du=today - timedelta(days=9))  # fmt: skip
    make_poste(dispositif, nom="Alix", quotite="0.8")
    make_poste(dispositif, nom="Sacha", quotite="0.2", fonction="coordinateur")
    make_poste(dispositif, nom="Parti", au=today - timedelta(days=1))
    told = " ".join(connectee.get(POSTES).content.decode().split())
    assert "0,80&nbsp;ETP de facilitation</strong> et 0,20&nbsp;ETP de coordination" in told
    assert "Elle déclare 1,50&nbsp;ETP de facilitation, et vos postes en font 0,80" in told
    make_poste(dispositif, nom="Charlie", quotite="0.7")
    assert "comme vos postes" in connectee.get(POSTES).content.decode()


def test_seule_la_direction_du_service_tient_les_postes(dispositif):
    poste = make_poste(dispositif)
    direction = make_acteur(Role.DIRECTEUR, dispositif)
    assert permissions.can(direction, Droit.TENIR_POSTES, poste)
    ailleurs = make_acteur(Role.DIRECTEUR, make_clause())
    plie = make_acteur(Role.DIRECTEUR, make_dispositif(type=TypeDispositif.PLIE))
    for autre in (ailleurs, plie, make_facilitateur(dispositif)):
        assert not permissions.can(autre, Droit.TENIR_POSTES, poste)
        with pytest.raises(DroitRefuse):
            end_poste(by=autre, poste=poste, au=localdate())
    poste.delete()
    with pytest.raises(ClauseRefusee, match="rechargez la liste"):
        end_poste(by=direction, poste=PosteFacilitateur(pk=999_999, dispositif=dispositif), au=localdate())


def test_la_liste_pose_le_meme_nombre_de_requetes_a_2_et_20(connectee, dispositif):
    counts = []
    for more in (2, 18):
        for _ in range(more):
            make_poste(dispositif, compte=make_habilitation(Role.FACILITATEUR, dispositif).compte)
        counts.append(len(count_queries(connectee, POSTES)))
    assert counts[0] == counts[1]
