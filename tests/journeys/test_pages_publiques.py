"""The public pages and those of the network: axe finds nothing, and nothing overflows at 360 px."""

from datetime import date
from typing import Any

import pytest
from django.utils.timezone import localdate

from maillage.reseau import actions
from maillage.reseau.models import Contact, Dispositif
from maillage.reseau.nomenclatures import Fonction, NatureJalon
from maillage.socle.roles import Role
from maillage.territoire.actions import import_referentiel
from tests.territoire.conftest import read_petit_jeu
from tests.usine import make_acteur, make_dispositif, make_habilitation

pytestmark = pytest.mark.navigateur
PUBLIQUES = (
    "/", "/carte/", "/pres-de-chez-moi/?commune=59350", "/sources/", "/donnees-personnelles/", "/communes/?q=saint",
    "/territoire/communes/59350/", "/definitions/",
)  # fmt: skip


@pytest.fixture
def directrice(transactional_db: None) -> Any:
    """A real dispositif with a contact and a history."""
    import_referentiel(read_petit_jeu())
    dispositif = make_dispositif("PLIE de Lille", departement_id="59", region_id="32", telephone="03 20 00 00 00")
    Dispositif.objects.filter(pk=dispositif.pk).update(is_fictif=False)
    dispositif.refresh_from_db()
    habilitation = make_habilitation(Role.DIRECTEUR, dispositif)
    by = make_acteur(habilitation=habilitation)
    actions.record_contact(
        by=by, dispositif=dispositif, fonction=Fonction.DIRECTION, nom="Zoé Exemple", precision="Directrice générale",
        telephone="03 20 11 22 33", courriel="zoe.exemple@exemple.fr", du=date(2024, 1, 1), consenti_le=None,
        today=localdate(),
    )  # fmt: skip
    actions.record_jalon(
        by=by, dispositif=dispositif, nature=NatureJalon.CREATION, le=date(1994, 3, 1), today=localdate()
    )
    return habilitation


@pytest.mark.parametrize("largeur", [1280, 360])
def test_les_pages_du_public_et_de_la_direction_sont_accessibles_et_tiennent(
    directrice: Any, ouvrir: Any, largeur: int
) -> None:
    slug, contact = directrice.dispositif.slug, Contact.objects.get()
    tenues = [f"/reseau/dispositifs/{slug}/{page}" for page in ("", "modifier/", "contacts/ajouter/", "visibilite/")]
    tenues += [f"/reseau/dispositifs/{slug}/histoire/", f"/reseau/contacts/{contact.uuid}/", f"/annuaire/{slug}/"]
    for compte, adresses in ((None, (*PUBLIQUES, f"/annuaire/{slug}/")), (directrice.compte, tenues)):
        visite = ouvrir(largeur=largeur, compte=compte) if compte else ouvrir(largeur=largeur)
        for adresse in adresses:
            visite.va(adresse)
            visite.assert_accessible()
            visite.assert_sans_defilement_horizontal()
