"""A qualifying training is followed until what it leads to (domaine 01, T15, T16)."""

from datetime import date

from django.db import transaction

from maillage.parcours.actions.etats import ParcoursRefuse, lock_parcours, move_parcours
from maillage.parcours.models import Parcours, Positionnement, SuiviEnFormation
from maillage.parcours.nomenclatures.etats import EtatParcours
from maillage.parcours.permissions import Droit
from maillage.parcours.queries.sorties import QUALIFIANTES
from maillage.socle import permissions
from maillage.socle.acteur import Acteur
from maillage.socle.journal import actions as journal


@transaction.atomic
def open_formation(
    *, by: Acteur, parcours: Parcours, etape: Positionnement, certification: str, fin_prevue: date, today: date
) -> SuiviEnFormation:
    """T15: only what leads to a diploma, a title or a professional certificate."""
    permissions.check(by, Droit.SUIVRE_EMPLOI, parcours)
    parcours = lock_parcours(parcours)
    if etape.parcours_id != parcours.pk or etape.type not in QUALIFIANTES or etape.debut is None:
        raise ParcoursRefuse("Choisissez une formation qualifiante déjà commencée.", champ="etape")
    if not certification.strip():
        raise ParcoursRefuse("Nommez la certification visée (titre, diplôme, CQP).", champ="certification")
    if fin_prevue < etape.debut:
        raise ParcoursRefuse("La fin prévue précède le début de la formation.", champ="fin_prevue")
    suivi = SuiviEnFormation.objects.create(
        dispositif_id=parcours.dispositif_id, parcours=parcours, etape=etape, certification=certification.strip(),
        debut=etape.debut, fin_prevue=fin_prevue,
    )  # fmt: skip
    move_parcours(by, parcours, EtatParcours.EN_FORMATION_SUIVIE, le=max(etape.debut, parcours.date_entree))
    journal.write(
        by=by, event="parcours.formation", target=parcours, du=etape.debut.isoformat(), au=fin_prevue.isoformat()
    )
    return suivi


@transaction.atomic
def record_certification(*, by: Acteur, suivi: SuiviEnFormation, obtenue_le: date, today: date) -> SuiviEnFormation:
    """What FQ-CERT stands on; the exit itself is proposed then."""
    parcours = _lock(by, suivi)
    if not suivi.debut <= obtenue_le <= today:
        raise ParcoursRefuse("La certification s’obtient pendant la formation, ou après, jamais demain.", champ="le")
    suivi.obtenue_le = obtenue_le
    suivi.save(update_fields=["obtenue_le"])
    journal.write(by=by, event="parcours.certification", target=parcours, le=obtenue_le.isoformat())
    return suivi


@transaction.atomic
def fail_formation(*, by: Acteur, suivi: SuiviEnFormation, le: date, today: date) -> None:
    """T16: not validated, the person comes back to the accompaniment."""
    parcours = _lock(by, suivi)
    if not suivi.debut <= le <= today:
        raise ParcoursRefuse("La fin de la formation suit son début, et n’est pas à venir.", champ="le")
    close_formation(suivi, issue="echec", le=le)
    move_parcours(by, parcours, EtatParcours.ACTIF, le=le, motif="formation finie sans validation")
    journal.write(by=by, event="parcours.formation_finie", target=parcours, le=le.isoformat())


def close_formation(suivi: SuiviEnFormation, *, issue: str, le: date) -> None:
    suivi.issue, suivi.clos_le = issue, le
    suivi.save(update_fields=["issue", "clos_le"])


def _lock(by: Acteur, suivi: SuiviEnFormation) -> Parcours:
    permissions.check(by, Droit.SUIVRE_EMPLOI, suivi.parcours)
    parcours = lock_parcours(suivi.parcours)
    if parcours.etat != EtatParcours.EN_FORMATION_SUIVIE:
        raise ParcoursRefuse("Cette formation n’est plus suivie.")
    return parcours
