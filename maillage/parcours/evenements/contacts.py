"""Contacts, their notes, and what is read of them."""

from maillage.socle.journal.nomenclatures import declare_types

declare_types(
    {
        "parcours.entretien": "a enregistré un contact du {le} ({presence})",
        "parcours.frequence": "a fixé un contact tous les {jours} jours",
        "parcours.note": "a corrigé une note (version {rang})",
        "parcours.note_lue": "a ouvert un contact et sa note",
        "parcours.note_ouverte": "a ouvert une note non partagée : {motif}",
        "parcours.lecteur": "a enregistré qui la personne laisse lire ses notes sociales, depuis le {le}",
        "parcours.lecteur_retire": "a retiré un lecteur des notes sociales",
        "parcours.notes_confiees": "a ouvert les notes qui lui sont confiées ({nombre})",
        "parcours.note_confiee": "a lu une note sociale que la personne lui confie",
        "parcours.agenda": "a ouvert son agenda ({nombre} rendez-vous)",
    }
)
