"""Addresses of the journals."""

from django.urls import path

from maillage.socle.journal import views

app_name = "journal"
urlpatterns = [
    path("historique/<str:modele>/<str:cle>/", views.historique_objet, name="historique"),
    path("journal/acces/", views.acces, name="acces"),
    *(
        path(f"journal/acces/export.{format}", views.export, {"format": format}, name=f"export_{format}")
        for format in ("csv", "xlsx", "ods")
    ),
    path("journal/alertes/", views.liste_alertes, name="alertes"),
    path("journal/alertes/<uuid:key>/traiter/", views.close_alerte, name="traiter_alerte"),
    path("journal/mes-acces/", views.mes_acces, name="mes_acces"),
]
