"""The answers of a dispositif are kept, then handed over; while the campaign is open they may be mended."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from maillage.consolidation.depots.models import Campagne
from maillage.consolidation.depots.nomenclatures import EtatCampagne
from maillage.consolidation.enquetes.models import Reponse
from maillage.consolidation.enquetes.rules.questions import QUESTIONNAIRE
from maillage.consolidation.enquetes.rules.reponses import check_reponses
from maillage.reseau.models import Dispositif
from maillage.socle.acteur import Acteur
from maillage.socle.journal import actions as journal
from maillage.socle.refus import Manque, Refus, check_aucun


class EnqueteRefusee(Refus):
    """A rule of the survey refuses."""


@transaction.atomic
def save_reponse(
    *, by: Acteur, campagne: Campagne, dispositif: Dispositif, reponses: Mapping[str, Decimal],
    choix: Mapping[str, str], precision: str, transmet: bool, now: datetime, today: date,
) -> Reponse:  # fmt: skip
    """One row a year. Handed over once, it stays so, and what is mended is handed over with it."""
    if campagne.get_etat(on=today) is not EtatCampagne.OUVERTE:
        raise EnqueteRefusee("Cette campagne n’est pas ouverte : l’enquête ne se remplit plus. Écrivez au réseau.")
    check_aucun([Manque(code, phrase) for code, phrase in check_reponses(reponses).items()])
    if transmet and not reponses and not choix:
        raise EnqueteRefusee("Répondez à une question au moins avant de transmettre.")
    row = Reponse.objects.select_for_update(of=("self",)).filter(campagne=campagne, dispositif=dispositif).first()
    row = row or Reponse(campagne=campagne, dispositif=dispositif)
    row.reponses = {**{code: str(value) for code, value in reponses.items()}, **choix}
    row.questionnaire = QUESTIONNAIRE
    row.precision, row.modifiee_le, row.auteur = precision, now, by.compte
    if transmet and row.transmise_le is None:
        row.transmise_le = now
    row.save()
    journal.write(
        by=by,
        event="enquetes.transmise" if row.transmise_le else "enquetes.brouillon",
        target=row,
        annee=campagne.millesime,
    )
    return row
