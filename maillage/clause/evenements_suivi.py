"""What the journal says of a lot under way: codes, dates, hours. No reason, no title: those are read on the lot."""

from maillage.socle.journal.nomenclatures import declare_types

declare_types(
    {
        "clause.planning": "a écrit le plan d’action : {mois} mois, {heures} heures",
        "clause.penalite": "a noté une pénalité ({statut}) : {heures} heures manquantes",
        "clause.penalite_decidee": "a noté la décision de l’acheteur sur la pénalité ({statut}) le {le}",
        "clause.controle": "a noté le contrôle du {le} (écart : {ecart} h)",
        "clause.controle_modifie": "a complété le contrôle du {le} (écart : {ecart} h)",
    }
)
