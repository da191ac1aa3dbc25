"""The writes: what a person chooses, and the e-mail that says how many things wait, never which."""

from datetime import date

import structlog
from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string

from maillage.socle import permissions
from maillage.socle.acteur import Acteur
from maillage.socle.afaire import queries, rules
from maillage.socle.afaire.destinataires import Destinataire, list_destinataires
from maillage.socle.afaire.models import Preference
from maillage.socle.afaire.nomenclatures import AFaire, Rythme
from maillage.socle.contexte import open_service
from maillage.socle.journal import actions as journal

log = structlog.get_logger(__name__)


@transaction.atomic
def choose_rythme(*, by: Acteur, rythme: Rythme) -> Preference:
    preference = _lock(by)
    preference.rythme = rythme
    preference.save(update_fields=["rythme"])
    journal.write(by=by, event="afaire.rythme", target=preference, rythme=rythme.value)
    return preference


@transaction.atomic
def open_calendrier(*, by: Acteur) -> Preference:
    """Gives a new address; the ones given before stop answering."""
    preference = _lock(by)
    preference.calendrier_ouvert = True
    preference.version_calendrier += 1
    preference.save(update_fields=["calendrier_ouvert", "version_calendrier"])
    journal.write(by=by, event="afaire.calendrier_ouvert", target=preference)
    return preference


@transaction.atomic
def close_calendrier(*, by: Acteur) -> Preference:
    preference = _lock(by)
    preference.calendrier_ouvert = False
    preference.save(update_fields=["calendrier_ouvert"])
    journal.write(by=by, event="afaire.calendrier_ferme", target=preference)
    return preference


def _lock(by: Acteur) -> Preference:
    if by.compte is None:
        raise permissions.DroitRefuse("Connectez-vous pour choisir comment être prévenu.")
    Preference.objects.get_or_create(compte_id=by.compte)
    return Preference.objects.select_for_update().get(compte_id=by.compte)


def send_recapitulatifs(today: date) -> int:
    """One e-mail to each person who has something to do and asked to be told today; asked again, sends nothing more."""
    return sum(send_recapitulatif(destinataire, today=today) for destinataire in list_destinataires(today))


def send_recapitulatif(destinataire: Destinataire, *, today: date) -> bool:
    """True when an e-mail leaves. It leaves once the day is marked, and the day is given back if it could not."""
    with open_service("récapitulatif"):
        Preference.objects.get_or_create(compte_id=destinataire.compte)
        preference = Preference.objects.select_for_update().get(compte_id=destinataire.compte)
        before = preference.dernier_envoi
        if not rules.is_jour_d_envoi(Rythme(preference.rythme), today=today, dernier=before):
            return False
        choses = queries.list_de_la_personne(destinataire, today=today)
        if not choses:
            return False
        preference.dernier_envoi = today
        preference.save(update_fields=["dernier_envoi"])
        transaction.on_commit(lambda: _send(destinataire, choses, before=before))
    return True


def _send(destinataire: Destinataire, choses: list[AFaire], *, before: date | None) -> None:
    total = len(choses)
    contexte = {
        "total": total,
        "categories": rules.count_by_categorie(choses),
        "adresse": settings.ADRESSE_PUBLIQUE,
    }
    try:
        send_mail(
            f"Maillage : vous avez {total} chose{'s' if total > 1 else ''} à faire",
            render_to_string("afaire/recapitulatif.txt", contexte),
            None,
            [destinataire.email],
        )
    except OSError as error:  # the mail server: the next run tries again, the other people are not made to wait
        log.warning("recapitulatif.non_envoye", compte=destinataire.compte, erreur=type(error).__name__)
        with open_service("récapitulatif : rien n’est parti"):
            Preference.objects.filter(compte_id=destinataire.compte).update(dernier_envoi=before)
