"""What the installation holds about one account (R-45), collected from the classification: a new table is in by itself.

Left out: what proves an identity (password, second factor, session keys): handed over, it would serve to take it.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import models
from django.utils.timezone import localtime

from maillage.socle.classement import Champ, get_donnees, name_champ, name_modele
from maillage.socle.conservation import MINUTERIES
from maillage.socle.protection import personnes

PREUVES = {
    "password", "session_data", "session_key", "token", "token_secret", "key", "secret",
    "mfa.authenticator.data", "socialaccount.socialaccount.extra_data", "usersessions.usersession.data",
    "protection.demandeacces.contenu",
}  # fmt: skip
# Opened by the person alone, sealed for them: a third party does not hand them over, the person finds them at home.
RESERVES = {"formulaires.saisie", "afaire.preference", "tableaux.vueenregistree", "territoire.importzonages"}
PAR_NUMERO = ("compte_id", "traitee_par", "premier", "second", "personne_id", "masquee_par")
DECRITS = ("libelle", "categories", "durees", "colonnes", "lignes")
SCELLE = "_scelle"
LIMITE = 50_000  # rows of one table
LISIBLES = 200  # of which the page shows


@dataclass(frozen=True, slots=True)
class Table:
    """One table's rows about the person: `colonnes` says a field in words, `lignes` give values as JSON does.

    `lisibles`: the first rows as a person reads them, by field; what is empty is left out.
    """

    modele: str
    libelle: str
    categories: list[str]
    durees: list[str]
    colonnes: dict[str, str]
    lignes: list[dict[str, Any]]
    lisibles: list[dict[str, str]]

    @property
    def fiches(self) -> list[list[tuple[str, str]]]:
        return list_fiches(self.colonnes, self.lisibles)


def collect(compte: int, *, on: date) -> list[Table]:
    """Every table that has rows about this account, in the compartments opened by the caller."""
    return [table for model in apps.get_models() if (table := read_table(model, compte, on=on))]


def list_remis(suivie: UUID | None = None) -> list[type[models.Model]]:
    """The tables that somebody else may hand over on the person's request, in an order that does not change."""
    named = sorted(apps.get_models(), key=lambda m: m._meta.label_lower)
    if suivie is not None:
        return [m for m in named if _list_champs(m) and personnes.link(m, suivie) is not None]
    return [m for m in named if m._meta.label_lower not in RESERVES and _list_champs(m) and _link(m)]


def read_table(
    model: type[models.Model],
    compte: int,
    *,
    on: date,
    dispositifs: frozenset[int] | None = None,
    suivie: UUID | None = None,
) -> Table | None:
    """`dispositifs`: for somebody else, the only compartments whose rows are told, whatever the engine lets see.

    `suivie`: of a person followed, in the place of an account.
    """
    donnees = get_donnees(model)
    champs = _list_champs(model)
    if suivie is not None:
        condition = personnes.link(model, suivie)
    else:
        link = _link(model)
        condition = link(compte) if link is not None else None
    if not champs or condition is None:
        return None
    keys = [name for name, f in champs.items() if isinstance(f, models.ForeignKey)]
    rows = model._default_manager.filter(condition).order_by("pk").select_related(*keys)
    if dispositifs is not None and any(f.attname == "dispositif_id" for f in model._meta.concrete_fields):
        rows = rows.filter(dispositif_id__in=dispositifs)
    objets = list(rows[:LIMITE])
    if not objets:
        return None
    used = [donnees[name] for name in champs]
    codes = sorted({c.conservation for c in used if isinstance(c, Champ)})
    return Table(
        modele=model._meta.label_lower,
        libelle=name_modele(model),
        categories=sorted({c.categorie.value for c in used if isinstance(c, Champ)}),
        durees=[f"{code} : {MINUTERIES[code].describe(on=on)}" for code in codes],
        colonnes={name: name_champ(f) for name, f in champs.items()},
        lignes=[{name: _plain(_read(o, f)) for name, f in champs.items()} for o in objets],
        lisibles=[_tell(o, champs) for o in objets[:LISIBLES]],
    )


def _list_champs(model: type[models.Model]) -> dict[str, Any]:
    """The fields that say something of somebody, less what proves an identity."""
    donnees = get_donnees(model)
    return {
        f.name: f
        for f in model._meta.concrete_fields
        if isinstance(donnees.get(f.name), Champ)
        and f.name not in PREUVES
        and f"{model._meta.label_lower}.{f.name}" not in PREUVES
    }


def _link(model: type[models.Model]) -> Any:
    """How rows of this table point to an account; None when they do not."""
    if model is get_user_model():
        return lambda compte: models.Q(pk=compte)
    columns = [
        f.name
        for f in model._meta.concrete_fields
        if f.name in PAR_NUMERO
        or (isinstance(f, models.ForeignKey) and f.related_model._meta.label == settings.AUTH_USER_MODEL)
    ]
    if not columns:
        return None
    return lambda compte: _any(columns, compte)


def _any(columns: list[str], compte: int) -> models.Q:
    found = models.Q()
    for column in columns:
        found |= models.Q(**{column: compte})
    return found


def _plain(value: Any) -> Any:
    if isinstance(value, date | datetime):
        return value.isoformat()
    return value if value is None or isinstance(value, bool | int | str | list | dict) else str(value)


def build_json(tables: list[Table], *, on: date) -> dict[str, Any]:
    return {"etabli_le": on.isoformat(), "tables": {t.modele: _describe(t) for t in tables}}


def _describe(table: Table) -> dict[str, Any]:
    return {name: getattr(table, name) for name in DECRITS}


def list_fiches(colonnes: dict[str, str], lisibles: list[dict[str, str]]) -> list[list[tuple[str, str]]]:
    """Rows as (heading, value) pairs."""
    return [[(colonnes[champ], value) for champ, value in ligne.items()] for ligne in lisibles]


def _tell(objet: models.Model, champs: dict[str, Any]) -> dict[str, str]:
    found = {}
    for name, field in champs.items():
        value = getattr(objet, f"get_{name}_display")() if field.choices else getattr(objet, name)
        if isinstance(field, models.BinaryField):
            value = _read(objet, field)
        if value not in (None, "", {}, []):
            found[name] = _french(value)
    return found


def _read(objet: models.Model, field: Any) -> Any:
    """What is sealed is told open: the archive is the person's (R-45)."""
    if isinstance(field, models.BinaryField) and field.name.endswith(SCELLE):
        return getattr(objet, field.name.removesuffix(SCELLE))
    return getattr(objet, field.attname)


def _french(value: Any) -> str:
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, datetime):
        return f"{localtime(value):%d/%m/%Y à %H:%M}"
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value)
