from django.urls import path

from maillage.parcours.views import reglages

urlpatterns = [
    path("parcours/reglages/", reglages.reglages, name="reglages"),
    path("parcours/reglages/<slug:code>/", reglages.regler, name="regler"),
]
