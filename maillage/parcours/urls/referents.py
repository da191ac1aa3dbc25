from django.urls import path

from maillage.parcours.views import affectations, referents

urlpatterns = [
    path("referents/", referents.liste, name="referents"),
    path("referents/inscrire/", referents.inscrire, name="referent_inscrire"),
    path("referents/remplacements/<uuid:uuid>/terminer/", referents.terminer_remplacement,
         name="remplacement_terminer"),
    path("referents/<uuid:uuid>/", referents.referent, name="referent"),
    path("referents/<uuid:uuid>/temps/", referents.temps, name="referent_temps"),
    path("referents/<uuid:uuid>/absence/", referents.absence, name="referent_absence"),
    path("referents/<uuid:uuid>/depart/", referents.depart, name="referent_depart"),
    path("dossiers/<uuid:uuid>/referent/", affectations.changer, name="referent_changer"),
    path("dossiers/<uuid:uuid>/fiche-de-relais.pdf", affectations.relais, name="fiche_de_relais"),
]  # fmt: skip
