"""A parcours begins, changes hands, and is read by whom it should."""

from datetime import date

import pytest

from maillage.parcours.actions.etats import ParcoursRefuse
from maillage.parcours.actions.referents import assign_referent, record_remplacement
from maillage.parcours.models import Parcours
from maillage.parcours.portee import build_portee
from maillage.socle.permissions import DroitRefuse
from maillage.socle.roles import Role
from tests.parcours.usine import ENTREE, make_coordinateur, make_parcours, make_personne, make_referent
from tests.usine import make_acteur, make_dispositif

pytestmark = pytest.mark.django_db
JOUR = date(2026, 11, 25)


@pytest.fixture
def dispositif():
    return make_dispositif()


def act_as(referent):
    return make_acteur(habilitation=referent.compte.habilitations.get())


def list_visibles(acteur):
    return set(Parcours.objects.filter(build_portee(acteur, on=JOUR)))


def test_une_entree_fixe_la_photo_et_le_premier_etat(dispositif):
    parcours = make_parcours(dispositif)
    assert parcours.photos.get().le == ENTREE
    assert [(p.de, p.vers, p.le) for p in parcours.passages.all()] == [("", "a_demarrer", ENTREE)]
    assert parcours.affectations.get().referent == parcours.referent


def test_une_personne_n_a_qu_un_parcours_ouvert(dispositif):
    parcours = make_parcours(dispositif)
    with pytest.raises(ParcoursRefuse, match="déjà un parcours ouvert"):
        make_parcours(dispositif, personne=parcours.personne)


def test_un_referent_ne_voit_que_ses_participants(dispositif):
    mine, other = make_referent(dispositif), make_referent(dispositif)
    parcours = make_parcours(dispositif, referent=mine)
    make_parcours(dispositif, referent=other)
    acteur = act_as(mine)
    assert list_visibles(acteur) == {parcours}


def test_r10_un_referent_remplace_perd_le_dossier_aussitot_ou_apres_la_passation(dispositif):
    before, after = make_referent(dispositif), make_referent(dispositif)
    by = make_coordinateur(dispositif)
    parcours, other = make_parcours(dispositif, referent=before), make_parcours(dispositif, referent=before)
    assign_referent(by=by, parcours=parcours, referent=after, du=JOUR, motif="départ", today=JOUR)
    assign_referent(by=by, parcours=other, referent=after, du=JOUR, motif="départ", today=JOUR, passation=True)
    former = act_as(before)
    assert list_visibles(former) == {other}
    assert not Parcours.objects.filter(build_portee(former, on=date(2026, 12, 11))).exists()


def test_pendant_une_absence_le_remplacant_voit_les_dossiers_et_pas_apres(dispositif):
    absent, remplacant = make_referent(dispositif), make_referent(dispositif)
    parcours = make_parcours(dispositif, referent=absent)
    record_remplacement(
        by=make_coordinateur(dispositif), absent=absent, remplacant=remplacant, du=JOUR, au=date(2026, 12, 4)
    )
    acteur = act_as(remplacant)
    assert list_visibles(acteur) == {parcours}
    assert not Parcours.objects.filter(build_portee(acteur, on=date(2026, 12, 5))).exists()


def test_un_changement_de_referent_ne_remonte_pas_le_temps(dispositif):
    parcours, other = make_parcours(dispositif), make_referent(dispositif)
    with pytest.raises(ParcoursRefuse, match="date plus tardive"):
        assign_referent(
            by=make_coordinateur(dispositif), parcours=parcours, referent=other, du=ENTREE, motif="", today=JOUR
        )


def test_un_referent_n_affecte_personne(dispositif):
    with pytest.raises(DroitRefuse):
        make_parcours(dispositif, by=make_acteur(Role.REFERENT, dispositif), personne=make_personne(dispositif))


def test_la_file_active_et_le_dossier_s_ouvrent_a_leur_referent_seul(client, dispositif):
    referent = make_referent(dispositif)
    parcours = make_parcours(dispositif, referent=referent)
    client.force_login(referent.compte)
    assert str(parcours.personne) in client.get("/file-active/").content.decode()
    assert client.get(f"/dossiers/{parcours.uuid}/").status_code == 200
    client.force_login(make_referent(dispositif).compte)
    assert client.get(f"/dossiers/{parcours.uuid}/").status_code == 404
