"""What the page of a file says of its freins and objectives."""

from datetime import date
from typing import Any

from maillage.parcours.dossier import Section, declare_section
from maillage.parcours.figures_freins import build_figure
from maillage.parcours.models import Parcours
from maillage.parcours.nomenclatures.accompagnement import OBJECTIFS_CLOS
from maillage.parcours.permissions import Droit
from maillage.parcours.queries import diagnostics as queries
from maillage.parcours.rules import diagnostics
from maillage.socle.acteur import Acteur


def build_freins(acteur: Acteur, parcours: Parcours, on: date) -> dict[str, Any]:
    """Without the sensitive ones: they are read on their own page, whose opening is logged."""
    versions = queries.list_diagnostics(parcours)
    evaluations = queries.as_evaluations(queries.list_freins(parcours, sensibles=False))
    dernier = versions[0] if versions else None
    echeance = diagnostics.compute_echeance(dernier.le if dernier else None, entree=parcours.date_entree, on=on)
    return {
        "parcours": parcours,
        "dernier": dernier,
        "echeance": echeance,
        "is_du": parcours.is_ouvert and echeance <= on,
        "figure": build_figure(evaluations, on=on),
        "levees": diagnostics.list_levees(evaluations, on=on),
    }


def build_objectifs(acteur: Acteur, parcours: Parcours, on: date) -> dict[str, Any]:
    rows = queries.list_objectifs(parcours)
    ouverts = [row for row in rows if row.etat not in OBJECTIFS_CLOS]
    return {"parcours": parcours, "objectifs": ouverts, "clos": len(rows) - len(ouverts), "jour": on}


def build_freins_partages(acteur: Acteur, parcours: Parcours, on: date) -> dict[str, Any] | None:
    rows = queries.list_freins_partages(parcours)
    return {"freins": rows} if rows else None


for section in (
    Section("freins", "Freins", 30, Droit.DIAGNOSTIQUER, "parcours/diagnostics_section.html", build_freins),
    Section("objectifs", "Objectifs", 32, Droit.DIAGNOSTIQUER, "parcours/objectifs_section.html", build_objectifs),
    Section(
        "freins_partages", "Freins utiles à l’étape", 30, Droit.SUIVRE_ETAPE, "parcours/freins_partages_section.html",
        build_freins_partages,
    ),
):  # fmt: skip
    declare_section(section)
