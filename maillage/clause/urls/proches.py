"""Who lives near a market: to the service of the clause, and to the PLIE."""

from django.urls import path

from maillage.clause.views import proches

urlpatterns = [
    path("lots/<uuid:uuid>/proches/", proches.du_lot, name="lot_proches"),
    path("lots/<uuid:uuid>/proches/export.<slug:format>", proches.du_lot_exporter, name="lot_proches_export"),
    path("parcours/marches-proches/", proches.marches, name="marches_proches"),
    path("parcours/marches-proches/<uuid:uuid>/", proches.marche, name="marche_proche"),
    path(
        "parcours/marches-proches/<uuid:uuid>/export.<slug:format>",
        proches.marche_exporter,
        name="marche_proche_export",
    ),
]
