from django.urls import path

from maillage.parcours.views import etapes, listes_locales, offre, presences

urlpatterns = [
    path("offre/", offre.offre, name="offre"),
    path("offre/ajouter/", offre.action_ajouter, name="action_ajouter"),
    path("offre/types/", listes_locales.types_locaux, name="types_locaux"),
    path("offre/types/<uuid:uuid>/terminer/", listes_locales.type_local_terminer, name="types_locaux_fin"),
    path("offre/<uuid:uuid>/", offre.action, name="action"),
    path("offre/<uuid:uuid>/modifier/", offre.action_modifier, name="action_modifier"),
    path("offre/<uuid:uuid>/sessions/ajouter/", offre.session_ajouter, name="session_ajouter"),
    path("sessions/<uuid:uuid>/", offre.session, name="session"),
    path("sessions/<uuid:uuid>/modifier/", offre.session_modifier, name="session_modifier"),
    path("sessions/<uuid:uuid>/presences/", presences.session_presences, name="session_presences"),
    path("sessions/<uuid:uuid>/emargement.pdf", presences.session_emargement, name="session_emargement"),
    path("mes-etapes/", presences.mes_etapes, name="mes_etapes"),
    path("dossiers/<uuid:uuid>/etapes/", etapes.etapes_du_dossier, name="etapes_du_dossier"),
    path("dossiers/<uuid:uuid>/etapes/proposer/", etapes.proposer, name="etape_proposer"),
    path("dossiers/<uuid:uuid>/etapes/proposer-hors-offre/", etapes.proposer_libre, name="etape_proposer_libre"),
    path("etapes/<uuid:uuid>/", etapes.etape, name="etape"),
    path("etapes/<uuid:uuid>/corriger/", etapes.corriger, name="etape_corriger"),
    path("etapes/<uuid:uuid>/bilan/", etapes.bilan, name="etape_bilan"),
    path("etapes/<uuid:uuid>/presences/", presences.etape_presences, name="etape_presences"),
    path("etapes/<uuid:uuid>/emargement.pdf", presences.etape_emargement, name="etape_emargement"),
    path("etapes/<uuid:uuid>/attestation.pdf", presences.attestation, name="etape_attestation"),
    path("etapes/<uuid:uuid>/passer/<slug:vers>/", etapes.passer, name="etape_passer"),
]
