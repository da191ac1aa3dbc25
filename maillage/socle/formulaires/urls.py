"""Addresses of kept texts."""

from django.urls import path

from maillage.socle.formulaires import views

app_name = "formulaires"
urlpatterns = [
    path("saisie/<uuid:key>/", views.saisie, name="saisie"),
]
