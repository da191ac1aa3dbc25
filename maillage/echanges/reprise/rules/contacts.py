"""The model « contacts »: who came when. What was said is not taken over: notes are written here, by their author."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from maillage.echanges.reprise.nomenclatures import Nature
from maillage.echanges.reprise.rules import cellules as c
from maillage.echanges.reprise.rules.colonnes import Colonne, Gabarit, Genre
from maillage.parcours.nomenclatures.accompagnement import LIBELLES_ENTRETIEN, LIBELLES_PRESENCE

MOTS_PRESENCE = {"present": "venu", "presente": "venu", "oui": "venu", "venue": "venu", "non": "absent",
                 "absente": "absent", "excusee": "excuse", "annulee": "annule"}  # fmt: skip

GABARIT_COLONNES = (
    Colonne("identifiant", "Identifiant d’origine", "Le numéro du contact dans l’ancien logiciel.",
            c.read_identifiant, obligatoire=True, exemple="EXEMPLE-C1",
            synonymes=("id", "id entretien", "id contact", "numero")),
    Colonne("parcours", "Identifiant du parcours", "Celui du fichier « parcours » déjà repris.", c.read_identifiant,
            obligatoire=True, exemple="EXEMPLE-P1", synonymes=("id parcours", "parcours", "numero de parcours")),
    Colonne("debut", "Date et heure", "Sans heure : neuf heures.", c.read_instant, Genre.INSTANT, obligatoire=True,
            exemple="10/03/2025 14:30", synonymes=("date", "date de l entretien", "date du contact", "jour")),
    Colonne("type", "Type de contact", "Vide : entretien.", c.read_code(LIBELLES_ENTRETIEN), Genre.CODE,
            exemple="individuel", synonymes=("type", "nature", "moyen"), codes=LIBELLES_ENTRETIEN),
    Colonne("presence", "Présence", "Vide : la personne est venue.", c.read_code(LIBELLES_PRESENCE, MOTS_PRESENCE),
            Genre.CODE, exemple="venu", synonymes=("present", "venu"), codes=LIBELLES_PRESENCE),
    Colonne("duree", "Durée en minutes", "", c.read_entier(range(1, 601)), Genre.ENTIER, exemple=45,
            synonymes=("duree", "minutes")),
    Colonne("lieu", "Lieu", "", c.read_texte, exemple="Maison de l’emploi"),
)  # fmt: skip


def check_contact(valeurs: Mapping[str, Any], today: date) -> Iterator[tuple[str, str]]:
    debut: datetime = valeurs["debut"]
    if debut.date() > today:
        yield "debut", "Ce contact est à venir : prenez le rendez-vous dans l’agenda plutôt que de le reprendre."


GABARIT = Gabarit(
    Nature.CONTACTS,
    "Les contacts qui ont eu lieu : jour, durée, présence. Reprenez d’abord les parcours. Les notes ne sont pas reprises.",
    GABARIT_COLONNES,
    check_contact,
)
