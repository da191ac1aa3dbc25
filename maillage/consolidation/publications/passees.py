"""What the readers of a release already have: each time, what an earlier one left to be taken for known. The oldest first."""

from collections.abc import Iterable
from typing import Any

from maillage.consolidation.publications.models import Publication
from maillage.consolidation.publications.nomenclatures import Etat, Lecteurs


def list_passees(publication: Publication) -> list[dict[str, Any]]:
    """Of the public, the public ones; in restricted circulation, both."""
    return _list_sorties(publication, (Lecteurs.PUBLIQUE,) if publication.lecteurs == Lecteurs.PUBLIQUE else Lecteurs)


def list_reservees(publication: Publication) -> list[dict[str, Any]]:
    """What the readers of restricted circulation have beside a public one, as soon as they have something of their own."""
    found = _list_sorties(publication, Lecteurs) if publication.lecteurs == Lecteurs.PUBLIQUE else []
    return found if len(found) > len(list_passees(publication)) else []


def _list_sorties(publication: Publication, lecteurs: Iterable[Lecteurs]) -> list[dict[str, Any]]:
    rows = Publication.objects.filter(
        etat=Etat.PUBLIEE, lecteurs__in=lecteurs, campagne__consolide=publication.campagne.consolide,
        campagne__is_fictive=publication.campagne.is_fictive,
    )  # fmt: skip
    return list(rows.order_by("publie_le", "pk").values_list("secret", flat=True))
