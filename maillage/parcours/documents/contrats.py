"""The contract of the PLIE on paper."""

from datetime import date
from typing import Any

from maillage.parcours.documents.textes import DISTINCTION, DONNEES
from maillage.parcours.models import Contrat
from maillage.socle.documents.rendu import render_pdf
from maillage.socle.typographie import write_accord, write_date

A_SIGNER = "\n\n"  # room for a hand


def print_contrat(contrat: Contrat, *, today: date) -> bytes:
    return render_pdf("parcours/contrat", build_contrat(contrat, today=today), cree_le=today)


def build_contrat(contrat: Contrat, *, today: date) -> dict[str, Any]:
    parcours = contrat.parcours
    personne, referent = parcours.personne, parcours.referent
    duree = f"{write_accord(contrat.duree_mois, 'mois', 'mois')}" if contrat.duree_mois else "sans durée fixée"
    return {
        "titre": "Contrat PLIE" if contrat.rang == 1 else f"Contrat PLIE, avenant n° {contrat.rang - 1}",
        "sous_titre": str(parcours.dispositif),
        "mention": f"Dossier n° {personne.numero}, version {contrat.rang}",
        "edite_le": today,
        "motif_avenant": contrat.motif_avenant,
        "brouillon": not contrat.is_signe,
        "parties": [
            ("La personne", personne.nom_complet),
            ("Son référent", str(referent)),
            ("Le PLIE", str(parcours.dispositif)),
            ("Entrée dans le parcours", write_date(parcours.date_entree)),
        ],
        "sections": [
            _list("Objectifs", contrat.objectifs),
            _list("Étapes prévues", contrat.etapes),
            _list("Engagements de chacun", contrat.engagements),
            _text(
                "Rythme et durée",
                f"Un rendez-vous au moins tous les {contrat.frequence_jours} jours. Durée prévue : {duree}.",
            ),
            _text("Suspension et fin du contrat", contrat.clauses),
            _text("Vos données", DONNEES),
            _text("À ne pas confondre", DISTINCTION),
        ],
        "signatures": [
            ["La personne", personne.nom_complet, _date(contrat.signe_personne_le), A_SIGNER],
            ["Le référent", str(referent), _date(contrat.signe_referent_le), A_SIGNER],
            ["Le PLIE", str(parcours.dispositif), _date(contrat.signe_plie_le), A_SIGNER],
        ],
    }


def _date(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else A_SIGNER


def _list(titre: str, text: str) -> dict[str, Any]:
    return {"titre": titre, "liste": True, "lignes": _split(text)}


def _text(titre: str, text: str) -> dict[str, Any]:
    return {"titre": titre, "liste": False, "lignes": _split(text)}


def _split(text: str) -> list[str]:
    """One line each, without the dash or the dot a person may have typed before it."""
    return [clean for line in text.splitlines() if (clean := line.strip().lstrip("-•* ").strip())]
