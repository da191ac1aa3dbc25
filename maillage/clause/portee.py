"""Which lots are within an acteur's reach: those its structure follows today, and as what. PostgreSQL's policies say the same.

Read afresh at each request: a structure that leaves a lot loses it at once, one that joins reads it at once.
"""

from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.utils.timezone import localdate

from maillage.clause.models import Lot, Marche, SuiviLot
from maillage.clause.models.partage import PILOTE
from maillage.clause.nomenclatures.partage import RoleSuivi
from maillage.socle.acteur import Acteur

EN_PREMIER = (
    "-role"  # pilote, participante, observatrice: the codes themselves go from what does most to what does least
)


def select_suivis(*, on: date) -> QuerySet[Any]:
    """Who follows what on that day: one pilote per lot, the last begun."""
    later = SuiviLot.objects.filter(PILOTE, lot=OuterRef("lot"), du__gt=OuterRef("du"), du__lte=on)
    others = ~PILOTE & (Q(au=None) | Q(au__gte=on))
    return SuiviLot.objects.filter(others | PILOTE & ~Exists(later), du__lte=on)


def list_suivis_par(acteur: Acteur, *roles: RoleSuivi, on: date | None = None) -> QuerySet[Any]:
    """What this acteur's structure follows, as one of `roles` or as any."""
    rows = select_suivis(on=on or localdate()).filter(structure=acteur.dispositif)
    return rows.filter(role__in=roles) if roles else rows


def select_suivis_lots(acteur: Acteur, *roles: RoleSuivi) -> QuerySet[Any]:
    """The lots within reach. Every read starts here."""
    return Lot.objects.filter(pk__in=list_suivis_par(acteur, *roles).values("lot"))


def annotate_roles(rows: QuerySet[Any], acteur: Acteur) -> QuerySet[Any]:
    """`mon_role`: what this acteur's structure is on the lot; `pilote`: who leads it; `structures`: how many follow it."""
    suivis = select_suivis(on=localdate()).filter(lot=OuterRef("pk"))
    return rows.annotate(
        mon_role=Subquery(suivis.filter(structure=acteur.dispositif).order_by(EN_PREMIER).values("role")[:1]),
        pilote=Subquery(suivis.filter(PILOTE).values("structure__nom")[:1]),
        structures=Subquery(suivis.order_by().values("lot").annotate(n=Count("structure", distinct=True)).values("n")),
    )


def find_role(acteur: Acteur, lot: Lot) -> RoleSuivi | None:
    """Asked once per object read: the many droits of one page ask the same."""
    known: dict[int | None, RoleSuivi | None] = lot.__dict__.setdefault("_roles", {})
    if acteur.dispositif not in known:
        found = list_suivis_par(acteur).filter(lot=lot.pk).order_by(EN_PREMIER).values_list("role", flat=True).first()
        known[acteur.dispositif] = RoleSuivi(found) if found else None
    return known[acteur.dispositif]


def is_suivi(acteur: Acteur, cible: Any) -> bool:
    """A lot, or what hangs on it, that the structure follows; anything else, of its own."""
    lot = _get_lot(cible)
    if lot is not None:
        return find_role(acteur, lot) is not None
    if marche := _get_marche(cible):
        return select_suivis_lots(acteur).filter(marche=marche.pk).exists()
    return is_chez_soi(acteur, cible)


def is_pilote(acteur: Acteur, cible: Any) -> bool:
    """A lot that the structure leads, what hangs on it, or a market with one of its lots; anything else, of its own."""
    lot = _get_lot(cible)
    if lot is not None:
        return find_role(acteur, lot) is RoleSuivi.PILOTE
    if marche := _get_marche(cible):
        if select_suivis_lots(acteur, RoleSuivi.PILOTE).filter(marche=marche.pk).exists():
            return True
        return is_chez_soi(acteur, marche) and not marche.lots.exists()
    return is_chez_soi(acteur, cible)


def is_sien(acteur: Acteur, cible: Any) -> bool:
    """People, contracts and hours are managed by one structure (R5), on lots that it leads or takes part in."""
    if isinstance(cible, Lot) and cible.pk:
        return find_role(acteur, cible) in (RoleSuivi.PILOTE, RoleSuivi.PARTICIPANTE)
    return is_chez_soi(acteur, cible)


def _get_lot(cible: Any) -> Lot | None:
    """A lot not yet written is followed by nobody: it is judged by its compartment."""
    lot = cible if isinstance(cible, Lot) else getattr(cible, "lot", None)
    return lot if isinstance(lot, Lot) and lot.pk else None


def _get_marche(cible: Any) -> Marche | None:
    """Itself, or the one that a question or an information hangs on."""
    marche = cible if isinstance(cible, Marche) else getattr(cible, "marche", None)
    return marche if isinstance(marche, Marche) and marche.pk else None


def is_chez_soi(acteur: Acteur, cible: Any) -> bool:
    return acteur.dispositif is not None and cible.dispositif_id == acteur.dispositif
