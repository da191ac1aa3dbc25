"""The minutes of a commission on paper: who sat, what was decided of each file, and nothing of why they came."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from maillage.parcours.models import Commission, Membre
from maillage.socle.documents.rendu import render_pdf
from maillage.socle.typographie import write_date_courte

PRESENCES = {True: "A siégé", False: "N’a pas siégé", None: "Non noté"}


def print_releve(
    commission: Commission, membres: Sequence[Membre], lignes: Sequence[Mapping[str, Any]], *, today: date
) -> bytes:
    """The same commission on the same day gives the same bytes."""
    presents = sum(bool(m.is_present) for m in membres)
    donnees = {
        "titre": "Relevé de décisions",
        "sous_titre": f"{commission.libelle_type} du {write_date_courte(commission.le)}, {commission.dispositif.nom}",
        "mention": "Document nominatif, réservé aux membres de la commission et au dispositif",
        "edite_le": f"Édité le {write_date_courte(today)}",
        "etat": _write_etat(commission),
        "seance": [
            ("Date", write_date_courte(commission.le)),
            ("Heure", f"{commission.heure:%H h %M}" if commission.heure else ""),
            ("Lieu", commission.lieu),
            ("Quorum", str(commission.quorum)),
            ("Ont siégé", f"{presents} sur {len(membres)} membres invités"),
        ],
        "membres": [(m.nom, m.structure, PRESENCES[m.is_present]) for m in membres],
        "decisions": [_write_decision(rang, ligne) for rang, ligne in enumerate(lignes, start=1)],
    }
    return render_pdf("parcours/releve-decisions", donnees, cree_le=today)


def _write_etat(commission: Commission) -> str:
    if commission.signee_le is None:
        return "projet, à signer. Les décisions non enregistrées y sont marquées « en attente »."
    return f"relevé signé le {write_date_courte(commission.signee_le)} dans Maillage. Il ne change plus."


def _write_decision(rang: int, ligne: Mapping[str, Any]) -> tuple[str, str, str, str, str]:
    inscription = ligne["inscription"]
    decision = inscription.libelle_resultat or "En attente"
    return str(rang), inscription.nom, ligne["objet"], decision, ligne["suite"]
