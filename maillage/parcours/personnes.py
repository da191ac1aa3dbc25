"""The people followed, whose data the DPD may gather: their rows are found by following the keys that lead to them."""

from collections.abc import Collection, Sequence
from functools import lru_cache
from uuid import UUID

from django.apps import apps
from django.db.models import ForeignKey, Model, Q

from maillage.participants.models import Personne as Suivie
from maillage.socle.acteur import Acteur
from maillage.socle.pieces.models import Piece
from maillage.socle.protection import personnes as protection
from maillage.socle.protection.personnes import Personne

PAQUETS = ("participants", "parcours")


@lru_cache(maxsize=1)
def find_chemins() -> dict[type[Model], tuple[str, ...]]:
    """Table → the ways to the person. A new table that belongs to a file enters the archive by itself."""
    models = [model for paquet in PAQUETS for model in apps.get_app_config(paquet).get_models()]
    found: dict[type[Model], tuple[str, ...]] = {Suivie: ("",)}
    pending = True
    while pending:
        pending = False
        for model in models:
            if model in found:
                continue
            ways = [
                f"{field.name}__{way}".removesuffix("__")
                for field in model._meta.concrete_fields
                if isinstance(field, ForeignKey)
                for way in found.get(field.related_model, ())
            ]
            if ways:
                found[model] = tuple(ways)
                pending = True
    return found


@lru_cache(maxsize=1)
def list_a_effacer() -> tuple[tuple[type[Model], tuple[str, ...]], ...]:
    """The tables of a file, those that point to others first: in this order, their rows may be deleted."""
    ways = {model: found for model, found in find_chemins().items() if model is not Suivie}
    ordered: list[type[Model]] = []
    while len(ordered) < len(ways):
        left = [model for model in ways if model not in ordered]
        pointed = {
            field.related_model
            for model in left
            for field in model._meta.concrete_fields
            if isinstance(field, ForeignKey) and field.related_model is not model
        }
        free = [model for model in left if model not in pointed]
        if not free:
            raise RuntimeError(f"Tables qui se désignent en cercle : {left}.")
        ordered += free
    return tuple((model, ways[model]) for model in ordered)


def link(model: type[Model], suivie: UUID) -> Q | None:
    ways = find_chemins().get(model)
    if ways is None:
        return None
    found = Q()
    for way in ways:
        found |= Q(**{f"{way}__uuid" if way else "uuid": suivie})
    return found


def list_cles_des_pieces(suivie: UUID) -> set[int]:
    """Whatever table of the file holds them."""
    keys: set[int] = set()
    for model in find_chemins():
        columns = [
            f.name for f in model._meta.concrete_fields if isinstance(f, ForeignKey) and f.related_model is Piece
        ]
        condition = link(model, suivie) if columns else None
        if condition is not None:
            rows = model._default_manager.filter(condition)
            keys |= {key for column in columns for key in rows.values_list(column, flat=True) if key is not None}
    return keys


class PersonnesSuivies:
    def list(self, acteur: Acteur) -> list[Personne]:
        rows = Suivie.objects.filter(dispositif__in=acteur.dispositifs, anonymisee_le=None)
        return [
            Personne(p.uuid, 0, f"{p.nom_complet} (dossier n° {p.numero})", _list_termes(p))
            for p in rows.order_by("nom_naissance", "prenoms", "pk")
        ]

    def find_courriel(self, compte: int) -> str:
        return ""

    def link(self, model: type[Model], suivie: UUID) -> Q | None:
        return link(model, suivie)

    def list_pieces(self, suivie: UUID) -> Sequence[Piece]:
        rows = Piece.objects.filter(pk__in=list_cles_des_pieces(suivie))
        return tuple(rows.presentes().order_by("deposee_le", "pk"))

    def list_noms(self, suivies: Collection[UUID]) -> dict[UUID, str]:
        return {p.uuid: p.nom_complet for p in Suivie.objects.filter(uuid__in=suivies, anonymisee_le=None)}


def _list_termes(p: Suivie) -> tuple[str, ...]:
    return tuple(terme for terme in (p.nom_naissance, p.nom_usage, p.nom_complet, p.courriel, p.telephone) if terme)


protection.declare(PersonnesSuivies())
