from django.urls import path

from maillage.parcours.views import coordination, dormants, pilotage, protocole, qualite

urlpatterns = [
    path("tableau-de-bord/", coordination.tableau_de_bord, name="tableau_de_bord"),
    path("dossiers-dormants/", dormants.dormants, name="dormants"),
    path("dossiers-dormants/export.<str:format>", dormants.exporter, name="dormants_export"),
    path("dossiers-dormants/demander/", dormants.demander, name="dormants_demander"),
    path("qualite/", qualite.qualite, name="qualite"),
    path("qualite/export.<str:format>", qualite.exporter, name="qualite_export"),
    path("pilotage/", pilotage.pilotage, name="pilotage"),
    path("pilotage/export.<str:format>", pilotage.exporter, name="pilotage_export"),
    path("pilotage/protocole/", protocole.protocoles, name="protocoles"),
    path("pilotage/protocole/ecrire/", protocole.nouveau, name="protocole_nouveau"),
    path("pilotage/protocole/<uuid:uuid>/avenant/", protocole.avenant, name="protocole_avenant"),
    path("pilotage/protocole/<uuid:uuid>/annuler/", protocole.annuler, name="protocole_annuler"),
]
