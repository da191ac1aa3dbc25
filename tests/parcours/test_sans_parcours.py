"""A dispositif that follows nobody (clause, Maison de l’emploi…) shows nothing of the parcours, whatever the role."""

import pytest
from django.utils.timezone import localdate

from maillage.comptes.models import Habilitation
from maillage.parcours.permissions import Droit, mene_des_parcours
from maillage.parcours.recherche import search
from maillage.reseau.nomenclatures import TYPES_A_PARCOURS, TypeDispositif
from maillage.socle import navigation, permissions
from maillage.socle.afaire.queries import list_a_faire
from maillage.socle.roles import FONCTIONS, Portee, Role
from tests.matrice.adresses import list_adresses
from tests.parcours.usine import make_parcours, make_referent
from tests.parcours.usine_orientations import make_orientation
from tests.usine import make_acteur, make_compte, make_dispositif, make_habilitation

pytestmark = pytest.mark.django_db
AUTRES = sorted(set(TypeDispositif) - TYPES_A_PARCOURS)
LOCAUX = [role for role, fonction in FONCTIONS.items() if fonction.portee is Portee.DISPOSITIF]
DU_PARCOURS = [a for a in list_adresses() if a.politique and a.politique.droit in set(Droit)]


def list_lignes(acteur):
    return [e.url for e in navigation.ENTREES.values() if e.droit in set(Droit) and navigation.can_see(acteur, e)]


def test_seuls_les_plie_menent_des_parcours():
    assert {TypeDispositif.PLIE} == TYPES_A_PARCOURS


@pytest.mark.parametrize("type", AUTRES)
@pytest.mark.parametrize("role", LOCAUX)
def test_aucun_role_n_y_a_de_droit_sur_un_parcours_ni_de_menu(type, role):
    acteur = make_acteur(role, make_dispositif(type=type))
    assert [droit for droit in Droit if permissions.can(acteur, droit)] == []
    assert list_lignes(acteur) == []


def test_dans_un_plie_les_memes_roles_gardent_leurs_menus():
    plie = make_dispositif()
    assert {role for role in LOCAUX if list_lignes(make_acteur(role, plie))} >= {
        Role.REFERENT, Role.COORDINATEUR, Role.DIRECTEUR, Role.PRESCRIPTEUR, Role.OPERATEUR, Role.REFERENT_ETAPE, Role.DPD,
    }  # fmt: skip


@pytest.mark.parametrize(("type", "role"), [
    (TypeDispositif.MDE, Role.COORDINATEUR), (TypeDispositif.CLAUSE, Role.DIRECTEUR), (TypeDispositif.OI, Role.REFERENT),
])  # fmt: skip
def test_ses_pages_y_sont_des_pages_qui_n_existent_pas(client, type, role):
    client.force_login(make_habilitation(role, make_dispositif(type=type)).compte)
    assert len(DU_PARCOURS) > 100
    statuts = {}
    for adresse in DU_PARCOURS:
        absent = {nom: adresse.missing(nom, "") for nom in adresse.parametres}
        statuts[adresse.nom] = {
            client.get(adresse.build(absent)).status_code,
            client.post(adresse.build(absent)).status_code,
        }
    assert {nom: found for nom, found in statuts.items() if found != {404}} == {}


def test_ce_qui_y_resterait_d_un_parcours_ne_se_compte_nulle_part():
    """A dispositif whose kind was mended after people had been entered: its direction has nothing to do about them."""
    dispositif = make_dispositif()
    habilitation = make_habilitation(Role.COORDINATEUR, dispositif)
    parcours = make_parcours(dispositif, referent=make_referent(dispositif))
    make_orientation(dispositif)
    nom, before = parcours.personne.nom_naissance, make_acteur(habilitation=habilitation)
    assert {chose.categorie for chose in list_a_faire(before, today=localdate())} > {"Annuaire"}
    assert list(search(before, nom, 5))
    dispositif.type = TypeDispositif.MDE
    dispositif.save()
    after = make_acteur(habilitation=Habilitation.objects.get(pk=habilitation.pk))
    assert {chose.categorie for chose in list_a_faire(after, today=localdate())} == {"Annuaire"}
    assert list(search(after, nom, 5)) == []
    with pytest.raises(permissions.DroitRefuse, match="Votre dispositif ne fait pas cela"):
        permissions.check(after, Droit.AFFECTER, parcours)


def test_le_meme_dossier_s_ouvre_sous_le_plie_et_pas_sous_la_clause(client):
    compte = make_compte()
    plie, clause = make_dispositif(), make_dispositif(type=TypeDispositif.CLAUSE)
    make_habilitation(Role.DIRECTEUR, plie, compte=compte)
    ailleurs = make_habilitation(Role.DIRECTEUR, clause, compte=compte)
    client.force_login(compte)
    assert client.get("/pilotage/").status_code == 200
    client.post("/changer-de-role/", {"habilitation": ailleurs.uuid})
    assert client.get("/pilotage/").status_code == 404


def test_qui_peut_quoi_le_dit(client):
    client.force_login(make_compte())
    assert f"Seulement {mene_des_parcours.libelle}." in client.get("/qui-peut-quoi/").content.decode()
