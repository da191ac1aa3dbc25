"""The list of the files that sleep, declared."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.urls import reverse

from maillage.parcours.listes.file_active import search
from maillage.parcours.models import Parcours
from maillage.parcours.nomenclatures.qualite import LIBELLES_SOMMEIL, Sommeil
from maillage.parcours.queries.dormants import filter_sommeil, read_raisons
from maillage.parcours.rules.dormants import is_demande_tenue
from maillage.socle.classement import Categorie
from maillage.socle.tableaux import Action, Colonne, Filtre, Genre, Saisie, Tableau


def build_tableau(referents: Sequence[tuple[str, str]], *, on: date) -> Tableau:
    """`referents`: those whose files may sleep, by key."""

    def write_raisons(row: Any) -> str:
        said = ", ".join(raison.phrase for raison in read_raisons(row, on=on))
        return said[:1].upper() + said[1:]

    def get_demande(row: Any) -> date | None:
        """Only while it waits."""
        asked: date | None = row.demandee_le
        return None if asked is None or is_demande_tenue(asked, contact=row.dernier_contact) else asked

    return Tableau(
        code="dormants",
        titre="Dossiers dormants",
        singulier="dossier",
        colonnes=(
            Colonne(
                "personne", "Personne", lambda row: row.personne, tri=("personne__nom_naissance", "personne__prenoms"),
                lien=lambda row: reverse("parcours:dossier", args=[row.uuid]), categorie=Categorie.IDENTITE,
            ),
            Colonne(
                "referent", "Référent", lambda row: row.referent, tri=("referent__nom", "referent__prenom"),
                categorie=Categorie.PARCOURS,
            ),
            Colonne(
                "raison", "Pourquoi il dort", write_raisons, categorie=Categorie.PARCOURS,
                definition="Jours depuis le dernier contact réalisé, depuis la fin de la dernière étape, ou depuis l’entrée.",
            ),
            Colonne(
                "contact", "Dernier contact", lambda row: row.dernier_contact, Genre.DATE, tri=("contact_le",),
                manquant="jamais", categorie=Categorie.PARCOURS,
            ),
            Colonne(
                "prochain", "Prochain rendez-vous", lambda row: row.prochain_contact, Genre.INSTANT,
                tri=("prochain_contact",), is_visible=False, categorie=Categorie.PARCOURS,
            ),
            Colonne(
                "etape", "Dernière étape", lambda row: row.etape_le, Genre.DATE, tri=("activite_le",), manquant="aucune",
                categorie=Categorie.PARCOURS, is_visible=False,
                definition="Dernier jour de la dernière étape ; aujourd’hui si elle est en cours.",
            ),
            Colonne(
                "etat", "État", lambda row: row.libelle_etat, tri=("etat",), is_visible=False,
                categorie=Categorie.PARCOURS,
            ),
            Colonne(
                "demande", "Contact demandé le", get_demande, Genre.DATE, tri=("demandee_le",),
                categorie=Categorie.PARCOURS,
                definition="Demande faite au référent, tant que personne n’a été vu depuis.",
            ),
        ),
        filtres=(
            Filtre("q", "Nom", search, Saisie.TEXTE),
            Filtre("referent", "Référent", lambda rows, value: rows.filter(referent=value), choix=referents),
            Filtre(
                "raison", "Raison", lambda rows, value: rows.filter(filter_sommeil(Sommeil(value), on=on)),
                choix=[(sommeil.value, nom) for sommeil, nom in LIBELLES_SOMMEIL.items()],
            ),
        ),
        tri="contact",
        vide="Chaque personne a été vue, et fait ou a fait une étape, dans les délais.",
        nominatif=True,
    )  # fmt: skip


def list_actions(row: Parcours) -> list[Action]:
    return [
        Action("Changer de référent", f"pour {row.personne}", reverse("parcours:referent_changer", args=[row.uuid]))
    ]


def get_choix(row: Parcours) -> tuple[str, str]:
    return str(row.uuid), f"Choisir {row.personne}"
