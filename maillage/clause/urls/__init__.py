"""Every address of the clause sociale, one module per subject."""

from django.urls import include, path

app_name = "clause"
urlpatterns = [
    path("", include("maillage.clause.urls.marches")),
    path("", include("maillage.clause.urls.amont")),
    path("", include("maillage.clause.urls.heures")),
    path("", include("maillage.clause.urls.eligibilites")),
    path("", include("maillage.clause.urls.liens")),
    path("", include("maillage.clause.urls.suivi")),
    path("", include("maillage.clause.urls.partage")),
    path("", include("maillage.clause.urls.proches")),
    path("", include("maillage.clause.urls.bilans")),
    path("", include("maillage.clause.urls.equipe")),
    path("", include("maillage.clause.urls.territoires")),
]
