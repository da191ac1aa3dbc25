"""Addresses of the annual survey."""

from django.urls import path

from maillage.consolidation.enquetes import views

app_name = "enquetes"
urlpatterns = [
    path("mes-depots/<uuid:uuid>/enquete/", views.repondre, name="repondre"),
    path("campagnes/<uuid:uuid>/enquete/", views.resultats, name="resultats"),
    path("campagnes/<uuid:uuid>/enquete.csv", views.exporter, name="exporter"),
]
