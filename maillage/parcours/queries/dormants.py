"""The files that sleep, chosen by the database with the same thresholds as the rule."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Case, DateField, Exists, Max, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce, Greatest

from maillage.parcours.models import DemandeDeContact, Parcours, Positionnement
from maillage.parcours.nomenclatures.etapes import COMPTES, EtatPositionnement
from maillage.parcours.nomenclatures.etats import EtatParcours
from maillage.parcours.nomenclatures.qualite import Sommeil
from maillage.parcours.portee import DesSiens, build_portee
from maillage.parcours.rules import dormants as rules
from maillage.parcours.rules.dormants import Activite, Raison
from maillage.socle.acteur import Acteur


def select_dormants(acteur: Acteur, *, on: date) -> QuerySet[Any]:
    """Each with the last day of an étape (`etape_le`), and when the référent was last asked (`demandee_le`)."""
    begun = Positionnement.objects.filter(parcours=OuterRef("pk"), etat__in=COMPTES, debut__isnull=False)
    last = begun.order_by().values("parcours").annotate(le=Max(Coalesce("fin", "debut"))).values("le")
    asked = DemandeDeContact.objects.filter(parcours=OuterRef("pk")).order_by("-le").values("le")[:1]
    rows = Parcours.objects.en_file_active().filter(build_portee(acteur, on=on), dispositif=acteur.dispositif)
    return (
        rows.select_related("personne", "referent")
        .annotate(
            contact_le=Greatest(Coalesce("dernier_contact", "date_entree"), "date_entree"),
            etape_le=Case(
                When(Exists(begun.filter(etat=EtatPositionnement.EN_COURS, fin=None)), then=Value(on, DateField())),
                default=Subquery(last),
            ),
            demandee_le=Subquery(asked),
        )
        .annotate(activite_le=Greatest(Coalesce("etape_le", "date_entree"), "date_entree"))
        .filter(filter_sommeil(Sommeil.CONTACT, on=on) | filter_sommeil(Sommeil.ETAPE, on=on))
    )


def count_file(acteur: Acteur, *, on: date) -> int:
    """What those that sleep are out of."""
    return Parcours.objects.en_file_active().filter(build_portee(acteur, on=on), dispositif=acteur.dispositif).count()


def filter_sommeil(sommeil: Sommeil, *, on: date) -> Q:
    limite = rules.find_limite(sommeil, on=on)
    if sommeil is Sommeil.CONTACT:
        return Q(contact_le__lte=limite)
    return Q(etat=EtatParcours.ACTIF, activite_le__lte=limite)


def read_raisons(row: Any, *, on: date) -> list[Raison]:
    """Why this row sleeps, in words."""
    return rules.list_raisons(
        Activite(EtatParcours(row.etat), row.date_entree, row.dernier_contact, row.etape_le), on=on
    )


def list_choisis(acteur: Acteur, uuids: Sequence[UUID], *, on: date) -> list[Parcours]:
    """Those chosen that still sleep; the others are ignored as if they did not exist."""
    return list(select_dormants(acteur, on=on).filter(uuid__in=uuids).order_by("personne__nom_naissance", "pk"))


def list_demandes(acteur: Acteur, *, on: date) -> list[DemandeDeContact]:
    """What the coordination asks of this référent and that is not done yet, the oldest first."""
    first: dict[int, DemandeDeContact] = {}
    for row in DEMANDES.list(acteur, on=on):
        if not rules.is_demande_tenue(row.le, contact=row.parcours.dernier_contact):
            first.setdefault(row.parcours.pk, row)
    return list(first.values())


def _select_demandes(mine: Q, dispositif: Any, on: Any) -> QuerySet[DemandeDeContact]:
    files = Parcours.objects.en_file_active().filter(mine, dispositif=dispositif)
    return DemandeDeContact.objects.filter(parcours__in=files).select_related("parcours__personne").order_by("le", "pk")


DEMANDES = DesSiens(_select_demandes)
