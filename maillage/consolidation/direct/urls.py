"""Addresses of one's own consolidation."""

from django.urls import path

from maillage.consolidation.direct import views

app_name = "direct"
urlpatterns = [
    path("ma-consolidation/", views.consolidation, name="consolidation"),
    path("ma-consolidation/export.<str:format>", views.exporter, name="exporter"),
    path("ma-consolidation/chiffres/<str:code>/", views.chiffre, name="chiffre"),
    path("ma-consolidation/manques/<slug:variable>/", views.manque, name="manque"),
]
