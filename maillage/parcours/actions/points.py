"""The points of a job followed: held by the référent, or answered by the person through a link of their own."""

from datetime import date, timedelta

from django.core import signing
from django.db import transaction
from django.db.models import F

from maillage.parcours.actions.etats import ParcoursRefuse
from maillage.parcours.models import PointDeSuivi
from maillage.parcours.nomenclatures.suites import Origine, Reponse
from maillage.parcours.permissions import Droit
from maillage.parcours.rules import parametres_sorties as p
from maillage.socle import permissions
from maillage.socle.acteur import Acteur
from maillage.socle.contexte import open_service
from maillage.socle.journal import actions as journal

SEL = "maillage.parcours.point"
TROP_TARD = "Ce point de suivi est déjà répondu."


@transaction.atomic
def record_point(*, by: Acteur, point: PointDeSuivi, toujours: Reponse, a_rappeler: bool, today: date) -> PointDeSuivi:
    """What the référent was told. An answer already given by the person may be completed, never emptied."""
    permissions.check(by, Droit.SUIVRE_EMPLOI, point.suivi.parcours)
    return _answer(by, point, toujours=toujours, a_rappeler=a_rappeler, origine=Origine.REFERENT, today=today)


@transaction.atomic
def settle_rappel(*, by: Acteur, point: PointDeSuivi, today: date) -> None:
    """The person who asked for it was called."""
    permissions.check(by, Droit.SUIVRE_EMPLOI, point.suivi.parcours)
    PointDeSuivi.objects.filter(pk=point.pk, rappele_le=None).update(rappele_le=today)
    journal.write(by=by, event="parcours.point_rappel", target=point.suivi.parcours, le=today.isoformat())


@transaction.atomic
def make_lien(*, by: Acteur, point: PointDeSuivi) -> str:
    """A new link; the former ones answer no more. It says nothing of anybody. Once the point is answered, it still lets
    the person deposit a proof."""
    permissions.check(by, Droit.SUIVRE_EMPLOI, point.suivi.parcours)
    PointDeSuivi.objects.filter(pk=point.pk).update(lien_rang=F("lien_rang") + 1)
    point.refresh_from_db(fields=["lien_rang"])
    journal.write(by=by, event="parcours.point_lien", target=point.suivi.parcours, prevu=point.prevu_le.isoformat())
    return sign_lien(point)


def sign_lien(point: PointDeSuivi) -> str:
    return signing.dumps([point.uuid.hex, point.lien_rang], salt=SEL)


def find_point(lien: str, *, today: date) -> PointDeSuivi | None:
    """The point the link speaks of, answered or not; None when forged, stale or renewed. Within `open_service`."""
    try:
        key, rang = signing.loads(lien, salt=SEL, max_age=timedelta(days=p.LIEN_JOURS.get(on=today).valeur))
        rows = PointDeSuivi.objects.select_related("suivi__parcours", "suivi__emploi", "dispositif")
        return rows.filter(uuid=key, lien_rang=rang, suivi__issue="").first()
    except (signing.BadSignature, ValueError, TypeError):
        return None


def answer_by_lien(*, by: Acteur, lien: str, toujours: Reponse, a_rappeler: bool, today: date) -> PointDeSuivi | None:
    """By the person, without an account: one point, one answer. Nothing of the parcours changes by itself."""
    with open_service("réponse d’une personne à un point de suivi, par son lien"):
        point = find_point(lien, today=today)
        if point is None or point.repondu_le is not None:
            return None
        return _answer(by, point, toujours=toujours, a_rappeler=a_rappeler, origine=Origine.PERSONNE, today=today)


def _answer(
    by: Acteur, point: PointDeSuivi, *, toujours: Reponse, a_rappeler: bool, origine: Origine, today: date
) -> PointDeSuivi:
    point = PointDeSuivi.objects.select_for_update(of=("self",)).select_related("suivi__parcours").get(pk=point.pk)
    if point.repondu_le is not None:
        raise ParcoursRefuse(TROP_TARD)
    point.repondu_le, point.toujours_en_emploi, point.origine = today, toujours, origine
    # A job said to be over is a reason to call, asked or not, when nobody of the PLIE heard it.
    point.a_rappeler = a_rappeler or (toujours is Reponse.NON and origine is Origine.PERSONNE)
    point.auteur = by.compte
    point.save(update_fields=["repondu_le", "toujours_en_emploi", "origine", "a_rappeler", "auteur"])
    journal.write(
        by=by, event="parcours.point", target=point.suivi.parcours, dispositif=point.dispositif_id, reponse=toujours,
        origine=origine, le=today.isoformat(),
    )  # fmt: skip
    return point
