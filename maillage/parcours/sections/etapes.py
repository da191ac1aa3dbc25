"""The étapes on the page of a file: those alive and the latest, the others one link away."""

from maillage.parcours.dossier import Contexte, Section, declare_section
from maillage.parcours.lecture import Lecture
from maillage.parcours.listes.etapes import get_classe, get_icone
from maillage.parcours.nomenclatures.etapes import EtatPositionnement
from maillage.parcours.permissions import Droit
from maillage.parcours.queries.dossiers import ETAPES
from maillage.parcours.rules.etapes import is_commencee
from maillage.socle.roles import Role


def build(lu: Lecture) -> Contexte:
    """An opérateur only finds their own."""
    rows = lu[ETAPES]
    return {
        "parcours": lu.parcours,
        "lignes": [
            (row, get_classe(row), get_icone(row), is_commencee(EtatPositionnement(row.etat), row.debut))
            for row in rows
        ],
        "total": rows[0].total if rows else 0,  # type: ignore[attr-defined]
        "peut_positionner": lu.acteur.role in (Role.REFERENT, Role.COORDINATEUR) and lu.parcours.is_ouvert,
    }


declare_section(
    Section("etapes", "Étapes", 10, Droit.OUVRIR_DOSSIER, "parcours/etapes_section.html", build, lots=(ETAPES,))
)
