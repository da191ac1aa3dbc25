"""The list of « Ma file active », declared."""

from datetime import date
from functools import reduce
from operator import and_
from typing import Any

from django.db.models import Q
from django.utils.timezone import localtime

from maillage.parcours.listes.situations import build_colonnes
from maillage.parcours.nomenclatures.etats import LIBELLES_PARCOURS, OUVERTS, EtatParcours
from maillage.parcours.nomenclatures.suivi import ICONES_MOTIF, TONS_MOTIF
from maillage.parcours.queries.diagnostics import filter_echus
from maillage.parcours.queries.suivi import File, filter_alerte, filter_rendez_vous
from maillage.parcours.rules.contacts import SEUILS, Alerte, Niveau, assess_contact
from maillage.parcours.rules.priorites import Raison
from maillage.socle.adresses import write_adresse
from maillage.socle.classement import Categorie
from maillage.socle.tableaux import Action, Colonne, Filtre, Genre, Saisie, Tableau
from maillage.socle.typographie import write_accord

TONS = {Niveau.ROUGE: ("badge ton-danger", "clock-alert"), Niveau.ORANGE: ("badge ton-attention", "clock-alert")}


def build_tableau(file: File, *, on: date) -> Tableau:
    """`file`: what presses on each, and their names, so that no row asks for anything."""
    alertes: dict[int, Alerte] = {}

    def get_prochain(row: Any) -> Any:
        found = localtime(row.prochain_contact).date() if row.prochain_contact else None
        return found if found and found >= on else None

    def assess(row: Any) -> Alerte:
        if row.pk not in alertes:
            alertes[row.pk] = assess_contact(
                etat=EtatParcours(row.etat), entree=row.date_entree, dernier=row.dernier_contact,
                frequence=row.frequence_jours, on=on, prochain=get_prochain(row),
            )  # fmt: skip
        return alertes[row.pk]

    def write_attente(row: Any) -> str:
        return write_accord(assess(row).jours, "jour") if row.etat != EtatParcours.SUSPENDU else ""

    def get_premiere(row: Any) -> Raison | None:
        return next(iter(file.raisons.get(row.pk, ())), None)

    def write_premiere(row: Any) -> str:
        found = get_premiere(row)
        return found.phrase if found else ""

    return Tableau(
        code="file_active",
        titre="Toute ma file",
        singulier="personne",
        colonnes=(
            Colonne(
                "personne", "Personne", lambda row: file.noms[row.pk], tri=("personne__nom_naissance", "personne__prenoms"),
                lien=lambda row: write_adresse("parcours:dossier", row.uuid), categorie=Categorie.IDENTITE,
                champs=("pk", "uuid"),
            ),
            Colonne(
                "etat", "État", lambda row: LIBELLES_PARCOURS[EtatParcours(row.etat)], tri=("etat",),
                categorie=Categorie.PARCOURS, champs=("etat",),
            ),
            Colonne(
                "attente", "Sans contact", write_attente, tri=("depuis",), categorie=Categorie.PARCOURS,
                definition="Jours depuis le dernier contact réalisé, ou depuis l’entrée s’il n’y en a pas eu.",
                classe=lambda row: TONS.get(assess(row).niveau, ("", ""))[0],
                icone=lambda row: TONS.get(assess(row).niveau, ("", ""))[1],
                champs=("pk", "etat", "date_entree", "dernier_contact", "frequence_jours", "prochain_contact"),
            ),
            Colonne(
                "prochain", "Prochain rendez-vous", get_prochain, Genre.DATE, tri=("prochain_contact",),
                categorie=Categorie.PARCOURS, champs=("prochain_contact",),
            ),
            Colonne(
                "etape", "Étape en cours", lambda row: row.etape, tri=("etape",), categorie=Categorie.PARCOURS,
                champs=("etape",),
            ),
            Colonne(
                "a_faire", "À faire", write_premiere, categorie=Categorie.PARCOURS,
                definition="La raison la plus pressante de voir la personne cette semaine.",
                classe=lambda row: f"signe ton-{TONS_MOTIF[found.motif]}" if (found := get_premiere(row)) else "",
                icone=lambda row: ICONES_MOTIF[found.motif] if (found := get_premiere(row)) else "",
                champs=("pk",),
            ),
            Colonne(
                "dernier", "Dernier contact", lambda row: row.dernier_contact, Genre.DATE, tri=("dernier_contact",),
                is_visible=False, manquant="jamais", categorie=Categorie.PARCOURS, champs=("dernier_contact",),
            ),
            Colonne(
                "entree", "Entrée", lambda row: row.date_entree, Genre.DATE, tri=("date_entree",), is_visible=False,
                categorie=Categorie.PARCOURS, champs=("date_entree",),
            ),
            Colonne(
                "frequence", "Un contact tous les", lambda row: write_accord(row.frequence_jours, "jour"),
                tri=("frequence_jours",), is_visible=False, categorie=Categorie.PARCOURS, champs=("frequence_jours",),
            ),
            *build_colonnes(file.noms, on=on),
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
        champs=("pk", "uuid"),
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


def list_actions(file: File, row: Any) -> list[Action]:
    return [Action("Entretien", f"avec {file.noms[row.pk]}", write_adresse("parcours:entretien", row.uuid))]


def get_choix(file: File, row: Any) -> tuple[str, str]:
    """What a row is called in the bulk actions, and what its box says."""
    return str(row.uuid), f"Choisir {file.noms[row.pk]}"
