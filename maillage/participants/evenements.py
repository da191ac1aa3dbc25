"""What the journal says of a person's file: which fields, never what they say."""

from maillage.socle.journal.nomenclatures import declare_types

declare_types(
    {
        "participants.personne": "a ouvert le dossier n° {numero}",
        "participants.identite": "a modifié l’identité ou les coordonnées ({champs})",
        "participants.adresse": "a enregistré une adresse à partir du {du}",
        "participants.adresse_corrigee": "a corrigé l’adresse du {du} ({champs})",
        "participants.situation": "a enregistré la situation au {du}",
        "participants.situation_corrigee": "a corrigé la situation du {du} ({champs})",
        "participants.sensible": "a enregistré des données sensibles au {du}",
        "participants.sensible_corrigee": "a corrigé des données sensibles du {du}",
        "participants.projet": "a enregistré un projet professionnel",
        "participants.projet_modifie": "a modifié un projet professionnel ({champs})",
        "participants.recherche": "a enregistré la recherche d’emploi au {du}",
        "participants.recherche_corrigee": "a corrigé la recherche d’emploi du {du} ({champs})",
        "participants.experience": "a ajouté une expérience ou une formation",
        "participants.experience_modifie": "a modifié une expérience ou une formation ({champs})",
        "participants.information": "a remis la notice d’information ({version})",
        "participants.consentement": "a enregistré un accord ({objet})",
        "participants.consentement_retire": "a retiré un accord ({objet})",
    }
)
