"""The section of a file that tells what happened: states and contacts, on one line of time, the oldest a link away."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.timezone import localtime

from maillage.parcours.dossier import Contexte, Section, declare_section
from maillage.parcours.lecture import Lecture
from maillage.parcours.models import Entretien, Passage
from maillage.parcours.nomenclatures.accompagnement import Presence
from maillage.parcours.nomenclatures.etats import LIBELLES_PARCOURS, EtatParcours
from maillage.parcours.permissions import Droit
from maillage.parcours.queries.dossiers import CONTACTS, EVENEMENTS, PASSAGES

PRESENCES = {
    "": ("calendar", "information"),
    Presence.VENU: ("message-square-text", "succes"),
    Presence.EXCUSE: ("calendar-x", ""),
    Presence.ABSENT: ("calendar-x", "attention"),
    Presence.ANNULE: ("calendar-x", ""),
}
CODE = "suivi"
Evenement = dict[str, Any]


def build_section(lu: Lecture) -> Contexte:
    referent = lu.parcours.referent_id
    dated = [((localtime(one.debut).date(), 1), _tell_contact(one, referent)) for one in lu[CONTACTS]]
    dated += [((one.le, 0), _tell_passage(one)) for one in lu[PASSAGES]]
    dated.sort(key=lambda event: event[0], reverse=True)
    shown = _cut([(day, event) for (day, _), event in dated])
    older = f"?avant={shown[-1]['jour']:%Y-%m-%d}#section-{CODE}" if len(shown) < len(dated) else ""
    return {"evenements": shown, "plus_ancien": older, "avant": lu.vue.avant, "parcours": lu.parcours}


def _cut(dated: list[tuple[date, Evenement]]) -> list[Evenement]:
    """The first ones, and what happened on the very day of the last of them: the next page begins before that day."""
    last = dated[min(EVENEMENTS, len(dated)) - 1][0] if dated else None
    return [event for place, (day, event) in enumerate(dated) if place < EVENEMENTS or day == last]


def _tell_contact(one: Entretien, referent: int) -> Evenement:
    """Who held it is said when it was not the référent of the parcours."""
    icone, ton = PRESENCES[one.presence]
    local = localtime(one.debut)
    texte = (
        one.libelle_presence,
        f"à {local:%H:%M}" if not one.presence else "",
        "signé par la personne" if one.emarge else "",
        one.positionnement.intitule if one.positionnement else "",
        "avec une note" if one.is_ecrit else "",  # type: ignore[attr-defined]
    )
    return {
        "titre": one.libelle_type, "jour": local.date(), "icone": icone, "ton": ton,
        "texte": " · ".join(filter(None, texte)),
        "auteur": "" if one.referent_id == referent else str(one.referent),
        "url": reverse("parcours:contact", args=[one.uuid]),
    }  # fmt: skip


def _tell_passage(one: Passage) -> Evenement:
    titre = LIBELLES_PARCOURS[EtatParcours(one.vers)] if one.de else "Entrée dans le parcours"
    return {"titre": titre, "jour": one.le, "icone": "flag", "texte": ""}


declare_section(
    Section(CODE, "Ce qui s’est passé", 30, Droit.LIRE_NOTES, "parcours/suivi_section.html", build_section,
            lots=(CONTACTS, PASSAGES))
)  # fmt: skip
