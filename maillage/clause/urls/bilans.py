"""Addresses of the bilans."""

from django.urls import path

from maillage.clause.views import bilans, campagnes, comparaisons

urlpatterns = [
    path("bilans/", bilans.liste, name="bilans"),
    path("bilans/export.<slug:format>", bilans.exporter, name="bilans_export"),
    path("bilans/nouveau/", bilans.nouveau, name="bilan_nouveau"),
    path("bilans/annee/", campagnes.demander, name="campagne"),
    path("bilans/annee/<uuid:travail>/bilans.zip", campagnes.archive, name="campagne_archive"),
    path("bilans/<uuid:uuid>/", bilans.bilan, name="bilan"),
    path("bilans/<uuid:uuid>/comparer/", comparaisons.comparer, name="bilan_comparer"),
    path("bilans/<uuid:uuid>/commentaire/", bilans.commenter, name="bilan_commentaire"),
    path("bilans/<uuid:uuid>/transmettre/", bilans.transmettre, name="bilan_transmettre"),
    path("bilans/<uuid:uuid>/refaire/", bilans.refaire, name="bilan_refaire"),
    path("bilans/<uuid:uuid>/<slug:lecteur>/bilan.<slug:format>", bilans.fichier, name="bilan_fichier"),
]
