"""What is read of the publications: those anybody reads, and of each year the last one."""

from django.db.models import QuerySet

from maillage.consolidation.depots.models import Depot
from maillage.consolidation.depots.nomenclatures import EtatDepot
from maillage.consolidation.publications.models import ChiffrePublie, Publication
from maillage.consolidation.publications.nomenclatures import Etat, Lecteurs
from maillage.socle.contexte import open_service


def list_publications() -> QuerySet[Publication]:
    return (
        Publication.objects.select_related("campagne")
        .defer("secret")
        .order_by("-campagne__millesime", "lecteurs", "-rang")
    )


def is_depassee(publication: Publication) -> bool:
    """Whether the deposits that count are no longer those it adds up."""
    with open_service("dépôts d’une publication"):
        rows = Depot.objects.filter(campagne=publication.campagne, etat=EtatDepot.EN_VIGUEUR)
        now = {(str(uuid), version) for uuid, version in rows.values_list("uuid", "version")}
    return now != {(uuid, version) for uuid, version, _ in publication.depots}


def list_publiques() -> QuerySet[Publication]:
    return list_publications().filter(etat=Etat.PUBLIEE, lecteurs=Lecteurs.PUBLIQUE)


def select_chiffres() -> QuerySet[ChiffrePublie]:
    """Of each year, those of the last revision: the earlier ones stay in their own report."""
    publiques = list_publiques()
    dernieres = {(p.campagne_id): p.pk for p in publiques.order_by("campagne", "rang")}
    return ChiffrePublie.objects.filter(publication__in=list(dernieres.values())).select_related(
        "publication__campagne"
    )
