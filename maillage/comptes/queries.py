"""Reads of accounts and habilitations."""

from datetime import date
from typing import Any

from allauth.mfa.models import Authenticator
from django.db.models import BigIntegerField, DateField

from maillage.comptes.models import Compte, Habilitation, HabilitationQuerySet
from maillage.comptes.rules import rank_place
from maillage.reseau.rattachements import list_rattaches
from maillage.socle.acteur import Acteur
from maillage.socle.contexte import open_service
from maillage.socle.preparees import Preparee
from maillage.socle.roles import FONCTIONS, Portee, Role


def list_habilitations(compte: Compte, *, on: date) -> list[Habilitation]:
    """The habilitations of one person in force on a day, for the switcher of roles: where they land first comes first."""
    return sorted(ACTIVES.read(compte=compte.pk, on=on), key=_rank)


def _rank(habilitation: Habilitation) -> tuple[bool, int, int, str]:
    dispositif = habilitation.dispositif
    return rank_place(type=dispositif.type if dispositif else "", role=habilitation.role, lieu=habilitation.lieu)


def _select_actives(compte: Any, on: Any) -> HabilitationQuerySet:
    rows = Habilitation.objects.actives(on=on).filter(compte=compte)
    return rows.select_related("dispositif", "region").order_by("pk")


ACTIVES = Preparee(_select_actives, compte=BigIntegerField(), on=DateField())  # asked by every request


def build_acteur(compte: Compte, habilitation: Habilitation | None, *, on: date, adresse: str, requete: str) -> Acteur:
    """The acteur of one person under one habilitation; without one, they see no compartment."""
    if habilitation is None:
        return Acteur(compte=compte.pk, nom=compte.get_full_name(), adresse=adresse, requete=requete)
    portee = FONCTIONS[Role(habilitation.role)].portee
    dispositif = habilitation.dispositif
    return Acteur(
        compte=compte.pk,
        nom=compte.get_full_name(),
        role=Role(habilitation.role),
        habilitation=habilitation.pk,
        dispositif=dispositif.pk if dispositif else None,
        type=dispositif.type if dispositif else "",
        dispositifs=frozenset({dispositif.pk, *list_rattaches(dispositif, on=on)}) if dispositif else frozenset(),
        region=habilitation.region_id or "",
        departements=frozenset(habilitation.departements),
        reseau=portee is Portee.RESEAU,
        adresse=adresse,
        requete=requete,
    )


def list_administrateurs(*, on: date) -> HabilitationQuerySet:
    """Who administers the installation on a day: real people whose account is open. Asked in a service context."""
    return Habilitation.objects.actives(on=on).filter(
        role=Role.ADMINISTRATEUR, compte__is_active=True, compte__is_demonstration=False
    )


def has_administrateur(*, on: date) -> bool:
    with open_service("revue des réglages"):
        return list_administrateurs(on=on).exists()


FACTEURS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def has_second_facteur(acteur: Acteur) -> bool:
    """An application or a passkey; recovery codes alone are not a factor."""
    return Authenticator.objects.filter(user=acteur.compte, type__in=FACTEURS).exists()


def choose(habilitations: list[Habilitation], *, chosen: int | None, compte: Compte) -> Habilitation | None:
    """The one chosen in this session, else the one chosen last, else the first."""
    for wanted in (
        lambda h: h.pk == chosen,
        lambda h: h.uuid == compte.preferee,
        lambda h: True,
    ):
        found = next((h for h in habilitations if wanted(h)), None)
        if found is not None:
            return found
    return None


def get_compte(acteur: Acteur) -> Compte:
    assert acteur.compte is not None, "la page est réservée aux personnes connectées"
    return Compte.objects.get(pk=acteur.compte)


def list_miennes(acteur: Acteur) -> list[Habilitation]:
    """One's own habilitations, past and present."""
    return list(
        Habilitation.objects.filter(compte=acteur.compte)
        .select_related("dispositif", "region", "employeur", "accordee_par", "terminee_par")
        .order_by("-du", "-pk")
    )


def list_suspendues(acteur: Acteur, *, on: date) -> list[Habilitation]:
    """One's own habilitations that wait for a review: what explains an empty page."""
    mine = Habilitation.objects.en_cours(on=on).filter(compte=acteur.compte, suspendue_le__isnull=False)
    return list(mine.select_related("dispositif", "region"))
