"""What « Ma file active » may show and export of the situation of each person, on the day: when one asks for it.

Nothing sensitive: neither the handicap, the health, the housing, nor the resources that would say them.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import Prefetch

from maillage.participants.models import Situation
from maillage.participants.nomenclatures.niveaux import Niveau, write_niveau
from maillage.participants.nomenclatures.situation import LIBELLES_RESSOURCE, Ressource
from maillage.participants.rules.famille import describe_enfants
from maillage.socle.classement import Categorie
from maillage.socle.tableaux import Colonne, Genre
from maillage.socle.tableaux.liste import Liste

LUES = "situations_lues"
TUES = frozenset({Ressource.AAH, Ressource.ADA})  # the one says a handicap, the other where one comes from


def build_colonnes(*, on: date) -> tuple[Colonne, ...]:
    """Hidden until they are chosen; empty where nothing is known."""

    def column(code: str, libelle: str, read: Any, genre: Genre = Genre.TEXTE, definition: str = "") -> Colonne:
        def value(row: Any) -> Any:
            found = _find(row)
            return read(found) if found is not None else None

        return Colonne(
            code, libelle, value, genre, definition, is_visible=False, categorie=Categorie.SITUATION
        )  # fmt: skip

    return (
        Colonne(
            "age", "Âge", lambda row: row.personne.get_age(on), Genre.NOMBRE, is_visible=False,
            categorie=Categorie.IDENTITE,
        ),
        column("emploi", "Situation d’emploi", lambda s: s.get_emploi_display()),
        column("categorie", "Catégorie d’inscription", lambda s: s.categorie),
        column("inscription", "Inscription à France Travail", lambda s: s.inscrit_le, Genre.DATE),
        column("dernier_emploi", "Fin du dernier emploi", lambda s: s.dernier_emploi_fin, Genre.DATE),
        column("indemnisation", "Indemnisation", lambda s: s.get_indemnisation_display()),
        column("rsa", "RSA", lambda s: s.get_brsa_display()),
        column(
            "ressources", "Autres ressources", _write_ressources,
            definition="Sans celles qui diraient un handicap ou une origine : elles ne sortent pas du dossier.",
        ),
        column("famille", "Situation familiale", lambda s: s.get_famille_display()),
        column(
            "enfants", "Enfants à charge", lambda s: describe_enfants(s.enfants, s.enfants_naissances, on=on)
        ),
        column("garde", "Garde d’enfants", lambda s: s.get_garde_display()),
        column("niveau", "Niveau de formation atteint", lambda s: _write_niveau(s.niveau)),
        column("diplome", "Plus haut diplôme", lambda s: _write_niveau(s.diplome)),
        column("permis", "Permis", lambda s: s.get_permis_display()),
        column("vehicule", "Véhicule", lambda s: s.get_vehicule_display()),
        column("oral", "Français oral", lambda s: s.get_oral_display()),
        column("ecrit", "Français écrit", lambda s: s.get_ecrit_display()),
    )  # fmt: skip


def read_situations(liste: Liste, colonnes: Iterable[Colonne], *, on: date) -> Liste:
    """The situations in force on the day, for all the rows at once, and only when a column reads them."""
    asked = {colonne.code for colonne in colonnes if colonne.categorie is Categorie.SITUATION}
    if not asked & set(liste.etat.colonnes):
        return liste
    rows = Situation.objects.filter(du__lte=on).order_by("-du", "-rang")
    return replace(liste, rows=liste.rows.prefetch_related(Prefetch("personne__situations", rows, to_attr=LUES)))


def _find(row: Any) -> Situation | None:
    found: list[Situation] = getattr(row.personne, LUES)
    return found[0] if found else None


def _write_ressources(situation: Situation) -> str:
    said = [Ressource(code) for code in situation.ressources]
    return ", ".join(LIBELLES_RESSOURCE[ressource] for ressource in said if ressource not in TUES)


def _write_niveau(niveau: int | None) -> str:
    return write_niveau(Niveau(niveau)) if niveau else ""
