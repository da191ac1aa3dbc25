"""An opérateur keeps the sheet of a session, at a desk and on a telephone. The pictures illustrate the users' guide."""

from typing import Any

import pytest
from django.utils.timezone import localdate

from maillage.comptes.models import Compte
from maillage.parcours.models import Emargement, Positionnement
from maillage.parcours.nomenclatures.etapes import EtatPositionnement
from maillage.reseau.models import Dispositif, Organisation
from tests.journeys.demonstration import enter_as
from tests.parcours.usine import make_parcours
from tests.parcours.usine_etapes import make_action, make_session

pytestmark = pytest.mark.navigateur


@pytest.fixture
def etapes(valombre: None) -> list[Positionnement]:
    """Three people under way at « L’Atelier du Pont », whose direction is Gilles Fontaine."""
    today = localdate()
    dispositif = Dispositif.objects.get(slug="fictif-plie-valombre")
    compte = Compte.objects.get(prenom="Gilles", nom="Fontaine")
    atelier = Organisation.objects.get(pk__in=compte.habilitations.values("employeur"))
    debut = today.replace(day=1)
    action = make_action(dispositif, operateur=atelier, intitule="Découverte du maraîchage", du=debut)
    session = make_session(action, du=debut, au=today, lieu="Jardin du Pont")
    return [
        Positionnement.objects.create(
            dispositif=dispositif, parcours=make_parcours(dispositif), action=action, session=session, type=action.type,
            intitule=action.intitule, operateur=atelier, etat=EtatPositionnement.EN_COURS, propose_le=debut, debut=debut,
        )
        for _ in range(3)
    ]  # fmt: skip


@pytest.mark.parametrize("largeur", [1280, 360])
def test_un_operateur_tient_sa_feuille_de_presence(etapes: Any, ouvrir: Any, largeur: int) -> None:
    visite = ouvrir(largeur=largeur)
    page = visite.page
    first, second, _ = etapes
    enter_as(visite, "Gilles Fontaine")
    visite.va("/mes-etapes/")
    check(visite)
    visite.capture("mes-etapes")
    visite.suit(page.get_by_role("link", name="Le jour : Découverte du maraîchage"))
    check(visite)
    cells = page.get_by_label(str(first.parcours.personne))
    cells.first.focus()
    page.keyboard.press("P")  # the first letter chooses, without a mouse
    page.get_by_label(str(second.parcours.personne)).first.select_option("garde")
    visite.suit(page.get_by_role("button", name="Enregistrer la feuille"))
    assert page.get_by_text("2 demi-journées sont enregistrées.").is_visible()
    assert [
        (e.positionnement, e.is_present) for e in Emargement.objects.order_by("positionnement", "-demi_journee")
    ] == [
        (first, True),
        (second, False),
    ]
    visite.suit(page.get_by_role("button", name="Les cases vides sont des présences"))
    assert Emargement.objects.filter(is_present=True).count() == 5
    visite.suit(page.get_by_role("link", name="Toute la semaine"))
    check(visite)
    visite.capture("feuille-de-presence")
    visite.suit(page.get_by_role("link", name=str(first.parcours.personne)))
    check(visite)
    assert page.get_by_text("2 présences, 0 absence").is_visible()


def check(visite: Any) -> None:
    visite.assert_accessible()
    visite.assert_sans_defilement_horizontal()
