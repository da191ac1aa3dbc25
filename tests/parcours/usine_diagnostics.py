"""Makes the smallest orientation under way, and the acteur that a référent is."""

from datetime import date
from itertools import count

from maillage.parcours.models import Orientation, Prescripteur, Referent
from maillage.parcours.nomenclatures.etats import EtatOrientation
from maillage.parcours.nomenclatures.orientation import TypePrescripteur
from maillage.reseau.models import Dispositif
from maillage.socle.acteur import Acteur
from tests.usine import make_acteur

_numero = count(9001)


def make_orientation(dispositif: Dispositif, *, le: date, **values: object) -> Orientation:
    prescripteur, _ = Prescripteur.objects.get_or_create(
        dispositif=dispositif, nom="CCAS d’essai", defaults={"type": TypePrescripteur.CCAS, "du": le}
    )
    defaults = {
        "numero": next(_numero), "etat": EtatOrientation.EN_ACCUEIL, "date_prescription": le, "consentement_le": le,
        "prescripteur": prescripteur, "canal": "intermediaire", "prenoms": "Alix", "nom_naissance": "Exemple",
    }  # fmt: skip
    return Orientation.objects.create(dispositif=dispositif, **(defaults | values))


def make_acteur_du_referent(referent: Referent) -> Acteur:
    assert referent.compte is not None
    return make_acteur(habilitation=referent.compte.habilitations.get())
