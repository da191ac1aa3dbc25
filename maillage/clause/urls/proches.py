"""Between the clause and a PLIE: who lives near a market, how a contract that became an étape goes on."""

from django.urls import path

from maillage.clause.views import proches, suites_etapes

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
    path("parcours/contrats-de-la-clause/suites/<uuid:uuid>/", suites_etapes.suite, name="suite_etape"),
]
