"""A list of the tests, over the public rows of the network, and its address."""

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.urls import path
from django.utils.timezone import localdate

from config.urls import urlpatterns as les_notres
from maillage.reseau.models import Dispositif
from maillage.socle.acces import connecte, publique
from maillage.socle.classement import Categorie
from maillage.socle.pieces.models import Piece
from maillage.socle.requete import Requete
from maillage.socle.tableaux import Colonne, Filtre, Genre, Saisie, Tableau
from maillage.socle.tableaux.exports import export
from maillage.socle.tableaux.liste import build_liste, respond

TYPES = (("plie", "PLIE"), ("mde", "Maison de l’emploi"))
ESSAI = Tableau(
    code="essai",
    titre="Dispositifs d’essai",
    singulier="dispositif",
    colonnes=(
        Colonne("nom", "Nom", lambda d: d.nom, tri=("nom",), lien=lambda d: f"/essai/{d.slug}/", definition="Son nom."),
        Colonne("type", "Type", lambda d: d.get_type_display(), tri=("type",)),
        Colonne("rang", "Rang", lambda d: d.pk, genre=Genre.NOMBRE, tri=("pk",)),
        Colonne("fictif", "Fictif", lambda d: d.is_fictif, genre=Genre.OUI_NON, is_visible=False),
        Colonne("jour", "Jour", lambda d: localdate(), genre=Genre.DATE, is_visible=False),
    ),
    filtres=(
        Filtre("type", "Type", lambda rows, value: rows.filter(type=value), choix=TYPES),
        Filtre("q", "Nom", lambda rows, value: rows.filter(nom__icontains=value), saisie=Saisie.TEXTE),
        Filtre("depuis", "Depuis", lambda rows, value: rows, saisie=Saisie.DATE),
    ),
    tri="nom",
    tailles=(5, 10),
    vide="Il se remplira quand un dispositif sera déclaré.",
    source="essai",
)
NOMINATIF = Tableau(
    code="personnes",
    titre="Personnes",
    singulier="personne",
    colonnes=(
        Colonne("nom", "Nom", lambda d: d.nom, tri=("nom",), categorie=Categorie.IDENTITE),
        Colonne("note", "Note", lambda d: "texte libre", categorie=Categorie.TEXTE_LIBRE),
    ),
    tri="nom",
    nominatif=True,
)


@publique
def page(request: Requete) -> HttpResponse:
    return respond(
        request, "essai/page.html", build_liste(ESSAI, Dispositif.objects.all(), request, export="/essai/liste")
    )


@publique
def fichier(request: Requete, format: str) -> HttpResponseBase:
    liste = build_liste(ESSAI, Dispositif.objects.all(), request, with_vues=False)
    return export(liste, by=request.acteur, format=format, today=localdate())


PIECES = Tableau(
    code="pieces",
    titre="Pièces",
    singulier="pièce",
    colonnes=(
        Colonne("nom", "Nom", lambda p: p.nom, tri=("nom",)),
        Colonne("rapport", "Rapport", lambda p: 100 // p.taille),  # no value for an empty file
    ),
    tri="nom",
)


@connecte
def pieces(request: Requete, format: str) -> HttpResponseBase:
    """Filtered by nothing: only the database's policies stand between two dispositifs."""
    liste = build_liste(PIECES, Piece.objects.all(), request, with_vues=False)
    return export(liste, by=request.acteur, format=format, today=localdate())


urlpatterns = [
    path("essai/pieces.<str:format>", pieces),
    path("essai/", page),
    path("essai/liste.<str:format>", fichier),
    *les_notres,
]
