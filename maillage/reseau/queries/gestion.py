"""What signed-in people read of the network: the fiche they keep, the fiches to verify, what the search box finds."""

from datetime import date

from django.db.models import Q

from maillage.reseau import rules
from maillage.reseau.models import Dispositif, DispositifQuerySet, Organisation, TerritoireIntervention
from maillage.reseau.nomenclatures import Etat
from maillage.reseau.permissions import Droit
from maillage.socle import permissions
from maillage.socle.acteur import Acteur
from maillage.socle.dates import add_months

LIMITE = 20


def _geres(acteur: Acteur) -> DispositifQuerySet:
    """Those whose fiche this acteur keeps: every one for the network head, one's own otherwise."""
    rows = Dispositif.objects.select_related("region", "departement")
    if permissions.can(acteur, Droit.SUIVRE_FICHES):
        return rows
    return rows.filter(pk__in=[acteur.dispositif] if acteur.dispositif else [])


def get_gere(acteur: Acteur, slug: str) -> Dispositif:
    """Raises DoesNotExist: somebody else's dispositif is a missing one."""
    return _geres(acteur).get(slug=slug)


def get_territoire(acteur: Acteur, slug: str, uuid: str) -> TerritoireIntervention:
    return TerritoireIntervention.objects.select_related("dispositif", "commune", "epci").get(
        dispositif__in=_geres(acteur), dispositif__slug=slug, uuid=uuid
    )


def list_a_verifier(acteur: Acteur, *, on: date) -> list[Dispositif]:
    """The fiche one keeps, when nobody has confirmed it for a year. The network head follows them on its own page."""
    if acteur.dispositif is None or not permissions.can(acteur, Droit.MODIFIER_FICHE):
        return []
    rows = Dispositif.objects.filter(pk=acteur.dispositif).exclude(etat=Etat.FERME)
    return [d for d in rows if rules.is_verification_due(d.verifie_le, on=on)]


def list_suivi(acteur: Acteur, *, on: date, q: str = "", en_retard: bool = False) -> DispositifQuerySet:
    """Every fiche with the day it was last confirmed, the oldest first."""
    if not permissions.can(acteur, Droit.SUIVRE_FICHES):
        return Dispositif.objects.none()
    rows = Dispositif.objects.reels().exclude(etat=Etat.FERME).select_related("region")
    for mot in rules.list_mots(q):
        rows = rows.filter(cle__contains=mot)
    if en_retard:
        limite = add_months(on, -rules.DELAI_DE_VERIFICATION)
        rows = rows.filter(Q(verifie_le=None) | Q(verifie_le__lte=limite))
    return rows.order_by("verifie_le", "region__nom", "cle", "pk")


def search_reseau(acteur: Acteur, texte: str, *, limit: int = LIMITE) -> tuple[list[Dispositif], list[Organisation]]:
    """Dispositifs and organisations for the search box: the public ones, and those of one's own compartments."""
    mots = rules.list_mots(texte)
    if not mots:
        return [], []
    seen = Q(is_fictif=False) | Q(pk__in=acteur.dispositifs)
    if acteur.reseau:
        seen = Q()
    dispositifs = Dispositif.objects.filter(seen).select_related("region", "departement")
    carried = Q(is_fictive=False) | Q(portages__dispositif__in=acteur.dispositifs)
    organisations = Organisation.objects.filter(Q() if acteur.reseau else carried)
    for mot in mots:
        dispositifs = dispositifs.filter(cle__contains=mot)
        organisations = organisations.filter(cle__contains=mot)
    return list(dispositifs.order_by("cle", "pk")[:limit]), list(organisations.distinct().order_by("nom", "pk")[:limit])
