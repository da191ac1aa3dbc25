"""Addresses of the network's pages."""

from django.urls import path

from maillage.reseau import views

app_name = "reseau"
urlpatterns = [
    path("mon-dispositif/", views.mon_dispositif, name="mon_dispositif"),
    path("reseau/fiches/", views.suivi, name="suivi"),
    path("reseau/dispositifs/<slug:slug>/", views.dispositif, name="dispositif"),
    path("reseau/dispositifs/<slug:slug>/modifier/", views.modifier, name="modifier"),
    path("reseau/dispositifs/<slug:slug>/verifier/", views.verifier, name="verifier"),
    path("reseau/dispositifs/<slug:slug>/portage/", views.portage, name="portage"),
    path("reseau/dispositifs/<slug:slug>/territoire/", views.territoire, name="territoire"),
    path("reseau/territoires/<uuid:uuid>/fermer/", views.fermer_territoire, name="fermer_territoire"),
]
