"""The exits that a commission may examine, and what the last one asked for before it decides."""

from datetime import date
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery

from maillage.parcours.models import Commission, Inscription, Parcours, Sortie
from maillage.parcours.nomenclatures.etats import EtatParcours
from maillage.parcours.nomenclatures.orientation import EtatCommission, Resultat
from maillage.parcours.portee import DesSiens
from maillage.parcours.queries.sorties import list_presentes
from maillage.parcours.rules.sorties import list_manquantes
from maillage.socle.acteur import Acteur


def list_sorties_a_decider(acteur: Acteur, commission: Commission) -> QuerySet[Parcours]:
    """An exit proposed, that no commission is about to examine."""
    waiting = Inscription.objects.filter(dispositif=acteur.dispositif, parcours__isnull=False).filter(
        Q(commission=commission) | Q(resultat="") & ~Q(commission__etat=EtatCommission.CLOSE)
    )
    proposed = Sortie.objects.filter(parcours=OuterRef("pk"), decidee_le=None, rejetee_le=None, annulee_le=None)
    return (
        Parcours.objects.filter(dispositif=acteur.dispositif, etat=EtatParcours.SORTIE_PROPOSEE)
        .exclude(pk__in=waiting.values("parcours"))
        .annotate(
            type_sortie=Subquery(proposed.values("type")[:1]), proposee_le=Subquery(proposed.values("proposee_le")[:1])
        )
        .select_related("personne", "referent")
        .order_by("proposee_le", "pk")
    )


def list_pieces_demandees(acteur: Acteur, *, on: date) -> list[tuple[Inscription, Sortie]]:
    """Of one's own people: what a commission asked for, as long as something is missing. Three queries."""
    proposees = PROPOSEES.list(acteur, on=on)
    sorties = {sortie.parcours_id: sortie for sortie in proposees}
    if not sorties:
        return []
    asked: dict[int, Inscription] = {}
    adjourned = Inscription.objects.filter(parcours__in=list(sorties), resultat=Resultat.AJOURNE)
    for inscription in adjourned.select_related("commission").order_by("commission__le", "pk"):
        asked[inscription.parcours_id or 0] = inscription
    presentes = list_presentes(asked)
    return [
        (inscription, sorties[cle])
        for cle, inscription in asked.items()
        if inscription.commission.le >= sorties[cle].proposee_le
        and list_manquantes(sorties[cle].definition, presentes.get(cle, set()), sous_motif=sorties[cle].sous_motif)
    ]


def _select_proposees(mine: Q, dispositif: Any, on: Any) -> QuerySet[Sortie]:
    files = Parcours.objects.filter(mine, etat=EtatParcours.SORTIE_PROPOSEE)
    rows = Sortie.objects.filter(parcours__in=files, decidee_le=None, rejetee_le=None, annulee_le=None)
    return rows.select_related("parcours__personne")


PROPOSEES = DesSiens(_select_proposees)
