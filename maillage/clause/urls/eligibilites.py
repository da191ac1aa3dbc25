"""Eligibilities that end, statuses of employers."""

from django.urls import path

from maillage.clause.views import fins_eligibilite, statuts

urlpatterns = [
    path("clause/eligibilites/fins/", fins_eligibilite.liste, name="fins_eligibilite"),
    path("clause/eligibilites/fins/export.<slug:format>", fins_eligibilite.exporter, name="fins_eligibilite_export"),
    path("entreprises/<uuid:uuid>/statut/", statuts.changer, name="entreprise_statut"),
]
