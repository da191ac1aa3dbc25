"""Addresses of jobs."""

from django.urls import path

from maillage.socle.travaux import views

app_name = "travaux"
urlpatterns = [
    path("travaux/", views.liste, name="liste"),
    path("travaux/<uuid:key>/", views.travail, name="travail"),
    path("travaux/<uuid:key>/avancement/", views.avancement, name="avancement"),
    path("travaux/<uuid:key>/annuler/", views.cancel, name="annuler"),
    path("travaux/<uuid:key>/relancer/", views.restart, name="relancer"),
]
