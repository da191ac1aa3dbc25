"""What a person became: told to the service, or by herself through a link of her own. One answer per milestone."""

from datetime import date, timedelta

from django.core import signing
from django.db import transaction
from django.db.models import F

from maillage.clause.actions.marches import ClauseRefusee
from maillage.clause.models import MiseEmploi, SuiviSortie
from maillage.clause.nomenclatures.suivi import SituationSortie, SourceSortie
from maillage.clause.permissions import Droit
from maillage.clause.rules.sorties import LIEN_JOURS, Echeance, check_reponse
from maillage.socle import permissions
from maillage.socle.acteur import Acteur
from maillage.socle.contexte import open_service
from maillage.socle.journal import actions as journal

SEL = "maillage.clause.sortie"
DEJA = "La situation est déjà notée pour ce jalon."


@transaction.atomic
def record_situation(
    *, by: Acteur, emploi: MiseEmploi, echeance: Echeance, situation: SituationSortie, le: date, today: date
) -> SuiviSortie:
    """What was heard. « Injoignable » closes the search, and gives way to an answer that comes later."""
    row = _lock(by, emploi, echeance)
    _check_libre(row)
    fin = emploi.fin
    assert fin is not None  # a milestone counts from an end
    if refus := check_reponse(demande_le=le, fin=fin, today=today):
        raise ClauseRefusee(refus, champ="le")
    return _answer(by, row, situation=situation, le=le, source=SourceSortie.TELEPHONE)


@transaction.atomic
def record_tentative(*, by: Acteur, emploi: MiseEmploi, echeance: Echeance, today: date) -> SuiviSortie:
    """A call that nobody answered."""
    row = _lock(by, emploi, echeance)
    _check_libre(row)
    row.tentatives, row.tente_le = row.tentatives + 1, today
    row.save(update_fields=["tentatives", "tente_le"])
    journal.write(
        by=by, event="clause.sortie_tentative", target=emploi.personne, jalon=echeance.jalon, le=today.isoformat()
    )
    return row


@transaction.atomic
def make_lien(*, by: Acteur, emploi: MiseEmploi, echeance: Echeance, today: date) -> str:
    """A new link; the former ones answer no more. It says nothing of anybody."""
    row = _lock(by, emploi, echeance)
    _check_libre(row)
    SuiviSortie.objects.filter(pk=row.pk).update(lien_rang=F("lien_rang") + 1, lien_le=today)
    row.refresh_from_db(fields=["lien_rang", "lien_le"])
    journal.write(by=by, event="clause.sortie_lien", target=emploi.personne, jalon=echeance.jalon)
    return sign_lien(row)


@transaction.atomic
def settle_rappel(*, by: Acteur, suivi: SuiviSortie, today: date) -> None:
    permissions.check(by, Droit.SUIVRE_PERSONNES, suivi)
    SuiviSortie.objects.filter(pk=suivi.pk, rappelee_le=None).update(rappelee_le=today)
    journal.write(by=by, event="clause.sortie_rappel", target=suivi.personne, le=today.isoformat())


def sign_lien(row: SuiviSortie) -> str:
    return signing.dumps([row.uuid.hex, row.lien_rang], salt=SEL)


def find_suivi(lien: str, *, today: date) -> SuiviSortie | None:
    """The milestone the link speaks of, answered or not; None when forged, stale or renewed. Within `open_service`."""
    try:
        key, rang = signing.loads(lien, salt=SEL, max_age=timedelta(days=LIEN_JOURS.get(on=today).valeur))
        rows = SuiviSortie.objects.select_related("dispositif", "personne", "mise_emploi")
        return rows.filter(uuid=key, lien_rang=rang, lien_rang__gt=0, personne__archivee_le=None).first()
    except (signing.BadSignature, ValueError, TypeError):
        return None


def answer_by_lien(
    *, by: Acteur, lien: str, situation: SituationSortie, a_rappeler: bool, today: date
) -> SuiviSortie | None:
    """By the person, without an account: the first answer is the one kept."""
    with open_service("réponse d’une personne après la clause, par son lien"):
        found = find_suivi(lien, today=today)
        if found is None:
            return None
        row = SuiviSortie.objects.select_for_update(of=("self",)).select_related("personne").get(pk=found.pk)
        if row.is_repondu:
            return None
        row.a_rappeler = a_rappeler
        return _answer(by, row, situation=situation, le=today, source=SourceSortie.PERSONNE)


def _lock(by: Acteur, emploi: MiseEmploi, echeance: Echeance) -> SuiviSortie:
    """The row of the milestone, written the first time somebody tries."""
    permissions.check(by, Droit.SUIVRE_PERSONNES, emploi)
    row, _ = SuiviSortie.objects.select_for_update(of=("self",)).get_or_create(
        dispositif_id=emploi.dispositif_id, mise_emploi=emploi, jalon=echeance.jalon,
        defaults={"personne": emploi.personne, "prevu_le": echeance.prevu_le, "auteur": by.compte},
    )  # fmt: skip
    return row


def _check_libre(row: SuiviSortie) -> None:
    if row.is_repondu:
        raise ClauseRefusee(DEJA)


def _answer(by: Acteur, row: SuiviSortie, *, situation: SituationSortie, le: date, source: SourceSortie) -> SuiviSortie:
    row.situation, row.demande_le, row.source, row.auteur = situation, le, source, by.compte
    row.save(update_fields=["situation", "demande_le", "source", "auteur", "a_rappeler"])
    journal.write(
        by=by, event="clause.sortie", target=row.personne, dispositif=row.dispositif_id, jalon=row.jalon, source=source,
        le=le.isoformat(),
    )  # fmt: skip
    return row
