"""What the page of a file says of its freins and objectives."""

from typing import Any

from maillage.parcours.dossier import Section, declare_section
from maillage.parcours.figures_freins import build_figure
from maillage.parcours.lecture import Lecture
from maillage.parcours.nomenclatures.accompagnement import OBJECTIFS_CLOS
from maillage.parcours.permissions import Droit
from maillage.parcours.queries import diagnostics as queries
from maillage.parcours.queries.dossiers import DIAGNOSTICS, FREINS, OBJECTIFS
from maillage.parcours.rules import diagnostics
from maillage.socle import permissions


def build_freins(lu: Lecture) -> dict[str, Any]:
    """Without the sensitive ones: they are read on their own page, whose opening is logged."""
    parcours, on = lu.parcours, lu.on
    evaluations = queries.as_evaluations(lu[FREINS])
    dernier = lu.get_first(DIAGNOSTICS)
    echeance = diagnostics.compute_echeance(dernier.le if dernier else None, entree=parcours.date_entree, on=on)
    return {
        "parcours": parcours,
        "dernier": dernier,
        "echeance": echeance,
        "is_du": parcours.is_ouvert and echeance <= on,
        "figure": build_figure(evaluations, on=on),
        "levees": diagnostics.list_levees(evaluations, on=on),
    }


def build_objectifs(lu: Lecture) -> dict[str, Any]:
    rows = queries.sort_objectifs(lu[OBJECTIFS])
    ouverts = [row for row in rows if row.etat not in OBJECTIFS_CLOS]
    return {"parcours": lu.parcours, "objectifs": ouverts, "clos": len(rows) - len(ouverts), "jour": lu.on}


def build_freins_partages(lu: Lecture) -> dict[str, Any] | None:
    """For those who follow an étape: whoever establishes the diagnostics reads them all in the section « Freins »."""
    if permissions.can(lu.acteur, Droit.DIAGNOSTIQUER, lu.parcours):
        return None
    rows = queries.filter_partages(lu[FREINS])
    return {"freins": rows} if rows else None


for section in (
    Section("freins", "Freins", 40, Droit.DIAGNOSTIQUER, "parcours/diagnostics_section.html", build_freins,
            lots=(DIAGNOSTICS, FREINS)),
    Section("objectifs", "Objectifs", 20, Droit.DIAGNOSTIQUER, "parcours/objectifs_section.html", build_objectifs,
            lots=(OBJECTIFS,)),
    Section("freins_partages", "Freins utiles à l’étape", 45, Droit.SUIVRE_ETAPE,
            "parcours/freins_partages_section.html", build_freins_partages, lots=(FREINS,)),
):  # fmt: skip
    declare_section(section)
