from django.urls import path

from maillage.parcours.views import decouvertes, entrees, orientations, pieces_entree, prescripteurs

urlpatterns = [
    path("orientations/", orientations.liste, name="orientations"),
    path("orientations/export.<str:format>", orientations.exporter, name="orientations_export"),
    path("orientations/nouvelle/", orientations.nouvelle, name="orientation_nouvelle"),
    path("orientations/<uuid:uuid>/", orientations.orientation, name="orientation"),
    path("orientations/<uuid:uuid>/modifier/", orientations.modifier, name="orientation_modifier"),
    path("orientations/<uuid:uuid>/annuler/", orientations.annuler, name="orientation_annuler"),
    path(
        "orientations/<uuid:uuid>/fiche-signee/", pieces_entree.fiche_de_l_orientation, name="orientation_fiche_signee"
    ),
    path("entrees/<uuid:uuid>/fiche-signee/", pieces_entree.fiche_de_l_entree, name="entree_fiche_signee"),
    path("entrees/<uuid:uuid>/fiche-signee/fichier/", pieces_entree.lire_fiche, name="entree_fiche_fichier"),
    path("entrees/", entrees.liste, name="entrees"),
    path("entrees/export.<str:format>", entrees.exporter, name="entrees_export"),
    path("entrees/<uuid:uuid>/", entrees.entree, name="entree"),
    path("prescripteurs/", prescripteurs.liste, name="prescripteurs"),
    path("prescripteurs/nouveau/", prescripteurs.nouveau, name="prescripteur_nouveau"),
    path("prescripteurs/<uuid:uuid>/", prescripteurs.prescripteur, name="prescripteur"),
    path("prescripteurs/<uuid:uuid>/lien/", prescripteurs.ouvrir_lien, name="prescripteur_lien"),
    path("prescripteurs/<uuid:uuid>/lien/retirer/", prescripteurs.retirer_lien, name="prescripteur_lien_retirer"),
    path("orienter/", prescripteurs.orienter, name="orienter"),
    path("orienter/a-signer.pdf", prescripteurs.fiche_a_signer, name="orienter_a_signer"),
    path("orienter/<str:jeton>/", prescripteurs.lien, name="orienter_lien"),
    path("aller-vers/", decouvertes.liste, name="decouvertes"),
    path("aller-vers/<uuid:uuid>/orienter/", orientations.depuis_decouverte, name="decouverte_orienter"),
]
