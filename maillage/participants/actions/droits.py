"""What the person was told, agreed to, and took back. Who may record it is asked by the caller."""

from datetime import date

from django.db import IntegrityError, transaction

from maillage.participants.actions.personnes import PersonneRefusee
from maillage.participants.models import Consentement, Information, Personne
from maillage.participants.nomenclatures.droits import Accord, Support
from maillage.participants.rules.notices import get_notice
from maillage.socle.acteur import Acteur
from maillage.socle.journal import actions as journal


@transaction.atomic
def record_information(*, by: Acteur, personne: Personne, le: date, support: Support, today: date) -> Information:
    """R-40: the version in force that day, by whom, on what."""
    if le > today:
        raise PersonneRefusee("Une notice se remet avant de l’enregistrer.", champ="le")
    version = get_notice(le).version
    row = Information.objects.create(
        dispositif_id=personne.dispositif_id, personne=personne, version=version, support=support, le=le,
        auteur=by.compte,
    )  # fmt: skip
    journal.write(by=by, event="participants.information", target=personne, version=version)
    return row


@transaction.atomic
def record_consentement(
    *, by: Acteur, personne: Personne, objet: Accord, destinataire: str, donne_le: date, support: Support, today: date
) -> Consentement:
    """R-42: one object, one recipient."""
    if donne_le > today:
        raise PersonneRefusee("Un accord ne se date pas dans le futur.", champ="donne_le")
    try:
        with transaction.atomic():
            row = Consentement.objects.create(
                dispositif_id=personne.dispositif_id, personne=personne, objet=objet, destinataire=destinataire.strip(),
                donne_le=donne_le, support=support, auteur=by.compte,
            )  # fmt: skip
    except IntegrityError as doublon:
        raise PersonneRefusee(
            "Cet accord est déjà enregistré pour ce destinataire : retirez-le d’abord s’il a changé.", champ="objet"
        ) from doublon
    journal.write(by=by, event="participants.consentement", target=personne, objet=objet)
    return row


@transaction.atomic
def withdraw_consentement(*, by: Acteur, consentement: Consentement, today: date) -> Consentement:
    """At once. Twice is once."""
    row = Consentement.objects.select_for_update(of=("self",)).get(pk=consentement.pk)
    if row.retire_le is None:
        row.retire_le = max(today, row.donne_le)
        row.save(update_fields=["retire_le"])
        journal.write(by=by, event="participants.consentement_retire", target=row.personne, objet=row.objet)
    return row


def has_consenti(personne: Personne, objet: Accord, *, destinataire: str = "") -> bool:
    """Asked by whatever is about to use it; a withdrawal is seen at once."""
    return Consentement.objects.filter(
        personne=personne, objet=objet, destinataire__in={"", destinataire}, retire_le=None
    ).exists()
