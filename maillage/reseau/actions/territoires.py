"""Where a dispositif works: declared by EPCI, then adjusted commune by commune. Dated, never overwritten."""

from datetime import date, timedelta

from django.db import transaction

from maillage.reseau import rules
from maillage.reseau.actions.fiches import lock
from maillage.reseau.models import Dispositif, TerritoireIntervention
from maillage.reseau.nomenclatures import NatureTerritoire, Source
from maillage.reseau.permissions import Droit
from maillage.socle import permissions
from maillage.socle.acteur import Acteur
from maillage.socle.journal import actions as journal
from maillage.territoire.models import Epci
from maillage.territoire.queries import find_commune


class TerritoireRefuse(Exception):
    """`champ`: the field to correct; the message says how."""

    def __init__(self, message: str, *, champ: str | None = None) -> None:
        super().__init__(message)
        self.champ = champ


@transaction.atomic
def record_territoire(
    *,
    by: Acteur,
    dispositif: Dispositif,
    nature: NatureTerritoire,
    du: date,
    today: date,
    code_commune: str = "",
    siren_epci: str = "",
) -> TerritoireIntervention:
    """Declares a commune or an EPCI. Declaring the same again with another nature closes the former line the day before."""
    permissions.check(by, Droit.DECLARER_TERRITOIRE, dispositif)
    dispositif = lock(dispositif)
    if bool(code_commune) == bool(siren_epci):
        raise TerritoireRefuse("Choisissez une commune ou une intercommunalité.", champ="lieu")
    if refus := rules.check_periode(du=du, today=today):
        raise TerritoireRefuse(refus, champ="du")
    if nature is NatureTerritoire.EXCLU and siren_epci:
        raise TerritoireRefuse(
            "Une intercommunalité où vous n’intervenez pas ne se déclare pas : seule une commune se retire.",
            champ="nature",
        )
    lieu = _find_lieu(code_commune, siren_epci)
    current = dispositif.territoires.filter(au=None, **lieu).first()
    if current is not None:
        if current.nature == nature:
            return current
        if du <= current.du:
            raise TerritoireRefuse(
                f"Ce lieu est déjà déclaré depuis le {current.du:%d/%m/%Y} : "
                "choisissez une date plus récente, ou fermez d’abord cette ligne.",
                champ="du",
            )
        _close(current, au=du - timedelta(days=1))
    territoire: TerritoireIntervention = dispositif.territoires.create(
        nature=nature, du=du, source=Source.STRUCTURE, **lieu
    )
    journal.write(
        by=by,
        event="reseau.territoire",
        target=dispositif,
        lieu=code_commune or siren_epci,
        nature=nature.value,
        du=du.isoformat(),
    )
    return territoire


@transaction.atomic
def close_territoire(
    *, by: Acteur, territoire: TerritoireIntervention, au: date, today: date
) -> TerritoireIntervention:
    """From the day after `au` the dispositif no longer works there; the past stays readable."""
    permissions.check(by, Droit.DECLARER_TERRITOIRE, territoire)
    lock(territoire.dispositif)
    territoire = TerritoireIntervention.objects.select_related("dispositif").get(pk=territoire.pk)
    if territoire.au is not None:
        return territoire
    if refus := rules.check_periode(du=territoire.du, au=au, today=today):
        raise TerritoireRefuse(refus, champ="au")
    _close(territoire, au=au)
    journal.write(
        by=by,
        event="reseau.territoire_ferme",
        target=territoire.dispositif,
        lieu=territoire.commune_id or territoire.epci_id,
        au=au.isoformat(),
    )
    return territoire


def _close(territoire: TerritoireIntervention, *, au: date) -> None:
    territoire.au = au
    territoire.save(update_fields=["au"])


def _find_lieu(code_commune: str, siren_epci: str) -> dict[str, str]:
    if code_commune:
        commune = find_commune(code_commune)
        if commune is None:
            raise TerritoireRefuse(f"Aucune commune n’a le code INSEE « {code_commune} ».", champ="lieu")
        return {"commune_id": commune.code}
    if not Epci.objects.filter(pk=siren_epci).exists():
        raise TerritoireRefuse(f"Aucune intercommunalité n’a le SIREN « {siren_epci} ».", champ="lieu")
    return {"epci_id": siren_epci}
