"""One line per package; each package owns its addresses and declares who may open them."""

from django.urls import include, path

handler500 = "maillage.exploitation.views.erreur"

urlpatterns = [
    path("", include("maillage.exploitation.urls")),
    path("galerie/", include("maillage.socle.galerie.urls")),
    path("", include("maillage.portail.urls")),
    path("", include("maillage.consolidation.depots.urls")),
    path("", include("maillage.consolidation.enquetes.urls")),
    path("", include("maillage.consolidation.publications.urls")),
    path("", include("maillage.consolidation.relecture.urls")),
    path("", include("maillage.consolidation.direct.urls")),
    path("", include("maillage.echanges.restitution.urls")),
    path("", include("maillage.echanges.reprise.urls")),
    path("", include("maillage.echanges.reperage.urls")),
    path("", include("maillage.clause.urls")),
    path("", include("maillage.parcours.urls")),
    path("", include("maillage.reseau.urls")),
    path("", include("maillage.territoire.urls")),
    path("", include("maillage.comptes.urls")),
    path("", include("maillage.socle.travaux.urls")),
    path("", include("maillage.socle.journal.urls")),
    path("", include("maillage.socle.protection.urls")),
    path("tableaux/", include("maillage.socle.tableaux.urls")),
    path("figures/", include("maillage.socle.graphiques.urls")),
    path("", include("maillage.socle.formulaires.urls")),
    path("", include("maillage.socle.recherche.urls")),
    path("", include("maillage.socle.afaire.urls")),
    path("", include("maillage.socle.pieces.urls")),
    path("compte/", include("maillage.comptes.urls_allauth")),
]
