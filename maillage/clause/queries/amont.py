"""What waits before and during consultations, counted for « à faire »; who may follow a market."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from maillage.clause.models import AvenantDuLot, Convention, DonneurOrdre, Lot, Question
from maillage.clause.nomenclatures.calcul import StatutAvenant
from maillage.clause.nomenclatures.lots import EtatLot
from maillage.clause.rules.conventions import find_horizon
from maillage.comptes.models import Compte, Habilitation
from maillage.reseau.models import Dispositif
from maillage.socle.acteur import Acteur
from maillage.socle.roles import Role

A_PUBLIER = (EtatLot.REPERE, EtatLot.DIAGNOSTIQUE, EtatLot.CLAUSE_PROPOSEE, EtatLot.CLAUSE_VALIDEE)


@dataclass(frozen=True, slots=True)
class Attentes:
    questions: int
    avenants: int
    en_retard: int
    conventions: int


def select_finissantes(*, on: date) -> QuerySet[Convention]:
    """Of a donneur d'ordre that no other agreement carries further."""
    horizon = find_horizon(on)
    suite = Convention.objects.filter(Q(au=None) | Q(au__gt=horizon), donneur=OuterRef("donneur"))
    return Convention.objects.filter(~Exists(suite), au__gte=on, au__lte=horizon)


def select_en_retard(on: date) -> Q:
    """The day of the publication, or of the launch of its operation, is over and nothing is published."""
    return Q(etat__in=A_PUBLIER, publication__lt=on)


def annotate_publication(rows: QuerySet[Lot]) -> QuerySet[Lot]:
    return rows.annotate(publication=Coalesce(F("marche__publication_prevue"), F("marche__operation__lancement_prevu")))


def count_amont(acteur: Acteur, *, on: date) -> Attentes:
    """In one query: what waits in four tables, seen from their dispositif."""
    en_retard = annotate_publication(Lot.objects.all()).filter(select_en_retard(on))
    counts = {
        "questions": _count(Question.objects.filter(repondue_le=None)),
        "avenants": _count(AvenantDuLot.objects.filter(statut=StatutAvenant.PROPOSE)),
        "en_retard": _count(en_retard),
        "conventions": _count(select_finissantes(on=on)),
    }
    found = Dispositif.objects.filter(pk=acteur.dispositif or 0).values(**counts).first()
    return Attentes(**found) if found else Attentes(0, 0, 0, 0)


def _count(rows: QuerySet[Any]) -> Coalesce:
    """Of the dispositif of the outer row."""
    own = rows.filter(dispositif=OuterRef("pk")).order_by().values("dispositif")
    return Coalesce(Subquery(own.annotate(combien=Count("pk")).values("combien")), 0)


def select_donneurs_finissants(*, on: date) -> Q:
    return Q(pk__in=select_finissantes(on=on).values("donneur"))


def list_suivi(acteur: Acteur, *, on: date) -> dict[int, str]:
    """Whoever is facilitateur here today, by account."""
    rows = Habilitation.objects.actives(on=on).filter(dispositif=acteur.dispositif, role=Role.FACILITATEUR)
    found = Compte.objects.filter(pk__in=rows.values("compte")).order_by("nom", "prenom", "pk")
    return {compte.pk: compte.get_full_name() for compte in found}


def list_donneurs(acteur: Acteur) -> list[DonneurOrdre]:
    return list(DonneurOrdre.objects.filter(dispositif=acteur.dispositif).order_by("nom", "pk"))
