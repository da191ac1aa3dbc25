from django.urls import path

from maillage.parcours.views import emplois, listes_locales, mouvements, pieces, reponses, sorties

urlpatterns = [
    path("dossiers/<uuid:uuid>/emploi/", emplois.declarer_emploi, name="declarer_emploi"),
    path("dossiers/<uuid:uuid>/pieces/ajouter/", pieces.ajouter_piece, name="ajouter_piece"),
    path("dossiers/<uuid:uuid>/formation/", emplois.suivre_formation, name="suivre_formation"),
    path("dossiers/<uuid:uuid>/formation/issue/", emplois.finir_formation, name="finir_formation"),
    path("dossiers/<uuid:uuid>/sortie/", sorties.proposer, name="proposer_sortie"),
    path("dossiers/<uuid:uuid>/relance/", sorties.relancer, name="relancer"),
    path("dossiers/<uuid:uuid>/suspension/", mouvements.suspendre, name="suspendre"),
    path("dossiers/<uuid:uuid>/suspension/suite/", mouvements.suite_suspension, name="suite_suspension"),
    path("dossiers/<uuid:uuid>/retour/", mouvements.reintegrer, name="reintegrer"),
    path("dossiers/<uuid:uuid>/transfert/", mouvements.transferer, name="transferer"),
    path("emplois/<uuid:uuid>/", emplois.decrire_emploi, name="decrire_emploi"),
    path("emplois/<uuid:uuid>/fin/", emplois.finir_emploi, name="finir_emploi"),
    path("points-de-suivi/<uuid:uuid>/", emplois.point, name="point"),
    path("points-de-suivi/<uuid:uuid>/lien/", emplois.creer_lien, name="creer_lien"),
    path("points-de-suivi/<uuid:uuid>/rappel/", emplois.rappeler, name="rappeler"),
    path("repondre/<str:lien>/", reponses.repondre, name="repondre"),
    path("repondre/<str:lien>/document/", reponses.deposer, name="deposer"),
    path("justificatifs/<uuid:uuid>/", pieces.justificatif, name="justificatif"),
    path("justificatifs/<uuid:uuid>/fichier/", pieces.fichier, name="justificatif_fichier"),
    path("sorties/", sorties.tableau, name="sorties"),
    path("sorties/liste-locale/", listes_locales.sorties, name="sorties_locales"),
    path(
        "sorties/liste-locale/<uuid:uuid>/retirer/",
        listes_locales.sortie_terminer,
        name="sorties_locales_fin",
    ),
    path("sorties/annees-closes/", sorties.annees_closes, name="annees_closes"),
    path("sorties/<uuid:uuid>/", sorties.decider, name="decider_sortie"),
    path("sorties/<uuid:uuid>/commission/", sorties.inscrire, name="inscrire_sortie"),
    path("sorties/<uuid:uuid>/annuler/", sorties.annuler, name="annuler_sortie"),
]
