"""« Suivi de la campagne »: every dispositif expected, deposited or not."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.urls import reverse

from maillage.consolidation.depots.models import Campagne, Depot
from maillage.consolidation.depots.nomenclatures import LIBELLES_ETAT, EtatDepot
from maillage.consolidation.depots.queries.campagnes import list_attendus
from maillage.socle.classement import Categorie
from maillage.socle.tableaux import Colonne, Filtre, Genre, Saisie, Tableau

C = Categorie.STATISTIQUES
ATTENDU = "attendu"
TONS: dict[str, tuple[str, str]] = {
    EtatDepot.EN_VIGUEUR: ("badge ton-succes", "circle-check"), EtatDepot.A_EXPLIQUER: ("badge ton-attention", "clock"),
    ATTENDU: ("badge", "circle-dot"),
}  # fmt: skip
CHOIX = [(ATTENDU, "attendu"), *((e.value, LIBELLES_ETAT[e]) for e in (EtatDepot.EN_VIGUEUR, EtatDepot.A_EXPLIQUER))]


def build_suivi(campagne: Campagne, depots: Mapping[int, Depot], *, lit: bool) -> Tableau:
    """`depots`: the last one of each dispositif, by its key. `lit`: who reads the list may open a deposit."""

    mots = campagne.mots

    def get_etat(row: Any) -> str:
        return depots[row.pk].etat if row.pk in depots else ATTENDU

    def get_recu(row: Any) -> datetime | None:
        return depots[row.pk].recu_le if row.pk in depots else None

    def link(row: Any) -> str:
        if row.pk in depots and lit:
            return reverse("depots:depot", args=[depots[row.pk].uuid])
        return reverse("depots:totaux", args=[campagne.uuid, row.uuid]) if lit else ""

    def keep(rows: Any, value: str) -> Any:
        found = [pk for pk, depot in depots.items() if depot.etat == value]
        return rows.exclude(pk__in=depots) if value == ATTENDU else rows.filter(pk__in=found)

    return Tableau(
        code="suivi_campagne",
        titre=f"{mots.plusieurs.capitalize()} attendus",
        singulier=mots.un,
        colonnes=(
            Colonne("dispositif", mots.un.capitalize(), lambda row: row.nom, tri=("nom",), lien=link if lit else None, categorie=C),
            Colonne("region", "Région", lambda row: row.region.nom if row.region else "", tri=("region__nom", "nom"),
                    categorie=C, manquant="non dite"),
            Colonne("etat", "Dépôt", lambda row: dict(CHOIX)[get_etat(row)], categorie=C,
                    classe=lambda row: TONS[get_etat(row)][0], icone=lambda row: TONS[get_etat(row)][1]),
            Colonne("version", "Version", lambda row: depots[row.pk].version if row.pk in depots else None, Genre.NOMBRE,
                    categorie=C, definition="La première est 1 ; une correction prend le numéro suivant."),
            Colonne("recu_le", "Reçu le", get_recu, Genre.INSTANT, categorie=C),
            Colonne("origine", "D’où", lambda row: depots[row.pk].libelle_origine if row.pk in depots else "", categorie=C),
            Colonne("sauts", "Écarts", lambda row: len(depots[row.pk].sauts) if row.pk in depots else None, Genre.NOMBRE,
                    categorie=C, definition=f"Écarts avec l’année d’avant, que le {mots.un} a expliqués ou doit expliquer."),
        ),
        filtres=(
            Filtre("q", "Nom", lambda rows, value: rows.filter(nom__icontains=value), Saisie.TEXTE),
            Filtre("etat", "Dépôt", keep, choix=CHOIX),
            Filtre("region", "Région", lambda rows, value: rows.filter(region=value), tous="Toutes",
                   choix=lambda: list_regions(campagne)),
        ),
        tri="region",
        vide=f"Aucun {mots.un} n’est attendu : l’annuaire n’en compte aucun d’ouvert.",
    )  # fmt: skip


def list_regions(campagne: Campagne) -> list[tuple[str, str]]:
    rows = list_attendus(campagne).filter(region__isnull=False).order_by("region__nom")
    return list(rows.values_list("region", "region__nom").distinct())
