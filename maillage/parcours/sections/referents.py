"""The part of a person's page that says who answers for the parcours, and since when."""

from datetime import date

from maillage.parcours.dossier import Contexte, Section, declare_section
from maillage.parcours.models import Parcours
from maillage.parcours.permissions import Droit
from maillage.parcours.queries.referents import list_affectations
from maillage.socle import permissions
from maillage.socle.acteur import Acteur


def build(acteur: Acteur, parcours: Parcours, on: date) -> Contexte:
    return {
        "parcours": parcours,
        "affectations": list_affectations(parcours),
        "can_affecter": parcours.is_ouvert and permissions.can(acteur, Droit.AFFECTER, parcours),
    }


declare_section(
    Section("referents", "Référents du parcours", 90, Droit.TENIR_DOSSIER, "parcours/referent_section.html", build)
)
