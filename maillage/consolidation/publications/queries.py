"""What is read of the publications: those anybody reads, and of each year the last one."""

from django.db.models import QuerySet

from maillage.consolidation.publications.models import ChiffrePublie, Publication
from maillage.consolidation.publications.nomenclatures import Etat, Lecteurs


def list_publications() -> QuerySet[Publication]:
    return (
        Publication.objects.select_related("campagne")
        .defer("secret")
        .order_by("-campagne__millesime", "lecteurs", "-rang")
    )


def list_publiques() -> QuerySet[Publication]:
    return list_publications().filter(etat=Etat.PUBLIEE, lecteurs=Lecteurs.PUBLIQUE)


def select_chiffres() -> QuerySet[ChiffrePublie]:
    """Of each year, those of the last revision: the earlier ones stay in their own report."""
    publiques = list_publiques()
    dernieres = {(p.campagne_id): p.pk for p in publiques.order_by("campagne", "rang")}
    return ChiffrePublie.objects.filter(publication__in=list(dernieres.values())).select_related(
        "publication__campagne"
    )
