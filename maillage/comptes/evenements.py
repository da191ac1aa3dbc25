"""The types of accounts' entries in both journals."""

from maillage.socle.journal.nomenclatures import declare_types

declare_types(
    {
        "connexion": "s’est connecté·e",
        "connexion.echec": "n’a pas pu se connecter : identifiants refusés",
        "connexion.echec_second_facteur": "n’a pas pu se connecter : second facteur refusé",
        "deconnexion": "s’est déconnecté·e",
        "comptes.changement_de_role": "a changé de rôle de travail",
        "comptes.second_facteur_ajoute": "a ajouté une protection à son compte",
        "comptes.second_facteur_retire": "a retiré une protection de son compte",
        "comptes.second_facteur_reinitialise": "a réinitialisé la double authentification de quelqu’un",
        "comptes.codes_de_secours_renouveles": "a renouvelé ses codes de secours",
        "comptes.mot_de_passe_change": "a changé son mot de passe",
        "comptes.mot_de_passe_reinitialise": "a choisi un nouveau mot de passe",
        "comptes.profil": "a corrigé son nom",
        "comptes.tout_deconnecte": "a fermé toutes ses sessions",
        "comptes.invitation": "a invité quelqu’un ({role})",
        "comptes.invitation_renvoyee": "a renvoyé une invitation",
        "comptes.invitation_retiree": "a retiré une invitation",
        "comptes.invitation_acceptee": "a accepté une invitation",
        "comptes.habilitation": "a ouvert une habilitation ({role})",
        "comptes.habilitation_terminee": "a terminé une habilitation ({role})",
        "comptes.habilitation_suspendue": "a suspendu une habilitation non revue",
        "comptes.revue_ouverte": "a ouvert la revue des habilitations",
        "comptes.revue_signee": "a signé la revue des habilitations",
        "comptes.compte_desactive": "a désactivé un compte inactif",
        "comptes.federation_liee": "a lié son compte à un fournisseur d’identité",
    }
)
