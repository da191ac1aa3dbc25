"""The list of a team, declared: who works here, as what, until when, and how well protected."""

from datetime import date
from functools import reduce
from operator import and_
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import localdate

from maillage.comptes import rules
from maillage.comptes.durees import get_parametres
from maillage.comptes.models import Habilitation
from maillage.socle.classement import Categorie
from maillage.socle.roles import FONCTIONS
from maillage.socle.tableaux import Action, Colonne, Filtre, Genre, Saisie, Tableau
from maillage.socle.typographie import write_date_courte

PROTECTIONS = (("double", "Double"), ("simple", "Mot de passe seul"))


def build_tableau(*, on: date) -> Tableau:
    """`on`: the day by which a review is due or not."""
    mois = get_parametres(on=on).revue_mois

    def get_echeance(row: Habilitation) -> date:
        return rules.find_echeance(du=row.du, revue_le=row.revue_le, mois=mois)

    def write_revue(row: Habilitation) -> str:
        if row.suspendue_le:
            return "Suspendue"
        if get_echeance(row) <= on:
            return "À revoir"
        return write_date_courte(row.revue_le) if row.revue_le else f"avant le {write_date_courte(get_echeance(row))}"

    def dress_revue(row: Habilitation) -> tuple[str, str]:
        if row.suspendue_le:
            return "badge ton-danger", "circle-alert"
        return ("badge ton-attention", "clock") if get_echeance(row) <= on else ("", "")

    return Tableau(
        code="equipe",
        titre="Habilitations en cours",
        singulier="habilitation",
        colonnes=(
            Colonne(
                "personne", "Personne", lambda row: row.compte, tri=("compte__nom", "compte__prenom"),
                lien=lambda row: reverse("comptes:personne", args=[row.compte.uuid]),
                precision=lambda row: "" if row.compte.is_active else "compte désactivé", categorie=Categorie.COMPTES,
            ),
            Colonne("role", "Rôle", lambda row: row.fonction, tri=("role",), definition="Ce que la personne fait ici."),
            Colonne(
                "lieu", "Lieu", lambda row: row.lieu, tri=("dispositif__nom", "region__nom", "territoire"), is_visible=False,
                definition="Dispositif, région, départements ou réseau sur lequel porte l’habilitation.",
            ),
            Colonne("employeur", "Employeur", lambda row: row.employeur, tri=("employeur__nom",)),
            Colonne("du", "Depuis", lambda row: row.du, Genre.DATE, tri=("du",)),
            Colonne("au", "Jusqu’au", lambda row: row.au, Genre.DATE, tri=("au",)),
            Colonne(
                "revue", "Revue", write_revue, tri=("suspendue_le", "revue_le", "du"),
                classe=lambda row: dress_revue(row)[0], icone=lambda row: dress_revue(row)[1],
                definition="Dernière revue, ou jour avant lequel la première est due (R-13).",
            ),
            Colonne(
                "protection", "Protection", lambda row: "Double" if row.second_facteur else "Mot de passe",
                tri=("second_facteur",), definition="« Double » : un second facteur en plus du mot de passe.",
                classe=lambda row: "badge ton-succes" if row.second_facteur else "badge ton-neutre",
                icone=lambda row: "shield-check" if row.second_facteur else "shield",
            ),
            Colonne(
                "vu", "Dernière activité", lambda row: row.compte.vu_le and localdate(row.compte.vu_le), Genre.DATE,
                tri=("compte__vu_le",), manquant="jamais", categorie=Categorie.COMPTES,
            ),
        ),
        filtres=(
            Filtre("q", "Nom", search, Saisie.TEXTE),
            Filtre(
                "role", "Rôle", lambda rows, value: rows.filter(role=value),
                choix=[(role.value, fonction.libelle) for role, fonction in FONCTIONS.items()],
            ),
            Filtre(
                "protection", "Protection", lambda rows, value: rows.filter(second_facteur=value == "double"),
                choix=PROTECTIONS, tous="Toutes",
            ),
        ),
        tri="personne",
        vide="Invitez une première personne : elle recevra un lien par courriel.",
        nominatif=True,
        # A CSV leaves after the request, when the administration's wider compartment is closed again.
        formats=("xlsx", "ods"),
    )  # fmt: skip


def search(rows: Any, texte: str) -> Any:
    """Every word, in the name, the first name or the address."""
    words = [
        Q(compte__nom__icontains=word) | Q(compte__prenom__icontains=word) | Q(compte__email__icontains=word)
        for word in texte.split()[:4]
    ]
    return rows.filter(reduce(and_, words))


def list_actions(row: Habilitation) -> list[Action]:
    cible = f"l’habilitation de {row.compte}"
    return [
        Action("Changer", cible, reverse("comptes:modifier", args=[row.uuid])),
        Action("Terminer", cible, reverse("comptes:terminer", args=[row.uuid])),
    ]
