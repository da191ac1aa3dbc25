"""Addresses of the take-over."""

from django.urls import path

from maillage.echanges.reprise.views import depots, imports

app_name = "reprise"
urlpatterns = [
    path("reprise/", depots.accueil, name="accueil"),
    path("reprise/deposer/<str:nature>/", depots.deposer, name="deposer"),
    path("reprise/modeles/<str:nature>.xlsx", depots.modele, name="modele"),
    path("reprise/<uuid:uuid>/", imports.depot, name="depot"),
    path("reprise/<uuid:uuid>/colonnes/", depots.colonnes, name="colonnes"),
    path("reprise/<uuid:uuid>/remplacer/", depots.remplacer, name="remplacer"),
    path("reprise/<uuid:uuid>/ressemblances/", imports.doublons, name="doublons"),
    path("reprise/<uuid:uuid>/importer/", imports.importer, name="importer"),
    path("reprise/<uuid:uuid>/annuler/", imports.annuler, name="annuler"),
    path("reprise/<uuid:uuid>/abandonner/", imports.abandonner, name="abandonner"),
    *(
        path(
            f"reprise/<uuid:uuid>/points.{format}", imports.exporter_points, {"format": format}, name=f"points_{format}"
        )
        for format in ("csv", "xlsx", "ods")
    ),
]
