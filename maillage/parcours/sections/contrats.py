"""What the page of a file says of the contracts: the PLIE's, and the legal one beside it under its own name."""

from typing import Any

from maillage.parcours.contrats_etat import describe_contrats
from maillage.parcours.documents.parcours import DOCUMENTS
from maillage.parcours.dossier import Colonne, Section, declare_section
from maillage.parcours.lecture import Lecture
from maillage.parcours.nomenclatures.etats import EtatParcours
from maillage.parcours.permissions import Droit
from maillage.parcours.queries.dossiers import CONTRATS, PIECES
from maillage.parcours.rules import contrats


def build_contrats(lu: Lecture) -> dict[str, Any]:
    parcours, on = lu.parcours, lu.on
    contexte: dict[str, Any] = {"parcours": parcours, **describe_contrats(lu[CONTRATS], on=on)}
    vigueur = contexte["vigueur"]
    contexte["pieces"] = [piece for piece in lu[PIECES] if vigueur and piece.contrat_id == vigueur.pk]
    if parcours.etat == EtatParcours.A_DEMARRER:
        contexte["echeance"] = contrats.compute_echeance_signature(parcours.date_entree, on=on)
        contexte["is_en_retard"] = contexte["echeance"] < on
    return contexte


def build_documents(lu: Lecture) -> dict[str, Any]:
    return {"parcours": lu.parcours, "documents": DOCUMENTS}


for section in (
    Section("contrats", "Contrat", 120, Droit.CONTRACTUALISER, "parcours/contrats_section.html", build_contrats,
            lots=(CONTRATS, PIECES), colonne=Colonne.REPERES),
    Section("documents", "Documents à imprimer", 140, Droit.CONTRACTUALISER, "parcours/documents_section.html",
            build_documents, colonne=Colonne.REPERES),
):  # fmt: skip
    declare_section(section)
