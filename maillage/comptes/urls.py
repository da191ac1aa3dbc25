"""Addresses of accounts."""

from django.urls import path

from maillage.comptes.views import connexion, mon_compte

app_name = "comptes"
urlpatterns = [
    path("demonstration/entrer/", connexion.entrer, name="entrer"),
    path("changer-de-role/", connexion.changer_de_role, name="changer_de_role"),
    path("mon-compte/proteger/", mon_compte.proteger, name="proteger"),
]
