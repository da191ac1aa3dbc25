"""Reads of a team: its habilitations, invitations and reviews, as far as an acteur may see them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef, Q

from maillage.comptes import rules
from maillage.comptes.durees import get_parametres
from maillage.comptes.models import Compte, Habilitation, HabilitationQuerySet, Invitation, InvitationQuerySet, Revue
from maillage.comptes.queries import FACTEURS
from maillage.socle.acteur import Acteur
from maillage.socle.contexte import open_service
from maillage.socle.roles import Role


@dataclass(frozen=True, slots=True)
class Ligne:
    """One habilitation of the team, with what tells whether it is still right and well protected."""

    habilitation: Habilitation
    echeance: date
    is_a_revoir: bool
    second_facteur: bool


@contextmanager
def portee(acteur: Acteur) -> Iterator[None]:
    """The administration works on rows of no dispositif, on directions and DPD of all: the installation opens them."""
    if acteur.role == Role.ADMINISTRATEUR:
        with open_service("habilitations du réseau"):
            yield
    else:
        yield


def visible_habilitations(acteur: Acteur) -> HabilitationQuerySet:
    return Habilitation.objects.filter(_scope(acteur)).select_related(
        "compte", "dispositif", "region", "employeur", "accordee_par", "terminee_par"
    )


def visible_invitations(acteur: Acteur) -> InvitationQuerySet:
    return Invitation.objects.filter(_scope(acteur)).select_related("dispositif", "region", "employeur", "par")


def _scope(acteur: Acteur) -> Q:
    if acteur.role == Role.ADMINISTRATEUR:
        return Q(dispositif=None) | Q(role__in=rules.PREMIERS_ROLES)
    return Q(dispositif=acteur.dispositif) & Q(dispositif__isnull=False)


def select_equipe(acteur: Acteur, *, on: date) -> HabilitationQuerySet:
    """To be read under `portee`."""
    facteur = Authenticator.objects.filter(user=OuterRef("compte"), type__in=FACTEURS)
    return visible_habilitations(acteur).en_cours(on=on).annotate(second_facteur=Exists(facteur))


def list_equipe(acteur: Acteur, *, on: date) -> list[Ligne]:
    with portee(acteur):
        rows = list(select_equipe(acteur, on=on).order_by("compte__nom", "compte__prenom", "pk"))
    return [_ligne(row, on) for row in rows]


def _ligne(habilitation: Habilitation, on: date) -> Ligne:
    echeance = rules.find_echeance(
        du=habilitation.du, revue_le=habilitation.revue_le, mois=get_parametres(on=on).revue_mois
    )
    is_a_revoir = echeance <= on or habilitation.suspendue_le is not None
    return Ligne(habilitation, echeance, is_a_revoir, bool(getattr(habilitation, "second_facteur", False)))


def list_invitations(acteur: Acteur) -> list[Invitation]:
    with portee(acteur):
        return list(visible_invitations(acteur).en_attente().order_by("-creee_le"))


def list_histoire(acteur: Acteur, compte: Compte) -> list[Habilitation]:
    """All the habilitations of a person that this acteur may see, the newest first: ended ones included."""
    with portee(acteur):
        return list(visible_habilitations(acteur).filter(compte=compte).order_by("-du", "-pk"))


def find_habilitation(acteur: Acteur, key: UUID, *, on: date) -> Habilitation | None:
    with portee(acteur):
        return visible_habilitations(acteur).en_cours(on=on).filter(uuid=key).first()


def find_en_cours(acteur: Acteur, compte: Compte, *, on: date) -> Habilitation | None:
    """One habilitation by which this person is of the acteur's team today."""
    with portee(acteur):
        return visible_habilitations(acteur).en_cours(on=on).filter(compte=compte).order_by("-du", "-pk").first()


def find_invitation(acteur: Acteur, key: UUID) -> Invitation | None:
    with portee(acteur):
        return visible_invitations(acteur).en_attente().filter(uuid=key).first()


def find_personne(acteur: Acteur, key: UUID) -> Compte | None:
    with portee(acteur):
        found = visible_habilitations(acteur).filter(compte__uuid=key).first()
    return found.compte if found else None


def find_revue(acteur: Acteur) -> Revue | None:
    with portee(acteur):
        return Revue.objects.visible_to(acteur).filter(dispositif=acteur.dispositif, signee_le=None).first()


def find_derniere_signature(acteur: Acteur) -> Revue | None:
    signed = Revue.objects.visible_to(acteur).filter(dispositif=acteur.dispositif, signee_le__isnull=False)
    with portee(acteur):
        return signed.select_related("signee_par").order_by("-signee_le").first()


def list_a_revoir(acteur: Acteur, *, on: date) -> list[Ligne]:
    """What is due and falls to this acteur: a direction reviews its team, the administration the network's roles."""
    return [ligne for ligne in list_equipe(acteur, on=on) if ligne.is_a_revoir and is_reviseur(acteur, ligne)]


def is_reviseur(acteur: Acteur, ligne: Ligne) -> bool:
    if acteur.role != Role.ADMINISTRATEUR:
        return True
    return ligne.habilitation.dispositif_id is None and ligne.habilitation.compte_id != acteur.compte


def find_la_mienne(acteur: Acteur, *, on: date) -> Ligne | None:
    """One's own habilitation in the network, when it is due: another administrator confirms it."""
    lignes = list_equipe(acteur, on=on) if acteur.role == Role.ADMINISTRATEUR else []
    return next((ligne for ligne in lignes if ligne.is_a_revoir and ligne.habilitation.pk == acteur.habilitation), None)


def list_a_decider(acteur: Acteur, *, on: date) -> tuple[list[Ligne], int, int]:
    """The team under review, how many are decided, and how many in all. Nothing is due: an empty list."""
    lignes = list_a_revoir(acteur, on=on)
    revue = find_revue(acteur)
    with portee(acteur):
        decided = set(revue.decisions.values_list("habilitation_id", flat=True)) if revue else set()
    remaining = [ligne for ligne in lignes if ligne.habilitation.pk not in decided]
    return remaining, len(decided), len(decided) + len(remaining)
