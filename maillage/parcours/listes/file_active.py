"""The list of « Ma file active », declared."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import reduce
from operator import and_
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import localtime

from maillage.parcours.listes.situations import build_colonnes
from maillage.parcours.models import Parcours
from maillage.parcours.nomenclatures.etats import LIBELLES_PARCOURS, OUVERTS, EtatParcours
from maillage.parcours.nomenclatures.suivi import ICONES_MOTIF, TONS_MOTIF
from maillage.parcours.queries.diagnostics import filter_echus
from maillage.parcours.queries.suivi import filter_alerte, filter_rendez_vous
from maillage.parcours.rules.contacts import SEUILS, Niveau, assess_contact
from maillage.parcours.rules.priorites import Raison
from maillage.socle.classement import Categorie
from maillage.socle.tableaux import Action, Colonne, Filtre, Genre, Saisie, Tableau
from maillage.socle.typographie import write_accord

TONS = {Niveau.ROUGE: ("badge ton-danger", "clock-alert"), Niveau.ORANGE: ("badge ton-attention", "clock-alert")}


def build_tableau(raisons: Mapping[int, Sequence[Raison]], *, on: date) -> Tableau:
    """`raisons`: of the whole file, by key, so that no row asks for anything."""

    def get_prochain(row: Parcours) -> Any:
        found = localtime(row.prochain_contact).date() if row.prochain_contact else None
        return found if found and found >= on else None

    def assess(row: Parcours) -> Any:
        return assess_contact(
            etat=EtatParcours(row.etat), entree=row.date_entree, dernier=row.dernier_contact,
            frequence=row.frequence_jours, on=on,
            prochain=get_prochain(row),
        )  # fmt: skip

    def write_attente(row: Parcours) -> str:
        return write_accord(assess(row).jours, "jour") if row.etat != EtatParcours.SUSPENDU else ""

    def get_premiere(row: Parcours) -> Raison | None:
        return next(iter(raisons.get(row.pk, ())), None)

    def write_premiere(row: Parcours) -> str:
        found = get_premiere(row)
        return found.phrase if found else ""

    return Tableau(
        code="file_active",
        titre="Toute ma file",
        singulier="personne",
        colonnes=(
            Colonne(
                "personne", "Personne", lambda row: row.personne, tri=("personne__nom_naissance", "personne__prenoms"),
                lien=lambda row: reverse("parcours:dossier", args=[row.uuid]), categorie=Categorie.IDENTITE,
            ),
            Colonne("etat", "État", lambda row: row.libelle_etat, tri=("etat",), categorie=Categorie.PARCOURS),
            Colonne(
                "attente", "Sans contact", write_attente, tri=("depuis",), categorie=Categorie.PARCOURS,
                definition="Jours depuis le dernier contact réalisé, ou depuis l’entrée s’il n’y en a pas eu.",
                classe=lambda row: TONS.get(assess(row).niveau, ("", ""))[0],
                icone=lambda row: TONS.get(assess(row).niveau, ("", ""))[1],
            ),
            Colonne(
                "prochain", "Prochain rendez-vous", get_prochain, Genre.DATE, tri=("prochain_contact",),
                categorie=Categorie.PARCOURS,
            ),
            Colonne("etape", "Étape en cours", lambda row: row.etape, tri=("etape",), categorie=Categorie.PARCOURS),
            Colonne(
                "a_faire", "À faire", write_premiere, categorie=Categorie.PARCOURS,
                definition="La raison la plus pressante de voir la personne cette semaine.",
                classe=lambda row: f"signe ton-{TONS_MOTIF[found.motif]}" if (found := get_premiere(row)) else "",
                icone=lambda row: ICONES_MOTIF[found.motif] if (found := get_premiere(row)) else "",
            ),
            Colonne(
                "dernier", "Dernier contact", lambda row: row.dernier_contact, Genre.DATE, tri=("dernier_contact",),
                is_visible=False, manquant="jamais", categorie=Categorie.PARCOURS,
            ),
            Colonne(
                "entree", "Entrée", lambda row: row.date_entree, Genre.DATE, tri=("date_entree",), is_visible=False,
                categorie=Categorie.PARCOURS,
            ),
            Colonne(
                "frequence", "Un contact tous les", lambda row: write_accord(row.frequence_jours, "jour"),
                tri=("frequence_jours",), is_visible=False, categorie=Categorie.PARCOURS,
            ),
            *build_colonnes(on=on),
        ),
        filtres=(
            Filtre("q", "Nom", search, Saisie.TEXTE),
            Filtre(
                "etat", "État", lambda rows, value: rows.filter(etat=value),
                choix=[(e.value, LIBELLES_PARCOURS[e]) for e in EtatParcours if e in OUVERTS],
            ),
            Filtre(
                "alerte", "Sans contact depuis", lambda rows, value: filter_alerte(rows, value, on=on),
                choix=[(niveau.value, f"{seuil.get(on=on).valeur} jours ou plus") for niveau, seuil in SEUILS.items()],
            ),
            Filtre(
                "rdv", "Rendez-vous", lambda rows, value: filter_rendez_vous(rows, value, on=on),
                choix=[("sans", "Aucun de prévu"), ("avec", "Prévu")],
            ),
            Filtre(
                "objectifs", "Objectifs", lambda rows, value: filter_echus(rows, on=on),
                choix=[("echus", "Échéance passée")],
            ),
        ),
        tri="attente",
        pluriel="personnes",
        vide="La coordination du dispositif vous confie les personnes à leur entrée.",
        nominatif=True,
    )  # fmt: skip


def search(rows: Any, texte: str) -> Any:
    """Every word, in a name or the first names."""
    words = [
        Q(personne__nom_naissance__icontains=word) | Q(personne__nom_usage__icontains=word)
        | Q(personne__prenoms__icontains=word)
        for word in texte.split()[:4]
    ]  # fmt: skip
    return rows.filter(reduce(and_, words))


def list_actions(row: Parcours) -> list[Action]:
    return [Action("Entretien", f"avec {row.personne}", reverse("parcours:entretien", args=[row.uuid]))]


def get_choix(row: Parcours) -> tuple[str, str]:
    """What a row is called in the bulk actions, and what its box says."""
    return str(row.uuid), f"Choisir {row.personne}"
