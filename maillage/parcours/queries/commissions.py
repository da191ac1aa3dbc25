"""Commissions of a dispositif, their agenda, who sat."""

from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from maillage.parcours.models import Commission, Diagnostic, Inscription, Membre, Orientation
from maillage.parcours.nomenclatures.etats import EtatOrientation
from maillage.parcours.nomenclatures.orientation import EtatCommission, TypeCommission
from maillage.socle.acteur import Acteur

A_PRESENTER = (EtatOrientation.EN_ACCUEIL, EtatOrientation.AJOURNEE, EtatOrientation.PRESENTEE)
LIEES = (
    "orientation__personne", "orientation__prescripteur", "orientation__referent_accueil",
    "orientation__parcours", "parcours__personne", "parcours__referent",
)  # fmt: skip


def select_commissions(acteur: Acteur) -> QuerySet[Commission]:
    return Commission.objects.filter(dispositif=acteur.dispositif).annotate(
        dossiers=Count("inscriptions"), decides=Count("inscriptions", filter=~Q(inscriptions__resultat=""))
    )


def get_commission(acteur: Acteur, uuid: UUID) -> Commission:
    return Commission.objects.select_related("dispositif", "releve_signe").get(dispositif=acteur.dispositif, uuid=uuid)


def get_inscription(acteur: Acteur, uuid: UUID) -> Inscription:
    rows = Inscription.objects.filter(dispositif=acteur.dispositif).select_related("commission", *LIEES)
    return rows.get(uuid=uuid)


def list_membres(commission: Commission) -> QuerySet[Membre]:
    return Membre.objects.filter(commission=commission).order_by("pk")


def list_derniers_membres(acteur: Acteur, type: TypeCommission) -> list[Membre]:
    """Those of the last commission of this type: it is rarely composed anew."""
    last = Commission.objects.filter(dispositif=acteur.dispositif, type=type).order_by("-le", "-pk").first()
    return list(list_membres(last)) if last else []


def list_ordre_du_jour(commission: Commission) -> QuerySet[Inscription]:
    return Inscription.objects.filter(commission=commission).select_related(*LIEES).order_by("rang", "pk")


def list_orientations_a_presenter(acteur: Acteur, commission: Commission) -> QuerySet[Orientation]:
    """Welcomed, adjourned, or presented without an answer; not those already before a commission."""
    waiting = Inscription.objects.filter(dispositif=acteur.dispositif, orientation__isnull=False).filter(
        Q(commission=commission) | Q(resultat="") & ~Q(commission__etat=EtatCommission.CLOSE)
    )
    return (
        Orientation.objects.filter(dispositif=acteur.dispositif, etat__in=A_PRESENTER)
        .exclude(pk__in=waiting.values("orientation"))
        .annotate(has_diagnostic=Exists(Diagnostic.objects.filter(orientation=OuterRef("pk"))))
        .select_related("prescripteur", "referent_accueil")
        .order_by("date_prescription", "pk")
    )
