"""Addresses of the pictures. Named by their content: they never change, browsers keep them."""

from django.urls import path

from maillage.socle.graphiques import views

app_name = "graphiques"
urlpatterns = [
    path("<str:empreinte>.png", views.publique, name="publique"),
    path("<str:empreinte>/<str:jeton>.png", views.reservee, name="reservee"),
]
