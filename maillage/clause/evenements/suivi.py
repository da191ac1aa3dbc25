"""What the journal says of a lot under way: codes, dates, hours. No reason, no title: those are read on the lot."""

from maillage.socle.journal.nomenclatures import declare_types

declare_types(
    {
        "clause.planning": "a écrit le plan d’action : {mois} mois, {heures} heures",
        "clause.penalite": "a noté une pénalité ({statut}) : {heures} heures manquantes",
        "clause.penalite_decidee": "a noté la décision de l’acheteur sur la pénalité ({statut}) le {le}",
        "clause.penalite_avis": "a donné son avis sur la pénalité proposée",
        "clause.mise_en_demeure": "a noté une mise en demeure du {le}, délai jusqu’au {terme}",
        "clause.mise_en_demeure_suite": "a noté la suite de la mise en demeure du {le}",
        "clause.controle": "a noté le contrôle du {le} (écart : {ecart} h)",
        "clause.controle_modifie": "a complété le contrôle du {le} (écart : {ecart} h)",
        "clause.sortie": "a noté une situation après la clause (à {jalon} mois, {source}) le {le}",
        "clause.sortie_lien": "a créé un lien de réponse (à {jalon} mois)",
        "clause.sortie_tentative": "a noté un appel sans réponse (à {jalon} mois) le {le}",
        "clause.sortie_rappel": "a rappelé une personne qui le demandait, le {le}",
        "clause.plie_prevenu": "a prévenu un PLIE d’un contrat le {le}",
        "clause.etape_confirmee": "a confirmé un contrat de la clause comme étape le {le}",
        "clause.etape_ecartee": "a écarté un contrat de la clause ({motif}) le {le}",
        "clause.proposition_ouverte": "a ouvert un contrat de la clause proposé comme étape",
        "clause.sorties_vues": "a consulté les personnes à interroger après la clause ({nombre})",
        "clause.sortie_ouverte": "a ouvert le suivi d’une personne après la clause",
    }
)
