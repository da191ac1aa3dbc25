"""Every address of the site, read from Django's resolver: nobody keeps a list that could forget one."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from maillage.comptes.politiques import EXTERNES
from maillage.socle.acces import Politique

INTROUVABLES = {"uuid": "00000000-0000-4000-8000-000000000404", "int": "999999404"}
INTROUVABLE = "introuvable-404"
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@dataclass(frozen=True)
class Adresse:
    """One leaf of the resolver. `parametres`: name of each variable part → its converter (`str` for a regex)."""

    nom: str
    route: str
    parametres: dict[str, str]
    vue: Any

    @property
    def politique(self) -> Politique | None:
        return getattr(self.vue, "politique", None) or EXTERNES.get(self.nom)

    def build(self, valeurs: dict[str, Any]) -> str:
        return reverse(self.nom, kwargs=valeurs) if valeurs else "/" + self.route

    def missing(self, parametre: str, value: Any) -> str:
        """A value of the same shape that no row bears."""
        shape = "uuid" if _UUID.fullmatch(str(value)) else self.parametres[parametre]
        return INTROUVABLES.get(shape, INTROUVABLE)


def list_adresses() -> list[Adresse]:
    return list(_walk(get_resolver().url_patterns, "", ()))


def _walk(patterns: Any, prefix: str, espaces: tuple[str, ...]) -> Iterator[Adresse]:
    for entry in patterns:
        if isinstance(entry, URLResolver):
            deeper = (*espaces, entry.namespace) if entry.namespace else espaces
            yield from _walk(entry.url_patterns, prefix + str(entry.pattern), deeper)
        elif isinstance(entry, URLPattern):
            # An address without a name bears its view's path, as in `ResolverMatch.view_name`.
            nom = ":".join((*espaces, entry.name or entry.lookup_str))
            yield Adresse(nom, prefix + str(entry.pattern), _read_parametres(entry), entry.callback)


def _read_parametres(entry: URLPattern) -> dict[str, str]:
    converters = getattr(entry.pattern, "converters", None) or {}
    names = converters or dict.fromkeys(entry.pattern.regex.groupindex)
    return {nom: type(c).__name__.removesuffix("Converter").lower() if c else "str" for nom, c in names.items()}
