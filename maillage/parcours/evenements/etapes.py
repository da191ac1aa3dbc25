"""The offer, the étapes and their attendance. No title, no balance sheet: only codes and dates."""

from maillage.socle.journal.nomenclatures import declare_types

declare_types(
    {
        "parcours.type_local": "a rattaché un type d’étape local au type national {national}, depuis le {du}",
        "parcours.type_local_termine": "a terminé un type d’étape local le {au}",
        "parcours.action": "a ajouté une action à l’offre ({type})",
        "parcours.action_modifiee": "a modifié une action de l’offre ({type})",
        "parcours.session": "a ouvert une session le {du} ({places} places)",
        "parcours.session_modifiee": "a modifié la session du {du} ({places} places)",
        "parcours.etape": "a proposé une étape ({type})",
        "parcours.etape_etat": "a fait passer une étape de « {de} » à « {vers} » le {le}",
        "parcours.etape_corrigee": "a corrigé une étape ({champs})",
        "parcours.etape_bilan": "a écrit le bilan d’une étape",
        "parcours.presences": "a noté {nombre} demi-journées de présence du {du} au {au}",
        "parcours.etapes_lues": "a ouvert les étapes d’un dossier",
        "parcours.etape_lue": "a ouvert une étape",
        "parcours.mes_etapes": "a ouvert ses étapes ({nombre} personnes)",
        "parcours.session_lue": "a ouvert la liste d’une session ({nombre} personnes)",
        "parcours.feuille_lue": "a ouvert une feuille de présence ({nombre} personnes)",
        "parcours.feuille_imprimee": "a imprimé une feuille d’émargement ({nombre} personnes)",
        "parcours.attestation": "a édité une attestation de présence",
    }
)
