"""What the page of a file says of the contracts: the PLIE's, and the legal one beside it under its own name."""

from datetime import date
from typing import Any

from maillage.parcours.contrats_etat import describe_contrats
from maillage.parcours.documents.parcours import DOCUMENTS
from maillage.parcours.dossier import Section, declare_section
from maillage.parcours.models import Justificatif, Parcours
from maillage.parcours.nomenclatures.etats import EtatParcours
from maillage.parcours.permissions import Droit
from maillage.parcours.queries import contrats as queries
from maillage.parcours.rules import contrats
from maillage.socle.acteur import Acteur


def build_contrats(acteur: Acteur, parcours: Parcours, on: date) -> dict[str, Any]:
    contexte: dict[str, Any] = {"parcours": parcours, **describe_contrats(queries.list_contrats(parcours), on=on)}
    contexte["pieces"] = list(Justificatif.objects.filter(contrat=contexte["vigueur"])) if contexte["vigueur"] else []
    if parcours.etat == EtatParcours.A_DEMARRER:
        contexte["echeance"] = contrats.compute_echeance_signature(parcours.date_entree, on=on)
        contexte["is_en_retard"] = contexte["echeance"] < on
    return contexte


def build_documents(acteur: Acteur, parcours: Parcours, on: date) -> dict[str, Any]:
    return {"parcours": parcours, "documents": DOCUMENTS}


for section in (
    Section("contrats", "Contrat", 20, Droit.CONTRACTUALISER, "parcours/contrats_section.html", build_contrats),
    Section("documents", "Documents à imprimer", 90, Droit.CONTRACTUALISER, "parcours/documents_section.html", build_documents),
):  # fmt: skip
    declare_section(section)
