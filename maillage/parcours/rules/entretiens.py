"""When a contact may be written, who reads a note without saying why, when the next rendez-vous is proposed."""

from datetime import date, datetime, timedelta

from maillage.parcours.nomenclatures.accompagnement import NiveauNote, Presence
from maillage.socle.parametres import fixe

DUREE = fixe(
    "entretien.duree", "durée proposée d’un entretien", "minutes", 45, "proposé par le projet", a_confirmer=True
)
FREQUENCES = range(7, 91)
SAMEDI = 5


def check_contact(
    *, debut: datetime, presence: Presence | None, entree: date, is_ouvert: bool, now: datetime
) -> str | None:
    """A contact held is past; a planned one is to come, in a parcours that is open."""
    if presence is None:
        if not is_ouvert:
            return "Ce parcours est terminé : aucun rendez-vous ne s’y ajoute."
        if debut < now:
            return "Ce moment est passé : dites si la personne est venue, ou choisissez un jour à venir."
        return None
    if presence in (Presence.VENU, Presence.ABSENT) and debut > now:
        return "Ce moment est à venir : laissez « Prévu », puis revenez dire si la personne est venue."
    if debut.date() < entree:
        return f"La personne est entrée le {entree:%d/%m/%Y} : un contact plus ancien appartient à son orientation."
    return None


def check_frequence(jours: int) -> str | None:
    if jours not in FREQUENCES:
        return f"Choisissez entre {FREQUENCES.start} et {FREQUENCES.stop - 1} jours."
    return None


def asks_motif(niveau: NiveauNote, *, is_auteur: bool, is_referent: bool) -> bool:
    """Its author and the person's référent read every note; the others say why unless it is shared (R-24)."""
    return niveau is not NiveauNote.PARTAGEE and not (is_auteur or is_referent)


def propose_prochain(on: date, *, frequence: int) -> date:
    """The day of the next rendez-vous: the wished delay later, the Monday after when it falls on a weekend."""
    day = on + timedelta(days=frequence)
    return day + timedelta(days=7 - day.weekday()) if day.weekday() >= SAMEDI else day
