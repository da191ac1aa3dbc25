from django.urls import path

from maillage.parcours.views import alertes, conservation

urlpatterns = [
    path("conservation/", conservation.liste, name="conservation"),
    path("alertes-de-texte/", alertes.alertes_de_texte, name="alertes_de_texte"),
    path("conservation/export.<str:format>", conservation.exporter, name="conservation_export"),
    path("conservation/operations/", conservation.operations, name="operations_fse"),
    path("conservation/dossiers/<uuid:uuid>/", conservation.dossier, name="conservation_dossier"),
    path("conservation/dossiers/<uuid:uuid>/geler/", conservation.geler, name="geler"),
    path("conservation/gels/<uuid:uuid>/revoir/", conservation.revoir, name="gel_revoir"),
    path("conservation/gels/<uuid:uuid>/lever/", conservation.lever, name="gel_lever"),
]
