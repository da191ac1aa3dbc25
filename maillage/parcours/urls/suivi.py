from django.urls import path

from maillage.parcours.views import agenda, entretiens, file_active

urlpatterns = [
    path("file-active/", file_active.file_active, name="file_active"),
    path("file-active/export.<slug:format>", file_active.exporter, name="file_active_export"),
    path("file-active/rendez-vous/", file_active.planifier, name="rendez_vous_groupes"),
    path("file-active/frequence/", file_active.changer_frequence, name="frequence"),
    path("dossiers/<uuid:uuid>/entretien/", entretiens.ecrire, name="entretien"),
    path("entretiens/<uuid:uuid>/", entretiens.lire, name="contact"),
    path("entretiens/<uuid:uuid>/renseigner/", entretiens.renseigner, name="contact_renseigner"),
    path("entretiens/<uuid:uuid>/ouvrir/", entretiens.ouvrir, name="contact_ouvrir"),
    path("entretiens/<uuid:uuid>/note/", entretiens.corriger, name="contact_note"),
    path("agenda/", agenda.semaine, name="agenda"),
    path("agenda/rendez-vous.ics", agenda.telecharger, name="agenda_ics"),
]
