"""What the journal says before and during a consultation: codes, dates and hours, never a name nor a text."""

from maillage.socle.journal.nomenclatures import declare_types

declare_types(
    {
        "clause.contact": "a ajouté un contact d’acheteur",
        "clause.contact_modifie": "a modifié un contact d’acheteur",
        "clause.contact_efface": "a effacé un contact d’acheteur",
        "clause.convention": "a ajouté une convention",
        "clause.convention_modifie": "a modifié une convention",
        "clause.operation": "a inscrit une opération",
        "clause.operation_modifie": "a modifié une opération",
        "clause.repere": "a ajouté un repère de calcul",
        "clause.repere_modifie": "a modifié un repère de calcul",
        "clause.bon": "a enregistré un bon de commande : {heures} heures",
        "clause.tranche": "a ajouté une tranche ou une reconduction : {heures} heures",
        "clause.tranche_ferme": "a affermi une tranche : {heures} heures à partir du {le}",
        "clause.avenant": "a noté un avenant : {heures} heures proposées",
        "clause.avenant_decide": "a tranché un avenant ({statut}) le {le}",
        "clause.redaction": "a tiré un texte du modèle {modele}, version {version}",
        "clause.redaction_modifie": "a modifié un texte de clause",
        "clause.information": "a noté une information aux candidats",
        "clause.information_modifie": "a modifié une information aux candidats",
        "clause.question": "a noté une question d’un candidat",
        "clause.question_modifie": "a complété une question d’un candidat",
    }
)
