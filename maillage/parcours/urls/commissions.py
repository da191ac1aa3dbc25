from django.urls import path

from maillage.parcours.views import commissions, inscriptions, pieces_entree

urlpatterns = [
    path("commissions/", commissions.liste, name="commissions"),
    path("commissions/export.<str:format>", commissions.exporter, name="commissions_export"),
    path("commissions/planifier/", commissions.planifier, name="commission_planifier"),
    path("commissions/dossiers/<uuid:uuid>/", inscriptions.decider, name="commission_decider"),
    path("commissions/dossiers/<uuid:uuid>/retirer/", inscriptions.retirer, name="commission_retirer"),
    path("commissions/<uuid:uuid>/", commissions.commission, name="commission"),
    path("commissions/<uuid:uuid>/modifier/", commissions.modifier, name="commission_modifier"),
    path("commissions/<uuid:uuid>/presents/", commissions.presents, name="commission_presents"),
    path("commissions/<uuid:uuid>/inscrire/<slug:objet>/", inscriptions.inscrire, name="commission_inscrire"),
    path("commissions/<uuid:uuid>/releve.pdf", commissions.releve, name="commission_releve"),
    path("commissions/<uuid:uuid>/signer/", commissions.signer, name="commission_signer"),
    path("commissions/<uuid:uuid>/releve-signe/", pieces_entree.releve_signe, name="commission_releve_signe"),
    path("commissions/<uuid:uuid>/releve-signe/fichier/", pieces_entree.lire_releve, name="commission_releve_fichier"),
]
