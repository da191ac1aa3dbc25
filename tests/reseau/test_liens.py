"""From a dispositif's page to its history and its pièces: for those who may go, and for nobody else."""

import pytest

from maillage.reseau.models import Dispositif
from maillage.socle.roles import Role
from tests.reseau.test_gestion import connect
from tests.usine import make_dispositif, make_habilitation

pytestmark = pytest.mark.django_db


@pytest.fixture
def dispositif():
    made = make_dispositif("PLIE de Valombre")
    Dispositif.objects.filter(pk=made.pk).update(is_fictif=False)
    made.refresh_from_db()
    return made


def read_liens(client, adresse):
    """The links of the page's own part: the menu is the same for the whole site."""
    page = client.get(adresse).content.decode()
    header = page.split('<div class="entete-page">')[1].split("</div>\n</div>")[0].split("</h1>")[1]
    return {libelle for libelle in ("Historique", "Pièces") if libelle in header}


@pytest.mark.parametrize(
    ("role", "attendus"),
    [
        (Role.DIRECTEUR, {"Historique", "Pièces"}),
        (Role.REFERENT, {"Historique", "Pièces"}),
        (Role.ELU, {"Historique"}),
        (Role.PRESCRIPTEUR, {"Historique"}),
    ],
)
def test_l_equipe_va_a_l_historique_et_aux_pieces_selon_ses_droits(client, dispositif, role, attendus):
    connect(client, make_habilitation(role, dispositif))
    for adresse in (f"/annuaire/{dispositif.slug}/", f"/reseau/dispositifs/{dispositif.slug}/"):
        assert read_liens(client, adresse) == attendus
    # Every link shown opens; every link not shown would not.
    historique = client.get(f"/historique/reseau.dispositif/{dispositif.uuid}/")
    assert (historique.status_code == 200) == ("Historique" in attendus)
    assert (client.get("/pieces/").status_code == 200) == ("Pièces" in attendus)


def test_un_visiteur_un_autre_dispositif_et_la_tete_de_reseau_ne_voient_aucun_lien(client, dispositif):
    adresse = f"/annuaire/{dispositif.slug}/"
    assert read_liens(client, adresse) == set()
    connect(client, make_habilitation(Role.DIRECTEUR, make_dispositif()))
    assert read_liens(client, adresse) == set()
    assert "Vous tenez cette fiche" not in client.get(adresse).content.decode()
    connect(client, make_habilitation(Role.ANIMATEUR_RESEAU))
    assert read_liens(client, adresse) == set()
    assert read_liens(client, f"/reseau/dispositifs/{dispositif.slug}/") == set()
    assert "Vous tenez cette fiche" in client.get(adresse).content.decode()
