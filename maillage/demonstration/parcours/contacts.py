"""When the référent and the person meet: a rhythm, summers, absences, silences, and the diary of today and of the week."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from maillage.demonstration.parcours.trajectoires import Plan
from maillage.parcours.nomenclatures.accompagnement import Presence, TypeEntretien
from maillage.parcours.nomenclatures.etats import EN_FILE_ACTIVE

PARIS = ZoneInfo("Europe/Paris")
TYPES = {
    TypeEntretien.INDIVIDUEL: 52, TypeEntretien.TELEPHONE: 22, TypeEntretien.MESSAGE: 8, TypeEntretien.VISIO: 4,
    TypeEntretien.TRIPARTITE: 5, TypeEntretien.ATELIER: 4, TypeEntretien.DEHORS: 3, TypeEntretien.BILAN: 2,
}  # fmt: skip
PRESENCES = {Presence.VENU: 79, Presence.EXCUSE: 8, Presence.ABSENT: 10, Presence.ANNULE: 3}
JAMAIS_VENU = timedelta(days=100)  # lost so soon: the person never came
HEURES = tuple(time(heure, minute) for heure in (9, 10, 11, 14, 15, 16) for minute in (0, 30))


@dataclass(frozen=True, slots=True)
class ContactFictif:
    """No `presence`: planned, or held and not yet written down."""

    type: TypeEntretien
    debut: datetime
    duree: int | None
    presence: str


def draw_contacts(chance: Random, plan: Plan, *, frequence: int, today: date) -> list[ContactFictif]:
    """Those held up to yesterday."""
    until = min(plan.sortie or today, today - timedelta(days=1))
    is_jamais_venu = plan.silence is not None and plan.silence - plan.entree < JAMAIS_VENU
    found, day = [], plan.entree + timedelta(days=chance.randint(0, 10))
    while (day := _to_workday(day)) <= until:
        if not _is_suspendu(plan, day):
            contact = draw_contact(chance, day, presence=Presence.ABSENT if is_jamais_venu else None)
            if plan.silence is None or day <= plan.silence or contact.presence == Presence.ABSENT:
                found.append(contact)
        pause = frequence + chance.randint(-9, 14) + (18 if day.month in (7, 12) else 0)
        day += timedelta(days=max(7, pause if plan.silence is None or day <= plan.silence else pause * 2))
    if plan.silence is not None and not is_jamais_venu:
        last = _to_workday(plan.silence - timedelta(days=3))
        if plan.entree <= last < today and chance.random() < 0.93:
            found.append(draw_contact(chance, last, presence=Presence.VENU))
    elif plan.silence is None and plan.etat in EN_FILE_ACTIVE and (not found or _days(found, today) > 44):
        last = _to_workday(today - timedelta(days=chance.randint(4, 38)))
        if last > plan.entree and last < today:
            found.append(draw_contact(chance, last, presence=Presence.VENU))
    return found


def draw_contact(chance: Random, day: date, *, presence: str | None = None, planned: bool = False) -> ContactFictif:
    type = chance.choices(list(TYPES), weights=list(TYPES.values()))[0]
    drawn = chance.choices(list(PRESENCES), weights=list(PRESENCES.values()))[0]
    debut = datetime.combine(day, chance.choice(HEURES), PARIS)
    duree = 15 if type in (TypeEntretien.TELEPHONE, TypeEntretien.MESSAGE) else chance.choice((30, 45, 60))
    said = "" if planned else presence or drawn.value
    return ContactFictif(type, debut, duree if said in ("", Presence.VENU) else None, said)


def list_jours_de_la_semaine(today: date) -> list[date]:
    """The working days that follow, within six days."""
    return [day for step in range(1, 7) if (day := today + timedelta(days=step)).weekday() < 5]


def _days(contacts: list[ContactFictif], today: date) -> int:
    held = [contact.debut.date() for contact in contacts if contact.presence == Presence.VENU]
    return (today - max(held)).days if held else 999


def _is_suspendu(plan: Plan, day: date) -> bool:
    return plan.suspension is not None and plan.suspension[0] <= day < (plan.suspension[2] or date.max)


def _to_workday(day: date) -> date:
    return day + timedelta(days=7 - day.weekday()) if day.weekday() > 4 else day
