"""Addresses of campaigns and deposits."""

from django.urls import path

from maillage.consolidation.depots.views import api, campagnes, cles, depots, recus

app_name = "depots"
urlpatterns = [
    path("mes-depots/", depots.mes_depots, name="mes_depots"),
    path("mes-depots/annee.json", depots.exporter, name="exporter"),
    path("mes-depots/regulier/", depots.regulier, name="regulier"),
    path("mes-depots/cles/", cles.cles, name="cles"),
    path("mes-depots/cles/<uuid:uuid>/revoquer/", cles.revoquer, name="revoquer"),
    path("mes-depots/<uuid:uuid>/deposer/", depots.deposer, name="deposer"),
    path("mes-depots/<uuid:uuid>/fichier/", depots.fichier, name="fichier"),
    path("depots/<uuid:uuid>/", depots.depot, name="depot"),
    path("depots/<uuid:uuid>/expliquer/", depots.expliquer, name="expliquer"),
    path("depots/<uuid:uuid>/retirer/", depots.retirer, name="retirer"),
    path("depots/<uuid:uuid>/recu.json", recus.recu, name="recu"),
    path("depots/<uuid:uuid>/depot.json", recus.document, name="document"),
    path("verifier-un-recu/", recus.verifier, name="verifier"),
    path("campagnes/", campagnes.liste, name="campagnes"),
    path("campagnes/ouvrir/", campagnes.ouvrir, name="ouvrir"),
    path("campagnes/<uuid:uuid>/", campagnes.campagne, name="campagne"),
    path("campagnes/<uuid:uuid>/suivi.<str:format>", campagnes.exporter, name="suivi"),
    path("campagnes/<uuid:uuid>/calendrier/", campagnes.calendrier, name="calendrier"),
    path("campagnes/<uuid:uuid>/totaux/<uuid:dispositif>/", campagnes.totaux, name="totaux"),
    path("api/depots/", api.deposer, name="api"),
]
