"""The objects of the matrix for the publications: one to be released, one that everybody reads."""

from django.utils import timezone
from django.utils.timezone import localdate

from maillage.consolidation.publications.models import Publication
from maillage.consolidation.publications.nomenclatures import Etat, Lecteurs
from tests.consolidation.depots.usine import make_campagne
from tests.consolidation.publications.usine import make_chiffre, make_publication
from tests.matrice.objets import Pour, objet, valeurs

PARTAGEE = "une publication est la même pour tout le réseau"
valeurs("publications:chiffres_export", format="csv")


def get_publication(etat: Etat, lecteurs: Lecteurs = Lecteurs.PUBLIQUE) -> Publication:
    campagne = make_campagne(annee=localdate().year - 1)
    found = Publication.objects.filter(campagne=campagne, etat=etat, lecteurs=lecteurs).first()
    return found or make_publication(campagne, etat=etat, now=timezone.now(), lecteurs=lecteurs)


@objet("publications:preparer", partage=PARTAGEE)
def campagne(pour: Pour) -> dict[str, object]:
    return {"campagne": make_campagne(annee=localdate().year - 1).uuid}


@objet(
    "publications:publication", "publications:etat", "publications:apercu", "publications:publier", "publications:abandonner", partage=PARTAGEE,
)  # fmt: skip
def a_valider(pour: Pour) -> dict[str, object]:
    return {"uuid": get_publication(Etat.A_VALIDER).uuid}


@objet("publications:apercu_fichier", partage=PARTAGEE)
def fichier(pour: Pour) -> dict[str, object]:
    return {"uuid": get_publication(Etat.A_VALIDER).uuid, "nom": "certificat.json"}


@objet("publications:rapport", partage=PARTAGEE)
def publiee(pour: Pour) -> dict[str, object]:
    return {"uuid": get_publication(Etat.PUBLIEE).uuid}


@objet("publications:fichier", partage=PARTAGEE)
def publie(pour: Pour) -> dict[str, object]:
    return {"uuid": get_publication(Etat.PUBLIEE).uuid, "nom": "certificat.json"}


@objet("publications:fiche", partage=PARTAGEE)
def fiche(pour: Pour) -> dict[str, object]:
    return {"uuid": get_publication(Etat.PUBLIEE).uuid, "nom": "bretagne"}


@objet("publications:chiffre", partage=PARTAGEE)
def chiffre(pour: Pour) -> dict[str, object]:
    publication = get_publication(Etat.PUBLIEE)
    return {"uuid": (publication.chiffres.first() or make_chiffre(publication)).uuid}


@objet("publications:restreinte", partage=PARTAGEE)
def restreinte(pour: Pour) -> dict[str, object]:
    return {"uuid": get_publication(Etat.PUBLIEE, Lecteurs.RESTREINTE).uuid}


@objet("publications:restreinte_fiche", partage=PARTAGEE)
def fiche_restreinte(pour: Pour) -> dict[str, object]:
    return {"uuid": get_publication(Etat.PUBLIEE, Lecteurs.RESTREINTE).uuid, "nom": "bretagne"}


@objet("publications:restreinte_fichier", partage=PARTAGEE)
def fichier_restreint(pour: Pour) -> dict[str, object]:
    return {"uuid": get_publication(Etat.PUBLIEE, Lecteurs.RESTREINTE).uuid, "nom": "certificat.json"}
