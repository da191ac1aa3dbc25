"""What is printed of an étape: the sheet to be signed, and the attestation of presence."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from maillage.parcours.feuilles import Feuille
from maillage.parcours.models import Positionnement
from maillage.socle.documents.rendu import render_pdf
from maillage.socle.typographie import MOIS, write_nombre

CONSIGNE = "Chaque personne signe pour chaque demi-journée où elle est présente."


def print_feuille(feuille: Feuille, *, titre: str, lieu: str, today: date) -> bytes:
    """Empty cells to be signed: what is on the screen is not printed, so that paper remains a proof of its own."""
    donnees = {
        "titre": "Feuille d’émargement",
        "sous_titre": titre,
        "mention": "À conserver avec les pièces de l’action",
        "edite_le": today,
        "consigne": CONSIGNE,
        "lieu": lieu,
        "legende": f"Semaine du {feuille.lundi:%d/%m/%Y}",
        "jours": [f"{colonne.jour}\n{colonne.moment}" for colonne in feuille.colonnes],
        "personnes": [str(ligne.etape.parcours.personne) for ligne in feuille.lignes],
    }
    return render_pdf("parcours/emargement", donnees, cree_le=today)


def print_attestation(etape: Positionnement, mois: Sequence[dict[str, Any]], *, today: date) -> bytes:
    """Presences only: an attestation says nothing of the reasons of an absence."""
    heures = sum((row["heures"] for row in mois), Decimal(0))
    donnees = {
        "titre": "Attestation de présence",
        "sous_titre": etape.intitule,
        "mention": str(etape.parcours.dispositif),
        "edite_le": today,
        "personne": str(etape.parcours.personne),
        "paires": [
            ("Étape", etape.intitule),
            ("Type", etape.definition.libelle),
            ("Opérateur", str(etape.operateur or "")),
            ("Dispositif", str(etape.parcours.dispositif)),
            ("Commencée le", etape.debut),
            ("Finie le", etape.fin or "en cours au jour de l’attestation"),
            ("Heures prévues", etape.heures_prevues),
        ],
        "total": f"{write_nombre(heures.normalize())} heures de présence",
        "lignes": [
            [f"{MOIS[row['mois'].month - 1]} {row['mois'].year}", row["demi_journees"], row["heures"].normalize()]
            for row in mois
        ],
    }
    return render_pdf("parcours/attestation", donnees, cree_le=today)
