"""The directory in the schema of data·inclusion (structures, v1): built and validated with its official models.

What we do not know is left out rather than guessed: no coordinates (ours are those of a town hall), no commune when
it was deduced from a name, no membership of Alliance Villes Emploi, whose list is not public.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

import structlog
from data_inclusion.schema.v1 import ReseauPorteur
from data_inclusion.schema.v1.structures import Structure
from django.urls import reverse
from pydantic import ValidationError

from maillage.reseau.nomenclatures import DOCUMENTS, Source, TypeDispositif

SOURCE = "maillage"
REQUIS = {"source", "id", "nom", "date_maj"}
RESEAUX: dict[TypeDispositif, set[ReseauPorteur]] = {
    TypeDispositif.PLIE: {ReseauPorteur.PLIE},
    TypeDispositif.MDE: {ReseauPorteur.MAISONS_DE_L_EMPLOI},
    TypeDispositif.TETE: {ReseauPorteur.ALLIANCE_VILLES_EMPLOI},
}
log = structlog.get_logger(__name__)


def build_structures(rows: Iterable[Any], *, site: str, today: date) -> Iterator[dict[str, Any]]:
    """`rows`: dispositifs with the `siret` of who carries them."""
    for row in rows:
        structure = _build(row, site=site, today=today)
        if structure is not None:
            yield structure.model_dump(mode="json", exclude_none=True)


def _build(row: Any, *, site: str, today: date) -> Structure | None:
    values = {nom: value for nom, value in _values(row, site, today).items() if value}
    while True:
        try:
            return Structure(**values)
        except ValidationError as error:
            # An optional field that their rules refuse is left out, rather than the structure.
            refused = {str(detail["loc"][0]) for detail in error.errors() if detail["loc"]}
            optional = refused - REQUIS
            log.warning("data_inclusion.champs_ecartes", dispositif=row.slug, champs=sorted(refused))
            if not optional & values.keys() or refused & REQUIS:
                return None
            values = {nom: value for nom, value in values.items() if nom not in optional}


def _values(d: Any, site: str, today: date) -> dict[str, Any]:
    document = DOCUMENTS[Source(d.source)].date
    dates = [day for day in (d.modifie_le, d.verifie_le, document) if day and day <= today]
    return {
        "source": SOURCE,
        "id": f"{SOURCE}--{d.slug}",
        "nom": d.nom[:150].rstrip(". "),
        "date_maj": max(dates, default=today),
        "description": d.presentation,
        "lien_source": site + reverse("portail:fiche", args=[d.slug]),
        "siret": d.siret,
        "commune": "" if d.is_repere_deduit else d.commune,
        "code_insee": "" if d.is_repere_deduit else d.code_commune,
        "adresse": d.adresse,
        "code_postal": d.code_postal,
        "telephone": d.telephone,
        "courriel": d.courriel,
        "site_web": d.site,
        "reseaux_porteurs": RESEAUX.get(TypeDispositif(d.type)),
    }
