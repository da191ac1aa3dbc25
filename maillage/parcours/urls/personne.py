from django.urls import path

from maillage.parcours.views import personne, projets

urlpatterns = [
    path("dossiers/<uuid:uuid>/identite/", personne.identite, name="identite"),
    path("dossiers/<uuid:uuid>/adresse/", personne.adresse, name="adresse"),
    path("dossiers/<uuid:uuid>/situation/", personne.situation, name="situation"),
    path("dossiers/<uuid:uuid>/sensible/", personne.lire_sensible, name="sensible"),
    path("dossiers/<uuid:uuid>/sensible/modifier/", personne.sensible, name="sensible_modifier"),
    path("dossiers/<uuid:uuid>/recherche/", personne.recherche, name="recherche"),
    path("dossiers/<uuid:uuid>/projets/nouveau/", projets.projet_nouveau, name="projet_nouveau"),
    path("dossiers/<uuid:uuid>/projets/<uuid:projet>/", projets.projet, name="projet"),
    path("dossiers/<uuid:uuid>/experiences/", projets.experiences, name="experiences"),
    path("dossiers/<uuid:uuid>/experiences/nouvelle/", projets.experience_nouvelle, name="experience_nouvelle"),
    path("dossiers/<uuid:uuid>/experiences/<uuid:experience>/", projets.experience, name="experience"),
    path("dossiers/<uuid:uuid>/photo/", personne.photo, name="photo"),
]
