from django.urls import path

from maillage.parcours.views import droits, lecteurs

urlpatterns = [
    path("dossiers/<uuid:uuid>/droits/", droits.droits, name="droits"),
    path("dossiers/<uuid:uuid>/droits/notice/", droits.informer, name="informer"),
    path("dossiers/<uuid:uuid>/droits/accord/", droits.consentir, name="consentir"),
    path("dossiers/<uuid:uuid>/droits/accord/<uuid:accord>/retirer/", droits.retirer, name="retirer_accord"),
    path("dossiers/<uuid:uuid>/droits/lecteur/", lecteurs.nommer, name="lecteur_nommer"),
    path("dossiers/<uuid:uuid>/droits/lecteur/<uuid:lecteur>/retirer/", lecteurs.retirer, name="lecteur_retirer"),
    path("notes-confiees/", lecteurs.notes_confiees, name="notes_confiees"),
    path("notes-confiees/<uuid:uuid>/", lecteurs.note_confiee, name="note_confiee"),
    path("dossiers-non-informes/", droits.non_informes, name="non_informes"),
]
