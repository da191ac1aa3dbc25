"""Addresses of the search box."""

from django.urls import path

from maillage.socle.recherche import views

app_name = "recherche"
urlpatterns = [
    path("recherche/", views.recherche, name="recherche"),
    path("recherche/suggestions/", views.suggestions, name="suggestions"),
]
