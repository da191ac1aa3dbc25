"""Addresses of the network's pages."""

from django.urls import path

from maillage.reseau.views import contacts, fiches, jalons, moyens

app_name = "reseau"
urlpatterns = [
    path("mon-dispositif/", fiches.mon_dispositif, name="mon_dispositif"),
    path("reseau/fiches/", fiches.suivi, name="suivi"),
    path("reseau/dispositifs/<slug:slug>/", fiches.dispositif, name="dispositif"),
    path("reseau/dispositifs/<slug:slug>/modifier/", fiches.modifier, name="modifier"),
    path("reseau/dispositifs/<slug:slug>/verifier/", fiches.verifier, name="verifier"),
    path("reseau/dispositifs/<slug:slug>/portage/", fiches.portage, name="portage"),
    path("reseau/dispositifs/<slug:slug>/territoire/", fiches.territoire, name="territoire"),
    path("reseau/dispositifs/<slug:slug>/contacts/ajouter/", contacts.ajouter_contact, name="ajouter_contact"),
    path("reseau/dispositifs/<slug:slug>/visibilite/", contacts.visibilite, name="visibilite"),
    path("reseau/dispositifs/<slug:slug>/histoire/", jalons.declarer_jalon, name="declarer_jalon"),
    path("reseau/dispositifs/<slug:slug>/effectif/", moyens.declarer_effectif, name="declarer_effectif"),
    path("reseau/dispositifs/<slug:slug>/logiciel/", moyens.declarer_logiciel, name="declarer_logiciel"),
    path("reseau/dispositifs/<slug:slug>/fse/", moyens.declarer_fse, name="declarer_fse"),
    path("reseau/effectifs/<uuid:uuid>/terminer/", moyens.terminer_effectif, name="terminer_effectif"),
    path("reseau/logiciels/<uuid:uuid>/terminer/", moyens.terminer_logiciel, name="terminer_logiciel"),
    path("reseau/contacts/<uuid:uuid>/", contacts.modifier_contact, name="modifier_contact"),
    path("reseau/contacts/<uuid:uuid>/terminer/", contacts.terminer_contact, name="terminer_contact"),
    path("reseau/contacts/<uuid:uuid>/effacer/", contacts.effacer_contact, name="effacer_contact"),
    path("reseau/territoires/<uuid:uuid>/fermer/", fiches.fermer_territoire, name="fermer_territoire"),
]
