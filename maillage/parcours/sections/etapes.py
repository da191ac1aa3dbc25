"""The étapes on the page of a file: those alive and the latest, the others one link away."""

from datetime import date

from maillage.parcours.dossier import Contexte, Section, declare_section
from maillage.parcours.listes.etapes import get_classe, get_icone
from maillage.parcours.models import Parcours
from maillage.parcours.nomenclatures.etapes import EtatPositionnement
from maillage.parcours.permissions import Droit
from maillage.parcours.queries import etapes
from maillage.parcours.rules.etapes import is_commencee
from maillage.socle.acteur import Acteur
from maillage.socle.roles import Role

MONTREES = 10


def build(acteur: Acteur, parcours: Parcours, on: date) -> Contexte | None:
    """Two queries, however many étapes. An opérateur only finds their own."""
    rows = etapes.list_du_dossier(acteur, parcours, on=on)
    shown = list(rows[:MONTREES])
    total = rows.count() if len(shown) == MONTREES else len(shown)
    return {
        "parcours": parcours,
        "lignes": [
            (row, get_classe(row), get_icone(row), is_commencee(EtatPositionnement(row.etat), row.debut))
            for row in shown
        ],
        "total": total,
        "peut_positionner": acteur.role in (Role.REFERENT, Role.COORDINATEUR) and parcours.is_ouvert,
    }


declare_section(Section("etapes", "Étapes", 40, Droit.OUVRIR_DOSSIER, "parcours/etapes_section.html", build))
