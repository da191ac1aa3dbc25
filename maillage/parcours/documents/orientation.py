"""The fiche of an orientation, to be signed by the person and by whoever orients them: printed before it is sent, or after."""

from datetime import date
from typing import Any

from maillage.parcours.documents.textes import ACCORD, ACCORD_SUITE
from maillage.parcours.models import Orientation
from maillage.socle.documents.rendu import render_pdf

GABARIT = "parcours/fiche_orientation"


def print_fiche_orientation(orientation: Orientation, *, today: date) -> bytes:
    """A row, or what is being typed: nothing is written here."""
    return render_pdf(GABARIT, build_fiche_orientation(orientation, today), cree_le=today)


def build_fiche_orientation(orientation: Orientation, today: date) -> dict[str, Any]:
    dispositif = str(orientation.dispositif)
    envoyee = orientation.date_prescription
    return {
        "titre": "Fiche d’orientation", "sous_titre": dispositif, "edite_le": today,
        "mention": f"Orientation n° {orientation.numero}" if orientation.numero else "Orientation à transmettre",
        "chapeau": "" if envoyee else "À relire ensemble et à signer. Rien n’est encore transmis au dispositif.",
        "fiches": [
            {"titre": "La personne", "legende": "Identité, coordonnées, situation", "paires": _list_personne(orientation)},
            {"titre": "Qui oriente", "legende": "Structure et personne", "paires": [
                ("Structure", str(orientation.prescripteur)), ("Personne", orientation.auteur_nom),
                ("Transmise le", envoyee or "pas encore"),
            ]},
        ],
        "criteres": orientation.libelles_criteres or ["Aucun critère coché."],
        "textes": [
            {"titre": titre, "lignes": texte.splitlines()}
            for titre, texte in (
                ("Attentes et besoins de la personne", orientation.attentes),
                ("Difficultés qui justifient l’orientation", orientation.argument),
            )
            if texte
        ],
        "accord": [ACCORD.format(dispositif=dispositif), *ACCORD_SUITE],
        "support": orientation.libelle_support,
        "signatures": [
            {"qui": "La personne", "nom": orientation.nom_complet, "le": orientation.consentement_le},
            {"qui": "Qui oriente", "nom": orientation.auteur_nom, "le": orientation.signee_prescripteur_le},
        ],
    }  # fmt: skip


def _list_personne(orientation: Orientation) -> list[tuple[str, Any]]:
    commune = orientation.commune.nom if orientation.commune else ""
    return [
        ("Prénoms et nom", orientation.nom_complet),
        ("Nom de naissance", orientation.nom_naissance),
        ("Date de naissance", orientation.date_naissance),
        ("Téléphone", orientation.telephone),
        ("Courriel", orientation.courriel),
        ("Adresse", " ".join(filter(None, (orientation.voie, orientation.code_postal, commune)))),
        ("Inscription à France Travail", orientation.inscrit_le),
        ("Niveau de formation", orientation.libelle_niveau),
    ]
