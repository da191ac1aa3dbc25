"""Commissions and référents: what was done, never of whom it speaks."""

from maillage.socle.journal.nomenclatures import declare_types

declare_types(
    {
        "parcours.commission": "a planifié une commission le {le}",
        "parcours.commission_modifiee": "a modifié la commission du {le}",
        "parcours.commission_inscription": "a inscrit un dossier à l’ordre du jour",
        "parcours.commission_retrait": "a retiré un dossier de l’ordre du jour",
        "parcours.commission_presence": "a noté qui siégeait ({presents} présents)",
        "parcours.commission_decision": "a enregistré une décision : {resultat}",
        "parcours.commission_signee": "a signé le relevé de la commission du {le}",
        "parcours.commission_releve_lu": "a ouvert le relevé signé d’une commission",
        "parcours.commission_releve_signe": "a déposé le relevé signé de la commission du {le}",
        "parcours.commission_ouverte": "a ouvert une commission ({nombre} dossiers)",
        "parcours.commission_dossier": "a ouvert un dossier présenté en commission",
        "parcours.releve": "a édité le relevé d’une commission ({nombre} dossiers)",
        "parcours.quotite": "a changé le temps de travail d’un référent ({etp} ETP à partir du {du})",
        "parcours.referent_depart": "a noté le départ d’un référent le {au}",
        "parcours.remplacement_fini": "a mis fin à un remplacement le {le}",
        "parcours.referent_ouvert": "a ouvert la file d’un référent ({nombre} personnes)",
        "parcours.affectation_ouverte": "a préparé un changement de référent",
        "parcours.relais": "a édité une fiche de relais",
    }
)
