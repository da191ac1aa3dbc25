from django.urls import path

from maillage.parcours.views import droits

urlpatterns = [
    path("dossiers/<uuid:uuid>/droits/", droits.droits, name="droits"),
    path("dossiers/<uuid:uuid>/droits/notice/", droits.informer, name="informer"),
    path("dossiers/<uuid:uuid>/droits/accord/", droits.consentir, name="consentir"),
    path("dossiers/<uuid:uuid>/droits/accord/<uuid:accord>/retirer/", droits.retirer, name="retirer_accord"),
    path("dossiers-non-informes/", droits.non_informes, name="non_informes"),
]
