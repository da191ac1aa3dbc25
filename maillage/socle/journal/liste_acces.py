"""The journal of accesses, declared as a chronicle: who, when, what; what was read, for who may know it."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet
from django.utils import timezone

from maillage.socle.classement import Categorie
from maillage.socle.journal.nomenclatures import list_types
from maillage.socle.tableaux import Colonne, Filtre, Genre, Saisie, Tableau

TAILLES = (50, 100, 200)
VIDE = "Chaque consultation d’une fiche nominative, recherche, export ou impression s’inscrit ici."
MIENS_VIDE = "Vos connexions, recherches, consultations et exports s’y inscriront."


def build_tableau(*, with_contenu: bool) -> Tableau:
    """`with_contenu`: shows what was read, and from where."""
    return Tableau(
        code="acces",
        titre="Journal des accès",
        singulier="accès",
        colonnes=_COLONNES + _CONTENU if with_contenu else _COLONNES,
        filtres=(
            Filtre("du", "Du", _since, Saisie.DATE),
            Filtre("au", "Au", _until, Saisie.DATE),
            Filtre("type", "Ce qui a été fait", _of_type, choix=list_types, tous="Tout"),
            Filtre("personne", "Par qui", _by, Saisie.TEXTE),
        ),
        tailles=TAILLES,
        vide=VIDE,
        nominatif=True,
        exporte_tout=True,
        is_chronique=True,
    )


_DATE = Colonne("le", "Date", lambda ligne: ligne.fait.le, Genre.INSTANT, definition="Date et heure, à Paris.")
_FONCTION = Colonne("fonction", "Fonction", lambda ligne: ligne.fait.fonction, is_visible=False)
_FAIT = Colonne("fait", "Ce qui a été fait", lambda ligne: ligne.fait.phrase)
_COLONNES = (
    _DATE,
    Colonne(
        "personne", "Personne", lambda ligne: ligne.fait.qui, precision=lambda ligne: ligne.fait.fonction,
        categorie=Categorie.IDENTITE,
    ),
    _FONCTION,
    _FAIT,
)  # fmt: skip
_CONTENU = (
    Colonne("objet", "Objet", lambda ligne: ligne.cible, definition="Nature de l’objet, puis son numéro public."),
    Colonne("adresse", "Adresse réseau", lambda ligne: ligne.adresse),
)
MES_ACCES = Tableau(
    code="mes-acces",
    titre="Ce que le journal garde de vous",
    singulier="accès",
    colonnes=(_DATE, _FAIT, replace(_FONCTION, libelle="À quel titre", is_visible=True), *_CONTENU),
    tailles=TAILLES,
    vide=MIENS_VIDE,
    is_chronique=True,
)


def _since(rows: QuerySet[Any], day: date) -> QuerySet[Any]:
    return rows.filter(horodatage__gte=_midnight(day))


def _until(rows: QuerySet[Any], day: date) -> QuerySet[Any]:
    return rows.filter(horodatage__lt=_midnight(day + timedelta(days=1)))


def _of_type(rows: QuerySet[Any], code: str) -> QuerySet[Any]:
    return rows.filter(type=code)


def _by(rows: QuerySet[Any], personne: str) -> QuerySet[Any]:
    found = get_user_model()._default_manager.all()
    for word in personne.split()[:4]:
        found = found.filter(Q(nom__icontains=word) | Q(prenom__icontains=word) | Q(email__icontains=word))
    return rows.filter(compte_id__in=found.values("pk"))


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
