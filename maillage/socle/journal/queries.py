"""Reads of the journal of accesses. No count: the table grows all day."""

from dataclasses import dataclass
from datetime import datetime

from django.apps import apps
from django.db.models import QuerySet

from maillage.socle import permissions
from maillage.socle.acteur import Acteur
from maillage.socle.journal.historique import Fait, tell
from maillage.socle.journal.models import Acces
from maillage.socle.journal.permissions import Droit


@dataclass(frozen=True, slots=True)
class LigneAcces:
    """`cible` and `adresse` are empty for who may not see what was read."""

    fait: Fait
    cible: str
    adresse: str


def list_acces(acteur: Acteur) -> QuerySet[Acces]:
    """The accesses of the dispositif where the acteur stands now."""
    permissions.check(acteur, Droit.LIRE_ACCES)
    return Acces.objects.filter(dispositif_id=acteur.dispositif)


def list_mes_acces(acteur: Acteur) -> QuerySet[Acces]:
    """What the journal keeps of the person who asks, under all their habilitations."""
    return Acces.objects.filter(compte_id=acteur.compte)


def list_acces_a(cible: str, cle: str) -> list[tuple[datetime, str, int | None, str]]:
    """For the person whose file it is (R-45): when, which role, which dispositif, what; never the agent's name."""
    acces = Acces.objects.filter(cible=cible, cible_cle=cle).order_by("horodatage")
    return list(acces.values_list("horodatage", "role", "dispositif_id", "type"))


def build_lignes(entrees: list[Acces], *, with_contenu: bool) -> list[LigneAcces]:
    return [
        LigneAcces(
            fait,
            _name_cible(entree) if with_contenu else "",
            entree.adresse if with_contenu else "",
        )
        for fait, entree in zip(tell(entrees), entrees, strict=True)
    ]


def _name_cible(entree: Acces) -> str:
    """« dispositif acdf3ac6-… »: the kind in words, then the public key."""
    try:
        kind = str(apps.get_model(entree.cible)._meta.verbose_name) if entree.cible else ""
    except LookupError:  # a table that this version no longer has
        kind = entree.cible
    return f"{kind} {entree.cible_cle}".strip()
