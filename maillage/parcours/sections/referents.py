"""The part of a person's page that says who answers for the parcours, and since when."""

from maillage.parcours.dossier import Colonne, Contexte, Section, declare_section
from maillage.parcours.lecture import Lecture
from maillage.parcours.permissions import Droit
from maillage.parcours.queries.dossiers import AFFECTATIONS
from maillage.socle import permissions


def build(lu: Lecture) -> Contexte:
    return {
        "parcours": lu.parcours,
        "affectations": lu[AFFECTATIONS],
        "can_affecter": lu.parcours.is_ouvert and permissions.can(lu.acteur, Droit.AFFECTER, lu.parcours),
    }


declare_section(
    Section("referents", "Référents du parcours", 130, Droit.TENIR_DOSSIER, "parcours/referent_section.html", build,
            lots=(AFFECTATIONS,), colonne=Colonne.REPERES)
)  # fmt: skip
