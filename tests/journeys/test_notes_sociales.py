"""A social note: its author is warned of a word, the person chooses a reader, who reads it and nothing else."""

import pytest
from django.utils.timezone import localdate

from maillage.parcours.models import LecteurDeNotes, ReleveAlertes
from maillage.socle.roles import Role
from tests.parcours.usine import make_parcours, make_referent
from tests.usine import make_dispositif, make_habilitation

pytestmark = pytest.mark.navigateur


@pytest.mark.parametrize("largeur", [1280, 360])
def test_une_note_sociale_est_lue_par_qui_la_personne_a_choisi(ouvrir, largeur):
    dispositif = make_dispositif()
    referent, collegue = make_referent(dispositif), make_referent(dispositif)
    parcours = make_parcours(dispositif, referent=referent, etat="actif")
    visite = ouvrir(largeur, compte=referent.compte)
    page = visite.page
    visite.va(f"/dossiers/{parcours.uuid}/entretien/")
    page.get_by_text("Écrire une note").click()
    page.get_by_label("Les faits").fill("Dort chez sa sœur depuis sa cure de désintoxication.")
    page.get_by_label("Sociale").check()
    visite.suit(page.get_by_role("button", name="Enregistrer"))
    check(visite)
    page.get_by_label("Les faits").fill("Dort chez sa sœur.")
    visite.suit(page.get_by_role("button", name="Enregistrer"))
    row = ReleveAlertes.objects.get()
    assert (row.famille, row.montrees, row.confirmees, row.retirees) == ("addictions", 1, 0, 1)

    visite.va(f"/dossiers/{parcours.uuid}/droits/")
    check(visite)
    visite.suit(page.get_by_role("link", name="Désigner un lecteur"))
    check(visite)
    page.get_by_label("La personne laisse lire").select_option(label=str(collegue.compte))
    page.get_by_label("Support").select_option("papier")
    visite.suit(page.get_by_role("button", name="Enregistrer le choix"))
    check(visite)
    assert LecteurDeNotes.objects.get(retire_le=None).donne_le == localdate()

    visite = ouvrir(largeur, compte=collegue.compte)
    visite.va("/notes-confiees/")
    check(visite)
    visite.suit(visite.page.get_by_role("link", name=str(parcours.personne)))
    check(visite)
    assert visite.page.get_by_text("Dort chez sa sœur.").is_visible()

    visite = ouvrir(largeur, compte=make_habilitation(Role.COORDINATEUR, dispositif).compte)
    visite.va("/alertes-de-texte/")
    check(visite)
    assert visite.page.get_by_text("trop peu (1)").first.is_visible()


def check(visite):
    visite.assert_accessible()
    visite.assert_sans_defilement_horizontal()
