"""What signed-in people read of the network: the fiche they keep, the fiches to verify, what the search box finds."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db.models import Q

from maillage.reseau import rules
from maillage.reseau.models import Contact, Dispositif, DispositifQuerySet, Portage, TerritoireIntervention
from maillage.reseau.nomenclatures import Etat, TypeDispositif
from maillage.reseau.permissions import Droit
from maillage.reseau.queries.moyens import Moyens
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


def find_gere(acteur: Acteur) -> Dispositif | None:
    """The dispositif of the current habilitation."""
    return Dispositif.objects.filter(pk=acteur.dispositif).first() if acteur.dispositif else None


def list_portages(dispositif: Dispositif) -> list[Portage]:
    """The current carrier first, then the former ones."""
    rows = dispositif.portages.select_related("organisation")
    return sorted(rows, key=lambda p: (p.au is None, p.au or date.max, p.pk), reverse=True)


def get_territoire(acteur: Acteur, uuid: UUID) -> TerritoireIntervention:
    return TerritoireIntervention.objects.select_related("dispositif", "commune", "epci").get(
        dispositif__in=_geres(acteur), uuid=uuid
    )


def list_a_verifier(acteur: Acteur, *, on: date) -> list[Dispositif]:
    """The fiche one keeps, when nobody has confirmed it for a year. The network head follows them on its own page."""
    if acteur.dispositif is None or not permissions.can(acteur, Droit.MODIFIER_FICHE):
        return []
    rows = Dispositif.objects.filter(pk=acteur.dispositif).exclude(etat=Etat.FERME)
    return [d for d in rows if rules.is_verification_due(d.verifie_le, on=on)]


def list_a_regarder(
    dispositif: Dispositif,
    *,
    contacts: Sequence[Contact],
    moyens: Moyens,
    territoires: Sequence[TerritoireIntervention],
    on: date,
) -> list[str]:
    """What its team should read first of its fiche: empty, or unchanged for a year. Given what the page shows."""
    parties = {
        "Contacts": max((c.modifie_le for c in contacts), default=None),
        "Équipe": max((e.du for e in moyens.effectifs), default=None),
        "Logiciels": max((logiciel.du for logiciel in moyens.logiciels), default=None),
        "Gestion du FSE": moyens.gestion_fse.du if moyens.gestion_fse else None,
        "Territoire": max((t.du for t in territoires), default=None),
    }
    if not rules.has_fse(TypeDispositif(dispositif.type)):
        del parties["Gestion du FSE"]
    return list(rules.list_a_regarder(parties, on=on))


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


def search_reseau(acteur: Acteur, texte: str, *, limit: int = LIMITE) -> tuple[list[Dispositif], list[Portage]]:
    """Dispositifs, and organisations by what they carry today: the public ones, and those of one's compartments."""
    mots = rules.list_mots(texte)
    if not mots:
        return [], []
    dispositifs = Dispositif.objects.filter(_seen(acteur)).select_related("region")
    portages = Portage.objects.filter(_seen(acteur, "dispositif__"), au=None).select_related(
        "organisation", "dispositif"
    )
    for mot in mots:
        dispositifs = dispositifs.filter(cle__contains=mot)
        portages = portages.filter(organisation__cle__contains=mot)
    return list(dispositifs.order_by("cle", "pk")[:limit]), list(
        portages.order_by("organisation__cle", "dispositif__cle", "pk")[:limit]
    )


def _seen(acteur: Acteur, prefixe: str = "") -> Q:
    if acteur.reseau:
        return Q()
    return Q(**{f"{prefixe}is_fictif": False}) | Q(**{f"{prefixe}pk__in": acteur.dispositifs})
