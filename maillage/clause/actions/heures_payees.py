"""The hours that pay slips pay, a whole month in one deed. What they show of hours told twice goes to the pilotes at once."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from maillage.clause.actions.doublons import block_doublons, hold_lots
from maillage.clause.actions.marches import ClauseRefusee
from maillage.clause.models import HeuresPayees, LigneHeures, MiseEmploi
from maillage.clause.nomenclatures.heures import StatutLigne
from maillage.clause.permissions import Droit
from maillage.clause.queries.heures import read_payees
from maillage.clause.queries.heures_payees import sum_heures
from maillage.clause.rules.heures import check_mois
from maillage.socle import permissions
from maillage.socle.acteur import Acteur
from maillage.socle.journal import actions as journal
from maillage.socle.refus import Manque, RefusMultiples, VersionDepassee

ZERO = Decimal(0)


@dataclass(slots=True)
class Bilan:
    """`depassees`: contracts that now hold more hours than are paid; `en_double`: lines told by another structure too."""

    ecrites: int = 0
    depassees: list[MiseEmploi] = field(default_factory=list)
    en_double: int = 0


def write_version(payees: Mapping[UUID, Decimal | None]) -> str:
    """What a page shows of a month, as a short text: two people who save lose nothing."""
    return "|".join(f"{uuid.hex}:{heures:.2f}" for uuid, heures in sorted(payees.items()) if heures is not None)


@transaction.atomic
def record_payees(
    *, by: Acteur, mois: date, payees: Mapping[UUID, Decimal | None], lue: str | None, today: date
) -> Bilan:
    """By contract; None: the pay slip is not read. Hours already noted stay: what they exceed is told, and waits."""
    if mois != mois.replace(day=1) or mois > today:
        raise ClauseRefusee("Choisissez un mois commencé : son bulletin n’existe pas encore.")
    rows = list(
        MiseEmploi.objects.select_for_update(of=("self",))
        .filter(uuid__in=payees, dispositif=by.dispositif)
        .select_related("personne", "employeur")
        .order_by("pk")
    )
    for row in rows:
        permissions.check(by, Droit.SUIVRE_PERSONNES, row)
    known = read_payees({row.pk for row in rows}, {mois})
    actuelle = write_version({row.uuid: known.get((row.pk, mois)) for row in rows})
    if lue is not None and lue != actuelle:
        raise VersionDepassee(actuelle)
    _check(rows, payees, mois=mois)
    changed = [row for row in rows if payees[row.uuid] != known.get((row.pk, mois))]
    for row in changed:
        _write(by, row, payees[row.uuid], mois=mois)
    if changed:
        journal.write(by=by, event="clause.heures_payees", target=changed[0], mois=f"{mois:%m/%Y}", nombre=len(changed))
    return _tell(by, rows, changed, mois=mois, today=today)


def _check(rows: list[MiseEmploi], payees: Mapping[UUID, Decimal | None], *, mois: date) -> None:
    refus = [
        Manque(str(row.uuid), said)
        for row in rows
        if (heures := payees[row.uuid]) is not None and (said := check_mois(heures, mois=mois).refus)
    ]
    if refus:
        raise RefusMultiples(refus)


def _write(by: Acteur, row: MiseEmploi, heures: Decimal | None, *, mois: date) -> None:
    if heures is None:
        HeuresPayees.objects.filter(mise_emploi=row, mois=mois).delete()
        return
    HeuresPayees.objects.update_or_create(
        mise_emploi=row, mois=mois, defaults={"dispositif_id": row.dispositif_id, "heures": heures, "auteur": by.compte}
    )


def _tell(by: Acteur, rows: list[MiseEmploi], changed: list[MiseEmploi], *, mois: date, today: date) -> Bilan:
    payees = read_payees({row.pk for row in rows}, {mois})
    heures = sum_heures({row.pk for row in rows}, mois=mois)
    depassees = [
        row for row in rows if (paid := payees.get((row.pk, mois))) is not None and heures.get(row.pk, ZERO) > paid
    ]
    lignes = list(
        LigneHeures.objects.filter(mise_emploi__in=changed, mois=mois)
        .exclude(statut=StatutLigne.REJETEE)
        .select_related("mise_emploi__personne", "mise_emploi__employeur", "lot")
    )
    hold_lots([ligne.uuid for ligne in lignes], lignes)
    return Bilan(len(changed), depassees, len(block_doublons(by, lignes, today=today)))
