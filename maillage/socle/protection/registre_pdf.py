"""The register of processing as a document that can be handed to the authority, signed and filed."""

from datetime import date
from typing import Any

from django.apps import apps

from maillage.socle.acteur import Acteur
from maillage.socle.conservation import MINUTERIES
from maillage.socle.documents.rendu import render_pdf
from maillage.socle.protection import registre
from maillage.socle.protection.registre import Traitement

A_CONFIRMER = (
    "signale une durée qu’aucun texte lu par le projet ne fixe : le délégué à la protection des données la tranche."
)


def print_registre(*, responsable: str, today: date) -> bytes:
    """`responsable`: the structure on whose behalf it is printed; the same day gives the same bytes."""
    return render_pdf("protection/registre", build_donnees(responsable=responsable, today=today), cree_le=today)


def build_donnees(*, responsable: str, today: date) -> dict[str, Any]:
    traitements = registre.list_traitements()
    return {
        "titre": "Registre des traitements",
        "sous_titre": responsable,
        "mention": "Article 30 du RGPD",
        "edite_le": today,
        "chapeau": (
            "Ce registre est lu dans le classement de chaque champ enregistré : il dit ce que Maillage garde vraiment. "
            "Il se complète par le nom du responsable de traitement, de son délégué et des destinataires."
        ),
        "chiffres": [
            {"valeur": len(traitements), "libelle": "finalités"},
            {"valeur": sum(t.nombre for t in traitements), "libelle": "champs"},
            {
                "valeur": sum(t.sensibilite == len(registre.SENSIBILITES) - 1 for t in traitements),
                "libelle": "très sensibles",
            },
        ],
        "resume": {
            "colonnes": ["Traitement", "Base légale", "Champs", "Conservation"],
            "lignes": [
                [_capitalize(t.finalite), t.base_legale, str(t.nombre), "\n".join(t.list_durees(on=today))]
                for t in traitements
            ],
        },
        "traitements": [{"titre": _capitalize(t.finalite), "paires": _list_paires(t, today)} for t in traitements],
        "colonnes": ["Règle", "Données", "Durée", "Fondement"],
        "minuteries": [[m.code, m.donnees, m.describe(on=today), m.fondement] for m in MINUTERIES.values()],
        "a_confirmer": A_CONFIRMER,
    }


def _capitalize(text: str) -> str:
    return text[:1].upper() + text[1:]


def _list_paires(traitement: Traitement, today: date) -> list[tuple[str, str]]:
    volontaires = ", réponses facultatives comprises" if traitement.has_volontaires else ""
    return [
        ("Base légale", traitement.base_legale),
        ("Données", "\n".join(traitement.donnees)),
        ("Sensibilité", traitement.niveau + volontaires),
        ("Durées", "\n".join(traitement.list_durees(on=today))),
        ("Tables et champs", "\n".join(f"{nom} : {champs}" for nom, champs in traitement.tables)),
    ]


def name_responsable(acteur: Acteur) -> str:
    """The acteur's dispositif; nothing for who administers the whole installation."""
    if acteur.dispositif is None:
        return ""
    return str(apps.get_model("reseau", "Dispositif")._default_manager.get(pk=acteur.dispositif))
