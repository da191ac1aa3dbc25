"""What the journal says of markets. No title, no company: only codes, dates and hours. A lot has its history."""

from uuid import UUID

from django.http import Http404

from maillage.clause.models import Lot
from maillage.clause.queries.marches import get_lot
from maillage.socle.acteur import Acteur
from maillage.socle.journal.historique import declare_suivi
from maillage.socle.journal.nomenclatures import declare_types

declare_types(
    {
        "clause.donneur_ordre": "a inscrit un donneur d’ordre",
        "clause.donneur_ordre_modifie": "a modifié un donneur d’ordre",
        "clause.marche": "a repéré un marché",
        "clause.marche_modifie": "a modifié un marché",
        "clause.lot": "a ajouté le lot {numero}",
        "clause.lot_modifie": "a écrit la clause d’un lot",
        "clause.lot_etat": "a fait passer le lot de « {de} » à « {vers} » le {le}",
        "clause.entreprise": "a ajouté une entreprise au lot ({role})",
        "clause.entreprise_retiree": "a retiré une entreprise du lot ({role})",
        "clause.poste": "a ajouté un poste ({fonction}, {quotite} ETP) à partir du {du}",
        "clause.poste_change": "a changé un poste ({fonction}, {quotite} ETP) à partir du {du}",
        "clause.poste_termine": "a terminé un poste le {au}",
        "clause.poste_annule": "a retiré un poste saisi par erreur",
        "clause.temps": "a noté {minutes} minutes le {le} ({tache})",
        "clause.temps_modifie": "a corrigé un temps passé : {minutes} minutes le {le} ({tache})",
        "clause.temps_retire": "a retiré un temps passé ({minutes} minutes le {le})",
        "clause.activite_export": "a exporté l’activité de la clause du {du} au {au} ({format})",
        "clause.territoire": "a ouvert l’activité de la clause de son territoire ({nombre} structures)",
        "clause.reseau": "a ouvert l’activité de la clause du réseau ({nombre} structures contributrices)",
        "clause.lot_coordonne": "a ouvert la page d’un lot partagé de son territoire",
        "clause.origine": "a relié le lot à ce qui l’annonçait : {source}",
        "clause.engagement": "a enregistré l’engagement, version {version} : {heures} heures à partir du {du}",
        "clause.partage_invitation": "a invité une structure à suivre le lot ({role})",
        "clause.partage_passation": "a proposé de passer la main le {le}",
        "clause.partage_transfert": "a proposé de transférer {heures} heures à faire",
        "clause.partage_retrait": "a retiré une demande faite à une autre structure",
        "clause.partage_refus": "a refusé la demande d’une autre structure",
        "clause.partage_entree": "suit désormais le lot ({role})",
        "clause.partage_pilotage": "prend la main sur le lot à partir du {le}",
        "clause.partage_depart": "a quitté le lot",
        "clause.partage_repartition": "a réparti les heures de la version {version}",
        "clause.partage_confirmation": "a confirmé la répartition reportée sur la version {version}",
        "clause.partage_transfert_accepte": "a accepté de prendre {heures} heures à faire",
        "clause.partage_credit": "a proposé de changer la structure créditrice de {nombre} lignes d’heures",
        "clause.partage_credit_accepte": "a accepté un changement de structure créditrice ({nombre} lignes d’heures)",
        "clause.agrege": "a enregistré un relevé agrégé d’une structure non équipée : {heures} heures",
        "clause.agrege_retire": "a retiré un relevé agrégé le {le}",
        "clause.partage_accord": "est d’accord avec sa part",
        "clause.partage_contestation": "conteste sa part",
        "clause.partage_arbitrage": "a tranché des heures en double du mois {mois}",
        "clause.partage_reponse": "a répondu à une contestation",
        "clause.bilan": "a figé un bilan ({perimetre}), version {version} : {heures} heures",
        "clause.bilan_commente": "a commenté un bilan",
        "clause.bilan_transmis": "a transmis un bilan le {le}",
        "clause.bilan_fichier": "a téléchargé un bilan ({format}, {pour})",
        "clause.campagne_archive": "a téléchargé les bilans d’une année",
    }
)


def find_lot(acteur: Acteur, cle: str) -> Lot:
    try:
        return get_lot(acteur, UUID(cle))
    except (ValueError, Lot.DoesNotExist):
        raise Http404 from None


declare_suivi("clause.lot", find_lot)
