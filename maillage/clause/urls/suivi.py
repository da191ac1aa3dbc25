"""Addresses of a lot under way."""

from django.urls import path

from maillage.clause.views import controles, demeures, passerelle, sorties, suivi

urlpatterns = [
    path("marches/alertes/", suivi.alertes, name="alertes"),
    path("marches/alertes/export.<slug:format>", suivi.alertes_exporter, name="alertes_export"),
    path("lots/<uuid:uuid>/plan/", suivi.planning, name="lot_planning"),
    path("lots/<uuid:uuid>/suite/<slug:vers>/", suivi.suivre, name="lot_suivre"),
    path("lots/<uuid:uuid>/penalite/", suivi.penalite, name="lot_penalite"),
    path("lots/<uuid:uuid>/penalite/avis/", demeures.avis, name="penalite_avis"),
    path("lots/<uuid:uuid>/mises-en-demeure/nouvelle/", demeures.nouvelle, name="demeure_nouvelle"),
    path("clause/mises-en-demeure/<uuid:uuid>/suite/", demeures.suite, name="demeure_suite"),
    path("lots/<uuid:uuid>/penalite/decision/", suivi.decider_penalite, name="lot_penalite_decision"),
    path("lots/<uuid:uuid>/controles/", controles.liste, name="lot_controles"),
    path("lots/<uuid:uuid>/controles/nouveau/", controles.nouveau, name="controle_nouveau"),
    path("clause/controles/<uuid:uuid>/", controles.controle, name="controle"),
    path("clause/sorties/", sorties.liste, name="sorties"),
    path("clause/sorties/export.<slug:format>", sorties.exporter, name="sorties_export"),
    path("clause/sorties/<uuid:uuid>/<int:jalon>/", sorties.sortie, name="sortie"),
    path("clause/sorties/<uuid:uuid>/<int:jalon>/lien/", sorties.creer_lien, name="sortie_lien"),
    path("clause/sorties/<uuid:uuid>/<int:jalon>/appel/", sorties.tenter, name="sortie_tenter"),
    path("clause/sorties/<uuid:uuid>/<int:jalon>/rappel/", sorties.rappeler, name="sortie_rappeler"),
    path("apres-la-clause/<str:lien>/", sorties.repondre, name="sortie_repondre"),
    path("clause/contrats/<uuid:uuid>/plie/", passerelle.prevenir, name="emploi_plie"),
    path("parcours/contrats-de-la-clause/<uuid:uuid>/", passerelle.proposition, name="proposition"),
]
