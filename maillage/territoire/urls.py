"""Addresses of the territory."""

from django.urls import path

from maillage.territoire import views

app_name = "territoire"
urlpatterns = [
    path("communes/", views.communes, name="communes"),
    path("territoire/communes/<str:code>/", views.commune, name="commune"),
    path("territoire/zonages/", views.zonages, name="zonages"),
    path("territoire/zonages/importer/", views.import_zonages, name="importer_zonages"),
    path("territoire/zonages/modele.csv", views.modele, name="modele_zonages"),
]
