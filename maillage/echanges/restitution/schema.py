"""What the archive holds, derived from the models: a new compartmented table is in by itself, with its columns.

A column refers to a row by its public number, to a place by its code, to somebody by their account's public number:
the keys of this installation's database mean nothing elsewhere and never leave it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import models

from maillage import __version__
from maillage.echanges.restitution.nomenclatures import COLONNES_LAISSEES, ECRITURES, LAISSES, VERSION, Genre, Portee
from maillage.participants.scelle import Scelle
from maillage.reseau.models import Denomination, Dispositif, Organisation, Portage, TerritoireIntervention
from maillage.socle.classement import Champ, get_donnees, name_champ, name_modele
from maillage.socle.journal.models import Evenement
from maillage.socle.models import Compartimente

GENRES: dict[type[models.Field], Genre] = {
    models.TextField: Genre.TEXTE,
    models.SlugField: Genre.TEXTE,
    models.EmailField: Genre.TEXTE,
    models.PositiveIntegerField: Genre.ENTIER,
    models.PositiveSmallIntegerField: Genre.ENTIER,
    models.PositiveBigIntegerField: Genre.ENTIER,
    models.DecimalField: Genre.NOMBRE,
    models.FloatField: Genre.REEL,
    models.BooleanField: Genre.OUI_NON,
    models.DateField: Genre.DATE,
    models.TimeField: Genre.HEURE,
    models.DateTimeField: Genre.HORODATAGE,
    models.UUIDField: Genre.NUMERO,
    models.JSONField: Genre.JSON,
    # An account written without a foreign key, because the row outlives it.
    models.BigIntegerField: Genre.COMPTE,
}
DOMAINES = ("participants", "parcours", "pieces")  # whose rows make a dispositif « not empty »
ANNEXES = (Denomination, Portage, TerritoireIntervention)
COMPTES = ("uuid", "email", "prenom", "nom")
CITES = ("uuid", "slug", "nom", "type", "region", "departement", "is_fictif")
HISTOIRE = ("uuid", "horodatage", "compte_id", "role", "type", "cible", "cible_cle", "details")
SUFFIXE, EMPREINTE = "_scelle", "_empreinte"


class ChampInconnu(Exception):
    """A field that the archive does not know how to write: teach it here, or leave its table in `LAISSES`, and say why."""


@dataclass(frozen=True, slots=True)
class Colonne:
    """`source`: where the query reads it. `vers`: the table referred to. `usage`: of the seal."""

    nom: str
    champ: Any
    genre: Genre
    source: str
    vers: str = ""
    usage: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    modele: Any
    portee: Portee
    colonnes: tuple[Colonne, ...]
    nom: str

    @property
    def fichier(self) -> str:
        folder = "historique" if self.portee is Portee.HISTORIQUE else "donnees"
        return f"{folder}/{self.nom}.csv"

    @property
    def is_numerotee(self) -> bool:
        return any(c.nom == "uuid" for c in self.colonnes)


@lru_cache(maxsize=1)
def list_tables() -> tuple[Table, ...]:
    """In the order in which they are taken up again: what is referred to comes first."""
    comptes = get_user_model()
    named = [
        _table(comptes, Portee.CITES, only=COMPTES),
        _table(Organisation, Portee.CITES),
        _table(Dispositif, Portee.CITES, only=CITES, nom="reseau.dispositif_cite"),
        *(
            _table(model, Portee.CITES, only=model.CITEE.champs)
            for model in apps.get_models()
            if hasattr(model, "CITEE")
        ),
        _table(Dispositif, Portee.DISPOSITIF),
        *(_table(model, Portee.ANNUAIRE) for model in ANNEXES),
    ]
    own = [_table(m, _get_portee(m)) for m in list_compartimentes() if m._meta.label_lower not in LAISSES]
    return (*named, *_sort(own))


@lru_cache(maxsize=1)
def get_histoire() -> Table:
    table = _table(Evenement, Portee.HISTORIQUE, only=HISTOIRE, nom="evenements")
    colonnes = tuple(
        Colonne("auteur", c.champ, Genre.AUTEUR, c.source) if c.genre is Genre.COMPTE else c for c in table.colonnes
    )
    return Table(Evenement, table.portee, colonnes, table.nom)


def list_compartimentes() -> list[type[models.Model]]:
    return [m for m in apps.get_models() if issubclass(m, Compartimente)]


def _get_portee(model: type[models.Model]) -> Portee:
    return Portee.ANNUAIRE if model._meta.app_label == Dispositif._meta.app_label else Portee.COMPARTIMENT


def _table(model: Any, portee: Portee, *, only: tuple[str, ...] = (), nom: str = "") -> Table:
    scelles = {s.colonne: s.usage for s in find_scelles(model)}
    colonnes = tuple(
        _colonne(field, scelles)
        for field in model._meta.concrete_fields
        if (field.name in only if only else not _is_left(model, field, scelles))
    )
    return Table(model, portee, colonnes, nom or model._meta.label_lower)


def _is_left(model: Any, field: Any, scelles: dict[str, str]) -> bool:
    """The key of the database, the dispositif (the archive is of one alone), blind indexes (made with our secret)."""
    return bool(
        field.primary_key
        or field.name in COLONNES_LAISSEES.get(model._meta.label_lower, ())
        or (field.name == "dispositif" and model is not Dispositif)
        or (field.name.endswith(EMPREINTE) and field.name.removesuffix(EMPREINTE) + SUFFIXE in scelles)
    )


def _colonne(field: Any, scelles: dict[str, str]) -> Colonne:
    if isinstance(field, models.BinaryField):
        if field.name not in scelles:
            raise ChampInconnu(f"{field.model._meta.label}.{field.name}")
        return Colonne(field.name.removesuffix(SUFFIXE), field, Genre.SCELLE, field.name, usage=scelles[field.name])
    if isinstance(field, models.ForeignKey):
        cible = field.related_model
        by_code = not isinstance(cible._meta.pk, models.AutoField)
        source = field.attname if by_code else f"{field.name}__uuid"
        return Colonne(field.name, field, Genre.REFERENCE, source, vers=cible._meta.label_lower)
    genre = GENRES.get(type(field))
    if genre is None or (genre is Genre.TEXTE and field.null):  # an empty cell could not say which of the two it is
        raise ChampInconnu(f"{field.model._meta.label}.{field.name}")
    return Colonne(field.name, field, genre, field.attname)


def find_scelles(model: Any) -> Iterator[Scelle]:
    for parent in model.__mro__:
        yield from (value for value in vars(parent).values() if isinstance(value, Scelle))


def _sort(tables: list[Table]) -> list[Table]:
    """Those referred to first; a table may refer to itself."""
    left, done, ordered = sorted(tables, key=lambda t: t.nom), set[str](), list[Table]()
    own = {t.nom for t in tables}
    while left:
        ready = [t for t in left if {c.vers for c in t.colonnes if c.vers in own} <= done | {t.nom}]
        if not ready:
            raise ChampInconnu(f"références en rond : {', '.join(t.nom for t in left)}")
        ordered.append(ready[0])
        done.add(ready[0].nom)
        left.remove(ready[0])
    return ordered


def describe(tables: tuple[Table, ...], lignes: dict[str, int]) -> list[dict[str, Any]]:
    """For `schema.json`: what a program, or somebody without Maillage, needs to read the files."""
    return [
        {
            "fichier": table.fichier,
            "table": table.nom,
            "libelle": name_modele(table.modele),
            "portee": table.portee.value,
            "lignes": lignes[table.nom],
            "colonnes": [_describe(table, c) for c in table.colonnes],
        }
        for table in tables
    ]


def _describe(table: Table, colonne: Colonne) -> dict[str, Any]:
    classement = get_donnees(table.modele).get(colonne.champ.name)
    said: dict[str, Any] = {
        "nom": colonne.nom,
        "libelle": name_champ(colonne.champ),
        "genre": colonne.genre.value,
        "peut_etre_vide": is_nullable(colonne),
    }
    if colonne.champ.choices:
        said["codes"] = {str(code): str(libelle) for code, libelle in colonne.champ.flatchoices}
    if colonne.vers:
        said["renvoie_a"] = colonne.vers
    if isinstance(classement, Champ):
        said |= {
            "categorie": classement.categorie.value,
            "finalite": classement.finalite,
            "sensibilite": classement.sensibilite,
            "conservation": classement.conservation,
        }
    return said


def is_nullable(colonne: Colonne) -> bool:
    return bool(colonne.champ.null) or colonne.genre in {Genre.SCELLE, Genre.COMPTE, Genre.AUTEUR}


def build(
    dispositif: Dispositif, lignes: dict[str, int], *, historique: bool, pieces: dict[str, Any]
) -> dict[str, Any]:
    return {
        "format": "restitution de Maillage",
        "version": VERSION,
        "maillage": __version__,
        "dispositif": {"uuid": str(dispositif.uuid), "slug": dispositif.slug, "nom": dispositif.nom},
        "genres": {genre.value: ecriture for genre, ecriture in ECRITURES.items()},
        "tables": describe(list_tables(), lignes),
        "historique": describe((get_histoire(),), lignes) if historique else [],
        "pieces": pieces,
    }
