"""What the journal says of the companies' statements and of the links given outside: codes, dates and numbers only."""

from maillage.socle.journal.nomenclatures import declare_types

declare_types(
    {
        "clause.contact_entreprise": "a inscrit un contact d’entreprise",
        "clause.contact_entreprise_modifie": "a modifié un contact d’entreprise",
        "clause.contact_entreprise_efface": "a effacé un contact d’entreprise",
        "clause.releve_demande": "a demandé à une entreprise son relevé de {mois}",
        "clause.releve_lien": "a donné un nouveau lien pour un relevé (n° {rang})",
        "clause.releve_lien_retire": "a retiré le lien d’un relevé",
        "clause.releve_relance": "a relancé une entreprise pour son relevé de {mois} (n° {rang})",
        "clause.releve_enregistre": "a enregistré un relevé par son lien (version {version})",
        "clause.releve_envoye": "a envoyé par son lien le relevé de {mois} ({nombre} cases)",
        "clause.releve_renvoye": "a renvoyé à l’entreprise son relevé de {mois}",
        "clause.releve_traite": "a traité le relevé de {mois}",
        "clause.embauche_signalee": "a signalé par son lien une embauche du {du}",
        "clause.embauche_suite": "a donné suite à une embauche signalée ({suite})",
        "clause.releve_ouvert": "a ouvert un relevé par son lien",
        "clause.releve_lu": "a consulté le relevé d’une entreprise",
        "clause.releve_piece": "a ouvert le justificatif d’un relevé",
        "clause.donneur_lien": "a donné à un acheteur le lien de ses lots (n° {rang})",
        "clause.donneur_lien_retire": "a retiré à un acheteur le lien de ses lots",
        "clause.donneur_ouvert": "a ouvert par son lien la page de ses lots",
        "clause.donneur_bilan": "a lu par son lien un bilan transmis",
        "clause.donneur_bilan_fichier": "a téléchargé par son lien un bilan transmis ({format})",
    }
)
