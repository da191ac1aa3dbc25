"""The demonstration's sign-in: fictitious people in one click, on this machine only, when the settings say so."""

from dataclasses import dataclass
from ipaddress import ip_address
from itertools import groupby
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from django.utils.timezone import localdate

from maillage.comptes.models import Compte, Habilitation
from maillage.socle.contexte import open_service
from maillage.socle.roles import FONCTIONS, Role

# Behind a proxy every visitor seems to come from this machine: their presence is a refusal.
EN_TETES_DE_RELAIS = ("HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED", "HTTP_X_REAL_IP", "HTTP_X_FORWARDED_HOST", "HTTP_VIA")


@dataclass(frozen=True, slots=True)
class Personne:
    uuid: str
    nom: str
    roles: str
    description: str


@dataclass(frozen=True, slots=True)
class Groupe:
    lieu: str
    personnes: tuple[Personne, ...]


def is_open(request: HttpRequest) -> bool:
    return bool(settings.DEMONSTRATION) and is_loopback(request)


def is_loopback(request: HttpRequest) -> bool:
    if any(header in request.META for header in EN_TETES_DE_RELAIS):
        return False
    try:
        return ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False


def list_groupes(request: HttpRequest) -> list[Groupe]:
    """The demonstration's people, under the place where they work first; nobody when it is not open."""
    if not is_open(request):
        return []
    with open_service("page de connexion de la démonstration"):
        habilitations = list(
            Habilitation.objects.actives(on=localdate())
            .filter(compte__is_demonstration=True, compte__is_active=True)
            .select_related("compte", "dispositif", "region")
            .order_by("compte__nom", "compte__prenom", "compte", "pk")
        )
    rangs = {role: rang for rang, role in enumerate(Role)}
    personnes: dict[str, list[tuple[int, Personne]]] = {}
    for _, rows in groupby(habilitations, key=lambda h: h.compte_id):
        siennes = list(rows)
        first = siennes[0]
        lieux = {h.lieu for h in siennes}
        roles = list(dict.fromkeys(h.fonction for h in siennes))
        ailleurs = f", pour {len(lieux)} dispositifs" if len(lieux) > 1 else ""
        personne = Personne(
            str(first.compte.uuid),
            first.compte.get_full_name(),
            ", ".join(roles) + ailleurs,
            FONCTIONS[Role(first.role)].description,
        )
        personnes.setdefault(first.lieu, []).append((rangs[Role(first.role)], personne))
    return [
        Groupe(lieu, tuple(p for _, p in sorted(found, key=lambda pair: (pair[0], pair[1].nom))))
        for lieu, found in sorted(personnes.items(), key=lambda item: (-len(item[1]), item[0]))
    ]


def find_personne(uuid: str) -> Compte | None:
    try:
        cle = UUID(uuid)
    except ValueError:
        return None
    return Compte.objects.filter(uuid=cle, is_demonstration=True, is_active=True).first()
