"""Files whose next step comes, as a page and its notices show them."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import BooleanField, Case, QuerySet, When

from maillage.parcours.models import Echeance, FinOperation, Gel, Positionnement
from maillage.parcours.queries.conservation import is_gele
from maillage.parcours.rules.conservation import PREAVIS, REVUE
from maillage.participants.models import Personne
from maillage.socle.acteur import Acteur
from maillage.socle.protection.models import DemandeAcces


@dataclass(frozen=True, slots=True)
class Operation:
    """An FSE operation that retains files here."""

    code: str
    dernier_paiement: date | None


def select_echeances(acteur: Acteur, *, on: date) -> QuerySet[Echeance]:
    gele = Case(When(is_gele(on, "personne"), then=True), default=False, output_field=BooleanField())
    return Echeance.objects.filter(dispositif=acteur.dispositif).select_related("personne").annotate(gele=gele)


def get_preavis(on: date) -> date:
    """The last day that the notice covers."""
    return on + timedelta(days=PREAVIS.get(on=on).valeur)


def count_annoncees(acteur: Acteur, *, on: date) -> tuple[int, date | None]:
    """How many files reach a step within the notice, frozen ones left out, and the earliest day."""
    rows = Echeance.objects.filter(dispositif=acteur.dispositif, le__lte=get_preavis(on))
    rows = rows.exclude(is_gele(on, "personne"))
    return rows.count(), rows.order_by("le").values_list("le", flat=True).first()


def list_gels_a_revoir(acteur: Acteur, *, on: date) -> QuerySet[Gel]:
    until = on + timedelta(days=REVUE.get(on=on).valeur)
    rows = Gel.objects.filter(dispositif=acteur.dispositif, leve_le=None, jusqu_au__gte=on, jusqu_au__lte=until)
    return rows.select_related("personne").order_by("jusqu_au", "pk")


def get_personne(acteur: Acteur, uuid: UUID) -> Personne:
    """Of the acteur's dispositif, archived ones too (R-23)."""
    return Personne.objects.get(dispositif=acteur.dispositif, uuid=uuid, anonymisee_le=None)


def list_gels(personne: Personne) -> list[Gel]:
    """Those in force first, then the past, the latest first."""
    rows = Gel.objects.filter(personne=personne).order_by("-du", "-pk")
    return sorted(rows, key=lambda gel: gel.leve_le is not None)


def has_demande(personne: Personne) -> bool:
    return DemandeAcces.objects.filter(suivie=personne.uuid, repondue_le=None).exists()


def list_operations(acteur: Acteur) -> list[Operation]:
    """Those that étapes name, and those already said to be paid; the unknown ones first."""
    named = Positionnement.objects.filter(dispositif=acteur.dispositif).exclude(operation_fse="")
    paid = dict(FinOperation.objects.filter(dispositif=acteur.dispositif).values_list("operation", "dernier_paiement"))
    codes = set(named.values_list("operation_fse", flat=True).distinct()) | set(paid)
    found = [Operation(code, paid.get(code)) for code in codes]
    return sorted(found, key=lambda o: (o.dernier_paiement is not None, o.code))
