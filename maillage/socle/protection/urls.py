"""Addresses of the protection of data."""

from django.urls import path

from maillage.socle.protection import views

app_name = "protection"
urlpatterns = [
    path("protection/registre/", views.registre_page, name="registre"),
    path("protection/registre.csv", views.registre_csv, name="registre_csv"),
    path("protection/registre.pdf", views.registre_imprime, name="registre_pdf"),
    path("protection/effacements/", views.effacements, name="effacements"),
    path("protection/effacements/<uuid:key>/valider/", views.valider, name="valider"),
    path("protection/mes-donnees/", views.mes_donnees, name="mes_donnees"),
    path("protection/mes-donnees.json", views.mes_donnees_json, name="mes_donnees_json"),
]
