"""The list of closed files and their next step, declared. An archived file is told by its number alone (R-23)."""

from datetime import date
from typing import Any

from django.urls import reverse

from maillage.parcours.nomenclatures.conservation import LIBELLES_ETAPE, Etape
from maillage.socle.tableaux import Colonne, Filtre, Genre, Tableau

RAISONS: dict[Etape, str] = {
    Etape.ARCHIVE: "deux ans après le dernier contact ({contact}), le dossier quitte la base active",
    Etape.NOYAU: "quatre ans après le dernier contact ({contact}), seul reste ce que le FSE impose",
    Etape.ANONYME: "quatre ans après le dernier contact ({contact}), plus rien ne nomme la personne",
    Etape.FIN_FSE: "la dernière opération FSE ne retient plus le dossier",
}


def write_raison(etape: str, contact: date) -> str:
    return RAISONS[Etape(etape)].format(contact=f"{contact:%d/%m/%Y}")


def _name(row: Any) -> str:
    return "" if row.personne.archivee_le else row.personne.nom_complet


TABLEAU = Tableau(
    code="conservation",
    titre="Fins de conservation",
    singulier="dossier",
    colonnes=(
        Colonne(
            "numero", "Dossier", lambda row: f"n° {row.personne.numero}", tri=("personne__numero",),
            lien=lambda row: reverse("parcours:conservation_dossier", args=[row.personne.uuid]),
        ),
        Colonne("personne", "Personne", _name, manquant="archivée"),
        Colonne("etape", "Étape", lambda row: row.libelle_etape, tri=("etape",)),
        Colonne("le", "Le", lambda row: row.le, Genre.DATE, tri=("le",)),
        Colonne("raison", "Pourquoi", lambda row: write_raison(row.etape, row.dernier_contact)),
        Colonne(
            "gel", "Gel", lambda row: "gelé" if row.gele else "", manquant="non",
            classe=lambda row: "badge ton-information" if row.gele else "",
            icone=lambda row: "snowflake" if row.gele else "",
        ),
    ),
    filtres=(
        Filtre(
            "etape", "Étape", lambda rows, value: rows.filter(etape=value),
            choix=[(e.value, nom) for e, nom in LIBELLES_ETAPE.items()],
        ),
        Filtre(
            "gel", "Gel", lambda rows, value: rows.filter(gele=value == "oui"),
            choix=[("oui", "Gelés"), ("non", "Non gelés")],
        ),
    ),
    tri="le",
    nominatif=True,
    vide="Aucun dossier clos n’attend d’étape. Le calcul se refait chaque nuit.",
)  # fmt: skip
