"""The addresses of the companies' statements, of the companies, and of what signed links open without an account."""

from django.urls import path

from maillage.clause.views import acheteurs, acheteurs_bilans, declarations, entreprises, releves

urlpatterns = [
    path("releves/", releves.liste, name="releves"),
    path("releves/demander/", releves.demander_tous, name="releves_demander"),
    path("lots/<uuid:uuid>/releves/<uuid:entreprise>/", releves.demander, name="releve_demander"),
    path("releves/<uuid:uuid>/", releves.releve, name="releve"),
    path("releves/<uuid:uuid>/lien/", releves.donner_lien, name="releve_lien"),
    path("releves/<uuid:uuid>/lien/retirer/", releves.retirer_lien, name="releve_lien_retirer"),
    path("releves/<uuid:uuid>/reprendre/", releves.reprendre, name="releve_reprendre"),
    path("releves/<uuid:uuid>/valider/", releves.valider, name="releve_valider"),
    path("releves/<uuid:uuid>/renvoyer/", releves.renvoyer, name="releve_renvoyer"),
    path("releves/<uuid:uuid>/justificatifs/<uuid:piece>/", releves.justificatif, name="releve_justificatif"),
    path("releves/embauches/<uuid:uuid>/suite/", releves.donner_suite, name="embauche_suite"),
    path("entreprises/", entreprises.liste, name="entreprises"),
    path("entreprises/<uuid:uuid>/", entreprises.entreprise, name="entreprise"),
    path("entreprises/<uuid:uuid>/modifier/", entreprises.modifier, name="entreprise_modifier"),
    path("entreprises/<uuid:uuid>/contacts/ajouter/", entreprises.contact_ajouter, name="contact_entreprise_ajouter"),
    path("entreprises/contacts/<uuid:uuid>/", entreprises.contact_modifier, name="contact_entreprise"),
    path("entreprises/contacts/<uuid:uuid>/effacer/", entreprises.contact_effacer, name="contact_entreprise_effacer"),
    path("donneurs-d-ordre/contacts/<uuid:uuid>/lien/", acheteurs.acces, name="acheteur_acces"),
    path("donneurs-d-ordre/contacts/<uuid:uuid>/lien/donner/", acheteurs.ouvrir, name="acheteur_acces_ouvrir"),
    path("donneurs-d-ordre/contacts/<uuid:uuid>/lien/retirer/", acheteurs.retirer, name="acheteur_acces_retirer"),
    path("declarer/aide/", declarations.aide, name="declarer_aide"),
    path("declarer/releve/<uuid:uuid>/", declarations.declarer, name="declarer"),
    path("declarer/releve/<uuid:uuid>/relire/", declarations.relire, name="declarer_relire"),
    path("declarer/releve/<uuid:uuid>/embauche/", declarations.embauche, name="declarer_embauche"),
    path("declarer/<str:jeton>/", declarations.lien, name="declarer_lien"),
    path("acheteur/lots/<uuid:uuid>/", acheteurs.lots, name="acheteur"),
    path("acheteur/bilans/<uuid:uuid>/", acheteurs_bilans.bilans, name="acheteur_bilans"),
    path("acheteur/bilans/<uuid:uuid>/<uuid:bilan>/", acheteurs_bilans.bilan, name="acheteur_bilan"),
    path(
        "acheteur/bilans/<uuid:uuid>/<uuid:bilan>/bilan.<slug:format>",
        acheteurs_bilans.fichier,
        name="acheteur_bilan_fichier",
    ),
    path("acheteur/<str:jeton>/", acheteurs.lien, name="acheteur_lien"),
]
