"""The register of processing (art. 30 RGPD), read from the fields' own classification: it cannot drift from the tables."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from django.apps import apps
from django.utils.text import slugify

from maillage.socle.classement import Champ, get_donnees, name_champ, name_modele
from maillage.socle.conservation import MINUTERIES

LIBELLES = {
    "C1": "identité, contact, adresse", "C2": "situation socio-professionnelle", "C3": "données sensibles",
    "C4": "diagnostic et freins", "C5": "textes libres", "C6": "parcours", "C7": "emploi", "C8": "pièces justificatives",
    "C9": "questionnaires FSE", "C10": "opérations et budgets", "C11": "entreprises et offres", "C12": "clause sociale",
    "C13": "statistiques de la structure", "C14": "consolidations protégées", "C15": "journaux",
    "C16": "comptes et habilitations",
}  # fmt: skip
SENSIBILITES = ("aucune", "courante", "élevée", "très élevée")


@dataclass(slots=True)
class Traitement:
    """One purpose on one legal basis, and every field that serves it."""

    finalite: str
    base_legale: str
    champs: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    categories: set[str] = field(default_factory=set)
    conservations: set[str] = field(default_factory=set)
    sensibilite: int = 0
    has_volontaires: bool = False

    @property
    def ancre(self) -> str:
        """Where links of the page lead: the same from one version to the next."""
        return slugify(f"{self.finalite} {self.base_legale.partition(' (')[0]}")

    @property
    def nombre(self) -> int:
        return sum(len(champs) for champs in self.champs.values())

    @property
    def donnees(self) -> list[str]:
        return [f"{code} · {LIBELLES.get(code, '')}" for code in sorted(self.categories, key=lambda c: int(c[1:]))]

    @property
    def niveau(self) -> str:
        return SENSIBILITES[self.sensibilite]

    def list_minuteries(self, *, on: date) -> list[tuple[str, str]]:
        return [
            (code, MINUTERIES[code].describe(on=on)) for code in sorted(self.conservations, key=lambda c: int(c[1:]))
        ]

    def list_durees(self, *, on: date) -> list[str]:
        return [f"{code} · {duree}" for code, duree in self.list_minuteries(on=on)]

    @property
    def tables(self) -> list[tuple[str, str]]:
        return [(nom, ", ".join(champs)) for nom, champs in sorted(self.champs.items())]


def list_traitements() -> list[Traitement]:
    """By purpose, the most sensitive first."""
    found: dict[tuple[str, str], Traitement] = {}
    for modele, nom, champ in list_champs():
        key = (champ.finalite, champ.base_legale.value)
        traitement = found.setdefault(key, Traitement(*key))
        traitement.champs[modele].append(nom)
        traitement.categories.add(champ.categorie.value)
        traitement.conservations.add(champ.conservation)
        traitement.sensibilite = max(traitement.sensibilite, champ.sensibilite)
        traitement.has_volontaires |= champ.volontaire
    return sorted(found.values(), key=lambda t: (-t.sensibilite, t.finalite))


def list_champs() -> Iterator[tuple[str, str, Champ]]:
    """Every stored field that says something of somebody, as (model in words, field in words, classification)."""
    for model in apps.get_models(include_auto_created=True):
        donnees = get_donnees(model)
        for column in model._meta.concrete_fields:
            champ = donnees.get(column.name)
            if isinstance(champ, Champ):
                yield name_modele(model), name_champ(column), champ


COLONNES = ("finalité", "base légale", "données", "sensibilité", "durées", "tables et champs")


def build_lignes(*, on: date) -> Iterator[tuple[str, ...]]:
    for t in list_traitements():
        tables = " | ".join(f"{nom} : {champs}" for nom, champs in t.tables)
        yield (t.finalite, t.base_legale, " | ".join(t.donnees), t.niveau, " | ".join(t.list_durees(on=on)), tables)
