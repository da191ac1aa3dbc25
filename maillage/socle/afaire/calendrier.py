"""The calendar of deadlines (ICS): no name, no free text, an address that its owner alone knows and may close."""

import hashlib
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from django.core import signing
from icalendar import Calendar, Event

from maillage.socle.afaire.models import Preference
from maillage.socle.afaire.nomenclatures import AFaire, RendezVous

_SEL = "maillage.afaire.calendrier"


def sign_adresse(preference: Preference) -> str:
    """What makes the address secret; changes with each renewal."""
    return signing.dumps([preference.compte_id, preference.version_calendrier], salt=_SEL)


def find_preference(jeton: str) -> Preference | None:
    """The preference whose calendar this is; None when forged, closed or renewed. Called within `open_service`."""
    try:
        compte, version = signing.loads(jeton, salt=_SEL)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return Preference.objects.filter(compte_id=compte, version_calendrier=version, calendrier_ouvert=True).first()


def write_ics(choses: Iterable[AFaire], *, hote: str, now: datetime, rendez_vous: Iterable[RendezVous] = ()) -> bytes:
    """One all-day event per deadline, one at its hours per rendez-vous, named by their category only."""
    calendar = Calendar()
    calendar.add("prodid", "-//Maillage//A faire//FR")
    calendar.add("version", "2.0")
    calendar.add("name", "Maillage : à faire")
    calendar.add("x-wr-calname", "Maillage : à faire")
    calendar.add("refresh-interval", timedelta(hours=4), parameters={"VALUE": "DURATION"})
    for chose in choses:
        if chose.echeance is not None:
            calendar.add_component(_write_event(chose, chose.echeance, hote=hote, now=now))
    for one in rendez_vous:
        calendar.add_component(_write_rendez_vous(one, hote=hote, now=now))
    return bytes(calendar.to_ical())


def _write_rendez_vous(one: RendezVous, *, hote: str, now: datetime) -> Event:
    event = Event()
    event.add("uid", f"{hashlib.sha256(one.cle.encode()).hexdigest()[:32]}@maillage")
    event.add("dtstamp", now.astimezone(UTC))
    event.add("dtstart", one.debut.astimezone(UTC))
    event.add("dtend", one.fin.astimezone(UTC))
    event.add("summary", one.categorie)
    event.add("url", f"{hote}{one.url}")
    return event


def _write_event(chose: AFaire, echeance: date, *, hote: str, now: datetime) -> Event:
    event = Event()
    # Stable, so that a calendar moves an event instead of doubling it; hashed, so that it tells nothing.
    key = hashlib.sha256(f"{chose.url}|{chose.categorie}|{chose.titre}".encode()).hexdigest()[:32]
    event.add("uid", f"{key}@maillage")
    event.add("dtstamp", now.astimezone(UTC))
    event.add("dtstart", echeance)
    event.add("dtend", echeance + timedelta(days=1))
    event.add("summary", chose.categorie)
    event.add("url", f"{hote}/a-faire/")
    event.add("transp", "TRANSPARENT")
    return event
