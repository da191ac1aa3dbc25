"""The end of a contract, or its new term, goes to the étape it became: carried once, confirmed once, typed never."""

from datetime import date, datetime

from django.db import transaction

from maillage.clause.actions.marches import ClauseRefusee
from maillage.clause.models import MiseEmploi, PropositionEtape, SuiteEtape, TransmissionPlie
from maillage.clause.nomenclatures.passerelle import StatutProposition
from maillage.clause.nomenclatures.suites_etapes import NatureSuite, StatutSuite
from maillage.parcours.actions import etapes
from maillage.parcours.nomenclatures.etapes import EtatPositionnement, MotifRefus, ResultatEtape
from maillage.parcours.permissions import Droit as DroitParcours
from maillage.socle import permissions
from maillage.socle.acteur import Acteur
from maillage.socle.contexte import open_service
from maillage.socle.journal import actions as journal

SERVICE = "fin ou renouvellement d’un contrat de la clause déjà transmis au PLIE"
E = EtatPositionnement


def carry_suite(*, by: Acteur, emploi: MiseEmploi, nature: NatureSuite, le: date | None, today: date) -> None:
    """To every PLIE told of this contract; the caller holds it. Nothing is said of whether anybody follows the person."""
    plies = list(TransmissionPlie.objects.filter(mise_emploi=emploi).values_list("vers", flat=True))
    if not plies:
        return
    with open_service(SERVICE):
        rows = PropositionEtape.objects.select_for_update(of=("self",))
        for proposition in rows.filter(dispositif__in=plies, contrat=emploi.uuid).order_by("pk"):
            _carry(proposition, nature, le, today=today)
    journal.write(
        by=by, event="clause.plie_prevenu_suite", target=emploi.personne, nature=nature, le=le.isoformat() if le else ""
    )


def _carry(proposition: PropositionEtape, nature: NatureSuite, le: date | None, *, today: date) -> None:
    """One that waits takes the date with it; an end is kept for after, since an étape is ended with its result."""
    if proposition.statut == StatutProposition.ECARTEE:
        return
    if proposition.statut == StatutProposition.ATTENTE:
        proposition.fin = le
        proposition.save(update_fields=["fin"])
        if nature is NatureSuite.ECHEANCE:
            return
    waiting = SuiteEtape.objects.filter(proposition=proposition, statut=StatutSuite.ATTENTE)
    waiting.update(statut=StatutSuite.REMPLACEE, decidee_le=today)
    SuiteEtape.objects.create(
        dispositif_id=proposition.dispositif_id, proposition=proposition, nature=nature, le=le, recue_le=today
    )


@transaction.atomic
def apply_suite(
    *, by: Acteur, suite: SuiteEtape, resultat: ResultatEtape | None, motif: MotifRefus | None, today: date,
    now: datetime,
) -> SuiteEtape:  # fmt: skip
    """An end that comes with `resultat` ends the étape, one with `motif` interrupts it; a new term only moves its end."""
    permissions.check(by, DroitParcours.POSITIONNER, suite.proposition.parcours)
    row = _lock(suite)
    etape = row.proposition.etape
    assert etape is not None  # `_lock` refuses one that is not confirmed
    if not row.is_fin:
        etapes.change_etape(by=by, etape=etape, values={"prevu_au": row.le}, version=etape.version)
    else:
        assert row.le is not None  # a constraint holds it
        etapes.move_etape(
            by=by, etape=etape, vers=E.INTERROMPU if motif else E.TERMINE, le=row.le, today=today, now=now,
            resultat=resultat, motif=motif,
        )  # fmt: skip
    return _decide(by, row, StatutSuite.REPORTEE, "clause.suite_reportee", today=today)


@transaction.atomic
def keep_etape(*, by: Acteur, suite: SuiteEtape, today: date) -> SuiteEtape:
    """The parcours stays as it is: whoever follows the person knows better, or has noted it already."""
    permissions.check(by, DroitParcours.POSITIONNER, suite.proposition.parcours)
    return _decide(by, _lock(suite), StatutSuite.GARDEE, "clause.suite_gardee", today=today)


def _lock(suite: SuiteEtape) -> SuiteEtape:
    rows = SuiteEtape.objects.select_for_update(of=("self",)).select_related(
        "proposition__parcours__personne", "proposition__etape__parcours"
    )
    row: SuiteEtape = rows.get(pk=suite.pk)
    if not row.is_en_attente:
        raise ClauseRefusee("Cette suite est déjà reportée, ou remplacée par une plus récente.")
    if row.proposition.etape is None:
        raise ClauseRefusee("Confirmez d’abord ce contrat comme étape : sa fin s’y reporte ensuite.")
    return row


def _decide(by: Acteur, row: SuiteEtape, statut: StatutSuite, event: str, *, today: date) -> SuiteEtape:
    row.statut, row.decidee_le, row.auteur = statut, today, by.compte
    row.save()
    journal.write(by=by, event=event, target=row.proposition.parcours, nature=row.nature, le=today.isoformat())
    return row
