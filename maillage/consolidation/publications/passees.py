"""What the readers of a release already have: each time, what an earlier one left to be taken for known. The oldest first."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from maillage.consolidation.publications.models import Publication
from maillage.consolidation.publications.nomenclatures import Etat, Lecteurs


def list_passees(publication: Publication) -> list[dict[str, Any]]:
    """Of the public, the public ones; in restricted circulation, both."""
    return _list_sorties(publication, (Lecteurs.PUBLIQUE,) if publication.lecteurs == Lecteurs.PUBLIQUE else Lecteurs)


def list_reservees(publication: Publication) -> list[dict[str, Any]]:
    """What the readers of restricted circulation have beside a public one, as soon as they have something of their own."""
    found = _list_sorties(publication, Lecteurs) if publication.lecteurs == Lecteurs.PUBLIQUE else []
    return found if len(found) > len(list_passees(publication)) else []


def find_sortie_depuis(publication: Publication) -> Publication | None:
    """One that went out since this one was asked for, that some of its readers have, and that its protection does not know."""
    found = list_liees(publication).filter(etat=Etat.PUBLIEE, publie_le__gt=publication.prepare_le)
    return found.select_related("campagne").order_by("-publie_le").first()


def list_liees(publication: Publication) -> QuerySet[Publication]:
    """Of every year, and for whomever: real figures and those of the demonstration never meet."""
    campagne = publication.campagne
    return Publication.objects.filter(campagne__consolide=campagne.consolide, campagne__is_fictive=campagne.is_fictive)


def _list_sorties(publication: Publication, lecteurs: Iterable[Lecteurs]) -> list[dict[str, Any]]:
    rows = list_liees(publication).filter(etat=Etat.PUBLIEE, lecteurs__in=lecteurs)
    return list(rows.order_by("publie_le", "pk").values_list("secret", flat=True))
