from django.urls import path

from maillage.parcours.views import dossiers

urlpatterns = [
    path("file-active/", dossiers.file_active, name="file_active"),
    path("dossiers/<uuid:uuid>/", dossiers.dossier, name="dossier"),
]
