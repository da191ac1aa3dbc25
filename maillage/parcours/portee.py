"""Which parcours are within an acteur's reach: the role says how far, an active link says whom (R-10).

Read afresh at each request: a référent who is replaced, an étape that ended long enough ago, lose the file at once.
"""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.db.models import BigIntegerField, DateField, Q, QuerySet
from django.utils.timezone import localdate

from maillage.comptes.models import Habilitation
from maillage.parcours.models import Affectation, LecteurDeNotes, Parcours, Positionnement, Referent
from maillage.parcours.nomenclatures.etapes import EtatPositionnement
from maillage.parcours.rules.etapes import JOURS_APRES
from maillage.socle.acteur import Acteur
from maillage.socle.preparees import Preparee
from maillage.socle.roles import Role

LIES = frozenset({EtatPositionnement.ACCEPTE, EtatPositionnement.PREVU, EtatPositionnement.EN_COURS,
                  EtatPositionnement.TERMINE, EtatPositionnement.INTERROMPU})  # fmt: skip


def build_portee(acteur: Acteur, *, on: date) -> Q:
    """The condition on `Parcours` that this acteur's role and links give."""
    own = Q(dispositif=acteur.dispositif, personne__archivee_le=None)
    if acteur.dispositif is None:
        return Q(pk__in=[])
    if acteur.role in (Role.COORDINATEUR, Role.DIRECTEUR):
        return own
    if acteur.role == Role.REFERENT:
        return own & build_suivi(acteur, on=on)
    if acteur.role in (Role.REFERENT_ETAPE, Role.OPERATEUR):
        return own & Q(pk__in=list_etapes(acteur, on=on).values("parcours"))
    return Q(pk__in=[])


def build_suivi(acteur: Acteur, *, on: date) -> Q:
    """Those whose référent this acteur is, or replaces today, or has just handed over with a passation."""
    qui = {"compte": acteur.compte, "dispositif": acteur.dispositif}
    mine, replaced = MIENS.write(**qui), REMPLACES.write(**qui, on=on)
    return Q(referent__in=mine) | Q(referent__in=replaced) | Q(pk__in=PASSES.write(**qui, on=on))


def _select_miens(compte: Any, dispositif: Any) -> QuerySet[Any]:
    return Referent.objects.filter(dispositif=dispositif, compte=compte).values("pk")


def _select_remplaces(compte: Any, dispositif: Any, on: Any) -> QuerySet[Any]:
    return Referent.objects.filter(
        dispositif=dispositif, absences__remplacant__in=_select_miens(compte, dispositif), absences__du__lte=on,
        absences__au__gte=on,
    ).values("pk")  # fmt: skip


def _select_passes(compte: Any, dispositif: Any, on: Any) -> QuerySet[Any]:
    passed = Affectation.objects.filter(dispositif=dispositif, passation_jusqu_au__gte=on, du__lte=on)
    # By keys rather than through the parcours: three tables joined would cost more to plan than to read.
    mine = _select_miens(compte, dispositif)
    taken = Affectation.objects.filter(dispositif=dispositif, referent__in=mine).values("parcours")
    return passed.filter(parcours__in=taken).values("parcours")


# Asked ten times a page: written once.
MIENS = Preparee(_select_miens, compte=BigIntegerField(), dispositif=BigIntegerField())
REMPLACES = Preparee(_select_remplaces, compte=BigIntegerField(), dispositif=BigIntegerField(), on=DateField())
PASSES = Preparee(_select_passes, compte=BigIntegerField(), dispositif=BigIntegerField(), on=DateField())


class DesSiens(Preparee):
    """A query on one's own people, written once: `build` is given which parcours they are, the dispositif and the day."""

    def __init__(self, build: Callable[[Q, Any, Any], QuerySet[Any]]) -> None:
        def select(compte: Any, dispositif: Any, on: Any) -> QuerySet[Any]:
            return build(build_suivi(Acteur(compte=compte, dispositif=dispositif), on=on), dispositif, on)

        super().__init__(select, compte=BigIntegerField(), dispositif=BigIntegerField(), on=DateField())

    def list(self, acteur: Acteur, *, on: date) -> list[Any]:
        return self.read(compte=acteur.compte, dispositif=acteur.dispositif, on=on)


def list_etapes(acteur: Acteur, *, on: date) -> Any:
    """The étapes an opérateur or its référent d'étape follows: their own, while they last and a while after (`JOURS_APRES`)."""
    since = on - timedelta(days=JOURS_APRES.get(on=on).valeur)
    never_begun = Q(debut=None, prevu_au__lt=since)
    rows = Positionnement.objects.filter(dispositif=acteur.dispositif, etat__in=LIES).filter(
        Q(fin=None) & ~never_begun | Q(fin__gte=since)
    )
    if acteur.role == Role.REFERENT_ETAPE:
        return rows.filter(referent_etape=acteur.compte)
    mine = Habilitation.objects.filter(pk__in=[key for key in (acteur.habilitation,) if key is not None])
    return rows.filter(operateur__in=mine.values("employeur"))


def get_parcours(cible: Any) -> int | None:
    """The parcours that anything of a file belongs to."""
    return cible.pk if isinstance(cible, Parcours) else getattr(cible, "parcours_id", None)


def is_accompagne(acteur: Acteur, cible: Any) -> bool:
    """Asked once per object read: the many droits of one page ask the same."""
    key = get_parcours(cible)
    if key is None or cible.dispositif_id != acteur.dispositif:
        return False
    known: dict[Acteur, bool] = cible.__dict__.setdefault("_accompagne", {})
    if acteur not in known:
        known[acteur] = Parcours.objects.filter(build_suivi(acteur, on=localdate()), pk=key).exists()
    return known[acteur]


def is_positionne(acteur: Acteur, cible: Any) -> bool:
    """Asked once per object read, too."""
    key = get_parcours(cible)
    if key is None or cible.dispositif_id != acteur.dispositif:
        return False
    known: dict[Acteur, bool] = cible.__dict__.setdefault("_positionne", {})
    if acteur not in known:
        rows = list_etapes(acteur, on=localdate()).filter(parcours=key)
        # An étape of this person at another opérateur’s is not theirs.
        known[acteur] = (rows.filter(pk=cible.pk) if isinstance(cible, Positionnement) else rows).exists()
    return known[acteur]


def is_lecteur(acteur: Acteur, cible: Any) -> bool:
    """Whether the person lets them read their social notes, today: taken back, it ends at once."""
    return (
        cible.dispositif_id == acteur.dispositif
        and LecteurDeNotes.objects.filter(
            personne__parcours=get_parcours(cible), lecteur=acteur.compte, retire_le=None
        ).exists()
    )


def keep_reach(acteur: Acteur, parcours: Parcours) -> None:
    """What `build_portee` just answered by giving this parcours is not asked again for it."""
    if acteur.role == Role.REFERENT:
        parcours.__dict__.setdefault("_accompagne", {})[acteur] = True
    elif acteur.role in (Role.REFERENT_ETAPE, Role.OPERATEUR):
        parcours.__dict__.setdefault("_positionne", {})[acteur] = True
