"""Who may do what along the parcours: one table. A role is not enough: the file must be within reach (`portee`)."""

from enum import StrEnum
from typing import Any

from maillage.parcours import portee
from maillage.reseau.nomenclatures import SIGLES, TYPES_A_PARCOURS
from maillage.socle.acteur import Acteur
from maillage.socle.permissions import Table, declare, has_role, sur_acteur, sur_cible
from maillage.socle.roles import Role


class Droit(StrEnum):
    ORIENTER = "orienter une personne vers le dispositif"
    ETUDIER_ORIENTATION = "recevoir et étudier les orientations"
    ACCUEILLIR = "accueillir une personne orientée"
    TENIR_COMMISSION = "préparer et tenir une commission"
    VOIR_FILE_ACTIVE = "voir sa file active"
    VOIR_DOSSIERS = "voir la liste des dossiers du dispositif"
    OUVRIR_DOSSIER = "ouvrir le dossier d’une personne"
    TENIR_DOSSIER = "tenir le dossier d’une personne"
    LIRE_SENSIBLE = "lire les données sensibles d’une personne"
    ECRIRE_SENSIBLE = "écrire les données sensibles d’une personne"
    ECRIRE_ENTRETIEN = "enregistrer un contact avec une personne"
    LIRE_NOTES = "lire les notes partagées d’un dossier"
    DIAGNOSTIQUER = "établir un diagnostic"
    CONTRACTUALISER = "établir le contrat d’engagement"
    POSITIONNER = "positionner une personne sur une étape"
    VOIR_MES_ETAPES = "voir les personnes de ses étapes"
    SUIVRE_ETAPE = "tenir la présence et le bilan d’une étape"
    TENIR_OFFRE = "tenir les actions et leurs sessions"
    SUIVRE_EMPLOI = "suivre une personne en emploi"
    PROPOSER_SORTIE = "proposer une sortie ou une suspension"
    DECIDER_SORTIE = "décider d’une sortie, d’une suspension, d’un transfert"
    NOMMER_SORTIES = "tenir la liste locale des sorties"
    AFFECTER = "affecter à un référent et organiser les remplacements"
    PILOTER = "voir les tableaux de bord du dispositif"
    TENIR_PROTOCOLE = "écrire le protocole et ses objectifs"
    REPRENDRE = "importer et exporter les dossiers du dispositif"
    GARDER_DOSSIERS = "suivre la conservation des dossiers et les geler"
    SUIVRE_ALERTES = "suivre les alertes des textes libres"
    NOMMER_LECTEURS = "enregistrer qui la personne laisse lire ses notes sociales"
    LIRE_NOTES_CONFIEES = "lire les notes sociales qu’une personne lui confie"
    PARAMETRER = "régler les paramètres du parcours"


def _in_own_dispositif(acteur: Acteur, cible: Any) -> bool:
    return acteur.dispositif is not None and cible.dispositif_id == acteur.dispositif


def _wrote(acteur: Acteur, cible: Any) -> bool:
    return _in_own_dispositif(acteur, cible) and cible.auteur == acteur.compte


# Rights go with roles, and a role is held in every kind of dispositif: a directrice holds it in her clause sociale too.
mene_des_parcours = sur_acteur(
    f"dans un dispositif qui mène des parcours : {', '.join(sorted(SIGLES[type] for type in TYPES_A_PARCOURS))}",
    lambda acteur: acteur.dispositif is None or acteur.type in TYPES_A_PARCOURS,
)
son_dispositif = sur_cible("dans son dispositif", _in_own_dispositif)
ses_participants = sur_cible("ses participants, ou ceux d’un absent qu’il remplace", portee.is_accompagne)
ses_etapes = sur_cible("positionné sur une de ses étapes, jusqu’à 30 jours après", portee.is_positionne)
nomme_par_la_personne = sur_cible("que la personne a désigné pour lire ses notes sociales", portee.is_lecteur)
son_orientation = sur_cible("une orientation qu’il a écrite", _wrote)

coordinateur = has_role(Role.COORDINATEUR)
referent = has_role(Role.REFERENT)
direction = has_role(Role.DIRECTEUR)
dpd = has_role(Role.DPD)
etape = has_role(Role.REFERENT_ETAPE, Role.OPERATEUR)
suivi = [[coordinateur, son_dispositif], [referent, ses_participants]]

PERMISSIONS: Table = declare(
    "Parcours",
    {
        Droit.ORIENTER: [
            [has_role(Role.PRESCRIPTEUR), son_orientation],
            [has_role(Role.REFERENT, Role.COORDINATEUR), son_dispositif],
        ],
        Droit.ETUDIER_ORIENTATION: [[coordinateur, son_dispositif]],
        Droit.ACCUEILLIR: [[coordinateur, son_dispositif], [referent, son_dispositif]],
        Droit.TENIR_COMMISSION: [[coordinateur, son_dispositif]],
        Droit.VOIR_FILE_ACTIVE: [[referent]],
        Droit.VOIR_DOSSIERS: [[coordinateur], [direction]],
        Droit.OUVRIR_DOSSIER: [*suivi, [direction, son_dispositif], [etape, ses_etapes]],
        Droit.TENIR_DOSSIER: suivi,
        Droit.LIRE_SENSIBLE: suivi,
        Droit.ECRIRE_SENSIBLE: [[referent, ses_participants]],
        Droit.ECRIRE_ENTRETIEN: suivi,
        Droit.LIRE_NOTES: suivi,
        Droit.DIAGNOSTIQUER: suivi,
        Droit.CONTRACTUALISER: suivi,
        Droit.POSITIONNER: suivi,
        Droit.VOIR_MES_ETAPES: [[etape]],
        Droit.SUIVRE_ETAPE: [[etape, ses_etapes], *suivi],
        Droit.TENIR_OFFRE: [[coordinateur, son_dispositif]],
        Droit.SUIVRE_EMPLOI: suivi,
        Droit.PROPOSER_SORTIE: suivi,
        Droit.DECIDER_SORTIE: [[coordinateur, son_dispositif]],
        Droit.NOMMER_SORTIES: [[coordinateur, son_dispositif], [direction, son_dispositif]],
        Droit.AFFECTER: [[coordinateur, son_dispositif]],
        Droit.PILOTER: [[coordinateur], [direction]],
        Droit.TENIR_PROTOCOLE: [[direction, son_dispositif]],
        Droit.REPRENDRE: [[coordinateur], [direction]],
        Droit.GARDER_DOSSIERS: [[coordinateur, son_dispositif], [dpd, son_dispositif]],
        Droit.SUIVRE_ALERTES: [[coordinateur], [dpd]],
        Droit.NOMMER_LECTEURS: [[referent, ses_participants]],
        Droit.LIRE_NOTES_CONFIEES: [[has_role(Role.COORDINATEUR, Role.REFERENT), nomme_par_la_personne]],
        Droit.PARAMETRER: [[coordinateur], [direction]],
    },
    si=mene_des_parcours,
)
