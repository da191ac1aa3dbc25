"""Who carries a dispositif. A new carrier ends the previous one the day before."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q

from maillage.reseau import rules
from maillage.reseau.actions.annuaire import PORTEUR
from maillage.reseau.actions.fiches import lock, mark_corrige
from maillage.reseau.actions.index import write_cle
from maillage.reseau.models import Dispositif, Organisation, Portage
from maillage.reseau.nomenclatures import Source, TypeOrganisation
from maillage.reseau.permissions import Droit
from maillage.socle import permissions
from maillage.socle.acteur import Acteur
from maillage.socle.journal import actions as journal


class PortageRefuse(Exception):
    """`champ`: the field to correct; the message says how."""

    def __init__(self, message: str, *, champ: str | None = None) -> None:
        super().__init__(message)
        self.champ = champ


@transaction.atomic
def record_portage(
    *,
    by: Acteur,
    dispositif: Dispositif,
    nom: str,
    type: TypeOrganisation,
    siret: str,
    du: date,
    is_analytique: bool | None,
    today: date,
) -> Portage:
    """Says who carries the dispositif since `du`."""
    permissions.check(by, Droit.DECLARER_PORTAGE, dispositif)
    dispositif = lock(dispositif)
    if siret and (refus := rules.check_siret(siret)):
        raise PortageRefuse(refus, champ="siret")
    current = dispositif.portages.select_related("organisation").filter(au=None).first()
    if refus := rules.check_portage(du=du, precedent_du=current.du if current else None, today=today):
        raise PortageRefuse(refus, champ="du")
    organisation = _find_or_create(dispositif, nom=nom, type=type, siret=siret)
    if current and current.organisation_id == organisation.pk and current.is_analytique == is_analytique:
        return current
    if current:
        current.au = du - timedelta(days=1)
        current.save(update_fields=["au"])
    portage: Portage = dispositif.portages.create(
        organisation=organisation, du=du, is_analytique=is_analytique, source=Source.STRUCTURE
    )
    mark_corrige(dispositif, PORTEUR, today=today)
    write_cle(dispositif)
    journal.write(
        by=by, event="reseau.portage", target=dispositif, organisation=str(organisation.uuid), du=du.isoformat()
    )
    return portage


def _find_or_create(dispositif: Dispositif, *, nom: str, type: TypeOrganisation, siret: str) -> Organisation:
    """By SIRET, else by name within the departement. What another dispositif wrote of it is completed, not replaced."""
    here = Q(nom__iexact=nom, departement=dispositif.departement_id, is_fictive=dispositif.is_fictif)
    found = Organisation.objects.select_for_update(of=("self",))
    organisation = (found.filter(siret=siret).first() if siret else None) or found.filter(here).filter(
        Q(siret="") | Q(siret=siret)
    ).first()
    if organisation is None:
        return Organisation.objects.create(
            nom=nom,
            type=type,
            siret=siret,
            siren=siret[:9],
            departement_id=dispositif.departement_id,
            is_fictive=dispositif.is_fictif,
        )
    completed = []
    if siret and not organisation.siret:
        organisation.siret, organisation.siren = siret, siret[:9]
        completed += ["siret", "siren"]
    if type and not organisation.type:
        organisation.type = type
        completed.append("type")
    if completed:
        organisation.save(update_fields=completed)
    return organisation
