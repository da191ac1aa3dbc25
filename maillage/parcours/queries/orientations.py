"""Orientations as each may see them: one's own, those to study, those one welcomes."""

from typing import Any
from uuid import UUID

from django.db.models import Case, DateField, QuerySet, When
from django.db.models.functions import Coalesce

from maillage.parcours.models import Decouverte, Orientation
from maillage.parcours.nomenclatures.etats import EtatOrientation
from maillage.parcours.rules import orientation as regles
from maillage.participants.actions.personnes import read_identite
from maillage.participants.rules import identite
from maillage.socle.acteur import Acteur
from maillage.socle.roles import Role

# Since when an answer is awaited; null where none is.
_ATTENTE = Case(
    When(etat__in=regles.EN_ATTENTE, then=Coalesce("complete_le", "date_prescription")),
    default=None,
    output_field=DateField(),
)
PROCHES_MAX = 500  # open orientations of one dispositif that are compared with a newcomer


def list_siennes(acteur: Acteur) -> QuerySet[Any]:
    """Those this account wrote, whatever became of them."""
    rows = Orientation.objects.filter(dispositif=acteur.dispositif, auteur=acteur.compte)
    return rows.annotate(attente=_ATTENTE).select_related("prescripteur")


def get_sienne(acteur: Acteur, uuid: UUID) -> Orientation:
    found: Orientation = list_siennes(acteur).select_related("commune", "dispositif", "fiche_signee").get(uuid=uuid)
    return found


def list_entrees(acteur: Acteur) -> QuerySet[Any]:
    """What has been sent here: all of it for who studies it, one's own accueils for a référent."""
    rows = Orientation.objects.filter(dispositif=acteur.dispositif).exclude(etat=EtatOrientation.BROUILLON)
    if acteur.role == Role.REFERENT:
        rows = rows.filter(referent_accueil__compte=acteur.compte)
    elif acteur.role != Role.COORDINATEUR:
        rows = rows.none()
    return rows.annotate(attente=_ATTENTE).select_related("prescripteur", "commune", "referent_accueil")


def get_entree(acteur: Acteur, uuid: UUID) -> Orientation:
    rows = list_entrees(acteur).select_related(
        "dispositif", "personne", "parcours", "commune__departement", "fiche_signee"
    )
    return rows.get(uuid=uuid)


def list_en_attente(acteur: Acteur) -> QuerySet[Any]:
    return list_entrees(acteur).filter(etat__in=regles.EN_ATTENTE).order_by("attente", "pk")


def list_proches(orientation: Orientation, *, limit: int = 5) -> list[tuple[Orientation, identite.Rapprochement]]:
    """Other orientations under way that may be of the same person. A human decides."""
    wanted = read_identite(orientation)
    others = (
        Orientation.objects.filter(dispositif=orientation.dispositif_id, etat__in=regles.OUVERTES)
        .exclude(pk=orientation.pk)
        .select_related("prescripteur")
        .order_by("-pk")[:PROCHES_MAX]
    )
    scored = [(other, identite.compare(wanted, read_identite(other))) for other in others]
    kept = [pair for pair in scored if pair[1].points >= identite.PROBABLE]
    return sorted(kept, key=lambda pair: -pair[1].points)[:limit]


def list_decouvertes(acteur: Acteur) -> QuerySet[Decouverte]:
    return Decouverte.objects.filter(dispositif=acteur.dispositif).select_related("commune", "orientation")


def get_decouverte(acteur: Acteur, uuid: UUID) -> Decouverte:
    return list_decouvertes(acteur).get(uuid=uuid)
