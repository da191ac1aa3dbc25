"""What « Ma file active » may show and export of the situation of each person, on the day: when one asks for it.

Nothing sensitive: neither the handicap, the health, the housing, nor the resources that would say them.
"""

from collections.abc import Collection
from datetime import date
from functools import cache
from typing import Any

from maillage.parcours.queries.situations import map_situations
from maillage.participants.models import Situation
from maillage.participants.nomenclatures.niveaux import Niveau, write_niveau
from maillage.participants.nomenclatures.situation import LIBELLES_RESSOURCE, Ressource
from maillage.participants.rules.famille import describe_enfants
from maillage.socle.classement import Categorie
from maillage.socle.dates import compute_age
from maillage.socle.tableaux import Colonne, Genre

TUES = frozenset({Ressource.AAH, Ressource.ADA})  # the one says a handicap, the other where one comes from


def build_colonnes(parcours: Collection[int], *, on: date) -> tuple[Colonne, ...]:
    """Hidden until they are chosen; empty where nothing is known. `parcours`: those of the list, read at once."""

    @cache
    def read_situations() -> dict[int, Situation]:
        return map_situations(parcours, on=on)

    def column(code: str, libelle: str, read: Any, genre: Genre = Genre.TEXTE, definition: str = "") -> Colonne:
        def value(row: Any) -> Any:
            found = read_situations().get(row.pk)
            return read(found) if found is not None else None

        return Colonne(
            code, libelle, value, genre, definition, is_visible=False, categorie=Categorie.SITUATION, champs=("pk",)
        )  # fmt: skip

    return (
        Colonne(
            "age", "Âge", lambda row: compute_age(row.personne__date_naissance, on=on), Genre.NOMBRE,
            is_visible=False, categorie=Categorie.IDENTITE, champs=("personne__date_naissance",),
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


def _write_ressources(situation: Situation) -> str:
    said = [Ressource(code) for code in situation.ressources]
    return ", ".join(LIBELLES_RESSOURCE[ressource] for ressource in said if ressource not in TUES)


def _write_niveau(niveau: int | None) -> str:
    return write_niveau(Niveau(niveau)) if niveau else ""
