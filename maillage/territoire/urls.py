"""Addresses of the territory."""

from django.urls import path

from maillage.territoire import views

app_name = "territoire"
urlpatterns = [
    path("communes/", views.communes, name="communes"),
    path("territoire/communes/<str:code>/", views.commune, name="commune"),
]
