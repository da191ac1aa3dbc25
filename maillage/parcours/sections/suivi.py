"""The section of a file that tells what happened: states and contacts, on one line of time."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.timezone import localtime

from maillage.parcours.dossier import Contexte, Section, declare_section
from maillage.parcours.models import Parcours, Passage
from maillage.parcours.nomenclatures.accompagnement import Presence
from maillage.parcours.nomenclatures.etats import LIBELLES_PARCOURS, EtatParcours
from maillage.parcours.permissions import Droit
from maillage.parcours.queries import suivi
from maillage.socle.acteur import Acteur

MONTRES = 12
PRESENCES = {
    "": ("calendar", "information"),
    Presence.VENU: ("message-square-text", "succes"),
    Presence.EXCUSE: ("calendar-x", ""),
    Presence.ABSENT: ("calendar-x", "attention"),
    Presence.ANNULE: ("calendar-x", ""),
}


def build_section(acteur: Acteur, parcours: Parcours, on: date) -> Contexte | None:
    events: list[tuple[Any, dict[str, Any]]] = []
    for one in suivi.list_contacts(parcours, limit=MONTRES):
        icone, ton = PRESENCES[one.presence]
        local = localtime(one.debut)
        texte = " · ".join(filter(None, (
            one.libelle_presence, "signé par la personne" if one.emarge else "",
            one.positionnement.intitule if one.positionnement else "", "avec une note" if one.ecrites else "",
        )))  # fmt: skip
        events.append(
            (
                (local.date(), 1),
                {"titre": one.libelle_type, "jour": local.date(), "icone": icone, "ton": ton, "texte": texte,
                 "auteur": str(one.referent), "url": reverse("parcours:contact", args=[one.uuid])},
            )
        )  # fmt: skip
    for passage in Passage.objects.filter(parcours=parcours).order_by("-le", "-rang")[:MONTRES]:
        titre = LIBELLES_PARCOURS[EtatParcours(passage.vers)] if passage.de else "Entrée dans le parcours"
        events.append(((passage.le, 0), {"titre": titre, "jour": passage.le, "icone": "flag", "texte": ""}))
    events.sort(key=lambda event: event[0], reverse=True)
    return {"evenements": [event for _, event in events[:MONTRES]], "parcours": parcours}


declare_section(
    Section("suivi", "Ce qui s’est passé", 10, Droit.LIRE_NOTES, "parcours/suivi_section.html", build_section)
)
