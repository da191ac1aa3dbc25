from django.urls import path

from maillage.parcours.views import pilotage, protocole

urlpatterns = [
    path("pilotage/", pilotage.pilotage, name="pilotage"),
    path("pilotage/export.<str:format>", pilotage.exporter, name="pilotage_export"),
    path("pilotage/protocole/", protocole.protocoles, name="protocoles"),
    path("pilotage/protocole/ecrire/", protocole.nouveau, name="protocole_nouveau"),
    path("pilotage/protocole/<uuid:uuid>/avenant/", protocole.avenant, name="protocole_avenant"),
    path("pilotage/protocole/<uuid:uuid>/annuler/", protocole.annuler, name="protocole_annuler"),
]
