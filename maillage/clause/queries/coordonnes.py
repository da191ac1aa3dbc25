"""The shared lots of a territory, one by one, as its coordination may read them: hours in totals, never of few people.

PostgreSQL's policies say the same of which lots they are (`clause_lots_coordonnes`).
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Case, Count, DecimalField, OuterRef, Prefetch, QuerySet, Subquery, Sum, Value, When
from django.utils.timezone import localdate

from maillage.clause.cles_reseau import make_participant
from maillage.clause.models import Engagement, LigneHeures, Lot, SuiviLot
from maillage.clause.models.partage import PILOTE
from maillage.clause.nomenclatures.heures import StatutLigne
from maillage.clause.nomenclatures.partage import RoleSuivi
from maillage.clause.portee import select_suivis
from maillage.clause.queries.territoires import filter_territoire
from maillage.clause.rules.petits_effectifs import SEUIL
from maillage.participants.models import Personne
from maillage.socle.acteur import Acteur
from maillage.socle.contexte import open_service

TRAVAILLENT = (RoleSuivi.PILOTE, RoleSuivi.PARTICIPANTE)
HEURES = DecimalField(max_digits=12, decimal_places=2)


def select_qui_travaillent() -> QuerySet[Any]:
    """Who leads a lot or takes part in it, today. Who only observes shares nothing."""
    return select_suivis(on=localdate()).filter(role__in=TRAVAILLENT)


def select_coordonnes(acteur: Acteur) -> QuerySet[Any]:
    """Followed by two structures at least, one of which stands in the territory. Every read starts here."""
    suivis = select_qui_travaillent()
    partages = suivis.order_by().values("lot").annotate(n=Count("structure", distinct=True)).filter(n__gt=1)
    ici = suivis.filter(filter_territoire(acteur, "structure__"))
    return Lot.objects.filter(pk__in=partages.values("lot")).filter(pk__in=ici.values("lot"))


def select_liste(acteur: Acteur) -> QuerySet[Any]:
    """With the engagement in force, who leads, who works on it, and the validated hours, None where they are hidden."""
    today = localdate()
    rows = select_coordonnes(acteur)
    last = Engagement.objects.filter(lot=OuterRef("pk"), du__lte=today).order_by("-du", "-numero")
    suivis = select_qui_travaillent()
    return rows.select_related("marche__acheteur").annotate(
        engagees=Subquery(last.values("heures")[:1]),
        pilote=Subquery(suivis.filter(PILOTE, lot=OuterRef("pk")).values("structure__nom")[:1]),
        structures=Subquery(
            suivis.filter(lot=OuterRef("pk")).order_by().values("lot").annotate(n=Count("structure", distinct=True))
            .values("n")
        ),
        validees=_write_case(read_heures(list(rows.values_list("pk", flat=True)))),
    ).prefetch_related(
        Prefetch("suivis", suivis.select_related("structure").order_by("structure__nom"), to_attr="qui_travaillent")
    )  # fmt: skip


def get_coordonne(acteur: Acteur, uuid: UUID) -> Lot:
    """Raises DoesNotExist: a lot that is not shared is as one that does not exist."""
    found: Lot = select_coordonnes(acteur).select_related("marche__acheteur").get(uuid=uuid)
    return found


def list_qui_travaillent(lot: Lot) -> list[SuiviLot]:
    """The lead first."""
    rows = select_qui_travaillent().filter(lot=lot).select_related("structure__departement")
    return list(rows.order_by("-role", "structure__nom"))


@dataclass(frozen=True, slots=True)
class Heures:
    validees: Decimal
    personnes: int

    def is_masque(self, *, seuil: int) -> bool:
        return 0 < self.personnes < seuil


def read_heures(lots: Collection[int]) -> dict[int, Heures]:
    """Validated, with how many people did them. The compartments are opened for the count alone; two queries."""
    with open_service("heures validées des lots partagés d’un territoire, en totaux"):
        rows = (
            LigneHeures.objects.filter(lot__in=lots, statut=StatutLigne.VALIDEE)
            .order_by()
            .values_list("lot", "mise_emploi__personne")
            .annotate(heures=Sum("heures_reelles"))
        )
        found = list(rows)
        personnes = Personne.objects.filter(pk__in={personne for _, personne, _ in found})
        cles = {row.pk: make_participant(row) for row in personnes}
    sums: dict[int, dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for lot, personne, heures in found:
        sums[lot][cles[personne]] += heures
    return {
        lot: Heures(sum(by.values(), Decimal(0)), sum(heures > 0 for heures in by.values())) for lot, by in sums.items()
    }


def _write_case(heures: Mapping[int, Heures]) -> Case:
    """Sorted as they are shown: what is hidden is not told by its place either."""
    seuil = SEUIL.get(on=localdate()).valeur
    whens = [
        When(pk=lot, then=Value(None if one.is_masque(seuil=seuil) else one.validees, output_field=HEURES))
        for lot, one in heures.items()
    ]
    return Case(*whens, default=Value(Decimal(0), output_field=HEURES), output_field=HEURES)
