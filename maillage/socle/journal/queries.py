"""Reads of the journal of accesses. No count: the table grows all day."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet
from django.utils import timezone

from maillage.socle import permissions
from maillage.socle.acteur import Acteur
from maillage.socle.journal.historique import Fait, tell
from maillage.socle.journal.models import Acces
from maillage.socle.journal.permissions import Droit

PAR_PAGE = 50


@dataclass(frozen=True, slots=True)
class Filtres:
    du: date | None = None
    au: date | None = None
    type: str = ""
    personne: str = ""


@dataclass(frozen=True, slots=True)
class LigneAcces:
    """`cible` and `adresse` are empty for who may not see what was read."""

    fait: Fait
    cible: str
    adresse: str


@dataclass(frozen=True, slots=True)
class PageAcces:
    lignes: list[LigneAcces]
    suite: int | None


def filter_acces(acteur: Acteur, filtres: Filtres) -> QuerySet[Acces]:
    """The accesses of the dispositif where the acteur stands now, newest first."""
    permissions.check(acteur, Droit.LIRE_ACCES)
    acces = Acces.objects.filter(dispositif_id=acteur.dispositif)
    if filtres.du:
        acces = acces.filter(horodatage__gte=_midnight(filtres.du))
    if filtres.au:
        acces = acces.filter(horodatage__lt=_midnight(filtres.au + timedelta(days=1)))
    if filtres.type:
        acces = acces.filter(type=filtres.type)
    if filtres.personne:
        acces = acces.filter(compte_id__in=_find_comptes(filtres.personne))
    return acces.order_by("-pk")


def list_acces(acteur: Acteur, filtres: Filtres, *, avant: int | None = None) -> PageAcces:
    acces = filter_acces(acteur, filtres)
    return _page(acces, avant, with_contenu=permissions.can(acteur, Droit.LIRE_CONTENU_DES_ACCES))


def list_mes_acces(acteur: Acteur, *, avant: int | None = None) -> PageAcces:
    """What the journal keeps of the person who asks, under all their habilitations."""
    return _page(Acces.objects.filter(compte_id=acteur.compte).order_by("-pk"), avant, with_contenu=True)


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


def _page(acces: QuerySet[Acces], avant: int | None, *, with_contenu: bool) -> PageAcces:
    if avant is not None:
        acces = acces.filter(pk__lt=avant)
    entrees = list(acces[: PAR_PAGE + 1])
    shown = entrees[:PAR_PAGE]
    return PageAcces(build_lignes(shown, with_contenu=with_contenu), shown[-1].pk if len(entrees) > PAR_PAGE else None)


def _find_comptes(personne: str) -> QuerySet[Any]:
    words = personne.split()[:4]
    found = get_user_model()._default_manager.all()
    for word in words:
        found = found.filter(Q(nom__icontains=word) | Q(prenom__icontains=word) | Q(email__icontains=word))
    return found.values("pk")


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
