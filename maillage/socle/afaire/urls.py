"""Addresses of what is to be done."""

from django.urls import path

from maillage.socle.afaire import views

app_name = "afaire"
urlpatterns = [
    path("a-faire/", views.liste, name="liste"),
    path("a-faire/compte/", views.compte, name="compte"),
    path("a-faire/preferences/", views.preferences, name="preferences"),
    path("a-faire/calendrier/ouvrir/", views.open_calendrier, name="ouvrir_calendrier"),
    path("a-faire/calendrier/fermer/", views.close_calendrier, name="fermer_calendrier"),
    path("a-faire/calendrier/<str:jeton>.ics", views.flux, name="calendrier"),
]
