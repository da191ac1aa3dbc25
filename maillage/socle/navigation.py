"""What the frame offers to go to. Each app declares its entries from `AppConfig.ready`; this module only keeps them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from django.conf import settings
from django.urls import NoReverseMatch, get_script_prefix, get_urlconf, reverse

from maillage.socle import permissions
from maillage.socle.acteur import Acteur


@dataclass(frozen=True, slots=True)
class Entree:
    """One line of the navigation.

    `url`: the name of a view, or an address beginning with « / ». `icone`: a lucide icon. `droit` None: any
    signed-in person. `publique`: shown to visitors without account too, in the header of the public site.
    `compte`: how many things wait there, asked on every page of whoever sees the line: one cheap query, or none.
    `groupe`: the heading under which it stands in the application; empty comes first.
    """

    libelle: str
    url: str
    icone: str = ""
    droit: StrEnum | None = None
    ordre: int = 100
    groupe: str = ""
    publique: bool = False
    compte: Callable[[Acteur], int] | None = None

    @property
    def adresse(self) -> str:
        return (
            self.url
            if self.url.startswith("/")
            else _reverse(self.url, get_urlconf() or settings.ROOT_URLCONF, get_script_prefix())
        )


@dataclass(frozen=True, slots=True)
class Lien:
    libelle: str
    adresse: str
    icone: str
    is_courant: bool
    compte: int = 0


@dataclass(frozen=True, slots=True)
class Groupe:
    libelle: str
    liens: tuple[Lien, ...]


@lru_cache(maxsize=512)
def _reverse(url: str, urlconf: str, prefix: str) -> str:
    """Every page asks for the same few addresses; they only change with what is served, and from where."""
    return reverse(url, urlconf)


ENTREES: dict[str, Entree] = {}
# Headings in the order in which a day's work meets them; an unknown heading comes last, alphabetically.
ORDRE_DES_GROUPES = (
    "",
    "Parcours",
    "Marchés de la clause",
    "Personnes et heures",
    "Service de la clause",
    "Vue d’ensemble",
    "Organisation",
    "Dispositif",
    "Réseau",
    "Administration",
)


def declare(entree: Entree) -> Entree:
    """Keyed by address: an app that is set up twice (tests) declares each line once."""
    ENTREES[entree.url] = entree
    return entree


def list_groupes(acteur: Acteur, *, chemin: str) -> list[Groupe]:
    """The navigation of one acteur at one address, under its headings."""
    visibles = [entree for entree in ENTREES.values() if can_see(acteur, entree)]
    liens = _liens(visibles, chemin, acteur)
    libelles = sorted({entree.groupe for entree in visibles}, key=_rang)
    return [
        Groupe(libelle, tuple(lien for entree, lien in liens if entree.groupe == libelle))
        for libelle in libelles
        if any(entree.groupe == libelle for entree, _ in liens)
    ]


def list_publiques(*, chemin: str) -> list[Lien]:
    """The navigation of the public site."""
    return [lien for _, lien in _liens([entree for entree in ENTREES.values() if entree.publique], chemin)]


def can_see(acteur: Acteur, entree: Entree) -> bool:
    return not acteur.is_anonyme and (entree.droit is None or permissions.can(acteur, entree.droit))


def _rang(groupe: str) -> tuple[int, str]:
    known = groupe in ORDRE_DES_GROUPES
    return (ORDRE_DES_GROUPES.index(groupe) if known else len(ORDRE_DES_GROUPES), groupe)


def _liens(entrees: Iterable[Entree], chemin: str, acteur: Acteur | None = None) -> list[tuple[Entree, Lien]]:
    adresses = []
    for entree in sorted(entrees, key=lambda entree: (entree.ordre, entree.libelle)):
        try:
            adresses.append((entree, entree.adresse))
        except NoReverseMatch:  # an entry may be declared by an app whose addresses this installation does not serve
            continue
    courante = find_courante([adresse for _, adresse in adresses], chemin)
    return [
        (entree, Lien(entree.libelle, adresse, entree.icone, adresse == courante, _count(entree, acteur)))
        for entree, adresse in adresses
    ]


def _count(entree: Entree, acteur: Acteur | None) -> int:
    return entree.compte(acteur) if entree.compte is not None and acteur is not None else 0


def find_courante(adresses: Iterable[str], chemin: str) -> str | None:
    """The longest address under which a path lies; the root only stands for itself."""
    under = [a for a in adresses if chemin == a or (a != "/" and chemin.startswith(a.rstrip("/") + "/"))]
    return max(under, key=len, default=None)
