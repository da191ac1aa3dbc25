"""Jobs, follow-ups, exits, suspensions, transfers: codes and dates, never what was said."""

from maillage.socle.journal.nomenclatures import declare_types

declare_types(
    {
        "parcours.emploi": "a déclaré un emploi ({contrat}) à partir du {du}",
        "parcours.suivi": "a ouvert le suivi en emploi du {du} au {au}",
        "parcours.emploi_decrit": "a complété un emploi ({champs})",
        "parcours.emploi_fini": "a noté la fin d’un contrat le {au} ({motif})",
        "parcours.suivi_rompu": "a constaté la rupture du suivi en emploi le {le}",
        "parcours.point": "a enregistré un point de suivi ({reponse}, {origine}) le {le}",
        "parcours.point_lien": "a créé un lien pour le point de suivi du {prevu}",
        "parcours.point_rappel": "a noté avoir rappelé la personne le {le}",
        "parcours.formation": "a ouvert le suivi en formation du {du} au {au}",
        "parcours.certification": "a noté une certification obtenue le {le}",
        "parcours.formation_finie": "a noté la fin d’une formation sans validation le {le}",
        "parcours.relance": "a noté une relance ({canal}) le {le}",
        "parcours.justificatif": "a ajouté une pièce ({nature}) reçue le {le}",
        "parcours.justificatif_verifie": "a vérifié une pièce déposée par la personne ({nature}) le {le}",
        "parcours.justificatif_refuse": "n’a pas retenu une pièce déposée par la personne ({nature}) le {le}",
        "parcours.justificatif_lu": "a ouvert une pièce du dossier",
        "parcours.sortie_locale": "a ajouté une sortie à la liste locale ({national}), depuis le {du}",
        "parcours.sortie_locale_terminee": "a retiré une sortie de la liste locale à partir du {au}",
        "parcours.sortie_proposee": "a proposé la sortie {sortie} le {le}",
        "parcours.sortie": "a validé la sortie {sortie}, datée du {le}",
        "parcours.sortie_rejetee": "a rejeté la sortie {sortie} le {le}",
        "parcours.sortie_annulee": "a annulé la sortie {sortie} le {le}",
        "parcours.suspension_proposee": "a proposé une suspension du {du} au {au}",
        "parcours.suspension_refusee": "a refusé une suspension le {le}",
        "parcours.suspension": "a suspendu le parcours à partir du {du}",
        "parcours.suspension_prolongee": "a prolongé la suspension jusqu’au {au}",
        "parcours.reprise": "a repris le parcours le {le}",
        "parcours.transfert": "a transmis le dossier à un autre PLIE ({parts})",
        "parcours.transfert_recu": "a transmis un dossier depuis un autre PLIE",
        "parcours.annee_close": "a clos l’année {annee} pour la consolidation",
        "parcours.page_sortie": "a ouvert une page de suivi ou de sortie",
        "parcours.sorties": "a ouvert le tableau des sorties ({nombre} dossiers)",
    }
)
