"""When a contact may be written, who reads a note without saying why, when the next rendez-vous is proposed."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from maillage.parcours.nomenclatures.accompagnement import NiveauNote, Presence
from maillage.parcours.nomenclatures.suivi import OUVRENT_UNE_NOTE_SOCIALE, MotifOuverture
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


def check_emargement(*, presence: Presence | None, is_emarge: bool) -> str | None:
    """A signature proves that the person was there: nobody signs a contact they did not come to (domaine 01 § 7)."""
    if is_emarge and presence is not Presence.VENU:
        return "La personne n’est pas venue : elle n’a pas pu signer. Décochez, ou dites qu’elle est venue."
    return None


def check_frequence(jours: int) -> str | None:
    if jours not in FREQUENCES:
        return f"Choisissez entre {FREQUENCES.start} et {FREQUENCES.stop - 1} jours."
    return None


def asks_motif(niveau: NiveauNote, *, is_auteur: bool, is_referent: bool, is_lecteur: bool = False) -> bool:
    """Its author and the person's référent read every note; the others say why unless it is shared (R-24).

    `is_lecteur`: the person chose them to read their social notes, and nothing else that is not shared.
    """
    if is_lecteur and niveau is NiveauNote.SOCIALE:
        return False
    return niveau is not NiveauNote.PARTAGEE and not (is_auteur or is_referent)


def check_lecteur(*, donne_le: date, today: date, is_soi: bool, is_referent: bool) -> tuple[str, str] | None:
    """A field and what is wrong with it. The choice is the person's: nobody records it for themselves."""
    if is_referent:
        return "lecteur", "Le référent de la personne lit déjà ses notes sociales."
    if is_soi:
        return "lecteur", "Ce choix est celui de la personne : un collègue l’enregistre, pas vous-même."
    if donne_le > today:
        return "donne_le", "Un accord ne se date pas dans le futur."
    return None


def find_plus_fermee(niveaux: Iterable[str]) -> NiveauNote:
    """Of the versions of one note, that which opens least."""
    found = {NiveauNote(niveau) for niveau in niveaux}
    return next((n for n in (NiveauNote.SOCIALE, NiveauNote.REFERENT) if n in found), NiveauNote.PARTAGEE)


def list_ouvertures(niveau: NiveauNote) -> list[MotifOuverture]:
    """The reasons for which somebody else may open it. No role reads social notes by itself (domaine 05 § 3, column C5,
    note 5): the coordination opens one when the person asks, when it cannot wait, or for a complaint."""
    if niveau is NiveauNote.SOCIALE:
        return [motif for motif in MotifOuverture if motif in OUVRENT_UNE_NOTE_SOCIALE]
    return list(MotifOuverture)


def propose_prochain(on: date, *, frequence: int) -> date:
    """The day of the next rendez-vous: the wished delay later, the Monday after when it falls on a weekend."""
    day = on + timedelta(days=frequence)
    return day + timedelta(days=7 - day.weekday()) if day.weekday() >= SAMEDI else day
